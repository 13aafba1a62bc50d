//! Statements that are sent.
//!
//! Spec: xAPI 1.0.3 Part 3 §1.5, §2.1.1, §2.1.2, §3.2; 2.0 §4.1.3, §4.1.6.1.

use crate::host::{
    ADA, BEN, COURSE, Host, VOIDED, account, ask, delete, encoded, get, listed, one, post, put,
    reference, statement, uuid,
};

#[test]
fn a_statement_that_is_put_is_found_by_its_id() {
    let host = Host::new();
    let answer = host.ask(put(&one(1)).json(&statement(1, ADA, COURSE)));
    assert_eq!((answer.status.as_u16(), answer.text()), (204, ""));
    assert_eq!(host.ask(get(&one(1))).status, 200);
}

#[test]
fn a_statement_gets_the_id_of_its_address() {
    let host = Host::new();
    let without =
        statement(1, ADA, COURSE).replace(&format!("\"id\":\"{}\",\"actor", uuid(1)), "\"actor");
    assert_eq!(host.ask(put(&one(1)).json(&without)).status, 204);
    assert_eq!(
        host.ask(get(&one(1)))
            .count(&format!("\"id\":\"{}\"", uuid(1))),
        1
    );
}

#[test]
fn refuses_to_put_a_statement_under_another_id() {
    let host = Host::new();
    let answer = host.ask(put(&one(2)).json(&statement(1, ADA, COURSE)));
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (400, "xapi.lrs.statement_id")
    );
    assert_eq!(listed(&host), 0);
}

#[test]
fn refuses_to_put_without_an_id_or_more_than_one_statement() {
    let host = Host::new();
    let sent = statement(1, ADA, COURSE);
    assert_eq!(
        host.ask(put("/statements").json(&sent)).code(),
        "xapi.lrs.parameter_missing"
    );
    assert_eq!(
        host.ask(put(&one(1)).json(&format!("[{sent}]"))).status,
        400
    );
    assert_eq!(
        host.ask(put("/statements?statementId=1").json(&sent))
            .status,
        400
    );
    assert_eq!(
        host.ask(put("/statements?StatementId=1").json(&sent))
            .status,
        400
    );
    assert_eq!(listed(&host), 0);
}

#[test]
fn ids_come_back_in_the_order_of_their_statements() {
    let host = Host::new();
    let sent = format!(
        "[{},{}]",
        statement(2, ADA, COURSE),
        statement(1, BEN, COURSE)
    );
    let answer = host.ask(post("/statements").json(&sent));
    assert_eq!(answer.status, 200);
    assert_eq!(answer.text(), format!("[\"{}\",\"{}\"]", uuid(2), uuid(1)));
}

#[test]
fn a_statement_without_an_id_gets_one_of_its_own() {
    let host = Host::new();
    let without = format!(
        r#"{{"actor":{ADA},"verb":{{"id":"https://example.org/did"}},"object":{{"id":"{COURSE}"}}}}"#
    );
    let answer = host.ask(post("/statements").json(&format!("[{without},{without}]")));
    assert_eq!(answer.status, 200);
    let ids: Vec<&str> = answer
        .text()
        .split('"')
        .filter(|text| text.len() == 36)
        .collect();
    assert_ne!(ids[0], ids[1]);
    assert!(ids.iter().all(|id| id.as_bytes()[14] == b'4'));
    assert_eq!(
        host.ask(get(&format!("/statements?statementId={}", ids[0])))
            .status,
        200
    );
}

#[test]
fn a_statement_that_is_sent_again_changes_nothing() {
    let host = Host::new();
    let sent = statement(1, ADA, COURSE);
    host.keep(&sent);
    let first = host.ask(get(&one(1)));
    assert_eq!(host.ask(put(&one(1)).json(&sent)).status, 204);
    let answer = host.ask(post("/statements").json(&format!("[{sent}]")));
    assert_eq!(
        (answer.status.as_u16(), answer.text()),
        (200, format!("[\"{}\"]", uuid(1)).as_str())
    );
    assert_eq!(host.ask(get(&one(1))).body, first.body);
    assert_eq!(listed(&host), 1);
}

#[test]
fn another_statement_of_an_id_is_a_conflict_and_none_of_its_batch_is_kept() {
    let host = Host::new();
    host.keep(&statement(1, ADA, COURSE));
    let first = host.ask(get(&one(1)));
    let other = statement(1, BEN, COURSE);
    let answer = host.ask(put(&one(1)).json(&other));
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (409, "xapi.lrs.conflict")
    );
    let batch = format!("[{},{other}]", statement(2, ADA, COURSE));
    let answer = host.ask(post("/statements").json(&batch));
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (409, "xapi.lrs.conflict")
    );
    assert!(answer.text().contains("/1"));
    assert_eq!(host.ask(get(&one(1))).body, first.body);
    assert_eq!(listed(&host), 1);
}

#[test]
fn refuses_a_batch_with_one_id_twice() {
    let host = Host::new();
    let sent = statement(1, ADA, COURSE);
    for version in ["1.0.3", "2.0.0"] {
        let batch = format!("[{sent},{sent}]");
        assert_eq!(
            host.ask(post("/statements").version(version).json(&batch))
                .status,
            400
        );
    }
    assert_eq!(listed(&host), 0);
}

#[test]
fn refuses_a_batch_with_one_statement_that_is_none() {
    let host = Host::new();
    let wrong = statement(2, ADA, "should fail");
    let batch = format!("[{},{wrong}]", statement(1, ADA, COURSE));
    let answer = host.ask(post("/statements").json(&batch));
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (400, "xapi.lrs.statement")
    );
    assert!(!answer.error.unwrap().report().is_empty());
    assert_eq!(host.ask(get(&one(1))).status, 404);
}

#[test]
fn what_the_store_sets_takes_the_place_of_what_was_sent() {
    let host = Host::new();
    let sent = statement(1, ADA, COURSE).replacen(
        '{',
        &format!(r#"{{"stored":"1999-01-01T00:00:00Z","authority":{BEN},"#),
        1,
    );
    host.keep(&sent);
    let answer = host.ask(get(&one(1)));
    assert_eq!(answer.count("1999"), 0);
    assert_eq!(answer.count("ben@example.org"), 0);
    assert_eq!(answer.count("\"authority\""), 1);
    assert_eq!(answer.count("\"stored\":\"2023-11-14T22:13:2"), 1);
    assert_eq!(answer.count("\"timestamp\":\"2023-11-14T22:13:2"), 1);
}

#[test]
fn each_version_names_itself_in_statements_that_name_none() {
    let host = Host::new();
    host.ask(
        post("/statements")
            .version("1.0.2")
            .json(&statement(1, ADA, COURSE)),
    );
    host.ask(post("/statements").json(&statement(2, ADA, COURSE)));
    assert_eq!(host.ask(get(&one(1))).count("\"version\":\"1.0.0\""), 1);
    assert_eq!(
        host.ask(get(&one(2)).version("1.0.3"))
            .count("\"version\":\"2.0.0\""),
        1
    );
}

#[test]
fn the_older_version_knows_no_members_of_the_newer() {
    let host = Host::new();
    let context = r#","context":{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:c@example.org"}}]}}"#;
    let sent = statement(1, ADA, COURSE);
    let sent = format!("{}{context}", sent.strip_suffix('}').unwrap());
    assert_eq!(
        host.ask(post("/statements").version("1.0.3").json(&sent))
            .status,
        400
    );
    let answer = host.ask(post("/statements").json(&sent));
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[test]
fn refuses_bodies_of_other_kinds() {
    let host = Host::new();
    let sent = statement(1, ADA, COURSE);
    for kind in [
        "text/plain",
        "multipart/form-data; boundary=b",
        "multipart/mixed",
        "json",
        "",
    ] {
        let answer = host.ask(post("/statements").body(kind, &sent));
        assert_eq!(answer.status, 400, "{kind}");
    }
    for text in ["", "null", "1", "{", "[1]", "[[]]"] {
        assert_eq!(
            host.ask(post("/statements").json(text)).status,
            400,
            "{text}"
        );
    }
    let twice = post("/statements")
        .json(&sent)
        .header("Content-Type", "text/plain");
    assert_eq!(host.ask(twice).code(), "xapi.lrs.header");
    assert_eq!(listed(&host), 0);
}

#[test]
fn refuses_parameters_where_statements_are_posted() {
    let host = Host::new();
    let answer = host.ask(post(&one(1)).json(&statement(1, ADA, COURSE)));
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (400, "xapi.lrs.parameter_unknown")
    );
}

#[test]
fn refuses_a_batch_beyond_the_limits() {
    let root = account("north", "root");
    let host = Host::set_up(|settings| settings.with_max_batch(1), [("root", root)]);
    let batch = format!(
        "[{},{}]",
        statement(1, ADA, COURSE),
        statement(2, ADA, COURSE)
    );
    let answer = host.ask(post("/statements").json(&batch));
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (413, "xapi.lrs.large")
    );
    assert_eq!(listed(&host), 0);
}

#[test]
fn statements_are_not_removed() {
    let host = Host::new();
    for method in [delete(&one(1)), ask("PATCH", "/statements")] {
        let answer = host.ask(method);
        assert_eq!(answer.status, 405);
        assert_eq!(answer.header("allow"), "GET, HEAD, POST, PUT");
    }
}

#[test]
fn a_voided_statement_is_found_as_one_alone() {
    let host = Host::new();
    host.keep(&statement(1, ADA, COURSE));
    host.keep(&reference(2, VOIDED, 1));
    let voided = format!("/statements?voidedStatementId={}", uuid(1));
    assert_eq!(host.ask(get(&one(1))).status, 404);
    assert_eq!(host.ask(get(&voided)).status, 200);
    assert_eq!(host.ask(get(&one(2))).status, 200);
    let answer = host.ask(get(&format!("/statements?agent={}", encoded(ADA))));
    assert_eq!(answer.count("\"stored\""), 1);
    assert_eq!(answer.count(VOIDED), 1);
}

#[test]
fn what_voids_is_not_voided_and_what_is_voided_not_voided_again() {
    let host = Host::new();
    let batch = format!(
        "[{},{}]",
        reference(2, VOIDED, 1),
        statement(1, ADA, COURSE)
    );
    host.keep(&batch);
    host.keep(&reference(3, VOIDED, 2));
    host.keep(&reference(4, VOIDED, 1));
    assert_eq!(host.ask(get(&one(1))).status, 404);
    assert_eq!(host.ask(get(&one(2))).status, 200);
    let voided = format!("/statements?voidedStatementId={}", uuid(2));
    assert_eq!(host.ask(get(&voided)).status, 404);
}

#[test]
fn who_may_not_void_is_refused_and_none_of_the_batch_is_kept() {
    let host = Host::with([
        ("root", account("north", "root")),
        ("tool", account("north", "tool").without_voiding()),
    ]);
    host.keep(&statement(1, ADA, COURSE));
    let batch = format!(
        "[{},{}]",
        statement(2, ADA, COURSE),
        reference(3, VOIDED, 1)
    );
    let answer = host.ask(post("/statements").json(&batch).by("tool", "all"));
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (403, "xapi.lrs.forbidden")
    );
    assert_eq!(host.ask(get(&one(1))).status, 200);
    assert_eq!(host.ask(get(&one(2))).status, 404);
}
