//! Typed values to XML that every reader takes.

use edu_types::{Limits, Profile};
use edu_xml::{Binding, Document, Leaf, ToXml, WriteError, XmlRoot, XmlWriter};

use crate::school::{Course, File, Files, Kind, Unit, strict};

fn built() -> Course {
    let mut course = Course::new("c".to_owned());
    course.title = Some("Law & order".into());
    let mut unit = Unit::new("a".to_owned());
    unit.kind = Some(Kind::Active);
    unit.limit = Some(Leaf::new(edu_types::Decimal::parse("1.5").unwrap()));
    course.units.push(unit);
    course
}

#[test]
fn a_document_made_here_declares_its_namespaces_on_the_root() {
    assert_eq!(
        built().to_xml_string().unwrap(),
        r#"<course xmlns="urn:school:2" xmlns:learn="urn:learn:2" identifier="c"><title>Law &amp; order</title><unit identifier="a" learn:unitKind="active"><learn:timeLimit>1.5</learn:timeLimit></unit></course>"#
    );
}

#[test]
fn names_follow_the_binding() {
    let mut writer = XmlWriter::new(Binding(0)).declaring(Course::DECLARED);
    built().to_xml(Course::ROOT, &mut writer);
    let written = writer.finish().unwrap();
    assert!(written.contains(r#"xmlns="urn:school:1""#), "{written}");
    assert!(
        written.contains(r#"learn:unitkind="active"><learn:timelimit>"#),
        "{written}"
    );
}

#[test]
fn namespaces_are_declared_where_they_are_needed_first() {
    let mut writer = XmlWriter::new(Binding(1));
    built().to_xml(Course::ROOT, &mut writer);
    let written = writer.finish().unwrap();
    assert!(written.contains(r#"<unit identifier="a" xmlns:learn="urn:learn:2" learn:unitKind="active"><learn:timeLimit>"#), "{written}");
    assert_eq!(strict(&written).unwrap().value, built());
}

#[test]
fn indented_text_reads_the_same() {
    let mut writer = XmlWriter::new(Binding(1))
        .indented(2)
        .declaring(Course::DECLARED);
    built().to_xml(Course::ROOT, &mut writer);
    let written = writer.finish().unwrap();
    assert!(
        written.contains("\n  <title>Law &amp; order</title>\n  <unit "),
        "{written}"
    );
    assert!(written.ends_with("</unit>\n</course>"), "{written}");
    assert_eq!(strict(&written).unwrap().value, built());
}

#[test]
fn every_text_comes_back_as_it_was_set() {
    for text in [
        "\r",
        "\n\t ",
        "]]>",
        "<&>\"'",
        "a\u{85}\u{2028}b",
        "\u{10ffff}",
        "",
    ] {
        let mut course = Course::new(text.to_owned());
        course.title = Some(text.into());
        let written = course.to_xml_string().unwrap();
        let read = strict(&written).unwrap().value;
        assert_eq!(
            (read.id.as_str(), read.title.as_ref().unwrap().as_str()),
            (text, text)
        );
    }
}

#[test]
fn a_character_that_xml_does_not_allow_is_refused() {
    for text in ["\0", "a\u{1}", "\u{fffe}", "\u{b}"] {
        let mut course = Course::new("c".to_owned());
        course.title = Some(text.into());
        let error = course.to_xml_string().unwrap_err();
        let WriteError::Character { code, element } = error else {
            panic!("{error}");
        };
        assert!(text.chars().any(|one| u32::from(one) == code));
        assert_eq!(element, "title");
    }
}

#[test]
fn a_refusal_to_write_says_what_and_where() {
    let error = Course::new("\u{1b}".to_owned()).to_xml_bytes().unwrap_err();
    assert_eq!(
        error.to_string(),
        "character U+001B is not allowed in XML, found in element course"
    );
}

#[test]
fn elements_that_were_not_ended_are() {
    let mut writer = XmlWriter::new(Binding(1));
    let extra = edu_xml::Extra::new();
    writer.start(Course::ROOT, &extra);
    writer.text("x");
    assert_eq!(
        writer.finish().unwrap(),
        r#"<course xmlns="urn:school:2">x</course>"#
    );
}

#[test]
fn a_document_comes_back_byte_for_byte_until_it_is_edited() {
    let text = "<course  xmlns='urn:school:2'\n identifier = 'c'><!-- x --></course >\r\n";
    let mut bytes = b"\xff\xfe".to_vec();
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let (profile, limits) = (Profile::strict(), Limits::default());
    let mut document = Document::<Course>::from_slice(&bytes, &profile, &limits)
        .unwrap()
        .value;
    assert_eq!(&*document.to_bytes().unwrap(), bytes);
    assert!(document.is_as_received());

    document.edit().title = Some("A".into());
    assert!(!document.is_as_received());
    let written = String::from_utf8(document.to_bytes().unwrap().into_owned()).unwrap();
    assert_eq!(
        written,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<course xmlns=\"urn:school:2\" identifier=\"c\"><title>A</title><!-- x --></course>"
    );
}

#[test]
fn the_debug_text_of_a_document_shows_no_bytes() {
    let xml = br#"<course xmlns="urn:school:2" identifier="c" secret="swordfish"/>"#;
    let document = Document::<Course>::from_slice(xml, &Profile::lenient(), &Limits::default());
    let shown = format!("{:?}", document.unwrap().value);
    assert!(!shown.contains("swordfish"), "{shown}");
}

#[test]
fn a_file_costs_little_beside_its_address() {
    assert!(size_of::<File>() <= 32);
    let mut files = Files::new();
    files.files.push(File::new());
    assert_eq!(files.files[0].href, None);
}
