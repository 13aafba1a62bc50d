//! Statements that are asked for.
//!
//! Spec: xAPI 1.0.3 Part 3 §2.1.3, §2.1.4; 2.0 §4.1.6.1.

use crate::host::{
    ADA, Answer, BEN, COURSE, Host, VOIDED, account, ask, encoded, get, post, reference, statement,
    uuid,
};

const OTHER: &str = "https://example.org/other";

/// Ada and Ben in two activities each.
fn host() -> Host {
    let host = Host::new();
    for (number, actor, activity) in [
        (1, ADA, COURSE),
        (2, BEN, COURSE),
        (3, ADA, OTHER),
        (4, BEN, OTHER),
    ] {
        host.keep(&statement(number, actor, activity));
    }
    host
}

/// The numbers of the statements in an answer, in their order.
fn numbers(answer: &Answer) -> Vec<u32> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let ids = answer
        .text()
        .split("\"id\":\"9e13cefd-53d3-4eac-b5ed-")
        .skip(1);
    ids.map(|id| id.get(..12).unwrap().parse().unwrap())
        .collect()
}

fn found(host: &Host, query: &str) -> Vec<u32> {
    numbers(&host.ask(get(&format!("/statements{query}"))))
}

#[test]
fn statements_are_listed_latest_first_or_last() {
    let host = host();
    assert_eq!(found(&host, ""), [4, 3, 2, 1]);
    assert_eq!(found(&host, "?ascending=false"), [4, 3, 2, 1]);
    assert_eq!(found(&host, "?ascending=true"), [1, 2, 3, 4]);
}

#[test]
fn statements_are_found_by_all_that_is_asked_for_together() {
    let host = host();
    let (ada, course) = (encoded(ADA), encoded(COURSE));
    assert_eq!(found(&host, &format!("?agent={ada}")), [3, 1]);
    assert_eq!(found(&host, &format!("?activity={course}")), [2, 1]);
    assert_eq!(
        found(&host, &format!("?agent={ada}&activity={course}")),
        [1]
    );
    assert_eq!(
        found(&host, "?verb=https://example.org/did&limit=2"),
        [4, 3]
    );
    assert_eq!(found(&host, "?verb=https://example.org/else"), [0_u32; 0]);
    assert_eq!(
        found(&host, &format!("?registration={}", uuid(1))),
        [0_u32; 0]
    );
}

#[test]
fn nothing_found_is_an_answer() {
    let answer = Host::new().ask(get("/statements"));
    assert_eq!(answer.status, 200);
    assert_eq!(answer.text(), r#"{"statements":[],"more":""}"#);
}

#[test]
fn times_are_those_of_storing_the_first_excluded_the_last_included() {
    let host = host();
    let second = "2023-11-14T22:13:21Z";
    assert_eq!(found(&host, &format!("?since={second}")), [4, 3]);
    assert_eq!(found(&host, &format!("?until={second}")), [2, 1]);
    assert_eq!(
        found(&host, &format!("?since={second}&until={second}")),
        [0_u32; 0]
    );
}

#[test]
fn a_limit_of_zero_means_as_many_as_are_given() {
    assert_eq!(found(&host(), "?limit=0"), [4, 3, 2, 1]);
    assert_eq!(
        found(&host(), "?limit=99999999999999999999999"),
        [4, 3, 2, 1]
    );
}

#[test]
fn a_statement_that_targets_another_is_found_as_that_is() {
    let host = host();
    host.keep(&reference(5, "https://example.org/confirmed", 1));
    host.keep(&reference(6, "https://example.org/confirmed", 5));
    let ada = encoded(ADA);
    // Each names what it targets behind its own id.
    assert_eq!(found(&host, &format!("?agent={ada}")), [6, 5, 5, 1, 3, 1]);
    let since = "&since=2023-11-14T22:13:24Z";
    assert_eq!(found(&host, &format!("?agent={ada}{since}")), [6, 5]);
}

#[test]
fn one_statement_alone_is_asked_for_with_its_form_and_nothing_else() {
    let host = host();
    let one = format!("?statementId={}", uuid(1));
    assert_eq!(
        found(&host, &format!("{one}&format=exact&attachments=false")),
        [1]
    );
    for other in [
        format!("voidedStatementId={}", uuid(1)),
        format!("agent={}", encoded(ADA)),
        "verb=https://example.org/did".into(),
        format!("activity={COURSE}"),
        format!("registration={}", uuid(1)),
        "related_activities=true".into(),
        "related_agents=true".into(),
        "since=2012-06-01T19:09:13.245Z".into(),
        "until=2012-06-01T19:09:13.245Z".into(),
        "limit=1".into(),
        "ascending=true".into(),
        "more=x".into(),
    ] {
        for one in [one.clone(), one.replace("statementId", "voidedStatementId")] {
            let answer = host.ask(get(&format!("/statements{one}&{other}")));
            assert_eq!(answer.status, 400, "{one}&{other}");
        }
    }
}

#[test]
fn refuses_values_that_are_none() {
    let host = host();
    let anonymous = encoded(&format!(r#"{{"objectType":"Group","member":[{ADA}]}}"#));
    for query in [
        "agent=ada".into(),
        "agent=%7B%7D".into(),
        format!("agent={anonymous}"),
        "verb=did".into(),
        "verb=".into(),
        "activity=course".into(),
        "registration=1".into(),
        "statementId=1".into(),
        "voidedStatementId=".into(),
        "related_activities=1".into(),
        "related_activities=True".into(),
        "related_agents=".into(),
        "since=yesterday".into(),
        "until=2012-06-01".into(),
        "since=2012-06-01T19:09:13-00:00".into(),
        "limit=-1".into(),
        "limit=1.5".into(),
        "limit=".into(),
        "format=EXACT".into(),
        "format=".into(),
        "attachments=yes".into(),
        "ascending=TRUE".into(),
    ] {
        let answer = host.ask(get(&format!("/statements?{query}")));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, "xapi.lrs.parameter"),
            "{query}"
        );
    }
}

#[test]
fn refuses_parameters_that_are_unknown_or_in_another_case() {
    let host = host();
    for query in [
        "foo=bar",
        "Agent=x",
        "StatementId=x",
        "Limit=1",
        "Related_Agents=true",
        "after=1",
        "method=GET",
    ] {
        let answer = host.ask(get(&format!("/statements?{query}")));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, "xapi.lrs.parameter_unknown"),
            "{query}"
        );
    }
    assert_eq!(host.ask(get("/statements?limit=1&limit=1")).status, 400);
    assert_eq!(host.ask(get("/statements?verb=%zz")).status, 400);
}

#[test]
fn every_answer_and_refusal_says_up_to_when_it_is_complete() {
    let host = host();
    let name = "x-experience-api-consistent-through";
    for asked in [
        get("/statements"),
        get(&format!("/statements?statementId={}", uuid(1))),
        get(&format!("/statements?statementId={}", uuid(9))),
        get("/statements?foo=bar"),
        get("/statements").version(""),
        get("/statements").version("3.0.0"),
        get("/statements").by("root", "state"),
        ask("HEAD", "/statements"),
        ask("DELETE", "/statements"),
        post("/statements").json(&statement(5, ADA, COURSE)),
        post("/statements").json("{"),
    ] {
        let answer = host.ask(asked.clone());
        assert!(
            answer.header(name).starts_with("2023-11-14T22:"),
            "{asked:?}"
        );
    }
    let nobody = host.ask(get("/statements").by("", ""));
    assert_eq!(nobody.header(name), "");
}

#[test]
fn answers_say_when_the_latest_of_their_statements_was_stored() {
    let host = host();
    let name = "last-modified";
    let answer = host.ask(get(&format!("/statements?statementId={}", uuid(1))));
    assert_eq!(answer.header(name), "Tue, 14 Nov 2023 22:13:20 GMT");
    for order in ["true", "false"] {
        let answer = host.ask(get(&format!("/statements?ascending={order}")));
        assert_eq!(answer.header(name), "Tue, 14 Nov 2023 22:13:23 GMT");
    }
    assert_eq!(
        host.ask(get("/statements?activity=https://example.org/no"))
            .header(name),
        ""
    );
}

#[test]
fn a_head_tells_what_a_get_does_without_the_statements() {
    let host = host();
    for address in [
        "/statements".into(),
        format!("/statements?statementId={}", uuid(1)),
    ] {
        let (whole, head) = (host.ask(get(&address)), host.ask(ask("HEAD", &address)));
        assert_eq!(head.status, 200);
        assert_eq!(head.header("content-length"), whole.body.len().to_string());
        assert_eq!(head.header("last-modified"), whole.header("last-modified"));
        assert!(head.body.is_empty());
    }
    assert_eq!(
        host.ask(ask("HEAD", &format!("/statements?statementId={}", uuid(9))))
            .status,
        404
    );
}

#[test]
fn each_language_map_is_answered_in_the_language_wanted() {
    let host = Host::new();
    let definition =
        r#"","definition":{"name":{"en":"course","fr":"cours"},"description":{"de":"Kurs"}}}}"#;
    let sent = statement(1, ADA, COURSE);
    let sent = format!("{}{definition}", sent.strip_suffix("\"}}").unwrap());
    host.keep(&sent);
    let address = format!("/statements?statementId={}&format=canonical", uuid(1));
    let answer = host.ask(
        get(&address)
            .header("Accept-Language", "en;q=0.5")
            .header("Accept-Language", "fr"),
    );
    assert_eq!(
        (
            answer.count("cours\""),
            answer.count("\"course\""),
            answer.count("Kurs")
        ),
        (1, 0, 1),
        "{}",
        answer.text()
    );
    let exact =
        host.ask(get(&address.replace("canonical", "exact")).header("Accept-Language", "fr"));
    assert_eq!((exact.count("cours\""), exact.count("\"course\"")), (1, 1));
    let ids = host.ask(get(&address.replace("canonical", "ids")));
    assert_eq!(ids.count("definition"), 0);
}

#[test]
fn pages_follow_one_another_and_miss_nothing() {
    let host = host();
    for query in [
        "?limit=1",
        "?limit=1&ascending=true",
        "?limit=3&format=ids&activity=https://example.org/course",
    ] {
        let mut answer = host.ask(get(&format!("/statements{query}")));
        let mut all = numbers(&answer);
        while !answer.more().is_empty() {
            let more = answer.more();
            assert!(more.starts_with("/xapi/statements?more="), "{more}");
            answer = host.ask(get("").at(&more));
            all.extend(numbers(&answer));
        }
        let unlimited = query
            .replace("limit=1", "limit=0")
            .replace("limit=3", "limit=0");
        assert_eq!(all, found(&host, &unlimited));
    }
}

#[test]
fn a_page_goes_on_in_its_form() {
    let host = host();
    let answer = host.ask(get("/statements?limit=1&attachments=true"));
    let (_, more) = answer.text().rsplit_once(r#""more":""#).unwrap();
    let more = more.split('"').next().unwrap();
    let next = host.ask(get("").at(more));
    assert!(
        next.header("content-type")
            .starts_with("multipart/mixed; boundary=")
    );
}

#[test]
fn statements_that_come_between_pages_move_none() {
    let host = host();
    let more = host.ask(get("/statements?limit=2")).more();
    host.keep(&statement(5, ADA, COURSE));
    assert_eq!(numbers(&host.ask(get("").at(&more))), [2, 1]);
}

#[test]
fn refuses_an_address_of_more_that_was_not_made_here() {
    let host = Host::with([
        ("root", account("north", "root")),
        ("south", account("south", "x")),
    ]);
    for number in 1..4 {
        host.keep(&statement(number, ADA, COURSE));
    }
    let more = host.ask(get("/statements?limit=1")).more();
    assert_eq!(numbers(&host.ask(get("").at(&more))), [2]);
    let (path, token) = more.split_once('=').unwrap();
    for place in 0..token.len() {
        let mut wrong = token.to_owned().into_bytes();
        wrong[place] = if wrong[place] == b'A' { b'B' } else { b'A' };
        let wrong = String::from_utf8(wrong).unwrap();
        let answer = host.ask(get("").at(&format!("{path}={wrong}")));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, "xapi.lrs.more"),
            "{place}"
        );
    }
    let (start, end) = token.split_at(4);
    for wrong in ["", "x", start, end] {
        assert_eq!(
            host.ask(get("").at(&format!("{path}={wrong}"))).code(),
            "xapi.lrs.more"
        );
    }
    assert_eq!(
        host.ask(get("").at(&more).by("south", "all")).code(),
        "xapi.lrs.more"
    );
    let extended = host.ask(get("").at(&format!("{more}&limit=3")));
    assert_eq!(extended.status, 400);
    let other = Host::set_up(
        |_| xapi_lrs::LrsSettings::new([8; 32]),
        [("root", account("north", "root"))],
    );
    assert_eq!(other.ask(get("").at(&more)).code(), "xapi.lrs.more");
}

#[test]
fn voided_statements_are_not_listed_but_what_targets_them_is() {
    let host = host();
    host.keep(&reference(5, VOIDED, 1));
    assert_eq!(host.ask(get("/statements")).count("\"stored\""), 4);
    let answer = host.ask(get(&format!("/statements?activity={}", encoded(COURSE))));
    assert_eq!(numbers(&answer), [5, 1, 2]);
    assert_eq!(answer.count("\"stored\""), 2);
}
