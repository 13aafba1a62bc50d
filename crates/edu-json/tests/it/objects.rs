//! What `json_object!` makes of a declaration.

use edu_json::{
    InformativeRules, MemberRules, Refused, ToJson as _, json_id, json_object, json_open_enum,
    json_wire,
};
use edu_types::{Limits, Profile, Report, Rule, Severity};

pub(crate) static KIND: Rule = Rule::must("t.kind", "T §1");
pub(crate) static VALUE: Rule = Rule::must("t.value", "T §2");
pub(crate) static MISSING: Rule = Rule::must("t.missing", "T §3");
static NULL: Rule = Rule::must("t.null", "T §4");
pub(crate) static RULES: MemberRules = MemberRules {
    kind: &KIND,
    value: &VALUE,
    missing: &MISSING,
    null: &NULL,
    unknown: None,
    empty: None,
    informative: Some(&INFORMATIVE),
};
pub(crate) static INFO_KIND: Rule = Rule::must("t.info.kind", "T §5");
static INFO_VALUE: Rule = Rule::must("t.info.value", "T §5");
static INFO_MISSING: Rule = Rule::must("t.info.missing", "T §5");
static EMPTY_ARRAY: Rule = Rule::must("t.info.empty_array", "T §5");
pub(crate) static INFORMATIVE: InformativeRules = InformativeRules {
    kind: &INFO_KIND,
    value: &INFO_VALUE,
    missing: &INFO_MISSING,
    empty_array: &EMPTY_ARRAY,
};

json_object! {
    /// A place where people learn.
    pub struct Course {
        required {
            /// Its identity.
            id: String = "id",
        }
        optional {
            /// Shown to people.
            title: String = "title",
            /// How many may enrol.
            seats: i64 = "max/seats",
            /// Where it is held.
            place: Place = "place",
        }
        list {
            /// Free keywords.
            tags: String = "tags",
            /// Further places.
            others: Place = "others",
        }
    }
}
json_wire!(Course, &RULES);

json_object! {
    /// A room.
    pub struct Place {
        required {
            /// Its name.
            name: String = "name",
            /// Whether it can be entered without steps.
            level: bool = "level",
        }
    }
}

json_object! {
    /// An object that requires nothing.
    pub struct Nothing {}
}
json_wire!(Nothing, &RULES);

edu_types::string_id! {
    /// Names one room.
    pub struct RoomId("room id", max 4);
}
json_id!(RoomId);

fn strict(text: &str) -> Result<Course, Refused> {
    Course::from_slice(text.as_bytes(), &Profile::strict(), &Limits::default())
        .map(|checked| checked.value)
}

/// Pointer, code and message of every finding.
fn findings(report: &Report) -> Vec<(String, &'static str, String)> {
    report
        .findings()
        .iter()
        .map(|finding| {
            (
                finding.place.path.clone().unwrap_or_default(),
                finding.code,
                finding.message.clone(),
            )
        })
        .collect()
}

fn refused(text: &str) -> Vec<(String, &'static str, String)> {
    findings(strict(text).unwrap_err().report())
}

#[test]
fn refuses_an_object_without_its_required_member() {
    assert_eq!(
        refused("{}"),
        [(
            "/id".to_owned(),
            "t.missing",
            "required member is missing".to_owned()
        )]
    );
}

#[test]
fn refuses_a_required_member_that_is_null() {
    let found = refused(r#"{"id":null}"#);
    assert_eq!(
        found,
        [(
            "/id".to_owned(),
            "t.null",
            "found null, a string is allowed".to_owned()
        )]
    );
}

#[test]
fn refuses_members_of_another_kind() {
    for (text, path, message) in [
        (r#"{"id":7}"#, "/id", "found a number, a string is allowed"),
        (
            r#"{"id":"c","title":[]}"#,
            "/title",
            "found an array, a string is allowed",
        ),
        (
            r#"{"id":"c","max/seats":"1"}"#,
            "/max~1seats",
            "found a string, a number is allowed",
        ),
        (
            r#"{"id":"c","max/seats":1.5}"#,
            "/max~1seats",
            "number is not a 64-bit integer",
        ),
        (
            r#"{"id":"c","place":true}"#,
            "/place",
            "found a boolean, an object is allowed",
        ),
        (
            r#"{"id":"c","tags":"t"}"#,
            "/tags",
            "found a string, an array is allowed",
        ),
        (
            r#"{"id":"c","tags":["t",null]}"#,
            "/tags/1",
            "found null, a string is allowed",
        ),
        (r"[]", "", "found an array, an object is allowed"),
    ] {
        let found = refused(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!((found[0].0.as_str(), found[0].2.as_str()), (path, message));
    }
}

#[test]
fn reports_every_fault_of_a_document_at_once() {
    let text = r#"{"title":1,"max/seats":9223372036854775808,"place":{"level":"no"},
        "tags":["a",1,"b",2],"others":[{"name":"n","level":true},{},3]}"#;
    let found = refused(text);
    let paths: Vec<&str> = found.iter().map(|(path, _, _)| path.as_str()).collect();
    let expected = [
        "/title",
        "/max~1seats",
        "/place/level",
        "/place/name",
        "/tags/1",
        "/tags/3",
        "/others/1/name",
        "/others/1/level",
        "/others/2",
        "/id",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn findings_tell_the_byte_where_the_value_stands() {
    let text = r#"{"id":"c", "tags":["a", 1]}"#;
    let refused = strict(text).unwrap_err();
    assert_eq!(refused.first().unwrap().place.offset, text.find("1]"));
}

#[test]
fn an_optional_member_that_is_null_is_weighed_by_the_profile() {
    let text = br#"{"id":"c","title":null,"tags":null}"#;
    let paths: Vec<String> = refused(r#"{"id":"c","title":null,"tags":null}"#)
        .into_iter()
        .map(|(path, _, _)| path)
        .collect();
    assert_eq!(paths, ["/title", "/tags"]);

    let tolerant = Profile::strict().tolerating(&NULL);
    let checked = Course::from_slice(text, &tolerant, &Limits::default()).unwrap();
    assert_eq!(checked.value, Course::new("c".to_owned()));
    let weights: Vec<Severity> = checked
        .report
        .findings()
        .iter()
        .map(|f| f.severity)
        .collect();
    assert_eq!(weights, [Severity::Warning, Severity::Warning]);

    let accepting = Profile::strict().accepting(&NULL);
    let checked = Course::from_slice(text, &accepting, &Limits::default()).unwrap();
    assert!(checked.report.is_empty());
}

#[test]
fn no_profile_makes_a_value_of_the_wrong_kind_readable() {
    let profile = Profile::strict().accepting(&KIND).accepting(&MISSING);
    for text in ["{}", r#"{"id":7}"#] {
        assert!(Course::from_slice(text.as_bytes(), &profile, &Limits::default()).is_err());
    }
}

#[test]
fn unknown_members_are_kept_byte_for_byte_in_arrival_order() {
    let course = strict(r#"{"z":1.50,"id":"c","a":{"q" : [ ]},"Id":null}"#).unwrap();
    let extra: Vec<_> = course
        .extra
        .iter()
        .map(|(name, raw)| (name, raw.as_str()))
        .collect();
    assert_eq!(
        extra,
        [("z", "1.50"), ("a", r#"{"q" : [ ]}"#), ("Id", "null")]
    );
    assert_eq!(
        course.to_json_string(),
        r#"{"id":"c","z":1.50,"a":{"q" : [ ]},"Id":null}"#
    );
}

#[test]
fn members_are_read_in_whatever_order_they_come() {
    let one = strict(r#"{"id":"c","title":"t","max/seats":3,"tags":["x"]}"#).unwrap();
    let other = strict(r#"{"tags":["x"],"max/seats":3,"title":"t","id":"c"}"#).unwrap();
    assert_eq!(one, other);
    assert_eq!(one.seats, Some(3));
}

#[test]
fn a_member_is_known_by_its_decoded_name() {
    assert_eq!(strict(r#"{"\u0069d":"c"}"#).unwrap().id, "c");
}

#[test]
fn a_known_member_among_thousands_of_unknown_ones_is_found() {
    let members: Vec<String> = (0..4090)
        .map(|number| format!(r#""m{number}":0"#))
        .collect();
    let text = format!(r#"{{{},"id":"c"}}"#, members.join(","));
    let course = strict(&text).unwrap();
    assert_eq!((course.id.as_str(), course.extra.len()), ("c", 4090));
}

#[test]
fn absent_members_and_empty_lists_are_not_written() {
    assert_eq!(
        Course::new("c".to_owned()).to_json_string(),
        r#"{"id":"c"}"#
    );
    assert_eq!(
        strict(r#"{"id":"c","tags":[]}"#).unwrap().to_json_string(),
        r#"{"id":"c"}"#
    );
    assert_eq!(Nothing::new().to_json_string(), "{}");
}

#[test]
fn every_member_is_written_under_its_name() {
    let text = concat!(
        r#"{"id":"c","title":"t","max/seats":-1,"place":{"name":"n","level":true},"#,
        r#""tags":["a","b"],"others":[{"name":"m","level":false}]}"#
    );
    assert_eq!(strict(text).unwrap().to_json_string(), text);
}

#[test]
fn an_object_that_requires_nothing_still_is_an_object() {
    let read =
        |text: &str| Nothing::from_slice(text.as_bytes(), &Profile::strict(), &Limits::default());
    assert!(read("{}").is_ok());
    assert!(read("null").is_err());
}

#[test]
fn a_refusal_shows_its_first_fault_and_how_many_more_there_are() {
    let one = strict("{}").unwrap_err();
    assert_eq!(one.to_string(), "/id: required member is missing (T §3)");
    let three = strict(r#"{"title":1,"tags":2}"#).unwrap_err();
    assert_eq!(
        three.to_string(),
        "/title: found a number, a string is allowed (T §1), and 2 more"
    );
    let syntax = strict("{\"id\":\"c\",}").unwrap_err();
    assert_eq!(
        syntax.to_string(),
        "byte 10: comma without anything after it (RFC 8259 §2)"
    );
    let top = strict("7").unwrap_err();
    assert_eq!(
        top.to_string(),
        "the top: found a number, an object is allowed (T §1)"
    );
}

#[test]
fn a_refusal_is_not_made_of_a_report_without_errors() {
    assert!(Refused::new(Report::new()).is_err());
}

#[test]
fn a_report_of_a_hundred_thousand_faults_stays_small() {
    let text = format!(r#"{{"id":"c","tags":[{}0]}}"#, "0,".repeat(99_999));
    let refused = strict(&text).unwrap_err();
    assert_eq!(refused.report().errors(), 100_000);
    assert_eq!(refused.report().findings().len(), Report::CAPACITY);
}

json_object! {
    /// An object whose members have types with rules of their own.
    pub struct Room {
        required {
            /// Which room.
            id: RoomId = "id",
        }
        optional {
            /// What is done there.
            usage: Usage = "usage",
        }
    }
}
json_wire!(Room, &RULES);

/// A vocabulary that any text belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Usage(String);

impl Usage {
    fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Usage {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

json_open_enum!(Usage);

#[test]
fn an_identifier_that_breaks_its_own_rule_is_refused_in_its_place() {
    let read =
        |text: &str| Room::from_slice(text.as_bytes(), &Profile::strict(), &Limits::default());
    for text in [r#"{"id":"12345"}"#, r#"{"id":""}"#] {
        let refused = read(text).unwrap_err();
        let found = findings(refused.report());
        assert_eq!((found[0].0.as_str(), found[0].1), ("/id", "t.value"));
        assert!(!found[0].2.contains("12345"));
    }
    let room = read(r#"{"id":"1234","usage":"any"}"#).unwrap().value;
    assert_eq!(room.to_json_string(), r#"{"id":"1234","usage":"any"}"#);
}
