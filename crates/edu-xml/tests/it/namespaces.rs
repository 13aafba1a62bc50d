//! Namespaces: what names mean, and which declarations are refused.

use core::fmt::Write as _;

use edu_xml::Element;

use crate::{refused, strict};

const XML: &str = "http://www.w3.org/XML/1998/namespace";

#[test]
fn the_default_namespace_is_for_elements_alone() {
    let parsed = strict(b"<a xmlns='urn:x' b='1'/>").unwrap();
    let root = parsed.tree.root();
    assert!(root.name().is("urn:x", "a"));
    assert_eq!(root.attribute("", "b"), Some("1"));
    assert_eq!(root.attribute("urn:x", "b"), None);
}

#[test]
fn a_declaration_ends_with_its_element() {
    let parsed = strict(b"<a xmlns='u:1'><b xmlns='u:2'><c/></b><c/><b xmlns=''/></a>").unwrap();
    let children: Vec<_> = parsed.tree.root().elements().collect();
    assert!(children[0].name().is("u:2", "b"));
    assert!(children[0].elements().next().unwrap().name().is("u:2", "c"));
    assert!(children[1].name().is("u:1", "c"));
    assert!(children[2].name().is("", "b"));
}

#[test]
fn a_prefix_may_be_declared_after_its_use_in_the_same_tag() {
    let parsed = strict(b"<p:a p:b='1' xmlns:p='u'/>").unwrap();
    let root = parsed.tree.root();
    assert_eq!((root.prefix(), root.name().namespace), ("p", "u"));
    assert_eq!(root.attribute("u", "b"), Some("1"));
    assert_eq!(root.declarations().collect::<Vec<_>>(), [("p", "u")]);
    assert_eq!(root.attributes().count(), 1);
}

#[test]
fn an_inner_declaration_hides_the_outer_one() {
    let parsed = strict(b"<p:a xmlns:p='u:1'><p:b xmlns:p='u:2'/><p:b/></p:a>").unwrap();
    let found: Vec<_> = parsed
        .tree
        .root()
        .elements()
        .map(|one| one.name().namespace)
        .collect();
    assert_eq!(found, ["u:2", "u:1"]);
}

#[test]
fn elements_of_one_name_have_one_number() {
    let parsed = strict(b"<a xmlns:p='u' xmlns:q='u'><b/><p:b/><b/><q:b/></a>").unwrap();
    let numbers: Vec<_> = parsed
        .tree
        .root()
        .elements()
        .map(Element::name_index)
        .collect();
    assert_eq!(numbers[0], numbers[2]);
    assert_ne!(numbers[1], numbers[3]);
    let names: Vec<_> = parsed.tree.names().collect();
    assert_eq!(names[numbers[1]].name(), names[numbers[3]].name());
    assert_eq!(names[numbers[3]].raw(), "q:b");
}

#[test]
fn the_prefix_xml_needs_no_declaration() {
    let parsed = strict(b"<a xml:lang='en'/>").unwrap();
    assert_eq!(parsed.tree.root().attribute(XML, "lang"), Some("en"));
    let declared = format!("<a xmlns:xml='{XML}'/>");
    strict(declared.as_bytes()).unwrap();
}

#[test]
fn refuses_an_expanded_name_that_appears_twice() {
    let xml = b"<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>";
    assert_eq!(refused(xml), "xml.attribute.duplicate");
    strict(b"<a xmlns:p='u' p:b='1' b='2'/>").unwrap();
}

#[test]
fn refuses_an_expanded_name_that_appears_twice_among_many() {
    let mut many = String::new();
    for one in 0..40 {
        write!(many, " p:n{one}='x'").unwrap();
    }
    let xml = format!("<a xmlns:p='u' xmlns:q='u'{many} q:n7='y'/>");
    assert_eq!(refused(xml.as_bytes()), "xml.attribute.duplicate");
}

#[test]
fn refuses_to_bind_what_is_reserved() {
    for xml in [
        "<a xmlns:xml='u'/>".to_owned(),
        "<a xmlns:xmlns='u'/>".to_owned(),
        "<a xmlns:xmlns='http://www.w3.org/2000/xmlns/'/>".to_owned(),
        "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>".to_owned(),
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>".to_owned(),
        format!("<a xmlns:p='{XML}'/>"),
        format!("<a xmlns='{XML}'/>"),
    ] {
        assert_eq!(refused(xml.as_bytes()), "xml.namespace", "{xml}");
    }
}

#[test]
fn refuses_elements_with_the_prefix_of_declarations() {
    assert_eq!(refused(b"<xmlns:a/>"), "xml.namespace");
}

#[test]
fn refuses_names_with_more_than_one_colon_or_none_around_it() {
    for xml in [
        "<a:b:c xmlns:a='u'/>",
        "<:a/>",
        "<a:/>",
        "<a:1 xmlns:a='u'/>",
        "<a :b='1'/>",
        "<a b:='1'/>",
    ] {
        assert_eq!(refused(xml.as_bytes()), "xml.syntax", "{xml}");
    }
    assert_eq!(refused(b"<a xmlns:='u'/>"), "xml.namespace");
    assert_eq!(refused(b"<a xmlns:p:q='u'/>"), "xml.namespace");
}

#[test]
fn the_namespace_is_the_value_that_is_meant() {
    let parsed = strict(b"<a xmlns='u&amp;v'/>").unwrap();
    assert_eq!(parsed.tree.root().name().namespace, "u&v");
}

/// The namespace of every element that is called `x`, with or without a prefix, in the order of the document.
fn namespaces_of_x(document: &str) -> Vec<String> {
    let parsed = strict(document.as_bytes()).unwrap();
    let mut waiting = vec![parsed.tree.root()];
    let mut found = Vec::new();
    while let Some(element) = waiting.pop() {
        if element.name().local == "x" {
            found.push(element.name().namespace.to_owned());
        }
        let children: Vec<_> = element.elements().collect();
        waiting.extend(children.into_iter().rev());
    }
    found
}

#[test]
fn the_same_declaration_means_the_same_only_within_the_same_bindings() {
    let document = "<r>\
        <a xmlns:p='u:1'><b xmlns:q='u:q'><p:x/></b></a>\
        <a xmlns:p='u:2'><b xmlns:q='u:q'><p:x/></b></a>\
        <a xmlns:p='u:1'><b xmlns:q='u:q'><p:x/></b></a></r>";
    assert_eq!(namespaces_of_x(document), ["u:1", "u:2", "u:1"]);
}

#[test]
fn the_same_declarations_in_another_order_mean_the_same() {
    let document = "<r>\
        <a xmlns:p='u:1' xmlns:q='u:2'><p:x/><q:x/></a>\
        <a xmlns:q='u:2' xmlns:p='u:1'><p:x/><q:x/></a>\
        <a xmlns:p='u:2' xmlns:q='u:1'><p:x/><q:x/></a></r>";
    let found = namespaces_of_x(document);
    assert_eq!(found, ["u:1", "u:2", "u:1", "u:2", "u:2", "u:1"]);
}

#[test]
fn a_prefix_means_what_it_did_after_an_inner_declaration_of_it_ends() {
    let document = "<r xmlns:p='u:1'><p:x/><a xmlns:p='u:2'><p:x/><b xmlns:p='u:3'><p:x/></b><p:x/></a>\
        <p:x/><a xmlns:p='u:2'><p:x/></a><p:x/></r>";
    let found = namespaces_of_x(document);
    assert_eq!(found, ["u:1", "u:2", "u:3", "u:2", "u:1", "u:2", "u:1"]);
}

#[test]
fn more_declarations_than_are_remembered_mean_what_they_say() {
    let mut document = String::from("<r>");
    let numbers = || (0..40).chain([0, 39, 20, 1]);
    for number in numbers() {
        write!(document, "<a xmlns:p='u:{number}'><p:x/></a>").unwrap();
    }
    document.push_str("</r>");
    let expected: Vec<_> = numbers().map(|number| format!("u:{number}")).collect();
    assert_eq!(namespaces_of_x(&document), expected);
}
