//! What is known of agents and activities.
//!
//! Spec: xAPI 1.0.3 Part 3 §2.4, §2.5; 2.0 §4.1.6.3, §4.1.6.4.

use crate::host::{ADA, COURSE, Host, ask, encoded, get, post, statement};

fn person(host: &Host, agent: &str) -> String {
    let answer = host.ask(get(&format!("/agents?agent={}", encoded(agent))));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text().to_owned()
}

#[test]
fn a_person_is_answered_of_every_agent_by_what_was_asked() {
    let host = Host::new();
    for (agent, expected) in [
        (
            ADA,
            r#"{"objectType":"Person","mbox":["mailto:ada@example.org"]}"#,
        ),
        (
            r#"{"mbox_sha1sum":"a9993e364706816aba3e25717850c26c9cd0d89d","name":"Ada \"L\""}"#,
            r#"{"objectType":"Person","name":["Ada \"L\""],"mbox_sha1sum":["a9993e364706816aba3e25717850c26c9cd0d89d"]}"#,
        ),
        (
            r#"{"openid":"https://ada.example.org"}"#,
            r#"{"objectType":"Person","openid":["https://ada.example.org"]}"#,
        ),
        (
            r#"{"objectType":"Agent","account":{"name":"1","homePage":"https://example.org"}}"#,
            r#"{"objectType":"Person","account":[{"homePage":"https://example.org","name":"1"}]}"#,
        ),
    ] {
        assert_eq!(person(&host, agent), expected);
    }
}

#[test]
fn a_person_has_the_names_that_statements_gave() {
    let host = Host::new();
    let named = |name: &str| format!(r#"{{"mbox":"mailto:ada@EXAMPLE.org","name":"{name}"}}"#);
    host.keep(&statement(1, &named("Ada"), COURSE));
    host.keep(&statement(2, &named("Ada Lovelace"), COURSE));
    let found = person(&host, &named("Ada"));
    assert_eq!(found.matches("Ada\"").count(), 1, "{found}");
    assert_eq!(found.matches("Ada Lovelace\"").count(), 1, "{found}");
}

#[test]
fn refuses_what_is_no_agent() {
    let host = Host::new();
    let group = r#"{"objectType":"Group","mbox":"mailto:a@example.org"}"#;
    for agent in [
        "",
        "ada",
        "{}",
        "[]",
        group,
        r#"{"name":"Ada"}"#,
        r#"{"mbox":["mailto:a@example.org"]}"#,
    ] {
        let answer = host.ask(get(&format!("/agents?agent={}", encoded(agent))));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, "xapi.lrs.parameter"),
            "{agent}"
        );
    }
    assert_eq!(
        host.ask(get("/agents")).code(),
        "xapi.lrs.parameter_missing"
    );
    assert_eq!(
        host.ask(get("/agents?Agent=x")).code(),
        "xapi.lrs.parameter_unknown"
    );
}

#[test]
fn an_activity_is_answered_even_where_nothing_is_known_of_it() {
    let host = Host::new();
    for version in ["1.0.3", "2.0.0"] {
        let answer = host.ask(get(&format!("/activities?activityId={COURSE}")).version(version));
        assert_eq!(answer.status, 200);
        assert_eq!(
            answer.text(),
            r#"{"objectType":"Activity","id":"https://example.org/course"}"#
        );
        assert!(answer.header("etag").starts_with('"'));
    }
}

#[test]
fn an_activity_has_what_all_statements_said_of_it() {
    let host = Host::new();
    for (number, name) in [(1, r#"{"en":"course"}"#), (2, r#"{"fr":"cours"}"#)] {
        let sent = statement(number, ADA, COURSE);
        let definition = format!(r#"","definition":{{"name":{name}}}}}}}"#);
        host.keep(&format!(
            "{}{definition}",
            sent.strip_suffix("\"}}").unwrap()
        ));
    }
    let answer = host.ask(get(&format!("/activities?activityId={COURSE}")));
    assert_eq!(
        (
            answer.count("course\"}"),
            answer.count("\"en\":\"course\""),
            answer.count("\"fr\":\"cours\"")
        ),
        (0, 1, 1),
        "{}",
        answer.text()
    );
}

#[test]
fn refuses_what_is_no_activity() {
    let host = Host::new();
    for activity in ["", "course", "true", "%7B%7D"] {
        let answer = host.ask(get(&format!("/activities?activityId={activity}")));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, "xapi.lrs.parameter")
        );
    }
    assert_eq!(
        host.ask(get("/activities")).code(),
        "xapi.lrs.parameter_missing"
    );
    assert_eq!(
        host.ask(get("/activities?activityID=x")).code(),
        "xapi.lrs.parameter_unknown"
    );
}

#[test]
fn nothing_is_changed_here() {
    let host = Host::new();
    for resource in ["/agents", "/activities"] {
        for asked in [
            post(resource),
            ask("PUT", resource),
            ask("DELETE", resource),
        ] {
            let answer = host.ask(asked.json("{}"));
            assert_eq!(
                (answer.status.as_u16(), answer.header("allow")),
                (405, "GET, HEAD")
            );
        }
    }
}

#[test]
fn a_head_has_no_body() {
    let host = Host::new();
    for address in [
        format!("/agents?agent={}", encoded(ADA)),
        format!("/activities?activityId={COURSE}"),
    ] {
        let (whole, head) = (host.ask(get(&address)), host.ask(ask("HEAD", &address)));
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
        assert_eq!(head.header("content-length"), whole.body.len().to_string());
    }
}
