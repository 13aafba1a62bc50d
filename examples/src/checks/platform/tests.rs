use edu_jose::{Algorithm, KeyChoice, Sign as _};
use edu_jose_aws_lc::AwsLcSigner;

use super::super::codes;
use super::*;

fn launch() -> HttpUrl {
    HttpUrl::parse("http://tool.localhost:8080/lti/launch").unwrap()
}

fn good() -> Fields {
    Fields::default()
        .with("issuer", "https://lms.example")
        .with("client_id", "tool-1")
        .with("authorization", "https://lms.example/lti/authorize")
        .with("key_set_url", "https://lms.example/lti/jwks")
        .with("profile", "strict")
        .with("deployment", "7")
}

fn pem() -> String {
    let key = AwsLcSigner::generate(Algorithm::Rs256).unwrap();
    key.public_key().to_pem()
}

fn with_pem() -> Fields {
    good().without(["key_set_url"]).with("keys", pem())
}

fn checked(fields: Fields) -> Checked<PlatformForm> {
    platform(fields, &launch(), KnownPlatforms::New(&[])).1
}

fn found(fields: Fields) -> Vec<(String, &'static str)> {
    let checked = checked(fields);
    assert_eq!(checked.value.is_none(), checked.findings.refuse());
    let codes = codes(&checked.findings).into_iter();
    codes
        .map(|(field, code)| (field.to_owned(), code))
        .collect()
}

fn one(field: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(field.to_owned(), code)]
}

#[test]
fn a_form_without_fault_is_the_platform_it_says() {
    let form = checked(good()).value.unwrap();
    let registration = form.registration;
    assert_eq!(registration.issuer().as_str(), "https://lms.example");
    assert_eq!(registration.client_id().as_str(), "tool-1");
    assert_eq!(registration.redirect_uris(), [launch()]);
    assert_eq!(registration.profile().name(), "strict");
    assert_eq!(registration.key_choice(), KeyChoice::KeyIdRequired);
    assert!(registration.keys().is_none());
    assert_eq!(form.deployment.unwrap().as_str(), "7");
}

#[test]
fn a_deployment_may_come_later() {
    let form = checked(good().without(["deployment"])).value.unwrap();
    assert_eq!(form.deployment, None);
}

#[test]
fn every_field_left_empty_is_told_at_once() {
    let fields: Vec<String> = found(Fields::default())
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    let expected = [
        "issuer",
        "client_id",
        "authorization",
        "profile",
        "key_set_url",
    ];
    assert_eq!(fields, expected);
}

#[test]
fn each_field_is_judged_by_its_own_rule() {
    for (field, text, code) in [
        ("issuer", "lms.example", "form.issuer"),
        ("issuer", "https://lms.example?school=7", "form.issuer"),
        ("issuer", "http://lms.example", "form.issuer"),
        ("client_id", " tool-1", "form.spaces"),
        (
            "authorization",
            "http://lms.example/auth",
            "form.address.https",
        ),
        ("key_set_url", "lms.example/jwks", "form.address"),
        ("profile", "Canvas", "form.choice"),
        ("profile", "lenient", "form.choice"),
        ("profile", "", "form.choice"),
        ("deployment", "é", "form.id"),
    ] {
        assert_eq!(found(good().with(field, text)), one(field, code), "{text}");
    }
}

#[test]
fn a_platform_that_is_registered_already_is_not_registered_again() {
    let id = checked(good()).value.unwrap().registration.id();
    let taken = [id];
    let (_, again) = platform(good(), &launch(), KnownPlatforms::New(&taken));
    assert_eq!(codes(&again.findings), [("client_id", "form.id.taken")]);
    let other = good().with("client_id", "tool-2");
    let (_, other) = platform(other, &launch(), KnownPlatforms::New(&taken));
    assert!(other.value.is_some());
}

#[test]
fn a_change_keeps_issuer_and_client_whatever_the_form_says() {
    let kept = checked(good()).value.unwrap().registration;
    let sent = good()
        .with("issuer", "https://evil.example")
        .with("client_id", "another");
    let (_, changed) = platform(sent, &launch(), KnownPlatforms::Changed(&kept));
    let form = changed.value.unwrap();
    assert_eq!(form.registration.id(), kept.id());
    assert_eq!(form.deployment, None);
}

#[test]
fn a_token_endpoint_may_be_left_out_and_keeps_the_audience_it_had() {
    assert_eq!(
        checked(good()).value.unwrap().registration.token_endpoint(),
        None
    );
    let sent = || good().with("token", "https://lms.example/token");
    let kept = checked(sent())
        .value
        .unwrap()
        .registration
        .with_token_audience("https://lms.example");
    for (sent, audience) in [
        (sent(), "https://lms.example"),
        (
            good().with("token", "https://lms.example/other"),
            "https://lms.example/other",
        ),
    ] {
        let (_, changed) = platform(sent, &launch(), KnownPlatforms::Changed(&kept));
        let changed = changed.value.unwrap().registration;
        assert_eq!(changed.token_audience(), Some(audience));
    }
    let http = good().with("token", "http://lms.example/token");
    assert_eq!(found(http), one("token", "form.address.https"));
}

#[test]
fn keys_come_from_one_place() {
    assert_eq!(found(with_pem().with("key_id", "k")), vec![]);
    let both = with_pem().with("key_set_url", "https://lms.example/jwks");
    assert_eq!(found(both), one("keys", "form.keys"));
    assert_eq!(
        found(good().without(["key_set_url"])),
        one("key_set_url", "form.keys")
    );
}

#[test]
fn a_key_that_no_message_can_name_is_refused_unless_messages_may_name_none() {
    assert_eq!(found(with_pem()), one("key_id", "form.key.unnamed"));
    let form = checked(with_pem().with("sole_key", "yes")).value.unwrap();
    assert_eq!(form.registration.key_choice(), KeyChoice::SoleKey);
    let endless = with_pem().with("key_id", "k".repeat(256));
    let codes: Vec<_> = found(endless).into_iter().map(|(_, code)| code).collect();
    assert_eq!(codes, ["form.id", "form.key.unnamed"]);
}

#[test]
fn a_private_key_is_refused_and_not_handed_back() {
    let key = AwsLcSigner::generate(Algorithm::Rs256).unwrap();
    let private = key.to_pkcs8_pem().unwrap().into_inner();
    for field in ["keys", "issuer", "key_id"] {
        let sent = good().without(["key_set_url"]).with(field, &*private);
        let (fields, checked) = platform(sent, &launch(), KnownPlatforms::New(&[]));
        assert!(checked.value.is_none());
        assert_eq!(fields.get(field), "");
        assert_eq!(codes(&checked.findings)[0], (field, "form.key.private"));
    }
}

#[test]
fn a_kind_of_platform_with_one_issuer_for_all_draws_a_warning_for_another() {
    let canvas = good().with("profile", "canvas");
    assert_eq!(found(canvas.clone()), one("issuer", "form.issuer.kind"));
    let usual = canvas.with("issuer", "https://canvas.instructure.com");
    assert_eq!(found(usual), vec![]);
    assert_eq!(found(good().with("profile", "moodle")), vec![]);
}
