//! Who may do what: scopes, and what an account's access reaches.
//!
//! Spec: xAPI 1.0.3 Part 3 §3.2, §4.2; 2.0 §4.1.5, §4.1.8.

use xapi_lrs::{Access, Account, Key};
use xapi_model::{Agent, Identifier};

use crate::host::{
    ADA, Ask, BEN, COURSE, Host, account, ask, delete, encoded, get, post, put, reference,
    statement, uuid,
};

fn agent(address: &str) -> Key {
    let Identifier::Mbox(mbox) = Agent::mbox(address).unwrap().identifier else {
        panic!()
    };
    Key::agent(&Identifier::Mbox(mbox))
}

/// People and programs of one tenant: each role of a school, by what it may see.
fn host() -> Host {
    let (ada, ben) = (
        agent("mailto:ada@example.org"),
        agent("mailto:ben@example.org"),
    );
    let limited = |name, access| account("north", name).with_access(access).without_voiding();
    let own = |account: Account| {
        let own = account.own();
        account.with_access(own)
    };
    let host = Host::with([
        ("root", account("north", "root")),
        (
            "school",
            limited("school", Access::any([Key::label("school/7")])),
        ),
        ("teacher", limited("teacher", Access::any([ada, ben]))),
        ("ada", limited("ada", Access::any([ada]))),
        ("tool", own(account("north", "tool"))),
        ("tool7", account("north", "tool7").with_label("school/7")),
        ("nothing", limited("nothing", Access::nothing())),
    ]);
    let other = r#"{"mbox":"mailto:eve@example.org"}"#;
    for (number, actor, sender) in [
        (1, ADA, "tool7"),
        (2, BEN, "tool"),
        (3, other, "tool7"),
        (4, other, "root"),
    ] {
        let sent = post("/statements").json(&statement(number, actor, COURSE));
        assert_eq!(host.ask(sent.by(sender, "all")).status, 200);
    }
    host
}

/// Which of the four statements a user sees: one by one, and in lists; each way tells the same.
fn seen(host: &Host, user: &str, scopes: &str, query: &str) -> Vec<u32> {
    let list = host.ask(get(&format!("/statements{query}")).by(user, scopes));
    assert_eq!(list.status, 200, "{}", list.text());
    (1..=4)
        .filter(|number| list.count(&format!("\"id\":\"{}\"", uuid(*number))) > 0)
        .collect()
}

#[test]
fn each_role_sees_what_its_access_reaches() {
    let host = host();
    let matrix: [(&str, &str, &[u32]); 9] = [
        ("root", "all", &[1, 2, 3, 4]),
        ("root", "statements/read/mine", &[4]),
        ("school", "statements/read", &[1, 3]),
        ("teacher", "statements/read", &[1, 2]),
        ("ada", "all/read", &[1]),
        ("ada", "all", &[1]),
        ("tool", "statements/read", &[2]),
        ("tool7", "statements/read/mine", &[1, 3]),
        ("nothing", "all", &[]),
    ];
    for (user, scopes, expected) in matrix {
        assert_eq!(seen(&host, user, scopes, ""), expected, "{user}");
        for number in 1..=4 {
            let one = get(&format!("/statements?statementId={}", uuid(number)));
            let status = host.ask(one.by(user, scopes)).status.as_u16();
            let reached = expected.contains(&number);
            assert_eq!(status, if reached { 200 } else { 404 }, "{user} {number}");
        }
    }
}

#[test]
fn no_filter_widens_what_is_seen() {
    let host = host();
    let eve = encoded(r#"{"mbox":"mailto:eve@example.org"}"#);
    for query in [
        format!("?agent={eve}"),
        format!("?agent={eve}&related_agents=true"),
        format!("?agent={}", encoded(BEN)),
    ] {
        assert_eq!(seen(&host, "ada", "all", &query), [0_u32; 0], "{query}");
    }
    for query in [
        "?limit=0",
        "?activity=https://example.org/course&related_activities=true",
        "?ascending=true",
        "?format=canonical",
    ] {
        assert_eq!(seen(&host, "ada", "all", query), [1], "{query}");
    }
}

#[test]
fn a_statement_that_targets_an_unseen_one_tells_nothing_of_it() {
    let host = host();
    let sent =
        reference(5, "https://example.org/confirmed", 4).replace("mailto:ben@", "mailto:ada@");
    host.keep(&sent);
    let eve = encoded(r#"{"mbox":"mailto:eve@example.org"}"#);
    let list = host.ask(get(&format!("/statements?agent={eve}")).by("ada", "all"));
    assert_eq!(list.count("\"stored\""), 0);
    let list = host.ask(get(&format!("/statements?agent={eve}")));
    assert_eq!(list.count("\"stored\""), 3);
}

#[test]
fn an_address_of_more_reaches_no_further_than_who_uses_it() {
    let host = host();
    let more = host.ask(get("/statements?limit=1")).more();
    let answer = host.ask(get("").at(&more).by("ada", "all"));
    assert_eq!((answer.count("\"stored\""), answer.count(&uuid(1))), (1, 1));
    assert_eq!(
        host.ask(get("").at(&more).by("nothing", "all"))
            .count("\"stored\""),
        0
    );
}

#[test]
fn nobody_is_asked_who_they_are_and_strangers_are_turned_away() {
    let host = host();
    for address in [
        "/statements",
        "/agents",
        "/activities",
        "/activities/state",
        "/agents/profile",
        "/activities/profile",
    ] {
        let answer = host.ask(get(address).by("", "all"));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (401, "xapi.lrs.caller")
        );
        let answer = host.ask(get(address).by("stranger", "all"));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (403, "xapi.lrs.caller")
        );
    }
}

/// Requests to a document of Ada's in each resource.
fn documents(method: &str) -> [Ask; 3] {
    let (activity, agent) = (encoded(COURSE), encoded(ADA));
    [
        ask(
            method,
            &format!("/activities/state?activityId={activity}&agent={agent}&stateId=a"),
        ),
        ask(
            method,
            &format!("/agents/profile?agent={agent}&profileId=a"),
        ),
        ask(
            method,
            &format!("/activities/profile?activityId={activity}&profileId=a"),
        ),
    ]
}

#[test]
fn each_scope_opens_its_own_resources() {
    let host = host();
    let requests = |method| {
        documents(method).map(|asked| {
            if method == "GET" {
                asked
            } else {
                asked.json("{}")
            }
        })
    };
    let opened: [(&str, [bool; 3], [bool; 3]); 7] = [
        ("all", [true; 3], [true; 3]),
        ("all/read", [true; 3], [false; 3]),
        ("state", [true, false, false], [true, false, false]),
        ("profile", [false, true, true], [false, true, true]),
        ("statements/read", [false; 3], [false; 3]),
        ("statements/write define", [false; 3], [false; 3]),
        ("", [false; 3], [false; 3]),
    ];
    for (scopes, reads, writes) in opened {
        for (method, allowed) in [
            ("GET", reads),
            ("PUT", writes),
            ("POST", writes),
            ("DELETE", writes),
        ] {
            for (asked, allowed) in requests(method).into_iter().zip(allowed) {
                let status = host.ask(asked.by("root", scopes)).status;
                assert_eq!(status != 403, allowed, "{scopes} {method}");
            }
        }
    }
}

#[test]
fn statements_are_sent_and_read_by_who_was_granted_it() {
    let host = host();
    let sent = |number| post("/statements").json(&statement(number, ADA, COURSE));
    for scopes in ["statements/read", "all/read", "state profile define", ""] {
        let answer = host.ask(sent(7).by("root", scopes));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (403, "xapi.lrs.forbidden"),
            "{scopes}"
        );
        let one =
            put(&format!("/statements?statementId={}", uuid(7))).json(&statement(7, ADA, COURSE));
        assert_eq!(host.ask(one.by("root", scopes)).status, 403);
    }
    assert_eq!(host.ask(sent(7).by("root", "statements/write")).status, 200);
    for scopes in ["statements/write", "state", "profile", "define", ""] {
        assert_eq!(
            host.ask(get("/statements").by("root", scopes)).status,
            403,
            "{scopes}"
        );
    }
}

#[test]
fn who_may_not_define_leaves_activities_as_they_are() {
    let host = host();
    let sent = statement(7, ADA, COURSE);
    let definition = r#"","definition":{"name":{"en":"course"}}}}"#;
    let sent = format!("{}{definition}", sent.strip_suffix("\"}}").unwrap());
    let known = get(&format!("/activities?activityId={COURSE}"));
    assert_eq!(
        host.ask(
            post("/statements")
                .json(&sent)
                .by("root", "statements/write")
        )
        .status,
        200
    );
    assert_eq!(host.ask(known.clone()).count("definition"), 0);
    let again = sent.replace(&uuid(7), &uuid(8));
    assert_eq!(
        host.ask(
            post("/statements")
                .json(&again)
                .by("root", "statements/write define")
        )
        .status,
        200
    );
    assert_eq!(host.ask(known).count("definition"), 1);
}

#[test]
fn documents_of_an_agent_are_open_to_who_reaches_that_agent() {
    let host = host();
    for user in ["tool", "nothing", "school"] {
        for method in ["GET", "PUT", "POST", "DELETE"] {
            let [state, profile, activity] = documents(method);
            for asked in [state, profile] {
                let answer = host.ask(asked.json("{}").by(user, "all"));
                assert_eq!(
                    (answer.status.as_u16(), answer.code()),
                    (403, "xapi.lrs.forbidden"),
                    "{user}"
                );
            }
            assert_ne!(host.ask(activity.json("{}").by(user, "all")).status, 403);
        }
    }
    for user in ["root", "teacher", "ada"] {
        for asked in documents("POST") {
            assert_eq!(
                host.ask(asked.json("{}").by(user, "all")).status,
                204,
                "{user}"
            );
        }
    }
    let many = delete(&format!(
        "/activities/state?activityId={COURSE}&agent={}",
        encoded(ADA)
    ));
    assert_eq!(host.ask(many.by("tool", "all")).status, 403);
    let list = get(&format!("/agents/profile?agent={}", encoded(ADA)));
    assert_eq!(host.ask(list.by("nothing", "all/read")).status, 403);
}

#[test]
fn names_of_an_agent_are_told_to_who_reaches_that_agent() {
    let host = host();
    let named = r#"{"mbox":"mailto:ada@example.org","name":"Ada Lovelace"}"#;
    host.keep(&statement(7, named, COURSE));
    let asked = get(&format!("/agents?agent={}", encoded(ADA)));
    for (user, scopes, told) in [
        ("root", "all", 1),
        ("ada", "statements/read", 1),
        ("tool", "all", 0),
        ("nothing", "all/read", 0),
        ("root", "statements/read/mine", 0),
        ("root", "state", 0),
    ] {
        let answer = host.ask(asked.clone().by(user, scopes));
        assert_eq!(answer.status, 200);
        assert_eq!(answer.count("Lovelace"), told, "{user} {scopes}");
    }
    assert_eq!(host.ask(asked.by("root", "statements/write")).status, 403);
}
