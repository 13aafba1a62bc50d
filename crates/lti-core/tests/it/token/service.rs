//! The token endpoint over HTTP: forms, methods, scopes, and what a tool is told.

use std::sync::Arc;

use edu_http::{Body, Moment, Mount, Scopes, TokenRequest};
use edu_jose_ring::Ring;
use edu_types::Timestamp;
use http::Request;
use http::header::{ALLOW, CONTENT_TYPE};
use lti_core::token::AssertionId;
use lti_core::{
    AssertionUse, Assertions, BackendError, ClientId, MemoryAssertions, NoToolKeys, TokenParts,
    TokenRefused, TokenService, TokenSettings, ToolRegistration, scope,
};

use super::{
    CLIENT, ENDPOINT, Endpoint, TOOL_KEY, ask, assert_told, assertion, call, endpoint,
    endpoint_with, post, request, scopes, settings, tools,
};
use crate::launch::{KEY, NOW, moment, url};

/// Asks for `asked` at an endpoint where the tool may have scores and line items.
fn granted(asked: &[&str]) -> Option<String> {
    let mut request = request(&assertion());
    request.scopes = scopes(asked);
    let reply = ask(&endpoint(), &request).unwrap();
    reply.scopes.map(|scopes| scopes.to_string())
}

/// A store that fails.
struct Down;

impl Assertions for Down {
    async fn use_assertion(
        &self,
        _: &ClientId,
        _: &AssertionId,
        _: &Timestamp,
        _: &Timestamp,
    ) -> Result<AssertionUse, BackendError> {
        Err(BackendError::failed("db.internal refused the connection"))
    }
}

fn refused<A: Assertions>(assertions: A, tool: ToolRegistration, moment: Moment) -> TokenRefused {
    let tools = lti_core::MemoryPlatform::new();
    tools.register(tool);
    let parts = TokenParts::new(Arc::new(tools), NoToolKeys, assertions);
    let mount = Mount::new(ENDPOINT, "/token").unwrap();
    let service = TokenService::new(parts, Ring, &*KEY, settings(), mount);
    pollster::block_on(service.answer(&request(&assertion()), moment)).unwrap_err()
}

#[test]
fn case_52_a_tool_gets_no_scope_that_it_is_not_registered_for() {
    let both = [scope::SCORE, scope::MEMBERSHIP_READ_ONLY, scope::LINE_ITEM];
    let lines = format!("{} {}", scope::LINE_ITEM, scope::SCORE);
    assert_eq!(granted(&both), Some(lines));
    assert_eq!(granted(&[scope::SCORE]).as_deref(), Some(scope::SCORE));
}

#[test]
fn case_52_a_tool_that_may_have_nothing_of_it_gets_no_token() {
    for asked in [
        &[][..],
        &[scope::MEMBERSHIP_READ_ONLY],
        &[scope::LINE_ITEM_READ_ONLY],
        &["https://purl.imsglobal.org/spec/lti-ags/scope/SCORE"],
        &["openid"],
    ] {
        let mut request = request(&assertion());
        request.scopes = scopes(asked);
        let response = post(&endpoint(), request.to_body());
        assert_told(response, 400, "invalid_scope", "lti.token.scope");
    }
}

#[test]
fn a_request_with_one_field_broken_is_refused_with_the_code_for_it() {
    let good = request(&assertion()).to_body();
    for (from, to, status, error, code) in [
        (
            "client_credentials",
            "password",
            400,
            "unsupported_grant_type",
            "lti.token.grant",
        ),
        (
            "grant_type=",
            "grant=",
            400,
            "invalid_request",
            "lti.token.form",
        ),
        (
            "scope=",
            "scope=a&scope=",
            400,
            "invalid_request",
            "lti.token.form",
        ),
        (
            "scope=",
            "scope=%22",
            400,
            "invalid_scope",
            "lti.token.scope",
        ),
        (
            "scope=",
            "x=%zz&scope=",
            400,
            "invalid_request",
            "lti.token.form",
        ),
        (
            "scope=",
            "client_secret=a&scope=",
            400,
            "invalid_request",
            "lti.token.form",
        ),
        (
            "jwt-bearer",
            "saml2-bearer",
            401,
            "invalid_client",
            "lti.token.authentication",
        ),
        (
            "client_assertion=",
            "assertion=",
            401,
            "invalid_client",
            "lti.token.authentication",
        ),
        (
            "scope=",
            "client_id=tool-2&scope=",
            401,
            "invalid_client",
            "lti.token.client_differs",
        ),
    ] {
        let body = good.replace(from, to);
        assert_ne!(body, good);
        assert_told(post(&endpoint(), body), status, error, code);
    }
    let named = good.replace("scope=", &format!("client_id={CLIENT}&scope="));
    assert_eq!(post(&endpoint(), named).status(), 200);
}

#[test]
fn only_a_posted_form_is_taken() {
    let endpoint = endpoint();
    for method in ["GET", "PUT", "DELETE", "HEAD"] {
        let request = Request::builder().method(method).uri("/token");
        let response = call(&endpoint, request.body(Body::empty()).unwrap());
        assert_eq!(response.headers()[ALLOW], "POST");
        assert_eq!(response.status(), 405, "{method}");
    }
    for media_type in ["application/json", "text/plain", ""] {
        let request = Request::post("/token").header(CONTENT_TYPE, media_type);
        let body = Body::from(super::request(&assertion()).to_body());
        let response = call(&endpoint, request.body(body).unwrap());
        assert_told(response, 415, "invalid_request", "lti.token.media_type");
    }
    let large = format!(
        "{}&x={}",
        request(&assertion()).to_body(),
        "x".repeat(200_000)
    );
    assert_told(
        post(&endpoint, large),
        400,
        "invalid_request",
        "lti.token.form",
    );
}

#[test]
fn no_other_address_is_answered() {
    let endpoint = endpoint();
    assert_eq!(endpoint.endpoint(), ENDPOINT);
    let status = |path: &str| {
        let request = Request::post(path).body(Body::empty()).unwrap();
        call(&endpoint, request).status()
    };
    for path in ["/token/x", "/", "/tokens", "/token//"] {
        assert_eq!(status(path), 404, "{path}");
    }
    // Hosts that take a prefix off leave a slash.
    for path in ["/token", "/token/"] {
        assert_eq!(status(path), 415, "{path}");
    }
}

#[test]
fn a_store_that_fails_gives_no_token_and_tells_nothing_of_itself() {
    let error = refused(Down, super::tool(CLIENT, &TOOL_KEY), moment(NOW));
    assert_eq!(
        (error.code(), error.status().as_u16()),
        ("lti.token.backend", 503)
    );
    assert!(error.is_by_host());
    assert!(error.to_string().contains("db.internal"));
    assert!(!format!("{:?}", error.error()).contains("db.internal"));
}

#[test]
fn a_full_store_gives_no_token() {
    let endpoint = |assertions| {
        let parts = TokenParts::new(Arc::new(tools()), NoToolKeys, assertions);
        let mount = Mount::new(ENDPOINT, "/token").unwrap();
        TokenService::new(parts, Ring, &*KEY, settings(), mount)
    };
    let full = endpoint(MemoryAssertions::with_capacity(1, 1));
    let ask = |name: &str, seconds: i64| {
        let asked = request(&assertion().with("jti", name));
        pollster::block_on(full.answer(&asked, moment(NOW + seconds)))
    };
    ask("one", 0).unwrap();
    assert_eq!(ask("two", 0).unwrap_err().code(), "lti.token.backend");
    assert_eq!(ask("one", 1).unwrap_err().code(), "lti.token.replayed");
}

#[test]
fn a_tool_whose_keys_cannot_be_had_gets_no_token() {
    let (login, launch) = (
        url("https://tool.example/login"),
        url("https://tool.example/launch"),
    );
    let keyless = ToolRegistration::new(super::client(CLIENT), login, launch).unwrap();
    let error = refused(MemoryAssertions::new(), keyless, moment(NOW));
    assert_eq!(
        (error.code(), error.status().as_u16()),
        ("lti.token.keys", 503)
    );
}

#[test]
fn a_call_without_randomness_gives_no_token() {
    let mut spent = moment(NOW);
    spent.entropy.take::<128>().unwrap();
    let error = refused(
        MemoryAssertions::new(),
        super::tool(CLIENT, &TOOL_KEY),
        spent,
    );
    assert_eq!(
        (error.code(), error.status().as_u16()),
        ("lti.token.setting", 503)
    );
}

#[test]
fn settings_stay_in_their_range() {
    use core::time::Duration;

    for seconds in [0, 59, 86_401] {
        assert!(
            settings()
                .with_lifetime(Duration::from_secs(seconds))
                .is_err()
        );
    }
    assert!(settings().with_leeway(Duration::from_secs(301)).is_err());
    let short = settings().with_lifetime(Duration::from_secs(60)).unwrap();
    let endpoint: Endpoint = endpoint_with(tools(), short);
    let reply = ask(&endpoint, &request(&assertion())).unwrap();
    assert_eq!(
        reply.expires_in.unwrap().duration(),
        Duration::from_secs(60)
    );
    assert_eq!(endpoint.settings().lifetime(), Duration::from_secs(60));
    assert_eq!(TokenSettings::MAX_BYTES, 16_384);
}

#[test]
fn refusals_and_requests_show_no_assertion() {
    let asked: TokenRequest = request(&assertion().with("aud", "other"));
    let text = asked.assertion.expose().clone();
    let signature = text.rsplit_once('.').unwrap().1;
    let error = pollster::block_on(endpoint().answer(&asked, moment(NOW))).unwrap_err();
    for shown in [
        format!("{asked:?}"),
        format!("{error:?}"),
        error.to_string(),
    ] {
        assert!(!shown.contains(signature), "{shown}");
    }
    assert_eq!(Scopes::none(), scopes(&[]));
}
