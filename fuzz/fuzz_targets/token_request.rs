//! Any bytes as a request for an access token, whose assertion has any claims: no panic; a tool is
//! believed only for itself, in time, and for this endpoint.
#![no_main]

use edu_fuzz::{AcceptAll, NOW, keys};
use edu_http::{Form, FormLimits, Scopes, TokenRequest};
use edu_types::HttpUrl;
use libfuzzer_sys::fuzz_target;
use lti_core::token::UnverifiedAssertion;
use lti_core::{AssertionUse, ClientId, Issuer, TokenSettings, ToolRegistration};

const ENDPOINT: &str = "https://lms.example/token";

fuzz_target!(|bytes: &[u8]| {
    let Ok(form) = Form::parse(bytes, &FormLimits::DEFAULT) else { return };
    let Ok(request) = TokenRequest::from_form(&form) else { return };
    let again = Form::parse(request.to_body().as_bytes(), &FormLimits::DEFAULT.with_bytes(1 << 20));
    let again = again.expect("the request is a form again");
    assert_eq!(TokenRequest::from_form(&again).as_ref(), Ok(&request));
    assert_eq!(Scopes::parse(&request.scopes.to_string()).as_ref(), Ok(&request.scopes));

    let Ok(assertion) = UnverifiedAssertion::parse(request.assertion.expose()) else { return };
    let url = |text| HttpUrl::parse(text).expect("an address");
    let (login, launch) = (url("https://tool.example/login"), url("https://tool.example/launch"));
    let client = ClientId::new("tool").expect("a client");
    let tool = ToolRegistration::new(client.clone(), login, launch).expect("a tool");
    let issuer = Issuer::new("https://lms.example").expect("an issuer");
    let settings = TokenSettings::new(issuer, "https://lms.example/api");
    let checked = assertion.check(&tool, &keys(), &AcceptAll, ENDPOINT, &settings, &NOW);
    let Ok(checked) = checked else { return };
    assert_eq!(*checked.client_id(), client);
    assert!(checked.expires() > NOW);
    let proven = checked.with_use(AssertionUse::First).expect("the first use");
    assert_eq!(*proven.client_id(), client);
});
