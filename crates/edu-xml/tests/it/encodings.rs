//! From bytes to text.

use edu_xml::Encoding;

use crate::{lenient, mended, refused, strict};

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn reads_utf_8_with_and_without_a_mark() {
    let parsed = strict("\u{feff}<a>é</a>".as_bytes()).unwrap();
    assert_eq!(parsed.tree.root().text(), "é");
    assert!(parsed.tree.has_byte_order_mark());
    assert!(parsed.report.is_empty());
    assert!(!strict(b"<a/>").unwrap().tree.has_byte_order_mark());
}

#[test]
fn reads_utf_16_of_both_orders() {
    let text = "\u{feff}<?xml version='1.0' encoding='UTF-16'?><a>é\u{1f600}</a>";
    for (bytes, encoding) in [
        (utf16(text, u16::to_le_bytes), Encoding::Utf16LittleEndian),
        (utf16(text, u16::to_be_bytes), Encoding::Utf16BigEndian),
    ] {
        let parsed = strict(&bytes).unwrap();
        assert_eq!(parsed.tree.root().text(), "é\u{1f600}");
        assert_eq!(parsed.tree.encoding(), encoding);
        assert!(parsed.report.is_empty());
    }
}

#[test]
fn mends_utf_16_without_a_mark() {
    for unit in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes = utf16("<?xml version='1.0' encoding='UTF-16'?><a/>", unit);
        assert_eq!(mended(&bytes).0, "xml.encoding.mark");
    }
}

#[test]
fn reads_latin_1_and_windows_1252_where_declared() {
    let parsed = strict(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9\x80</a>").unwrap();
    assert_eq!(parsed.tree.root().text(), "é\u{80}");
    let parsed = strict(b"<?xml version='1.0' encoding='windows-1252'?><a>\xe9\x80</a>").unwrap();
    assert_eq!(parsed.tree.root().text(), "é€");
    assert_eq!(parsed.tree.encoding(), Encoding::Windows1252);
}

#[test]
fn mends_windows_1252_that_is_not_declared() {
    for xml in [
        &b"<a>\x93caf\xe9\x94</a>"[..],
        b"<?xml version='1.0' encoding='UTF-8'?><a>\x93caf\xe9\x94</a>",
    ] {
        let (code, parsed) = mended(xml);
        assert_eq!(code, "xml.encoding.mismatch");
        assert_eq!(parsed.tree.root().text(), "“café”");
    }
}

#[test]
fn mends_utf_16_that_is_declared_of_utf_8() {
    let (code, parsed) = mended("<?xml version='1.0' encoding='utf-16'?><a>é</a>".as_bytes());
    assert_eq!(
        (code, parsed.tree.encoding()),
        ("xml.encoding.mismatch", Encoding::Utf8)
    );
    assert_eq!(parsed.tree.root().text(), "é");
}

#[test]
fn mends_a_mark_that_contradicts_the_declaration() {
    let (code, _) = mended("\u{feff}<?xml version='1.0' encoding='ISO-8859-1'?><a/>".as_bytes());
    assert_eq!(code, "xml.encoding.mismatch");
    let bytes = utf16(
        "\u{feff}<?xml version='1.0' encoding='utf-8'?><a/>",
        u16::to_le_bytes,
    );
    assert_eq!(mended(&bytes).0, "xml.encoding.mismatch");
}

#[test]
fn mends_ascii_that_is_none() {
    let (code, parsed) = mended("<?xml version='1.0' encoding='us-ascii'?><a>é</a>".as_bytes());
    assert_eq!(
        (code, &*parsed.tree.root().text()),
        ("xml.encoding.mismatch", "é")
    );
}

#[test]
fn refuses_other_encodings_and_says_which_are_supported() {
    let xml = b"<?xml version='1.0' encoding='Shift_JIS'?><a/>";
    assert_eq!(refused(xml), "xml.encoding");
    assert_eq!(
        lenient(xml).unwrap_err().to_string(),
        "encoding `Shift_JIS` is declared, supported are UTF-8, UTF-16, ISO-8859-1 and windows-1252",
    );
    assert_eq!(
        refused(b"<?xml version='1.0' encoding='UTF-7'?><a/>"),
        "xml.encoding"
    );
    assert_eq!(
        refused(b"<?xml version='1.0' encoding=''?><a/>"),
        "xml.encoding"
    );
}

#[test]
fn refuses_utf_32() {
    assert_eq!(refused(b"\xff\xfe\0\0<\0\0\0a\0\0\0"), "xml.encoding");
    assert_eq!(refused(b"\0\0\0<\0\0\0a"), "xml.encoding");
}

#[test]
fn refuses_broken_utf_8_after_a_mark() {
    assert_eq!(refused(b"\xef\xbb\xbf<a>\xe9</a>"), "xml.encoding");
}

#[test]
fn refuses_broken_utf_16() {
    assert_eq!(refused(b"\xff\xfe<\0a\0/\0>"), "xml.encoding");
    assert_eq!(refused(b"\xff\xfe<\0\0\xd8a\0/\0>\0"), "xml.encoding");
}

#[test]
fn a_broken_byte_is_told_with_its_place() {
    let error = strict(b"<a>\n \xe9</a>").unwrap_err();
    assert_eq!((error.offset(), error.place().position), (5, Some((2, 2))));
}
