//! The checked tree beside `serde_json`, over random documents and random damage.

use edu_json::{JsonError, JsonWriter, Kind, Node, RawJson, Tree};
use edu_types::Limits;
use proptest::prelude::*;
use serde_json::Value;

/// A random JSON value as source text, with random white space, escapes and number spellings.
fn document() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,6})?([eE][+-]?[0-9]{1,2})?",
        text(),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let items = prop::collection::vec((gap(), inner.clone(), gap()), 0..6);
        let members = prop::collection::vec((gap(), text(), gap(), inner, gap()), 0..6);
        prop_oneof![
            items.prop_map(|items| {
                let all: Vec<String> = items
                    .into_iter()
                    .map(|(before, item, after)| format!("{before}{item}{after}"))
                    .collect();
                format!("[{}]", all.join(","))
            }),
            members.prop_map(|members| {
                let all: Vec<String> = members
                    .into_iter()
                    .enumerate()
                    .map(|(position, (before, name, colon, value, after))| {
                        // The position keeps most names apart; some stay as they are.
                        let name = if position % 4 == 3 {
                            name
                        } else {
                            format!("\"{position}{}", name.get(1..).unwrap_or("\""))
                        };
                        format!("{before}{name}{colon}:{after}{value}")
                    })
                    .collect();
                format!("{{{}}}", all.join(","))
            }),
        ]
    })
}

fn gap() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "", "", " ", "\n\t", "\r\n  "])
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-c]{0,4}",
        1 => prop::sample::select(vec![
            r#"\""#, r"\\", r"\/", r"\n", r"\u0061", r"\u00e9", r"\ud83d\ude00", r"\u0000",
            "é", "😀", ":", ",", "{", "]", "\u{2028}",
        ]).prop_map(ToOwned::to_owned),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

/// Bytes put in, taken out or exchanged.
fn damage(bytes: &mut Vec<u8>, changes: &[(prop::sample::Index, u8, u8)]) {
    for (place, how, byte) in changes {
        let at = place.index(bytes.len().max(1));
        match how % 3 {
            0 if at < bytes.len() => bytes[at] = *byte,
            1 if at < bytes.len() => drop(bytes.remove(at)),
            _ => bytes.insert(at.min(bytes.len()), *byte),
        }
    }
}

/// Bytes that mean something to JSON, more often than others.
fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![
        3 => prop::sample::select(br#"{}[]:,"\ 0123456789-+.eEu/ntf"#.to_vec()),
        1 => any::<u8>(),
    ]
}

/// Whether a node says what `serde_json` says of the same text.
fn same(node: Node<'_>, value: &Value) -> bool {
    match (node.kind(), value) {
        (Kind::Null, Value::Null) => true,
        (Kind::Bool, Value::Bool(truth)) => node.as_bool() == Some(*truth),
        (Kind::String, Value::String(text)) => node.as_str() == Some(text),
        (Kind::Number, Value::Number(number)) => {
            serde_json::from_str::<Value>(node.raw()).ok() == Some(Value::Number(number.clone()))
        }
        (Kind::Array, Value::Array(items)) => {
            node.len() == items.len()
                && node.items().zip(items).all(|(one, other)| same(one, other))
        }
        (Kind::Object, Value::Object(members)) => {
            node.len() == members.len()
                && node.members().all(|(name, one)| {
                    members.get(name).is_some_and(|other| same(one, other))
                        && node.get(name).map(Node::span) == Some(one.span())
                })
        }
        _ => false,
    }
}

/// The two readers agree, but for differences that are named here.
fn agree(bytes: &[u8]) -> Result<(), TestCaseError> {
    let tree = Tree::parse(bytes, &Limits::default());
    let value = serde_json::from_slice::<Value>(bytes);
    match (tree, value) {
        (Ok(tree), Ok(value)) => {
            prop_assert!(same(tree.root(), &value), "{}", tree.source());
        }
        (Err(error), Err(_)) => prop_assert!(error.offset() <= bytes.len()),
        // We refuse what serde_json lets pass: members that appear twice, and limits.
        (Err(JsonError::Duplicate { offset, first }), Ok(_)) => prop_assert!(first < offset),
        (Err(JsonError::Limit { .. }), Ok(_)) => {}
        (Err(error), Ok(_)) => prop_assert!(false, "we alone refuse: {error}"),
        // serde_json refuses numbers beyond floating point; we keep their text.
        (Ok(tree), Err(error)) => {
            let beyond = error.to_string().starts_with("number out of range");
            prop_assert!(
                beyond,
                "serde_json alone refuses {}: {error}",
                tree.source()
            );
        }
    }
    Ok(())
}

#[test]
fn the_known_differences_are_these() {
    let serde = |text: &str| serde_json::from_str::<Value>(text).is_ok();
    let ours = |text: &str, limits: &Limits| Tree::parse(text.as_bytes(), limits).is_ok();
    let limits = Limits::default();

    let duplicate = r#"{"a":1,"a":2}"#;
    assert!(serde(duplicate) && !ours(duplicate, &limits));

    let huge = "1e400";
    assert!(!serde(huge) && ours(huge, &limits));

    let digits = format!("{}e-4301", "1".repeat(4301));
    assert!(serde(&digits) && !ours(&digits, &limits));

    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert!(!serde(&deep) && ours(&deep, &limits.with_depth(200)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn both_readers_agree_about_documents(text in document()) {
        agree(text.as_bytes())?;
    }

    #[test]
    fn both_readers_agree_about_damaged_documents(
        text in document(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), byte()), 1..4),
    ) {
        let mut bytes = text.into_bytes();
        damage(&mut bytes, &changes);
        agree(&bytes)?;
    }

    #[test]
    fn both_readers_agree_about_arbitrary_bytes(bytes in prop::collection::vec(byte(), 0..40)) {
        agree(&bytes)?;
    }

    #[test]
    fn every_value_is_where_its_span_and_pointer_say(text in document()) {
        let Ok(tree) = Tree::parse(text.as_bytes(), &Limits::default()) else {
            return Ok(());
        };
        let Ok(whole) = serde_json::from_str::<Value>(&text) else {
            return Ok(());
        };
        let mut open = vec![tree.root()];
        while let Some(node) = open.pop() {
            let part = RawJson::new(node.raw(), &Limits::default()).unwrap();
            prop_assert_eq!(part.as_str(), node.raw());
            let found = whole.pointer(&node.pointer());
            prop_assert!(found.is_some_and(|value| same(node, value)), "{}", node.pointer());
            open.extend(node.members().map(|(_, value)| value));
            open.extend(node.items());
        }
    }

    #[test]
    fn every_text_survives_writing_and_reading(text in any::<String>()) {
        let mut writer = JsonWriter::new();
        writer.string(&text);
        let json = writer.into_string();
        let tree = Tree::parse(json.as_bytes(), &Limits::default()).unwrap();
        prop_assert_eq!(tree.root().as_str(), Some(text.as_str()));
        prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
