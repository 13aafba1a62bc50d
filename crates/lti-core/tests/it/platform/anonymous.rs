//! Who is not to be recognised is not told of, claim by claim.

use edu_json::RawJson;
use edu_types::{Limits, Personal};
use lti_core::{
    ForUser, LaunchMessage, LaunchRequest, Lis, Lti1p1, Person, Privacy, Roles, Subject,
    begin_message, claim,
};
use serde_json::Value;

use super::service::claims_of;
use super::{
    ADA, Ask, CLIENT, LEARNER, NOW, at, caller, entropy, link, lms_sharing, moment, request_for,
    session, settings, tool,
};

fn nobody() -> Person {
    Person::anonymous(Roles::parse([LEARNER]))
}

fn linked(person: Person) -> LaunchRequest {
    request_for(person, LaunchMessage::resource_link(link()))
}

/// What a tool learns that may learn everything.
fn learned(request: LaunchRequest) -> Value {
    let lms = lms_sharing(Privacy::Everything);
    let login = pollster::block_on(lms.begin(&caller(ADA), request, moment(NOW))).unwrap();
    claims_of(&lms, &Ask::new(&login).send(&lms, &caller(ADA)))
}

/// The same launch of somebody and of nobody: only the first has the claim.
#[track_caller]
fn assert_left_out(change: fn(LaunchRequest) -> LaunchRequest, name: &str) {
    let person = Person::new(Subject::new("person-7").unwrap(), Roles::parse([LEARNER]));
    assert!(
        learned(change(linked(person))).get(name).is_some(),
        "{name}"
    );
    assert!(
        learned(change(linked(nobody()))).get(name).is_none(),
        "{name}"
    );
}

fn lis() -> Lis {
    let mut lis = Lis::new();
    lis.person_sourcedid = Some(Personal::new("sis-7".to_owned()));
    lis.result_sourcedid = Some(Personal::new("result-7".to_owned()));
    lis.course_section_sourcedid = Some(Personal::new("section-1".to_owned()));
    let vendor = RawJson::string("vendor-7");
    lis.extra.insert("vendor_person", vendor);
    lis
}

#[test]
fn the_identifier_of_lti_1_1_is_left_out() {
    let person = Person::new(Subject::new("person-7").unwrap(), Roles::parse([LEARNER]));
    let known = learned(linked(person.with_legacy_user_id("old-7")));
    assert_eq!(known[claim::LTI11_LEGACY_USER_ID], "old-7");
    let unknown = learned(linked(nobody().with_legacy_user_id("old-7")));
    assert!(unknown.get(claim::LTI11_LEGACY_USER_ID).is_none());
}

#[test]
fn the_names_of_lti_1_1_are_left_out() {
    let change = |request: LaunchRequest| {
        let mut before = Lti1p1::new();
        before.user_id = Some(Personal::new("old-7".to_owned()));
        request.with_lti1p1(before)
    };
    assert_left_out(change, claim::LTI1P1);
}

#[test]
fn the_persons_they_mentor_are_left_out() {
    let mentee = |request: LaunchRequest| request.with_mentees([Subject::new("p-9").unwrap()]);
    assert_left_out(mentee, claim::ROLE_SCOPE_MENTOR);
}

#[test]
fn identifiers_of_the_student_information_system_are_those_of_the_course() {
    let claims = learned(linked(nobody()).with_lis(lis()));
    let expected = serde_json::json!({"course_section_sourcedid": "section-1"});
    assert_eq!(claims[claim::LIS], expected);
}

#[test]
fn a_message_about_a_person_is_not_started() {
    let about = ForUser::new(Subject::new("person-8").unwrap());
    for message in [
        LaunchMessage::submission_review(about.clone(), Some(link())),
        LaunchMessage::data_privacy(about.clone()),
    ] {
        assert_eq!(
            refused(request_for(nobody(), message)),
            Some("lti.request.claim")
        );
    }
}

fn refused(request: LaunchRequest) -> Option<&'static str> {
    let (ada, mut entropy) = (session(ADA), entropy());
    let (tool, settings) = (tool(CLIENT), settings());
    let started = begin_message(request, &tool, &settings, &ada, &mut entropy, &at(NOW));
    started.err().map(|error| error.code())
}

fn with_claim(value: &str) -> LaunchRequest {
    let value = RawJson::new(value, &Limits::DEFAULT).unwrap();
    let request = linked(nobody());
    request
        .with_claim("https://vendor.example/x", value)
        .unwrap()
}

#[test]
fn a_message_larger_than_tools_take_is_not_started() {
    let text = |bytes: usize| format!("\"{}\"", "x".repeat(bytes));
    assert_eq!(refused(with_claim(&text(42_000))), None);
    assert_eq!(refused(with_claim(&text(44_000))), Some("lti.request.size"));
    let deep = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    assert_eq!(refused(with_claim(&deep(15))), None);
    assert_eq!(refused(with_claim(&deep(16))), Some("lti.request.size"));
    let wide = |count: usize| {
        let members: Vec<_> = (0..count)
            .map(|number| format!("\"m{number}\":1"))
            .collect();
        format!("{{{}}}", members.join(","))
    };
    assert_eq!(refused(with_claim(&wide(256))), None);
    assert_eq!(refused(with_claim(&wide(257))), Some("lti.request.size"));
}

#[test]
fn a_claim_that_tools_cannot_read_is_not_started() {
    let mut odd = Lis::new();
    odd.extra
        .insert("outcome_service_url", RawJson::string("x"));
    odd.extra.insert(
        "result_sourcedid",
        RawJson::new("7", &Limits::DEFAULT).unwrap(),
    );
    let person = Person::new(Subject::new("person-7").unwrap(), Roles::parse([LEARNER]));
    let request = linked(person).with_lis(odd);
    let tool = tool(CLIENT).with_privacy(Privacy::Everything);
    let (ada, mut entropy) = (session(ADA), entropy());
    let started = begin_message(request, &tool, &settings(), &ada, &mut entropy, &at(NOW));
    assert_eq!(started.unwrap_err().code(), "lti.request.claim");
}
