//! Nodes: what they are and what they lead to.

use edu_json::Kind;

use crate::parse;

#[test]
fn every_kind_answers_its_own_question_only() {
    let tree = parse(br#"[null,true,1,"s",[0],{"k":0}]"#);
    let answers: Vec<_> = tree
        .root()
        .items()
        .map(|node| {
            (
                node.kind(),
                node.is_null(),
                node.as_bool(),
                node.as_number().map(edu_json::NumberText::as_str),
                node.as_str(),
                (node.items().count(), node.members().count(), node.len()),
            )
        })
        .collect();
    assert_eq!(
        answers,
        [
            (Kind::Null, true, None, None, None, (0, 0, 0)),
            (Kind::Bool, false, Some(true), None, None, (0, 0, 0)),
            (Kind::Number, false, None, Some("1"), None, (0, 0, 0)),
            (Kind::String, false, None, None, Some("s"), (0, 0, 0)),
            (Kind::Array, false, None, None, None, (1, 0, 1)),
            (Kind::Object, false, None, None, None, (0, 1, 1)),
        ]
    );
}

#[test]
fn nothing_is_found_where_nothing_is() {
    let tree = parse(br#"{"a":{"b":1},"c":["a"],"d":"a"}"#);
    let root = tree.root();
    assert!(root.get("b").is_none());
    assert!(root.get("A").is_none());
    assert!(root.get("").is_none());
    for name in ["c", "d"] {
        assert!(root.get(name).and_then(|node| node.get("a")).is_none());
    }
}

#[test]
fn members_of_inner_objects_are_stepped_over() {
    let tree = parse(br#"{"a":{"x":{"y":[{"z":1}]}},"b":[{"a":2},[3]],"x":4,"z":5}"#);
    let names: Vec<&str> = tree.root().members().map(|(name, _)| name).collect();
    assert_eq!(names, ["a", "b", "x", "z"]);
    assert_eq!(tree.root().get("x").unwrap().raw(), "4");
    assert_eq!(tree.root().get("z").unwrap().raw(), "5");
}

#[test]
fn items_of_inner_arrays_are_stepped_over() {
    let tree = parse(br#"[[],[[]],[1,[2,[3]]],{},{"a":[4,5]},6]"#);
    let items: Vec<&str> = tree.root().items().map(edu_json::Node::raw).collect();
    assert_eq!(
        items,
        ["[]", "[[]]", "[1,[2,[3]]]", "{}", r#"{"a":[4,5]}"#, "6"]
    );
    assert_eq!(tree.root().len(), 6);
}

#[test]
fn the_last_of_many_members_is_found() {
    let members: Vec<String> = (0..4096)
        .map(|number| format!(r#""m{number}":{number}"#))
        .collect();
    let json = format!("{{{}}}", members.join(","));
    let tree = parse(json.as_bytes());
    assert_eq!(tree.root().get("m4095").unwrap().raw(), "4095");
    assert_eq!(tree.root().get("m4095").unwrap().pointer(), "/m4095");
}

#[test]
fn numbers_keep_their_text() {
    let json = br"[1.50,-0,1e2,0.10E+02,100000000000000000000000000001]";
    let tree = parse(json);
    let texts: Vec<&str> = tree
        .root()
        .items()
        .filter_map(edu_json::Node::as_number)
        .map(edu_json::NumberText::as_str)
        .collect();
    assert_eq!(
        texts,
        [
            "1.50",
            "-0",
            "1e2",
            "0.10E+02",
            "100000000000000000000000000001"
        ]
    );
}

#[test]
fn numbers_are_integers_only_where_they_are_written_so() {
    let json = br"[7,-7,1.0,1e2,9223372036854775807,9223372036854775808,18446744073709551615,18446744073709551616,-9223372036854775808,-9223372036854775809,-0]";
    let tree = parse(json);
    let found: Vec<_> = tree
        .root()
        .items()
        .filter_map(edu_json::Node::as_number)
        .map(|number| (number.as_i64(), number.as_u64()))
        .collect();
    assert_eq!(
        found,
        [
            (Some(7), Some(7)),
            (Some(-7), None),
            (None, None),
            (None, None),
            (Some(i64::MAX), Some(9_223_372_036_854_775_807)),
            (None, Some(9_223_372_036_854_775_808)),
            (None, Some(u64::MAX)),
            (None, None),
            (Some(i64::MIN), None),
            (None, None),
            (Some(0), None),
        ]
    );
}

#[test]
fn numbers_beyond_floating_point_are_not_made_infinite() {
    let tree = parse(b"[1e400,-1e400,1e308,1e-400]");
    let found: Vec<_> = tree
        .root()
        .items()
        .filter_map(edu_json::Node::as_number)
        .map(edu_json::NumberText::as_f64)
        .collect();
    assert_eq!(found, [None, None, Some(1e308), Some(0.0)]);
}
