//! What a subscriber hears of the token endpoint.

use tracing::Level;
use tracing::subscriber::with_default;

use super::{CLIENT, ISSUER, assertion, endpoint, post, request};
use crate::launch::Token;
use crate::watch::Watch;

/// Posts an assertion under a subscriber, and returns what it heard.
fn watched(assertion: &Token) -> Watch {
    let watch = Watch::default();
    with_default(watch.clone(), || {
        post(&endpoint(), request(assertion).to_body())
    });
    watch
}

fn fields(watch: &Watch) -> Vec<(&'static str, String)> {
    let spans = watch.spans("lti.platform.token");
    assert_eq!(spans.len(), 1);
    spans[0].fields.clone().into_iter().collect()
}

fn told(fields: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    fields
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect()
}

#[test]
fn a_token_that_is_given_has_a_span_and_its_text_has_no_token() {
    let watch = watched(&assertion());
    let known = [
        ("client_id", CLIENT),
        ("issuer", ISSUER),
        ("outcome", "given"),
    ];
    assert_eq!(fields(&watch), told(&known));
    assert_eq!(watch.events(), []);
    assert!(!watch.text().contains("eyJ"));
}

#[test]
fn a_refusal_has_its_code_and_a_client_only_where_it_is_registered() {
    let watch = watched(&assertion().with("sub", "canary"));
    let heard = [
        ("code", "lti.token.client"),
        ("issuer", ISSUER),
        ("outcome", "refused"),
    ];
    assert_eq!(fields(&watch), told(&heard));
    assert_eq!(watch.events().len(), 1);
    assert_eq!(watch.events()[0].0, Level::INFO);
    assert!(!watch.text().contains("canary"));
}
