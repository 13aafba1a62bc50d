//! Any bytes: no panic; nodes lie within each other; what strict accepts lenient reads the same.
#![no_main]

use edu_types::{Limits, Profile};
use edu_xml::{Element, Tree};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::DEFAULT.with_bytes(64 * 1024).with_nodes(20_000);
    let lenient = Tree::parse(bytes, &Profile::lenient(), &limits);
    let strict = Tree::parse(bytes, &Profile::strict(), &limits);
    if let Err(error) = &lenient {
        assert!(error.offset() <= bytes.len());
        assert!(strict.is_err());
        return;
    }
    let lenient = lenient.expect("looked at above").tree;
    walk(lenient.root());
    if let Ok(strict) = strict {
        assert_eq!(strict.tree.text(), lenient.text());
        assert_eq!(strict.tree.names().len(), lenient.names().len());
    }
});

/// Depth is within the limit, so that this may recurse.
fn walk(element: Element<'_>) {
    let outer = element.span();
    if outer.start % 7 == 0 {
        let place = element.place();
        assert!(place.offset.is_some() && place.position.is_some());
    }
    for attribute in element.attributes() {
        assert!(!attribute.name().local.is_empty());
        assert!(attribute.value().len() <= attribute.raw().len() * 3);
    }
    for node in element.nodes() {
        let inner = node.span();
        assert!(outer.start < inner.start && inner.end < outer.end && !inner.is_empty());
    }
    for child in element.elements() {
        walk(child);
    }
    let _text = element.text();
}
