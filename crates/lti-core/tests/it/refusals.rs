//! What the host gets of a refusal, and what the person who clicked.

use core::time::Duration;
use std::sync::Arc;

use edu_http::{Body, Entropy, Moment, collect, encode_pairs};
use edu_jose_ring::Ring;
use edu_types::Timestamp;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION};
use http::{Request, Response, StatusCode};
use lti_core::{
    Fault, LaunchError, LaunchOutcome, LaunchPost, LtiTool, MemoryTool, OidcError, PendingLogin,
    State, ToolSettings,
};

use crate::launch::{
    INITIATION, KEY, Login, NOW, TARGET, Token, Tool, assert_error, begin, begin_with, deliver,
    initiate, keys, memory, message_form, moment, post, registration, tool, url, verdict,
};

const FORM: &str = "application/x-www-form-urlencoded";

fn page(response: Response<Body>) -> String {
    let bytes = pollster::block_on(collect(response.into_body(), 1 << 16)).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The reply to a launch without its cookie.
fn without_cookie(cookies: &[&str]) -> (Response<Body>, LaunchError) {
    let tool = tool();
    let login = begin(&tool);
    let form = message_form(&login.state, &Token::resource_link().seal(&login.nonce));
    let LaunchOutcome::Refused(response, error) = post(&tool, cookies, &form) else {
        panic!("launched");
    };
    (response, error)
}

#[track_caller]
fn carried(response: &Response<Body>) -> LaunchError {
    let error = response.extensions().get::<LaunchError>();
    error.expect("the reply carries its reason").clone()
}

#[test]
fn a_refused_login_carries_its_reason() {
    let reply = initiate(&tool(), &[("iss", "https://evil.example")]);
    assert_eq!(carried(&reply).code(), "lti.malformed.form");
    let mut stranger = INITIATION.to_vec();
    stranger[0].1 = "https://evil.example";
    let reply = initiate(&tool(), &stranger);
    let error = carried(&reply);
    assert_eq!(error.code(), "lti.unregistered.client");
    assert_eq!(reply.status(), error.status());
    assert!(!format!("{error} {error:?}").contains("evil"));
    assert!(page(reply).contains(error.public_sentence()));
}

#[test]
fn a_login_that_is_begun_carries_none() {
    let reply = initiate(&tool(), INITIATION);
    assert_eq!(reply.status(), StatusCode::FOUND);
    assert!(reply.extensions().get::<LaunchError>().is_none());
}

#[test]
fn a_refused_launch_carries_the_reason_it_is_returned_with() {
    let (response, error) = without_cookie(&[]);
    assert_eq!(carried(&response), error);
}

#[test]
fn a_browser_without_cookies_hears_what_to_do() {
    for cookies in [
        &[][..],
        &["session=1; theme=dark"],
        &["x__Host-lti-abcdefghijklmno0=1"],
        &["__Host-lti-tool=x"],
        &["__Host-lti-abcdefghijklmno=1; __Host-lti-abcdefghijklmno01=1"],
        &["__Host-lti-abcdefghijklmno.=1; a=__Host-lti-abcdefghijklmno0"],
    ] {
        let (response, error) = without_cookie(cookies);
        assert_eq!(error.code(), "lti.state.no_cookie");
        assert_eq!(error.fault(), Fault::State);
        assert!(error.is_retryable());
        let page = page(response);
        assert!(page.contains("did not keep this tool"), "{page}");
        assert!(page.contains("in a new window"), "{page}");
        // Nothing of the post is signed: no address of it may be opened.
        for word in ["href", "<a ", "<form", "<script", "tool.example"] {
            assert!(!page.contains(word), "{page}");
        }
    }
}

#[test]
fn a_browser_with_cookies_of_other_logins_hears_that_this_one_is_not_its_own() {
    for cookies in [
        "__Host-lti-abcdefghijklm-_0=1",
        "theme=dark; __Host-lti-abcdefghijklm-_0=1",
        "__Host-lti-tool=x;__Host-lti-abcdefghijklm-_0=1",
    ] {
        let (response, error) = without_cookie(&[cookies]);
        assert_eq!(error.code(), "lti.state.browser");
        assert!(page(response).contains("belongs to another browser"));
    }
}

fn typed(media_type: Option<&str>) -> Request<Body> {
    let mut request = Request::post("/launch");
    if let Some(media_type) = media_type {
        request = request.header(CONTENT_TYPE, media_type);
    }
    request.body(Body::from("state=a&id_token=b")).unwrap()
}

#[test]
fn a_body_of_another_media_type_is_named_as_such() {
    for media_type in [None, Some("application/json"), Some("multipart/form-data")] {
        let launch = pollster::block_on(tool().launch(moment(NOW), typed(media_type)));
        let LaunchOutcome::Refused(launch, _) = launch else {
            panic!("launched");
        };
        let login = pollster::block_on(tool().login(moment(NOW), typed(media_type)));
        for reply in [launch, login] {
            assert_eq!(reply.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
            assert_eq!(carried(&reply).code(), "lti.malformed.form");
        }
    }
    let malformed = pollster::block_on(tool().login(moment(NOW), typed(Some(FORM))));
    assert_eq!(malformed.status(), StatusCode::BAD_REQUEST);
}

#[test]
fn a_fault_of_the_set_up_is_told_from_one_that_passes() {
    let mut spent = moment(NOW);
    while spent.entropy.take_token().is_ok() {}
    let query = encode_pairs(INITIATION.iter().copied());
    let ask = |moment: Moment, tool: &Tool| {
        let request = Request::get(format!("/login?{query}"));
        pollster::block_on(tool.login(moment, request.body(Body::empty()).unwrap()))
    };
    let reply = ask(spent, &tool());
    let error = carried(&reply);
    assert_eq!(error.code(), "lti.policy.setting");
    assert_eq!(error.fault(), Fault::Host);
    assert_eq!(reply.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!error.is_retryable());
    assert!(!page(reply).contains("try again"));

    // A store that holds the login already keeps no second one under its state.
    let (tool, now) = (tool(), Timestamp::from_unix_seconds(NOW));
    let same = || Moment::new(now.clone(), Entropy::new([7; Entropy::BYTES]));
    ask(same(), &tool);
    let reply = ask(same(), &tool);
    let error = carried(&reply);
    assert_eq!(error.code(), "lti.backend.failed");
    assert_eq!(reply.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(error.is_retryable());
    assert!(page(reply).contains("try again"));
}

const OTHER_TARGET: &str = "https://tool.example/other/launch";

/// Two tools over one store: the usual one, and one at [`OTHER_TARGET`].
fn two_tools() -> (
    LtiTool<Arc<MemoryTool>, Ring>,
    LtiTool<Arc<MemoryTool>, Ring>,
) {
    let registration = registration().with_redirect_uri(url(OTHER_TARGET)).unwrap();
    let store = Arc::new(memory(registration, keys(&[&*KEY])));
    let make = |address: &str| {
        LtiTool::new(Arc::clone(&store), Ring, ToolSettings::new()).with_launch_url(url(address))
    };
    (make(TARGET), make(OTHER_TARGET))
}

fn honest(login: &Login, target: &str) -> String {
    let token = Token::resource_link().with(lti_core::claim::TARGET_LINK_URI, target);
    token.seal(&login.nonce)
}

#[test]
fn a_message_asked_for_at_one_tool_is_not_taken_by_another() {
    let (here, other) = two_tools();
    let login = begin(&here);
    let token = honest(&login, TARGET);
    let error = assert_error(
        deliver(&other, &login, &token),
        "lti.state.other_address",
        Fault::State,
    );
    assert!(!error.is_retryable());
    assert!(!error.to_string().contains("tool.example"));
    // The login is used up: whoever posted it to the wrong tool may not try the right one.
    assert_error(
        deliver(&here, &login, &token),
        "lti.state.used",
        Fault::State,
    );
}

#[test]
fn a_message_asked_for_at_an_address_is_taken_there() {
    let (here, other) = two_tools();
    let login = begin(&here);
    assert!(deliver(&here, &login, &honest(&login, TARGET)).is_ok());
    let mut fields = INITIATION.to_vec();
    fields[3].1 = OTHER_TARGET;
    // Begun by one tool, asked for at the other's address, which alone counts.
    let login = begin_with(&here, &fields);
    assert!(deliver(&other, &login, &honest(&login, OTHER_TARGET)).is_ok());
}

#[test]
fn addresses_are_compared_byte_for_byte() {
    for almost in [
        "https://tool.example/launch/",
        "https://tool.example/launch?",
        "https://tool.example/Launch",
        "https://tool.example/",
    ] {
        let tool = tool().with_launch_url(url(almost));
        let login = begin(&tool);
        let result = deliver(&tool, &login, &honest(&login, TARGET));
        assert_error(result, "lti.state.other_address", Fault::State);
    }
}

#[test]
fn a_stored_login_keeps_the_address_it_asked_for() {
    let tool = tool();
    let login = begin(&tool);
    let state = State::new(login.state.as_str()).unwrap();
    let now = Timestamp::from_unix_seconds(NOW);
    let take = lti_core::Logins::take_login(tool.backend(), &state, &now);
    let lti_core::Taken::Fresh(pending) = pollster::block_on(take).unwrap() else {
        panic!("the login is there");
    };
    assert_eq!(pending.redirect_uri().as_str(), TARGET);
    let text = pending.to_stored();
    let back = PendingLogin::from_stored(state.clone(), &text).unwrap();
    assert_eq!(back, pending);
    for (from, to) in [("\"redirect\"", "\"elsewhere\""), (TARGET, "javascript:1")] {
        let damaged = text.replace(from, to);
        assert!(PendingLogin::from_stored(state.clone(), &damaged).is_err());
    }
}

fn error_form(state: &str) -> OidcError {
    let form = encode_pairs([("error", "login_required"), ("state", state)]);
    let form = edu_http::Form::parse(form.as_bytes(), &edu_http::FormLimits::DEFAULT).unwrap();
    let LaunchPost::Error(error) = LaunchPost::from_form(&form).unwrap() else {
        panic!("not an error");
    };
    error
}

#[test]
fn an_error_of_the_platform_keeps_the_login_it_answers() {
    let error = error_form("canary-state");
    assert_eq!(error.state, Some(State::new("canary-state").unwrap()));
    assert!(!format!("{error:?}").contains("canary"));
}

#[test]
fn a_state_that_is_none_is_not_kept_of_an_error() {
    for state in ["", "a\nb", &"s".repeat(4097)] {
        assert_eq!(error_form(state).state, None);
    }
}

#[test]
fn settings_are_bounded_to_the_nanosecond() {
    let settings = ToolSettings::new;
    for over in [Duration::from_millis(300_900), Duration::new(300, 1)] {
        assert!(settings().with_leeway(over).is_err(), "{over:?}");
    }
    for outside in [Duration::new(3600, 1), Duration::new(0, 999_999_999)] {
        assert!(settings().with_max_age(outside).is_err(), "{outside:?}");
    }
    for outside in [Duration::new(3600, 1), Duration::new(9, 999_999_999)] {
        assert!(
            settings().with_login_lifetime(outside).is_err(),
            "{outside:?}"
        );
    }
    assert!(settings().with_leeway(Duration::from_secs(300)).is_ok());
    assert!(settings().with_max_age(Duration::from_secs(1)).is_ok());
}

#[test]
fn a_reply_to_a_wrong_method_carries_its_reason() {
    let request = Request::delete("/login").header(COOKIE, "a=1");
    let request = request.body(Body::empty()).unwrap();
    let reply = pollster::block_on(tool().login(moment(NOW), request));
    assert_eq!(carried(&reply).status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(!reply.headers().contains_key(LOCATION));
    let got = Request::get("/launch?state=a&id_token=b").body(Body::empty());
    let outcome = pollster::block_on(tool().launch(moment(NOW), got.unwrap()));
    assert_error(verdict(outcome), "lti.malformed.method", Fault::Malformed);
}
