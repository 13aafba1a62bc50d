//! What logs and pages can show: never a token, a person or a hint.

use edu_http::{Form, FormLimits, encode_pairs};
use edu_types::Profile;
use lti_core::{
    LaunchOutcome, LaunchPost, LoginInitiation, Logins as _, OidcError, Taken, ToolSettings,
    begin_login, claim,
};
use serde_json::json;

use crate::launch::{
    INITIATION, KEY, NOW, Token, begin, deliver, launch, message_form, moment, post, registration,
    tool,
};

/// Marks everything personal or secret in the launches of this file.
pub(crate) const CANARY: &str = "canary";

/// Claims that hold the canary wherever a person or a secret can stand.
pub(crate) fn marked() -> Token {
    Token::resource_link()
        .with("sub", "canary-subject")
        .with("name", "canary-name")
        .with("given_name", "canary-given")
        .with("family_name", "canary-family")
        .with("middle_name", "canary-middle")
        .with("email", "canary@example.org")
        .with("picture", "https://lms.example/canary.png")
        .with("phone_number", "canary-phone")
        .with(
            claim::LIS,
            json!({
                "person_sourcedid": "canary-sis",
                "course_section_sourcedid": "canary-course",
                "outcome_service_url": "https://lms.example/outcomes?key=canary",
                "canary-name": "canary",
            }),
        )
        .with(
            claim::CUSTOM,
            json!({"email": "canary@example.org", "canary-name": ["canary"]}),
        )
        .with(
            claim::TARGET_LINK_URI,
            "https://tool.example/launch?session=canary#canary",
        )
        .with(
            claim::LAUNCH_PRESENTATION,
            json!({"return_url": "https://lms.example/back?sesskey=canary", "width": "canary"}),
        )
        .with("https://vendor.example/canary", "canary")
        .with(claim::LTI11_LEGACY_USER_ID, "canary-legacy")
        .with(
            claim::LTI1P1,
            json!({"user_id": "canary", "oauth_consumer_key_sign": "canary"}),
        )
        .with(claim::ROLE_SCOPE_MENTOR, json!(["canary-mentee"]))
        .with(
            claim::FOR_USER,
            json!({"user_id": "canary-other", "name": "canary"}),
        )
        .with(
            claim::TOOL_PLATFORM,
            json!({"guid": "g", "contact_email": "canary@lms.example"}),
        )
}

#[track_caller]
pub(crate) fn assert_clean(what: &str, text: &str, secrets: &[&str]) {
    for secret in [&[CANARY], secrets].concat() {
        assert!(!text.contains(secret), "{what} shows `{secret}`: {text}");
    }
}

/// A tool that tolerates what is odd, so that findings about it are there to be shown.
fn lenient_tool() -> crate::launch::Tool {
    crate::launch::tool_for(registration().with_profile(Profile::lenient()))
}

#[test]
fn debug_of_a_deep_linking_request_shows_no_data_and_no_query() {
    let settings = json!({
        "deep_link_return_url": "https://lms.example/return?sesskey=canary",
        "accept_types": ["link"],
        "accept_presentation_document_targets": ["iframe"],
        "data": "canary-data",
    });
    let token = Token::deep_linking().with(claim::DEEP_LINKING_SETTINGS, settings);
    let launch = launch(&tool(), &token).unwrap();
    assert_clean("launch", &format!("{launch:?} {launch:#?}"), &[]);
    assert_clean("message", &format!("{:?}", launch.message()), &[]);
    let shown = format!("{launch:?}");
    assert!(shown.contains("https://lms.example/return?…"), "{shown}");
}

#[test]
fn debug_of_a_verified_launch_shows_no_person() {
    let launch = launch(&lenient_tool(), &marked()).unwrap();
    assert_eq!(launch.subject().unwrap().as_str(), "canary-subject");
    assert_clean("launch", &format!("{launch:?}"), &[]);
    assert_clean("launch", &format!("{launch:#?}"), &[]);
    assert_clean("claims", &format!("{:?}", launch.claims()), &[]);
    assert_clean("message", &format!("{:?}", launch.message()), &[]);
    assert_clean("subject", &format!("{:?}", launch.subject()), &[]);
    assert_clean("report", &format!("{:?}", launch.report()), &[]);
}

/// A login initiation with marked hints.
fn marked_initiation() -> LoginInitiation {
    let mut fields = vec![
        ("lti_message_hint", "canary-message"),
        ("lti_storage_target", "canary-frame"),
        ("login_hint", "canary-login"),
    ];
    fields.extend(INITIATION.iter().filter(|(name, _)| *name != "login_hint"));
    let form = form(&encode_pairs(fields));
    assert_clean("form", &format!("{form:?}"), &[]);
    LoginInitiation::from_form(&form).unwrap()
}

fn form(text: &str) -> Form {
    Form::parse(text.as_bytes(), &FormLimits::DEFAULT).unwrap()
}

/// A token of good form, about somebody.
const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.Y2FuYXJ5";

#[test]
fn debug_of_every_step_of_a_login_shows_no_secret() {
    let initiation = marked_initiation();
    assert_clean("initiation", &format!("{initiation:?}"), &[]);
    let mut now = moment(NOW);
    let entropy = &mut now.entropy;
    let settings = ToolSettings::new();
    let started = begin_login(&initiation, &registration(), &settings, entropy, &now.now).unwrap();
    let cookie = started.cookie.to_header_value().unwrap();
    let secret = cookie.to_str().unwrap().split([';', '=']).nth(1).unwrap();
    let state = started.pending.state().as_str();
    let (_, nonce) = started.redirect.split_once("&nonce=").unwrap();
    let [payload, signature] = ["eyJzdWIiOiJjYW5hcnkifQ", "Y2FuYXJ5"];
    let secrets = [
        secret,
        state,
        nonce.split('&').next().unwrap(),
        payload,
        signature,
    ];
    assert_clean("started", &format!("{started:?}"), &secrets);
    assert_clean("pending", &format!("{:?}", started.pending), &secrets);
    assert_clean("cookie", &format!("{cookie:?}"), &secrets);

    let post = LaunchPost::from_form(&form(&message_form(state, TOKEN))).unwrap();
    assert_clean("post", &format!("{post:?}"), &secrets);
    let LaunchPost::Message(message) = post else {
        panic!("not a message");
    };
    let bound = message.with_secret(secret).unwrap();
    assert_clean("bound", &format!("{bound:?}"), &secrets);
    let login = Taken::Fresh(started.pending.clone());
    assert_clean("login", &format!("{login:?}"), &secrets);
    let taken = bound.with_login(login, &now.now).unwrap();
    assert_clean("taken", &format!("{taken:?}"), &secrets);
}

#[test]
fn debug_of_a_store_with_an_open_login_shows_no_secret() {
    let tool = tool();
    let login = begin(&tool);
    let (_, secret) = login.cookie.split_once('=').unwrap();
    let secrets = [secret, &login.state, &login.nonce];
    assert_clean("tool", &format!("{tool:?}"), &secrets);
    let state = lti_core::State::new(login.state.as_str()).unwrap();
    let now = moment(NOW).now;
    let taken = pollster::block_on(tool.backend().take_login(&state, &now)).unwrap();
    assert_clean("taken", &format!("{taken:?}"), &secrets);
}

#[test]
fn no_refusal_shows_a_person_or_the_token() {
    let spoil: [fn(Token) -> Token; 12] = [
        |token| token.with("sub", "canary".repeat(60)),
        |token| token.with("sub", json!({"canary": "canary"})),
        |token| token.with("email", json!(["canary"])),
        |token| token.with("exp", "canary"),
        |token| token.with("iat", NOW - 9999),
        |token| token.with("iss", "https://canary.example"),
        |token| token.with("aud", "canary-client"),
        |token| token.with("nonce", "canary-nonce"),
        |token| token.with(claim::MESSAGE_TYPE, "canary-type"),
        |token| token.with(claim::TARGET_LINK_URI, "https://canary.example/"),
        |token| token.with(claim::RESOURCE_LINK, json!({"id": "canary".repeat(50)})),
        |token| token.rewritten(|text| text.replacen("canary-name", "canary\"-name", 1)),
    ];
    for spoil in spoil {
        let tool = tool();
        let login = begin(&tool);
        let token = spoil(marked()).seal(&login.nonce);
        let signature = token.rsplit_once('.').unwrap().1.to_owned();
        let form = message_form(&login.state, &token);
        let outcome = post(&tool, &[&login.cookie], &form);
        let (_, secret) = login.cookie.split_once('=').unwrap();
        let secrets = [signature.as_str(), secret, &login.state, &login.nonce];
        assert_clean("outcome", &format!("{outcome:?}"), &secrets);
        let LaunchOutcome::Refused(_, error) = outcome else {
            panic!("launched");
        };
        assert_clean("display", &error.to_string(), &secrets);
        assert_clean("debug", &format!("{error:?}"), &secrets);
        for finding in error.report().findings() {
            assert_clean("finding", &finding.to_string(), &secrets);
        }
    }
}

#[test]
fn no_refusal_of_a_header_shows_what_it_held() {
    let spoil: [fn(Token) -> Token; 5] = [
        |token| token.header("alg", "canary"),
        |token| token.header("kid", "canary".repeat(50)),
        |token| token.header("kid", "canary"),
        |token| token.header("typ", "canary"),
        |token| token.header("jku", "https://canary.example/"),
    ];
    for spoil in spoil {
        let tool = tool();
        let login = begin(&tool);
        let error = deliver(&tool, &login, &spoil(marked()).seal(&login.nonce)).unwrap_err();
        assert_clean("display", &error.to_string(), &[]);
        assert_clean("debug", &format!("{error:?}"), &[]);
    }
}

#[test]
fn an_error_of_the_platform_shows_nothing_the_platform_wrote() {
    let form = encode_pairs([
        ("error", "canary"),
        ("error_description", "canary at length"),
    ]);
    let LaunchOutcome::Refused(_, error) = post(&tool(), &[], &form) else {
        panic!("launched");
    };
    assert_clean("display", &error.to_string(), &[]);
    assert_clean("debug", &format!("{error:?}"), &[]);
    let platform: &OidcError = error.platform().unwrap();
    assert_clean("platform", &format!("{platform:?}"), &[]);
}

#[test]
fn a_stored_login_is_read_back_whole_and_its_damage_shows_nothing() {
    let tool = tool();
    let login = begin(&tool);
    let state = lti_core::State::new(login.state.as_str()).unwrap();
    let now = moment(NOW).now;
    let Ok(Taken::Fresh(pending)) = pollster::block_on(tool.backend().take_login(&state, &now))
    else {
        panic!("no login");
    };
    let stored = pending.to_stored();
    let read = lti_core::PendingLogin::from_stored(state.clone(), &stored).unwrap();
    assert_eq!(read, pending);
    let error =
        lti_core::PendingLogin::from_stored(state, stored.trim_start_matches('{')).unwrap_err();
    assert_eq!(error.code(), "lti.backend.failed");
    assert_clean("error", &format!("{error:?} {error}"), &[&login.nonce]);
    // The key of the platform is no part of any of this.
    assert!(!format!("{:?}", *KEY).contains("PRIVATE"));
}
