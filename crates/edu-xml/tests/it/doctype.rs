//! Document types and entities: refused under every profile, before anything of them is used.

use crate::{lenient, mended, refused, strict};

#[test]
fn refuses_a_bare_document_type() {
    assert_eq!(refused(b"<!DOCTYPE a><a/>"), "xml.doctype");
}

#[test]
fn refuses_a_document_type_written_small() {
    assert_eq!(refused(b"<!doctype html><a/>"), "xml.doctype");
}

#[test]
fn refuses_an_empty_internal_subset() {
    assert_eq!(refused(b"<!DOCTYPE a []><a/>"), "xml.doctype");
}

#[test]
fn refuses_an_external_subset_by_system_and_by_public_identifier() {
    assert_eq!(
        refused(b"<!DOCTYPE a SYSTEM 'http://x.example/a.dtd'><a/>"),
        "xml.doctype"
    );
    assert_eq!(
        refused(b"<!DOCTYPE a PUBLIC '-//x' 'http://x.example/a'><a/>"),
        "xml.doctype"
    );
}

#[test]
fn refuses_an_external_entity_that_names_a_file() {
    let xml = b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>";
    assert_eq!(refused(xml), "xml.doctype");
}

#[test]
fn refuses_an_external_entity_that_names_a_server() {
    let xml = b"<!DOCTYPE a [<!ENTITY x SYSTEM 'http://169.254.169.254/'>]><a>&x;</a>";
    assert_eq!(refused(xml), "xml.doctype");
}

#[test]
fn refuses_a_parameter_entity() {
    let xml = b"<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://x.example/p'> %p;]><a/>";
    assert_eq!(refused(xml), "xml.doctype");
}

#[test]
fn refuses_entities_that_grow_exponentially() {
    let xml = b"<!DOCTYPE a [<!ENTITY x 'lol'><!ENTITY y '&x;&x;'>]><a>&y;</a>";
    assert_eq!(refused(xml), "xml.doctype");
}

#[test]
fn refuses_an_entity_that_defines_a_predefined_one_anew() {
    assert_eq!(
        refused(b"<!DOCTYPE a [<!ENTITY lt '&#38;#60;'>]><a>&lt;</a>"),
        "xml.doctype"
    );
}

#[test]
fn refuses_a_document_type_that_only_gives_attributes_defaults() {
    assert_eq!(
        refused(b"<!DOCTYPE a [<!ATTLIST a href CDATA 'x'>]><a/>"),
        "xml.doctype"
    );
}

#[test]
fn refuses_a_document_type_without_reading_it() {
    assert_eq!(refused(b"<!DOCTYPE"), "xml.doctype");
    assert_eq!(refused(b"<!DOCTYPE a [ <<<& ]]>"), "xml.doctype");
}

#[test]
fn refuses_a_document_type_inside_and_after_the_root() {
    assert_eq!(refused(b"<a><!DOCTYPE a></a>"), "xml.doctype");
    assert_eq!(refused(b"<a/><!DOCTYPE a>"), "xml.doctype");
}

#[test]
fn refuses_a_document_type_in_utf_16() {
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend("<!DOCTYPE a><a/>".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused(&bytes), "xml.doctype");
}

#[test]
fn refuses_an_entity_declaration_outside_a_document_type() {
    assert_eq!(refused(b"<!ENTITY x 'y'><a/>"), "xml.syntax");
    assert_eq!(refused(b"<a><!ENTITY x 'y'></a>"), "xml.syntax");
}

#[test]
fn refuses_entities_that_nothing_defines_in_text_and_attributes() {
    assert_eq!(refused(b"<a>&xxe;</a>"), "xml.entity");
    assert_eq!(refused(b"<a b='&xxe;'/>"), "xml.entity");
    assert_eq!(refused(b"<a xmlns='&xxe;'/>"), "xml.entity");
}

#[test]
fn mends_entities_of_html_in_text_and_attributes() {
    let (code, parsed) = mended(b"<a>x&nbsp;y</a>");
    assert_eq!(code, "xml.entity.html");
    assert_eq!(parsed.tree.root().text(), "x\u{a0}y");
    let (_, parsed) = mended(b"<a b='&eacute;'/>");
    assert_eq!(parsed.tree.root().attribute("", "b"), Some("é"));
}

#[test]
fn mends_an_ampersand_that_stands_for_itself() {
    for (xml, text) in [
        (&b"<a b='?x=1&y=2'/>"[..], "?x=1&y=2"),
        (b"<a b='R & D'/>", "R & D"),
        (b"<a b='&'/>", "&"),
        (b"<a b='&#'/>", "&#"),
        (b"<a b='&#x;'/>", "&#x;"),
        (b"<a b='&#12a;'/>", "&#12a;"),
        (b"<a b='&;'/>", "&;"),
        (b"<a b='x&amp'/>", "x&amp"),
    ] {
        let (code, parsed) = mended(xml);
        assert_eq!(code, "xml.ampersand");
        assert_eq!(parsed.tree.root().attribute("", "b"), Some(text));
    }
}

#[test]
fn accepts_the_predefined_entities_and_references_to_legal_characters() {
    let parsed = strict(b"<a>&amp;&lt;&gt;&quot;&apos;&#65;&#x1F600;&#0000000000066;</a>").unwrap();
    assert_eq!(parsed.tree.root().text(), "&<>\"'A\u{1f600}B");
    assert!(parsed.report.is_empty());
}

#[test]
fn a_reference_is_settled_once() {
    let parsed = strict(b"<a>&amp;lt;&#38;lt;</a>").unwrap();
    assert_eq!(parsed.tree.root().text(), "&lt;&lt;");
}

#[test]
fn refuses_references_to_characters_that_xml_does_not_allow() {
    for number in [
        "0",
        "x0",
        "1",
        "x1f",
        "xD800",
        "xFFFE",
        "xFFFF",
        "x110000",
        "99999999999999",
    ] {
        let xml = format!("<a>&#{number};</a>");
        assert_eq!(refused(xml.as_bytes()), "xml.character", "{xml}");
    }
}

#[test]
fn keeps_inclusions_and_style_sheets_as_inert_data() {
    let xml = b"<?xml-stylesheet href='http://x.example/s'?>\
        <a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/passwd'/></a>";
    let parsed = lenient(xml).unwrap();
    assert!(parsed.report.is_empty());
    let include = parsed.tree.root().elements().next().unwrap();
    assert_eq!(include.attribute("", "href"), Some("file:///etc/passwd"));
    assert_eq!(include.nodes().count(), 0);
    assert_eq!(parsed.tree.prolog().count(), 1);
}
