//! Two versions at once, requests in forms, and how refusals are told.
//!
//! Spec: xAPI 1.0.3 Part 3 §1.3, §3.2, §3.3; 2.0 §4.1.5, §4.1.7.

use crate::host::{ADA, COURSE, Host, ask, encoded, get, post, statement, uuid};

const VERSION: &str = "x-experience-api-version";

/// Each resource that asks for a version.
const RESOURCES: [&str; 6] = [
    "/statements",
    "/activities/state",
    "/activities/profile",
    "/agents/profile",
    "/agents",
    "/activities",
];

#[test]
fn each_request_is_answered_by_its_version() {
    let host = Host::new();
    for (asked, spoken) in [
        ("1.0", "1.0.3"),
        ("1.0.0", "1.0.3"),
        ("1.0.9", "1.0.3"),
        ("2.0", "2.0.0"),
        ("2.0.0", "2.0.0"),
    ] {
        let answer = host.ask(get("/statements").version(asked));
        assert_eq!(
            (answer.status.as_u16(), answer.header(VERSION)),
            (200, spoken)
        );
    }
}

#[test]
fn refuses_versions_that_are_not_served() {
    let host = Host::new();
    for resource in RESOURCES {
        for version in [
            "0.9",
            "0.95",
            "1",
            "1.1",
            "1.1.0",
            "2.1.0",
            "3.0.0",
            "x",
            "1.0.3,2.0.0",
        ] {
            let answer = host.ask(get(resource).version(version));
            assert_eq!(
                (answer.status.as_u16(), answer.code()),
                (400, "xapi.lrs.version")
            );
            assert_eq!(answer.header(VERSION), "2.0.0");
        }
        let none = host.ask(get(resource).version(""));
        assert_eq!(
            (none.status.as_u16(), none.code()),
            (400, "xapi.lrs.version_missing")
        );
        let twice = host.ask(get(resource).header(VERSION, "1.0.3"));
        assert_eq!(
            (twice.status.as_u16(), twice.code()),
            (400, "xapi.lrs.version_missing")
        );
    }
}

#[test]
fn a_request_that_names_no_version_is_told_to_be_of_none_that_is_served() {
    let host = Host::new();
    for resource in RESOURCES {
        let answer = host.ask(get(resource).version(""));
        assert_eq!(
            (answer.status.as_u16(), answer.header(VERSION)),
            (400, "0.9")
        );
    }
    let form = post("/statements?method=GET")
        .version("")
        .body(FORM, "limit=1");
    let answer = host.ask(form);
    assert_eq!(
        (answer.status.as_u16(), answer.header(VERSION)),
        (400, "1.0.3")
    );
}

#[test]
fn about_names_both_versions_to_anybody_by_whatever_version() {
    let host = Host::new();
    for version in ["", "0.9", "1.0.3", "2.0.0", "3"] {
        let answer = host.ask(get("/about").version(version).by("", ""));
        assert_eq!(answer.status, 200);
        assert_eq!(answer.text(), r#"{"version":["1.0.3","2.0.0"]}"#);
        assert!(!answer.header(VERSION).is_empty());
    }
    let head = host.ask(ask("HEAD", "/about"));
    assert_eq!(
        (head.status.as_u16(), head.header("content-length")),
        (200, "29")
    );
}

#[test]
fn about_takes_no_parameters_and_no_other_method() {
    let host = Host::new();
    assert_eq!(host.ask(get("/about?x=y")).status, 400);
    let answer = host.ask(post("/about"));
    assert_eq!(
        (answer.status.as_u16(), answer.header("allow")),
        (405, "GET, HEAD")
    );
}

#[test]
fn nothing_else_lives_below_the_mount() {
    let host = Host::new();
    for address in [
        "",
        "/",
        "/Statements",
        "/statements/x",
        "/agents/profiles",
        "/extensions/x",
    ] {
        let answer = host.ask(get(address));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (404, "xapi.lrs.address")
        );
    }
}

#[test]
fn refusals_are_told_as_the_client_accepts_them() {
    let host = Host::new();
    for (accept, kind) in [
        ("", "text/plain"),
        ("*/*", "text/plain"),
        ("image/png", "text/plain"),
        ("application/json", "application/json"),
        (
            "Application/JSON;q=0.5, text/plain;q=0.4",
            "application/json",
        ),
        ("application/json, text/plain, */*", "application/json"),
        ("application/json;q=0, */*", "text/plain"),
        ("application/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("text/*;q=0.1, application/json;q=0.01", "text/plain"),
        ("application/json;q=2", "text/plain"),
    ] {
        let answer = host.ask(post("/statements").json("[{}]").header("Accept", accept));
        assert_eq!(answer.status, 400);
        let found = answer.header("content-type").split(';').next().unwrap();
        assert_eq!(found, kind, "{accept}");
        assert!(answer.text().contains("xapi.lrs.statement"));
        assert!(answer.text().contains("actor"), "{}", answer.text());
    }
}

#[test]
fn a_refusal_in_json_names_code_clause_and_findings() {
    let host = Host::new();
    let answer = host.ask(
        post("/statements")
            .json("[{}]")
            .header("Accept", "application/json"),
    );
    let text = answer.text();
    assert!(
        text.starts_with(
            r#"{"status":400,"code":"xapi.lrs.statement","clause":"xAPI 1.0.3 Part 2"#
        ),
        "{text}"
    );
    assert!(text.contains(r#"{"severity":"error","code":"xapi.statement.actor","requirement":"XAPI-00003","clause":"#), "{text}");
}

#[test]
fn a_refusal_quotes_nothing_of_a_person_or_a_secret() {
    let host = Host::new();
    let wrong = statement(1, r#"{"mbox":"mailto:s3cr3t person@example.org"}"#, COURSE);
    for accept in ["application/json", "text/plain", "text/html"] {
        for asked in [
            post("/statements").json(&wrong),
            get("/statements?agent=s3cr3t"),
            get("/statements?s3cr3t=1"),
            get("/agents?agent=%7B%22mbox%22:%22s3cr3t%22%7D"),
        ] {
            let asked = asked
                .header("Accept", accept)
                .header("Authorization", "Basic s3cr3t");
            let answer = host.ask(asked);
            assert_eq!(answer.status, 400);
            assert!(!answer.text().contains("s3cr3t"), "{}", answer.text());
        }
    }
}

fn form(fields: &[(&str, &str)]) -> String {
    edu_http::encode_pairs(fields.iter().copied())
}

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn a_request_in_a_form_is_served_as_the_one_it_holds() {
    let host = Host::new();
    let (sent, id) = (statement(1, ADA, COURSE), uuid(1));
    let fields = [
        ("statementId", id.as_str()),
        ("content", &sent),
        ("x-experience-api-version", "1.0.3"),
    ];
    for (kind, status) in [(FORM, 204), ("text/plain; charset=UTF-8", 204)] {
        let asked = post("/statements?method=PUT")
            .version("")
            .body(kind, &form(&fields));
        let answer = host.ask(asked);
        assert_eq!(
            (answer.status.as_u16(), answer.header(VERSION)),
            (status, "1.0.3"),
            "{}",
            answer.text()
        );
    }
    let asked = post("/statements?method=GET")
        .version("1.0.3")
        .body(FORM, "limit=1");
    assert_eq!(host.ask(asked).count("\"stored\""), 1);
    let state = form(&[
        ("activityId", COURSE),
        ("agent", ADA),
        ("stateId", "a"),
        ("If-None-Match", "*"),
        ("Content-Type", "text/x-odd"),
        ("content", "a&b"),
    ]);
    let asked = post("/activities/state?method=PUT")
        .version("1.0.3")
        .body(FORM, &state);
    assert_eq!(host.ask(asked.clone()).status, 204);
    assert_eq!(host.ask(asked).status, 412);
    let address = format!(
        "/activities/state?activityId={}&agent={}&stateId=a",
        encoded(COURSE),
        encoded(ADA)
    );
    let answer = host.ask(get(&address));
    assert_eq!(
        (answer.header("content-type"), answer.text()),
        ("text/x-odd", "a&b")
    );
}

#[test]
fn the_newer_version_has_no_requests_in_forms() {
    let host = Host::new();
    let fields = form(&[("limit", "1")]);
    let answer = host.ask(post("/statements?method=GET").body(FORM, &fields));
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (400, "xapi.lrs.alternate")
    );
}

#[test]
fn refuses_forms_that_hold_no_request() {
    let host = Host::new();
    let (sent, id) = (statement(1, ADA, COURSE), uuid(1));
    let whole = form(&[("statementId", &id), ("content", &sent)]);
    for (address, kind, body) in [
        (
            "/statements?method=PUT",
            FORM,
            form(&[("statementId", &id)]),
        ),
        ("/statements?method=GET", FORM, whole.clone()),
        ("/statements?method=put", FORM, whole.clone()),
        ("/statements?method=PATCH", FORM, whole.clone()),
        ("/statements?method=PUT&method=PUT", FORM, whole.clone()),
        ("/statements?method=PUT&statementId=x", FORM, whole.clone()),
        ("/statements?method=PUT", "application/json", whole.clone()),
        ("/statements?method=PUT", FORM, format!("{whole}&foo=bar")),
        (
            "/statements?method=PUT",
            FORM,
            format!("{whole}&statementId=x"),
        ),
        (
            "/statements?method=PUT",
            FORM,
            format!("{whole}&X-Experience-API-Version=0.8"),
        ),
        (
            "/statements?method=PUT",
            FORM,
            format!("{whole}&If-Match=%0D%0Ax"),
        ),
        ("/statements?method=PUT", FORM, sent.clone()),
    ] {
        let answer = host.ask(post(address).version("1.0.3").body(kind, &body));
        assert_eq!(answer.status, 400, "{address} {body}");
    }
    let put = ask("PUT", "/statements?method=POST")
        .version("1.0.3")
        .body(FORM, &whole);
    assert_eq!(host.ask(put).status, 400);
    assert_eq!(host.ask(get("/statements")).count("\"stored\""), 0);
}
