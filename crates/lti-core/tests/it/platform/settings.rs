//! Registrations and settings that would not be safe cannot be made.

use core::time::Duration;

use lti_core::{Issuer, PlatformSettings, Privacy, RegistrationError, ToolRegistration};

use super::{CLIENT, LOGIN, REDIRECT, client, settings, tool, url};

type Make = fn(Issuer) -> Result<PlatformSettings, RegistrationError>;

fn makes(make: Make, issuer: &str) -> bool {
    make(Issuer::new(issuer).unwrap()).is_ok()
}

#[test]
fn an_issuer_is_an_https_address_without_query_and_fragment() {
    for issuer in [
        "http://lms.example",
        "https://lms.example?",
        "https://lms.example/?a=b",
        "https://lms.example#",
        "https://user@lms.example",
        "lms.example",
        "urn:lms",
    ] {
        assert!(!makes(PlatformSettings::new, issuer), "{issuer}");
        assert!(
            !makes(PlatformSettings::insecure_allow_loopback, issuer),
            "{issuer}"
        );
    }
    assert!(makes(PlatformSettings::new, "https://lms.example/a"));
    assert!(!makes(PlatformSettings::new, "http://lms.localhost:8080"));
    let loopback = "http://lms.localhost:8080";
    assert!(makes(PlatformSettings::insecure_allow_loopback, loopback));
}

#[test]
fn lifetimes_have_bounds() {
    let seconds = Duration::from_secs;
    for outside in [
        seconds(0),
        seconds(9),
        seconds(3601),
        Duration::from_millis(3_600_001),
    ] {
        assert!(
            settings().with_hint_lifetime(outside).is_err(),
            "{outside:?}"
        );
        assert!(
            settings().with_token_lifetime(outside).is_err(),
            "{outside:?}"
        );
    }
    for inside in [seconds(10), seconds(3600)] {
        assert_eq!(
            settings()
                .with_hint_lifetime(inside)
                .unwrap()
                .hint_lifetime(),
            inside
        );
        assert_eq!(
            settings()
                .with_token_lifetime(inside)
                .unwrap()
                .token_lifetime(),
            inside
        );
    }
    assert_eq!(settings().hint_lifetime(), seconds(300));
    assert_eq!(settings().token_lifetime(), seconds(300));
    assert_eq!(
        settings()
            .with_token_lifetime(seconds(7200))
            .unwrap_err()
            .to_string(),
        "token lifetime is 7200s, 10 s to 1 h is allowed"
    );
}

#[test]
fn a_tools_addresses_use_https() {
    let new = |login: &str, redirect: &str| {
        ToolRegistration::new(client(CLIENT), url(login), url(redirect))
    };
    assert!(new("http://tool.example/login", REDIRECT).is_err());
    assert!(new(LOGIN, "http://tool.example/launch").is_err());
    assert!(new(LOGIN, "http://localhost/launch").is_err());
    assert!(
        tool(CLIENT)
            .with_redirect_uri(url("http://tool.example/b"))
            .is_err()
    );
}

#[test]
fn plain_http_is_for_loopback_alone() {
    let new = |login: &str, redirect: &str| {
        ToolRegistration::insecure_allow_loopback(client(CLIENT), url(login), url(redirect))
    };
    let here = "http://tool.localhost:8080/x";
    assert!(
        new(here, here)
            .unwrap()
            .with_redirect_uri(url("http://[::1]/"))
            .is_ok()
    );
    assert!(new(here, "http://tool.example/launch").is_err());
    assert!(new(here, "http://localhost.evil.example/launch").is_err());
    assert!(new("http://tool.example/login", here).is_err());
}

#[test]
fn a_tool_learns_nothing_until_it_is_said_otherwise() {
    assert_eq!(tool(CLIENT).privacy(), Privacy::Pseudonymous);
}

#[test]
fn a_tool_that_moves_keeps_what_was_decided_about_it() {
    let before = tool(CLIENT).with_privacy(Privacy::Name);
    let (login, launch) = (
        url("https://new.example/login"),
        url("https://new.example/launch"),
    );
    let after = before
        .clone()
        .moved_to(login.clone(), launch.clone())
        .unwrap();
    assert_eq!(after.initiate_login_uri(), &login);
    assert_eq!(after.redirect_uris(), [launch]);
    assert_eq!(after.client_id(), before.client_id());
    assert_eq!(after.deployments(), before.deployments());
    assert_eq!(after.privacy(), before.privacy());
    assert_eq!(after.scopes(), before.scopes());
}

#[test]
fn a_tool_moves_to_no_address_that_a_new_one_could_not_have() {
    for (login, launch) in [
        ("http://tool.example/login", REDIRECT),
        (LOGIN, "http://tool.example/launch"),
        ("http://localhost/login", REDIRECT),
    ] {
        let moved = tool(CLIENT).moved_to(url(login), url(launch));
        assert!(moved.is_err(), "{login} {launch}");
    }
}
