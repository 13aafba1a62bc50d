//! Every limit: reached, and gone beyond by one.

use edu_json::{JsonError, Tree};
use edu_types::Limits;

/// The text is accepted under `fits` and refused under `tight`, at `offset`.
fn bounded(text: &str, fits: Limits, tight: Limits, offset: usize, message: &str) {
    assert!(Tree::parse(text.as_bytes(), &fits).is_ok(), "{text}");
    let error = Tree::parse(text.as_bytes(), &tight).unwrap_err();
    assert!(matches!(error, JsonError::Limit { .. }), "{error:?}");
    assert_eq!(
        (error.offset(), error.to_string().as_str()),
        (offset, message)
    );
    assert_eq!(error.rule().code, "json.limit");
}

#[test]
fn bytes_are_limited() {
    let limits = Limits::default();
    bounded(
        "[1, 2]",
        limits.with_bytes(6),
        limits.with_bytes(5),
        5,
        "bytes is 6, limit is 5",
    );
}

#[test]
fn bytes_are_counted_before_they_are_read() {
    let error = Tree::parse(b"\xff\xff\xff", &Limits::default().with_bytes(2)).unwrap_err();
    assert_eq!(error.to_string(), "bytes is 3, limit is 2");
}

#[test]
fn depth_is_limited() {
    let limits = Limits::default();
    let text = r#"[{"a":[1]}]"#;
    bounded(
        text,
        limits.with_depth(3),
        limits.with_depth(2),
        6,
        "depth is 3, limit is 2",
    );
    bounded(
        "[]",
        limits.with_depth(1),
        limits.with_depth(0),
        0,
        "depth is 1, limit is 0",
    );
    assert!(Tree::parse(b"1", &limits.with_depth(0)).is_ok());
}

#[test]
fn depth_counts_what_is_open_at_once() {
    let limits = Limits::default().with_depth(2);
    assert!(Tree::parse(b"[[],[],{},[1,[],2].length]", &limits).is_err());
    assert!(Tree::parse(br#"[[],[],{},{"a":1},[2]]"#, &limits).is_ok());
}

#[test]
fn values_are_limited_and_names_are_not_values() {
    let limits = Limits::default();
    let text = r#"{"a":1,"b":[2]}"#;
    bounded(
        text,
        limits.with_nodes(4),
        limits.with_nodes(3),
        12,
        "nodes is 4, limit is 3",
    );
    bounded(
        "7",
        limits.with_nodes(1),
        limits.with_nodes(0),
        0,
        "nodes is 1, limit is 0",
    );
}

#[test]
fn members_are_limited_for_each_object() {
    let limits = Limits::default();
    let text = r#"{"a":{"b":1,"c":2},"d":{}}"#;
    bounded(
        text,
        limits.with_members(2),
        limits.with_members(1),
        12,
        "members is 2, limit is 1",
    );
    assert!(Tree::parse(b"[1,2,3,4]", &limits.with_members(0)).is_ok());
}

#[test]
fn text_is_limited_by_its_decoded_length() {
    let limits = Limits::default();
    let long = "text is 3, limit is 2";
    bounded(
        r#"["abc"]"#,
        limits.with_text(3),
        limits.with_text(2),
        1,
        long,
    );
    bounded(
        r#"["\u0061\u0062c"]"#,
        limits.with_text(3),
        limits.with_text(2),
        1,
        long,
    );
    bounded(
        r#"["€"]"#,
        limits.with_text(3),
        limits.with_text(2),
        1,
        long,
    );
}

#[test]
fn text_of_member_names_is_limited_too() {
    let limits = Limits::default();
    let long = "text is 3, limit is 2";
    bounded(
        r#"{ "abc":1}"#,
        limits.with_text(3),
        limits.with_text(2),
        2,
        long,
    );
    let text = "{\"a\":1 ,\n\"\\u0061bc\" :1}";
    bounded(text, limits.with_text(3), limits.with_text(2), 9, long);
}

#[test]
fn digits_of_an_integer_part_are_limited_by_name() {
    let most = Tree::INTEGER_DIGITS;
    for (before, after) in [("", ""), ("-", ""), ("[", "]"), ("", ".5"), ("[-", "e7]")] {
        let fits = format!("{before}{}{after}", "1".repeat(most));
        assert!(Tree::parse(fits.as_bytes(), &Limits::default()).is_ok());
        let long = format!("{before}{}{after}", "1".repeat(most + 1));
        let error = Tree::parse(long.as_bytes(), &Limits::default()).unwrap_err();
        assert_eq!(error.to_string(), "integer digits is 4301, limit is 4300");
        assert_eq!(error.offset(), usize::from(before.starts_with('[')));
    }
}

#[test]
fn digits_of_a_fraction_are_limited_by_bytes_alone() {
    let text = format!("0.{}e{}", "1".repeat(100_000), "0".repeat(10_000));
    let tree = Tree::parse(text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(tree.root().raw(), text);
}

#[test]
fn a_hundred_thousand_levels_need_no_stack_where_they_are_allowed() {
    const LEVELS: usize = 100_000;
    let limits = Limits::default().with_depth(LEVELS);
    let text = format!("{}{}", "[".repeat(LEVELS), "]".repeat(LEVELS));
    let tree = Tree::parse(text.as_bytes(), &limits).unwrap();
    let mut node = tree.root();
    let mut levels = 1;
    while let Some(inner) = node.items().next() {
        node = inner;
        levels += 1;
    }
    assert_eq!(levels, LEVELS);
    assert_eq!(node.span(), LEVELS - 1..LEVELS + 1);
    assert_eq!(node.pointer().len(), 2 * (LEVELS - 1));
}
