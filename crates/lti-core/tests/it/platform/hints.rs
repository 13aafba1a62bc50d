//! A launch is answered once, soon, and in the session it was started in.

use std::sync::Arc;

use edu_http::{Caller, SessionId};
use edu_types::Timestamp;
use lti_core::{
    AuthorizationRequest, BackendError, ClientId, LtiPlatform, MemoryPlatform, MessageHint,
    Messages, PendingMessage, TakenFor, ToolRegistration, Tools, begin_message,
};

use super::{
    ADA, Ask, BOB, CLIENT, DEPLOYMENT, KEY, NOW, OTHER_CLIENT, at, begin, caller, client,
    deployment, entropy, lms, moment, mount, request, session, settings, tool,
};

fn pending() -> PendingMessage {
    let (ada, mut entropy) = (session(ADA), entropy());
    begin_message(
        request(),
        &tool(CLIENT),
        &settings(),
        &ada,
        &mut entropy,
        &at(NOW),
    )
    .unwrap()
    .pending
}

#[test]
fn a_launch_is_answered_once() {
    let lms = lms();
    let ask = Ask::new(&begin(&lms));
    assert_eq!(ask.send(&lms, &caller(ADA)).error(), None);
    for state in ["state-1", "state-2"] {
        let again = Ask(ask.0.clone()).with("state", state);
        let page = again.send(&lms, &caller(ADA));
        assert_eq!(page.error(), Some("access_denied"));
        assert_eq!(page.field("state"), Some(state));
    }
}

#[test]
fn a_launch_is_refused_to_another_session_and_left_to_its_own() {
    let lms = lms();
    let ask = Ask::new(&begin(&lms));
    for other in [caller(BOB), caller("session-of-ad"), Caller::anonymous()] {
        for _ in 0..2 {
            assert_eq!(ask.send(&lms, &other).error(), Some("login_required"));
        }
    }
    assert_eq!(ask.send(&lms, &caller(ADA)).error(), None);
}

#[test]
fn a_launch_expires_to_the_second() {
    let lms = lms();
    let late = Ask::new(&begin(&lms)).send_at(&lms, &caller(ADA), NOW + 300);
    assert_eq!(late.error(), Some("access_denied"));
    let ask = Ask::new(&begin(&lms));
    let last = ask.send_at(&lms, &caller(ADA), NOW + 299);
    assert_eq!(last.error(), None);
}

#[test]
fn a_store_that_keeps_void_messages_makes_none_valid() {
    let pending = pending();
    let form = asking(&pending).form();
    let request = AuthorizationRequest::from_form(&form).unwrap();
    let request = request.with_tool(Some(Arc::new(tool(CLIENT)))).unwrap();
    let taken = TakenFor::Fresh(pending);
    let checked = request.check().unwrap();
    let refused = checked
        .with_message(taken, &caller(ADA), &at(NOW + 300))
        .unwrap_err();
    assert_eq!(refused.code(), "lti.request.hint_expired");
}

#[test]
fn a_login_hint_of_another_launch_is_refused() {
    let lms = lms();
    let (one, other) = (begin(&lms), begin(&lms));
    let ask = Ask::new(&one).with("login_hint", other.initiation.login_hint.as_str());
    assert_eq!(ask.send(&lms, &caller(ADA)).error(), Some("login_required"));
    // The message was taken: whoever had the wrong hint may not try again.
    let page = Ask::new(&one).send(&lms, &caller(ADA));
    assert_eq!(page.error(), Some("access_denied"));
    assert_eq!(Ask::new(&other).send(&lms, &caller(ADA)).error(), None);
}

#[test]
fn a_launch_for_one_tool_is_not_given_to_another() {
    let lms = lms();
    let ask = Ask::new(&begin(&lms)).with("client_id", OTHER_CLIENT);
    assert_eq!(ask.send(&lms, &caller(ADA)).error(), Some("access_denied"));
}

#[test]
fn a_tool_removed_from_its_deployment_gets_nothing_any_more() {
    let lms = lms();
    let ask = Ask::new(&begin(&lms));
    let moved = ToolRegistration::new(
        client(CLIENT),
        super::url(super::LOGIN),
        super::url(super::REDIRECT),
    );
    lms.backend()
        .register(moved.unwrap().with_deployment(deployment("elsewhere")));
    let page = ask.send(&lms, &caller(ADA));
    assert_eq!(page.error(), Some("unauthorized_client"));
}

#[test]
fn hints_never_repeat_and_say_nothing_about_the_person() {
    let lms = lms();
    let (one, other) = (begin(&lms), begin(&lms));
    let mut hints = Vec::new();
    for login in [&one, &other] {
        hints.push(login.initiation.login_hint.as_str().to_owned());
        let hint = login.initiation.message_hint.as_ref().unwrap();
        hints.push(hint.as_str().to_owned());
        assert!(!login.redirect().contains("person-7"));
        assert!(!login.redirect().contains(ADA));
    }
    assert!(hints.iter().all(|hint| hint.len() == 43));
    hints.sort();
    hints.dedup();
    assert_eq!(hints.len(), 4);
}

#[test]
fn of_parallel_takes_one_gets_the_message() {
    let backend = MemoryPlatform::new();
    let message = pending();
    let hint = message.hint().clone();
    pollster::block_on(backend.keep_message(message, &at(NOW))).unwrap();
    let take = || {
        let (ada, now) = (session(ADA), at(NOW));
        let taken = pollster::block_on(backend.take_message(&hint, &ada, &now));
        matches!(taken, Ok(TakenFor::Fresh(_)))
    };
    let won = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(take)).collect();
        let results = threads.into_iter().map(|thread| thread.join().unwrap());
        results.filter(|won| *won).count()
    });
    assert_eq!(won, 1);
}

#[test]
fn a_session_that_starts_too_many_loses_its_oldest_and_no_other_does() {
    let lms = lms();
    let bob = pollster::block_on(lms.begin(&caller(BOB), request(), moment(NOW))).unwrap();
    let first = begin(&lms);
    let mut last = begin(&lms);
    for _ in 1..MemoryPlatform::PER_SESSION {
        last = begin(&lms);
    }
    let error = |login, who| {
        let page = Ask::new(login).send(&lms, &caller(who));
        page.error().map(str::to_owned)
    };
    assert_eq!(error(&first, ADA).as_deref(), Some("access_denied"));
    assert_eq!(error(&last, ADA), None);
    assert_eq!(error(&bob, BOB), None);
}

#[test]
fn a_full_store_starts_on() {
    let backend = MemoryPlatform::with_capacity(4);
    backend.register(tool(CLIENT));
    let lms = LtiPlatform::new(Arc::new(backend), &*KEY, settings(), mount());
    let start = |who| pollster::block_on(lms.begin(&caller(who), request(), moment(NOW)));
    let bob = start(BOB).unwrap();
    for _ in 0..3 * 4 {
        start(ADA).unwrap();
    }
    assert_eq!(Ask::new(&bob).send(&lms, &caller(BOB)).error(), None);
}

/// A store that gives out one message whatever it is asked, or fails.
struct Careless(Option<PendingMessage>);

impl Tools for Careless {
    async fn tool(&self, _: &ClientId) -> Result<Option<Arc<ToolRegistration>>, BackendError> {
        Ok(Some(Arc::new(tool(CLIENT))))
    }
}

impl Messages for Careless {
    async fn keep_message(&self, _: PendingMessage, _: &Timestamp) -> Result<(), BackendError> {
        Err(BackendError::failed("disk is full"))
    }

    async fn take_message(
        &self,
        _: &MessageHint,
        _: &SessionId,
        _: &Timestamp,
    ) -> Result<TakenFor<PendingMessage>, BackendError> {
        let message = self.0.clone().map(TakenFor::Fresh);
        message.ok_or_else(|| BackendError::failed("disk is gone"))
    }
}

fn asking(pending: &PendingMessage) -> Ask {
    let stored: serde_json::Value = serde_json::from_str(&pending.to_stored()).unwrap();
    let hint = stored["login_hint"].as_str().unwrap();
    Ask(Vec::new())
        .with("scope", "openid")
        .with("response_type", "id_token")
        .with("response_mode", "form_post")
        .with("prompt", "none")
        .with("client_id", CLIENT)
        .with("redirect_uri", super::REDIRECT)
        .with("login_hint", hint)
        .with("lti_message_hint", pending.hint().as_str())
        .with("state", "state-1")
        .with("nonce", "nonce-1")
}

fn ask_careless(store: Careless, ask: &Ask, who: &str) -> Option<String> {
    let lms = LtiPlatform::new(store, &*KEY, settings(), mount());
    let reply = pollster::block_on(lms.authorize(&caller(who), &at(NOW), ask.get()));
    let page = super::Page::of(reply);
    page.error().map(str::to_owned)
}

#[test]
fn a_careless_store_does_not_make_the_platform_careless() {
    let message = pending();
    let ask = asking(&message);
    let careless = || Careless(Some(message.clone()));
    assert_eq!(ask_careless(careless(), &ask, ADA), None);
    let other = ask_careless(careless(), &ask, BOB);
    assert_eq!(other.as_deref(), Some("login_required"));
    let wrong = Ask(ask.0.clone()).with("lti_message_hint", "another");
    let mixed_up = ask_careless(careless(), &wrong, ADA);
    assert_eq!(mixed_up.as_deref(), Some("server_error"));
}

#[test]
fn a_store_that_fails_is_told_as_the_platforms_own_fault() {
    let failed = ask_careless(Careless(None), &asking(&pending()), ADA);
    assert_eq!(failed.as_deref(), Some("server_error"));
    let lms = LtiPlatform::new(Careless(None), &*KEY, settings(), mount());
    let asked = asking(&pending()).get();
    let reply = pollster::block_on(lms.authorize(&caller(ADA), &at(NOW), asked));
    let error = reply
        .extensions()
        .get::<lti_core::RefusedRequest>()
        .unwrap();
    // The host learns why, the tool does not.
    assert!(error.to_string().contains("disk is gone"), "{error}");
    assert!(error.is_retryable());
    assert!(!super::Page::of(reply).html.contains("disk"));
    let lms = LtiPlatform::new(Careless(None), &*KEY, settings(), mount());
    let error = pollster::block_on(lms.begin(&caller(ADA), request(), moment(NOW))).unwrap_err();
    assert_eq!(error.code(), "lti.request.backend");
}

#[test]
fn a_stored_message_comes_back_whole() {
    let message = pending();
    let text = message.to_stored();
    assert!(!text.contains(ADA));
    assert!(!text.contains(message.hint().as_str()));
    let (hint, session) = (message.hint().clone(), message.session().clone());
    let back = PendingMessage::from_stored(hint, session, &text).unwrap();
    assert_eq!(back, message);
    assert_eq!(back.deployment_id().as_str(), DEPLOYMENT);
    assert_eq!(back.expires(), at(NOW + 300));
}

#[test]
fn a_damaged_message_is_refused() {
    let message = pending();
    let text = message.to_stored();
    let half = text.get(..text.len() / 2).unwrap();
    for damaged in ["", "{}", half, "[]", &text.replace("\"aud\"", "\"auf\"")] {
        let (hint, session) = (message.hint().clone(), message.session().clone());
        let error = PendingMessage::from_stored(hint, session, damaged).unwrap_err();
        assert_eq!(error.code(), "lti.request.backend");
    }
}
