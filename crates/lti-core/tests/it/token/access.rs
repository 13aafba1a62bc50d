//! Calling with access tokens: whose they are, what they are for, and what is none.

use std::sync::Arc;

use edu_http::{AccessToken, BearerError, BearerTokens as _, Caller, ClientIdText, InstallationId};
use edu_jose_ring::Ring;
use lti_core::{MemoryPlatform, PlatformTokens, TokenSettings, ToolStore as _, claim, scope};
use serde_json::{Value, json};

use super::{
    CLIENT, DEPLOYMENT, ISSUER, SERVICES, TOOL_KEY, ask, assertion, endpoint, request, scopes,
    settings, tool, tools,
};
use crate::launch::{KEY, NOW, OTHER_KEY, Token, keys, moment};

fn tokens(tools: MemoryPlatform) -> PlatformTokens<MemoryPlatform, Ring> {
    tokens_of(tools, settings())
}

fn tokens_of(tools: MemoryPlatform, of: TokenSettings) -> PlatformTokens<MemoryPlatform, Ring> {
    PlatformTokens::new(tools, Ring, Arc::new(keys(&[&*KEY])), of)
}

fn caller(tools: MemoryPlatform, token: &str, seconds: i64) -> Result<Caller, BearerError> {
    let now = moment(NOW.saturating_add(seconds)).now;
    pollster::block_on(tokens(tools).caller(token, &now))
}

/// An access token that is accepted, made by hand.
fn access() -> Token {
    let claims = json!({
        "iss": ISSUER,
        "aud": SERVICES,
        "sub": CLIENT,
        "client_id": CLIENT,
        "scope": scope::SCORE,
        "iat": NOW,
        "exp": NOW + 3600,
        "jti": "token-1",
    });
    Token::of(claims).without("nonce").header("typ", "at+jwt")
}

fn given() -> AccessToken {
    ask(&endpoint(), &request(&assertion()))
        .unwrap()
        .access_token
}

#[track_caller]
fn assert_invalid(token: &Token, code: &str) {
    let error = caller(tools(), &token.seal(""), 0).unwrap_err();
    assert_eq!(error.code(), code, "{error}");
    assert_eq!(error.status(), 401);
}

#[test]
fn an_access_token_with_one_part_changed_is_refused() {
    for (name, value, code) in [
        ("iss", json!("https://other.example"), "lti.access.issuer"),
        ("aud", json!("https://lms.example"), "lti.access.audience"),
        ("aud", json!([ISSUER, CLIENT]), "lti.access.audience"),
        ("sub", json!("tool-2"), "lti.access.client"),
        ("client_id", json!("tool-2"), "lti.access.client"),
        ("exp", json!(NOW - 60), "lti.time.expired"),
        ("exp", json!(NOW + 86_401), "lti.time.lifetime"),
        ("iat", json!(NOW + 61), "lti.time.future"),
        ("scope", json!([scope::SCORE]), "lti.claim.kind"),
        ("scope", json!("a  b"), "lti.claim.value"),
        (
            claim::DEPLOYMENT_ID,
            json!("deployment-2"),
            "lti.access.deployment",
        ),
    ] {
        let token = access().with("iat", NOW - 100).with(name, value);
        assert_invalid(&token, code);
    }
    for name in [
        "iss",
        "aud",
        "sub",
        "client_id",
        "scope",
        "exp",
        "iat",
        "jti",
    ] {
        assert_invalid(&access().without(name), "lti.claim.missing");
    }
}

#[test]
fn an_identity_token_is_no_access_token_nor_the_other_way_round() {
    for kind in [json!("JWT"), json!(""), json!("at+jws"), Value::Null] {
        assert_invalid(&access().header("typ", kind), "lti.access.type");
    }
    assert_invalid(&Token::resource_link(), "lti.access.type");
    assert_invalid(&assertion(), "lti.access.type");
    let full = access().header("typ", "application/AT+JWT");
    assert!(caller(tools(), &full.seal(""), 0).is_ok());
    let error = crate::launch::launch(&crate::launch::tool(), &access()).unwrap_err();
    assert_eq!(error.code(), "lti.unsupported.token_type");
}

#[test]
fn only_the_platforms_own_keys_sign_access_tokens() {
    assert_invalid(&access().signed_by(&OTHER_KEY), "jose.key.unknown");
    assert_invalid(&access().forged_by(&OTHER_KEY), "jose.signature");
    assert_invalid(&access().signed_by(&TOOL_KEY), "jose.key.unknown");
    assert_invalid(&access().header("alg", "none"), "jose.alg.refused");
    assert_invalid(&access().header("kid", Value::Null), "jose.kid.missing");
    for text in ["", "a", "a.b.c", "2YotnFZFEjr1zCsicMWpAA"] {
        assert!(caller(tools(), text, 0).is_err(), "{text}");
    }
}

#[test]
fn the_token_that_was_given_lets_its_tool_in_with_what_was_granted() {
    let caller = caller(tools(), given().as_str(), 0).unwrap();
    assert_eq!(caller.client().map(ClientIdText::as_str), Some(CLIENT));
    assert_eq!(caller.scopes(), &scopes(&[scope::SCORE]));
    assert!(caller.reaches(DEPLOYMENT) && caller.reaches("deployment-2"));
}

#[test]
fn an_access_token_expires() {
    let token = given();
    assert!(caller(tools(), token.as_str(), 3659).is_ok());
    let error = caller(tools(), token.as_str(), 3660).unwrap_err();
    assert_eq!(error.code(), "lti.time.expired");
}

#[test]
fn a_life_that_was_shortened_is_shortened_for_tokens_that_are_out_there() {
    let short = settings()
        .with_lifetime(core::time::Duration::from_secs(60))
        .unwrap();
    let tokens = tokens_of(tools(), short);
    let token = given();
    let error = pollster::block_on(tokens.caller(token.as_str(), &moment(NOW + 121).now));
    assert_eq!(error.unwrap_err().code(), "lti.time.too_old");
}

#[test]
fn a_tool_that_was_removed_gets_in_no_more() {
    let tools = tools();
    assert!(pollster::block_on(tools.remove_tool(&super::client(CLIENT))).unwrap());
    let error = caller(tools, given().as_str(), 0).unwrap_err();
    assert_eq!(error.code(), "lti.access.client");
}

#[test]
fn a_scope_that_was_taken_away_is_taken_from_tokens_that_are_out_there() {
    let tools = MemoryPlatform::new();
    tools.register(tool(CLIENT, &TOOL_KEY).with_scopes(scopes(&[scope::LINE_ITEM])));
    assert!(
        caller(tools, given().as_str(), 0)
            .unwrap()
            .scopes()
            .is_empty()
    );
}

#[test]
fn a_token_for_one_deployment_reaches_no_other() {
    let asked = request(&assertion().with(claim::DEPLOYMENT_ID, DEPLOYMENT));
    let token = ask(&endpoint(), &asked).unwrap().access_token;
    let caller = caller(tools(), token.as_str(), 0).unwrap();
    let limit = caller.installation().map(InstallationId::as_str);
    assert_eq!(limit, Some(DEPLOYMENT));
    assert!(!caller.reaches("deployment-2"));
}

#[test]
fn two_tokens_are_never_alike() {
    let endpoint = endpoint();
    let one = ask(&endpoint, &request(&assertion())).unwrap();
    let other = ask(&endpoint, &request(&assertion().with("jti", "2"))).unwrap();
    assert_ne!(one.access_token, other.access_token);
}
