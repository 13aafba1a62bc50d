//! What a lenient profile mends and a strict one refuses.

use edu_types::{Limits, Profile, Report};
use edu_xml::{Recovery, Tree};

use crate::{lenient, mended, strict};

static MEANT: Recovery<'static> = Recovery::none()
    .with_root_namespace("urn:root")
    .with_prefixes(&[("p", "urn:p")]);

fn meant(xml: &[u8]) -> edu_xml::Parsed<'_> {
    let strict = Tree::parse_with(xml, &Profile::strict(), &Limits::default(), &MEANT);
    assert!(strict.is_err());
    Tree::parse_with(xml, &Profile::lenient(), &Limits::default(), &MEANT).unwrap()
}

#[test]
fn an_unbound_prefix_that_is_known_is_bound() {
    let parsed = meant(b"<a xmlns='urn:root' p:b='1'><p:c/><p:c/></a>");
    let root = parsed.tree.root();
    assert_eq!(root.attribute("urn:p", "b"), Some("1"));
    assert!(root.elements().all(|one| one.name().is("urn:p", "c")));
    assert_eq!(
        parsed.tree.recovered().collect::<Vec<_>>(),
        [("p", "urn:p")]
    );
}

#[test]
fn an_unbound_prefix_is_told_once() {
    let parsed = meant(b"<a xmlns='urn:root' p:b='1'><p:c/><p:c/></a>");
    assert_eq!(crate::codes(&parsed.report), ["xml.namespace.unbound"]);
    let message = &parsed.report.findings()[0].message;
    assert_eq!(
        message,
        "prefix `p` is not bound to a namespace, read as `urn:p`"
    );
}

#[test]
fn an_unbound_prefix_that_is_unknown_has_a_namespace_of_its_own() {
    let parsed = lenient(b"<a><q:b q:c='1' r:c='2'/></a>").unwrap();
    assert_eq!(crate::codes(&parsed.report), ["xml.namespace.unbound"; 2]);
    let child = parsed.tree.root().elements().next().unwrap();
    assert!(child.name().is("urn:undeclared:q", "b"));
    assert_eq!(child.prefix(), "q");
    assert_eq!(child.attribute("urn:undeclared:q", "c"), Some("1"));
    assert_eq!(child.attribute("urn:undeclared:r", "c"), Some("2"));
    assert_eq!(
        parsed.tree.recovered().collect::<Vec<_>>(),
        [("q", "urn:undeclared:q"), ("r", "urn:undeclared:r")]
    );
}

#[test]
fn refuses_an_attribute_that_appears_twice_where_one_prefix_is_unbound() {
    let xml = b"<a q:c='1' p:c='2' xmlns:p='urn:undeclared:q'/>";
    let error = lenient(xml).unwrap_err();
    assert_eq!(error.rule().code, "xml.attribute.duplicate");
}

#[test]
fn a_declaration_wins_over_what_is_known() {
    let xml = b"<a xmlns='urn:root' xmlns:p='urn:other'><p:b/></a>";
    let parsed = Tree::parse_with(xml, &Profile::lenient(), &Limits::default(), &MEANT).unwrap();
    let child = parsed.tree.root().elements().next().unwrap();
    assert_eq!(child.name().namespace, "urn:other");
    assert!(parsed.report.is_empty());
}

#[test]
fn a_missing_default_namespace_is_the_expected_one() {
    let parsed = meant(b"<a><b/><c xmlns=''/></a>");
    let root = parsed.tree.root();
    assert!(root.name().is("urn:root", "a"));
    let children: Vec<_> = root.elements().map(|one| one.name().namespace).collect();
    assert_eq!(children, ["urn:root", ""]);
    assert_eq!(crate::codes(&parsed.report), ["xml.namespace.missing"]);
    assert_eq!(
        parsed.tree.recovered().collect::<Vec<_>>(),
        [("", "urn:root")]
    );
}

#[test]
fn another_default_namespace_is_left_alone() {
    let xml = b"<a xmlns='urn:other'/>";
    let parsed = Tree::parse_with(xml, &Profile::strict(), &Limits::default(), &MEANT).unwrap();
    assert_eq!(parsed.tree.root().name().namespace, "urn:other");
}

#[test]
fn without_an_expectation_no_namespace_is_fine() {
    assert!(strict(b"<a/>").unwrap().report.is_empty());
}

#[test]
fn a_default_namespace_that_is_taken_back_on_the_root_is_the_expected_one() {
    let parsed = meant(b"<a xmlns='' xmlns:q='u'><b/></a>");
    let root = parsed.tree.root();
    assert!(root.name().is("urn:root", "a"));
    assert_eq!(root.declarations().collect::<Vec<_>>(), [("q", "u")]);
}

#[test]
fn a_prefix_without_a_namespace_is_unbound_from_there_on() {
    let xml = b"<p:a xmlns:p='u'><b xmlns:p=''><p:c/></b><p:c/></p:a>";
    let (code, parsed) = mended(xml);
    assert_eq!(code, "xml.namespace.empty");
    let children: Vec<_> = parsed.tree.root().elements().collect();
    let inner = children[0].elements().next().unwrap();
    assert!(inner.name().is("urn:undeclared:p", "c"));
    assert!(children[1].name().is("u", "c"));
}

#[test]
fn a_known_prefix_without_a_namespace_is_bound() {
    let parsed = meant(b"<a xmlns='urn:root'><p:b xmlns:p=''/></a>");
    assert_eq!(crate::codes(&parsed.report), ["xml.namespace.empty"]);
    let child = parsed.tree.root().elements().next().unwrap();
    assert!(child.name().is("urn:p", "b"));
    assert_eq!(
        parsed.report.findings()[0].message,
        "prefix `p` is declared without a namespace, read as `urn:p`"
    );
}

#[test]
fn white_space_before_the_declaration_is_passed_over() {
    let (code, parsed) = mended(b"\r\n <?xml version='1.0'?><a/>");
    assert_eq!(code, "xml.declaration.space");
    assert_eq!(parsed.tree.declaration().unwrap().version, "1.0");
}

#[test]
fn white_space_before_a_root_without_declaration_is_fine() {
    assert!(strict(b"\n<a/>\n").unwrap().report.is_empty());
}

#[test]
fn a_thousand_mendings_are_told_and_more_are_counted() {
    let xml = format!("<a>{}</a>", "&".repeat(1500));
    let parsed = lenient(xml.as_bytes()).unwrap();
    assert_eq!(parsed.tree.root().text().len(), 1500);
    assert_eq!(parsed.report.findings().len(), Report::CAPACITY);
    assert_eq!(parsed.report.omitted(), 500);
}

#[test]
fn a_profile_may_mend_in_silence() {
    let profile = Profile::strict().accepting(&edu_xml::error::AMPERSAND);
    let parsed = Tree::parse(b"<a>R&D</a>", &profile, &Limits::default()).unwrap();
    assert_eq!(parsed.tree.root().text(), "R&D");
    assert!(parsed.report.is_empty());
}

#[test]
fn what_is_mended_is_told_with_its_place() {
    let parsed = lenient(b"<a>\n <b>x &nbsp;</b></a>").unwrap();
    let found = parsed.report.findings()[0].to_string();
    assert_eq!(
        found,
        "warning xml.entity.html at /a/b[1] line 2 column 7: entity `nbsp` is defined in HTML alone (XML 1.0 §4.1)",
    );
}
