//! Cases 46 to 48: what an attacker writes into a login, and where it comes out.

use edu_http::Body;
use edu_types::Limits;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, SET_COOKIE};
use http::{Response, StatusCode};
use lti_core::{LaunchOutcome, MemoryTool, ToolSettings};

use crate::launch::{
    AUTHORIZATION, CLIENT, INITIATION, ISSUER, KEY, TARGET, Tool, begin, begin_with, deployments,
    initiate, keys, memory, message_form, post, read_login, registration, registration_of, tool,
    tool_with,
};

/// The initiation with some fields replaced or added, and empty ones left out.
fn changed<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = INITIATION
        .iter()
        .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let added = changes.iter().filter(|(_, value)| !value.is_empty());
    kept.chain(added).copied().collect()
}

fn page(reply: Response<Body>) -> String {
    let body = edu_http::collect(reply.into_body(), Limits::DEFAULT.bytes);
    String::from_utf8(pollster::block_on(body).unwrap().to_vec()).unwrap()
}

/// The login is refused with this code on a page, and sends the browser nowhere.
#[track_caller]
fn assert_no_redirect(tool: &Tool, changes: &[(&str, &str)], code: &str) {
    let reply = initiate(tool, &changed(changes));
    assert!(reply.status().is_client_error(), "{}", reply.status());
    assert!(!reply.headers().contains_key(LOCATION));
    assert!(!reply.headers().contains_key(SET_COOKIE));
    let page = page(reply);
    assert!(page.contains(&format!("<code>{code}</code>")), "{page}");
}

fn query(location: &str) -> Vec<(String, String)> {
    let (_, query) = location.split_once('?').unwrap();
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

fn two_clients() -> Tool {
    let backend: MemoryTool = memory(registration(), keys(&[&*KEY]));
    let second = registration_of(ISSUER, "client-2").with_keys(keys(&[&*KEY]));
    backend.register(second, deployments());
    tool_with(backend, ToolSettings::new())
}

#[test]
fn case_46_a_login_for_an_unknown_platform_or_client_goes_nowhere() {
    let code = "lti.unregistered.client";
    assert_no_redirect(&tool(), &[("iss", "https://evil.example")], code);
    assert_no_redirect(&tool(), &[("iss", "https://lms.example/")], code);
    assert_no_redirect(&tool(), &[("client_id", "client-2")], code);
}

#[test]
fn case_46_an_issuer_with_two_clients_needs_the_client_named() {
    let tool = two_clients();
    assert_no_redirect(&tool, &[("client_id", "")], "lti.unregistered.ambiguous");
    for client in [CLIENT, "client-2"] {
        let login = begin_with(&tool, &changed(&[("client_id", client)]));
        let sent = query(&login.location);
        assert!(sent.contains(&("client_id".to_owned(), client.to_owned())));
    }
}

#[test]
fn case_46_an_issuer_with_one_client_needs_no_client_named() {
    let login = begin_with(&tool(), &changed(&[("client_id", "")]));
    let sent = query(&login.location);
    assert!(sent.contains(&("client_id".to_owned(), CLIENT.to_owned())));
}

#[test]
fn case_46_a_foreign_target_goes_nowhere() {
    for target in [
        "https://evil.example/",
        "https://tool.example@evil.example/",
        "https://tool.example.evil.example/",
        "http://tool.example/launch",
        "javascript:alert(1)",
        "//tool.example/launch",
    ] {
        let changes = [("target_link_uri", target)];
        assert_no_redirect(&tool(), &changes, "lti.claim.target_foreign");
    }
}

#[test]
fn case_46_the_redirect_goes_to_the_registered_endpoint_and_back_to_the_registered_address() {
    let target = format!("{TARGET}/deeper?redirect_uri=https%3A%2F%2Fevil.example");
    let extra = [
        ("target_link_uri", target.as_str()),
        ("authorization_endpoint", "https://evil.example/auth"),
        ("redirect_uri", "https://evil.example/"),
        ("response_mode", "query"),
        ("scope", "openid everything"),
    ];
    let login = begin_with(&tool(), &changed(&extra));
    let (endpoint, _) = login.location.split_once('?').unwrap();
    assert_eq!(endpoint, AUTHORIZATION);
    let mut sent = query(&login.location);
    sent.sort();
    let expected = [
        ("client_id", CLIENT),
        ("login_hint", "hint"),
        ("nonce", &login.nonce),
        ("prompt", "none"),
        ("redirect_uri", TARGET),
        ("response_mode", "form_post"),
        ("response_type", "id_token"),
        ("scope", "openid"),
        ("state", &login.state),
    ];
    assert_eq!(
        sent,
        expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

#[test]
fn every_required_field_of_a_login_must_be_there() {
    for name in ["iss", "login_hint", "target_link_uri"] {
        assert_no_redirect(&tool(), &[(name, "")], "lti.malformed.form");
    }
}

#[test]
fn a_login_field_given_twice_is_refused() {
    let twice = [INITIATION, &[("login_hint", "other")]].concat();
    let reply = initiate(&tool(), &twice);
    assert_eq!(reply.status(), StatusCode::BAD_REQUEST);
    assert!(page(reply).contains("lti.malformed.form"));
}

#[test]
fn every_login_has_its_own_state_and_nonce_which_cannot_be_guessed_from_each_other() {
    let tool = tool();
    let (one, other) = (begin(&tool), begin(&tool));
    let (_, secret) = one.cookie.split_once('=').unwrap();
    let mut values = [secret, &one.state, &one.nonce, &other.state, &other.nonce];
    values.sort_unstable();
    assert!(values.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(!one.location.contains(secret));
}

#[test]
fn case_47_hints_are_echoed_byte_for_byte_and_add_no_parameter() {
    for hint in [
        "x&redirect_uri=https://evil.example",
        "x#fragment",
        "a+b c%20d",
        "\u{e9}\u{1f600}",
        r#"{"cmid":42,"launchid":"ltilaunch42_1650390741"}"#,
        r#"{"launchid": "…", "a":[1, 2]}"#,
        "a\u{a0}b'\"<>&;=?/\\",
        "%0d%0aSet-Cookie: a=b",
        "{\n\t\"launchid\": 7\r\n}",
        "a\r\nSet-Cookie: a=b",
    ] {
        let fields = changed(&[("login_hint", hint), ("lti_message_hint", hint)]);
        let reply = initiate(&tool(), &fields);
        let sent = query(&read_login(&reply).location);
        for name in ["login_hint", "lti_message_hint"] {
            let values: Vec<_> = sent.iter().filter(|(found, _)| found == name).collect();
            assert_eq!(values, [&(name.to_owned(), hint.to_owned())]);
        }
        let redirects = sent.iter().filter(|(found, _)| found == "redirect_uri");
        assert_eq!(redirects.count(), 1);
    }
}

#[test]
fn case_47_hints_that_are_too_long_are_refused() {
    for name in ["login_hint", "lti_message_hint"] {
        let long = "h".repeat(8193);
        assert_no_redirect(&tool(), &[(name, &long)], "lti.malformed.form");
    }
}

#[test]
fn case_47_a_message_hint_that_was_not_sent_is_not_echoed() {
    for fields in [INITIATION.to_vec(), changed(&[("login_hint", "hint")])] {
        let login = begin_with(&tool(), &fields);
        assert!(!login.location.contains("lti_message_hint"));
    }
}

#[test]
fn case_47_an_endpoint_with_a_query_of_its_own_keeps_it() {
    let registration = lti_core::Registration::new(
        registration().issuer().clone(),
        registration().client_id().clone(),
        crate::launch::url("https://lms.example/auth?tenant=7"),
        crate::launch::url(TARGET),
    );
    let tool = crate::launch::tool_for(registration.unwrap());
    let login = begin(&tool);
    let start = "https://lms.example/auth?tenant=7&scope=openid&";
    assert!(login.location.starts_with(start), "{}", login.location);
}

#[test]
fn case_48_nothing_of_a_request_stands_in_a_refusal() {
    let bait = r#""><script>alert(1)</script>"#;
    let tool = tool();
    for name in [
        "iss",
        "client_id",
        "login_hint",
        "target_link_uri",
        "lti_deployment_id",
    ] {
        let reply = initiate(&tool, &changed(&[(name, bait)]));
        if reply.status() == StatusCode::FOUND {
            let location = reply.headers()[LOCATION].to_str().unwrap();
            assert!(!location.contains(['<', '>', '"']));
            continue;
        }
        assert_harmless(reply);
    }
    let login = begin(&tool);
    let hostile = [
        message_form(bait, bait),
        message_form(&login.state, bait),
        edu_http::encode_pairs([("error", bait), ("error_description", bait)]),
        edu_http::encode_pairs([(bait, bait), (bait, bait)]),
    ];
    for form in hostile {
        let LaunchOutcome::Refused(reply, _) = post(&tool, &[&login.cookie], &form) else {
            panic!("launched");
        };
        assert_harmless(reply);
    }
}

#[track_caller]
fn assert_harmless(reply: Response<Body>) {
    let headers = reply.headers();
    assert_eq!(headers[CONTENT_TYPE], "text/html; charset=utf-8");
    let policy = headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    let page = page(reply);
    assert!(!page.contains("script"), "{page}");
    assert!(!page.contains("alert"), "{page}");
}
