//! What a subscriber hears of requests for content: which tool, what became of it, nothing more.

use lti_core::claim;
use serde_json::json;
use tracing::Level;
use tracing::subscriber::with_default;

use super::bed::{ADA, Answer, BOB, bed};
use crate::launch::{CLIENT, ISSUER};
use crate::watch::Watch;

const SELECTION: &str = "lti.platform.selection";

fn watched(work: impl FnOnce()) -> Watch {
    // An event that a thread without a subscriber meets first is silent until the next subscriber
    // comes: it is met here, before the one that counts.
    with_default(Watch::default(), || drop(bed().post_in(ADA, 0, "")));
    let watch = Watch::default();
    with_default(watch.clone(), work);
    watch
}

#[track_caller]
fn assert_fields(watch: &Watch, name: &str, fields: &[(&str, &str)]) {
    let spans = watch.spans(name);
    assert_eq!(spans.len(), 1, "{name}");
    let heard = spans[0].fields.iter().map(|(k, v)| (*k, v.as_str()));
    assert_eq!(heard.collect::<Vec<_>>(), fields);
    assert_eq!((spans[0].entered, spans[0].held), (0, 0));
}

#[test]
fn a_request_for_content_and_its_answer_have_a_span_each() {
    for (items, outcome) in [
        (
            json!([{"type": "link", "url": "https://a.example/"}]),
            "selected",
        ),
        (json!([]), "cancelled"),
    ] {
        let bed = bed();
        let watch = watched(|| {
            let answer = Answer::to(&bed.asked()).items(items);
            assert!(bed.post(&answer).is_ok());
        });
        let known = [("client_id", CLIENT), ("issuer", ISSUER)];
        let begun = [("message", "LtiDeepLinkingRequest"), ("outcome", "begun")];
        assert_fields(&watch, "lti.platform.start", &[known, begun].concat());
        let ended = [&known[..], &[("outcome", outcome)]].concat();
        assert_fields(&watch, SELECTION, &ended);
    }
}

#[test]
fn a_refused_answer_tells_its_code_and_neither_session_nor_data() {
    let bed = bed();
    let data = bed.asked();
    let answer = Answer::to(&data).with(claim::DEEP_LINKING_MESSAGE, "canary");
    let watch = watched(|| {
        assert!(bed.post_in(BOB, 0, &answer.seal()).is_err());
    });
    let fields = [
        ("client_id", CLIENT),
        ("code", "lti.deep_linking.session"),
        ("issuer", ISSUER),
        ("outcome", "refused"),
    ];
    assert_fields(&watch, SELECTION, &fields);
    assert_eq!(watch.events(), [(Level::INFO, "refused".to_owned())]);
    let heard = watch.text();
    for hidden in ["canary", data.as_str(), ADA, BOB] {
        assert!(!heard.contains(hidden), "{heard}");
    }
}

#[test]
fn an_answer_that_names_no_tool_here_tells_of_no_client() {
    let bed = bed();
    let answer = Answer::to(&bed.asked()).with("iss", "anybody");
    let watch = watched(|| drop(bed.post(&answer)));
    let fields = [
        ("code", "lti.deep_linking.client"),
        ("issuer", ISSUER),
        ("outcome", "refused"),
    ];
    assert_fields(&watch, SELECTION, &fields);
}
