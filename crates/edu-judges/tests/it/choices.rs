//! What must hold of every answer with which a tool of a peer brings back what was chosen.

use serde_json::json;

use crate::browser::{Browser, Page, PageForm};
use crate::faculty::Faculty;
use crate::forgery::Forgery;
use crate::school::{ADA, BOB};

/// The browser of a teacher, and the form with which the tool brings back what they chose.
pub(crate) fn choice(faculty: &Faculty) -> (Browser, PageForm) {
    let mut browser = faculty.browser_of(ADA);
    let message = faculty.message(&mut browser, "/choose");
    let form = faculty.launched(&mut browser, &message).form();
    assert_eq!(form.action, format!("{}/chosen", faculty.address()));
    (browser, form)
}

/// Checks that an answer counts once.
pub(crate) fn assert_answered_once(faculty: &Faculty) {
    let (mut browser, form) = choice(faculty);
    assert_taken(&browser.post(&form));
    let again = browser.post(&form).json();
    assert_eq!(again, json!({"code": "lti.deep_linking.data_used"}));
}

/// Checks that an answer counts in the session that was asked, for which it waits.
pub(crate) fn assert_bound_to_session(faculty: &Faculty) {
    let (mut browser, form) = choice(faculty);
    let other = faculty.browser_of(BOB).post(&form).json();
    assert_eq!(other, json!({"code": "lti.deep_linking.session"}));
    assert_taken(&browser.post(&form));
}

/// Checks that no forged answer is accepted, nor takes the place of the genuine one.
pub(crate) fn assert_forgeries_refused(faculty: &Faculty) {
    let (mut browser, form) = choice(faculty);
    for (forgery, code) in [
        (Forgery::Raised, "jose.signature"),
        (Forgery::Zeroed, "jose.signature"),
        (Forgery::OtherKey, "jose.signature"),
        (Forgery::UnknownKey, "jose.key.unknown"),
        (Forgery::Unsigned, "jose.alg.refused"),
    ] {
        let token = forgery.of(form.get("JWT").unwrap());
        let told = browser.post(&form.with("JWT", &token)).json();
        assert_eq!(told, json!({"code": code}));
    }
    assert_taken(&browser.post(&form));
}

fn assert_taken(page: &Page) {
    assert_eq!(page.status, 200, "{}", page.text);
}
