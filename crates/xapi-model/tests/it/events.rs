//! Events of a host and the statements they make.

use edu_json::{ToJson as _, Tree};
use edu_types::{Iri, LanguageTag, Limits};
use serde_json::{Value, json};
use xapi_model::events::{ActivityTemplate, Envelope, EventError, EventMap, Mapping, Score};
use xapi_model::vocabulary::{activity_type, verb};
use xapi_model::{Statement, Version};

mod ids;
mod made;
mod made_up;
mod refused;
mod templates;

const PEOPLE: &str = "https://lms.example/people";

fn iri(text: &str) -> Iri {
    Iri::new(text).unwrap()
}

fn activity(template: &str) -> ActivityTemplate {
    ActivityTemplate::new(template).unwrap()
}

fn envelope() -> Envelope {
    Envelope::new("type", "id", iri(PEOPLE), "user")
        .attempt("attempt")
        .time("at")
}

fn lesson() -> ActivityTemplate {
    let english = LanguageTag::parse("en").unwrap();
    let lesson = activity("https://lms.example/lessons/{lesson}");
    lesson
        .of_type(activity_type::LESSON)
        .named_by("/data/title", english)
}

/// The map of a small learning platform.
fn map() -> EventMap {
    let course = || activity("https://lms.example/courses/{course}").of_type(activity_type::COURSE);
    let answered = Mapping::new(
        verb::ANSWERED,
        activity("https://lms.example/questions/{question}"),
    )
    .parent(lesson())
    .grouping(course())
    .response("answer")
    .success("right")
    .result_extension(iri("https://lms.example/x/tries"), "tries")
    .result_extension(iri("https://lms.example/x/mode"), "mode")
    .context_extension(iri("https://lms.example/x/offline"), "offline");
    let completed = Mapping::new(verb::COMPLETED, lesson())
        .parent(course())
        .registration("registration")
        .instructor("teacher")
        .score(Score::raw("points").between(0, "possible").scaling())
        .completion_is(true)
        .duration_millis("took");
    let stage = || activity("https://lms.example/stages/{stage}");
    EventMap::new(envelope().platform("Example LMS"))
        .with("question.answered", answered)
        .with("lesson.completed", completed)
        .with(
            "stage",
            Mapping::new(verb::COMPLETED, stage()).when("form", "quiz"),
        )
        .with(
            "stage",
            Mapping::new(verb::EXPERIENCED, stage()).when("form", "learn"),
        )
}

fn made_by(map: &EventMap, event: &Value) -> Result<Option<Statement>, EventError> {
    let text = event.to_string();
    let event = Tree::parse(text.as_bytes(), &Limits::DEFAULT).unwrap();
    map.statement("school-1", &event.root())
}

/// The statement of an event by [`map`], as JSON; both versions take it in without a finding, but
/// for advice.
fn made(event: &Value) -> Value {
    let statement = made_by(&map(), event).unwrap().expect("a statement");
    let text = statement.to_json_string();
    for version in [Version::V1_0_3, Version::V2_0] {
        let profile = version.strict();
        let checked = Statement::from_slice(text.as_bytes(), &profile, &Limits::DEFAULT).unwrap();
        let findings = checked.report.findings().iter();
        let heavy: Vec<_> = findings
            .filter(|finding| finding.severity != edu_types::Severity::Advice)
            .collect();
        assert!(heavy.is_empty(), "{heavy:?}");
        assert_eq!(checked.value, statement);
    }
    serde_json::from_str(&text).unwrap()
}

fn refusal(event: &Value) -> String {
    made_by(&map(), event).unwrap_err().to_string()
}

/// An event with the members of all and these.
fn event(kind: &str, members: &Value) -> Value {
    let mut event = json!({"type": kind, "id": "17", "user": "u-3", "at": "2026-03-01T10:00:00Z"});
    let known = event.as_object_mut().unwrap();
    for (name, value) in members.as_object().unwrap() {
        known.insert(name.clone(), value.clone());
    }
    event
}
