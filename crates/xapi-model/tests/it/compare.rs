//! Whether two statements say the same.

use edu_types::Limits;
use xapi_model::compare::{differences, fingerprint, is_same};
use xapi_model::{Statement, Version};

/// The least statement with a member in place of its own, or beside them.
fn with(member: &str, value: &str) -> Statement {
    let own = [
        ("actor", r#"{"mbox":"mailto:ada@example.org"}"#),
        ("verb", r#"{"id":"http://example.org/read"}"#),
        ("object", r#"{"id":"http://example.org/book"}"#),
    ];
    let others = own.into_iter().filter(|(name, _)| *name != member);
    let members = others.chain([(member, value)]);
    let members: Vec<_> = members
        .map(|(name, value)| format!(r#""{name}":{value}"#))
        .collect();
    let text = format!("{{{}}}", members.join(","));
    let limits = Limits::default().with_depth(200_000);
    let read = Statement::from_slice(text.as_bytes(), &Version::V1_0_3.lenient(), &limits);
    read.unwrap_or_else(|refused| panic!("{refused}\n{text}"))
        .value
}

#[track_caller]
fn assert_same(one: &Statement, other: &Statement) {
    for version in Version::ALL {
        assert!(is_same(one, other, version) && is_same(other, one, version));
        assert_eq!(differences(one, other, version), [""; 0]);
    }
    assert_eq!(fingerprint(one), fingerprint(other));
}

#[track_caller]
fn assert_differ(one: &Statement, other: &Statement, version: Version, places: &[&str]) {
    assert!(!is_same(one, other, version) && !is_same(other, one, version));
    assert_eq!(differences(one, other, version), places);
    let mut back = differences(other, one, version);
    back.sort();
    assert_eq!(back, differences(one, other, version));
}

fn group(members: &[&str]) -> Statement {
    let members = members.join(",");
    with(
        "actor",
        &format!(r#"{{"objectType":"Group","member":[{members}]}}"#),
    )
}

const ADA: &str = r#"{"mbox":"mailto:ada@example.org","name":"Ada"}"#;
const BOB: &str = r#"{"mbox":"mailto:bob@example.org"}"#;
const EVE: &str = r#"{"mbox":"mailto:eve@example.org"}"#;

#[test]
fn the_order_of_the_members_of_a_group_is_no_difference() {
    assert_same(&group(&[ADA, BOB, EVE]), &group(&[EVE, ADA, BOB]));
    assert_same(&group(&[ADA, ADA, BOB]), &group(&[ADA, BOB, ADA]));
}

#[test]
fn a_member_of_a_group_that_is_another_is_told_wherever_it_stands() {
    let (one, other) = (group(&[ADA, BOB]), group(&[EVE, ADA]));
    assert_differ(
        &one,
        &other,
        Version::V2_0,
        &["/actor/member/0", "/actor/member/1"],
    );
    let more = group(&[EVE, BOB, ADA]);
    assert_differ(&one, &more, Version::V2_0, &["/actor/member/0"]);
}

#[test]
fn a_member_that_is_listed_more_often_is_a_difference() {
    let (one, other) = (group(&[ADA, ADA, BOB]), group(&[ADA, BOB, BOB]));
    assert_differ(
        &one,
        &other,
        Version::V2_0,
        &["/actor/member/1", "/actor/member/2"],
    );
}

#[test]
fn names_are_not_taken_for_those_of_another_member() {
    let eve = r#"{"mbox":"mailto:eve@example.org","name":"Ada"}"#;
    let ada = r#"{"mbox":"mailto:ada@example.org"}"#;
    let (one, other) = (group(&[ADA, EVE]), group(&[ada, eve]));
    assert!(!is_same(&one, &other, Version::V2_0));
    assert_eq!(differences(&one, &other, Version::V2_0).len(), 2);
}

#[test]
fn an_extension_that_differs_is_told_by_its_name() {
    let extensions = |value: &str| {
        let result = format!(r#"{{"extensions":{{"a:x/y":{value},"a:z":1}}}}"#);
        with("result", &result)
    };
    let one = extensions(r#"{"a":[1,{"b":"\u0063"}],"d":2}"#);
    assert_same(&one, &extensions(r#"{"d":2, "a":[1, {"b":"c"}]}"#));
    for other in [
        r#"{"a":[1,{"b":"c"}],"d":2.0}"#,
        r#"{"a":[{"b":"c"},1],"d":2}"#,
        "{}",
        "[]",
        "null",
        r#""""#,
    ] {
        assert_differ(
            &one,
            &extensions(other),
            Version::V2_0,
            &["/result/extensions/a:x~1y"],
        );
    }
}

#[test]
fn descriptions_of_attachments_count_in_1_0_3_alone() {
    let attachments = |display: &str| {
        let file = r#""contentType":"a/b","length":0,"sha2":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad""#;
        let list = format!(r#"[{{"usageType":"a:u","display":{display},{file}}}]"#);
        with("attachments", &list)
    };
    let one = attachments(r#"{"en":"a","de":"b"}"#);
    assert_same(&one, &attachments(r#"{"DE":"b","en":"a"}"#));
    for other in [r#"{"en":"a"}"#, r#"{"en":"a","DE":"c"}"#, "{}"] {
        let other = attachments(other);
        assert!(is_same(&one, &other, Version::V2_0));
        assert_differ(&one, &other, Version::V1_0_3, &["/attachments/0/display"]);
    }
}

#[test]
fn a_hundred_thousand_levels_of_an_extension_are_compared() {
    let nested = |inner: &str| {
        let (open, close) = (r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
        with(
            "result",
            &format!(r#"{{"extensions":{{"a:x":{open}{inner}{close}}}}}"#),
        )
    };
    let (one, other) = (nested("1"), nested("2"));
    assert!(is_same(&one, &one, Version::V2_0));
    assert_eq!(
        differences(&one, &other, Version::V2_0),
        ["/result/extensions/a:x"]
    );
}

#[test]
fn the_places_of_what_differs_are_no_longer_than_the_statement() {
    let below_a_long_name = |item: &str| {
        let (name, list) = ("n".repeat(200_000), vec![item; 50_000].join(","));
        with(
            "result",
            &format!(r#"{{"extensions":{{"a:x":{{"{name}":[{list}]}}}}}}"#),
        )
    };
    let places = differences(
        &below_a_long_name("1"),
        &below_a_long_name("2"),
        Version::V2_0,
    );
    assert_eq!(places, ["/result/extensions/a:x"]);
}
