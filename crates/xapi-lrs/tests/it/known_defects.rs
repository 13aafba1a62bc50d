//! What other record stores were seen to do wrong, and this one does not.
//!
//! `docs/xapi-differences.md` lists all of it, with what other tests look for.

use crate::host::{
    ADA, BEN, COURSE, Host, account, encoded, get, listed, post, put, statement, uuid,
};

const CONSISTENT_THROUGH: &str = "x-experience-api-consistent-through";

/// A statement about another activity that names the course in its context.
fn in_context(number: u32, context_activities: &str) -> String {
    let context = format!(r#","context":{{"contextActivities":{context_activities}}}}}"#);
    let alone = statement(number, ADA, "https://example.org/lesson");
    format!("{}{context}", alone.strip_suffix('}').unwrap())
}

#[test]
fn answers_are_complete_up_to_the_present_and_not_to_what_was_stored_last() {
    let host = Host::new();
    host.keep(&statement(1, ADA, COURSE));
    let asked = get("/statements");
    let soon = host.ask(asked.clone());
    host.wait(3600);
    let later = host.ask(asked);
    assert_eq!(soon.header("last-modified"), later.header("last-modified"));
    let (soon, later) = (
        soon.header(CONSISTENT_THROUGH),
        later.header(CONSISTENT_THROUGH),
    );
    // The millisecond before the present: whatever is stored in it comes later.
    assert!(soon.starts_with("2023-11-14T22:13:20.999"), "{soon}");
    assert!(later.starts_with("2023-11-14T23:13:21.999"), "{later}");
}

#[test]
fn an_address_of_more_is_good_for_a_day() {
    let host = Host::new();
    for number in 1..=2 {
        host.keep(&statement(number, ADA, COURSE));
    }
    let more = host.ask(get("/statements?limit=1")).more();
    host.wait(24 * 60 * 60);
    let next = host.ask(get("").at(&more));
    assert_eq!((next.status.as_u16(), next.count(&uuid(1))), (200, 1));
}

#[test]
fn what_no_statement_is_behind_does_not_say_when_it_was_stored() {
    let host = Host::new();
    assert_eq!(host.ask(get("/about")).header("last-modified"), "");
}

#[test]
fn a_second_batch_is_stored_beside_the_first() {
    let host = Host::new();
    for numbers in [[1, 2], [3, 4]] {
        let batch = numbers.map(|number| statement(number, ADA, COURSE));
        let sent = post("/statements").json(&format!("[{}]", batch.join(",")));
        assert_eq!(host.ask(sent).status, 200);
    }
    assert_eq!(listed(&host), 4);
}

#[test]
fn what_is_related_to_an_activity_is_found_by_every_kind_and_form_of_context() {
    let host = Host::new();
    let course = format!(r#"{{"id":"{COURSE}"}}"#);
    let forms = [
        format!(r#"{{"parent":{course}}}"#),
        format!(r#"{{"parent":[{course}]}}"#),
        format!(r#"{{"grouping":[{course}]}}"#),
        format!(r#"{{"category":{course}}}"#),
        format!(r#"{{"other":[{{"id":"urn:a"}},{course}]}}"#),
    ];
    for (number, form) in (1..).zip(&forms) {
        host.keep(&in_context(number, form));
    }
    host.keep(&in_context(9, r#"{"parent":[{"id":"urn:a"}]}"#));
    let activity = format!("/statements?activity={}", encoded(COURSE));
    assert_eq!(host.ask(get(&activity)).count("\"stored\""), 0);
    let related = host.ask(get(&format!("{activity}&related_activities=true")));
    assert_eq!(related.count("\"stored\""), forms.len());
    assert_eq!(related.count(&uuid(9)), 0);
}

#[test]
fn what_was_just_stored_is_found_by_verb_and_activity() {
    let host = Host::new();
    for (number, actor) in [(1, ADA), (2, BEN)] {
        host.keep(&statement(number, actor, COURSE));
        for filter in [
            "verb=https://example.org/did".to_owned(),
            format!("activity={}", encoded(COURSE)),
        ] {
            let answer = host.ask(get(&format!("/statements?{filter}&limit=1")));
            assert_eq!(answer.count(&uuid(number)), 1, "{filter}");
        }
    }
}

#[test]
fn what_is_not_valid_is_a_bad_request_and_nothing_else() {
    let host = Host::with([("root", account("north", "root"))]);
    let without_verb = format!(r#"{{"actor":{ADA},"object":{{"id":"{COURSE}"}}}}"#);
    let unknown = statement(1, ADA, COURSE).replacen('{', r#"{"bogus":1,"#, 1);
    let of_another_kind = statement(1, "7", COURSE);
    for sent in [
        "{",
        "7",
        "[{}]",
        &*without_verb,
        &*unknown,
        &*of_another_kind,
    ] {
        assert_eq!(
            host.ask(post("/statements").json(sent)).status,
            400,
            "{sent}"
        );
        let put = put(&format!("/statements?statementId={}", uuid(1))).json(sent);
        assert_eq!(host.ask(put).status, 400, "{sent}");
    }
    for query in [
        "statementId=1",
        "agent=%7B%7D",
        "verb=did",
        "limit=-1",
        "bogus=1",
    ] {
        let answer = host.ask(get(&format!("/statements?{query}")));
        assert_eq!(answer.status, 400, "{query}");
    }
    assert_eq!(listed(&host), 0);
}
