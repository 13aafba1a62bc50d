//! ltijs as a tool of our platform, over real HTTP on loopback.

use std::path::Path;
use std::sync::OnceLock;

use lti_core::Privacy;
use serde_json::{Value, json};

use crate::browser::{Browser, Page, PageForm};
use crate::forgery::Forgery;
use crate::peers::{Server, node, node_program};
use crate::school::{ADA, BOB, INSTRUCTOR, LEARNER, School, registration};

/// A school whose tool is made of ltijs, which fetches our keys.
fn school(modules: &Path, privacy: Privacy) -> School {
    School::open(privacy, |platform| {
        let mut command = node_program(modules, "ltijs_tool.cjs");
        command.args(registration(platform));
        Server::start(command)
    })
}

/// The school of all tests that count nothing: ltijs takes its time to make keys of its own.
fn common_school(modules: &Path) -> &'static School {
    static SCHOOL: OnceLock<School> = OnceLock::new();
    SCHOOL.get_or_init(|| school(modules, Privacy::Name))
}

/// What ltijs tells of the launch that it accepts.
fn launched(school: &School, browser: &mut Browser, form: &PageForm) -> Value {
    let page = browser.post(form);
    // A session first; the launch is behind it.
    let launch = format!("{}{}", school.tool(), page.redirect());
    browser.get(&launch).json()
}

/// Checks that ltijs refuses, for this reason.
fn assert_refused(page: &Page, reason: &str) {
    assert_eq!(page.json(), json!({"accepted": false, "reason": reason}));
    assert_eq!((page.status, page.location.as_deref()), (401, None));
}

#[test]
fn a_teacher_is_launched_by_ltijs_with_equal_values_by_our_fetched_keys() {
    let Some(modules) = node() else { return };
    let school = school(&modules, Privacy::Name);
    let mut browser = school.browser_of(ADA);
    let form = school.message(&mut browser);
    assert_eq!(school.keys_asked(), 0);
    let told = launched(&school, &mut browser, &form);
    let name = Some("Ada \"Zoë\" <O'Hara> & 学生");
    assert_eq!(told, school.launch_of(ADA, INSTRUCTOR, name));
    assert_eq!(school.keys_asked(), 1);
}

#[test]
fn a_student_is_launched_by_ltijs_where_every_step_is_posted() {
    let Some(modules) = node() else { return };
    let school = school(&modules, Privacy::Pseudonymous);
    let mut browser = school.browser_of(BOB);
    let request = school.requested_by_form(&mut browser);
    let form = browser.post(&request).form();
    let told = launched(&school, &mut browser, &form);
    assert_eq!(told, school.launch_of(BOB, LEARNER, None));
}

#[test]
fn a_tampered_token_is_refused_by_ltijs_and_the_genuine_one_still_accepted() {
    let Some(modules) = node() else { return };
    let school = common_school(&modules);
    let mut ada = school.browser_of(ADA);
    for (forgery, reason) in [
        (Forgery::Raised, "invalid signature"),
        (Forgery::Zeroed, "invalid signature"),
        (Forgery::OtherKey, "invalid signature"),
        (Forgery::UnknownKey, "KEY_NOT_FOUND"),
        (Forgery::Unsigned, "jwt signature is required"),
    ] {
        let mut bob = school.browser_of(BOB);
        let (form, hers) = (school.message(&mut bob), school.message(&mut ada));
        let token = forgery.of(form.get("id_token").unwrap());
        assert_refused(&bob.post(&form.with("id_token", &token)), reason);
        assert_eq!(launched(school, &mut ada, &hers)["accepted"], true);
    }
}

/// As our tool does, and `PyLTI1p3` does not.
#[test]
fn ltijs_ends_a_login_with_the_first_message_that_it_refuses() {
    let Some(modules) = node() else { return };
    let school = common_school(&modules);
    let mut browser = school.browser_of(BOB);
    let form = school.message(&mut browser);
    let token = Forgery::Raised.of(form.get("id_token").unwrap());
    assert_refused(
        &browser.post(&form.with("id_token", &token)),
        "invalid signature",
    );
    assert_refused(&browser.post(&form), "MISSING_VALIDATION_COOKIE");
}

#[test]
fn a_message_counts_once_for_ltijs_and_in_its_own_browser_only() {
    let Some(modules) = node() else { return };
    let school = common_school(&modules);
    let (mut ada, mut bob) = (school.browser_of(ADA), school.browser_of(BOB));
    let form = school.message(&mut ada);
    assert_refused(&bob.post(&form), "MISSING_VALIDATION_COOKIE");
    assert_eq!(launched(school, &mut ada, &form)["accepted"], true);
    assert_refused(&ada.post(&form), "MISSING_VALIDATION_COOKIE");
}

/// A difference: our tool accepts the nonce of the login alone; ltijs makes one and forgets it, and
/// refuses only those that it saw in messages a few seconds ago.
#[test]
fn ltijs_takes_a_token_that_answers_another_login() {
    let Some(modules) = node() else { return };
    let school = common_school(&modules);
    let (mut ada, mut bob) = (school.browser_of(ADA), school.browser_of(BOB));
    let (hers, his) = (school.message(&mut ada), school.message(&mut bob));
    let mixed = his.with("id_token", hers.get("id_token").unwrap());
    assert_eq!(launched(school, &mut bob, &mixed)["sub"], "person-ada");
    assert_refused(&ada.post(&hers), "NONCE_ALREADY_RECEIVED");
}

/// A difference: our tool hands over which error the platform told.
#[test]
fn ltijs_does_not_read_an_error_that_we_tell_and_ends_the_login_with_it() {
    let Some(modules) = node() else { return };
    let school = common_school(&modules);
    let mut browser = school.browser_of(ADA);
    let request = school.requested(&mut browser);
    let first = school.answered(&mut browser, &request);
    let second = school.answered(&mut browser, &request);
    assert_eq!(second.get("error"), Some("access_denied"));
    assert_refused(&browser.post(&second), "NO_LTIK_OR_IDTOKEN_FOUND");
    assert_refused(&browser.post(&first), "MISSING_VALIDATION_COOKIE");
}

#[test]
fn another_session_gets_login_required_and_the_message_waits_for_its_own_at_ltijs() {
    let Some(modules) = node() else { return };
    let school = common_school(&modules);
    let mut ada = school.browser_of(ADA);
    let request = school.requested(&mut ada);
    for mut other in [school.browser_of(BOB), Browser::new()] {
        let refused = school.answered(&mut other, &request);
        assert_eq!(refused.get("error"), Some("login_required"));
        assert_eq!(refused.get("id_token"), None);
        assert_refused(&other.post(&refused), "NO_LTIK_OR_IDTOKEN_FOUND");
    }
    let form = school.answered(&mut ada, &request);
    assert_eq!(launched(school, &mut ada, &form)["sub"], "person-ada");
}

/// ltijs asks for the message to be sent wherever an unsigned parameter of the login says.
#[test]
fn an_address_that_ltijs_was_talked_into_is_sent_nothing() {
    let Some(modules) = node() else { return };
    let school = common_school(&modules);
    let mut browser = school.browser_of(ADA);
    let login = school.opened(&mut browser);
    let target = "%2Flaunch";
    assert!(login.contains(target), "{login}");
    for other in ["%2Flaunch%2F", "%2Flogin", "%40evil.example%2Flaunch"] {
        let asked = browser.get(&login.replace(target, other));
        let page = browser.get(asked.redirect());
        assert_eq!((page.status, page.location.as_deref()), (400, None));
        assert!(page.text.contains("lti.request.redirect"), "{}", page.text);
        assert!(!page.text.contains("<form"), "{}", page.text);
    }
    // None of it took the message.
    let asked = browser.get(&login);
    let form = school.answered(&mut browser, asked.redirect());
    assert_eq!(launched(school, &mut browser, &form)["accepted"], true);
}
