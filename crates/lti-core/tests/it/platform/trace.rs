//! What a subscriber hears of a platform: which tool, what became of it, and nothing about people.

use std::sync::Arc;

use edu_http::{Body, Caller, SessionId, UserId};
use edu_json::RawJson;
use edu_types::{Limits, Timestamp};
use http::{Method, Request};
use lti_core::{
    BackendError, Context, ContextId, Custom, LaunchMessage, LaunchRequest, LtiPlatform,
    MemoryPlatform, MessageHint, MessageType, Messages, OutgoingLogin, PendingMessage, Person,
    PlatformParts, Privacy, ResourceLink, ResourceLinkId, Roles, Subject, TakenFor,
    ToolRegistration,
};
use tracing::Level;
use tracing::subscriber::with_default;

use super::{
    ADA, Ask, CLIENT, DEPLOYMENT, ISSUER, KEY, LEARNER, Lms, NOW, OTHER_CLIENT, Page, begin, call,
    caller, client, deployment, link, lms, moment, mount, request, request_for, settings, url,
};
use crate::privacy::assert_clean;
use crate::watch::Watch;

const START: &str = "lti.platform.start";
const AUTHORIZE: &str = "lti.platform.authorize";
const KEYS: &str = "lti.platform.keys";
const MARKED_LOGIN: &str = "https://tool.example/login?tenant=canary";
const MARKED_REDIRECT: &str = "https://tool.example/launch?tenant=canary";

fn watched<R>(work: impl FnOnce() -> R) -> Watch {
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
fn a_start_its_answer_and_the_keys_have_a_span_each() {
    let lms = lms();
    let watch = watched(|| {
        let ask = Ask::new(&begin(&lms));
        assert_eq!(ask.send(&lms, &caller(ADA)).error(), None);
        let keys = Request::get("/lti/jwks").body(Body::empty()).unwrap();
        drop(call(&lms, &Caller::anonymous(), NOW, keys));
    });
    let known = [("client_id", CLIENT), ("issuer", ISSUER)];
    let started = [("message", "LtiResourceLinkRequest"), ("outcome", "begun")];
    assert_fields(&watch, START, &[known, started].concat());
    let signed = [&known[..], &[("outcome", "signed")]].concat();
    assert_fields(&watch, AUTHORIZE, &signed);
    let sent = [("issuer", ISSUER), ("outcome", "sent")];
    assert_fields(&watch, KEYS, &sent);
    assert_eq!(watch.events(), []);
}

#[test]
fn a_message_that_is_not_started_says_why() {
    let lms = lms();
    let nobody = Caller::anonymous();
    let watch = watched(|| pollster::block_on(lms.start(&nobody, request(), moment(NOW))));
    let refused = [
        ("code", "lti.request.session"),
        ("issuer", ISSUER),
        ("message", "LtiResourceLinkRequest"),
        ("outcome", "refused"),
    ];
    assert_fields(&watch, START, &refused);
    assert_eq!(watch.events(), [(Level::INFO, "refused".to_owned())]);
}

#[test]
fn a_request_that_is_refused_says_why_and_who_was_told() {
    let lms = lms();
    let ask = Ask::new(&begin(&lms));
    let known = [("client_id", CLIENT), ("code", ""), ("issuer", ISSUER)];
    let told = [
        (caller("session-of-bob"), "state-1", "lti.request.session"),
        (caller(ADA), "", "lti.request.parameter"),
        (Caller::anonymous(), "state-1", "lti.request.session"),
    ];
    for (caller, state, code) in told {
        let ask = Ask(ask.0.clone()).with("state", state);
        let watch = watched(|| ask.send(&lms, &caller));
        let mut fields = [&known[..], &[("outcome", "told")]].concat();
        fields[1].1 = code;
        assert_fields(&watch, AUTHORIZE, &fields);
    }
    let elsewhere = ask.with("redirect_uri", "https://elsewhere.example/");
    let watch = watched(|| elsewhere.send(&lms, &caller(ADA)));
    let mut fields = [&known[..], &[("outcome", "refused")]].concat();
    fields[1].1 = "lti.request.redirect";
    assert_fields(&watch, AUTHORIZE, &fields);
    assert!(!watch.text().contains("elsewhere"), "{}", watch.text());
}

#[test]
fn a_client_that_is_not_registered_is_not_named() {
    let lms = lms();
    let stranger = Ask::new(&begin(&lms)).with("client_id", "stranger");
    let watch = watched(|| stranger.send(&lms, &caller(ADA)));
    let refused = [
        ("code", "lti.request.client"),
        ("issuer", ISSUER),
        ("outcome", "refused"),
    ];
    assert_fields(&watch, AUTHORIZE, &refused);
    assert!(!watch.text().contains("stranger"), "{}", watch.text());
}

/// A store whose machine has a name that is nobody's business.
struct NoMessages;

impl Messages for NoMessages {
    async fn keep_message(&self, _: PendingMessage, _: &Timestamp) -> Result<(), BackendError> {
        Err(BackendError::failed("db.canary is down"))
    }

    async fn take_message(
        &self,
        _: &MessageHint,
        _: &SessionId,
        _: &Timestamp,
    ) -> Result<TakenFor<PendingMessage>, BackendError> {
        Err(BackendError::failed("db.canary is down"))
    }
}

#[test]
fn a_store_that_fails_is_a_warning_and_its_words_are_not_told() {
    let lms = lms();
    let ask = Ask::new(&begin(&lms));
    let parts = PlatformParts::new(Arc::clone(lms.backend()), NoMessages);
    let broken = LtiPlatform::new(parts, &*KEY, settings(), mount());
    let ada = caller(ADA);
    let starting = broken.begin(&ada, request(), moment(NOW));
    let starting = watched(|| pollster::block_on(starting).unwrap_err());
    let now = super::at(NOW);
    let answering = broken.authorize(&ada, &now, ask.get());
    let answering = watched(|| pollster::block_on(answering));
    let told = "refused, the host is at fault".to_owned();
    for watch in [starting, answering] {
        assert_eq!(watch.events(), [(Level::WARN, told.clone())]);
        assert_clean("trace", &watch.text(), &[]);
    }
}

/// Somebody all of whose data is marked, in a session and under a user id that are, too.
fn marked_caller() -> Caller {
    let user = UserId::new("canary-user").unwrap();
    caller("canary-session").with_user(user)
}

fn marked_person() -> Person {
    let roles = Roles::parse([LEARNER, "https://vendor.example/canary"]);
    Person::new(Subject::new("canary-subject").unwrap(), roles)
        .with_name("canary-name")
        .with_given_name("canary-given")
        .with_family_name("canary-family")
        .with_email("canary@school.example")
        .with_picture("https://school.example/canary.png")
}

/// A launch of which everything but the tool is marked.
fn marked() -> LaunchRequest {
    let mut link = ResourceLink::new(ResourceLinkId::new("canary-link").unwrap());
    link.title = Some("canary".to_owned());
    let message = LaunchMessage::other(MessageType::from("canary-type"), Some(link)).unwrap();
    let mut custom = Custom::default();
    custom.set("canary-name", "canary");
    let json = RawJson::new("\"canary\"", &Limits::DEFAULT).unwrap();
    LaunchRequest::new(
        client(CLIENT),
        deployment("canary-deployment"),
        url("https://tool.example/launch?session=canary"),
        marked_person(),
        message,
    )
    .with_context(Context::new(ContextId::new("canary-course").unwrap()))
    .with_custom(custom)
    .with_mentees([Subject::new("canary-mentee").unwrap()])
    .with_claim("https://vendor.example/canary", json)
    .unwrap()
}

fn marked_lms() -> Lms {
    let backend = Arc::new(MemoryPlatform::new());
    let tool = ToolRegistration::new(client(CLIENT), url(MARKED_LOGIN), url(MARKED_REDIRECT));
    let tool = tool.unwrap().with_privacy(Privacy::Everything);
    backend.register(tool.with_deployment(deployment("canary-deployment")));
    backend.register(super::tool(OTHER_CLIENT));
    LtiPlatform::new(backend, &KEY, settings(), mount())
}

/// Starts a marked launch and asks for it with everything marked.
fn marked_ask(lms: &Lms) -> (OutgoingLogin, Ask) {
    let caller = marked_caller();
    let started = pollster::block_on(lms.begin(&caller, marked(), moment(NOW))).unwrap();
    let ask = Ask::new(&started)
        .with("redirect_uri", MARKED_REDIRECT)
        .with("state", "canary-state")
        .with("nonce", "canary-nonce")
        .with("canary", "canary");
    (started, ask)
}

/// No mark, no hint and no part of a token was told.
#[track_caller]
fn assert_silent(watch: &Watch, started: &OutgoingLogin) {
    let initiation = &started.initiation;
    let message_hint = initiation.message_hint.as_ref().unwrap();
    let secrets = [initiation.login_hint.as_str(), message_hint.as_str(), "eyJ"];
    let text = watch.text();
    assert!(text.contains("lti.platform."), "nothing was told at all");
    assert_clean("trace", &text, &secrets);
}

#[test]
fn a_launch_from_start_to_signature_tells_nothing_about_its_person() {
    let (lms, mut kept) = (marked_lms(), None);
    let watch = watched(|| {
        let (started, ask) = marked_ask(&lms);
        let page = Page::of(call(&lms, &marked_caller(), NOW, ask.post()));
        assert!(page.field("id_token").is_some(), "{}", page.html);
        kept = Some(started);
    });
    assert_silent(&watch, &kept.unwrap());
    assert_eq!(watch.spans(START)[0].fields["message"], "other");
    assert_eq!(watch.spans(AUTHORIZE)[0].fields["outcome"], "signed");
}

#[test]
fn no_request_that_is_refused_tells_what_it_held() {
    let lms = marked_lms();
    let spoilt = [
        ("client_id", "canary-client"),
        ("client_id", "canary\u{0}"),
        ("client_id", OTHER_CLIENT),
        ("redirect_uri", "https://canary.example/"),
        ("state", "canary\u{0}"),
        ("nonce", "canary\u{0}"),
        ("scope", "canary"),
        ("response_type", "canary"),
        ("response_mode", "canary"),
        ("prompt", "canary"),
        ("login_hint", "canary"),
        ("lti_message_hint", "canary"),
    ];
    for (name, value) in spoilt {
        let (started, ask) = marked_ask(&lms);
        let ask = ask.with(name, value);
        let watch = watched(|| call(&lms, &marked_caller(), NOW, ask.get()));
        assert_silent(&watch, &started);
        let outcome = &watch.spans(AUTHORIZE)[0].fields["outcome"];
        assert_ne!(outcome, "signed", "{name}");
    }
}

#[test]
fn no_answer_to_another_person_tells_of_either() {
    let lms = marked_lms();
    let other_user = caller("canary-session").with_user(UserId::new("canary-other").unwrap());
    for other in [
        caller("canary-other-session"),
        other_user,
        Caller::anonymous(),
    ] {
        let (started, ask) = marked_ask(&lms);
        let watch = watched(|| call(&lms, &other, NOW, ask.get()));
        assert_silent(&watch, &started);
        let span = &watch.spans(AUTHORIZE)[0];
        assert_eq!(span.fields["outcome"], "told");
    }
}

#[test]
fn a_launch_asked_for_twice_or_late_is_not_told() {
    let lms = marked_lms();
    let (started, ask) = marked_ask(&lms);
    for (now, outcome) in [(NOW, "signed"), (NOW, "told"), (NOW + 9999, "told")] {
        let watch = watched(|| call(&lms, &marked_caller(), now, ask.get()));
        assert_silent(&watch, &started);
        let span = &watch.spans(AUTHORIZE)[0];
        assert_eq!(span.fields["outcome"], outcome);
    }
}

#[test]
fn a_start_that_is_refused_tells_nothing_of_whom_it_was_for() {
    let lms = marked_lms();
    let elsewhere = request_for(marked_person(), LaunchMessage::resource_link(link()));
    let too_large = {
        let mut custom = Custom::default();
        custom.set("canary", &"canary".repeat(20_000));
        marked().with_custom(custom)
    };
    for request in [elsewhere, too_large] {
        let caller = marked_caller();
        let starting = lms.begin(&caller, request, moment(NOW));
        let watch = watched(|| pollster::block_on(starting).unwrap_err());
        assert_clean("trace", &watch.text(), &[DEPLOYMENT]);
        let span = &watch.spans(START)[0];
        assert_eq!(span.fields["outcome"], "refused");
    }
}

#[test]
fn a_key_set_asked_for_by_another_method_is_a_refusal_that_tells_no_query() {
    let lms = lms();
    let request = Request::builder()
        .method(Method::POST)
        .uri("/lti/jwks?token=canary");
    let request = request.body(Body::from("canary")).unwrap();
    let watch = watched(|| call(&lms, &marked_caller(), NOW, request));
    let refused = [
        ("code", "lti.request.method"),
        ("issuer", ISSUER),
        ("outcome", "refused"),
    ];
    assert_fields(&watch, KEYS, &refused);
    assert_clean("trace", &watch.text(), &[]);
}
