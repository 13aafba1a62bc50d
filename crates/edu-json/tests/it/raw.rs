//! Values kept as they came: `RawJson`, `Extra`, `RawObject`, `Document`.

use edu_json::{Document, Extra, JsonError, RawJson, RawObject, ToJson as _, read};
use edu_types::{Limits, Profile};

use crate::objects::Course;

fn raw(text: &str) -> RawJson {
    RawJson::new(text, &Limits::default()).unwrap()
}

fn document(text: &str) -> Document<Course> {
    Document::from_slice(text.as_bytes(), &Profile::strict(), &Limits::default())
        .unwrap()
        .value
}

#[test]
fn a_text_that_is_no_json_is_not_raw_json() {
    for text in ["", "{", "1 2", "{\"a\":1,\"a\":2}", "NaN", "[1,]"] {
        assert!(RawJson::new(text, &Limits::default()).is_err(), "{text}");
    }
    let error = RawJson::new("[[1]]", &Limits::default().with_depth(1)).unwrap_err();
    assert!(matches!(error, JsonError::Limit { .. }));
}

#[test]
fn a_raw_text_holds_one_value_without_the_space_around_it() {
    // Written into an object, the space would not be the value's own.
    assert_eq!(raw(" [ 1.50 ]\n").as_str(), "[ 1.50 ]");
}

#[test]
fn a_raw_text_is_parsed_under_the_limits_of_the_moment() {
    let value = raw("[[1]]");
    assert!(value.tree(&Limits::default()).is_ok());
    assert!(value.tree(&Limits::default().with_depth(1)).is_err());
}

#[test]
fn debug_output_of_raw_text_shows_its_length_only() {
    let mut extra = Extra::new();
    extra.insert("email", raw("\"ada@example.org\""));
    let value = extra.get("email").unwrap();
    assert_eq!(format!("{extra:?}"), "Extra(1 members)");
    assert_eq!(format!("{value:?}"), "RawJson(17 bytes)");
}

#[test]
fn later_extra_members_replace_earlier_ones_and_others_follow() {
    let (mut extra, mut later) = (Extra::new(), Extra::new());
    extra.insert("a", raw("1"));
    extra.insert("b", raw("2"));
    later.insert("c", raw("3"));
    later.insert("a", raw("null"));
    extra.merge(&later);
    let members = extra.iter().map(|(name, value)| (name, value.as_str()));
    assert_eq!(
        members.collect::<Vec<_>>(),
        [("a", "null"), ("b", "2"), ("c", "3")]
    );
}

#[test]
fn an_extra_member_replaces_one_of_its_name() {
    let mut extra = Extra::new();
    assert!(extra.is_empty());
    extra.insert("a", raw("1"));
    extra.insert("b", raw("2"));
    extra.insert("a", raw("3"));
    let members: Vec<_> = extra
        .iter()
        .map(|(name, value)| (name, value.as_str()))
        .collect();
    assert_eq!(members, [("a", "3"), ("b", "2")]);
    assert_eq!(extra.len(), 2);
    assert!(extra.get("c").is_none());
}

#[test]
fn an_extra_member_under_a_known_name_is_not_written() {
    let mut course = Course::new("c1".to_owned());
    course.extra.insert("id", raw("\"forged\""));
    course.extra.insert("title", raw("\"forged\""));
    course.tags = vec!["t".to_owned()];
    course.extra.insert("tags", raw("[]"));
    course.extra.insert("other", raw("1"));
    assert_eq!(
        course.to_json_string(),
        r#"{"id":"c1","tags":["t"],"other":1}"#
    );
}

#[test]
fn members_are_dropped_by_name_and_the_others_keep_their_order() {
    let mut extra = Extra::new();
    for name in ["a", "b", "c"] {
        extra.insert(name, raw("1"));
    }
    extra.retain(|name, _| name != "b");
    let names: Vec<_> = extra.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["a", "c"]);
}

#[test]
fn any_text_becomes_a_raw_string() {
    for text in ["", "a\"\\\n\u{1}é", &"x".repeat(2_000_000)] {
        let limits = Limits::default().with_bytes(4_000_000).with_text(4_000_000);
        let value = RawJson::string(text);
        assert_eq!(value.tree(&limits).unwrap().root().as_str(), Some(text));
    }
}

#[test]
fn a_document_returns_the_received_bytes_until_it_is_edited() {
    let text = " {\"tags\" : [ ],\n\"x\":1.50, \"id\":\"\\u0063\" } ";
    let mut document = document(text);
    assert!(document.is_as_received());
    assert_eq!(document.to_bytes().as_ref(), text.as_bytes());

    document.edit().title = Some("T".to_owned());
    assert!(!document.is_as_received());
    assert_eq!(
        document.to_bytes().as_ref(),
        br#"{"id":"c","title":"T","x":1.50}"#
    );
}

#[test]
fn a_document_that_was_touched_no_longer_vouches_for_its_bytes() {
    let mut document = document(r#"{ "id":"c" }"#);
    let _: &mut Course = document.edit();
    assert_eq!(document.to_bytes().as_ref(), br#"{"id":"c"}"#);
}

#[test]
fn a_document_made_here_is_written_from_its_value() {
    let document = Document::from_value(Course::new("c".to_owned()));
    assert!(!document.is_as_received());
    assert_eq!(document.to_bytes().as_ref(), br#"{"id":"c"}"#);
    assert_eq!(document.into_value().id, "c");
}

#[test]
fn debug_output_of_a_document_shows_no_bytes() {
    let shown = format!("{:?}", document(r#"{"id":"c","secret":"hunter2"}"#));
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(shown.contains("29"), "{shown}");
}

#[test]
fn a_refused_document_keeps_nothing() {
    let refused =
        Document::<Course>::from_slice(b"{}", &Profile::strict(), &Limits::default()).unwrap_err();
    assert_eq!(refused.report().errors(), 1);
}

edu_json::json_wire!(Custom, &crate::objects::RULES);

/// A type that is nothing but its members.
#[derive(Clone, Debug, PartialEq)]
struct Custom(RawObject);

impl edu_json::FromJson for Custom {
    fn from_json<'t>(
        node: edu_json::Node<'t>,
        reader: &mut edu_json::Reader<'_, 't>,
    ) -> Option<Self> {
        RawObject::from_json(node, reader).map(Self)
    }
}

impl edu_json::ToJson for Custom {
    fn to_json(&self, writer: &mut edu_json::JsonWriter) {
        self.0.to_json(writer);
    }
}

#[test]
fn an_object_of_free_members_keeps_each_as_it_came() {
    let text = r#"{"z":1.0,"a":[ 1 ],"":null,"q\"":"\u0041"}"#;
    let custom: Custom = read(text.as_bytes(), &Profile::strict(), &Limits::default())
        .unwrap()
        .value;
    assert_eq!(custom.to_json_string(), text);
}

#[test]
fn an_array_is_no_object_of_free_members() {
    let refused = Custom::from_slice(b"[]", &Profile::strict(), &Limits::default()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the top: found an array, an object is allowed (T §1)"
    );
}
