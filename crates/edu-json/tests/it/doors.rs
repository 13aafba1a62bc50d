//! The checked door and serde: one set of rules, the same answers.

use edu_types::{Limits, Profile};

use crate::objects::Course;

/// Documents with the fault that both doors tell, or none.
const FIXTURES: &[(&str, Option<&str>)] = &[
    (r#"{"id":"c"}"#, None),
    (" {\"id\" : \"c\" , \"tags\":[\"a\"]} \n", None),
    (
        r#"{"x":1.50,"id":"\u0063","place":{"name":"n","level":true,"y":[1e400]}}"#,
        None,
    ),
    (r#"{"id":"c","max/seats":-9223372036854775808}"#, None),
    (r"{}", Some("/id: required member is missing")),
    (r#"{"id":null}"#, Some("/id: found null")),
    (r#"{"id":7,"tags":1}"#, Some("/id: found a number")),
    (r#"{"id":"c","title":null}"#, Some("/title: member is null")),
    (r#"{"id":"c","tags":[1]}"#, Some("/tags/0: found a number")),
    (
        r#"{"id":"c","max/seats":1.0}"#,
        Some("/max~1seats: number is not"),
    ),
    (
        r#"{"id":"c","place":{"name":"n"}}"#,
        Some("/place/level: required member"),
    ),
    (r#""c""#, Some("the top: found a string")),
    (r"[]", Some("the top: found an array")),
    (r"null", Some("the top: found null")),
    (
        r#"{"id":"c","id":"d"}"#,
        Some("member at byte 10 appears twice"),
    ),
    (
        r#"{"id":"c","x":{"y":1,"\u0079":2}}"#,
        Some("member at byte 21 appears twice"),
    ),
    (
        r#"{"id":"\ud800"}"#,
        Some("surrogate escape without its other half"),
    ),
];

/// Texts that `serde_json` refuses by itself, in its own words.
const NOT_JSON: &[&str] = &[
    "",
    "{",
    "{\"id\":\"c\"",
    "{\"id\":\"c\",}",
    "{\"id\":\"c\"} x",
    "\u{feff}{\"id\":\"c\"}",
    "{\"id\":NaN}",
    "{\"id\":\"\t\"}",
    "{\"id\":\"\\x\"}",
    "{\"id\":01}",
];

fn checked(text: &str) -> Result<Course, String> {
    Course::from_slice(text.as_bytes(), &Profile::strict(), &Limits::default())
        .map(|checked| checked.value)
        .map_err(|refused| refused.to_string())
}

fn serde(text: &str) -> Result<Course, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn both_doors_give_the_same_answer() {
    for (text, fault) in FIXTURES {
        match (checked(text), serde(text), fault) {
            (Ok(one), Ok(other), None) => assert_eq!(one, other, "{text}"),
            (Err(one), Err(other), Some(fault)) => {
                assert!(one.contains(fault), "{text}: {one}");
                assert!(other.starts_with(&one), "{text}: {other}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn both_doors_refuse_what_is_not_json() {
    for text in NOT_JSON {
        assert!(checked(text).is_err(), "{text}");
        assert!(serde(text).is_err(), "{text}");
    }
}

#[test]
fn both_doors_agree_inside_lists_and_options() {
    for (text, fault) in FIXTURES {
        let list = format!("[{text},{text}]");
        let many = serde_json::from_str::<Vec<Course>>(&list);
        assert_eq!(many.is_err(), fault.is_some(), "{list}");
        if let Ok(many) = many {
            assert_eq!(many, vec![checked(text).unwrap(); 2]);
        }
        let maybe = serde_json::from_str::<Option<Course>>(text);
        if *text == "null" {
            assert_eq!(maybe.unwrap(), None);
        } else {
            assert_eq!(maybe.ok().flatten(), checked(text).ok(), "{text}");
        }
    }
}

#[test]
fn both_doors_agree_inside_a_derived_type() {
    #[derive(Debug, serde::Deserialize, serde::Serialize)]
    struct Catalogue {
        name: String,
        courses: std::collections::BTreeMap<String, Course>,
    }
    let text = r#"{"name":"n","courses":{"a":{"id":"c","v":1.50}}}"#;
    let catalogue: Catalogue = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&catalogue).unwrap(), text);
    let error = serde_json::from_str::<Catalogue>(r#"{"name":"n","courses":{"a":{}}}"#);
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("required member is missing")
    );
}

#[test]
fn a_value_that_was_parsed_before_obeys_the_same_rules() {
    for (text, fault) in FIXTURES {
        // What `serde_json::Value` cannot hold or has already lost is not judged here.
        let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
            continue;
        };
        if fault.is_some_and(|fault| fault.contains("twice")) {
            continue;
        }
        match (serde_json::from_value::<Course>(value), fault) {
            (Ok(course), None) => assert_eq!(course.id, "c"),
            (Err(error), Some(fault)) => assert!(error.to_string().contains(fault), "{error}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn serde_writes_what_the_writer_writes() {
    for (text, _) in FIXTURES.iter().filter(|(_, fault)| fault.is_none()) {
        let course = checked(text).unwrap();
        let written = serde_json::to_string(&course).unwrap();
        assert_eq!(written, edu_json::ToJson::to_json_string(&course));
        assert_eq!(checked(&written).unwrap(), course);
    }
}

#[test]
fn the_limits_of_the_serde_door_are_the_default_ones() {
    let deep = format!(r#"{{"id":"c","x":{}{}}}"#, "[".repeat(64), "]".repeat(64));
    assert!(
        checked(&deep)
            .unwrap_err()
            .contains("depth is 65, limit is 64")
    );
    assert!(
        serde(&deep)
            .unwrap_err()
            .contains("depth is 65, limit is 64")
    );
    let fits = format!(r#"{{"id":"c","x":{}{}}}"#, "[".repeat(63), "]".repeat(63));
    assert_eq!(checked(&fits), serde(&fits));
    assert!(fits.len() < 200 && checked(&fits).is_ok());
}

#[test]
fn a_value_deeper_than_serde_reads_is_still_written() {
    let limits = Limits::default().with_depth(5000);
    let deep = format!(
        r#"{{"id":"c","x":{}{}}}"#,
        "[".repeat(4000),
        "]".repeat(4000)
    );
    let course = Course::from_slice(deep.as_bytes(), &Profile::strict(), &limits)
        .unwrap()
        .value;
    assert_eq!(serde_json::to_string(&course).unwrap(), deep);
}
