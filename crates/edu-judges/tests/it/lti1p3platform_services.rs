//! Our tool as it uses the services of `lti1p3platform`, over real HTTP on loopback.

use std::path::Path;
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::browser::{Browser, PageForm};
use crate::classroom::Classroom;
use crate::forgery::Forgery;
use crate::keys::decoded;
use crate::peers::{Server, python, python_program};
use crate::school::{CLIENT, DEPLOYMENT, INSTRUCTOR, LEARNER};
use crate::workshop::{Signing, Workshop};

/// Our tool, and a platform with services.
fn classroom(python: &Path, signing: Signing) -> Classroom {
    Classroom::open_with(
        DEPLOYMENT,
        |tool| {
            let mut command = python_program(python, "lti1p3platform_services.py");
            command.args([tool, CLIENT, DEPLOYMENT]);
            Server::start(command)
        },
        |tool, registration| Workshop::router(tool, registration, signing),
    )
}

/// The one of all tests whose tool is honest.
fn common_classroom(python: &Path) -> &'static Classroom {
    static ROOM: OnceLock<Classroom> = OnceLock::new();
    ROOM.get_or_init(|| classroom(python, Signing::Honest))
}

/// What our tool tells of its use of the services after a launch.
fn used_in(room: &Classroom) -> Value {
    let mut browser = Browser::new();
    let form = room.message(&mut browser);
    browser.post(&form).json()
}

/// The same; once for all tests.
fn used(python: &Path) -> &'static Value {
    static USED: OnceLock<Value> = OnceLock::new();
    USED.get_or_init(|| used_in(common_classroom(python)))
}

/// The browser of a teacher, and the form with which our tool brings back what they chose.
fn choice(room: &Classroom) -> (Browser, PageForm) {
    let mut browser = Browser::new();
    let message = room.message_after(&mut browser, "/choose");
    let form = browser.post(&message).form();
    assert_eq!(form.action, format!("{}/chosen", room.platform()));
    (browser, form)
}

#[test]
fn our_tool_makes_and_changes_a_line_item_of_lti1p3platform_whose_address_has_a_query() {
    let Some(python) = python() else { return };
    let used = used(&python);
    let address = used["address"]
        .as_str()
        .unwrap_or_else(|| panic!("{used:#}"));
    let container = used["container"].as_str().unwrap();
    assert!(address.starts_with(container), "{address}");
    assert!(address.ends_with("?kept=1"), "{address}");
    let essay = json!({"id": address, "label": "Essay <2>", "scoreMaximum": 10});
    assert_eq!(used["read"], essay);
}

#[test]
fn our_scores_reach_lti1p3platform_in_their_order_and_come_back_as_results() {
    let Some(python) = python() else { return };
    let used = used(&python);
    let (first, again) = ("Created", "Updated");
    assert_eq!(used["scores"], json!([first, again, again, "409"]));
    let results = used["results"].as_array().unwrap();
    assert_eq!(results.len(), 1);
    assert_eq!(results[0]["userId"], "person-bob");
    assert_eq!(results[0]["resultScore"], 8);
    assert_eq!(results[0]["resultMaximum"], 10);
    assert_eq!(results[0]["scoreOf"], used["address"]);
}

#[test]
fn a_line_item_that_our_tool_deletes_is_gone_from_lti1p3platform() {
    let Some(python) = python() else { return };
    assert_eq!(used(&python)["gone"], 404);
}

#[test]
fn our_tool_follows_the_pages_of_members_of_lti1p3platform() {
    let Some(python) = python() else { return };
    let bob = json!({
        "user_id": "person-bob",
        "roles": [LEARNER],
        "name": "Bob <B&B>",
        "status": "Active",
    });
    let ada = json!({"user_id": "person-ada", "roles": [INSTRUCTOR], "status": "Active"});
    let ghost = ["https://lms.example/role#Ghost"];
    let cy = json!({"user_id": "person-cy", "roles": ghost, "status": "Inactive"});
    assert_eq!(used(&python)["members"], json!([[bob, ada], [cy]]));
}

#[test]
fn lti1p3platform_gives_no_token_for_an_assertion_of_another_key() {
    let Some(python) = python() else { return };
    let told = used_in(&classroom(&python, Signing::OtherKey));
    let why = told["failed"].as_str().unwrap_or_else(|| panic!("{told}"));
    assert!(why.contains("invalid_client"), "{why}");
}

/// A difference: our platform gives tokens for what is meant for its own token endpoint alone.
#[test]
fn lti1p3platform_gives_tokens_for_an_assertion_that_is_meant_for_another() {
    let Some(python) = python() else { return };
    let told = used_in(&classroom(&python, Signing::OtherAudience));
    assert_eq!(told["gone"], 404, "{told}");
}

#[test]
fn content_that_our_tool_answers_with_reaches_lti1p3platform_as_it_was_sent() {
    let Some(python) = python() else { return };
    let (mut browser, form) = choice(common_classroom(&python));
    let token = form.get("JWT").unwrap();
    let claims = decoded(token.split('.').nth(1).unwrap());
    let claims: Value = serde_json::from_str(&claims).unwrap();
    let data = &claims["https://purl.imsglobal.org/spec/lti-dl/claim/data"];
    assert_eq!(data, "d < 1 & é");
    let link = json!({
        "type": "ltiResourceLink",
        "url": "https://tool.example/essay?n=1",
        "title": "Essay & \"more\"",
        "custom": {"essay": "1"},
        "lineItem": {"scoreMaximum": 10},
    });
    assert_eq!(browser.post(&form).json(), json!([link]));
}

#[test]
fn a_tampered_answer_of_our_tool_is_refused_by_lti1p3platform() {
    let Some(python) = python() else { return };
    let (mut browser, form) = choice(common_classroom(&python));
    for forgery in [
        Forgery::Raised,
        Forgery::Zeroed,
        Forgery::OtherKey,
        Forgery::UnknownKey,
        Forgery::Unsigned,
    ] {
        let token = forgery.of(form.get("JWT").unwrap());
        let page = browser.post(&form.with("JWT", &token));
        assert_eq!(page.status / 100, 4, "{}", page.text);
    }
}

/// A difference: our platform takes each answer once, and in its own session.
#[test]
fn lti1p3platform_takes_an_answer_again_from_any_browser() {
    let Some(python) = python() else { return };
    let (mut browser, form) = choice(common_classroom(&python));
    let first = browser.post(&form).json();
    assert_eq!(Browser::new().post(&form).json(), first);
}
