//! What a subscriber hears of the service: which tool, what it asked for, what became of it.

use lti_core::ags::{GetLineItems, PostScore};
use tracing::Level;
use tracing::subscriber::with_default;

use super::{ADA, BOB, Lms, TOOL, score_of, tool};
use crate::watch::Watch;

const SPAN: &str = "lti.platform.ags";

/// What a subscriber hears of the work.
fn watched<R>(lms: &Lms, work: impl FnOnce() -> R) -> Watch {
    // The place in the source is known to all subscribers before this one comes.
    lms.item("Warm");
    let watch = Watch::default();
    with_default(watch.clone(), work);
    watch
}

#[track_caller]
fn assert_fields(watch: &Watch, fields: &[(&str, &str)]) {
    let spans = watch.spans(SPAN);
    assert_eq!(spans.len(), 1);
    let heard = spans[0].fields.iter().map(|(k, v)| (*k, v.as_str()));
    assert_eq!(heard.collect::<Vec<_>>(), fields);
}

#[test]
fn each_call_has_a_span_with_tool_operation_and_outcome() {
    let lms = Lms::new();
    let watch = watched(&lms, || {
        lms.send(&tool(TOOL), &GetLineItems::default(), &lms.container())
    });
    let answered = [
        ("client_id", TOOL),
        ("operation", "list"),
        ("outcome", "answered"),
    ];
    assert_fields(&watch, &answered);
    assert_eq!(watch.events(), []);
}

#[test]
fn score_that_is_refused_says_why_and_nothing_of_the_person() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    let score = score_of(BOB, "6.5", 0).with_comment("canary");
    let watch = watched(&lms, || lms.post(score, &item));
    let refused = [
        ("client_id", TOOL),
        ("code", "lti.ags.not_gradable"),
        ("operation", "score"),
        ("outcome", "refused"),
    ];
    assert_fields(&watch, &refused);
    assert_eq!(watch.events(), [(Level::INFO, "refused".to_owned())]);
    for secret in [BOB, "6.5", "canary", "course"] {
        assert!(!watch.text().contains(secret), "{}", watch.text());
    }
}

#[test]
fn tool_that_is_not_registered_is_not_named() {
    let lms = Lms::new();
    let score = score_of(ADA, "1", 0);
    let call = PostScore { score };
    let item = format!("{}/item", lms.container());
    let watch = watched(&lms, || lms.send(&tool("stranger"), &call, &item));
    let refused = [
        ("code", "lti.ags.context"),
        ("operation", "score"),
        ("outcome", "refused"),
    ];
    assert_fields(&watch, &refused);
}
