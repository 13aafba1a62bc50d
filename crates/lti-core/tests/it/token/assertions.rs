//! Attack case 52: an assertion with every rule broken once, posted to the token endpoint.

use lti_core::{TokenSettings, claim};
use serde_json::{Value, json};

use super::{
    CLIENT, DEPLOYMENT, ENDPOINT, ISSUER, OTHER_TOOL_KEY, TOOL_KEY, ask, assert_told,
    assert_unproven, assertion, endpoint, endpoint_with, post, request, settings, tools,
};
use crate::launch::{KEY, NOW, OTHER_KEY, Token, encode, signed};

/// Posts a text as assertion.
#[track_caller]
fn assert_text_unproven(text: String, code: &str) {
    let mut asked = request(&assertion());
    asked.assertion = edu_types::Secret::new(text);
    assert_told(
        post(&endpoint(), asked.to_body()),
        401,
        "invalid_client",
        code,
    );
}

#[test]
fn case_52_an_honest_assertion_is_accepted() {
    let reply = ask(&endpoint(), &request(&assertion())).unwrap();
    assert_eq!(reply.expires_in.unwrap().duration().as_secs(), 3600);
}

#[test]
fn case_52_an_assertion_is_used_once() {
    let endpoint = endpoint();
    let asked = request(&assertion());
    ask(&endpoint, &asked).unwrap();
    for _ in 0..2 {
        let again = post(&endpoint, asked.to_body());
        assert_told(again, 401, "invalid_client", "lti.token.replayed");
    }
    // Other bytes, same name.
    let other = request(&assertion().with("exp", NOW + 299));
    let again = post(&endpoint, other.to_body());
    assert_told(again, 401, "invalid_client", "lti.token.replayed");
    ask(&endpoint, &request(&assertion().with("jti", "assertion-2"))).unwrap();
}

#[test]
fn case_52_an_assertion_that_brought_no_token_is_used_up() {
    let endpoint = endpoint();
    let mut asked = request(&assertion());
    let wanted = core::mem::replace(&mut asked.scopes, super::scopes(&["other"]));
    let refused = post(&endpoint, asked.to_body());
    assert_told(refused, 400, "invalid_scope", "lti.token.scope");
    asked.scopes = wanted;
    let again = post(&endpoint, asked.to_body());
    assert_told(again, 401, "invalid_client", "lti.token.replayed");
}

#[test]
fn case_52_names_of_two_tools_have_nothing_to_do_with_each_other() {
    let endpoint = endpoint();
    ask(&endpoint, &request(&assertion())).unwrap();
    let other = assertion().with("iss", "tool-2").with("sub", "tool-2");
    ask(&endpoint, &request(&other.signed_by(&OTHER_TOOL_KEY))).unwrap();
}

#[test]
fn case_52_an_assertion_for_another_server_is_refused() {
    for audience in [
        "https://other.example/token",
        "https://lms.example/token",
        "https://lms.example/token?tenant=8",
        "https://LMS.example/token?tenant=7",
        "https://lms.example/token?tenant=7&x",
        ISSUER,
        "",
    ] {
        assert_unproven(&assertion().with("aud", audience), "lti.token.audience");
    }
    let others = json!(["https://other.example/token", ISSUER]);
    assert_unproven(&assertion().with("aud", others), "lti.token.audience");
    assert_unproven(&assertion().with("aud", json!([])), "lti.audience.empty");
    assert_unproven(&assertion().with("aud", 7), "lti.claim.kind");
    assert_unproven(&assertion().without("aud"), "lti.claim.missing");
}

#[test]
fn case_52_an_audience_may_be_an_array_or_a_name_that_was_agreed() {
    let array = assertion().with("aud", json!(["https://other.example", ENDPOINT]));
    ask(&endpoint(), &request(&array)).unwrap();
    let endpoint = endpoint_with(tools(), settings().with_audience(ISSUER));
    ask(&endpoint, &request(&assertion().with("aud", ISSUER))).unwrap();
}

#[test]
fn case_52_issuer_and_subject_are_the_tool() {
    for issuer in ["tool-2", "https://tool.example", "TOOL-1", ISSUER] {
        assert_unproven(&assertion().with("iss", issuer), "lti.token.issuer");
    }
    assert_unproven(&assertion().with("sub", "tool-2"), "jose.key.unknown");
    assert_unproven(&assertion().with("sub", "tool-3"), "lti.token.client");
    assert_unproven(&assertion().without("iss"), "lti.claim.missing");
    assert_unproven(&assertion().without("sub"), "lti.claim.missing");
    assert_unproven(&assertion().with("sub", json!([CLIENT])), "lti.claim.kind");
}

#[test]
fn case_52_a_tool_cannot_sign_for_another() {
    let other = assertion().with("iss", "tool-2").with("sub", "tool-2");
    assert_unproven(&other, "jose.key.unknown");
    assert_unproven(&other.header("kid", "other-tool"), "jose.signature");
}

#[test]
fn case_52_an_assertion_lives_an_hour_at_most_and_has_not_expired() {
    for (expires, code) in [
        (NOW + 3601, "lti.time.lifetime"),
        (NOW + 300 * 60, "lti.time.lifetime"),
        (NOW, "lti.time.lifetime"),
        (NOW - 1, "lti.time.lifetime"),
    ] {
        assert_unproven(&assertion().with("exp", expires), code);
    }
    let over = assertion().with("iat", NOW - 300).with("exp", NOW - 60);
    assert_unproven(&over, "lti.time.expired");
    assert_unproven(&assertion().with("iat", NOW + 61), "lti.time.future");
    assert_unproven(&assertion().with("nbf", NOW + 61), "lti.time.not_before");
    assert_unproven(&assertion().without("exp"), "lti.claim.missing");
    assert_unproven(&assertion().without("iat"), "lti.claim.missing");
    assert_unproven(&assertion().with("exp", "soon"), "lti.claim.kind");
}

#[test]
fn case_52_clocks_may_differ_by_the_leeway() {
    let fast = assertion().with("iat", NOW + 60).with("exp", NOW + 3660);
    ask(&endpoint(), &request(&fast)).unwrap();
    let slow = assertion().with("iat", NOW - 359).with("exp", NOW - 59);
    ask(&endpoint(), &request(&slow)).unwrap();
}

#[test]
fn case_52_an_assertion_has_a_name() {
    assert_unproven(&assertion().without("jti"), "lti.claim.missing");
    assert_unproven(&assertion().with("jti", ""), "lti.claim.value");
    assert_unproven(&assertion().with("jti", "x".repeat(513)), "lti.claim.value");
    assert_unproven(&assertion().with("jti", 7), "lti.claim.kind");
    ask(
        &endpoint(),
        &request(&assertion().with("jti", "x".repeat(512))),
    )
    .unwrap();
}

#[test]
fn case_52_only_the_algorithms_of_the_tool_are_accepted() {
    for (algorithm, code) in [
        ("none", "jose.alg.refused"),
        ("HS256", "jose.alg.refused"),
        ("PS256", "jose.alg.refused"),
        ("RS512", "jose.alg.not_allowed"),
        ("ES256", "jose.alg.not_allowed"),
        ("rs256", "jose.alg.refused"),
    ] {
        assert_unproven(&assertion().header("alg", algorithm), code);
    }
    assert_unproven(&assertion().header("alg", Value::Null), "jose.alg.missing");
}

#[test]
fn case_52_only_the_keys_of_the_tool_are_accepted() {
    assert_unproven(&assertion().header("kid", Value::Null), "jose.kid.missing");
    assert_unproven(&assertion().header("kid", "other-tool"), "jose.key.unknown");
    assert_unproven(&assertion().forged_by(&OTHER_KEY), "jose.signature");
    assert_unproven(&assertion().signed_by(&OTHER_KEY), "jose.key.unknown");
    assert_unproven(&assertion().forged_by(&KEY), "jose.signature");
    let trap = assertion().header("jku", "https://evil.example/jwks");
    assert_unproven(&trap, "jose.header.key_material");
}

#[test]
fn case_52_another_kind_of_token_is_no_assertion() {
    for kind in ["at+jwt", "secevent+jwt", "JWS", ""] {
        assert_unproven(&assertion().header("typ", kind), "lti.token.type");
    }
    ask(&endpoint(), &request(&assertion().header("typ", "jwt"))).unwrap();
    ask(
        &endpoint(),
        &request(&assertion().header("typ", Value::Null)),
    )
    .unwrap();
}

#[test]
fn case_52_an_assertion_too_large_is_refused_before_anything_else() {
    let large = assertion().with("filler", "x".repeat(TokenSettings::MAX_BYTES));
    assert_unproven(&large, "jose.size");
}

#[test]
fn case_52_texts_that_are_no_assertion_are_refused() {
    assert_text_unproven("a.b".to_owned(), "jose.segments");
    assert_text_unproven("é.b.c".to_owned(), "jose.base64");
    let header = r#"{"alg":"RS256","kid":"tool"}"#;
    let unsigned = format!("{}.{}.", encode(header.as_bytes()), encode(b"{}"));
    assert_text_unproven(unsigned, "jose.segments");
    let twice = format!(r#"{{"iss":"{CLIENT}","iss":"{CLIENT}"}}"#);
    assert_text_unproven(
        signed(header.as_bytes(), &twice, &TOOL_KEY),
        "json.duplicate",
    );
    assert_text_unproven(signed(header.as_bytes(), "[]", &TOOL_KEY), "lti.claim.kind");
}

#[test]
fn case_52_a_deployment_is_one_that_the_tool_has() {
    let other = assertion().with(claim::DEPLOYMENT_ID, "deployment-2");
    assert_unproven(&other, "lti.token.deployment");
    let own = assertion().with(claim::DEPLOYMENT_ID, DEPLOYMENT);
    ask(&endpoint(), &request(&own)).unwrap();
}

#[test]
fn case_52_an_identity_token_and_a_message_of_a_tool_are_no_assertions() {
    assert_unproven(&Token::resource_link(), "lti.claim.missing");
    let response = assertion().without("sub").without("jti").with("nonce", "n");
    assert_unproven(&response, "lti.claim.missing");
}
