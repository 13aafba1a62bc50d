//! Objects of standards that name every member, and members with rules of their own.

use edu_json::{Document, MemberRules, Node, Reader, Refused, json_object, json_wire};
use edu_types::{Limits, Profile, Rule};

static RULE: Rule = Rule::must("t.rule", "T §1");
static UNKNOWN: Rule = Rule::must("t.unknown", "T §2");
static ROOM: Rule = Rule::must("t.room", "T §3").numbered("T-00003");
static SEATS: Rule = Rule::must("t.seats", "T §4");
static FULL: Rule = Rule::must("t.full", "T §5");
static RULES: MemberRules = MemberRules {
    kind: &RULE,
    value: &RULE,
    missing: &RULE,
    null: &RULE,
    unknown: Some(&UNKNOWN),
    empty: None,
    informative: None,
};

json_object! {
    /// A lesson.
    pub struct Lesson {
        required {
            /// Where it is held.
            room: Room = "room" => &ROOM,
        }
        optional {
            /// How many may come.
            seats: i64 = "seats" => &SEATS,
            /// Who comes.
            learners: Vec<String> = "learners",
        }
        judged by seats_suffice;
    }
}
json_wire!(Lesson, &RULES);

json_object! {
    /// A room.
    pub struct Room {
        required {
            /// Its name.
            name: String = "name",
        }
    }
}

fn seats_suffice(lesson: &Lesson, node: Node<'_>, reader: &mut Reader<'_, '_>) {
    let learners = lesson.learners.as_ref().map_or(0, Vec::len);
    if lesson
        .seats
        .is_some_and(|seats| usize::try_from(seats).unwrap_or(0) < learners)
    {
        reader.note(&FULL, node, "more learners than seats");
    }
}

fn found(json: &str, profile: &Profile) -> Vec<String> {
    let read = Lesson::from_slice(json.as_bytes(), profile, &Limits::default());
    let report = match read {
        Ok(checked) => checked.report,
        Err(refused) => refused.into_report(),
    };
    report.findings().iter().map(ToString::to_string).collect()
}

fn strictly(json: &str) -> Vec<String> {
    found(json, &Profile::strict())
}

#[test]
fn a_member_that_the_standard_does_not_name_is_refused() {
    assert_eq!(
        strictly(r#"{"room":{"name":"a","floor":1},"colour":"red"}"#),
        [
            "error t.unknown at /room/floor: member is not one that is allowed here (T §2)",
            "error t.unknown at /colour: member is not one that is allowed here (T §2)",
        ]
    );
}

#[test]
fn a_tolerated_member_is_kept() {
    let json = r#"{"room":{"name":"a"},"colour":1.50}"#;
    let read = Lesson::from_slice(json.as_bytes(), &Profile::lenient(), &Limits::default());
    let read = read.unwrap();
    assert_eq!(serde_json::to_string(&read.value).unwrap(), json);
    assert_eq!(read.report.findings().len(), 1);
}

#[test]
fn a_member_with_a_rule_of_its_own_breaks_that_rule() {
    assert_eq!(
        strictly("{}"),
        ["error t.room at /room: required member is missing (T-00003, T §3)"]
    );
    assert_eq!(
        strictly(r#"{"room":7,"seats":"many"}"#),
        [
            "error t.room at /room: found a number, an object is allowed (T-00003, T §3)",
            "error t.seats at /seats: found a string, a number is allowed (T §4)",
        ]
    );
}

#[test]
fn the_rule_of_a_member_does_not_reach_into_its_object() {
    assert_eq!(
        strictly(r#"{"room":{"name":7}}"#),
        ["error t.rule at /room/name: found a number, a string is allowed (T §1)"]
    );
}

#[test]
fn what_members_owe_each_other_is_judged_after_them() {
    let json = r#"{"room":{"name":"a"},"seats":1,"learners":["x","y"]}"#;
    assert_eq!(
        strictly(json),
        ["error t.full at the top: more learners than seats (T §5)"]
    );
    // Not where one of them cannot be read.
    assert_eq!(strictly(&json.replace("\"y\"", "7")).len(), 1);
}

fn documents(json: &str) -> Result<Vec<Document<Lesson>>, Refused> {
    Document::list_from_slice(json.as_bytes(), &Profile::strict(), &Limits::default())
        .map(|checked| checked.value)
}

#[test]
fn each_item_of_a_list_keeps_its_own_bytes() {
    let (first, second) = (
        r#"{ "room" : {"name":"a"} }"#,
        r#"{"room":{"name":"\u0062"}}"#,
    );
    let read = documents(&format!(" [ {first} , {second} ] ")).unwrap();
    let bytes: Vec<_> = read.iter().map(Document::to_bytes).collect();
    assert_eq!(bytes, [first.as_bytes(), second.as_bytes()]);
    let alone = documents(&format!("  {first}\n")).unwrap();
    assert_eq!(alone.len(), 1);
    assert_eq!(&*alone[0].to_bytes(), first.as_bytes());
    assert!(documents("[]").unwrap().is_empty());
}

#[test]
fn one_bad_item_refuses_the_list_and_is_named() {
    let refused = documents(r#"[{"room":{"name":"a"}},{"room":{}},7]"#).unwrap_err();
    let places: Vec<_> = refused
        .report()
        .findings()
        .iter()
        .map(|one| one.place.path.clone())
        .collect();
    assert_eq!(
        places,
        [Some("/1/room/name".to_owned()), Some("/2".to_owned())]
    );
    assert!(documents("7").is_err());
}
