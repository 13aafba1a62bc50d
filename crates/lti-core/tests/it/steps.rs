//! The steps of a launch taken one by one, with the parts of another launch handed in.

use edu_http::{Form, FormLimits, encode_pairs};
use edu_jose_ring::Ring;
use edu_types::Timestamp;
use lti_core::{
    BoundLaunch, Deployment, Fault, LaunchError, LaunchPost, LoginInitiation, LoginStarted,
    PendingLogin, Registration, SignedLaunch, Taken, TakenLaunch, ToolSettings, begin_login,
};

use crate::launch::{
    CLIENT, INITIATION, ISSUER, KEY, NOW, TARGET, Token, begin_with, keys, message_form, moment,
    registration, registration_of, tool_for, url,
};

const NOW_STAMP: Timestamp = Timestamp::from_unix_seconds(NOW);

fn form(text: &str) -> Form {
    Form::parse(text.as_bytes(), &FormLimits::DEFAULT).unwrap()
}

fn start(
    registration: &Registration,
    fields: &[(&str, &str)],
) -> Result<LoginStarted, LaunchError> {
    let initiation = form(&encode_pairs(fields.iter().copied()));
    let initiation = LoginInitiation::from_form(&initiation).unwrap();
    let entropy = &mut moment(NOW).entropy;
    begin_login(
        &initiation,
        registration,
        &ToolSettings::new(),
        entropy,
        &NOW_STAMP,
    )
}

fn started() -> LoginStarted {
    start(&registration(), INITIATION).unwrap()
}

/// The nonce that went into the redirect.
fn nonce(login: &LoginStarted) -> &str {
    let (_, rest) = login.redirect.split_once("&nonce=").unwrap();
    rest.split('&').next().unwrap()
}

/// An honest message in the browser that started the login.
fn bound(login: &LoginStarted) -> BoundLaunch {
    let token = Token::resource_link().seal(nonce(login));
    let form = form(&message_form(login.pending.state().as_str(), &token));
    let LaunchPost::Message(message) = LaunchPost::from_form(&form).unwrap() else {
        panic!("not a message");
    };
    let cookie = login.cookie.to_header_value().unwrap();
    let secret = cookie.to_str().unwrap().split([';', '=']).nth(1).unwrap();
    message.with_secret(secret).unwrap()
}

fn taken() -> TakenLaunch {
    let login = started();
    let fresh = Taken::Fresh(login.pending.clone());
    bound(&login).with_login(fresh, &NOW_STAMP).unwrap()
}

fn check(taken: TakenLaunch, registration: &Registration) -> Result<SignedLaunch, LaunchError> {
    let settings = ToolSettings::new();
    taken.check(registration, &keys(&[&*KEY]), &Ring, &settings, &NOW_STAMP)
}

#[track_caller]
fn assert_step_refused<T>(result: Result<T, LaunchError>, code: &str, fault: Fault) {
    let Err(error) = result else {
        panic!("the step was taken");
    };
    assert_eq!((error.code(), error.fault()), (code, fault));
}

#[test]
fn every_step_leads_to_a_launch_in_the_end() {
    let signed = check(taken(), &registration()).unwrap();
    assert_eq!(signed.deployment_id().as_str(), "deployment-1");
    let launch = signed.clone().with_deployment(Deployment::Known).unwrap();
    assert_eq!(launch.subject().unwrap().as_str(), "user-1");
    let refused = signed.with_deployment(Deployment::Unknown);
    assert_step_refused(refused, "lti.deployment.unknown", Fault::Deployment);
}

#[test]
fn a_host_sees_what_was_signed_before_it_accepts_a_deployment() {
    let signed = check(taken(), &registration()).unwrap();
    assert_eq!(signed.issuer().as_str(), ISSUER);
    assert_eq!(signed.client_id().as_str(), CLIENT);
    assert_eq!(signed.claims().deployment_id, *signed.deployment_id());
    assert_eq!(
        signed.tool_platform(),
        signed.claims().tool_platform.as_ref()
    );
    assert_eq!(signed.context(), signed.claims().context.as_ref());
}

#[test]
fn a_login_that_asked_elsewhere_is_not_taken_here() {
    assert_eq!(taken().pending().redirect_uri().as_str(), TARGET);
    assert!(taken().at_address(&url(TARGET)).is_ok());
    let result = taken().at_address(&url("https://tool.example/other"));
    assert_step_refused(result, "lti.state.other_address", Fault::State);
}

#[test]
fn a_login_of_another_platform_than_the_registration_is_not_begun() {
    let code = "lti.unregistered.client";
    for other in [
        registration_of("https://other.example", CLIENT),
        registration_of(ISSUER, "client-2"),
    ] {
        assert_step_refused(start(&other, INITIATION), code, Fault::Unregistered);
    }
}

#[test]
fn a_store_that_hands_out_another_login_is_not_believed() {
    let (one, other) = (started(), started());
    let wrong = Taken::Fresh(other.pending);
    let result = bound(&one).with_login(wrong, &NOW_STAMP);
    assert_step_refused(result, "lti.backend.failed", Fault::Host);
}

#[test]
fn a_token_is_not_checked_by_another_registration_than_its_login() {
    let code = "lti.unregistered.client";
    for other in [
        registration_of("https://other.example", CLIENT),
        registration_of(ISSUER, "client-2"),
    ] {
        assert_step_refused(check(taken(), &other), code, Fault::Unregistered);
    }
}

#[test]
fn a_stored_login_keeps_everything_the_token_is_compared_with() {
    let fields = [INITIATION, &[("lti_deployment_id", "deployment-2")]].concat();
    let login = start(&registration(), &fields).unwrap();
    let state = login.pending.state().clone();
    let read = PendingLogin::from_stored(state, &login.pending.to_stored()).unwrap();
    assert_eq!(read, login.pending);
    let taken = bound(&login)
        .with_login(Taken::Fresh(read), &NOW_STAMP)
        .unwrap();
    let result = check(taken, &registration());
    assert_step_refused(result, "lti.deployment.differs", Fault::Deployment);
}

#[test]
fn a_target_that_is_itself_registered_is_where_the_message_goes() {
    let second = "https://tool.example/second";
    let registration = registration().with_redirect_uri(url(second)).unwrap();
    let tool = tool_for(registration);
    for (target, redirect) in [
        (second, second),
        (TARGET, TARGET),
        ("https://tool.example/", TARGET),
    ] {
        let fields: Vec<_> = INITIATION
            .iter()
            .map(|(name, value)| {
                (
                    *name,
                    if *name == "target_link_uri" {
                        target
                    } else {
                        *value
                    },
                )
            })
            .collect();
        let login = begin_with(&tool, &fields);
        let expected = encode_pairs([("redirect_uri", redirect)]);
        assert!(
            login.location.contains(&format!("&{expected}&")),
            "{}",
            login.location
        );
    }
}
