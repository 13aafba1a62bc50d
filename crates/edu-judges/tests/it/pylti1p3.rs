//! `PyLTI1p3` as a tool of our platform, over real HTTP on loopback.

use std::path::Path;

use lti_core::Privacy;
use serde_json::Value;

use crate::browser::{Browser, Page};
use crate::forgery::Forgery;
use crate::peers::{Server, python, python_program};
use crate::school::{ADA, BOB, DEPLOYMENT, INSTRUCTOR, LEARNER, School, as_form, registration};

/// A school whose tool is made of `PyLTI1p3`, which fetches our keys.
fn school(python: &Path, privacy: Privacy) -> School {
    School::open(privacy, |platform| {
        let mut command = python_program(python, "pylti1p3_tool.py");
        command.args(registration(platform)).arg(DEPLOYMENT);
        Server::start(command)
    })
}

/// What the tool must have verified of a launch, and what it makes of it.
fn launch_of(school: &School, person: &str, role: &str, name: Option<&str>) -> Value {
    let mut launch = school.launch_of(person, role, name);
    launch["is_resource_launch"] = true.into();
    launch["is_teacher"] = (role == INSTRUCTOR).into();
    launch["is_student"] = (role == LEARNER).into();
    launch
}

/// Checks that the tool refuses, for this reason.
fn assert_refused(page: &Page, reason: &str) {
    let told = page.json();
    assert_eq!(told["accepted"], false, "{told}");
    let found = told["reason"].as_str().unwrap();
    assert!(found.starts_with(reason), "{found}, expected {reason}");
}

#[test]
fn a_teacher_is_launched_with_equal_values_by_our_fetched_keys() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Name);
    let mut browser = school.browser_of(ADA);
    let form = school.message(&mut browser);
    assert_eq!(school.keys_asked(), 0);
    let told = browser.post(&form).json();
    let name = Some("Ada \"Zoë\" <O'Hara> & 学生");
    assert_eq!(told, launch_of(&school, ADA, INSTRUCTOR, name));
    assert_eq!(school.keys_asked(), 1);
}

#[test]
fn a_student_is_launched_and_the_tool_learns_no_name() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Pseudonymous);
    let mut browser = school.browser_of(BOB);
    let form = school.message(&mut browser);
    let told = browser.post(&form).json();
    assert_eq!(told, launch_of(&school, BOB, LEARNER, None));
}

/// A difference: our tool spends a login with its first message, `PyLTI1p3` keeps it.
#[test]
fn pylti1p3_takes_a_message_again_from_its_own_browser() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Pseudonymous);
    let mut browser = school.browser_of(BOB);
    let form = school.message(&mut browser);
    let first = browser.post(&form).json();
    assert_eq!(browser.post(&form).json(), first);
    assert_eq!(first["accepted"], true);
}

#[test]
fn a_launch_holds_where_every_step_is_posted() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Name);
    let mut browser = school.browser_of(BOB);
    let request = school.requested_by_form(&mut browser);
    let form = browser.post(&request).form();
    let told = browser.post(&form).json();
    assert_eq!(told, launch_of(&school, BOB, LEARNER, Some("Bob")));
}

#[test]
fn a_tampered_token_is_refused_and_the_genuine_one_still_accepted() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Pseudonymous);
    let mut browser = school.browser_of(BOB);
    let form = school.message(&mut browser);
    for (forgery, reason) in [
        (Forgery::Raised, "Can't decode id_token"),
        (Forgery::Zeroed, "Can't decode id_token"),
        (Forgery::OtherKey, "Can't decode id_token"),
        (Forgery::UnknownKey, "Unable to find public key"),
        (Forgery::Unsigned, "Unable to find public key"),
    ] {
        let token = forgery.of(form.get("id_token").unwrap());
        assert_refused(&browser.post(&form.with("id_token", &token)), reason);
    }
    let told = browser.post(&form).json();
    assert_eq!(told, launch_of(&school, BOB, LEARNER, None));
}

#[test]
fn a_message_fits_the_login_it_answers_and_no_other() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Name);
    let (mut ada, mut bob) = (school.browser_of(ADA), school.browser_of(BOB));
    let hers = school.message(&mut ada);
    let his = school.message(&mut bob);
    // Another browser posts her answer: it never started that login.
    assert_refused(&bob.post(&hers), "State not found");
    // Her token under the state of his login has the nonce of hers.
    let mixed = his.with("id_token", hers.get("id_token").unwrap());
    assert_refused(&bob.post(&mixed), "Invalid Nonce");
    let told = bob.post(&his).json();
    assert_eq!(told, launch_of(&school, BOB, LEARNER, Some("Bob")));
}

/// Checks that the tool was told this error for a login of its own, and launched nobody.
fn assert_told(page: &Page, error: &str) {
    let told = page.json();
    assert_eq!(told["accepted"], false, "{told}");
    assert_eq!(told["error"], error, "{told}");
    assert_eq!(told["own_login"], true, "{told}");
}

#[test]
fn a_request_used_twice_gets_one_message_and_then_access_denied() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Name);
    let mut browser = school.browser_of(ADA);
    let request = school.requested(&mut browser);
    let first = school.answered(&mut browser, &request);
    let second = school.answered(&mut browser, &request);
    assert_eq!(second.get("error"), Some("access_denied"));
    assert_eq!(second.get("id_token"), None);
    assert_told(&browser.post(&second), "access_denied");
    assert_eq!(browser.post(&first).json()["accepted"], true);
}

#[test]
fn an_address_that_is_not_registered_is_sent_nothing() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Name);
    let mut browser = school.browser_of(ADA);
    let request = school.requested(&mut browser);
    let asked = as_form(&request);
    let registered = asked.get("redirect_uri").unwrap();
    for other in [
        format!("{registered}/"),
        format!("{registered}?to=me"),
        registered.replace("/launch", "/login"),
        registered.replace("127.0.0.1", "localhost"),
        "http://127.0.0.1:9/launch".to_owned(),
    ] {
        let page = browser.post(&asked.with("redirect_uri", &other));
        assert_eq!((page.status, page.location.as_deref()), (400, None));
        assert!(page.text.contains("lti.request.redirect"), "{}", page.text);
        assert!(!page.text.contains("<form"), "{}", page.text);
        assert!(!page.text.contains(&other), "{}", page.text);
    }
    // None of it took the message.
    let form = school.answered(&mut browser, &request);
    assert_eq!(browser.post(&form).json()["accepted"], true);
}

#[test]
fn another_session_gets_login_required_and_the_message_waits_for_its_own() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Name);
    let mut ada = school.browser_of(ADA);
    let request = school.requested(&mut ada);
    for mut other in [school.browser_of(BOB), Browser::new()] {
        let refused = school.answered(&mut other, &request);
        assert_eq!(refused.get("error"), Some("login_required"));
        assert_eq!(refused.get("id_token"), None);
        // The tool knows the login by the cookie of the browser that began it.
        assert_eq!(other.post(&refused).json()["own_login"], false);
        assert_told(&ada.post(&refused), "login_required");
    }
    let form = school.answered(&mut ada, &request);
    assert_eq!(ada.post(&form).json()["sub"], "person-ada");
}
