//! `PyLTI1p3` as a tool of our platform, over real HTTP on loopback.

use std::path::Path;

use edu_http::{Form, FormLimits};
use lti_core::Privacy;
use serde_json::{Value, json};

use crate::browser::{Browser, Page, PageForm};
use crate::keys::{decoded, encode, rs256};
use crate::peers::{Server, program, python};
use crate::school::{ADA, BOB, CLIENT, DEPLOYMENT, School};

const INSTRUCTOR: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor";
const LEARNER: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";

/// A school whose tool is made of `PyLTI1p3`, which fetches our keys.
fn school(python: &Path, privacy: Privacy) -> School {
    School::open(privacy, |platform| {
        let configuration = json!({platform: [{
            "default": true,
            "client_id": CLIENT,
            "auth_login_url": format!("{platform}/lti/authorize"),
            "auth_token_url": format!("{platform}/lti/token"),
            "key_set_url": format!("{platform}/lti/jwks"),
            "deployment_ids": [DEPLOYMENT],
        }]});
        let mut command = program(python, "pylti1p3_tool.py");
        command.arg(configuration.to_string());
        Server::start(command)
    })
}

/// Opens the link and returns the request for the message, as the tool sends the browser with it.
fn requested(school: &School, browser: &mut Browser) -> String {
    let opened = browser.get(&format!("{}/open", school.address()));
    let login = opened.redirect();
    assert!(login.starts_with(school.tool().address()), "{login}");
    let asked = browser.get(login);
    let request = asked.redirect();
    let endpoint = format!("{}/lti/authorize?", school.address());
    assert!(request.starts_with(&endpoint), "{request}");
    request.to_owned()
}

/// The form with which our platform answers.
fn answered(school: &School, browser: &mut Browser, request: &str) -> PageForm {
    let form = browser.get(request).form();
    assert_eq!(form.action, format!("{}/launch", school.tool().address()));
    form
}

/// Opens the link and goes as far as the message that the browser is to post.
fn message(school: &School, browser: &mut Browser) -> PageForm {
    let request = requested(school, browser);
    answered(school, browser, &request)
}

/// What the tool must have verified of a launch.
fn launch_of(school: &School, person: &str, role: &str, name: Option<&str>) -> Value {
    json!({
        "accepted": true,
        "iss": school.address(),
        "aud": CLIENT,
        "sub": format!("person-{person}"),
        "name": name,
        "deployment_id": DEPLOYMENT,
        "message_type": "LtiResourceLinkRequest",
        "version": "1.3.0",
        "target_link_uri": format!("{}/launch", school.tool().address()),
        "roles": [role],
        "resource_link": {"id": "link-1", "title": "Still life"},
        "context": {"id": "course-1", "title": "Drawing"},
        "custom": {"task": "apples & \"pears\""},
        "is_resource_launch": true,
        "is_teacher": role == INSTRUCTOR,
        "is_student": role == LEARNER,
    })
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
    let form = message(&school, &mut browser);
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
    let form = message(&school, &mut browser);
    let told = browser.post(&form).json();
    assert_eq!(told, launch_of(&school, BOB, LEARNER, None));
}

/// A difference: our tool spends a login with its first message, `PyLTI1p3` keeps it.
#[test]
fn pylti1p3_takes_a_message_again_from_its_own_browser() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Pseudonymous);
    let mut browser = school.browser_of(BOB);
    let form = message(&school, &mut browser);
    let first = browser.post(&form).json();
    assert_eq!(browser.post(&form).json(), first);
    assert_eq!(first["accepted"], true);
}

#[test]
fn a_launch_holds_where_every_step_is_posted() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Name);
    let mut browser = school.browser_of(BOB);
    let login = browser.get(&format!("{}/open-by-form", school.address()));
    let asked = browser.post(&login.form());
    let form = browser.post(&as_form(asked.redirect())).form();
    let told = browser.post(&form).json();
    assert_eq!(told, launch_of(&school, BOB, LEARNER, Some("Bob")));
}

/// The parameters of an address as a form to post there.
fn as_form(address: &str) -> PageForm {
    let read = Form::from_query(&address.parse().unwrap(), &FormLimits::DEFAULT).unwrap();
    let fields = read
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    PageForm {
        action: address.split('?').next().unwrap().to_owned(),
        fields: fields.collect(),
    }
}

#[test]
fn a_tampered_token_is_refused_and_the_genuine_one_still_accepted() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Pseudonymous);
    let mut browser = school.browser_of(BOB);
    let form = message(&school, &mut browser);
    let token = form.get("id_token").unwrap();
    let [header, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else {
        panic!("a token has three segments");
    };
    let (head, claims) = (decoded(header), decoded(payload));
    let raised = claims.replace("#Learner", "#Instructor");
    assert_ne!(raised, claims);
    let none = head.replace("RS256", "none");
    let stranger = head.replace(r#""kid":""#, r#""kid":"x"#);
    assert!(none != head && stranger != head);
    for (forged, reason) in [
        (
            format!("{header}.{}.{signature}", encode(&raised)),
            "Can't decode id_token",
        ),
        (
            format!("{header}.{payload}.{}", encode([0; 256])),
            "Can't decode id_token",
        ),
        // Another key under the name of ours.
        (
            rs256().sign_raw(&head, claims.as_bytes()),
            "Can't decode id_token",
        ),
        (
            rs256().sign_raw(&stranger, claims.as_bytes()),
            "Unable to find public key",
        ),
        (
            format!("{}.{}.", encode(&none), encode(&raised)),
            "Unable to find public key",
        ),
    ] {
        assert_refused(&browser.post(&form.with("id_token", &forged)), reason);
    }
    let told = browser.post(&form).json();
    assert_eq!(told, launch_of(&school, BOB, LEARNER, None));
}

#[test]
fn a_message_fits_the_login_it_answers_and_no_other() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Name);
    let (mut ada, mut bob) = (school.browser_of(ADA), school.browser_of(BOB));
    let hers = message(&school, &mut ada);
    let his = message(&school, &mut bob);
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
    let request = requested(&school, &mut browser);
    let first = answered(&school, &mut browser, &request);
    let second = answered(&school, &mut browser, &request);
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
    let request = requested(&school, &mut browser);
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
    let form = answered(&school, &mut browser, &request);
    assert_eq!(browser.post(&form).json()["accepted"], true);
}

#[test]
fn another_session_gets_login_required_and_the_message_waits_for_its_own() {
    let Some(python) = python() else { return };
    let school = school(&python, Privacy::Name);
    let mut ada = school.browser_of(ADA);
    let request = requested(&school, &mut ada);
    for mut other in [school.browser_of(BOB), Browser::new()] {
        let refused = answered(&school, &mut other, &request);
        assert_eq!(refused.get("error"), Some("login_required"));
        assert_eq!(refused.get("id_token"), None);
        // The tool knows the login by the cookie of the browser that began it.
        assert_eq!(other.post(&refused).json()["own_login"], false);
        assert_told(&ada.post(&refused), "login_required");
    }
    let form = answered(&school, &mut ada, &request);
    assert_eq!(ada.post(&form).json()["sub"], "person-ada");
}
