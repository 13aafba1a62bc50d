//! Registrations and tools as text: they come back whole, or not at all.

use edu_jose::{Algorithm, Algorithms, Jwk, KeySet};
use edu_types::Profile;
use lti_core::{ClientId, DeploymentId, Privacy, Registration, ToolRegistration, quirks};

use crate::launch::{KEY, registration, url};

fn furnished() -> Registration {
    registration()
        .with_key_set_url(url("https://lms.example/jwks?a=1&b=%20"))
        .unwrap()
        .with_token_endpoint(url("https://lms.example/token"))
        .unwrap()
        .with_token_audience("https://api.lms.example/token")
        .with_redirect_uri(url("https://tool.example/other"))
        .unwrap()
        .with_target_origin(&url("https://pages.example/x"))
        .unwrap()
        .trusting_audience(ClientId::new("client-2").unwrap())
        .with_algorithms(Algorithms::only(Algorithm::Es256).with(Algorithm::Rs512))
        .lenient_sole_key()
        .with_profile(quirks::blackboard())
}

fn tool() -> ToolRegistration {
    ToolRegistration::new(
        ClientId::new("client-1").unwrap(),
        url("https://tool.example/login"),
        url("https://tool.example/launch"),
    )
    .unwrap()
}

#[test]
fn a_registration_comes_back_whole() {
    let keyed = furnished().with_keys(KeySet::from_keys([Jwk::of_signer(&*KEY)]));
    let loopback = Registration::insecure_allow_loopback(
        registration().issuer().clone(),
        registration().client_id().clone(),
        url("http://127.0.0.1:8080/auth"),
        url("http://localhost:4100/launch"),
    );
    for one in [registration(), furnished(), keyed, loopback.unwrap()] {
        let text = one.to_stored().unwrap();
        let back = Registration::from_stored(&text).unwrap();
        assert_eq!(back, one);
        assert_eq!(back.to_stored().unwrap(), text);
    }
}

#[test]
fn every_profile_of_a_platform_is_found_again() {
    for name in quirks::NAMES.into_iter().chain(["strict", "lenient"]) {
        let one = registration().with_profile(quirks::profile(name).unwrap());
        let back = Registration::from_stored(&one.to_stored().unwrap()).unwrap();
        assert_eq!(back.profile(), one.profile());
    }
}

#[test]
fn a_profile_of_the_hosts_own_needs_the_host() {
    let own = Profile::strict().named("ours");
    let profiles = |name: &str| (name == "ours").then(|| own.clone());
    let ours = registration().with_profile(own.clone());
    assert!(ours.to_stored().is_err());
    let text = ours.to_stored_with(profiles).unwrap();
    let error = Registration::from_stored(&text).unwrap_err();
    assert!(error.to_string().contains("profile"), "{error}");
    let back = Registration::from_stored_with(&text, profiles);
    assert_eq!(back.unwrap().profile(), &own);
}

#[test]
fn a_profile_that_only_bears_a_known_name_is_not_stored_under_it() {
    let stricter = Profile::lenient().refusing(&lti_core::rules::CUSTOM_NOT_TEXT);
    let laxer = Profile::strict().accepting(&lti_core::rules::CUSTOM_NOT_TEXT);
    for profile in [stricter, laxer] {
        let error = registration()
            .with_profile(profile)
            .to_stored()
            .unwrap_err();
        assert!(error.to_string().contains("another profile"), "{error}");
    }
}

#[test]
fn what_could_not_be_read_again_is_not_stored() {
    let key = Jwk::of_signer(&*KEY);
    let many = KeySet::from_keys(vec![key; 101]);
    assert!(registration().with_keys(many).to_stored().is_err());
    let mut crowded = tool();
    for number in 0..6_000 {
        let deployment = format!("{number:0>200}");
        crowded = crowded.with_deployment(DeploymentId::new(deployment).unwrap());
    }
    assert!(crowded.to_stored().is_err());
}

#[test]
fn a_damaged_registration_is_refused() {
    let text = furnished().to_stored().unwrap();
    let half = text.get(..text.len() / 2).unwrap();
    for damaged in [
        "",
        "{}",
        "[]",
        half,
        // Nothing is believed for having been stored.
        &text.replace("https://lms.example/auth", "http://lms.example/auth"),
        &text.replace("https://tool.example/launch", "javascript:alert(1)"),
        &text.replace("https://lms.example/jwks", "ftp://lms.example/jwks"),
        &text.replace("ES256", "HS256"),
        &text.replace("https://pages.example", "http://pages.example"),
        &text.replace("\"issuer\":\"https://lms.example\"", "\"issuer\":\"lms\""),
    ] {
        assert!(Registration::from_stored(damaged).is_err(), "{damaged}");
    }
}

#[test]
fn a_tool_comes_back_whole() {
    let loopback = ToolRegistration::insecure_allow_loopback(
        ClientId::new("client-1").unwrap(),
        url("http://localhost:4100/login"),
        url("http://localhost:4100/launch"),
    );
    let mut all = vec![tool(), loopback.unwrap()];
    for privacy in Privacy::ALL {
        let more = tool().with_redirect_uri(url("https://tool.example/a?b"));
        let more = more.unwrap().with_privacy(privacy);
        all.push(more.with_deployment(DeploymentId::new("d-1").unwrap()));
    }
    let scopes = format!("{} {}", lti_core::scope::SCORE, lti_core::scope::LINE_ITEM);
    let serviced = tool()
        .with_key_set_url(url("https://tool.example/jwks"))
        .unwrap()
        .with_scopes(edu_http::Scopes::parse(&scopes).unwrap())
        .with_algorithms(Algorithms::only(Algorithm::Es256).with(Algorithm::Rs512));
    let keyed = tool().lenient_sole_key();
    all.push(keyed.with_keys(KeySet::from_keys([Jwk::of_signer(&*KEY)])));
    all.push(serviced);
    for one in all {
        let text = one.to_stored().unwrap();
        assert_eq!(ToolRegistration::from_stored(&text).unwrap(), one);
    }
}

#[test]
fn a_damaged_tool_is_refused() {
    let text = tool().to_stored().unwrap();
    let half = text.get(..text.len() / 2).unwrap();
    for damaged in [
        "",
        "{}",
        half,
        &text.replace("https://tool.example/login", "http://tool.example/login"),
        &text.replace("pseudonymous", "everybody"),
        &text.replace("\"redirect_uris\"", "\"redirect\""),
    ] {
        assert!(ToolRegistration::from_stored(damaged).is_err(), "{damaged}");
    }
}

#[test]
fn a_deployment_is_installed_once_and_taken_away_whole() {
    let deployment = DeploymentId::new("d-1").unwrap();
    let twice = tool()
        .with_deployment(deployment.clone())
        .with_deployment(deployment.clone());
    assert_eq!(twice.deployments().len(), 1);
    assert!(
        !twice
            .without_deployment(&deployment)
            .is_deployed(&deployment)
    );
}
