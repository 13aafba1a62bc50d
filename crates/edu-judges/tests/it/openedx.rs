//! Open edX as a platform of our tool, over real HTTP on loopback.

use std::path::Path;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::classroom::{
    Classroom, assert_accepted_once, assert_bound_to_browser_and_login, assert_forgeries_refused,
};
use crate::peers::{Server, python, python_program};
use crate::school::{CLIENT, INSTRUCTOR, LEARNER};

/// The only deployment there is: Open edX counts none.
const DEPLOYMENT: &str = "1";

const NOBODY_IN_INSTITUTION: &str =
    "http://purl.imsglobal.org/vocab/lis/v2/institution/person#None";
const NOBODY_IN_SYSTEM: &str = "http://purl.imsglobal.org/vocab/lis/v2/system/person#None";
const ADMINISTRATOR: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Administrator";

fn classroom(python: &Path) -> Classroom {
    Classroom::open(DEPLOYMENT, |tool| {
        let mut command = python_program(python, "openedx_platform.py");
        command.args([tool, CLIENT]);
        Server::start(command)
    })
}

/// What is its own in each launch of this platform.
fn launch(roles: &[&str]) -> Value {
    json!({
        "sub": "person-bob",
        "name": "Bob <B&B>",
        "deployment_id": DEPLOYMENT,
        "roles": roles,
        "is_teacher": roles.contains(&INSTRUCTOR),
        "resource_link": "link-1",
        "context": "Drawing",
    })
}

/// A student's launch; Open edX adds that they are nobody elsewhere.
fn of_a_student() -> Value {
    launch(&[NOBODY_IN_INSTITUTION, LEARNER, NOBODY_IN_SYSTEM])
}

#[test]
fn a_launch_that_open_edx_signs_is_accepted_once_with_equal_values() {
    let Some(python) = python() else { return };
    assert_accepted_once(&classroom(&python), &of_a_student());
}

#[test]
fn a_teacher_of_open_edx_is_a_teacher_here() {
    let Some(python) = python() else { return };
    let room = classroom(&python);
    let mut browser = Browser::new();
    let form = room.message_after(&mut browser, "/open?role=instructor");
    let roles = [
        NOBODY_IN_INSTITUTION,
        ADMINISTRATOR,
        INSTRUCTOR,
        NOBODY_IN_SYSTEM,
    ];
    assert_eq!(browser.post(&form).json(), room.launch(&launch(&roles)));
}

#[test]
fn a_tampered_token_of_open_edx_is_refused() {
    let Some(python) = python() else { return };
    assert_forgeries_refused(&classroom(&python));
}

#[test]
fn a_message_of_open_edx_is_refused_in_another_browser_or_login() {
    let Some(python) = python() else { return };
    assert_bound_to_browser_and_login(&classroom(&python), &of_a_student());
}
