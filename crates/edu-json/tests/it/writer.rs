//! What is written can be read, here and elsewhere.

use edu_json::{JsonWriter, ToJson as _};

use crate::parse;

fn written(text: &str) -> String {
    text.to_json_string()
}

#[test]
fn every_control_character_is_escaped_and_comes_back() {
    for control in (0_u8..0x20).chain([b'"', b'\\', 0x7f]) {
        let text = format!("a{}b", char::from(control));
        let json = written(&text);
        let bare = json.bytes().filter(|byte| *byte < 0x20).count();
        assert_eq!(bare, 0, "{control:#x}");
        assert_eq!(parse(json.as_bytes()).root().as_str(), Some(text.as_str()));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}

#[test]
fn escapes_are_the_short_ones_where_json_has_them() {
    assert_eq!(written("\"\\\n\r\t"), r#""\"\\\n\r\t""#);
    assert_eq!(
        written("\u{8}\u{c}\u{0}\u{1f}"),
        r#""\u0008\u000c\u0000\u001f""#
    );
}

#[test]
fn nothing_else_is_escaped() {
    let text = "/é€😀\u{2028}\u{7f}<&>'";
    assert_eq!(written(text), format!("\"{text}\""));
}

#[test]
fn names_are_escaped_like_texts() {
    let mut writer = JsonWriter::new();
    writer.object(|object| {
        object.member("a\"b\n", &1_i64);
        object.member("", &true);
    });
    assert_eq!(writer.into_string(), r#"{"a\"b\n":1,"":true}"#);
}

#[test]
fn commas_stand_between_and_nowhere_else() {
    let mut writer = JsonWriter::new();
    writer.array([Vec::<i64>::new(), vec![1], vec![1, 2]]);
    assert_eq!(writer.into_string(), "[[],[1],[1,2]]");

    let mut writer = JsonWriter::new();
    writer.object(|object| {
        object.optional("a", None::<i64>);
        object.list::<i64>("b", &[]);
        object.optional("c", Some(1_i64));
        object.list("d", &[2_i64]);
    });
    assert_eq!(writer.into_string(), r#"{"c":1,"d":[2]}"#);
}

#[test]
fn integers_are_written_in_full() {
    assert_eq!(i64::MIN.to_json_string(), "-9223372036854775808");
    assert_eq!(i64::MAX.to_json_string(), "9223372036854775807");
}

#[test]
fn null_and_truth_are_words() {
    let mut writer = JsonWriter::new();
    writer.null();
    assert_eq!(writer.into_string(), "null");
    assert_eq!([true, false].to_json_string(), "[true,false]");
}

#[test]
fn an_escape_is_found_at_every_place_beside_every_neighbour() {
    for filler in ["a", "é", "😀", "\u{7f}", "\u{80}", "!#[]"] {
        for before in 0..20 {
            for escaped in ["\"", "\\", "\u{1f}", "\u{0}", "\n\"\\"] {
                let text = format!("{}{escaped}{}", filler.repeat(before), filler.repeat(3));
                let json = written(&text);
                assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
            }
        }
    }
}
