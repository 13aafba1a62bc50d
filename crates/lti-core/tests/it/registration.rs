//! What a tool may be told about a platform, and what it may decide for all of them.

use core::time::Duration;

use lti_core::{ClientId, Issuer, Registration, RegistrationError, ToolSettings};

use crate::launch::{AUTHORIZATION, CLIENT, ISSUER, TARGET, registration, url};

type Maker =
    fn(Issuer, ClientId, edu_types::HttpUrl, edu_types::HttpUrl) -> Result<Registration, Fault>;
type Fault = RegistrationError;

fn made(make: Maker, issuer: &str, endpoint: &str, redirect: &str) -> Result<(), Fault> {
    let (issuer, client) = (Issuer::new(issuer).unwrap(), ClientId::new(CLIENT).unwrap());
    make(issuer, client, url(endpoint), url(redirect)).map(|_| ())
}

#[test]
fn an_issuer_is_an_https_address_without_query_and_fragment() {
    for issuer in [
        "lms",
        "urn:lms",
        "https://lms.example?a=b",
        "ftp://lms.example",
    ] {
        let result = made(Registration::new, issuer, AUTHORIZATION, TARGET);
        assert_eq!(result, Err(Fault::Issuer), "{issuer}");
    }
    let fragment = made(
        Registration::new,
        "https://lms.example#a",
        AUTHORIZATION,
        TARGET,
    );
    assert!(fragment.is_err());
    let what = "issuer";
    for make in [
        Registration::new as Maker,
        Registration::insecure_allow_loopback,
    ] {
        let result = made(make, "http://lms.example", AUTHORIZATION, TARGET);
        assert_eq!(result, Err(Fault::NotHttps { what }));
        assert_eq!(made(make, ISSUER, AUTHORIZATION, TARGET), Ok(()));
    }
}

#[test]
fn every_address_of_a_registration_is_https() {
    let endpoint = made(Registration::new, ISSUER, "http://lms.example/auth", TARGET);
    let what = "authorization endpoint";
    assert_eq!(endpoint, Err(Fault::NotHttps { what }));
    let redirect = made(
        Registration::new,
        ISSUER,
        AUTHORIZATION,
        "http://tool.example/",
    );
    let what = "redirect URI";
    assert_eq!(redirect, Err(Fault::NotHttps { what }));
    let keys = registration().with_key_set_url(url("http://lms.example/keys"));
    let what = "key set address";
    assert_eq!(keys.unwrap_err(), Fault::NotHttps { what });
    let second = registration().with_redirect_uri(url("http://tool.example/"));
    assert!(second.is_err());
}

#[test]
fn plain_http_is_for_this_machine_and_only_where_it_is_asked_for() {
    for host in [
        "localhost:8080",
        "tool.localhost",
        "127.0.0.1:8080",
        "[::1]:8080",
    ] {
        let redirect = format!("http://{host}/launch");
        let strict = made(Registration::new, ISSUER, AUTHORIZATION, &redirect);
        assert!(strict.is_err(), "{host}");
        let asked = Registration::insecure_allow_loopback;
        assert_eq!(
            made(asked, ISSUER, AUTHORIZATION, &redirect),
            Ok(()),
            "{host}"
        );
    }
    for host in [
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1",
    ] {
        let redirect = format!("http://{host}/launch");
        let asked = Registration::insecure_allow_loopback;
        assert!(
            made(asked, ISSUER, AUTHORIZATION, &redirect).is_err(),
            "{host}"
        );
    }
}

#[test]
fn no_setting_of_a_tool_leaves_its_range() {
    let settings = ToolSettings::new();
    assert_eq!(settings.leeway(), Duration::from_secs(60));
    assert_eq!(settings.max_age(), Duration::from_secs(600));
    assert_eq!(settings.login_lifetime(), Duration::from_secs(600));
    assert!(!settings.allows_anonymous());
    let seconds = Duration::from_secs;
    assert!(settings.clone().with_leeway(seconds(300)).is_ok());
    assert!(settings.clone().with_leeway(seconds(301)).is_err());
    for (age, allowed) in [(0, false), (1, true), (3600, true), (3601, false)] {
        assert_eq!(settings.clone().with_max_age(seconds(age)).is_ok(), allowed);
    }
    for (life, allowed) in [(9, false), (10, true), (3600, true), (3601, false)] {
        let result = settings.clone().with_login_lifetime(seconds(life));
        assert_eq!(result.is_ok(), allowed);
    }
}

#[test]
fn a_target_on_a_second_registered_address_belongs_to_the_tool() {
    let second = registration()
        .with_redirect_uri(url("https://other.example/launch"))
        .unwrap();
    assert!(second.owns_target("https://other.example/deep/page"));
    assert!(second.owns_target(TARGET));
    assert!(!registration().owns_target("https://other.example/deep/page"));
}
