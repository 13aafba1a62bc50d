//! The login address.

use edu_http::{Body, encode_pairs};
use http::header::{ALLOW, CONTENT_TYPE, LOCATION, SET_COOKIE};
use http::{Method, Request, StatusCode};

use lti_core::LaunchError;

use crate::browser::{
    CLIENT, FORM, ISSUER, TARGET, assert_refused, begin, get, location, post_form, send, text,
    tool_app,
};

fn fields() -> Vec<(&'static str, &'static str)> {
    vec![
        ("iss", ISSUER),
        ("client_id", CLIENT),
        ("login_hint", "ada & bob"),
        ("target_link_uri", TARGET),
    ]
}

#[tokio::test]
async fn login_redirects_to_the_registered_platform_by_get_and_post() {
    let app = tool_app();
    let form = encode_pairs(fields());
    let by_get = get(&app, &format!("/lti/login?{form}"), "").await;
    let by_post = post_form(&app, "/lti/login", "", form).await;
    for response in [by_get, by_post] {
        assert_eq!(response.status(), StatusCode::FOUND);
        let location = location(response.headers());
        assert!(
            location.starts_with("https://lms.example/lti/authorize?scope=openid&"),
            "{location}"
        );
        assert!(
            location.contains("&login_hint=ada%20%26%20bob&"),
            "{location}"
        );
        assert_eq!(response.headers()["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn cookie_of_a_login_works_in_frames_and_nowhere_else() {
    let query = encode_pairs(fields());
    let response = get(&tool_app(), &format!("/lti/login?{query}"), "").await;
    let cookies: Vec<_> = response.headers().get_all(SET_COOKIE).iter().collect();
    let [cookie] = cookies[..] else {
        panic!("{cookies:?}")
    };
    let cookie = cookie.to_str().unwrap();
    assert!(cookie.starts_with("__Host-lti-"), "{cookie}");
    for attribute in [
        "Secure",
        "HttpOnly",
        "SameSite=None",
        "Partitioned",
        "Path=/",
        "Max-Age=4200",
    ] {
        assert!(cookie.split("; ").any(|one| one == attribute), "{cookie}");
    }
    assert!(!cookie.to_ascii_lowercase().contains("domain"), "{cookie}");
}

#[tokio::test]
async fn login_that_names_an_unknown_platform_is_sent_nowhere() {
    for (name, value) in [
        ("iss", "https://evil.example"),
        ("iss", "https://lms.example/"),
        ("client_id", "tool-2"),
        ("target_link_uri", "https://evil.example/lti/launch"),
        ("target_link_uri", "https://tool.example.evil.example/"),
    ] {
        let mut fields = fields();
        fields.retain(|(given, _)| *given != name);
        fields.push((name, value));
        let query = encode_pairs(fields);
        let response = get(&tool_app(), &format!("/lti/login?{query}"), "").await;
        assert!(response.status().is_client_error(), "{name}={value}");
        assert!(!response.headers().contains_key(LOCATION), "{name}={value}");
        assert!(
            !response.headers().contains_key(SET_COOKIE),
            "{name}={value}"
        );
        let reason = response.extensions().get::<LaunchError>();
        let reason = reason.expect("the reason is in the extensions").to_string();
        assert!(!reason.contains("evil"), "{reason}");
        assert!(!text(response).await.contains("evil"), "{name}={value}");
    }
}

#[tokio::test]
async fn login_with_a_field_missing_or_twice_is_refused() {
    for place in 0..fields().len() {
        // The client may be left out where the issuer has one only.
        if fields()[place].0 == "client_id" {
            continue;
        }
        let mut short = fields();
        short.remove(place);
        let query = encode_pairs(short);
        let response = get(&tool_app(), &format!("/lti/login?{query}"), "").await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{query}");
    }
    let query = encode_pairs(fields().into_iter().chain([("iss", ISSUER)]));
    let response = get(&tool_app(), &format!("/lti/login?{query}"), "").await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn other_methods_are_refused_by_name() {
    for method in [Method::PUT, Method::DELETE, Method::HEAD, Method::OPTIONS] {
        let request = Request::builder().method(method.clone()).uri("/lti/login");
        let response = send(&tool_app(), request.body(Body::empty()).unwrap()).await;
        assert_eq!(
            response.status(),
            StatusCode::METHOD_NOT_ALLOWED,
            "{method}"
        );
        assert_eq!(response.headers()[ALLOW], "GET, POST");
    }
}

#[tokio::test]
async fn post_that_is_no_form_or_endless_is_refused() {
    let json = Request::post("/lti/login").header(CONTENT_TYPE, "application/json");
    let response = send(&tool_app(), json.body(Body::from("{}")).unwrap()).await;
    let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    assert_refused(&response, status, "lti.malformed.form");
    let endless = Request::post("/lti/login").header(CONTENT_TYPE, FORM);
    let endless = endless.body(Body::from("x".repeat(4 << 20))).unwrap();
    let response = send(&tool_app(), endless).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(text(response).await.contains("lti.malformed.form"));
}

#[tokio::test]
async fn every_login_has_its_own_state_nonce_and_cookie() {
    let app = tool_app();
    let (one, other) = (begin(&app).await, begin(&app).await);
    assert_ne!(one.state, other.state);
    assert_ne!(one.nonce, other.nonce);
    assert_ne!(one.cookie, other.cookie);
}
