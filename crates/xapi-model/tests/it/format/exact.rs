//! As it came, with what a store sets.

use edu_types::{Limits, UuidText};
use xapi_model::format::{Assigned, Received};
use xapi_model::{Agent, Identifier, Mbox};

use super::{STORED, exact, exact_with, stored};

fn vouching() -> Assigned {
    let mbox = Mbox::new("mailto:store@example.org").unwrap();
    Assigned::new(stored()).with_authority(Agent::new(Identifier::Mbox(mbox)))
}

#[test]
fn what_is_no_object_is_no_statement() {
    for text in ["[]", "1", "null", r#""a""#, "[{}]", "", "{"] {
        assert!(
            Received::new(text.as_bytes(), &Limits::default()).is_err(),
            "{text}"
        );
    }
}

#[test]
fn a_member_that_appears_twice_is_refused() {
    let twice = br#"{"actor":{"name":"a","name":"b"}}"#;
    assert!(Received::new(twice, &Limits::default()).is_err());
}

#[test]
fn bytes_beyond_a_limit_are_refused() {
    let limits = Limits::default().with_bytes(3);
    let error = Received::new(br#"{"a":1}"#, &limits).unwrap_err();
    assert_eq!(error.to_string(), "bytes is 7, limit is 3");
}

#[test]
fn what_is_absent_is_set_behind_what_came() {
    assert_eq!(
        exact(r#"{ "actor" : 1.50 }"#),
        format!(r#"{{ "actor" : 1.50,"stored":"{STORED}","timestamp":"{STORED}" }}"#)
    );
}

#[test]
fn an_object_without_members_needs_no_comma() {
    let set = format!(r#"{{"stored":"{STORED}","timestamp":"{STORED}"}}"#);
    assert_eq!(exact("{}"), set);
}

#[test]
fn stored_is_set_whatever_came() {
    assert_eq!(
        exact(r#"{"stored":"1999-01-01T00:00:00+01:00","timestamp":"t"}"#),
        format!(r#"{{"stored":"{STORED}","timestamp":"t"}}"#)
    );
}

#[test]
fn an_authority_is_set_whatever_came() {
    let text = r#"{"authority" : {"name":"me"} ,"timestamp":"t","stored":0}"#;
    let set = r#"{"authority" : {"mbox":"mailto:store@example.org"} ,"timestamp":"t","stored":"2024-05-01T08:00:00Z"}"#;
    assert_eq!(exact_with(text, &vouching()), set);
}

#[test]
fn an_authority_stays_where_none_is_set() {
    let text = format!(r#"{{"authority":{{"name":"me"}},"timestamp":"t","stored":"{STORED}"}}"#);
    assert_eq!(exact(&text), text);
}

#[test]
fn id_timestamp_and_version_stay_where_they_came() {
    let text =
        format!(r#"{{"id":"A","version":"1.0","stored":"{STORED}","timestamp":"2015\u002d"}}"#);
    let id = UuidText::parse("39e24cc4-69af-4b01-a824-1fdc6ea8a3af").unwrap();
    let assigned = Assigned::new(stored()).with_id(id).with_version("1.0.0");
    assert_eq!(exact_with(&text, &assigned), text);
}

#[test]
fn id_and_version_are_set_where_they_are_absent() {
    let id = UuidText::parse("39E24CC4-69af-4b01-a824-1fdc6ea8a3af").unwrap();
    let assigned = Assigned::new(stored()).with_id(id).with_version("1.0.0");
    let set = exact_with(r#"{"timestamp":"t"}"#, &assigned);
    assert!(set.contains(r#","id":"39E24CC4-69af-4b01-a824-1fdc6ea8a3af""#));
    assert!(set.ends_with(r#","version":"1.0.0"}"#));
}

#[test]
fn a_member_that_came_with_null_counts_as_absent() {
    assert_eq!(
        exact(r#"{"timestamp":null,"stored":null}"#),
        format!(r#"{{"timestamp":"{STORED}","stored":"{STORED}"}}"#)
    );
}

#[test]
fn a_single_context_activity_gets_its_list() {
    let text = format!(
        r#"{{"context":{{"contextActivities":{{"parent": {{"id":"a:b"}} ,"other":[{{"id":"a:c"}}]}}}},"stored":"{STORED}","timestamp":"t"}}"#
    );
    let listed = text.replace(r#"{"id":"a:b"}"#, r#"[{"id":"a:b"}]"#);
    assert_eq!(exact(&text), listed);
}

#[test]
fn a_member_that_is_no_kind_of_context_activity_stays_as_it_came() {
    let sent = r#"{"context":{"contextActivities":{"papent":{"id":"a:p"},"x":1,"parent":[]}},"stored":""}"#;
    let stored = sent.replace(
        r#""stored":"""#,
        &format!(r#""stored":"{STORED}","timestamp":"{STORED}""#),
    );
    assert_eq!(exact(sent), stored);
    assert_eq!(super::ids(sent), sent);
}

#[test]
fn a_single_context_activity_of_a_sub_statement_gets_its_list() {
    let text = format!(
        r#"{{"object":{{"objectType":"SubStatement","context":{{"contextActivities":{{"category":{{"id":"a:b"}}}}}}}},"stored":"{STORED}","timestamp":"t"}}"#
    );
    let listed = text.replace(r#"{"id":"a:b"}"#, r#"[{"id":"a:b"}]"#);
    assert_eq!(exact(&text), listed);
}

#[test]
fn members_of_those_names_elsewhere_are_not_touched() {
    let text = format!(
        r#"{{"object":{{"id":"a:b","definition":{{"extensions":{{"a:stored":{{"stored":null,"authority":1,"contextActivities":{{"parent":{{}}}}}}}}}}}},"stored":"{STORED}","timestamp":"t"}}"#
    );
    assert_eq!(exact_with(&text, &Assigned::new(stored())), text);
}

#[test]
fn setting_twice_sets_the_same() {
    let once = exact_with(r#"{"actor":{}}"#, &vouching());
    assert_eq!(exact_with(&once, &vouching()), once);
}
