//! ltijs as a tool that uses the services of our platform, over real HTTP on loopback.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use serde_json::{Value, json};

use crate::browser::{Browser, Page};
use crate::choices::{
    assert_answered_once, assert_bound_to_session, assert_forgeries_refused, choice,
};
use crate::faculty::Faculty;
use crate::office::COLUMNS;
use crate::peers::{Server, node, node_program};
use crate::school::{ADA, BOB, CLIENT, DEPLOYMENT, INSTRUCTOR, LEARNER, registration};

/// A platform whose tool is made of ltijs and uses its services.
///
/// ltijs keeps one message of a person in a course: it serves one test at a time.
fn faculty(modules: &Path) -> MutexGuard<'static, Faculty> {
    static FACULTY: OnceLock<Mutex<Faculty>> = OnceLock::new();
    let faculty = FACULTY.get_or_init(|| {
        Mutex::new(Faculty::open(|platform| {
            let mut command = node_program(modules, "ltijs_services.cjs");
            command.args(registration(platform));
            Server::start(command)
        }))
    });
    // Another test that failed is no reason for this one to fail.
    faculty.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where the line items are, and what the tool tells of its use of the services after Bob's
/// launch; once for all tests.
fn used(modules: &Path) -> &'static (String, Value) {
    static USED: OnceLock<(String, Value)> = OnceLock::new();
    USED.get_or_init(|| {
        let faculty = faculty(modules);
        (faculty.line_items(), faculty.used(BOB))
    })
}

#[test]
fn a_link_that_ltijs_answers_with_arrives_as_it_was_sent() {
    let Some(modules) = node() else { return };
    let faculty = faculty(&modules);
    let (mut browser, form) = choice(&faculty);
    let told = browser.post(&form).json();
    let essay = json!({
        "type": "ltiResourceLink",
        "title": "Essay & \"more\"",
        "url": format!("{}/launch?essay=1", faculty.tool()),
        "custom": {"essay": "1"},
        "lineItem": {"scoreMaximum": 10, "label": "Essay"},
    });
    assert_eq!(
        told,
        json!({
            "items": [essay],
            "client": CLIENT,
            "deployment": DEPLOYMENT,
            "data": "section-3",
            "message": "One <link>",
            // ltijs sends one, and writes a space behind the name of its claim.
            "error_message": null,
            "log": "one link",
            "error_log": "no html",
        })
    );
}

#[test]
fn an_answer_of_ltijs_counts_once() {
    let Some(modules) = node() else { return };
    assert_answered_once(&faculty(&modules));
}

#[test]
fn an_answer_of_ltijs_is_refused_in_another_session_and_waits_for_its_own() {
    let Some(modules) = node() else { return };
    assert_bound_to_session(&faculty(&modules));
}

#[test]
fn a_tampered_answer_of_ltijs_is_refused_and_the_genuine_one_still_accepted() {
    let Some(modules) = node() else { return };
    assert_forgeries_refused(&faculty(&modules));
}

/// A difference: our tool answers the request that it was handed; ltijs the latest of its person.
#[test]
fn ltijs_answers_the_latest_request_of_a_person_whichever_is_asked_for() {
    let Some(modules) = node() else { return };
    let faculty = faculty(&modules);
    let (mut one, mut other) = (faculty.browser_of(ADA), faculty.browser_of(ADA));
    let first = faculty.message(&mut one, "/choose");
    let second = faculty.message(&mut other, "/choose");
    let (first, second) = (one.post(&first), other.post(&second));
    let shown = |browser: &mut Browser, page: &Page| {
        let place = page.location.as_deref().unwrap();
        browser.get(&format!("{}{place}", faculty.tool())).form()
    };
    let (first, second) = (shown(&mut one, &first), shown(&mut other, &second));
    assert_eq!(one.post(&first).status, 200);
    // The same request again, and the first one waits in vain.
    let told = other.post(&second).json();
    assert_eq!(told, json!({"code": "lti.deep_linking.data_used"}));
}

#[test]
fn ltijs_reads_our_line_items_page_by_page() {
    let Some(modules) = node() else { return };
    let (line_items, used) = used(&modules);
    let first = COLUMNS.map(|name| {
        let id = format!("{line_items}/{name}");
        json!({"id": id, "label": name, "scoreMaximum": 20})
    });
    assert_eq!(used["before"], json!(first[..2]));
    let paged = used["paged"].as_array().unwrap();
    assert_eq!(paged.len(), 2);
    assert_ne!(paged[0], paged[1]);
}

#[test]
fn ltijs_creates_changes_finds_and_deletes_a_line_item() {
    let Some(modules) = node() else { return };
    let (line_items, used) = used(&modules);
    let id = used["created"]["id"].as_str().unwrap();
    assert!(id.starts_with(line_items), "{id}");
    let essay = |label| {
        json!({
            "id": id,
            "label": label,
            "scoreMaximum": 10,
            "resourceId": "resource-1",
            "resourceLinkId": "link-1",
            "tag": "essay",
        })
    };
    assert_eq!(used["created"], essay("Essay \"1\" <b>"));
    assert_eq!(used["changed"], essay("Essay 2"));
    assert_eq!(used["tagged"], json!([id]));
    assert_eq!(used["deleted"], true);
    assert_eq!(used["gone"]["refused"], 404);
}

#[test]
fn a_score_of_ltijs_is_read_back_as_result() {
    let Some(modules) = node() else { return };
    let (_, used) = used(&modules);
    let essay = used["created"]["id"].as_str().unwrap();
    assert_eq!(used["sent"]["scoreGiven"], 7.5);
    assert_eq!(
        used["scores"],
        json!([{
            "id": format!("{essay}/results?user_id=person-bob"),
            "scoreOf": essay,
            "userId": "person-bob",
            "resultScore": 7.5,
            "resultMaximum": 10,
        }])
    );
}

#[test]
fn a_score_of_ltijs_for_a_stranger_is_refused() {
    let Some(modules) = node() else { return };
    let (_, used) = used(&modules);
    assert_eq!(used["stranger"]["refused"], 403);
}

#[test]
fn ltijs_reads_every_member_over_our_pages_and_learners_by_their_role() {
    let Some(modules) = node() else { return };
    let (_, used) = used(&modules);
    let member = |person, role| {
        json!({
            "user_id": format!("person-{person}"),
            "name": format!("{person} <&>"),
            "roles": [role],
        })
    };
    let learners = [member("bob", LEARNER), member("cy", LEARNER)];
    assert_eq!(used["people"]["learners"], json!(learners));
    let [bob, cy] = learners;
    let members = [member("ada", INSTRUCTOR), bob, cy];
    assert_eq!(used["people"]["members"], json!(members));
    let course = json!({"id": "course-1", "title": "Drawing"});
    assert_eq!(used["people"]["context"], course);
}
