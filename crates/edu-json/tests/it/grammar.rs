//! What is and is not JSON: RFC 8259.

use edu_json::JsonError;

use crate::{fault, parse};

/// Refused texts with the offset of the fault and the message.
fn refused(cases: &[(&str, usize, &str)]) {
    for (text, offset, message) in cases {
        let error = fault(text.as_bytes());
        assert!(
            matches!(error, JsonError::Syntax { .. }),
            "{text:?}: {error:?}"
        );
        assert_eq!(
            (error.offset(), error.to_string().as_str()),
            (*offset, *message),
            "{text:?}"
        );
    }
}

#[test]
fn refuses_numbers_that_json_does_not_know() {
    const NUMBER: &str = "number is not written as JSON allows";
    const ENDS: &str = "document ends where a value is expected";
    const MORE: &str = "more text after the document's value";
    refused(&[
        ("01", 1, NUMBER),
        ("-01", 2, NUMBER),
        ("00", 1, NUMBER),
        ("-", 1, ENDS),
        ("--1", 1, NUMBER),
        ("+1", 0, "expected a value"),
        (".5", 0, "expected a value"),
        ("-.5", 1, NUMBER),
        ("1.", 2, ENDS),
        ("1.e5", 2, NUMBER),
        ("[1.]", 3, NUMBER),
        ("1e", 2, ENDS),
        ("1e+", 3, ENDS),
        ("[1e+]", 4, NUMBER),
        ("1e5.5", 3, MORE),
        ("1.2.3", 3, MORE),
        ("0x10", 1, MORE),
        ("1_000", 1, MORE),
        ("1,5", 1, MORE),
        ("1 2", 2, MORE),
        ("١", 0, "expected a value"),
    ]);
}

#[test]
fn refuses_numbers_that_are_not_finite() {
    refused(&[
        ("NaN", 0, "expected a value"),
        ("Infinity", 0, "expected a value"),
        ("-Infinity", 1, "number is not written as JSON allows"),
        ("[NaN]", 1, "expected a value"),
        ("-NaN", 1, "number is not written as JSON allows"),
        ("inf", 0, "expected a value"),
    ]);
}

#[test]
fn refuses_words_that_are_not_literals() {
    const LITERAL: &str = "expected `true`, `false` or `null`";
    const MORE: &str = "more text after the document's value";
    refused(&[
        ("nul", 3, "document ends where a value is expected"),
        ("nulL", 3, LITERAL),
        ("tRue", 1, LITERAL),
        ("falsy", 4, LITERAL),
        ("nullx", 4, MORE),
        ("truefalse", 4, MORE),
        ("True", 0, "expected a value"),
        ("undefined", 0, "expected a value"),
        ("'a'", 0, "expected a value"),
    ]);
}

#[test]
fn refuses_escapes_that_json_does_not_know() {
    const ESCAPE: &str = "escape is not one that JSON knows";
    refused(&[
        (r#""\x41""#, 2, ESCAPE),
        (r#""\'""#, 2, ESCAPE),
        (r#""\0""#, 2, ESCAPE),
        (r#""\U0041""#, 2, ESCAPE),
        (r#""\u00g0""#, 5, ESCAPE),
        (r#""\u 041""#, 3, ESCAPE),
        ("\"\\\n\"", 2, ESCAPE),
    ]);
}

#[test]
fn refuses_surrogate_escapes_without_their_other_half() {
    for text in [
        r#""\ud800""#,
        r#""\udc00""#,
        r#""\ud800x""#,
        r#""\ud800\n""#,
        r#""\ud800\u0041""#,
        r#""\ud800\ud800""#,
        r#""\udc00\ud800""#,
        r#"{"\ud83d": 1}"#,
    ] {
        let error = fault(text.as_bytes());
        assert_eq!(
            error.to_string(),
            "surrogate escape without its other half",
            "{text}"
        );
    }
}

#[test]
fn refuses_every_control_character_inside_a_string() {
    for control in 0_u8..0x20 {
        let text = [b'"', b'a', control, b'"'];
        let error = fault(&text);
        assert_eq!(error.offset(), 2, "{control:#x}");
        assert_eq!(
            error.to_string(),
            "control character in a string, only its escape is allowed",
            "{control:#x}"
        );
    }
    // Not a control character to JSON.
    assert_eq!(parse(b"\"\x7f\"").root().as_str(), Some("\x7f"));
}

#[test]
fn refuses_commas_with_nothing_after_them() {
    const COMMA: &str = "comma without anything after it";
    refused(&[
        ("[1,]", 3, COMMA),
        (r#"{"a":1,}"#, 7, COMMA),
        ("[1,,2]", 3, "expected a value"),
        ("[,1]", 1, "expected a value"),
        ("[,]", 1, "expected a value"),
        ("{,}", 1, "expected a member name in quotes"),
        (r#"{"a":1,,"b":2}"#, 7, "expected a member name in quotes"),
        (r#"{"a":,}"#, 5, "expected a value"),
    ]);
}

#[test]
fn refuses_members_and_items_that_are_put_together_wrongly() {
    refused(&[
        ("[1 2]", 3, "expected `,` or `]`"),
        ("[1:2]", 2, "expected `,` or `]`"),
        ("[1}", 2, "expected `,` or `]`"),
        (r#"{"a":1]"#, 6, "expected `,` or `}`"),
        (r#"{"a":1 "b":2}"#, 7, "expected `,` or `}`"),
        (r#"{"a" 1}"#, 5, "expected `:` after a member name"),
        (r#"{"a","b"}"#, 4, "expected `:` after a member name"),
        (r#"{"a"}"#, 4, "expected `:` after a member name"),
        (r#"{"a"::1}"#, 5, "expected a value"),
        (r#"{"a":}"#, 5, "expected a value"),
        ("{a:1}", 1, "expected a member name in quotes"),
        ("{1:1}", 1, "expected a member name in quotes"),
        ("{null:1}", 1, "expected a member name in quotes"),
        ("]", 0, "expected a value"),
        ("}", 0, "expected a value"),
        (":", 0, "expected a value"),
    ]);
}

#[test]
fn refuses_every_beginning_of_a_document() {
    let whole = br#" {"a": [1.5e-3, "\u00e9\ud83d\ude00", {"": null}], "b\n": false} "#;
    assert_eq!(parse(whole).root().len(), 2);
    for length in 0..whole.len() - 1 {
        let error = fault(&whole[..length]);
        assert!(
            error.to_string().starts_with("document ends"),
            "{length}: {error}"
        );
        assert!(error.offset() <= length, "{length}: {}", error.offset());
    }
}

#[test]
fn refuses_text_after_the_document() {
    const MORE: &str = "more text after the document's value";
    refused(&[
        ("{} {}", 3, MORE),
        ("[]]", 2, MORE),
        ("{}}", 2, MORE),
        ("\"a\" b", 4, MORE),
        ("null,", 4, MORE),
        ("{}\0", 2, MORE),
        ("[]\u{feff}", 2, MORE),
    ]);
}

#[test]
fn refuses_comments_and_other_white_space() {
    refused(&[
        ("/* a */ 1", 0, "expected a value"),
        ("// a\n1", 0, "expected a value"),
        ("# a\n1", 0, "expected a value"),
        ("[1 /* a */]", 3, "expected `,` or `]`"),
        ("{} // a", 3, "more text after the document's value"),
        ("\u{a0}1", 0, "expected a value"),
        ("\x0b1", 0, "expected a value"),
        ("\x0c1", 0, "expected a value"),
        ("\u{2028}1", 0, "expected a value"),
    ]);
}

#[test]
fn refuses_a_byte_order_mark() {
    refused(&[(
        "\u{feff}{}",
        0,
        "document starts with a byte order mark, none is allowed",
    )]);
}

#[test]
fn refuses_a_document_of_nothing() {
    refused(&[
        ("", 0, "document ends where a value is expected"),
        (" \r\n\t", 4, "document ends where a value is expected"),
    ]);
}

#[test]
fn accepts_every_escape() {
    let tree = parse(br#""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\uDE00\u0000""#);
    assert_eq!(tree.root().as_str(), Some("\"\\/\u{8}\u{c}\n\r\tAé€😀\0"));
}

#[test]
fn accepts_every_way_to_write_a_number() {
    for text in [
        "0",
        "-0",
        "1",
        "-1",
        "10",
        "0.0",
        "-0.0",
        "0e0",
        "0E+0",
        "1e-7",
        "1.50",
        "1E400",
        "123456789012345678901234567890",
        "0.1000000000000000055511151231257827",
    ] {
        let tree = parse(text.as_bytes());
        assert_eq!(
            tree.root().as_number().map(edu_json::NumberText::as_str),
            Some(text)
        );
    }
}
