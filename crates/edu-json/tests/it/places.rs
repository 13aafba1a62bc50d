//! Spans, source texts and JSON Pointers (RFC 6901), also where names are hard to find.

use edu_json::Node;

use crate::parse;

/// All values of a document, outermost first.
fn all(root: Node<'_>) -> Vec<Node<'_>> {
    let mut found = vec![root];
    let mut at = 0;
    while let Some(node) = found.get(at).copied() {
        found.extend(node.members().map(|(_, value)| value));
        found.extend(node.items());
        at = at.saturating_add(1);
    }
    found
}

/// Names whose quotes, colons and backslashes could mislead a search for their ends.
const NAMES: &[(&str, &str)] = &[
    (r#""""#, ""),
    (r#""a""#, "a"),
    (r#""\"""#, "\""),
    (r#""\"\"""#, "\"\""),
    (r#""\\""#, "\\"),
    (r#""\\\"""#, "\\\""),
    (r#""\":\"""#, "\":\""),
    (r#""\\\": ""#, "\\\": "),
    (r#"":""#, ":"),
    (r#"" : ""#, " : "),
    (r#"",{[""#, ",{["),
    (r#""\u0022""#, "\""),
    (r#""\u005c""#, "\\"),
    (r#""\u003a\u0022""#, ":\""),
    (r#""a\/b""#, "a/b"),
    (r#""\ud83d\ude00""#, "😀"),
    (r#""é\n€""#, "é\n€"),
];

const GAPS: &[&str] = &["", " ", "\n\t ", "   \r\n"];

#[test]
fn finds_names_whatever_they_hold_and_whatever_surrounds_them() {
    for (source, name) in NAMES {
        for gap in GAPS {
            let json = format!("{gap}{{{gap}{source}{gap}:{gap}[1]{gap}}}{gap}");
            let tree = parse(json.as_bytes());
            let (found, value) = tree.root().members().next().unwrap();
            assert_eq!(found, *name, "{json}");
            assert_eq!(value.raw(), "[1]", "{json}");
            assert_eq!(tree.root().raw(), json.trim(), "{json}");
        }
    }
}

#[test]
fn finds_a_name_after_another_member_whatever_it_holds() {
    for (source, name) in NAMES {
        for gap in GAPS {
            for before in [
                "\"\"",
                r#""\"""#,
                r#""\\""#,
                "1",
                "[\"\\\"\"]",
                "{\"q\":\"\"}",
            ] {
                let json = format!("{{\"#\":{before}{gap},{gap}{source}{gap}:{gap}7}}");
                let tree = parse(json.as_bytes());
                let (found, value) = tree.root().members().nth(1).unwrap();
                assert_eq!((found, value.raw()), (*name, "7"), "{json}");
            }
        }
    }
}

#[test]
fn tells_where_a_repeated_name_stands_whatever_it_holds() {
    for (source, _) in NAMES {
        for gap in GAPS {
            let json = format!("{{{gap}{source}{gap}:\"\"{gap},{gap}{source}{gap}:2}}");
            let error = crate::fault(json.as_bytes());
            let first = json.find(source).unwrap();
            let second = json.rfind(&format!("{source}{gap}:2")).unwrap();
            let expected = edu_json::JsonError::Duplicate {
                offset: second,
                first,
            };
            assert_eq!(error, expected, "{json}");
        }
    }
}

#[test]
fn spans_hold_the_value_and_nothing_else() {
    let json = " { \"a\" : [ 1 , \"\\n\" , { } , [ ] , null , true ] , \"b\" : -1.5e3 } ";
    let raw: Vec<String> = {
        let tree = parse(json.as_bytes());
        all(tree.root())
            .into_iter()
            .map(|node| {
                assert_eq!(json.get(node.span()), Some(node.raw()));
                node.raw().to_owned()
            })
            .collect()
    };
    assert_eq!(raw[0], json.trim());
    assert_eq!(raw[1], "[ 1 , \"\\n\" , { } , [ ] , null , true ]");
    let rest = ["-1.5e3", "1", "\"\\n\"", "{ }", "[ ]", "null", "true"];
    assert_eq!(raw[2..], rest);
}

#[test]
fn pointers_lead_back_to_their_values() {
    let json = br#"{"a/b":[{"m~n":1},[[2]]],"":{"":3},"~1":4,"\u002f\u007e":[5],"x":{"y":{}}}"#;
    let tree = parse(json);
    let value: serde_json::Value = serde_json::from_slice(json).unwrap();
    for node in all(tree.root()) {
        let found = value.pointer(&node.pointer()).unwrap();
        let expected: serde_json::Value = serde_json::from_str(node.raw()).unwrap();
        assert_eq!(*found, expected, "{}", node.pointer());
    }
}

#[test]
fn pointers_escape_tildes_and_slashes() {
    let tree = parse(br#"{"a/b":{"m~n":{"~1":{"\u002f\u007e":[0,1]}}}}"#);
    let mut node = tree.root();
    while let Some((_, inner)) = node.members().next() {
        node = inner;
    }
    let item = node.items().nth(1).unwrap();
    assert_eq!(item.pointer(), "/a~1b/m~0n/~01/~1~0/1");
    assert_eq!(tree.root().pointer(), "");
}

#[test]
fn debug_output_shows_no_content() {
    let tree = parse(br#"{"name":"Ada Lovelace"}"#);
    let shown = format!("{tree:?} {:?} {:?}", tree.root(), tree.root().get("name"));
    assert!(!shown.contains("Ada"), "{shown}");
    assert!(!shown.contains("name"), "{shown}");
}
