//! Any bytes that are accepted: what is kept of the document is written, is well-formed, and says the same, also
//! where a lenient profile had to mend it.
#![no_main]

use edu_types::{Limits, Profile};
use edu_xml::{Node, RawXml, Recovery, Tree, canonical};
use libfuzzer_sys::fuzz_target;

/// What is meant by documents that do not declare it.
static MEANT: Recovery<'static> = Recovery::none()
    .with_root_namespace("urn:course")
    .with_prefixes(&[("learn", "urn:learn")]);

fuzz_target!(|bytes: &[u8]| {
    comes_back(bytes, &Recovery::none());
    comes_back(bytes, &MEANT);
});

fn comes_back(bytes: &[u8], recovery: &Recovery<'_>) {
    let limits = Limits::DEFAULT.with_bytes(64 * 1024).with_depth(1000).with_nodes(20_000);
    let Ok(parsed) = Tree::parse_with(bytes, &Profile::lenient(), &limits, recovery) else { return };
    let kept = RawXml::from(Node::Element(parsed.tree.root()));
    let written = kept.to_document().expect("a root is an element");
    // References and declarations take more room than what they stand for.
    let wide = limits.with_bytes(4 * 1024 * 1024).with_namespaces(usize::MAX);
    let again = Tree::parse(written.as_bytes(), &Profile::strict(), &wide)
        .expect("what is written is well-formed")
        .tree;
    assert!(canonical(&parsed.tree).contains(&canonical(&again)));
    let once_more = RawXml::from(Node::Element(again.root()));
    assert_eq!(once_more.as_str(), written);
}
