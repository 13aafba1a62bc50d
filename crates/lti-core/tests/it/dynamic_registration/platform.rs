//! The platform's side: who is let in, with what, and what is refused.

use bytes::Bytes;
use http::{Method, Request, Response};
use lti_core::dynamic_registration::Invitation;
use lti_core::{
    ClientId, DeploymentId, Privacy, ToolRegistration, ToolStore as _, Tools as _, scope,
};
use pollster::block_on;
use serde_json::{Value, json};

use super::{Lms, NOW, assert_refused, invitation, invite, json as read, lms, quiz, send};

mod own;

const LTI: &str = "https://purl.imsglobal.org/spec/lti-tool-configuration";

fn document() -> Value {
    serde_json::to_value(quiz().to_configuration()).unwrap()
}

fn request(method: Method, path: &str, token: Option<&str>, body: &str) -> Request<Bytes> {
    let mut request = Request::builder()
        .method(method)
        .uri(format!("https://lms.example/registration{path}"))
        .header("content-type", "application/json");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    request.body(Bytes::from(body.to_owned())).unwrap()
}

fn post(lms: &Lms, invitation: &Invitation, document: &Value) -> Response<Bytes> {
    let token = Some(invitation.token().as_str());
    send(
        lms,
        NOW,
        request(Method::POST, "/register", token, &document.to_string()),
    )
}

/// Registers the tool and hands over what it is told.
fn register(lms: &Lms, invitation: &Invitation) -> Value {
    invite(lms, invitation);
    let response = post(lms, invitation, &document());
    assert_eq!(response.status(), 201);
    read(&response)
}

fn tool(lms: &Lms, told: &Value) -> ToolRegistration {
    let client = ClientId::new(told["client_id"].as_str().unwrap()).unwrap();
    (*block_on(lms.tools().tool(&client)).unwrap().unwrap()).clone()
}

/// What a changed document is refused for; the invitation is not spent by it.
fn refused(change: impl FnOnce(&mut Value)) -> String {
    let (lms, invited) = (lms(), invitation(1));
    invite(&lms, &invited);
    let mut changed = document();
    change(&mut changed);
    let response = post(&lms, &invited, &changed);
    assert_eq!(response.status(), 400);
    assert!(block_on(lms.tools().tools(None, 9)).unwrap().is_empty());
    assert_eq!(post(&lms, &invited, &document()).status(), 201);
    read(&response)["error"].as_str().unwrap().to_owned()
}

#[test]
fn an_invitation_lets_one_tool_in_once() {
    let (lms, invited) = (lms(), invitation(1));
    register(&lms, &invited);
    assert_refused(
        &post(&lms, &invited, &document()),
        401,
        "lti.registration.invitation",
    );
    assert_eq!(block_on(lms.tools().tools(None, 9)).unwrap().len(), 1);
}

#[test]
fn nobody_registers_without_a_good_invitation() {
    let (lms, invited) = (lms(), invitation(1));
    invite(&lms, &invited);
    let body = document().to_string();
    let good = invited.token().as_str();
    for token in [
        None,
        Some("x"),
        Some(""),
        good.get(..42),
        Some(&good.to_lowercase()),
    ] {
        let response = send(&lms, NOW, request(Method::POST, "/register", token, &body));
        assert_refused(&response, 401, "lti.registration.invitation");
        assert_eq!(read(&response)["error"], "invalid_token");
    }
    let late = NOW + Invitation::LIFETIME;
    let response = send(
        &lms,
        late,
        request(Method::POST, "/register", Some(good), &body),
    );
    assert_refused(&response, 401, "lti.registration.invitation");
    let mut two = request(Method::POST, "/register", Some(good), &body);
    two.headers_mut()
        .append("authorization", "Bearer x".parse().unwrap());
    assert_refused(&send(&lms, NOW, two), 401, "lti.registration.invitation");
}

#[test]
fn redirect_uris_out_of_rule_are_refused_as_such() {
    for uris in [
        json!([]),
        json!(["http://tool.example/launch"]),
        json!(["https://tool.example/launch#a"]),
        json!(["https://tool.example/launch", "javascript:alert(1)"]),
        json!(["http://127.0.0.1/launch"]),
        json!(vec!["https://tool.example/launch"; 65]),
    ] {
        assert_eq!(
            refused(|value| value["redirect_uris"] = uris),
            "invalid_redirect_uri"
        );
    }
}

#[test]
fn addresses_at_other_hosts_than_the_domain_are_refused() {
    let metadata = "invalid_client_metadata";
    assert_eq!(
        refused(|value| value["redirect_uris"] = json!(["https://evil.example/launch"])),
        metadata
    );
    assert_eq!(
        refused(|value| value["initiate_login_uri"] = "https://evil.example/".into()),
        metadata
    );
    assert_eq!(
        refused(|value| value[LTI]["target_link_uri"] = "https://evil.example/".into()),
        metadata
    );
    assert_eq!(
        refused(|value| value[LTI]["domain"] = "eviltool.example".into()),
        metadata
    );
    assert_eq!(refused(|value| value[LTI]["domain"] = "".into()), metadata);
    assert_eq!(
        refused(|value| value[LTI]["domain"] = "https://tool.example/".into()),
        metadata
    );
    let message =
        json!([{"type": "LtiResourceLinkRequest", "target_link_uri": "https://evil.example/"}]);
    assert_eq!(refused(|value| value[LTI]["messages"] = message), metadata);
}

#[test]
fn a_lenient_platform_takes_other_hosts_with_a_finding() {
    let mount = edu_http::Mount::new("https://lms.example/registration", "/registration").unwrap();
    let lms = Lms::new(
        lti_core::dynamic_registration::MemoryInvitations::new(),
        lti_core::MemoryPlatform::new(),
        super::offer().with_profile(edu_types::Profile::lenient()),
        mount,
    );
    let invited = invitation(1);
    invite(&lms, &invited);
    let mut document = document();
    document["redirect_uris"] = json!(["https://cdn.example/launch"]);
    assert_eq!(post(&lms, &invited, &document).status(), 201);
}

#[test]
fn secondary_domains_and_hosts_below_are_the_tools_own() {
    let (lms, invited) = (lms(), invitation(1));
    invite(&lms, &invited);
    let mut document = document();
    document[LTI]["secondary_domains"] = json!(["Other.example"]);
    document["redirect_uris"] = json!(["https://other.example/a", "https://eu.tool.example/b"]);
    assert_eq!(post(&lms, &invited, &document).status(), 201);
}

#[test]
fn a_tool_that_speaks_another_protocol_is_refused() {
    let metadata = "invalid_client_metadata";
    for (name, value) in [
        ("application_type", json!("native")),
        ("token_endpoint_auth_method", json!("client_secret_basic")),
        ("token_endpoint_auth_method", json!("none")),
        ("response_types", json!(["code"])),
        ("response_types", json!("id_token")),
        ("grant_types", json!(["authorization_code"])),
        ("client_name", json!("")),
        ("client_name", json!("x".repeat(256))),
        ("initiate_login_uri", json!("http://tool.example/login")),
        ("jwks_uri", json!("http://169.254.169.254/latest")),
        ("jwks_uri", json!("file:///etc/passwd")),
        ("jwks", json!({"keys": []})),
        ("logo_uri", json!("javascript:alert(1)")),
        ("scope", json!("a\"b")),
        (LTI, json!({})),
        (LTI, json!(null)),
    ] {
        assert_eq!(
            refused(|document| document[name] = value.clone()),
            metadata,
            "{name} {value}"
        );
    }
}

#[test]
fn keys_may_come_with_the_registration_but_not_beside_their_address() {
    let mut without = document();
    without.as_object_mut().unwrap().remove("jwks_uri");
    let (lms, invited) = (lms(), invitation(1));
    invite(&lms, &invited);
    assert_refused(
        &post(&lms, &invited, &without),
        400,
        "lti.registration.keys",
    );
}

#[test]
fn bodies_that_are_no_registration_are_refused() {
    let (lms, invited) = (lms(), invitation(1));
    invite(&lms, &invited);
    let token = Some(invited.token().as_str());
    let large = format!("{{\"x\":\"{}\"}}", "x".repeat(70_000));
    let twice = r#"{"redirect_uris":[],"redirect_uris":[]}"#;
    for body in ["", "{", "[]", "null", twice, &large] {
        let response = send(&lms, NOW, request(Method::POST, "/register", token, body));
        assert_eq!(response.status(), 400, "{body:.20}");
        assert_eq!(read(&response)["error"], "invalid_client_metadata");
    }
    let mut form = request(Method::POST, "/register", token, &document().to_string());
    form.headers_mut()
        .insert("content-type", "text/plain".parse().unwrap());
    assert_refused(&send(&lms, NOW, form), 400, "lti.registration.body");
}

#[test]
fn scopes_that_are_not_offered_are_not_granted() {
    let (lms, invited) = (lms(), invitation(1));
    invite(&lms, &invited);
    let mut document = document();
    document["scope"] = format!("openid {} {} x", scope::SCORE, scope::REGISTRATION).into();
    let response = post(&lms, &invited, &document);
    let told = read(&response);
    assert_eq!(told["scope"], scope::SCORE);
    assert_eq!(tool(&lms, &told).scopes().to_string(), scope::SCORE);
}

#[test]
fn messages_and_placements_that_are_not_offered_are_left_out() {
    let (lms, invited) = (lms(), invitation(1));
    invite(&lms, &invited);
    let mut document = document();
    document[LTI]["messages"] = json!([
        {"type": "LtiDeepLinkingRequest", "placements": ["ContentArea", "Elsewhere"]},
        {"type": "LtiStartProctoring"},
    ]);
    let told = read(&post(&lms, &invited, &document));
    assert_eq!(
        told[LTI]["messages"],
        json!([{"type": "LtiDeepLinkingRequest", "placements": ["ContentArea"]}])
    );
}

#[test]
fn a_tool_learns_the_least_unless_the_invitation_says_more() {
    let lms = lms();
    let told = register(&lms, &invitation(1));
    assert_eq!(tool(&lms, &told).privacy(), Privacy::Pseudonymous);
}

#[test]
fn members_of_vendors_are_kept_and_what_a_platform_says_is_not_taken_from_a_tool() {
    let (lms, invited) = (lms(), invitation(1));
    invite(&lms, &invited);
    let mut document = document();
    document["client_id"] = "mine".into();
    document["registration_access_token"] = "mine".into();
    document["registration_client_uri"] = "https://evil.example/".into();
    document[LTI]["deployment_id"] = "mine".into();
    document[LTI]["https://canvas.instructure.com/lti/privacy_level"] = "public".into();
    let told = read(&post(&lms, &invited, &document));
    assert!(
        !told.to_string().contains("mine") && !told.to_string().contains("evil"),
        "{told}"
    );
    assert_eq!(
        told[LTI]["https://canvas.instructure.com/lti/privacy_level"],
        "public"
    );
    assert_eq!(tool(&lms, &told).privacy(), Privacy::Pseudonymous);
}

#[test]
fn a_tool_that_needs_approval_is_let_in_by_it_alone() {
    let lms = lms();
    let deployment = DeploymentId::new("d-1").unwrap();
    let invited = invitation(1)
        .needing_approval()
        .with_deployment(deployment.clone());
    let told = register(&lms, &invited);
    assert_eq!(told[LTI]["deployment_id"], "d-1");
    let waiting = tool(&lms, &told);
    assert!(waiting.is_pending() && !waiting.is_deployed(&deployment));
    assert!(waiting.scopes().is_empty());
    let kept = ToolRegistration::from_stored(&waiting.to_stored().unwrap()).unwrap();
    assert_eq!(kept, waiting);
    let approved = kept.approved();
    assert!(approved.is_deployed(&deployment));
    assert_eq!(approved.scopes().to_string(), scope::SCORE);
}
