//! `lti1p3platform` as a platform of our tool, over real HTTP on loopback.

use std::path::Path;

use serde_json::{Value, json};

use crate::classroom::{
    Classroom, assert_accepted_once, assert_bound_to_browser_and_login, assert_forgeries_refused,
};
use crate::peers::{Server, python, python_program};
use crate::school::{CLIENT, DEPLOYMENT, LEARNER};

fn classroom(python: &Path) -> Classroom {
    Classroom::open(DEPLOYMENT, |tool| {
        let mut command = python_program(python, "lti1p3platform_platform.py");
        command.args([tool, CLIENT, DEPLOYMENT]);
        Server::start(command)
    })
}

/// What is its own in each launch of this platform.
fn launch() -> Value {
    json!({
        "sub": "person-bob",
        "name": "Bob <B&B>",
        "deployment_id": DEPLOYMENT,
        "roles": [LEARNER],
        "is_teacher": false,
        "resource_link": "link-1",
        "context": "Drawing",
    })
}

#[test]
fn a_launch_that_lti1p3platform_signs_is_accepted_once_with_equal_values() {
    let Some(python) = python() else { return };
    assert_accepted_once(&classroom(&python), &launch());
}

#[test]
fn a_tampered_token_of_lti1p3platform_is_refused() {
    let Some(python) = python() else { return };
    assert_forgeries_refused(&classroom(&python));
}

#[test]
fn a_message_of_lti1p3platform_is_refused_in_another_browser_or_login() {
    let Some(python) = python() else { return };
    assert_bound_to_browser_and_login(&classroom(&python), &launch());
}
