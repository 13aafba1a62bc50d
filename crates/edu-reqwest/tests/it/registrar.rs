//! A tool that registers over loopback: which addresses are asked, and which are not.

use core::time::Duration;

use edu_http::{Form, FormLimits, encode_pairs};
use edu_reqwest::{FetchError, FetchLimits, FetchPolicy, Registrar, RegistrarError};
use edu_types::HttpUrl;
use lti_core::dynamic_registration::{FinishedRegistration, RegistrationInitiation, ToolMetadata};

use crate::platform::{Answer, Platform, reply};

fn registrar() -> Registrar {
    let limits = FetchLimits::DEFAULT
        .with_total_timeout(Duration::from_secs(30))
        .unwrap();
    Registrar::new(FetchPolicy::new().insecure_allow_loopback(), limits).unwrap()
}

fn tool() -> ToolMetadata {
    let url = |path: &str| HttpUrl::parse(&format!("https://tool.example{path}")).unwrap();
    ToolMetadata::new("Quiz", &url("/login"), &url("/launch"), &url("/jwks"))
}

fn initiation(configuration: &str) -> RegistrationInitiation {
    let pairs = [
        ("openid_configuration", configuration),
        ("registration_token", "t0k"),
    ];
    let form = Form::parse(encode_pairs(pairs).as_bytes(), &FormLimits::DEFAULT).unwrap();
    RegistrationInitiation::insecure_allow_loopback(&form).unwrap()
}

/// A configuration whose registration endpoint is this address.
fn configuration(platform: &Platform, registration: &str) -> String {
    let origin = platform.url.origin();
    let body = format!(
        r#"{{"issuer":"{origin}","authorization_endpoint":"{origin}/a","token_endpoint":"{origin}/t",
        "jwks_uri":"{origin}/j","registration_endpoint":"{registration}",
        "token_endpoint_auth_methods_supported":["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported":["RS256"],"scopes_supported":["openid"],
        "response_types_supported":["id_token"],"id_token_signing_alg_values_supported":["RS256"]}}"#
    );
    reply("200 OK", "", &body)
}

/// A platform whose configuration leads to `registration`, and what comes of registering there.
async fn register(registration: &str) -> Result<FinishedRegistration, RegistrarError> {
    let platform = Platform::answering(Answer::Nothing).await;
    platform.answer(Answer::Bytes(configuration(&platform, registration)));
    let initiation = initiation(platform.url.as_str());
    registrar().register(initiation, tool()).await
}

#[tokio::test]
async fn a_tool_is_registered_in_two_requests() {
    let endpoint = Platform::answering(Answer::Bytes(reply(
        "201 Created",
        "",
        r#"{"client_id":"c-1"}"#,
    )))
    .await;
    let finished = register(endpoint.url.as_str()).await.unwrap();
    assert_eq!(finished.registration.client_id().as_str(), "c-1");
    assert_eq!(endpoint.asked(), 1);
}

#[tokio::test]
async fn case_05_a_configuration_leads_to_no_address_inside() {
    for (address, refused) in [
        ("https://169.254.169.254/latest", FetchError::OutOfReach),
        ("https://10.0.0.1/register", FetchError::OutOfReach),
        ("https://[fd00::1]/register", FetchError::OutOfReach),
        (
            "https://[::ffff:127.0.0.1]/register",
            FetchError::OutOfReach,
        ),
    ] {
        let error = register(address).await.unwrap_err();
        assert_eq!(error, RegistrarError::Fetch(refused), "{address}");
    }
}

#[tokio::test]
async fn case_05_without_leave_this_machine_is_not_asked() {
    let platform = Platform::answering(Answer::Nothing).await;
    let registrar = Registrar::new(FetchPolicy::new(), FetchLimits::DEFAULT).unwrap();
    let begun = initiation(platform.url.as_str());
    let error = registrar.offered(begun).await.unwrap_err();
    assert_eq!(error, RegistrarError::Fetch(FetchError::Insecure));
    assert_eq!(platform.asked(), 0);
}

#[tokio::test]
async fn redirects_are_not_followed_with_the_token() {
    let elsewhere = Platform::answering(Answer::Nothing).await;
    let location = format!("Location: {}\r\n", elsewhere.url);
    let platform = Platform::answering(Answer::Bytes(reply("307 Temporary", &location, ""))).await;
    let error = registrar()
        .register(initiation(platform.url.as_str()), tool())
        .await;
    assert_eq!(
        error.unwrap_err(),
        RegistrarError::Fetch(FetchError::Redirect)
    );
    let error = register(platform.url.as_str()).await.unwrap_err();
    assert_eq!(error, RegistrarError::Fetch(FetchError::Redirect));
    assert_eq!(elsewhere.asked(), 0);
}

#[tokio::test]
async fn an_answer_too_large_is_left() {
    let large = reply("200 OK", "", &" ".repeat(65_537));
    let platform = Platform::answering(Answer::Bytes(large)).await;
    let error = registrar()
        .register(initiation(platform.url.as_str()), tool())
        .await;
    assert_eq!(
        error.unwrap_err(),
        RegistrarError::Fetch(FetchError::TooLarge { limit: 65_536 })
    );
}

#[tokio::test]
async fn a_refusal_of_the_platform_keeps_its_words() {
    let refusing = Answer::Bytes(reply(
        "422 Unprocessable",
        "",
        r#"{"errors":["tool exists"]}"#,
    ));
    let platform = Platform::answering(refusing).await;
    let Err(RegistrarError::Registration(error)) = register(platform.url.as_str()).await else {
        panic!("the registration was not refused");
    };
    assert_eq!(error.refused().unwrap().description(), "tool exists");
}
