//! What stands on the wire: both doors, what is kept, what is refused.

use bytes::Bytes;
use edu_http::Answer as _;
use edu_json::ToJson as _;
use edu_types::{Limits, Profile};
use http::Response;
use lti_core::nrps::{Member, MemberStatus, MembershipContainer, MembershipPage};

const LIST: &str = r#"{"id":"https://lms.example/m","context":{"id":"c","label":"L","title":"T","vendor":1.50},
"members":[{"user_id":"u-1","roles":["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner","https://x.example/r"],
"status":"Inactive","name":"canary-name","picture":"https://canary.example/p","given_name":"canary","family_name":"canary",
"middle_name":"canary","email":"canary@example.org","lis_person_sourcedid":"canary","lti11_legacy_user_id":"canary",
"group_enrollments":[{"group_id":"g-1"}],"message":[
{"https://purl.imsglobal.org/spec/lti/claim/message_type":"LtiResourceLinkRequest",
"https://purl.imsglobal.org/spec/lti/claim/custom":{"unit":"canary"},
"https://purl.imsglobal.org/spec/lti-ags/claim/endpoint":{"lineitems":"https://lms.example/l"},
"https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome":{"lis_result_sourcedid":"canary","lis_outcome_service_url":"https://lms.example/o"},
"vendor":[1]}],"vendor":{"n":1.50}}],"vendor":1e2}"#;

fn list(members: &str) -> String {
    format!(r#"{{"id":"https://lms.example/m","context":{{"id":"c"}},"members":[{members}]}}"#)
}

fn strict(text: &str) -> Result<MembershipContainer, edu_json::Refused> {
    let profile = Profile::strict();
    MembershipContainer::from_slice(text.as_bytes(), &profile, &Limits::DEFAULT)
        .map(|checked| checked.value)
}

fn reply(kind: &str, body: &str) -> Response<Bytes> {
    let body = Bytes::from(body.to_owned());
    let response = Response::builder().header("content-type", kind);
    response.body(body).unwrap()
}

#[test]
fn a_list_keeps_everything_it_came_with() {
    let read = strict(LIST).unwrap();
    assert_eq!(strict(&read.to_json_string()).unwrap(), read);
    let written = serde_json::to_value(&read).unwrap();
    assert_eq!(
        written,
        serde_json::from_str::<serde_json::Value>(LIST).unwrap()
    );
    assert_eq!(
        serde_json::from_str::<MembershipContainer>(LIST).unwrap(),
        read
    );
}

#[test]
fn debug_shows_no_person() {
    let shown = format!("{:?}", strict(LIST).unwrap());
    assert!(
        !shown.contains("canary") && !shown.contains("u-1"),
        "{shown}"
    );
}

#[test]
fn an_odd_member_is_left_out_where_the_profile_is_lenient() {
    let odd = [
        r#"{"roles":["Learner"]}"#,
        r#"{"user_id":"","roles":[]}"#,
        r#"{"user_id":"u"}"#,
        r#"{"user_id":"u","roles":"Learner"}"#,
        r#"{"user_id":"u","roles":[7]}"#,
        r#"{"user_id":"u","roles":[],"status":7}"#,
        r#"{"user_id":"é","roles":[]}"#,
        r#""u""#,
        "null",
        "[]",
    ];
    for odd in odd {
        let text = list(&format!(
            r#"{{"user_id":"a","roles":[]}},{odd},{{"user_id":"b","roles":[]}}"#
        ));
        assert!(strict(&text).is_err(), "{odd}");
        let serde = serde_json::from_str::<MembershipContainer>(&text);
        assert!(serde.is_err(), "{odd}");
        let lenient = Profile::lenient();
        let read = MembershipContainer::from_slice(text.as_bytes(), &lenient, &Limits::DEFAULT);
        let read = read.unwrap();
        assert_eq!(read.value.members.len(), 2, "{odd}");
        assert!(read.report.is_valid() && !read.report.is_empty(), "{odd}");
    }
}

#[test]
fn an_odd_detail_costs_a_lenient_reader_that_detail_alone() {
    let text = list(r#"{"user_id":"a","roles":[],"name":7,"email":"e"}"#);
    assert!(strict(&text).is_err());
    let read =
        MembershipContainer::from_slice(text.as_bytes(), &Profile::lenient(), &Limits::DEFAULT);
    let read = read.unwrap();
    let member = &read.value.members[0];
    assert!(member.name.is_none() && member.email.is_some());
    assert_eq!(
        read.value.to_json_string(),
        text.replace(r#","name":7,"email":"e""#, r#","email":"e","name":7"#)
    );
}

#[test]
fn what_a_list_cannot_be_without_is_refused_by_every_profile() {
    for text in [
        "[]",
        r#"{"context":{"id":"c"},"members":[]}"#,
        r#"{"id":"x","members":[]}"#,
        r#"{"id":"x","context":{"id":""},"members":[]}"#,
        r#"{"id":"x","context":{"id":"c"}}"#,
        r#"{"id":"x","context":{"id":"c"},"members":{}}"#,
        r#"{"id":"x","context":{"id":"c"},"members":null}"#,
        r#"{"id":"x","id":"x","context":{"id":"c"},"members":[]}"#,
        r#"{"id":"x","context":{"id":"c"},"members":[{"user_id":"a","user_id":"b","roles":[]}]}"#,
    ] {
        for profile in [Profile::strict(), Profile::lenient()] {
            let read = MembershipContainer::from_slice(text.as_bytes(), &profile, &Limits::DEFAULT);
            assert!(read.is_err(), "{text}");
        }
    }
}

#[test]
fn optional_members_may_be_null_with_a_finding() {
    let text = list(r#"{"user_id":"a","roles":[],"email":null,"status":null,"picture":null}"#);
    let profile = Profile::strict();
    let read = MembershipContainer::from_slice(text.as_bytes(), &profile, &Limits::DEFAULT);
    let read = read.unwrap();
    assert!(read.value.members[0].is_active());
    assert_eq!(read.report.findings().len(), 3);
    assert_eq!(read.report.findings()[0].code, "lti.nrps.null");
}

#[test]
fn unknown_words_are_kept_and_mean_nothing() {
    let text = r#"{"user_id":"a","roles":["Guest "],"status":"active"}"#;
    let member: Member = serde_json::from_str(text).unwrap();
    assert!(!member.is_active() && !member.is_deleted());
    assert!(!member.roles.has_known_role());
    assert_eq!(serde_json::to_string(&member).unwrap(), text);
    let gone = member.deleted();
    assert_eq!(gone.status, Some(MemberStatus::Deleted));
}

#[test]
fn a_reply_of_another_kind_is_not_read() {
    let good = list("");
    let kind = MembershipContainer::MEDIA_TYPE;
    assert!(MembershipPage::from_http(&reply(kind, &good)).is_ok());
    assert!(MembershipPage::from_http(&reply(&format!("{kind}; charset=utf-8"), &good)).is_ok());
    for kind in ["application/json", "text/html", "", &format!("{kind}x")] {
        let error = MembershipPage::from_http(&reply(kind, &good)).unwrap_err();
        assert_eq!(
            error.reason,
            "content type is not that of a list of members"
        );
    }
    let mut refused = reply(kind, &good);
    *refused.status_mut() = http::StatusCode::FORBIDDEN;
    assert!(MembershipPage::from_http(&refused).is_err());
    let mut linked = reply(kind, &good);
    linked
        .headers_mut()
        .insert("link", http::HeaderValue::from_static("<"));
    assert!(MembershipPage::from_http(&linked).is_err());
}

#[test]
fn a_reply_says_what_it_left_out() {
    let kind = MembershipContainer::MEDIA_TYPE;
    let odd = reply(kind, &list(r#"{"user_id":"a","roles":[]},{"roles":[]}"#));
    assert!(MembershipPage::read(&odd, &Profile::strict(), &Limits::DEFAULT).is_err());
    let read = MembershipPage::from_http(&odd).unwrap();
    assert_eq!(read.container.members.len(), 1);
    assert_eq!(read.report.findings()[0].code, "lti.nrps.member_missing");
}
