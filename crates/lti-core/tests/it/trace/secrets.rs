//! What a subscriber does not hear: in each of these launches everything that is secret or about
//! a person is marked, and no mark is found in anything that was told.

use edu_http::{Body, encode_pairs};
use edu_types::Profile;
use http::Request;
use http::header::{CONTENT_TYPE, COOKIE, REFERER, USER_AGENT};
use lti_core::{ClientId, DeploymentId, Issuer, MemoryTool, Registration, ToolSettings, claim};
use serde_json::json;

use super::{LAUNCH, LOGIN, watched};
use crate::launch::{
    CLIENT, ISSUER, KEY, Login, NOW, Token, Tool, encode, initiate, keys, message_form, moment,
    post, read_login, tool_with, url,
};
use crate::privacy::{CANARY, assert_clean, marked as marked_claims};
use crate::storage::post_own;
use crate::watch::Watch;

const DEPLOYMENT: &str = "canary-deployment";
const TARGET: &str = "https://tool.example/launch?session=canary";

/// A login initiation with a mark in every parameter but issuer and client.
const INITIATION: &[(&str, &str)] = &[
    ("iss", ISSUER),
    ("client_id", CLIENT),
    ("login_hint", "canary-hint"),
    ("lti_message_hint", "canary-message"),
    ("lti_deployment_id", DEPLOYMENT),
    ("lti_storage_target", "canary-frame"),
    ("target_link_uri", TARGET),
];

/// Starts a login in a tab, which is redirected.
fn begin_in_tab(tool: &Tool) -> Login {
    let query = encode_pairs(INITIATION.iter().copied());
    let request = Request::get(format!("/login?{query}")).header("sec-fetch-dest", "document");
    let request = request.body(Body::empty()).unwrap();
    read_login(&pollster::block_on(tool.login(moment(NOW), request)))
}

/// A tool that knows a platform with marks in the queries of its addresses.
fn marked_tool(profile: Profile) -> Tool {
    let registration = Registration::new(
        Issuer::new(ISSUER).unwrap(),
        ClientId::new(CLIENT).unwrap(),
        url("https://lms.example/auth?realm=canary"),
        url(TARGET),
    );
    let registration = registration.unwrap().with_profile(profile);
    let memory = MemoryTool::new();
    let deployment = DeploymentId::new(DEPLOYMENT).unwrap();
    memory.register(registration.with_keys(keys(&[&*KEY])), [deployment]);
    let settings = ToolSettings::new().using_platform_storage();
    tool_with(memory, settings)
}

/// A token with marks in everything but what every platform writes.
fn marked() -> Token {
    marked_claims()
        .with(claim::DEPLOYMENT_ID, DEPLOYMENT)
        .with(claim::TARGET_LINK_URI, TARGET)
        .with(
            claim::CONTEXT,
            json!({"id": "canary-course", "title": "canary"}),
        )
        .with(
            claim::RESOURCE_LINK,
            json!({"id": "canary-link", "title": "canary"}),
        )
}

/// Everything of a login and its token that must not be told, besides the marks.
fn secrets_of<'l>(login: &'l Login, token: &'l str) -> Vec<&'l str> {
    let (name, secret) = login.cookie.split_once('=').unwrap();
    let mut secrets = vec![name, secret, &login.state, &login.nonce];
    secrets.extend(token.split('.').filter(|part| part.len() > 20));
    secrets
}

#[track_caller]
fn assert_silent(watch: &Watch, secrets: &[&str]) {
    let text = watch.text();
    assert!(text.contains("lti.tool."), "nothing was told at all");
    // A token's parts begin with the last.
    assert_clean("trace", &text, &[secrets, &["eyJ"]].concat());
}

#[track_caller]
fn assert_ends(watch: &Watch, outcome: &str) {
    let spans = watch.spans(LAUNCH);
    assert_eq!(spans[0].fields["outcome"], outcome, "{}", watch.text());
}

/// A login and a launch with everything marked, whatever becomes of it.
#[track_caller]
fn assert_ends_silently(tool: &Tool, spoil: fn(Token) -> Token, outcome: &str) {
    let mut kept = None;
    let watch = watched(|| {
        let login = begin_in_tab(tool);
        let token = spoil(marked()).seal(&login.nonce);
        let form = message_form(&login.state, &token);
        let cookies = format!("session=canary; {}", login.cookie);
        let _outcome = post(tool, &[&cookies], &form);
        kept = Some((login, token));
    });
    let (login, token) = kept.unwrap();
    assert_silent(&watch, &secrets_of(&login, &token));
    assert_ends(&watch, outcome);
}

#[test]
fn a_good_launch_tells_nothing_about_its_person() {
    let tool = marked_tool(Profile::lenient());
    assert_ends_silently(&tool, |token| token, "launched");
}

#[test]
fn no_refusal_of_a_claim_tells_what_it_held() {
    let spoil: [fn(Token) -> Token; 16] = [
        |token| token.with("sub", "canary".repeat(60)),
        |token| token.with("sub", json!({"canary": "canary"})),
        |token| token.with("email", json!(["canary"])),
        |token| token.with("exp", "canary"),
        |token| token.with("iat", NOW - 9999),
        |token| token.with("iss", "https://canary.example"),
        |token| token.with("aud", "canary-client"),
        |token| token.with("aud", json!([CLIENT, "canary-client"])),
        |token| token.with("azp", "canary-client"),
        |token| token.with("nonce", "canary-nonce"),
        |token| token.with(claim::MESSAGE_TYPE, "canary-type"),
        |token| token.with(claim::VERSION, "canary"),
        |token| token.with(claim::DEPLOYMENT_ID, "canary-other"),
        |token| token.with(claim::TARGET_LINK_URI, "https://canary.example/"),
        |token| token.with(claim::RESOURCE_LINK, json!({"id": "canary".repeat(50)})),
        |token| token.rewritten(|text| text.replacen("canary-name", "canary\"-name", 1)),
    ];
    for spoil in spoil {
        assert_ends_silently(&marked_tool(Profile::strict()), spoil, "refused");
    }
}

#[test]
fn no_refusal_of_a_header_tells_what_it_held() {
    let spoil: [fn(Token) -> Token; 6] = [
        |token| token.header("alg", "canary"),
        |token| token.header("kid", "canary".repeat(50)),
        |token| token.header("kid", "canary"),
        |token| token.header("typ", "canary"),
        |token| token.header("crit", json!(["canary"])),
        |token| token.header("jku", "https://canary.example/"),
    ];
    for spoil in spoil {
        assert_ends_silently(&marked_tool(Profile::lenient()), spoil, "refused");
    }
}

#[test]
fn a_launch_that_is_posted_again_tells_neither_token_nor_state() {
    let tool = marked_tool(Profile::lenient());
    let login = begin_in_tab(&tool);
    let token = marked().seal(&login.nonce);
    let form = message_form(&login.state, &token);
    let secrets = secrets_of(&login, &token);
    for cookies in [
        &[login.cookie.as_str()][..],
        &[&login.cookie],
        &[],
        &["__Host-lti-abcdefghijklmno0=canary"],
        &[&login.cookie, &login.cookie],
    ] {
        let watch = watched(|| post(&tool, cookies, &form));
        assert_silent(&watch, &secrets);
    }
}

#[test]
fn a_proof_out_of_the_platforms_storage_is_not_told() {
    let tool = marked_tool(Profile::lenient());
    let login = begin_in_tab(&tool);
    let token = marked().seal(&login.nonce);
    let form = message_form(&login.state, &token);
    let secrets = secrets_of(&login, &token);
    let proof = format!("&lti_storage_proof={}", secrets[1]);
    for (proof, outcome) in [
        ("", "asked"),
        ("&lti_storage_proof=canary", "refused"),
        (&proof, "launched"),
    ] {
        let watch = watched(|| post_own(&tool, &format!("{form}{proof}")));
        assert_silent(&watch, &secrets);
        assert_ends(&watch, outcome);
    }
}

#[test]
fn no_refusal_of_a_login_tells_what_was_asked() {
    let others = [
        ("iss", "https://canary.example"),
        ("iss", "canary\u{0}"),
        ("client_id", "canary-client"),
        ("client_id", "canary\u{0}"),
        ("target_link_uri", "https://canary.example/"),
        ("target_link_uri", "canary"),
        ("lti_deployment_id", "canary\n"),
    ];
    for (name, value) in others {
        let mut fields = INITIATION.to_vec();
        for field in fields.iter_mut().filter(|field| field.0 == name) {
            field.1 = value;
        }
        let watch = watched(|| initiate(&marked_tool(Profile::strict()), &fields));
        assert_silent(&watch, &[]);
        let span = &watch.spans(LOGIN)[0];
        assert_eq!(span.fields["outcome"], "refused", "{name}");
    }
}

#[test]
fn a_stranger_is_not_told_under_the_name_it_gives_itself() {
    let tool = marked_tool(Profile::strict());
    let stranger = format!("{ISSUER}.canary.example");
    let fields = [&[("iss", stranger.as_str())], &INITIATION[1..]].concat();
    let watch = watched(|| initiate(&tool, &fields));
    assert_silent(&watch, &[ISSUER, CLIENT]);
}

#[test]
fn an_error_of_the_platform_tells_nothing_the_platform_wrote() {
    let form = encode_pairs([
        ("error", "canary"),
        ("error_description", "canary at length"),
        ("error_uri", "https://lms.example/help?user=canary"),
        ("state", "canary-state"),
    ]);
    let tool = marked_tool(Profile::strict());
    let watch = watched(|| post(&tool, &["session=canary"], &form));
    assert_silent(&watch, &[]);
}

/// A request with marks in its head, as browsers and proxies fill it.
fn request(method: &str, body: &str) -> Request<Body> {
    let form = "application/x-www-form-urlencoded; charset=canary";
    let cookies = "session=canary; __Host-lti-abcdefghijklmno0=canary";
    let request = Request::builder()
        .method(method)
        .uri("https://canary:canary@tool.example/canary?canary=canary&login_hint=canary")
        .header(CONTENT_TYPE, form)
        .header(COOKIE, cookies)
        .header(REFERER, "https://lms.example/course/canary?user=canary")
        .header("x-forwarded-for", "203.0.113.9, canary")
        .header("sec-fetch-dest", "document")
        .header(USER_AGENT, "canary");
    request.body(Body::from(body.to_owned())).unwrap()
}

#[test]
fn no_head_of_a_request_is_told() {
    let tool = marked_tool(Profile::strict());
    let good = encode_pairs(INITIATION.iter().copied());
    for (method, body) in [
        ("GET", ""),
        ("POST", good.as_str()),
        ("POST", "canary=%zz"),
        ("PUT", "canary"),
    ] {
        let mut login = None;
        let watch = watched(|| {
            let reply = tool.login(moment(NOW), request(method, body));
            let reply = pollster::block_on(reply);
            login = (reply.status().is_redirection()).then(|| read_login(&reply));
        });
        assert_eq!(login.is_some(), body == good);
        let secrets = login.as_ref().map(|login| secrets_of(login, ""));
        assert_silent(&watch, &secrets.unwrap_or_default());
        let launch = tool.launch(moment(NOW), request(method, body));
        let watch = watched(|| pollster::block_on(launch));
        assert_silent(&watch, &[]);
    }
}

#[test]
fn a_token_that_is_no_token_is_not_told() {
    let tool = marked_tool(Profile::strict());
    let part = encode(format!("{{\"sub\":\"{CANARY}\"}}").as_bytes());
    for token in [
        part.clone(),
        format!("{part}.{part}"),
        format!("{part}.{part}.{part}"),
        CANARY.to_owned(),
    ] {
        let login = begin_in_tab(&tool);
        let form = message_form(&login.state, &token);
        let watch = watched(|| post(&tool, &[&login.cookie], &form));
        assert_silent(&watch, &[&part]);
        assert_ends(&watch, "refused");
    }
}
