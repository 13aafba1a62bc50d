//! The tool's end: what it signs, and how it and the platform fit each other.

use edu_http::{Entropy, TokenRequest};
use edu_json::ToJson as _;
use edu_types::{Limits, Profile};
use lti_core::token::{AssertionError, ClientAssertion};
use lti_core::{ClientId, Issuer, Registration, scope};

use super::{CLIENT, ENDPOINT, ISSUER, TOOL_KEY, ask, endpoint, scopes};
use crate::launch::{NOW, moment, url};

fn registration() -> Registration {
    Registration::new(
        Issuer::new(ISSUER).unwrap(),
        ClientId::new(CLIENT).unwrap(),
        url("https://lms.example/auth"),
        url("https://tool.example/launch"),
    )
    .unwrap()
}

fn with_endpoint() -> Registration {
    registration().with_token_endpoint(url(ENDPOINT)).unwrap()
}

fn made(registration: &Registration) -> Result<ClientAssertion, AssertionError> {
    let mut moment = moment(NOW);
    ClientAssertion::new_for(registration, &mut moment.entropy, &moment.now)
}

#[test]
fn a_registration_without_token_endpoint_has_no_assertions() {
    assert_eq!(made(&registration()), Err(AssertionError::NoTokenEndpoint));
}

#[test]
fn a_call_without_randomness_makes_no_assertion() {
    let mut entropy = Entropy::new([0; Entropy::BYTES]);
    entropy.take::<100>().unwrap();
    let now = moment(NOW).now;
    let made = ClientAssertion::new_for(&with_endpoint(), &mut entropy, &now);
    assert_eq!(made, Err(AssertionError::NoEntropy));
}

#[test]
fn an_assertion_names_the_tool_twice_and_the_endpoint_once_and_lives_five_minutes() {
    let made = made(&with_endpoint()).unwrap();
    let id = made.id.as_str();
    assert_eq!(id.len(), 43);
    let expected = format!(
        r#"{{"iss":"{CLIENT}","sub":"{CLIENT}","aud":"{ENDPOINT}","exp":{},"iat":{NOW},"jti":"{id}"}}"#,
        NOW + 300,
    );
    assert_eq!(made.to_json_string(), expected);
}

#[test]
fn a_platform_may_have_a_name_of_its_own_as_audience() {
    let registration = with_endpoint().with_token_audience("https://api.lms.example/auth/token");
    let made = made(&registration).unwrap();
    assert_eq!(
        made.audience.as_slice(),
        ["https://api.lms.example/auth/token"]
    );
}

#[test]
fn no_two_assertions_have_one_name() {
    let (one, other) = (
        made(&with_endpoint()).unwrap(),
        made(&with_endpoint()).unwrap(),
    );
    assert_ne!(one.id, other.id);
}

#[test]
fn both_doors_read_an_assertion_alike() {
    let text = made(&with_endpoint()).unwrap().to_json_string();
    let checked =
        ClientAssertion::from_slice(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
    assert_eq!(
        serde_json::from_str::<ClientAssertion>(&text).unwrap(),
        checked.unwrap().value
    );
    for broken in [
        r#""iss""#, r#""sub""#, r#""aud""#, r#""exp""#, r#""iat""#, r#""jti""#,
    ] {
        let text = text.replace(broken, r#""other""#);
        let read =
            ClientAssertion::from_slice(text.as_bytes(), &Profile::lenient(), &Limits::DEFAULT);
        assert!(read.is_err(), "{broken}");
        assert!(
            serde_json::from_str::<ClientAssertion>(&text).is_err(),
            "{broken}"
        );
    }
}

#[test]
fn what_our_tool_signs_our_platform_accepts() {
    let signed = made(&with_endpoint()).unwrap().sign(&&*TOOL_KEY).unwrap();
    let asked = TokenRequest::new(signed, scopes(&[scope::SCORE]));
    let reply = ask(&endpoint(), &asked).unwrap();
    assert_eq!(reply.granted(&asked.scopes), &asked.scopes);
}
