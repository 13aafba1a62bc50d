//! State and profile documents.
//!
//! Spec: xAPI 1.0.3 Part 3 §2.2, §2.3, §2.6, §2.7; 2.0 §4.1.6.2, §4.1.6.5, §4.1.6.6.

use crate::host::{ADA, BEN, COURSE, Host, ask, delete, encoded, get, post, put};

/// The addresses of a document of each resource, named `id`.
fn addresses(id: &str) -> [String; 3] {
    let (agent, activity) = (encoded(ADA), encoded(COURSE));
    [
        format!("/activities/state?activityId={activity}&agent={agent}&stateId={id}"),
        format!("/activities/profile?activityId={activity}&profileId={id}"),
        format!("/agents/profile?agent={agent}&profileId={id}"),
    ]
}

/// The addresses of the documents of each resource.
fn lists() -> [String; 3] {
    addresses("x").map(|address| address.rsplit_once('&').unwrap().0.to_owned())
}

#[test]
fn a_document_comes_back_as_it_was_sent() {
    let host = Host::new();
    for address in addresses("a") {
        let sent = put(&address).body("text/x-odd; charset=utf-8", "any \u{1F600} bytes");
        assert_eq!(host.ask(sent).status, 204);
        let answer = host.ask(get(&address));
        assert_eq!(answer.status, 200);
        assert_eq!(answer.text(), "any \u{1F600} bytes");
        assert_eq!(answer.header("content-type"), "text/x-odd; charset=utf-8");
        assert!(answer.header("last-modified").ends_with(" GMT"));
        assert_eq!(answer.header("etag").len(), 42);
    }
}

#[test]
fn a_document_without_a_type_is_bytes_of_which_nothing_is_known() {
    let host = Host::new();
    let [state, ..] = addresses("a");
    assert_eq!(host.ask(put(&state)).status, 204);
    let answer = host.ask(get(&state));
    assert_eq!(answer.header("content-type"), "application/octet-stream");
}

#[test]
fn a_document_runs_nothing_in_a_browser() {
    let host = Host::new();
    for address in addresses("a") {
        host.ask(put(&address).body("text/html", "<script>alert(1)</script>"));
        let answer = host.ask(get(&address));
        assert!(answer.header("content-security-policy").contains("sandbox"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[test]
fn the_tag_of_a_document_is_the_digest_of_its_bytes() {
    let host = Host::new();
    let [state, ..] = addresses("a");
    host.ask(put(&state).body("text/plain", "abc"));
    let tag = "\"a9993e364706816aba3e25717850c26c9cd0d89d\"";
    assert_eq!(host.ask(get(&state)).header("etag"), tag);
}

#[test]
fn a_head_tells_what_a_get_does_without_the_document() {
    let host = Host::new();
    for address in addresses("a") {
        host.ask(put(&address).body("text/plain", "abc"));
        let (whole, head) = (host.ask(get(&address)), host.ask(ask("HEAD", &address)));
        assert_eq!(head.status, 200);
        assert_eq!(head.header("etag"), whole.header("etag"));
        assert_eq!(head.header("last-modified"), whole.header("last-modified"));
        assert_eq!(head.header("content-length"), "3");
        assert!(head.body.is_empty());
    }
}

#[test]
fn a_document_that_is_not_there_is_not_found() {
    let host = Host::new();
    for address in addresses("a") {
        let answer = host.ask(get(&address));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (404, "xapi.lrs.not_found")
        );
        assert_eq!(host.ask(ask("HEAD", &address)).status, 404);
    }
}

#[test]
fn a_document_is_removed_and_removing_it_twice_does_no_harm() {
    let host = Host::new();
    for address in addresses("a") {
        host.ask(put(&address).json("{}"));
        assert_eq!(host.ask(delete(&address)).status, 204);
        assert_eq!(host.ask(get(&address)).status, 404);
        assert_eq!(host.ask(delete(&address)).status, 204);
    }
}

#[test]
fn members_that_are_posted_take_the_place_of_those_of_their_name() {
    let host = Host::new();
    for address in addresses("a") {
        host.ask(post(&address).json(r#"{"x":"foo","y":{"a":1,"b":2}}"#));
        let sent = post(&address).json(r#"{"x":"bash","y":{"a":3},"z":1.50}"#);
        assert_eq!(host.ask(sent).status, 204);
        let answer = host.ask(get(&address));
        assert_eq!(answer.text(), r#"{"x":"bash","y":{"a":3},"z":1.50}"#);
    }
}

#[test]
fn what_is_posted_where_nothing_is_makes_a_document() {
    let host = Host::new();
    for address in addresses("a") {
        assert_eq!(
            host.ask(post(&address).body("text/plain", "abc")).status,
            204
        );
        assert_eq!(host.ask(get(&address)).text(), "abc");
    }
}

#[test]
fn what_is_not_json_is_merged_with_nothing() {
    let host = Host::new();
    for address in addresses("a") {
        host.ask(post(&address).json(r#"{"x":1}"#));
        for sent in [
            post(&address).body("not/json", r#"{"y":1}"#),
            post(&address).json("[1]"),
            post(&address).json("1"),
            post(&address).json(r#"{"y":1}{"#),
            post(&address).json(""),
            post(&address).json(r#"{"y":1,"y":2}"#),
        ] {
            assert_eq!(host.ask(sent.clone()).status, 400, "{sent:?}");
            assert_eq!(host.ask(get(&address)).text(), r#"{"x":1}"#);
        }
    }
}

#[test]
fn nothing_is_merged_into_what_is_not_json() {
    let host = Host::new();
    for address in addresses("a") {
        host.ask(post(&address).body("application/octet-stream", r#"{"x":1}"#));
        let answer = host.ask(post(&address).json(r#"{"y":1}"#));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, "xapi.lrs.merge")
        );
        assert_eq!(host.ask(get(&address)).text(), r#"{"x":1}"#);
    }
}

#[test]
fn refuses_what_says_that_it_is_json_and_is_none() {
    let host = Host::new();
    for address in addresses("a") {
        let answer = host.ask(put(&address).json("{'x':1}"));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, "xapi.lrs.document")
        );
        assert_eq!(host.ask(get(&address)).status, 404);
    }
}

#[test]
fn refuses_a_document_beyond_the_limit() {
    let root = crate::host::account("north", "root");
    let host = Host::set_up(|settings| settings.with_max_document(16), [("root", root)]);
    for address in addresses("a") {
        let answer = host.ask(put(&address).json(r#"{"x":"123456789"}"#));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (413, "xapi.lrs.large")
        );
        assert_eq!(host.ask(post(&address).json(r#"{"x":12345}"#)).status, 204);
        let answer = host.ask(post(&address).json(r#"{"y":12345}"#));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (413, "xapi.lrs.large")
        );
        assert_eq!(host.ask(get(&address)).text(), r#"{"x":12345}"#);
    }
}

#[test]
fn the_ids_of_documents_are_listed_each_once() {
    let host = Host::new();
    for (one, list) in addresses("b").into_iter().zip(lists()) {
        assert_eq!(host.ask(get(&list)).text(), "[]");
        host.ask(put(&one).json("{}"));
        host.ask(put(&one.replace("Id=b", "Id=a%22")).json("{}"));
        host.ask(post(&one).json("{}"));
        let answer = host.ask(get(&list));
        assert_eq!(answer.text(), r#"["a\"","b"]"#);
        assert_eq!(answer.header("content-type"), "application/json");
        assert!(answer.header("etag").starts_with('"'));
    }
}

#[test]
fn ids_are_listed_of_documents_changed_later_than_asked_for() {
    let host = Host::new();
    for (one, list) in addresses("a").into_iter().zip(lists()) {
        host.ask(put(&one).json("{}"));
        let since = |time: &str| format!("{list}&since={}", encoded(time));
        let answer = host.ask(get(&since("2000-01-01T00:00:00Z")));
        assert_eq!(answer.text(), r#"["a"]"#);
        let answer = host.ask(get(&since("2100-01-01T00:00:00+01:00")));
        assert_eq!(answer.text(), "[]");
    }
}

#[test]
fn refuses_a_moment_that_is_none() {
    let host = Host::new();
    for list in lists() {
        for since in ["", "yesterday", "1700000000", "2024-01-01T00:00:00-00:00"] {
            let answer = host.ask(get(&format!("{list}&since={since}")));
            assert_eq!(
                (answer.status.as_u16(), answer.code()),
                (400, "xapi.lrs.parameter")
            );
        }
    }
}

#[test]
fn one_document_is_not_asked_for_by_when_it_changed() {
    let host = Host::new();
    for address in addresses("a") {
        let answer = host.ask(get(&format!("{address}&since=2024-01-01T00:00:00Z")));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, "xapi.lrs.parameter_unknown")
        );
    }
}

#[test]
fn documents_of_a_registration_are_others_than_those_of_none() {
    let host = Host::new();
    let [state, ..] = addresses("a");
    let [list, ..] = lists();
    let registration = "&registration=9e13cefd-53d3-4eac-b5ed-000000000001";
    let registered = format!("{state}{registration}");
    host.ask(put(&registered).json("1"));
    assert_eq!(host.ask(get(&state)).status, 404);
    host.ask(put(&state).json("2"));
    assert_eq!(
        host.ask(get(&registered.replace("9e13cefd", "9E13CEFD")))
            .text(),
        "1"
    );
    assert_eq!(host.ask(get(&state)).text(), "2");
    host.ask(delete(&format!("{list}{registration}")));
    assert_eq!(host.ask(get(&registered)).status, 404);
    assert_eq!(host.ask(get(&state)).text(), "2");
}

#[test]
fn all_states_of_an_agent_in_an_activity_are_removed_at_once() {
    let host = Host::new();
    let [state, ..] = addresses("a");
    let [list, ..] = lists();
    let others = state.replace(&encoded(ADA), &encoded(BEN));
    host.ask(put(&state).json("1"));
    host.ask(put(&others).json("2"));
    assert_eq!(host.ask(delete(&list)).status, 204);
    assert_eq!(host.ask(get(&list)).text(), "[]");
    assert_eq!(host.ask(get(&others)).text(), "2");
}

#[test]
fn profiles_are_not_removed_at_once() {
    let host = Host::new();
    let [_, activity, agent] = lists();
    for list in [activity, agent] {
        let answer = host.ask(delete(&list));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, "xapi.lrs.parameter_missing")
        );
    }
}

#[test]
fn refuses_a_change_that_names_no_document() {
    let host = Host::new();
    for list in lists() {
        for method in ["PUT", "POST"] {
            let answer = host.ask(ask(method, &list).json("{}"));
            assert_eq!(
                (answer.status.as_u16(), answer.code()),
                (400, "xapi.lrs.parameter_missing")
            );
        }
    }
}

#[test]
fn refuses_a_place_that_is_not_named() {
    let host = Host::new();
    for address in [
        "/activities/state?stateId=a",
        "/activities/state?stateId=a&activityId=https://example.org/course",
        "/activities/state?stateId=a&agent=%7B%22mbox%22:%22mailto:a@b%22%7D",
        "/activities/profile?profileId=a",
        "/agents/profile?profileId=a",
    ] {
        for method in ["GET", "PUT", "POST", "DELETE"] {
            let answer = host.ask(ask(method, address).json("{}"));
            assert_eq!(
                (answer.status.as_u16(), answer.code()),
                (400, "xapi.lrs.parameter_missing")
            );
        }
    }
}

#[test]
fn refuses_a_place_that_is_none() {
    let host = Host::new();
    let group = r#"{"objectType":"Group","mbox":"mailto:a@example.org"}"#;
    let state = |activity: &str, agent: &str, registration: &str| {
        let (activity, agent) = (encoded(activity), encoded(agent));
        format!(
            "/activities/state?stateId=a&activityId={activity}&agent={agent}&registration={registration}"
        )
    };
    let registration = "9e13cefd-53d3-4eac-b5ed-000000000001";
    for address in [
        state("course", ADA, registration),
        state("true", ADA, registration),
        state(COURSE, "not json", registration),
        state(COURSE, "{}", registration),
        state(COURSE, r#"{"mbox":"ada@example.org"}"#, registration),
        state(
            COURSE,
            r#"{"mbox":"mailto:ada@example.org","bogus":1}"#,
            registration,
        ),
        state(COURSE, group, registration),
        state(COURSE, ADA, "1"),
        state(COURSE, ADA, ""),
    ] {
        for method in ["GET", "PUT", "POST", "DELETE"] {
            let answer = host.ask(ask(method, &address).json("{}"));
            assert_eq!(
                (answer.status.as_u16(), answer.code()),
                (400, "xapi.lrs.parameter"),
                "{address}"
            );
        }
    }
}

#[test]
fn refuses_parameters_that_are_unknown_or_written_in_another_case() {
    let host = Host::new();
    for address in addresses("a") {
        for address in [format!("{address}&foo=bar"), format!("{address}&StateId=b")] {
            let answer = host.ask(get(&address));
            assert_eq!(
                (answer.status.as_u16(), answer.code()),
                (400, "xapi.lrs.parameter_unknown")
            );
        }
        let shouted = address
            .replace("agent=", "Agent=")
            .replace("activityId=", "activityID=");
        assert_eq!(host.ask(get(&shouted)).status, 400);
        assert_eq!(
            host.ask(get(&format!(
                "{address}&{}",
                address.rsplit_once('&').unwrap().1
            )))
            .status,
            400
        );
    }
}

#[test]
fn other_methods_are_not_taken_and_the_response_says_which_are() {
    let host = Host::new();
    for address in addresses("a") {
        let answer = host.ask(ask("PATCH", &address));
        assert_eq!(answer.status, 405);
        assert_eq!(answer.header("allow"), "GET, HEAD, PUT, POST, DELETE");
    }
}
