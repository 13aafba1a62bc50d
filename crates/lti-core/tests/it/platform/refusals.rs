//! What the host gets of a refusal, and to whom a message is bound.

use edu_http::{Body, Caller, UserId};
use edu_jose::Jwk;
use http::{Response, StatusCode};
use lti_core::{
    AuthorizationRequest, OidcErrorCode, PendingMessage, PlatformError, RefusedRequest,
    begin_message,
};
use std::sync::Arc;

use super::{
    ADA, Ask, CLIENT, KEY, Lms, NOW, Page, REDIRECT, at, begin, call, caller, entropy, generated,
    lms, moment, request, session, settings, tool,
};

fn ask(lms: &Lms, who: &Caller, ask: &Ask) -> Response<Body> {
    call(lms, who, NOW, ask.get())
}

#[track_caller]
fn stayed(response: &Response<Body>) -> PlatformError {
    assert!(response.extensions().get::<RefusedRequest>().is_none());
    let error = response.extensions().get::<PlatformError>();
    error.expect("the reply carries its reason").clone()
}

#[track_caller]
fn told(response: &Response<Body>) -> RefusedRequest {
    assert!(response.extensions().get::<PlatformError>().is_none());
    let error = response.extensions().get::<RefusedRequest>();
    error.expect("the reply carries its reason").clone()
}

#[test]
fn a_start_that_is_refused_carries_its_reason() {
    let reply = pollster::block_on(lms().start(&Caller::anonymous(), request(), moment(NOW)));
    let error = stayed(&reply);
    assert_eq!(error.code(), "lti.request.session");
    assert_eq!(reply.status(), error.status());
    assert!(error.is_retryable());
    assert!(Page::of(reply).html.contains(error.public_sentence()));
    let reply = pollster::block_on(lms().start(&caller(ADA), request(), moment(NOW)));
    assert_eq!(reply.status(), StatusCode::FOUND);
    assert!(reply.extensions().get::<PlatformError>().is_none());
}

#[test]
fn a_refusal_that_stays_carries_its_reason() {
    let lms = lms();
    let honest = Ask::new(&begin(&lms));
    let evil = Ask(honest.0.clone()).with("redirect_uri", "https://evil.example/");
    let reply = ask(&lms, &caller(ADA), &evil);
    let error = stayed(&reply);
    assert_eq!(error.code(), "lti.request.redirect");
    assert!(!error.is_retryable());
    assert_eq!(error.report().errors(), 1);
    assert!(!format!("{error} {error:?}").contains("evil"));
    let reply = ask(&lms, &caller(ADA), &honest);
    assert!(reply.extensions().get::<PlatformError>().is_none());
    assert!(reply.extensions().get::<RefusedRequest>().is_none());
}

#[test]
fn a_refusal_for_the_tool_carries_its_reason() {
    let lms = lms();
    let honest = Ask::new(&begin(&lms));
    let reply = ask(&lms, &Caller::anonymous(), &honest);
    let error = told(&reply);
    assert_eq!(error.code(), "lti.request.session");
    assert_eq!(error.error().code, OidcErrorCode::LoginRequired);
    assert_eq!(error.redirect_uri().as_str(), REDIRECT);
    assert_eq!(error.state().unwrap().as_str(), "state-1");
    assert!(error.is_retryable());
    assert!(error.public_sentence().contains("sign in"));
    assert!(!format!("{error} {error:?}").contains("state-1"));
    // Sentences for people are the host's to show; the tool is told the technical one.
    assert!(!Page::of(reply).html.contains(error.public_sentence()));
}

fn checked(ask: &Ask) -> RefusedRequest {
    let asked = AuthorizationRequest::from_form(&ask.form()).unwrap();
    let registered = asked.with_tool(Some(Arc::new(tool(CLIENT)))).unwrap();
    registered.check().unwrap_err()
}

#[test]
fn every_fault_of_a_request_is_found() {
    let order = [
        ("state", "lti.request.parameter", "invalid_request"),
        ("scope", "lti.request.scope", "invalid_scope"),
        (
            "response_type",
            "lti.request.response_type",
            "unsupported_response_type",
        ),
        (
            "response_mode",
            "lti.request.response_mode",
            "invalid_request",
        ),
        ("prompt", "lti.request.prompt", "invalid_request"),
        ("nonce", "lti.request.parameter", "invalid_request"),
        ("login_hint", "lti.request.parameter", "invalid_request"),
        (
            "lti_message_hint",
            "lti.request.parameter",
            "invalid_request",
        ),
    ];
    // Of no kind that any parameter takes.
    let bad = "canary\n";
    for first in 0..order.len() {
        let mut ask = Ask::new(&begin(&lms()));
        for (name, _, _) in &order[first..] {
            // Hints may hold anything, but not nothing.
            ask = ask.with(name, if name.ends_with("hint") { "" } else { bad });
        }
        let refused = checked(&ask);
        let codes: Vec<_> = refused
            .report()
            .findings()
            .iter()
            .map(|one| one.code)
            .collect();
        let expected: Vec<_> = order[first..].iter().map(|(_, code, _)| *code).collect();
        assert_eq!(codes, expected);
        let (_, code, answer) = order[first];
        assert_eq!(
            (refused.code(), refused.error().code.as_str()),
            (code, answer)
        );
        assert_eq!(refused.state().is_some(), first > 0);
        assert!(!refused.is_retryable());
        assert!(!format!("{refused} {refused:?} {}", refused.report()).contains("canary"));
    }
}

fn user(name: &str) -> UserId {
    UserId::new(name).unwrap()
}

fn signed_in(name: &str) -> Caller {
    caller(ADA).with_user(user(name))
}

/// Starts a launch as this caller.
fn begun(lms: &Lms, who: &Caller) -> Ask {
    Ask::new(&pollster::block_on(lms.begin(who, request(), moment(NOW))).unwrap())
}

#[test]
fn a_message_is_not_given_to_another_person_of_the_same_session() {
    let lms = lms();
    for other in [
        signed_in("bob"),
        signed_in("ad"),
        signed_in("Ada"),
        caller(ADA),
    ] {
        let asked = begun(&lms, &signed_in("ada"));
        let error = told(&ask(&lms, &other, &asked));
        assert_eq!(error.code(), "lti.request.session");
        assert_eq!(error.error().code, OidcErrorCode::LoginRequired);
        // It was taken: nobody gets it any more.
        let error = told(&ask(&lms, &signed_in("ada"), &asked));
        assert_eq!(error.code(), "lti.request.hint_used");
    }
}

#[test]
fn a_message_is_given_to_its_person() {
    let lms = lms();
    let asked = begun(&lms, &signed_in("ada"));
    let page = Page::of(ask(&lms, &signed_in("ada"), &asked));
    assert_eq!(page.error(), None);
}

#[test]
fn a_message_started_for_nobody_in_particular_is_bound_to_its_session_alone() {
    let lms = lms();
    let asked = begun(&lms, &caller(ADA));
    let page = Page::of(ask(&lms, &signed_in("bob"), &asked));
    assert_eq!(page.error(), None);
}

fn pending() -> PendingMessage {
    let (ada, mut entropy) = (session(ADA), entropy());
    let (tool, settings) = (tool(CLIENT), settings());
    let started = begin_message(request(), &tool, &settings, &ada, &mut entropy, &at(NOW));
    started.unwrap().pending
}

#[test]
fn a_stored_message_is_still_bound_and_names_nobody() {
    let message = pending().for_user(&user("canary-user"));
    let text = message.to_stored();
    assert!(!text.contains("canary"));
    assert!(!format!("{message:?}").contains("canary"));
    let (hint, session) = (message.hint().clone(), message.session().clone());
    let back = PendingMessage::from_stored(hint, session, &text).unwrap();
    assert_eq!(back, message);
    assert!(back.is_for(Some(&user("canary-user"))));
    assert!(!back.is_for(Some(&user("canary"))));
    assert!(!back.is_for(None));
    // The digest of one person in another message is another one.
    assert_ne!(
        digest(&text),
        digest(&pending().for_user(&user("canary-user")).to_stored())
    );
    assert!(digest(&pending().to_stored()).is_null());
}

fn digest(stored: &str) -> serde_json::Value {
    let stored: serde_json::Value = serde_json::from_str(stored).unwrap();
    stored["user"].clone()
}

#[test]
fn a_key_id_is_not_published_twice() {
    let next = generated("next");
    let twin = generated("current");
    let refused = lms().with_published_key(Jwk::of_signer(&twin)).unwrap_err();
    assert_eq!(refused.code(), "lti.request.setting");
    assert_eq!(refused.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!refused.is_retryable());
    assert!(lms().with_published_key(Jwk::of_signer(&*KEY)).is_err());
    let both = lms().with_published_key(Jwk::of_signer(&next)).unwrap();
    assert_eq!(both.key_set().keys().len(), 2);
    assert!(both.with_published_key(Jwk::of_signer(&next)).is_err());
}

#[test]
fn a_body_of_another_media_type_is_named_as_such() {
    let lms = lms();
    let mut asked = Ask::new(&begin(&lms)).post();
    asked.headers_mut().remove(http::header::CONTENT_TYPE);
    let reply = call(&lms, &caller(ADA), NOW, asked);
    assert_eq!(reply.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(stayed(&reply).code(), "lti.request.form");
}
