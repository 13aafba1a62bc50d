//! The two doors for claims, the checked one and serde's: one verdict, one value, one reason.

use edu_json::ToJson as _;
use edu_types::{Limits, Profile};
use lti_core::Claims;
use serde_json::Value;

use crate::corpus;

/// Members of a launch in forms that are right, odd and wrong.
const FORMS: &[&str] = &[
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "1e400",
    "\"\"",
    "\"x\"",
    "\"https://lms.example\"",
    "[]",
    "[\"a\"]",
    "[\"a\",\"a\"]",
    "[1]",
    "{}",
    "{\"id\":\"1\"}",
    "{\"id\":null}",
    "{\"id\":\"1\",\"type\":\"x\"}",
];

const LAUNCH: &str = r#"{"iss":"https://lms.example","aud":"client-1","exp":1700000300,
"iat":1700000000,"nonce":"n","sub":"s","name":"N","vendor":{"n":1.50},
"https://purl.imsglobal.org/spec/lti/claim/message_type":"LtiResourceLinkRequest",
"https://purl.imsglobal.org/spec/lti/claim/version":"1.3.0",
"https://purl.imsglobal.org/spec/lti/claim/deployment_id":"d",
"https://purl.imsglobal.org/spec/lti/claim/target_link_uri":"https://tool.example/",
"https://purl.imsglobal.org/spec/lti/claim/roles":["Learner"],
"https://purl.imsglobal.org/spec/lti/claim/resource_link":{"id":"r","title":"T"},
"https://purl.imsglobal.org/spec/lti/claim/context":{"id":"c","type":["Group"]},
"https://purl.imsglobal.org/spec/lti/claim/tool_platform":{"guid":"g"},
"https://purl.imsglobal.org/spec/lti/claim/launch_presentation":{"height":1,"return_url":"https://lms.example/"},
"https://purl.imsglobal.org/spec/lti/claim/lis":{"person_sourcedid":"p"},
"https://purl.imsglobal.org/spec/lti/claim/custom":{"a":"b"},
"https://purl.imsglobal.org/spec/lti/claim/role_scope_mentor":["m"]}"#;

#[track_caller]
fn assert_doors_agree(bytes: &[u8]) -> bool {
    let checked = Claims::from_slice(bytes, &Profile::strict(), &Limits::DEFAULT);
    let through_serde = serde_json::from_slice::<Claims>(bytes);
    match (checked, through_serde) {
        (Ok(checked), Ok(value)) => {
            assert_eq!(checked.value, value);
            let written = serde_json::to_string(&value).unwrap();
            assert_eq!(written, checked.value.to_json_string());
            true
        }
        (Err(refused), Err(error)) => {
            // serde_json adds line and column of its own.
            assert!(
                error.to_string().starts_with(&refused.to_string()),
                "{error} / {refused}"
            );
            false
        }
        (Ok(_), Err(error)) => panic!("only serde refuses: {error}"),
        (Err(refused), Ok(_)) => panic!("only the checked door refuses: {refused}"),
    }
}

#[test]
fn both_doors_agree_on_every_member_in_every_form() {
    let launch: Value = serde_json::from_str(LAUNCH).unwrap();
    let names: Vec<String> = launch.as_object().unwrap().keys().cloned().collect();
    let (mut accepted, mut refused) = (0, 0);
    for name in names {
        for form in FORMS {
            let text = with_member(&launch, &name, form);
            if assert_doors_agree(text.as_bytes()) {
                accepted += 1;
            } else {
                refused += 1;
            }
        }
    }
    assert!(
        accepted > 50 && refused > 100,
        "{accepted} accepted, {refused} refused"
    );
}

#[test]
fn both_doors_agree_on_a_launch_without_each_of_its_members() {
    let launch: Value = serde_json::from_str(LAUNCH).unwrap();
    for name in launch.as_object().unwrap().keys() {
        let mut less = launch.clone();
        less.as_object_mut().unwrap().remove(name);
        assert_doors_agree(less.to_string().as_bytes());
    }
}

#[test]
fn both_doors_agree_on_every_launch_of_the_corpus() {
    let Some(root) = edu_testing::corpus() else {
        return;
    };
    let parts = [
        "lti/packbackbooks-lti-1-3-php-library/tests/data/certification/valid",
        "lti/packbackbooks-lti-1-3-php-library/tests/data/certification/invalid",
        "lti/packbackbooks-lti-1-3-php-library/tests/data/messages/valid",
        "lti/UOC-java-lti-1.3/src/test/resources/lti/valid",
        "lti/UOC-java-lti-1.3/src/test/resources/lti/invalid",
    ];
    let mut launches = 0;
    for folder in parts
        .iter()
        .flat_map(|part| corpus::folders(&root.join(part)))
    {
        assert_doors_agree(&edu_testing::read(&folder.join("payload.json")));
        launches += 1;
    }
    assert!(launches > 60, "{launches} launches");
}

/// The launch with one member in another form; the form may be a number serde cannot hold.
fn with_member(launch: &Value, name: &str, form: &str) -> String {
    let mut marked = launch.clone();
    marked[name] = Value::from("FORM");
    marked.to_string().replacen("\"FORM\"", form, 1)
}
