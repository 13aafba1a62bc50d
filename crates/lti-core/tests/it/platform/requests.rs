//! Parameters of the authentication request, and the error each fault answers with.

use http::StatusCode;

use super::{ADA, Ask, NOW, Page, REDIRECT, begin, call, caller, lms};

/// A parameter, its value if it is given, and the error code. Case 50 of the attack list.
const FAULTS: [(&str, Option<&str>, &str); 31] = [
    ("scope", None, "invalid_request"),
    ("scope", Some(""), "invalid_request"),
    ("scope", Some("profile email"), "invalid_scope"),
    ("scope", Some("OpenID"), "invalid_scope"),
    ("scope", Some("openid2"), "invalid_scope"),
    ("scope", Some("xopenid"), "invalid_scope"),
    ("scope", Some("openid\tprofile"), "invalid_scope"),
    ("response_type", None, "invalid_request"),
    ("response_type", Some("code"), "unsupported_response_type"),
    ("response_type", Some("token"), "unsupported_response_type"),
    (
        "response_type",
        Some("ID_TOKEN"),
        "unsupported_response_type",
    ),
    (
        "response_type",
        Some("id_token token"),
        "unsupported_response_type",
    ),
    (
        "response_type",
        Some("code id_token"),
        "unsupported_response_type",
    ),
    ("response_mode", None, "invalid_request"),
    ("response_mode", Some("query"), "invalid_request"),
    ("response_mode", Some("fragment"), "invalid_request"),
    ("response_mode", Some("web_message"), "invalid_request"),
    ("response_mode", Some("FORM_POST"), "invalid_request"),
    ("prompt", None, "invalid_request"),
    ("prompt", Some("login"), "invalid_request"),
    ("prompt", Some("consent"), "invalid_request"),
    ("prompt", Some("none login"), "invalid_request"),
    ("nonce", None, "invalid_request"),
    ("nonce", Some(""), "invalid_request"),
    ("nonce", Some("a\nb"), "invalid_request"),
    ("login_hint", None, "invalid_request"),
    ("login_hint", Some(""), "invalid_request"),
    ("lti_message_hint", None, "invalid_request"),
    ("lti_message_hint", Some(""), "invalid_request"),
    ("lti_message_hint", Some("a\tb"), "access_denied"),
    ("lti_message_hint", Some("made-up"), "access_denied"),
];

fn changed(ask: Ask, name: &str, value: Option<&str>) -> Ask {
    match value {
        Some(value) => ask.with(name, value),
        None => ask.without(name),
    }
}

#[test]
fn each_fault_is_posted_to_the_tool_with_its_code_and_the_state() {
    let lms = lms();
    let login = begin(&lms);
    for (name, value, code) in FAULTS {
        let page = changed(Ask::new(&login), name, value).send(&lms, &caller(ADA));
        assert_eq!(page.error(), Some(code), "{name} {value:?}");
        assert_eq!(page.field("state"), Some("state-1"), "{name} {value:?}");
        assert_eq!(page.status, StatusCode::OK);
    }
}

#[test]
fn no_faulty_request_spends_the_launch() {
    let lms = lms();
    let login = begin(&lms);
    for (name, value, _) in FAULTS {
        changed(Ask::new(&login), name, value).send(&lms, &caller(ADA));
    }
    let page = Ask::new(&login).send(&lms, &caller(ADA));
    assert_eq!(page.error(), None);
}

#[test]
fn a_request_without_a_readable_state_is_refused_without_one() {
    let lms = lms();
    let login = begin(&lms);
    let long = "s".repeat(4097);
    for state in [None, Some(""), Some("a\nb"), Some(&*long)] {
        let page = changed(Ask::new(&login), "state", state).send(&lms, &caller(ADA));
        assert_eq!(page.error(), Some("invalid_request"));
        assert_eq!(page.field("state"), None);
    }
    let state = "s".repeat(4096);
    let page = Ask::new(&login)
        .with("state", &state)
        .send(&lms, &caller(ADA));
    assert_eq!(page.error(), None);
    assert_eq!(page.field("state"), Some(&*state));
}

#[test]
fn a_nonce_too_long_for_a_token_is_refused() {
    let lms = lms();
    let ask = Ask::new(&begin(&lms)).with("nonce", &"n".repeat(513));
    assert_eq!(
        ask.send(&lms, &caller(ADA)).error(),
        Some("invalid_request")
    );
}

#[test]
fn get_and_post_are_answered_alike() {
    let lms = lms();
    for method in [Ask::get, Ask::post] {
        let honest = Ask::new(&begin(&lms));
        let page = Page::of(call(&lms, &caller(ADA), NOW, method(&honest)));
        assert_eq!(page.error(), None);
        let faulty = Ask::new(&begin(&lms)).with("prompt", "login");
        let page = Page::of(call(&lms, &caller(ADA), NOW, method(&faulty)));
        assert_eq!(page.error(), Some("invalid_request"));
    }
}

#[test]
fn unknown_parameters_are_ignored() {
    let lms = lms();
    let ask = Ask::new(&begin(&lms))
        .with("id_token_signed_response_alg", "none")
        .with("lti_deployment_id", "another")
        .with("error", "access_denied")
        .with("Redirect_URI", "https://evil.example/")
        .with("request", "e30.e30.");
    let page = ask.send(&lms, &caller(ADA));
    assert_eq!(page.error(), None);
    let names: Vec<_> = page.fields.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["id_token", "state"]);
}

#[test]
fn further_scopes_do_no_harm() {
    let lms = lms();
    let ask = Ask::new(&begin(&lms)).with("scope", "profile openid email");
    assert_eq!(ask.send(&lms, &caller(ADA)).error(), None);
}

#[test]
fn a_parameter_given_twice_is_answered_nowhere() {
    let lms = lms();
    let login = begin(&lms);
    for (name, value) in [("redirect_uri", REDIRECT), ("nonce", "n"), ("state", "s")] {
        let mut ask = Ask::new(&login);
        ask.0.push((name.to_owned(), value.to_owned()));
        let page = ask.send(&lms, &caller(ADA));
        assert!(page.stays_with("lti.request.form"), "{name}");
    }
    assert_eq!(Ask::new(&login).send(&lms, &caller(ADA)).error(), None);
}

#[test]
fn error_texts_have_only_characters_that_oauth_allows() {
    let lms = lms();
    let login = begin(&lms);
    for (name, value, _) in FAULTS {
        let page = changed(Ask::new(&login), name, value).send(&lms, &caller(ADA));
        let text = page.field("error_description").unwrap();
        let allowed = |byte| matches!(byte, 0x20..=0x21 | 0x23..=0x5b | 0x5d..=0x7e);
        assert!(text.bytes().all(allowed), "{text}");
        let quoted = value.filter(|value| value.len() > 6 && *value != "openid2");
        assert!(!quoted.is_some_and(|value| text.contains(value)), "{text}");
    }
}
