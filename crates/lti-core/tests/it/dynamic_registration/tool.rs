//! The tool's side: what it believes of a platform, and what it does not.

use bytes::Bytes;
use edu_http::{Form, FormLimits, encode_pairs};
use http::{Response, StatusCode};
use lti_core::Issuer;
use lti_core::dynamic_registration::{
    DynamicRegistrationError, FinishedRegistration, OfferedRegistration, RegistrationInitiation,
};
use lti_core::{Privacy, ToolRegistration, Tools as _};
use pollster::block_on;

use super::{initiation, invitation, invite, json, lms, now, quiz, send};

fn form(pairs: &[(&str, &str)]) -> Form {
    let query = encode_pairs(pairs.iter().copied());
    Form::parse(query.as_bytes(), &FormLimits::DEFAULT).unwrap()
}

fn configuration() -> serde_json::Value {
    serde_json::json!({
        "issuer": "https://lms.example",
        "authorization_endpoint": "https://auth.example/a",
        "token_endpoint": "https://auth.example/t",
        "jwks_uri": "https://keys.example/j",
        "registration_endpoint": "https://lms.example/r",
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid"],
        "response_types_supported": ["id_token"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "authorization_server": "https://auth.example",
        "https://purl.imsglobal.org/spec/lti-platform-configuration ": {
            "product_family_code": "x", "messages_supported": [{"type": "LtiResourceLinkRequest"}],
        },
    })
}

fn begin() -> RegistrationInitiation {
    let fields = [("openid_configuration", "https://LMS.example/openid?id=7")];
    RegistrationInitiation::from_form(&form(&fields)).unwrap()
}

fn answer(value: &serde_json::Value) -> Response<Bytes> {
    Response::new(Bytes::from(value.to_string()))
}

fn offered(
    change: impl FnOnce(&mut serde_json::Value),
) -> Result<OfferedRegistration, DynamicRegistrationError> {
    let mut value = configuration();
    change(&mut value);
    begin().with_configuration(&answer(&value))
}

fn refused(change: impl FnOnce(&mut serde_json::Value)) -> &'static str {
    offered(change).unwrap_err().code()
}

#[test]
fn a_tool_registers_at_a_platform_and_both_know_the_same() {
    let (lms, invited) = (lms(), invitation(1).with_privacy(Privacy::Name));
    invite(&lms, &invited);
    let begun = initiation(&lms, &invited);
    let answer = send(
        &lms,
        now().unix_seconds(),
        begun.configuration_request().unwrap(),
    );
    let offered = begun.with_configuration(&answer).unwrap();
    assert!(offered.report().is_empty());
    let asked = offered.ask(quiz());
    let answer = send(&lms, now().unix_seconds(), asked.request().unwrap());
    assert_eq!(answer.status(), 201);
    let finished = asked.finish(&answer).unwrap();
    let registration = &finished.registration;
    let tool = block_on(lms.tools().tool(registration.client_id()))
        .unwrap()
        .unwrap();
    assert!(tool.is_deployed(finished.deployment().unwrap()));
    assert_eq!(tool.privacy(), Privacy::Name);
    assert_eq!(tool.redirect_uris(), registration.redirect_uris());
    assert_eq!(tool.scopes().to_string(), lti_core::scope::SCORE);
    assert_eq!(
        tool.key_set_url().unwrap().as_str(),
        "https://tool.example/jwks"
    );
    let said = tool.configuration().unwrap();
    assert_eq!(said.client_name.as_deref(), Some("Quiz"));
    let lti = said.lti.as_ref().unwrap();
    assert_eq!(
        lti.custom_parameters
            .as_ref()
            .unwrap()
            .text("course")
            .as_deref(),
        Some("$Context.id")
    );
    assert_eq!(lti.messages.len(), 2);
    assert_eq!(
        ToolRegistration::from_stored(&tool.to_stored().unwrap()),
        Ok((*tool).clone())
    );
    assert_eq!(registration.issuer().as_str(), "https://lms.example");
    assert_eq!(
        registration.token_endpoint().unwrap().as_str(),
        "https://lms.example/lti/token"
    );
    assert_eq!(
        registration.key_set_url().unwrap().as_str(),
        "https://lms.example/lti/jwks"
    );
}

#[test]
fn a_call_without_a_fit_address_is_refused() {
    for value in [
        "",
        "http://lms.example/openid",
        "http://127.0.0.1/openid",
        "ftp://lms.example/",
        "javascript:alert(1)",
        "https://user@lms.example/",
        "https://lms.example/#a",
        "lms.example",
    ] {
        let refused = RegistrationInitiation::from_form(&form(&[("openid_configuration", value)]));
        assert_eq!(
            refused.unwrap_err().code(),
            "lti.registration.initiation",
            "{value}"
        );
    }
    assert!(RegistrationInitiation::from_form(&form(&[])).is_err());
    let here = form(&[("openid_configuration", "http://127.0.0.1:1/openid")]);
    assert!(RegistrationInitiation::insecure_allow_loopback(&here).is_ok());
}

#[test]
fn a_token_is_sent_only_where_one_was_given_and_never_shown() {
    let without = begin().configuration_request().unwrap();
    assert!(!without.headers().contains_key("authorization"));
    let fields = [
        ("openid_configuration", "https://lms.example/o"),
        ("registration_token", "canary"),
    ];
    let with = RegistrationInitiation::from_form(&form(&fields)).unwrap();
    assert!(!format!("{with:?}").contains("canary"));
    let request = with.configuration_request().unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer canary");
    assert!(!format!("{request:?}").contains("canary"));
    let spaced = [
        ("openid_configuration", "https://lms.example/o"),
        ("registration_token", "a b"),
    ];
    assert!(RegistrationInitiation::from_form(&form(&spaced)).is_err());
}

#[test]
fn an_issuer_of_another_host_is_refused_unless_it_is_trusted() {
    for issuer in [
        "https://other.example",
        "https://lms.example.evil.example",
        "http://lms.example",
        "https://lms.example?x",
        "lms.example",
    ] {
        assert_eq!(
            refused(|value| value["issuer"] = issuer.into()),
            "lti.registration.issuer",
            "{issuer}"
        );
    }
    let mut value = configuration();
    value["issuer"] = "https://vendor.example".into();
    let trusted = begin().trusting_issuer(Issuer::new("https://vendor.example").unwrap());
    assert!(trusted.with_configuration(&answer(&value)).is_ok());
}

#[test]
fn addresses_that_are_not_https_are_refused() {
    for name in [
        "authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        "registration_endpoint",
    ] {
        for address in [
            "http://lms.example/x",
            "http://169.254.169.254/x",
            "file:///etc/passwd",
            "",
        ] {
            let code = refused(|value| value[name] = address.into());
            assert_eq!(code, "lti.registration.address", "{name} {address}");
        }
    }
}

#[test]
fn a_platform_that_lacks_what_all_have_is_refused() {
    for name in [
        "token_endpoint_auth_methods_supported",
        "token_endpoint_auth_signing_alg_values_supported",
        "scopes_supported",
        "response_types_supported",
        "id_token_signing_alg_values_supported",
    ] {
        let code = refused(|value| value[name] = serde_json::json!(["none"]));
        assert_eq!(code, "lti.registration.unsupported", "{name}");
        let code = refused(|value| {
            value.as_object_mut().unwrap().remove(name);
        });
        assert_eq!(code, "lti.registration.unsupported", "{name}");
    }
}

#[test]
fn what_is_no_configuration_is_refused() {
    let not = "lti.registration.no_configuration";
    for name in [
        "issuer",
        "authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        "registration_endpoint",
    ] {
        let code = refused(|value| {
            value.as_object_mut().unwrap().remove(name);
        });
        assert_eq!(code, not, "{name}");
    }
    let large = format!("{{\"x\":\"{}\"}}", "x".repeat(70_000));
    let twice = r#"{"issuer":"https://lms.example","issuer":"https://evil.example"}"#;
    for body in ["", "[]", "<html>", twice, &large] {
        let answer = Response::new(Bytes::from(body.to_owned()));
        assert_eq!(
            begin().with_configuration(&answer).unwrap_err().code(),
            not,
            "{body:.20}"
        );
    }
    let mut missing = answer(&configuration());
    *missing.status_mut() = StatusCode::FOUND;
    assert_eq!(
        begin().with_configuration(&missing).unwrap_err().code(),
        not
    );
}

#[test]
fn a_section_named_with_a_space_is_read_with_a_finding() {
    let offered = offered(|_| {}).unwrap();
    let lti = offered.configuration().lti.as_ref().unwrap();
    assert_eq!(lti.product_family_code, "x");
    assert_eq!(
        offered.report().findings()[0].code,
        "lti.registration.padded_name"
    );
}

#[test]
fn refusals_of_both_forms_are_handed_over() {
    let asked = || offered(|_| {}).unwrap().ask(quiz());
    for (status, body, said) in [
        (
            400,
            r#"{"error":"invalid_redirect_uri","error_description":"no"}"#,
            "invalid_redirect_uri: no",
        ),
        (422, r#"{"errors":["tool exists"]}"#, "tool exists"),
    ] {
        let mut answer = Response::new(Bytes::from(body));
        *answer.status_mut() = StatusCode::from_u16(status).unwrap();
        let error = asked().finish(&answer).unwrap_err();
        assert_eq!(error.code(), "lti.registration.refused");
        assert_eq!(error.refused().unwrap().description(), said);
    }
    let mut answer = Response::new(Bytes::from("oops"));
    *answer.status_mut() = StatusCode::BAD_GATEWAY;
    assert_eq!(asked().finish(&answer).unwrap_err().refused(), None);
    for body in [
        "{}",
        r#"{"client_id":""}"#,
        r#"{"client_id":7}"#,
        "[]",
        r#"{"client_id":"a","client_id":"b"}"#,
    ] {
        let error = asked()
            .finish(&Response::new(Bytes::from(body)))
            .unwrap_err();
        assert_eq!(error.code(), "lti.registration.no_client", "{body}");
    }
}

#[test]
fn a_registration_holds_what_the_platform_says_and_shows_no_token() {
    let asked = offered(|_| {}).unwrap().ask(quiz());
    let body = serde_json::json!({"client_id": "c-1", "registration_access_token": "canary",
        "https://purl.imsglobal.org/spec/lti-tool-configuration": {"deployment_id": "d-1"}});
    let finished = asked.finish(&answer(&body)).unwrap();
    let registration = &finished.registration;
    assert_eq!(registration.token_audience(), Some("https://auth.example"));
    assert_eq!(finished.deployment().unwrap().as_str(), "d-1");
    assert!(registration.owns_target("https://tool.example/quiz/1"));
    assert!(!format!("{finished:?} {:?}", finished.tool).contains("canary"));
}

#[test]
fn the_closing_page_tells_the_platform_or_the_person() {
    let response = FinishedRegistration::closing_page().into_response();
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        policy.contains("script-src 'sha256-") && policy.contains("default-src 'none'"),
        "{policy}"
    );
    let body = block_on(edu_http::collect(response.into_body(), 10_000)).unwrap();
    let page = core::str::from_utf8(&body).unwrap();
    assert!(page.contains("org.imsglobal.lti.close") && page.contains("close this window"));
}

#[test]
fn a_platforms_configuration_is_read_by_its_tools() {
    let (lms, invited) = (lms(), invitation(2));
    let request = initiation(&lms, &invited).configuration_request().unwrap();
    let published = json(&send(&lms, now().unix_seconds(), request));
    assert_eq!(
        published["registration_endpoint"],
        "https://lms.example/registration/register"
    );
    assert_eq!(published["scopes_supported"][0], "openid");
    let lti = &published["https://purl.imsglobal.org/spec/lti-platform-configuration"];
    assert_eq!(lti["messages_supported"][1]["placements"][0], "ContentArea");
}
