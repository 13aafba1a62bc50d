//! Any bytes that are accepted: what is kept of the document is written, is well-formed, and says the same.
#![no_main]

use edu_types::{Limits, Profile};
use edu_xml::{Node, RawXml, Tree, canonical};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::DEFAULT.with_bytes(64 * 1024).with_depth(1000).with_nodes(20_000);
    let Ok(parsed) = Tree::parse(bytes, &Profile::lenient(), &limits) else { return };
    let kept = RawXml::from(Node::Element(parsed.tree.root()));
    let written = kept.to_document().expect("a root is an element");
    // What was let pass is written as it came: strictly that holds for what is well-formed to begin with.
    if !parsed.report.is_empty() {
        return;
    }
    let wide = limits.with_bytes(1024 * 1024);
    let again = Tree::parse(written.as_bytes(), &Profile::strict(), &wide)
        .expect("what is written is well-formed")
        .tree;
    assert!(canonical(&parsed.tree).contains(&canonical(&again)));
    let once_more = RawXml::from(Node::Element(again.root()));
    assert_eq!(once_more.as_str(), written);
});
