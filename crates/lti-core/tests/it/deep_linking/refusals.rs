//! Answers that lack what the protocol asks for, or come too late.

use edu_http::Body;
use http::header::{ALLOW, CONTENT_TYPE};
use http::{Request, StatusCode};
use lti_core::{SelectionOutcome, claim};
use serde_json::Value;

use super::bed::{ADA, Answer, BACK, at, bed, bed_with, caller, form, policy, verdict};
use crate::launch::NOW;

#[test]
fn every_claim_of_the_protocol_must_be_there_and_right() {
    let bed = bed();
    let answer = Answer::to(&bed.asked());
    for name in [
        "aud",
        "exp",
        "iat",
        "nonce",
        claim::MESSAGE_TYPE,
        claim::VERSION,
        claim::DEPLOYMENT_ID,
    ] {
        let missing = answer.clone().without(name);
        assert_eq!(bed.refusal(&missing), "lti.deep_linking.missing", "{name}");
    }
    assert_eq!(
        bed.refusal(&answer.clone().with("nonce", "")),
        "lti.deep_linking.value"
    );
    for other in [
        "LtiDeepLinkingRequest",
        "ltiDeepLinkingResponse",
        "LtiResourceLinkRequest",
        "",
    ] {
        let answer = answer.clone().with(claim::MESSAGE_TYPE, other);
        assert_eq!(bed.refusal(&answer), "lti.deep_linking.message_type");
    }
    for other in ["1.3", "1.3.1", "LTI-1p0"] {
        let answer = answer.clone().with(claim::VERSION, other);
        assert_eq!(bed.refusal(&answer), "lti.deep_linking.version");
    }
    for typ in ["at+jwt", "secevent+jwt", ""] {
        let answer = answer.clone().header("typ", typ);
        assert_eq!(bed.refusal(&answer), "lti.deep_linking.token_type");
    }
    assert!(bed.post(&answer.header("typ", Value::Null)).is_ok());
}

#[test]
fn an_answer_out_of_its_time_is_refused() {
    let bed = bed();
    let answer = Answer::to(&bed.asked());
    for (exp, iat, code) in [
        (NOW - 60, NOW - 100, "lti.time.expired"),
        (NOW + 900, NOW + 61, "lti.time.future"),
        (NOW + 300, NOW - 661, "lti.time.too_old"),
        (NOW + 86_401, NOW, "lti.time.lifetime"),
        (NOW, NOW, "lti.time.lifetime"),
    ] {
        let answer = answer.clone().with("exp", exp).with("iat", iat);
        assert_eq!(bed.refusal(&answer), code);
    }
    let early = answer.clone().with("nbf", NOW + 61);
    assert_eq!(bed.refusal(&early), "lti.time.not_before");
    let late = answer
        .with("exp", NOW - 30)
        .with("iat", NOW - 60)
        .with("nbf", NOW + 30);
    assert!(bed.post(&late).is_ok());
}

#[test]
fn a_request_is_void_after_its_life() {
    let policy = policy()
        .with_lifetime(core::time::Duration::from_secs(600))
        .unwrap();
    let bed = bed_with(policy);
    let data = bed.asked();
    let answer = |data: &str, now: i64| {
        let (exp, iat) = (NOW + now + 300, NOW + now);
        Answer::to(data).with("exp", exp).with("iat", iat).seal()
    };
    let asked_again = bed.asked();
    assert!(bed.post_in(ADA, 599, &answer(&data, 599)).is_ok());
    let late = bed
        .post_in(ADA, 600, &answer(&asked_again, 600))
        .unwrap_err();
    assert_eq!(late.code(), "lti.deep_linking.data_unknown");
    assert!(late.is_retryable());
}

#[test]
fn what_is_no_posted_form_with_a_token_is_refused() {
    let bed = bed();
    let post = |request: Request<Body>| bed.post_as(&caller(ADA), &at(0), request);
    let SelectionOutcome::Refused(response, error) =
        post(Request::get(BACK).body(Body::empty()).unwrap())
    else {
        panic!("a GET is taken");
    };
    assert_eq!(error.code(), "lti.deep_linking.method");
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(response.headers()[ALLOW], "POST");
    let json = Request::post(BACK).header(CONTENT_TYPE, "application/json");
    let json = verdict(post(json.body(Body::from("{}")).unwrap())).unwrap_err();
    assert_eq!(json.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let token = Answer::to(&bed.asked()).seal();
    for fields in [
        &[][..],
        &[("JWT", "")],
        &[("jwt", &token)],
        &[("id_token", &token)],
        &[("JWT", &token), ("JWT", &token)],
    ] {
        let refused = verdict(post(form(fields))).unwrap_err();
        assert_eq!(refused.code(), "lti.deep_linking.form");
    }
    let huge = "a".repeat(70 * 1024);
    let refused = verdict(post(form(&[("JWT", &huge)]))).unwrap_err();
    assert_eq!(refused.code(), "jose.size");
}
