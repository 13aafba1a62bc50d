//! A platform below a prefix, and a whole launch between two applications.

use edu_http::{Body, encode_pairs};
use edu_jose::{JwksLimits, KeySet};
use http::header::{ALLOW, LOCATION, SET_COOKIE};
use http::{Method, Request, StatusCode};

use lti_core::{PlatformError, RefusedRequest};

use crate::browser::{
    ADA, begin, get, location, platform, platform_app, post_form, send, start, text, tool_app,
};

/// The value of a hidden field of a page, where it has one.
fn field(page: &str, name: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\""))?;
    rest.split('"').next().map(str::to_owned)
}

#[tokio::test]
async fn launch_goes_from_platform_to_tool_and_in() {
    let (platform, tool) = (platform(), tool_app());
    let lms = platform_app(&platform);
    let login = get(&tool, &start(&platform).await, "").await;
    let cookie = login.headers()[SET_COOKIE].to_str().unwrap().to_owned();
    let cookie = cookie.split(';').next().unwrap();
    let page = get(&lms, &location(login.headers()), ADA).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert_eq!(page.headers()["cache-control"], "no-store");
    let page = text(page).await;
    assert!(
        page.contains("action=\"https://tool.example/lti/launch\""),
        "{page}"
    );
    let (state, token) = (field(&page, "state"), field(&page, "id_token"));
    let form = encode_pairs([("state", &*state.unwrap()), ("id_token", &*token.unwrap())]);
    let response = post_form(&tool, "/lti/launch", cookie, form).await;
    assert_eq!(location(response.headers()), "/learn");
}

#[tokio::test]
async fn message_is_given_to_its_own_session_and_once() {
    let (platform, tool) = (platform(), tool_app());
    let lms = platform_app(&platform);
    let login = get(&tool, &start(&platform).await, "").await;
    let asked = location(login.headers());
    for (session, error) in [
        ("", Some("login_required")),
        ("session=eve", Some("login_required")),
        (ADA, None),
        (ADA, Some("access_denied")),
    ] {
        let response = get(&lms, &asked, session).await;
        let reason = response.extensions().get::<RefusedRequest>();
        assert_eq!(reason.is_some(), error.is_some());
        let page = text(response).await;
        assert_eq!(field(&page, "error").as_deref(), error, "{session}");
        assert_eq!(field(&page, "id_token").is_none(), error.is_some());
    }
}

#[tokio::test]
async fn request_that_nobody_may_answer_stays_at_the_platform() {
    let platform = platform();
    let lms = platform_app(&platform);
    let login = get(&tool_app(), &start(&platform).await, "").await;
    let asked = location(login.headers());
    let evil = asked.replace("tool.example", "evil.example");
    let stranger = asked.replace("client_id=tool-1", "client_id=tool-2");
    for asked in [
        &*evil,
        &*stranger,
        "/lti/authorize",
        "/lti/authorize?client_id=%zz",
    ] {
        let response = get(&lms, asked, ADA).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{asked}");
        assert!(!response.headers().contains_key(LOCATION));
        assert!(response.extensions().get::<PlatformError>().is_some());
        let page = text(response).await;
        assert!(
            page.contains("<code>lti.request.") && !page.contains("<form"),
            "{page}"
        );
    }
    assert!(field(&text(get(&lms, &asked, ADA).await).await, "id_token").is_some());
}

#[tokio::test]
async fn key_set_is_public_and_holds_the_key_that_signs() {
    let lms = platform_app(&platform());
    let response = get(&lms, "/lti/jwks", "").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "application/json");
    let set = text(response).await;
    let (keys, report) = KeySet::parse(set.as_bytes(), &JwksLimits::DEFAULT).unwrap();
    assert!(report.is_empty(), "{report}");
    assert_eq!(keys, platform().key_set());
    assert!(!set.contains("\"d\""), "a private part");
}

#[tokio::test]
async fn only_two_addresses_live_below_the_mount() {
    let lms = platform_app(&platform());
    for path in [
        "/lti",
        "/lti/",
        "/lti/jwks/",
        "/lti/Jwks",
        "/lti/authorize/x",
        "/lti/lti/jwks",
        "/jwks",
        "/authorize",
        "/",
    ] {
        let response = get(&lms, path, ADA).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn other_methods_are_refused_by_name() {
    let lms = platform_app(&platform());
    for (path, method, allowed) in [
        ("/lti/jwks", Method::POST, "GET, HEAD"),
        ("/lti/jwks", Method::DELETE, "GET, HEAD"),
        ("/lti/authorize", Method::PUT, "GET, POST"),
        ("/lti/authorize", Method::OPTIONS, "GET, POST"),
    ] {
        let request = Request::builder().method(method).uri(path);
        let response = send(&lms, request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert_eq!(response.headers()[ALLOW], allowed);
    }
}

#[tokio::test]
async fn posted_request_over_the_limit_is_refused() {
    let lms = platform_app(&platform());
    let form = encode_pairs([("client_id", &*"x".repeat(4 << 20))]);
    let response = post_form(&lms, "/lti/authorize", ADA, form).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(
        text(response)
            .await
            .contains("<code>lti.request.form</code>")
    );
}

#[tokio::test]
async fn tool_refuses_what_the_platform_signed_for_another_login() {
    let (platform, tool) = (platform(), tool_app());
    let lms = platform_app(&platform);
    let login = get(&tool, &start(&platform).await, "").await;
    let page = text(get(&lms, &location(login.headers()), ADA).await).await;
    let token = field(&page, "id_token").unwrap();
    let other = begin(&tool).await;
    let form = encode_pairs([("state", &*other.state), ("id_token", &*token)]);
    let response = post_form(&tool, "/lti/launch", &other.cookie, form).await;
    crate::browser::assert_refused(&response, StatusCode::FORBIDDEN, "lti.nonce.differs");
}
