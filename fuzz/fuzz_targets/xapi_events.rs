//! Any JSON as an event: no panic; what it makes is the same twice, and a statement that holds.
#![no_main]

use std::sync::LazyLock;

use edu_json::{ToJson as _, Tree};
use edu_types::{Iri, LanguageTag, Limits};
use libfuzzer_sys::fuzz_target;
use xapi_model::events::{ActivityTemplate, Envelope, EventMap, Mapping, Score};
use xapi_model::vocabulary::{activity_type, verb};
use xapi_model::{Statement, Version};

static MAP: LazyLock<EventMap> = LazyLock::new(|| {
    let activity = |template| ActivityTemplate::new(template).expect("a template");
    let people = Iri::new("https://lms.example/people").expect("an IRI");
    let english = LanguageTag::parse("en").expect("a tag");
    let extension = Iri::new("https://lms.example/x").expect("an IRI");
    let lesson = activity("https://lms.example/lessons/{/data/lesson}?of={course}")
        .of_type(activity_type::LESSON)
        .named_by("title", english);
    let mapping = Mapping::new(verb::COMPLETED, lesson)
        .parent(activity("urn:course:{course}"))
        .registration("registration")
        .instructor("teacher")
        .context_extension(extension.clone(), "x")
        .result_extension(extension, "x")
        .success("success")
        .completion("completion")
        .response("response");
    let raw = mapping.clone().score(Score::raw("points").between("lowest", "highest").scaling());
    EventMap::new(Envelope::new("k", "id", people, "user").attempt("attempt").time("at"))
        .with("a", raw.duration("took"))
        .with("b", mapping.score(Score::scaled("share")).duration_millis("took"))
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(event) = Tree::parse(bytes, &Limits::DEFAULT) else { return };
    let made = MAP.statement("tenant", &event.root());
    assert_eq!(MAP.statement("tenant", &event.root()), made);
    let Ok(Some(statement)) = made else { return };
    let text = statement.to_json_string();
    for version in [Version::V1_0_3, Version::V2_0] {
        let read = Statement::from_slice(text.as_bytes(), &version.strict(), &Limits::DEFAULT);
        assert_eq!(read.expect("a statement that holds").value, statement);
    }
});
