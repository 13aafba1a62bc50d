//! `PyLTI1p3` as a tool that uses the services of our platform, over real HTTP on loopback.

use std::path::Path;
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::choices::{
    assert_answered_once, assert_bound_to_session, assert_forgeries_refused, choice,
};
use crate::faculty::Faculty;
use crate::office::COLUMNS;
use crate::peers::{Server, python, python_program};
use crate::school::{ADA, BOB, CLIENT, DEPLOYMENT, INSTRUCTOR, LEARNER, registration};

/// A platform whose tool is made of `PyLTI1p3` and uses its services.
fn faculty(python: &Path) -> &'static Faculty {
    static FACULTY: OnceLock<Faculty> = OnceLock::new();
    FACULTY.get_or_init(|| {
        Faculty::open(|platform| {
            let mut command = python_program(python, "pylti1p3_services.py");
            command.args(registration(platform)).arg(DEPLOYMENT);
            Server::start(command)
        })
    })
}

#[test]
fn links_that_pylti1p3_answers_with_arrive_as_they_were_sent() {
    let Some(python) = python() else { return };
    let faculty = faculty(&python);
    let (mut browser, form) = choice(faculty);
    let told = browser.post(&form).json();
    let essay = json!({
        "type": "ltiResourceLink",
        "title": "Essay & \"more\"",
        "url": format!("{}/launch?essay=1", faculty.tool()),
        "custom": {"essay": "1"},
        "lineItem": {
            "scoreMaximum": 10,
            "label": "Essay \"1\" <b>",
            "resourceId": "resource-1",
            "tag": "essay",
        },
    });
    let second = json!({
        "type": "ltiResourceLink",
        "title": "Second",
        "url": "https://tool.example/second",
        "custom": {},
    });
    assert_eq!(
        told,
        json!({
            "items": [essay, second],
            "client": CLIENT,
            "deployment": DEPLOYMENT,
            "data": "section-3",
            "message": null,
            "error_message": null,
            "log": null,
            "error_log": null,
        })
    );
}

#[test]
fn an_answer_of_pylti1p3_counts_once() {
    let Some(python) = python() else { return };
    assert_answered_once(faculty(&python));
}

/// As our tool does, and ltijs does not.
#[test]
fn pylti1p3_answers_each_of_two_requests_of_a_person() {
    let Some(python) = python() else { return };
    let faculty = faculty(&python);
    let (mut one, mut other) = (faculty.browser_of(ADA), faculty.browser_of(ADA));
    let first = faculty.message(&mut one, "/choose");
    let second = faculty.message(&mut other, "/choose");
    let (first, second) = (one.post(&first).form(), other.post(&second).form());
    assert_eq!(other.post(&second).status, 200);
    assert_eq!(one.post(&first).status, 200);
}

#[test]
fn an_answer_of_pylti1p3_is_refused_in_another_session_and_waits_for_its_own() {
    let Some(python) = python() else { return };
    assert_bound_to_session(faculty(&python));
}

#[test]
fn a_tampered_answer_of_pylti1p3_is_refused_and_the_genuine_one_still_accepted() {
    let Some(python) = python() else { return };
    assert_forgeries_refused(faculty(&python));
}

/// What the tool tells of its use of the services after Bob's launch; once for all tests.
pub(crate) fn used(python: &Path) -> (&'static Faculty, &'static Value) {
    static USED: OnceLock<Value> = OnceLock::new();
    let faculty = faculty(python);
    (faculty, USED.get_or_init(|| faculty.used(BOB)))
}

/// It changes the addresses of further pages to lower case, which case-sensitive names of columns
/// in them would not survive.
#[test]
fn pylti1p3_finds_every_line_item_over_our_pages() {
    let Some(python) = python() else { return };
    let (faculty, used) = used(&python);
    let before = COLUMNS.map(|name| {
        let id = format!("{}/{name}", faculty.line_items());
        json!({"id": id, "label": name, "scoreMaximum": 20})
    });
    assert_eq!(used["before"], json!(before));
    let after = used["items"].as_array().unwrap();
    assert_eq!(after.len(), COLUMNS.len() + 1);
    assert!(after.contains(&used["created"]["id"]), "{after:?}");
}

#[test]
fn a_line_item_that_pylti1p3_creates_is_read_back_and_found_again() {
    let Some(python) = python() else { return };
    let (faculty, used) = used(&python);
    let id = used["created"]["id"].as_str().unwrap();
    assert!(id.starts_with(&faculty.line_items()), "{id}");
    let essay = json!({
        "id": id,
        "label": "Essay \"1\" <b>",
        "scoreMaximum": 10,
        "resourceId": "resource-1",
        "tag": "essay",
    });
    assert_eq!(used["created"], essay);
    assert_eq!(used["read"], essay);
    assert_eq!(used["same"], true);
}

/// Its times end with `+0000`, which RFC 3339 does not know.
#[test]
fn scores_of_pylti1p3_count_by_their_times() {
    let Some(python) = python() else { return };
    let (_, used) = used(&python);
    for taken in ["put", "again", "later"] {
        assert_eq!(used[taken], "taken", "{taken}");
    }
    assert_eq!(used["older"], json!({"refused": 409}));
    let essay = used["created"]["id"].as_str().unwrap();
    assert_eq!(
        used["grades"],
        json!([{
            "id": format!("{essay}/results?user_id=person-bob"),
            "scoreOf": essay,
            "userId": "person-bob",
            // 17.5 of 20, in a column of 10.
            "resultScore": 8.75,
            "resultMaximum": 10,
            "comment": "well <drawn> & \"done\"",
        }])
    );
}

#[test]
fn a_score_of_pylti1p3_for_a_stranger_or_for_no_line_item_of_its_own_is_refused() {
    let Some(python) = python() else { return };
    let (_, used) = used(&python);
    assert_eq!(used["stranger"], json!({"refused": 403}));
    assert_eq!(used["foreign"], json!({"refused": 404}));
}

#[test]
fn pylti1p3_reads_every_member_over_our_pages() {
    let Some(python) = python() else { return };
    let (_, used) = used(&python);
    let member = |person, role| {
        json!({
            "user_id": format!("person-{person}"),
            "name": format!("{person} <&>"),
            "roles": [role],
        })
    };
    let members = [
        member("ada", INSTRUCTOR),
        member("bob", LEARNER),
        member("cy", LEARNER),
    ];
    assert_eq!(used["members"], json!(members));
    let course = json!({"id": "course-1", "title": "Drawing"});
    assert_eq!(used["context"], course);
}
