//! Members that appear twice: RFC 8259 §4, RFC 7493 §2.3.

use edu_json::{JsonError, Tree};
use edu_types::Limits;

use crate::{fault, parse};

const fn twice(offset: usize, first: usize) -> JsonError {
    JsonError::Duplicate { offset, first }
}

/// An object of members `m0`, `m1`, …, with `extra` member texts put in at the end.
fn object(count: usize, extra: &[&str]) -> String {
    let members = (0..count).map(|number| format!(r#""m{number}":0"#));
    let all: Vec<String> = members
        .chain(extra.iter().map(|text| (*text).to_owned()))
        .collect();
    format!("{{{}}}", all.join(","))
}

#[test]
fn refuses_a_member_that_appears_twice() {
    assert_eq!(fault(br#"{"id":1,"id":1}"#), twice(8, 1));
    assert_eq!(fault(br#"{"id" : 1 , "x":2, "id":3}"#), twice(19, 1));
    assert_eq!(fault(br#"{"":1,"":2}"#), twice(6, 1));
}

#[test]
fn refuses_two_spellings_of_one_name() {
    assert_eq!(fault(br#"{"a":1,"\u0061":2}"#), twice(7, 1));
    assert_eq!(fault(br#"{"\u0061":1,"a":2}"#), twice(12, 1));
    assert_eq!(fault(br#"{"\u0061":1,"\u0061":2}"#), twice(12, 1));
    assert_eq!(fault(br#"{"\/":1,"/":2}"#), twice(8, 1));
    assert_eq!(fault(r#"{"é":1,"\u00E9":2}"#.as_bytes()), twice(8, 1));
    assert_eq!(
        fault(r#"{"\ud83d\ude00":1,"😀":2}"#.as_bytes()),
        twice(18, 1)
    );
}

#[test]
fn refuses_a_member_that_appears_twice_in_a_nested_object() {
    assert_eq!(fault(br#"{"a":[{"b":{"c":1,"c":2}}]}"#), twice(18, 12));
    assert_eq!(fault(br#"{"a":{"b":1,"c":{}},"a":0}"#), twice(20, 1));
}

#[test]
fn tells_the_first_repetition_of_three() {
    assert_eq!(fault(br#"{"a":1,"a":2,"a":3}"#), twice(7, 1));
}

#[test]
fn refuses_a_repetition_at_every_position_around_the_change_of_method() {
    for count in [1, 2, 30, 31, 32, 33, 34, 64, 100] {
        for repeated in [0, count / 2, count - 1] {
            let again = format!(r#""m{repeated}":1"#);
            let json = object(count, &[&again]);
            let first = json.find(&format!(r#""m{repeated}":0"#)).unwrap();
            let second = json.rfind(&again).unwrap();
            assert_eq!(
                fault(json.as_bytes()),
                twice(second, first),
                "{count} {repeated}"
            );
        }
    }
}

#[test]
fn refuses_an_escaped_repetition_among_many_members() {
    let json = object(200, &[r#""\u006d17":1"#]);
    let first = json.find(r#""m17""#).unwrap();
    let second = json.find(r#""\u"#).unwrap();
    assert_eq!(fault(json.as_bytes()), twice(second, first));
}

#[test]
fn tells_the_earliest_repetition_among_many_members() {
    let json = object(50, &[r#""m40":1"#, r#""m2":1"#, r#""m40":2"#]);
    let first = json.find(r#""m40":0"#).unwrap();
    let second = json.find(r#""m40":1"#).unwrap();
    assert_eq!(fault(json.as_bytes()), twice(second, first));
}

#[test]
fn refuses_a_repetition_among_a_hundred_thousand_members() {
    let limits = Limits::default()
        .with_bytes(16 << 20)
        .with_members(200_000)
        .with_nodes(1_000_000);
    let fine = object(100_000, &[]);
    assert_eq!(
        Tree::parse(fine.as_bytes(), &limits).unwrap().root().len(),
        100_000
    );

    let json = object(100_000, &[r#""m77777":1"#]);
    let first = json.find(r#""m77777":0"#).unwrap();
    let second = json.find(r#""m77777":1"#).unwrap();
    assert_eq!(
        Tree::parse(json.as_bytes(), &limits).unwrap_err(),
        twice(second, first)
    );
}

#[test]
fn accepts_one_name_in_different_objects() {
    let tree = parse(br#"{"a":{"a":{"a":[{"a":1},{"a":2}]}},"b":{"a":0}}"#);
    assert_eq!(tree.root().len(), 2);
}

#[test]
fn accepts_names_that_differ_in_case_or_normal_form_only() {
    let tree = parse("{\"a\":1,\"A\":2,\"é\":3,\"e\u{301}\":4,\"a \":5}".as_bytes());
    assert_eq!(tree.root().len(), 5);
}

#[test]
fn accepts_names_that_are_told_apart_by_comparison_alone() {
    // Of one length, with the same middle and last character.
    let names: Vec<String> = ('a'..='z')
        .map(|first| format!(r#""{first}xmyz":1"#))
        .collect();
    let json = format!("{{{}}}", names.join(","));
    assert_eq!(parse(json.as_bytes()).root().len(), 26);
}

#[test]
fn inner_members_do_not_count_as_outer_ones() {
    // Names of one class, so that they are compared and not told apart by their class.
    let tree = parse(br#"{"axmyz":{"bxmyz":0},"bxmyz":1,"cxmyz":[{"dxmyz":0}],"dxmyz":2}"#);
    assert_eq!(tree.root().len(), 4);
    // The inner object is sorted, then the outer one, which has names of the inner one.
    let inner = object(40, &[]);
    let outer = object(60, &[&format!(r#""x":{inner}"#), r#""y":0"#]);
    assert_eq!(parse(outer.as_bytes()).root().len(), 62);
    let before = format!(
        r#"{{"x":{inner},{}"#,
        object(60, &[]).trim_start_matches('{')
    );
    assert_eq!(parse(before.as_bytes()).root().len(), 61);
}
