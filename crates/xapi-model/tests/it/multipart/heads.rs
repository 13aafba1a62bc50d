//! What parts say about themselves.

use xapi_model::multipart::{MultipartFault, PartHead};

use super::{fault, read_in, reader};

fn head(lines: &str) -> PartHead {
    let body = format!("--sep\r\n{lines}\r\n\r\n--sep--");
    let (parts, outcome) = read_in(reader(), body.as_bytes(), 2);
    outcome.unwrap();
    parts[0].head.clone()
}

fn refused(lines: &[u8]) -> MultipartFault {
    fault(&[b"--sep\r\n", lines, b"\r\n\r\n--sep--"].concat())
}

#[test]
fn headers_that_count_are_read_in_any_case_and_order() {
    let head = head(
        "x-experience-api-hash:AB\r\nX-Other: é\r\nCONTENT-TYPE: \ttext/plain \r\n\
         Content-Transfer-Encoding:binary\r\nContent-Length: 3\r\n",
    );
    assert_eq!(head.hash.as_deref(), Some("AB"));
    assert_eq!(head.content_type.as_deref(), Some("text/plain"));
    assert_eq!(head.transfer_encoding.as_deref(), Some("binary"));
    assert_eq!(head.content_length.as_deref(), Some("3"));
}

#[test]
fn a_part_without_headers_has_an_empty_head() {
    assert_eq!(head(""), PartHead::default());
}

#[test]
fn a_folded_header_is_one_line() {
    let head = head("Content-Type: text/plain;\r\n charset=utf-8;\r\n\tx=y\r\nA: b\r\n c\r\n");
    let expected = "text/plain; charset=utf-8;\tx=y";
    assert_eq!(head.content_type.as_deref(), Some(expected));
}

#[test]
fn a_line_that_is_no_header_is_refused() {
    for lines in [
        &b"Content-Type\r\n"[..],
        b": text/plain\r\n",
        b"Content Type: text/plain\r\n",
        b"Content-Type : text/plain\r\n",
        b" folded: of nothing\r\n",
        b"A: b\0c\r\n",
        b"A: b\rc: d\r\n",
        b"A: b\x7f\r\n",
        b"\xc3\xa9: b\r\n",
        b"--sep: b\r\n--sep\r\n",
        b"{\"actor\":1}\r\n",
    ] {
        let lines_shown = String::from_utf8_lossy(lines);
        assert_eq!(
            refused(lines),
            MultipartFault::HeaderMalformed,
            "{lines_shown}"
        );
    }
}

#[test]
fn a_header_that_counts_is_ascii() {
    let lines = "Content-Type: text/plain; name=\"é\"\r\n".as_bytes();
    assert_eq!(refused(lines), MultipartFault::HeaderMalformed);
}

#[test]
fn a_header_that_counts_twice_is_refused_even_if_alike() {
    for header in [
        "Content-Type",
        "Content-Transfer-Encoding",
        "X-Experience-API-Hash",
        "Content-Length",
    ] {
        let lines = format!("{header}: a\r\n{}: a\r\n", header.to_lowercase());
        assert_eq!(
            refused(lines.as_bytes()),
            MultipartFault::HeaderRepeated { header }
        );
    }
}

#[test]
fn a_header_without_meaning_may_repeat() {
    assert_eq!(head("A: b\r\nA: c\r\n"), PartHead::default());
}

#[test]
fn debug_shows_no_value_that_may_name_a_person() {
    let head = head("Content-Type: text/plain; name=ada\r\n");
    assert!(!format!("{head:?}").contains("ada"));
}
