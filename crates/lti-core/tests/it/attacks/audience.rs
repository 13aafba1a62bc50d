//! Cases 18 to 24 and 35: who made the token, and for whom.

use lti_core::{ClientId, Fault, Registration, ToolSettings};
use serde_json::{Value, json};

use crate::launch::{
    CLIENT, INITIATION, ISSUER, KEY, OTHER_KEY, Token, assert_accepted, assert_error,
    assert_refused, begin_with, codes, deliver, deployments, keys, launch, memory, registration,
    registration_of, tool_for, tool_with,
};

fn with_audience(audience: impl Into<Value>) -> Token {
    Token::resource_link().with("aud", audience)
}

fn trusting() -> Registration {
    registration().trusting_audience(ClientId::new("client-2").unwrap())
}

#[test]
fn case_18_an_issuer_that_only_looks_alike_is_refused() {
    for issuer in [
        "https://lms.example/",
        "https://LMS.example",
        "HTTPS://lms.example",
        "http://lms.example",
        "https://lms.example:443",
        "https://lms.example ",
        "https://lms.example.",
    ] {
        let token = Token::resource_link().with("iss", issuer);
        assert_refused(&token, "lti.issuer.differs", Fault::Audience);
    }
    // A Cyrillic letter is no character of an issuer at all.
    let token = Token::resource_link().with("iss", "https://lms.ex\u{430}mple");
    assert_refused(&token, "lti.claim.value", Fault::Claim);
}

#[test]
fn case_19_an_issuer_is_one_string() {
    for issuer in [
        json!([ISSUER, "https://evil.example"]),
        json!([ISSUER]),
        json!(7),
    ] {
        let token = Token::resource_link().with("iss", issuer);
        assert_refused(&token, "lti.claim.kind", Fault::Claim);
    }
    let token = Token::resource_link().without("iss");
    assert_refused(&token, "lti.claim.missing", Fault::Claim);
}

#[test]
fn case_20_a_token_for_another_tool_is_refused() {
    for audience in [json!("client-2"), json!(["client-2"]), json!("CLIENT-1")] {
        assert_refused(
            &with_audience(audience),
            "lti.audience.other",
            Fault::Audience,
        );
    }
}

#[test]
fn case_21_a_second_audience_that_is_not_trusted_is_refused() {
    let token = with_audience(json!([CLIENT, "client-2"]));
    assert_refused(&token, "lti.audience.untrusted", Fault::Audience);
    let token = token.with("azp", CLIENT);
    assert_refused(&token, "lti.audience.untrusted", Fault::Audience);
}

#[test]
fn case_21_a_trusted_second_audience_is_accepted_with_a_warning() {
    let token = with_audience(json!(["client-2", CLIENT])).with("azp", CLIENT);
    let launch = launch(&tool_for(trusting()), &token).unwrap();
    assert_eq!(codes(&launch), ["lti.audience.shared"]);
    assert_eq!(launch.client_id().as_str(), CLIENT);
}

#[test]
fn case_21_several_audiences_without_authorized_party_are_refused_even_if_trusted() {
    // The framework says SHOULD; without `azp` nothing tells for which of the two clients the
    // platform made the token, so trust in the other is no reason to guess.
    let token = with_audience(json!([CLIENT, "client-2"]));
    let result = launch(&tool_for(trusting()), &token);
    assert_error(result, "lti.audience.azp_missing", Fault::Audience);
}

#[test]
fn case_22_an_authorized_party_among_several_must_be_this_tool() {
    let token = with_audience(json!([CLIENT, "client-2"])).with("azp", "client-2");
    assert_refused(&token, "lti.audience.untrusted", Fault::Audience);
    let result = launch(&tool_for(trusting()), &token);
    assert_error(result, "lti.audience.azp_other", Fault::Audience);
}

#[test]
fn case_23_a_sole_audience_with_another_authorized_party_is_refused() {
    let token = Token::resource_link().with("azp", "client-2");
    assert_refused(&token, "lti.audience.azp_other", Fault::Audience);
    let token = Token::resource_link().with("azp", json!([CLIENT]));
    assert_refused(&token, "lti.claim.kind", Fault::Claim);
}

#[test]
fn case_23_an_authorized_party_that_is_this_tool_is_accepted() {
    assert_accepted(&Token::resource_link().with("azp", CLIENT), &[]);
    assert_accepted(&with_audience(json!([CLIENT])), &[]);
}

#[test]
fn case_24_an_audience_is_a_string_or_an_array_of_distinct_strings() {
    for (audience, code, fault) in [
        (json!([]), "lti.audience.empty", Fault::Audience),
        (
            json!([CLIENT, CLIENT]),
            "lti.audience.repeated",
            Fault::Audience,
        ),
        (json!({}), "lti.claim.kind", Fault::Claim),
        (json!({"0": CLIENT}), "lti.claim.kind", Fault::Claim),
        (json!(123), "lti.claim.kind", Fault::Claim),
        (json!([CLIENT, 123]), "lti.claim.kind", Fault::Claim),
        (json!([[CLIENT]]), "lti.claim.kind", Fault::Claim),
        (json!([CLIENT, null]), "lti.claim.kind", Fault::Claim),
        (json!(""), "lti.claim.value", Fault::Claim),
        (json!(null), "lti.claim.kind", Fault::Claim),
    ] {
        assert_refused(&with_audience(audience), code, fault);
    }
}

#[test]
fn case_24_an_audience_names_at_most_sixteen_clients() {
    let clients = |count: usize| {
        let further = (1..count).map(|number| format!("further-{number}"));
        let all: Vec<_> = further.chain([CLIENT.to_owned()]).collect();
        with_audience(all)
    };
    assert_refused(&clients(16), "lti.audience.untrusted", Fault::Audience);
    assert_refused(&clients(17), "lti.audience.too_many", Fault::Audience);
    assert_refused(&clients(2000), "lti.audience.too_many", Fault::Audience);
}

#[test]
fn case_24_a_number_is_not_the_client_id_it_looks_like() {
    let backend = memory(registration_of(ISSUER, "123"), keys(&[&*KEY]));
    let tool = tool_with(backend, ToolSettings::new());
    let fields: Vec<_> = INITIATION
        .iter()
        .map(|(name, value)| (*name, if *name == "client_id" { "123" } else { *value }))
        .collect();
    let login = begin_with(&tool, &fields);
    let token = with_audience(123).seal(&login.nonce);
    assert_error(
        deliver(&tool, &login, &token),
        "lti.claim.kind",
        Fault::Claim,
    );
    let login = begin_with(&tool, &fields);
    assert!(deliver(&tool, &login, &with_audience("123").seal(&login.nonce)).is_ok());
}

#[test]
fn case_35_a_token_of_another_platform_than_the_login_is_refused() {
    let other = "https://other.example";
    let claims = Token::resource_link()
        .with("iss", other)
        .with("aud", "client-2");
    // With keys of its own, the other platform's key is unknown here.
    let backend = memory(registration(), keys(&[&*KEY]));
    let theirs = registration_of(other, "client-2").with_keys(keys(&[&*OTHER_KEY]));
    backend.register(theirs, deployments());
    let tool = tool_with(backend, ToolSettings::new());
    let token = claims.clone().signed_by(&OTHER_KEY);
    assert_error(launch(&tool, &token), "jose.key.unknown", Fault::Key);
    // Two platforms of one vendor may share keys: then the issuer tells them apart.
    let backend = memory(registration(), keys(&[&*KEY]));
    let theirs = registration_of(other, "client-2").with_keys(keys(&[&*KEY]));
    backend.register(theirs, deployments());
    let tool = tool_with(backend, ToolSettings::new());
    assert_error(
        launch(&tool, &claims),
        "lti.issuer.differs",
        Fault::Audience,
    );
}
