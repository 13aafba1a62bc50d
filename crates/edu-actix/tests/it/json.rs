//! Wire types of the family are `web::Json` in both directions.

use actix_web::web::{Json, post};
use edu_http::Body;
use edu_json::ToJson as _;
use http::header::CONTENT_TYPE;
use http::{Request, Response, StatusCode};
use lti_core::Claims;
use serde_json::{Value, json};

use crate::browser::{claims, send, text};
use crate::stack::App;

async fn mirror(claims: Json<Claims>) -> Json<Claims> {
    claims
}

async fn post_json(body: String) -> Response<Body> {
    let app = App::new(|app| {
        app.route("/", post().to(mirror));
    });
    let request = Request::post("/").header(CONTENT_TYPE, "application/json");
    send(&app, request.body(Body::from(body)).unwrap()).await
}

fn honest() -> Value {
    serde_json::from_str(&claims("nonce-1").to_json_string()).unwrap()
}

#[tokio::test]
async fn claims_come_in_and_go_out_with_what_nobody_knows() {
    let mut sent = honest().to_string();
    sent.truncate(sent.len() - 1);
    sent.push_str(r#","https://vendor.example/claim":{"b":[1,null],"a":1.10e+02}}"#);
    let response = post_json(sent.clone()).await;
    assert_eq!(response.status(), StatusCode::OK);
    let back = text(response).await;
    assert!(back.contains("1.10e+02"), "{back}");
    let (back, sent): (Value, Value) = (
        serde_json::from_str(&back).unwrap(),
        serde_json::from_str(&sent).unwrap(),
    );
    assert_eq!(back, sent);
}

#[tokio::test]
async fn claims_that_break_a_rule_are_refused() {
    for (name, value) in [
        ("iss", json!(null)),
        ("aud", json!([])),
        ("exp", json!("soon")),
        ("nonce", json!("")),
        (
            "https://purl.imsglobal.org/spec/lti/claim/roles",
            json!("Instructor"),
        ),
    ] {
        let mut sent = honest();
        sent[name] = value;
        let response = post_json(sent.to_string()).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{name}");
    }
}

#[tokio::test]
async fn member_that_comes_twice_is_refused() {
    for twice in [r#","iss":"https://lms.example"}"#, r#","x":{"y":1,"y":1}}"#] {
        let mut sent = honest().to_string();
        sent.truncate(sent.len() - 1);
        sent.push_str(twice);
        let response = post_json(sent).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{twice}");
    }
}
