//! What a subscriber hears of a tool: whose call, what became of it, and nothing about people.

mod secrets;

use core::convert::Infallible;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker};
use std::sync::Arc;

use bytes::Bytes;
use edu_http::{Form, FormLimits};
use edu_jose::{KeyId, KeySet};
use edu_jose_ring::Ring;
use edu_types::Timestamp;
use http::header::{CONTENT_TYPE, COOKIE};
use http::{HeaderMap, Request};
use http_body::Frame;
use lti_core::{
    BackendError, LaunchPost, LtiTool, PlatformKeys, Registration, ToolParts, ToolSettings, claim,
};
use tracing::Level;
use tracing::subscriber::with_default;

use crate::launch::{
    CLIENT, INITIATION, ISSUER, KEY, Login, NOW, OTHER_KEY, Token, begin, deliver, deployments,
    initiate, keys, launch, memory, message_form, moment, post, registration, registration_of,
    tool, tool_with, unkeyed,
};
use crate::storage::{self, form, post_own, stored};
use crate::watch::{Span, Watch};

const LOGIN: &str = "lti.tool.login";
const LAUNCH: &str = "lti.tool.launch";

/// Keys that cannot be had, for a reason that names a machine of the host's.
struct NoKeys;

impl PlatformKeys for NoKeys {
    async fn key_set(
        &self,
        _: &Registration,
        _: Option<&KeyId>,
        _: &Timestamp,
    ) -> Result<Arc<KeySet>, BackendError> {
        Err(BackendError::failed("db.internal refused the connection"))
    }
}

/// Does the work under a subscriber, and returns what it heard.
fn watched<R>(work: impl FnOnce() -> R) -> Watch {
    let watch = Watch::default();
    with_default(watch.clone(), work);
    watch
}

fn only(watch: &Watch, name: &str) -> Span {
    let spans = watch.spans(name);
    assert_eq!(spans.len(), 1, "{name}");
    spans[0].clone()
}

#[track_caller]
fn assert_fields(watch: &Watch, name: &str, fields: &[(&str, &str)]) {
    let span = only(watch, name);
    let heard: Vec<(&str, &str)> = span.fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(heard, fields);
    assert_eq!((span.entered, span.held), (0, 0), "the call is over");
}

/// What is heard of a refused launch or login whose registration was found.
#[track_caller]
fn assert_refused(watch: &Watch, name: &str, code: &str, fault: &str) {
    let fields = [
        ("client_id", CLIENT),
        ("code", code),
        ("fault", fault),
        ("issuer", ISSUER),
        ("outcome", "refused"),
    ];
    assert_fields(watch, name, &fields);
}

/// What is heard where nobody knows whose call it is.
#[track_caller]
fn assert_nobodys(watch: &Watch, name: &str, code: &str, fault: &str) {
    let fields = [("code", code), ("fault", fault), ("outcome", "refused")];
    assert_fields(watch, name, &fields);
}

#[test]
fn a_login_and_a_launch_have_a_span_each() {
    let tool = tool();
    let watch = watched(|| {
        launch(&tool, &Token::resource_link()).unwrap();
    });
    let registered = [("client_id", CLIENT), ("issuer", ISSUER)];
    let login = [registered.as_slice(), &[("outcome", "begun")]].concat();
    assert_fields(&watch, LOGIN, &login);
    let fields = [
        ("binding", "cookie"),
        ("client_id", CLIENT),
        ("issuer", ISSUER),
        ("message", "LtiResourceLinkRequest"),
        ("outcome", "launched"),
    ];
    assert_fields(&watch, LAUNCH, &fields);
    assert_eq!(watch.events(), [], "what went well makes no lines");
}

#[test]
fn a_launch_that_the_host_finishes_has_a_span_too() {
    let tool = tool();
    let login = begin(&tool);
    let token = Token::deep_linking().seal(&login.nonce);
    let form = Form::parse(
        message_form(&login.state, &token).as_bytes(),
        &FormLimits::DEFAULT,
    );
    let Ok(LaunchPost::Message(message)) = LaunchPost::from_form(&form.unwrap()) else {
        panic!("not a message");
    };
    let mut headers = HeaderMap::new();
    headers.insert(COOKIE, login.cookie.parse().unwrap());
    let (bound, now) = (message.in_browser(&headers).unwrap(), moment(NOW).now);
    let watch = watched(|| pollster::block_on(tool.finish(bound, &now)).unwrap());
    let span = only(&watch, LAUNCH);
    assert_eq!(span.fields["message"], "LtiDeepLinkingRequest");
    assert_eq!(span.fields["outcome"], "launched");
}

#[test]
fn a_browser_that_is_asked_for_its_proof_is_no_refusal() {
    let tool = storage::tool();
    let stored = stored(&tool);
    let watch = watched(|| post(&tool, &[], &form(&stored, None)));
    let asked = [
        ("client_id", CLIENT),
        ("issuer", ISSUER),
        ("outcome", "asked"),
    ];
    assert_fields(&watch, LAUNCH, &asked);
    assert_eq!(watch.events(), []);
    let watch = watched(|| post_own(&tool, &form(&stored, Some(&stored.secret))));
    let span = only(&watch, LAUNCH);
    assert_eq!(span.fields["binding"], "platform_storage");
}

type Spoil = fn(Token) -> Token;

#[test]
fn a_refused_launch_says_which_rule_and_whose_fault() {
    let spoil: [(Spoil, &str, &str); 9] = [
        (
            |token| token.header("typ", "at+jwt"),
            "lti.unsupported.token_type",
            "unsupported",
        ),
        (
            |token| token.forged_by(&OTHER_KEY),
            "jose.signature",
            "signature",
        ),
        (
            |token| token.signed_by(&OTHER_KEY),
            "jose.key.unknown",
            "key",
        ),
        (
            |token| token.header("alg", "none"),
            "jose.alg.refused",
            "unsupported",
        ),
        (
            |token| token.with("exp", NOW - 999),
            "lti.time.expired",
            "time",
        ),
        (
            |token| token.with("aud", "other"),
            "lti.audience.other",
            "audience",
        ),
        (
            |token| token.with("nonce", "other"),
            "lti.nonce.differs",
            "nonce",
        ),
        (
            |token| token.without(claim::ROLES),
            "lti.claim.roles_missing",
            "claim",
        ),
        (
            |token| token.with(claim::DEPLOYMENT_ID, "other"),
            "lti.deployment.unknown",
            "deployment",
        ),
    ];
    let tool = tool();
    for (spoil, code, fault) in spoil {
        let login = begin(&tool);
        let token = spoil(Token::resource_link()).seal(&login.nonce);
        let watch = watched(|| deliver(&tool, &login, &token).unwrap_err());
        assert_refused(&watch, LAUNCH, code, fault);
        assert_eq!(watch.events(), [(Level::INFO, "refused".to_owned())]);
    }
}

#[test]
fn a_refused_launch_without_a_login_is_nobodys() {
    let tool = tool();
    let login = begin(&tool);
    let token = Token::resource_link().seal(&login.nonce);
    let form = message_form(&login.state, &token);
    let watch = watched(|| post(&tool, &["__Host-lti-abcdefghijklmno0=1"], &form));
    assert_nobodys(&watch, LAUNCH, "lti.state.browser", "state");
    let watch = watched(|| post(&tool, &[&login.cookie], "state=x"));
    assert_nobodys(&watch, LAUNCH, "lti.malformed.form", "malformed");
    deliver(&tool, &login, &token).unwrap();
    let watch = watched(|| deliver(&tool, &login, &token).unwrap_err());
    assert_nobodys(&watch, LAUNCH, "lti.state.used", "state");
}

#[test]
fn a_launch_without_cookie_names_the_platform_of_its_login() {
    let tool = tool();
    let login = begin(&tool);
    let form = message_form(&login.state, &Token::resource_link().seal(&login.nonce));
    let watch = watched(|| post(&tool, &[], &form));
    assert_refused(&watch, LAUNCH, "lti.state.no_cookie", "state");
    let watch = watched(|| post(&tool, &[], &message_form("unknown", "token")));
    assert_nobodys(&watch, LAUNCH, "lti.state.no_cookie", "state");
}

#[test]
fn a_refused_login_names_its_platform_once_it_is_known_here() {
    let mut fields = INITIATION.to_vec();
    fields[3].1 = "https://elsewhere.example/";
    let watch = watched(|| initiate(&tool(), &fields));
    assert_refused(&watch, LOGIN, "lti.claim.target_foreign", "claim");
    for place in [0, 1] {
        let mut fields = INITIATION.to_vec();
        fields[place].1 = "https://stranger.example";
        let watch = watched(|| initiate(&tool(), &fields));
        assert_nobodys(&watch, LOGIN, "lti.unregistered.client", "unregistered");
        assert!(!watch.text().contains("stranger"), "{}", watch.text());
    }
}

#[test]
fn an_issuer_with_several_clients_is_nobodys_until_the_client_is_named() {
    let tool = tool();
    tool.backend()
        .register(registration_of(ISSUER, "client-2"), deployments());
    let fields = [INITIATION[0], INITIATION[2], INITIATION[3]];
    let watch = watched(|| initiate(&tool, &fields));
    assert_nobodys(&watch, LOGIN, "lti.unregistered.ambiguous", "unregistered");
}

#[test]
fn the_hosts_own_fault_is_a_warning() {
    let backend = ToolParts::new(unkeyed(), NoKeys, unkeyed());
    let tool = LtiTool::new(backend, Ring, ToolSettings::new());
    let login = begin(&tool);
    let token = Token::resource_link().seal(&login.nonce);
    let watch = watched(|| deliver(&tool, &login, &token).unwrap_err());
    assert_refused(&watch, LAUNCH, "lti.backend.failed", "host");
    let told = "refused, the host is at fault".to_owned();
    assert_eq!(watch.events(), [(Level::WARN, told)]);
    assert!(!watch.text().contains("db.internal"), "{}", watch.text());
}

#[test]
fn a_type_that_a_vendor_made_up_is_called_other() {
    let settings = ToolSettings::new().accepting_messages(["VendorRequestOfAda".into()]);
    let tool = tool_with(memory(registration(), keys(&[&*KEY])), settings);
    let token = Token::resource_link().with(claim::MESSAGE_TYPE, "VendorRequestOfAda");
    let watch = watched(|| launch(&tool, &token).unwrap());
    assert_eq!(only(&watch, LAUNCH).fields["message"], "other");
    assert!(!watch.text().contains("Ada"), "{}", watch.text());
}

/// A posted form that is not there yet when it is first asked for.
struct Slow(Option<Bytes>, bool);

impl http_body::Body for Slow {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if !core::mem::replace(&mut self.1, true) {
            return Poll::Pending;
        }
        Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }
}

fn slow(login: &Login, token: &str) -> Request<Slow> {
    let form = message_form(&login.state, token);
    let request = Request::post("/launch")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(COOKIE, &login.cookie);
    request.body(Slow(Some(form.into()), false)).unwrap()
}

#[test]
fn launches_that_wait_for_each_other_keep_their_spans_apart() {
    let tool = tool();
    let logins = [begin(&tool), begin(&tool)];
    let good = Token::resource_link().seal(&logins[0].nonce);
    let watch = watched(|| {
        let one = tool.launch(moment(NOW), slow(&logins[0], &good));
        let other = tool.launch(moment(NOW), slow(&logins[1], &good));
        let (mut one, mut other) = (pin!(one), pin!(other));
        let mut context = Context::from_waker(Waker::noop());
        assert!(one.as_mut().poll(&mut context).is_pending());
        assert!(other.as_mut().poll(&mut context).is_pending());
        assert!(one.as_mut().poll(&mut context).is_ready());
        assert!(other.as_mut().poll(&mut context).is_ready());
    });
    let spans = watch.spans(LAUNCH);
    let ends: Vec<_> = spans.iter().map(|span| &span.fields["outcome"]).collect();
    assert_eq!(ends, ["launched", "refused"]);
    assert!(spans.iter().all(|span| (span.entered, span.held) == (0, 0)));
}

#[test]
fn a_launch_that_waits_has_left_its_span_and_one_broken_off_has_no_outcome() {
    let tool = tool();
    let login = begin(&tool);
    let watch = Watch::default();
    with_default(watch.clone(), || {
        let launch = tool.launch(moment(NOW), slow(&login, "token"));
        let mut launch = Box::pin(launch);
        let mut context = Context::from_waker(Waker::noop());
        assert!(launch.as_mut().poll(&mut context).is_pending());
        let span = only(&watch, LAUNCH);
        assert_eq!(span.entered, 0);
        assert!(span.held > 0, "the launch is not over");
    });
    assert_fields(&watch, LAUNCH, &[]);
}
