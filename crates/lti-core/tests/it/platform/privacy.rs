//! A tool learns what its registration allows, and logs learn nothing.

use core::fmt::Debug;

use edu_json::RawJson;
use edu_types::{Limits, Personal};
use lti_core::{
    AuthorizationRequest, ForUser, LaunchMessage, LaunchRequest, Lis, Messages as _, Privacy,
    Subject, TakenFor, begin_message, claim,
};
use std::sync::Arc;

use super::service::claims_of;
use super::{
    ADA, Ask, CLIENT, KEY, NOW, ada, at, begin, caller, entropy, lms, lms_sharing, moment, request,
    request_for, session, settings, tool,
};

fn json(text: &str) -> RawJson {
    RawJson::new(text, &Limits::DEFAULT).unwrap()
}

/// A launch that says everything about two persons.
fn telling() -> LaunchRequest {
    let mut about = ForUser::new(Subject::new("person-8").unwrap());
    about.name = Some(Personal::new("Grace".to_owned()));
    about.email = Some(Personal::new("grace@school.example".to_owned()));
    about.person_sourcedid = Some(Personal::new("sis-8".to_owned()));
    about.extra.insert("nickname", json("\"Grace\""));
    let mut lis = Lis::new();
    lis.person_sourcedid = Some(Personal::new("sis-7".to_owned()));
    lis.course_section_sourcedid = Some(Personal::new("section-1".to_owned()));
    lis.result_sourcedid = Some(Personal::new("sis-result".to_owned()));
    lis.extra.insert("person_vendor_id", json("\"sis-vendor\""));
    let ada = ada().with_email_verified(true);
    request_for(ada, LaunchMessage::submission_review(about, None))
        .with_lis(lis)
        .with_claim("nickname", json("\"Countess\""))
        .and_then(|request| request.with_claim("birthdate", json("\"1815-12-10\"")))
        .and_then(|request| request.with_claim("https://vendor.example/x", json("7")))
        .unwrap()
}

fn learned(privacy: Privacy) -> serde_json::Value {
    let lms = lms_sharing(privacy);
    let login = pollster::block_on(lms.begin(&caller(ADA), telling(), moment(NOW))).unwrap();
    claims_of(&lms, &Ask::new(&login).send(&lms, &caller(ADA)))
}

const NAMES: [&str; 5] = [
    "name",
    "given_name",
    "middle_name",
    "family_name",
    "nickname",
];
const EMAILS: [&str; 2] = ["email", "email_verified"];
const OTHERS: [&str; 3] = ["picture", "locale", "birthdate"];

#[test]
fn a_tool_learns_what_its_privacy_allows_and_no_more() {
    for (privacy, name, email, other) in [
        (Privacy::Pseudonymous, false, false, false),
        (Privacy::Name, true, false, false),
        (Privacy::Email, false, true, false),
        (Privacy::NameAndEmail, true, true, false),
        (Privacy::Everything, true, true, true),
    ] {
        let claims = learned(privacy);
        let has = |name: &str| claims.get(name).is_some();
        assert!(
            NAMES.into_iter().all(|claim| has(claim) == name),
            "{privacy:?}"
        );
        assert!(
            EMAILS.into_iter().all(|claim| has(claim) == email),
            "{privacy:?}"
        );
        assert!(
            OTHERS.into_iter().all(|claim| has(claim) == other),
            "{privacy:?}"
        );
        let about = &claims[claim::FOR_USER];
        assert_eq!(about.get("name").is_some(), name, "{privacy:?}");
        assert_eq!(about.get("email").is_some(), email, "{privacy:?}");
        assert_eq!(
            about.get("person_sourcedid").is_some(),
            other,
            "{privacy:?}"
        );
        let lis = &claims[claim::LIS];
        for member in ["person_sourcedid", "result_sourcedid", "person_vendor_id"] {
            assert_eq!(lis.get(member).is_some(), other, "{privacy:?}");
        }
    }
}

#[test]
fn what_is_not_about_the_person_is_always_sent() {
    let claims = learned(Privacy::Pseudonymous);
    assert_eq!(claims["sub"], "person-7");
    assert_eq!(claims[claim::FOR_USER]["user_id"], "person-8");
    assert_eq!(claims[claim::LIS]["course_section_sourcedid"], "section-1");
    assert_eq!(claims["https://vendor.example/x"], 7);
}

#[test]
fn what_a_tool_may_not_learn_is_not_even_stored() {
    let (ada, mut entropy) = (session(ADA), entropy());
    let (tool, settings) = (tool(CLIENT), settings());
    let started = begin_message(telling(), &tool, &settings, &ada, &mut entropy, &at(NOW));
    let stored = started.unwrap().pending.to_stored();
    for secret in [
        "Ada",
        "Lovelace",
        "school.example",
        "sis-",
        "Countess",
        "1815",
        "Grace",
    ] {
        assert!(!stored.contains(secret), "{secret}");
    }
}

#[test]
fn a_preview_shows_what_the_tool_will_be_told_and_no_more() {
    let (ada, mut entropy) = (session(ADA), entropy());
    let tool = tool(CLIENT).with_privacy(Privacy::Email);
    let started = begin_message(telling(), &tool, &settings(), &ada, &mut entropy, &at(NOW));
    let pending = started.unwrap().pending;
    let claims = pending.claims();
    assert_eq!(claims.subject.as_ref().unwrap().as_str(), "person-7");
    assert!(claims.email.is_some());
    assert!(claims.name.is_none() && claims.family_name.is_none() && claims.picture.is_none());
    let told = serde_json::to_value(claims).unwrap();
    for (name, value) in learned(Privacy::Email).as_object().unwrap() {
        if !["exp", "iat", "nonce"].contains(&name.as_str()) {
            assert_eq!(told.get(name), Some(value), "{name}");
        }
    }
}

fn assert_silent(shown: &impl Debug, secrets: &[&str]) {
    let text = format!("{shown:?} {shown:#?}");
    for secret in secrets {
        assert!(!text.contains(secret), "{text}");
    }
}

#[test]
fn debug_shows_no_token_no_hint_no_session_and_no_person() {
    let lms = lms_sharing(Privacy::Everything);
    let request = telling();
    let login = pollster::block_on(lms.begin(&caller(ADA), telling(), moment(NOW))).unwrap();
    let ask = Ask::new(&login);
    let hint = login.initiation.message_hint.clone().unwrap();
    let secrets = [
        login.initiation.login_hint.as_str(),
        hint.as_str(),
        "state-1",
        "nonce-1",
        "session-of",
        "person-",
        "Ada",
        "Lovelace",
        "Grace",
        "@",
        "sis-",
        "eyJ",
    ];
    assert_silent(&request, &secrets);
    assert_silent(&ada(), &secrets);
    assert_silent(&login, &secrets);
    assert_silent(&lms, &secrets);
    let asked = AuthorizationRequest::from_form(&ask.form()).unwrap();
    assert_silent(&asked, &secrets);
    let registered = asked.with_tool(Some(Arc::new(tool(CLIENT)))).unwrap();
    assert_silent(&registered, &secrets);
    let checked = registered.check().unwrap();
    assert_silent(&checked, &secrets);
    let ada = session(ADA);
    let taken = pollster::block_on(lms.backend().take_message(&hint, &ada, &at(NOW))).unwrap();
    assert!(matches!(taken, TakenFor::Fresh(_)));
    assert_silent(&taken, &secrets);
    let ready = checked.with_message(taken, &caller(ADA), &at(NOW)).unwrap();
    assert_silent(&ready, &secrets);
    let signed = ready.sign(&*KEY, &settings(), &at(NOW)).unwrap();
    assert_silent(&signed, &secrets);
}

#[test]
fn errors_show_no_state_no_hint_and_no_person() {
    let lms = lms();
    let login = begin(&lms);
    let hint = login.initiation.message_hint.as_ref().unwrap().as_str();
    let registered = |ask: Ask| {
        let asked = AuthorizationRequest::from_form(&ask.form()).unwrap();
        asked.with_tool(Some(Arc::new(tool(CLIENT))))
    };
    let refused = registered(Ask::new(&login).without("nonce"))
        .unwrap()
        .check();
    let refused = refused.unwrap_err();
    assert_silent(&refused, &["state-1", hint, "person", "tool.example"]);
    assert!(!refused.to_string().contains("state-1"));
    let local = registered(Ask::new(&login).with("redirect_uri", "https://evil.example/"));
    let local = local.unwrap_err();
    assert_silent(&local, &["state-1", hint, "person", "evil"]);
    assert!(!local.to_string().contains("evil"));
    let stranger = request().client_id().as_str().to_owned();
    assert!(!local.to_string().contains(&stranger));
}
