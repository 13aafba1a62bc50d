//! Events of known kinds that make no statement.

use serde_json::{Value, json};

use xapi_model::events::Mapping;
use xapi_model::vocabulary::verb;

use super::{event, lesson, made_by, map, refusal};

fn completed(members: &Value) -> String {
    let mut all = json!({"lesson": "fractions"});
    for (name, value) in members.as_object().unwrap() {
        all[name] = value.clone();
    }
    refusal(&event("lesson.completed", &all))
}

#[test]
fn an_event_without_kind_id_or_person_is_refused() {
    for member in ["type", "id", "user"] {
        let mut event = event("lesson.completed", &json!({"lesson": "fractions"}));
        event.as_object_mut().unwrap().remove(member);
        assert_eq!(refusal(&event), format!("member `{member}` is missing"));
        event[member] = Value::Null;
        assert_eq!(refusal(&event), format!("member `{member}` is missing"));
    }
}

#[test]
fn an_event_with_an_empty_id_or_person_is_refused() {
    for member in ["id", "user", "lesson"] {
        let error = completed(&json!({member: ""}));
        assert_eq!(
            error,
            format!("member `{member}` is empty, one or more characters are allowed")
        );
    }
}

#[test]
fn an_event_whose_object_cannot_be_named_is_refused() {
    assert_eq!(
        refusal(&event("lesson.completed", &json!({}))),
        "member `lesson` is missing"
    );
    assert!(completed(&json!({"lesson": ".."})).starts_with("member `lesson` is `.` or `..`"));
    let long = completed(&json!({"lesson": "x".repeat(9000)}));
    assert!(
        long.starts_with("member `lesson` makes no IRI of an activity"),
        "{long}"
    );
}

#[test]
fn an_activity_of_the_context_that_is_named_wrongly_is_refused() {
    assert!(completed(&json!({"course": "."})).starts_with("member `course` is `.` or `..`"));
    assert!(completed(&json!({"course": {}})).starts_with("member `course` is an array or object"));
}

#[test]
fn a_score_outside_its_bounds_is_not_cut_to_fit() {
    for points in [-1.0, 100.01] {
        let error = completed(&json!({"points": points, "possible": 100}));
        assert!(
            error.starts_with("member `points` is a score outside its bounds"),
            "{error}"
        );
    }
}

#[test]
fn a_score_whose_bounds_are_none_is_refused() {
    let error = completed(&json!({"points": 0, "possible": 0}));
    assert_eq!(
        error,
        "member `points` is a score whose lower bound is not below its upper one"
    );
}

#[test]
fn a_score_that_is_no_number_is_refused() {
    for points in [json!("many"), json!(true), json!("")] {
        let error = completed(&json!({"points": points}));
        assert!(error.starts_with("member `points` is no number"), "{error}");
    }
    assert!(completed(&json!({"points": []})).starts_with("member `points` is an array"));
}

#[test]
fn a_time_that_is_none_is_refused() {
    for at in ["yesterday", "2026-03-01", "2026-03-01T10:00:00"] {
        let error = completed(&json!({"at": at}));
        assert!(error.starts_with("member `at` is no time"), "{error}");
    }
    let error = completed(&json!({"at": "2026-03-01T10:00:00-00:00"}));
    assert_eq!(
        error,
        "member `at` is a time with the offset -00:00, +00:00 or Z is allowed"
    );
}

#[test]
fn a_registration_that_is_no_uuid_is_refused() {
    let error = completed(&json!({"registration": "attempt-1"}));
    assert!(
        error.starts_with("member `registration` is no UUID"),
        "{error}"
    );
}

#[test]
fn a_length_that_is_no_number_of_milliseconds_is_refused() {
    for took in [json!(-1), json!(1.5), json!("long")] {
        let error = completed(&json!({"took": took}));
        assert!(
            error.starts_with("member `took` is no number of milliseconds"),
            "{error}"
        );
    }
}

#[test]
fn success_that_is_neither_true_nor_false_is_refused() {
    let error = refusal(&event(
        "question.answered",
        &json!({"question": "q", "right": "yes"}),
    ));
    assert_eq!(
        error,
        "member `right` is no truth value, true or false is allowed"
    );
}

#[test]
fn an_event_about_an_activity_takes_no_statement_back() {
    let map = map().with("undone", Mapping::new(verb::VOIDED, lesson()));
    let event = event("undone", &json!({"lesson": "fractions"}));
    assert_eq!(
        made_by(&map, &event).unwrap_err().to_string(),
        "member `type` is a kind whose verb is voided, a verb that takes nothing back is allowed"
    );
}

#[test]
fn a_refusal_quotes_no_value() {
    let secret = "Krankheit";
    for member in ["at", "points", "registration", "took"] {
        let event = event("lesson.completed", &json!({"lesson": "l", member: secret}));
        let error = made_by(&map(), &event).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(secret), "{error}");
    }
}
