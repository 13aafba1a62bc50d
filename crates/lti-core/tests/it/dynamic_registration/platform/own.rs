//! A tool's own registration, read and changed by it.

use bytes::Bytes;
use http::{Method, Response};
use lti_core::{ClientId, Privacy, ToolRegistration, ToolStore as _, scope};
use pollster::block_on;
use serde_json::{Value, json};

use super::super::{Lms, NOW, assert_refused, invitation, json as read, lms, send};
use super::{document, register, request, tool};

/// Reads or changes a registration as who was told this.
fn own(
    lms: &Lms,
    told: &Value,
    method: Method,
    token: Option<&str>,
    body: &str,
) -> Response<Bytes> {
    let uri = told["registration_client_uri"].as_str().unwrap();
    let path = uri
        .strip_prefix("https://lms.example/registration")
        .unwrap();
    send(lms, NOW, request(method, path, token, body))
}

#[test]
fn a_tool_reads_and_changes_its_own_registration() {
    let lms = lms();
    let told = register(&lms, &invitation(1).with_privacy(Privacy::Email));
    let token = told["registration_access_token"].as_str();
    assert_eq!(read(&own(&lms, &told, Method::GET, token, "")), told);
    let mut document = document();
    document["client_id"] = told["client_id"].clone();
    document["client_name"] = "Quiz 2".into();
    document["redirect_uris"] = json!(["https://tool.example/two"]);
    document["scope"] = format!("{} {}", scope::SCORE, scope::MEMBERSHIP_READ_ONLY).into();
    let response = own(&lms, &told, Method::PUT, token, &document.to_string());
    assert_eq!(response.status(), 200);
    let changed = tool(&lms, &told);
    assert_eq!(
        changed.redirect_uris()[0].as_str(),
        "https://tool.example/two"
    );
    assert_eq!(
        changed.configuration().unwrap().client_name.as_deref(),
        Some("Quiz 2")
    );
    assert_eq!(changed.privacy(), Privacy::Email);
    assert_eq!(changed.deployments().len(), 1);
    // What was not granted to begin with is for the host to grant.
    assert_eq!(changed.scopes().to_string(), scope::SCORE);
    assert_eq!(
        read(&own(&lms, &told, Method::GET, token, ""))["client_name"],
        "Quiz 2"
    );
}

#[test]
fn nobody_reads_or_changes_the_registration_of_another() {
    let lms = lms();
    let told = register(&lms, &invitation(1));
    let before = tool(&lms, &told);
    let token = told["registration_access_token"].as_str().unwrap();
    let body = document().to_string();
    for method in [Method::GET, Method::PUT] {
        for other in [
            None,
            Some(""),
            Some("x"),
            token.get(..42),
            told["client_id"].as_str(),
        ] {
            let response = own(&lms, &told, method.clone(), other, &body);
            assert_refused(&response, 401, "lti.registration.access");
        }
        let response = send(
            &lms,
            NOW,
            request(method, "/register/nobody", Some(token), &body),
        );
        assert_refused(&response, 401, "lti.registration.access");
    }
    let mut document = document();
    document["client_id"] = "another".into();
    let response = own(&lms, &told, Method::PUT, Some(token), &document.to_string());
    assert_refused(&response, 400, "lti.registration.metadata");
    assert_eq!(tool(&lms, &told), before);
}

#[test]
fn tools_set_up_by_hand_have_no_registration_to_change() {
    let lms = lms();
    let told = register(&lms, &invitation(1));
    let by_hand = {
        let url = |text| edu_types::HttpUrl::parse(text).unwrap();
        let client = ClientId::new("hand").unwrap();
        ToolRegistration::new(
            client,
            url("https://t.example/"),
            url("https://t.example/l"),
        )
        .unwrap()
    };
    block_on(lms.tools().set_tool(&by_hand)).unwrap();
    let token = told["registration_access_token"].as_str();
    let response = send(&lms, NOW, request(Method::GET, "/register/hand", token, ""));
    assert_refused(&response, 401, "lti.registration.access");
}

#[test]
fn stored_and_shown_tools_hold_no_token() {
    let lms = lms();
    let told = register(&lms, &invitation(1));
    let token = told["registration_access_token"].as_str().unwrap();
    let tool = tool(&lms, &told);
    assert!(!tool.to_stored().unwrap().contains(token));
    let shown = format!("{tool:?}");
    assert!(
        !shown.contains(token) && !shown.contains("canary"),
        "{shown}"
    );
}

#[test]
fn other_methods_and_paths_are_refused() {
    let lms = lms();
    for (method, path, allow) in [
        (Method::GET, "/register", "POST"),
        (Method::POST, "/openid-configuration", "GET, HEAD"),
        (Method::DELETE, "/register/x", "GET, PUT"),
    ] {
        let response = send(&lms, NOW, request(method, path, Some("x"), ""));
        assert_refused(&response, 405, "lti.registration.method");
        assert_eq!(response.headers()["allow"], allow);
    }
    for path in [
        "",
        "/x",
        "/register/",
        "/register/a/b",
        "/openid-configuration/x",
    ] {
        let response = send(&lms, NOW, request(Method::GET, path, None, ""));
        assert_eq!(response.status(), 404, "{path}");
    }
}
