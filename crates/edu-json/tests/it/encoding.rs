//! Bytes that are not UTF-8: RFC 8259 §8.1.

use edu_json::JsonError;

use crate::{fault, parse};

#[test]
fn refuses_bytes_that_are_not_utf8_and_tells_where() {
    let cases: &[(&[u8], usize)] = &[
        (b"\"\xff\"", 1),
        (b"\"a\x80\"", 2),
        // Overlong spellings of `/` and U+0000.
        (b"\"\xc0\xaf\"", 1),
        (b"\"\xe0\x80\xaf\"", 1),
        (b"\"\xc0\x80\"", 1),
        // A surrogate, encoded.
        (b"\"\xed\xa0\x80\"", 1),
        // Beyond U+10FFFF.
        (b"\"\xf4\x90\x80\x80\"", 1),
        // A character that is cut off.
        (b"\"\xe2\x82\"", 1),
        (b"\"\xe2\x82", 1),
        // After valid characters of several bytes.
        (b"\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xff\"", 10),
        (b"{\"a\":1}\xfe", 7),
        (b"{\"\xff\":1}", 2),
        // UTF-16, with and without mark.
        (b"\xff\xfe{\0}\0", 0),
    ];
    for (bytes, offset) in cases {
        let error = fault(bytes);
        assert_eq!(error, JsonError::Encoding { offset: *offset }, "{bytes:x?}");
        assert_eq!(
            error.to_string(),
            format!("byte {offset} does not continue valid UTF-8")
        );
    }
}

#[test]
fn tells_an_encoding_fault_before_a_grammar_fault() {
    assert_eq!(fault(b"[,\xff"), JsonError::Encoding { offset: 2 });
}

#[test]
fn refuses_utf16_without_a_mark_as_grammar() {
    assert!(matches!(fault(b"{\0}\0"), JsonError::Syntax { .. }));
}

#[test]
fn keeps_characters_of_every_length() {
    let text = "\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}\u{feff}";
    let json = format!("\"{text}\"");
    assert_eq!(parse(json.as_bytes()).root().as_str(), Some(text));
}
