//! Statements that events make.

use serde_json::json;
use xapi_model::events::{Event, EventError, EventMap, Mapping, Member, Score, statement_id};
use xapi_model::vocabulary::verb;

use super::{activity, envelope, event, iri, made, made_by, map};

#[test]
fn an_event_makes_the_whole_statement() {
    let made = made(&event(
        "lesson.completed",
        &json!({
            "lesson": "fractions", "course": "maths 1", "data": {"title": "Fractions"},
            "registration": "07940580-b309-415e-a37c-914d387c1150", "teacher": "t-1",
            "points": 83.50, "possible": 100, "took": 125_000, "noise": [1, 2],
        }),
    ));
    let id = statement_id("school-1", "17", None);
    let expected = json!({
        "id": id.as_str(),
        "actor": {"account": {"homePage": "https://lms.example/people", "name": "u-3"}},
        "verb": {
            "id": "http://adlnet.gov/expapi/verbs/completed",
            "display": {"en": "completed"},
        },
        "object": {
            "id": "https://lms.example/lessons/fractions",
            "definition": {
                "name": {"en": "Fractions"},
                "type": "http://adlnet.gov/expapi/activities/lesson",
            },
        },
        "result": {
            "score": {"scaled": 0.835, "raw": 83.5, "min": 0, "max": 100},
            "completion": true,
            "duration": "PT2M5S",
        },
        "context": {
            "registration": "07940580-b309-415e-a37c-914d387c1150",
            "instructor": {"account": {"homePage": "https://lms.example/people", "name": "t-1"}},
            "contextActivities": {"parent": [{
                "id": "https://lms.example/courses/maths%201",
                "definition": {"type": "http://adlnet.gov/expapi/activities/course"},
            }]},
            "platform": "Example LMS",
        },
        "timestamp": "2026-03-01T10:00:00Z",
    });
    assert_eq!(made, expected);
}

#[test]
fn a_replayed_event_makes_the_same_statement() {
    let event = event("lesson.completed", &json!({"lesson": "fractions"}));
    assert_eq!(made_by(&map(), &event), made_by(&map(), &event));
}

#[test]
fn a_second_attempt_makes_another_statement() {
    let attempt = |number: &str| {
        let members = json!({"lesson": "fractions", "attempt": number});
        made(&event("lesson.completed", &members))["id"].clone()
    };
    assert_eq!(attempt("1"), attempt("1"));
    assert_ne!(attempt("1"), attempt("2"));
}

#[test]
fn two_tenants_make_two_statements_of_one_event() {
    let text = event("lesson.completed", &json!({"lesson": "fractions"})).to_string();
    let tree = edu_json::Tree::parse(text.as_bytes(), &edu_types::Limits::DEFAULT).unwrap();
    let of = |tenant| map().statement(tenant, &tree.root()).unwrap().unwrap().id;
    assert_ne!(of("school-1"), of("school-2"));
}

#[test]
fn an_event_of_another_kind_makes_nothing() {
    for kind in [
        "page.clicked",
        "Lesson.completed",
        "lesson",
        "lesson.completed ",
    ] {
        let event = event(kind, &json!({"lesson": "fractions"}));
        assert_eq!(made_by(&map(), &event), Ok(None), "{kind}");
    }
}

#[test]
fn an_event_of_another_kind_is_not_even_looked_at() {
    assert_eq!(made_by(&map(), &json!({"type": "page.clicked"})), Ok(None));
}

#[test]
fn the_first_mapping_counts_whose_conditions_hold() {
    let verb = |form| {
        let event = event("stage", &json!({"stage": "s1", "form": form}));
        made_by(&map(), &event)
            .unwrap()
            .map(|made| made.verb.id.to_string())
    };
    assert_eq!(verb("quiz").as_deref(), Some(verb::COMPLETED.iri()));
    assert_eq!(verb("learn").as_deref(), Some(verb::EXPERIENCED.iri()));
    assert_eq!(verb("play"), None);
}

#[test]
fn nothing_is_made_up_for_members_that_are_absent() {
    let made = made(&json!({
        "type": "question.answered", "id": "17", "user": "u-3", "question": "q1",
        "answer": null,
    }));
    let members: Vec<_> = made
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(members, ["actor", "context", "id", "object", "verb"]);
    assert_eq!(made["context"], json!({"platform": "Example LMS"}));
    assert_eq!(
        made["object"],
        json!({"id": "https://lms.example/questions/q1"})
    );
}

#[test]
fn a_question_left_blank_is_answered_with_nothing() {
    let made = made(&event(
        "question.answered",
        &json!({"question": "q1", "answer": "", "right": false}),
    ));
    assert_eq!(made["result"], json!({"success": false, "response": ""}));
}

#[test]
fn extensions_keep_what_the_members_are() {
    let made = made(&event(
        "question.answered",
        &json!({"question": "q1", "tries": 3, "mode": "touch", "offline": false,
                "answer": "golf[,]tetris", "right": false}),
    ));
    let expected = json!({
        "success": false, "response": "golf[,]tetris",
        "extensions": {"https://lms.example/x/tries": 3, "https://lms.example/x/mode": "touch"},
    });
    assert_eq!(made["result"], expected);
    let expected = json!({"https://lms.example/x/offline": false});
    assert_eq!(made["context"]["extensions"], expected);
}

#[test]
fn scores_at_both_bounds_are_scores() {
    for (points, scaled) in [(0, json!(0)), (40, json!(1))] {
        let members = json!({"lesson": "l", "points": points, "possible": 40});
        let made = made(&event("lesson.completed", &members));
        assert_eq!(made["result"]["score"]["scaled"], scaled);
    }
}

#[test]
fn a_bound_that_is_not_told_is_left_out_and_nothing_is_scaled_by_it() {
    let made = made(&event(
        "lesson.completed",
        &json!({"lesson": "l", "points": "7"}),
    ));
    assert_eq!(made["result"]["score"], json!({"raw": 7, "min": 0}));
}

#[test]
fn a_scaled_score_is_taken_as_it_is() {
    let mapping = Mapping::new(verb::SCORED, activity("https://lms.example/x"));
    let map = EventMap::new(envelope()).with("graded", mapping.score(Score::scaled("share")));
    let made = |share| made_by(&map, &event("graded", &json!({"share": share})));
    let score = made(-0.25).unwrap().unwrap().result.unwrap().score.unwrap();
    assert_eq!(score.scaled.unwrap().to_string(), "-0.25");
    assert!(made(1.01).is_err());
}

#[test]
fn times_may_be_milliseconds() {
    let envelope =
        xapi_model::events::Envelope::new("type", "id", iri("https://a.example"), "user");
    let mapping = Mapping::new(verb::COMPLETED, activity("https://lms.example/x"));
    let map = EventMap::new(envelope.time_unix_millis("ms")).with("done", mapping);
    let made = |ms: i64| made_by(&map, &event("done", &json!({"ms": ms})));
    let time = made(1_772_359_200_250).unwrap().unwrap().timestamp.unwrap();
    assert_eq!(time.to_string(), "2026-03-01T10:00:00.250Z");
    assert_eq!(
        made(i64::MAX).unwrap_err().to_string(),
        "member `ms` is no time, whole milliseconds since 1970 up to the year 9999 are allowed"
    );
}

/// An event with a type of its own.
struct Finished {
    id: u64,
}

impl Event for Finished {
    fn member(&self, name: &str) -> Result<Option<Member<'_>>, EventError> {
        Ok(match name {
            "type" => Some(Member::from("lesson.completed")),
            "id" => Some(Member::Text(self.id.to_string().into())),
            "user" => Some(Member::from("u-3")),
            "lesson" => Some(Member::from("fractions")),
            _ => None,
        })
    }
}

#[test]
fn an_event_may_have_a_type_of_its_own() {
    let made = map()
        .statement("school-1", &Finished { id: 17 })
        .unwrap()
        .unwrap();
    assert_eq!(made.id, Some(statement_id("school-1", "17", None)));
}
