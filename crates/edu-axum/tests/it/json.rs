//! Wire types of the family are `axum::Json` in both directions.

use axum::routing::post;
use axum::{Json, Router};
use edu_http::Body;
use edu_json::ToJson as _;
use http::header::CONTENT_TYPE;
use http::{Request, Response, StatusCode};
use lti_core::Claims;
use serde_json::{Value, json};

use crate::browser::{claims, send, text};

async fn mirror(Json(claims): Json<Claims>) -> Json<Claims> {
    Json(claims)
}

async fn post_json(body: String) -> Response<Body> {
    let app = Router::new().route("/", post(mirror));
    let request = Request::post("/").header(CONTENT_TYPE, "application/json");
    send(&app, request.body(Body::from(body)).unwrap()).await
}

fn honest() -> Value {
    serde_json::from_str(&claims("nonce-1").to_json_string()).unwrap()
}

#[tokio::test]
async fn claims_come_in_and_go_out_with_what_nobody_knows() {
    let mut sent = honest();
    sent["https://vendor.example/claim"] =
        json!({"b": [1, null, "x"], "a": 12_345_678_901_234_567_890_u64});
    sent["exp"] = json!(1_700_000_300);
    let response = post_json(sent.to_string()).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "application/json");
    let back: Value = serde_json::from_str(&text(response).await).unwrap();
    assert_eq!(back, sent);
}

#[tokio::test]
async fn number_text_survives_both_doors() {
    let mut sent = honest().to_string();
    sent.truncate(sent.len() - 1);
    sent.push_str(r#","https://vendor.example/number":1.10e+02}"#);
    let back = text(post_json(sent).await).await;
    assert!(back.contains("1.10e+02"), "{back}");
}

#[tokio::test]
async fn claims_that_break_a_rule_are_refused() {
    for (name, value) in [
        ("iss", json!(null)),
        ("iss", json!(7)),
        ("aud", json!([])),
        ("aud", json!({"a": "tool-1"})),
        ("exp", json!("soon")),
        ("nonce", json!("")),
        (
            "https://purl.imsglobal.org/spec/lti/claim/roles",
            json!("Instructor"),
        ),
        (
            "https://purl.imsglobal.org/spec/lti/claim/deployment_id",
            json!("ü"),
        ),
    ] {
        let mut sent = honest();
        sent[name] = value;
        let response = post_json(sent.to_string()).await;
        let status = response.status();
        let reason = text(response).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {reason}");
    }
}

#[tokio::test]
async fn claims_without_a_required_member_are_refused() {
    let required = [
        "iss",
        "aud",
        "exp",
        "iat",
        "nonce",
        "https://purl.imsglobal.org/spec/lti/claim/message_type",
        "https://purl.imsglobal.org/spec/lti/claim/version",
        "https://purl.imsglobal.org/spec/lti/claim/deployment_id",
    ];
    for name in required {
        let mut sent = honest();
        sent.as_object_mut().unwrap().remove(name);
        let response = post_json(sent.to_string()).await;
        assert_eq!(
            response.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "{name}"
        );
    }
}

#[tokio::test]
async fn member_that_comes_twice_is_refused() {
    for (name, twice) in [
        ("known", r#","iss":"https://lms.example"}"#),
        ("unknown", r#","x":1,"x":1}"#),
        ("within", r#","x":{"y":1,"y":1}}"#),
    ] {
        let mut sent = honest().to_string();
        sent.truncate(sent.len() - 1);
        sent.push_str(twice);
        let response = post_json(sent).await;
        assert!(response.status().is_client_error(), "{name}");
    }
}

#[tokio::test]
async fn refusals_name_the_rule_and_no_value() {
    let mut sent = honest();
    sent["email"] = json!(["ada@school.example"]);
    let reason = text(post_json(sent.to_string()).await).await;
    assert!(!reason.contains("ada@"), "{reason}");
    assert!(reason.contains("email"), "{reason}");
}
