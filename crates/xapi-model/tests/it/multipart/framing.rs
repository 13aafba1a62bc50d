//! Where parts begin and end.

use xapi_model::multipart::{Boundary, MultipartFault, MultipartLimits, MultipartReader};

use super::{contents, fault, fault_of, read_in, reader};

#[test]
fn parts_are_what_stands_between_boundaries() {
    let body = b"--sep\r\nA: b\r\n\r\none\r\n--sep\r\n\r\ntwo\r\n--sep--\r\n";
    assert_eq!(contents(body), [b"one", b"two"]);
}

#[test]
fn preamble_and_epilogue_are_left_out() {
    let body = b"hello\r\nworld --sep\r\n--sep\r\n\r\none\r\n--sep--\r\nbye\r\n--sep\r\n\r\nlate";
    assert_eq!(contents(body), [b"one"]);
}

#[test]
fn an_empty_line_before_the_first_boundary_is_a_preamble() {
    assert_eq!(contents(b"\r\n--sep\r\n\r\none\r\n--sep--"), [b"one"]);
}

#[test]
fn blanks_after_a_boundary_are_no_content() {
    let body = b"--sep \t \r\n\r\none\r\n--sep\t\r\n\r\ntwo\r\n--sep-- \t\r\n";
    assert_eq!(contents(body), [b"one", b"two"]);
}

#[test]
fn line_ends_inside_content_are_kept() {
    let body = b"--sep\r\n\r\n\r\n\r\none\n\rtwo\r\n\r\n\r\n--sep--\r\n";
    assert_eq!(contents(body), [b"\r\n\r\none\n\rtwo\r\n\r\n"]);
}

#[test]
fn content_that_looks_like_the_start_of_a_boundary_is_content() {
    for look_alike in [
        &b"\r"[..],
        b"\r\n",
        b"\r\n-",
        b"\r\n--",
        b"\r\n--s",
        b"\r\n--se",
        b"\r\n--sE",
        b"\r\n--se\r",
        b"\n--sep",
        b"\r--sep",
        b"\r\n --sep",
        b"\r\n-sep",
        b"\r\r\n--se",
        b"\r\n\r\n--se",
        b"\r\n--s\r\n--se",
        b"\0\xff\r\n--\x80",
    ] {
        let body = [b"--sep\r\n\r\n", look_alike, b"x\r\n--sep--\r\n"].concat();
        let expected = [look_alike, b"x"].concat();
        assert_eq!(contents(&body), [expected], "{look_alike:?}");
        for size in 1..8 {
            let (parts, outcome) = read_in(reader(), &body, size);
            outcome.unwrap();
            assert_eq!(parts[0].content, [look_alike, b"x"].concat());
        }
    }
}

#[test]
fn a_part_may_be_empty_with_and_without_a_line_end_of_its_own() {
    for body in [
        &b"--sep\r\nA: b\r\n\r\n\r\n--sep--\r\n"[..],
        b"--sep\r\nA: b\r\n\r\n--sep--\r\n",
        b"--sep\r\n\r\n--sep--\r\n",
    ] {
        assert_eq!(contents(body), [b""], "{body:?}");
    }
}

#[test]
fn a_boundary_right_after_a_head_ends_a_part_without_content() {
    assert_eq!(
        contents(b"--sep\r\nA: b\r\n\r\n--sep\r\n\r\ntwo\r\n--sep--"),
        [&b""[..], b"two"]
    );
}

#[test]
fn a_boundary_of_dashes_is_found_where_it_is() {
    let dashes = Boundary::new("----").unwrap();
    let reader = MultipartReader::new(&dashes, &MultipartLimits::DEFAULT);
    let body = b"------\r\n\r\n-----\r\n-----\r\n------\r\n\r\n\r\n--------\r\n";
    let (parts, outcome) = read_in(reader, body, 3);
    outcome.unwrap();
    assert_eq!(parts[0].content, b"-----\r\n-----");
    assert_eq!(parts[1].content, b"");
}

#[test]
fn a_boundary_that_goes_on_is_refused_and_no_content() {
    for body in [
        &b"--sep\r\n\r\none\r\n--separate\r\ntwo\r\n--sep--\r\n"[..],
        b"--sep\r\n\r\none\r\n--sep-\r\n--sep--\r\n",
        b"--sep\r\n\r\none\r\n--sep-x",
        b"--sep\r\n\r\none\r\n--sep--x",
        b"--sep\r\n\r\none\r\n--sep -- \r\n",
        b"--sep\r\n\r\none\r\n--sep\rx",
        b"--sep\r\n\r\none\r\n--sep--\r--",
        b"--sepx\r\n\r\none\r\n--sep--",
    ] {
        assert_eq!(fault(body), MultipartFault::BoundaryTail, "{body:?}");
    }
}

#[test]
fn a_body_without_its_closing_boundary_is_refused() {
    let body = b"--sep\r\nA: b\r\n\r\none\r\n--sep--";
    for length in 0..body.len() - 1 {
        let (_, outcome) = read_in(reader(), &body[..length], usize::MAX);
        let refused = outcome.unwrap_err();
        assert_eq!(
            refused.fault(),
            &MultipartFault::Truncated,
            "{length} bytes"
        );
        assert_eq!(refused.offset(), Some(length));
    }
}

#[test]
fn a_body_that_closes_before_its_first_part_is_refused() {
    for body in [&b"--sep--\r\n"[..], b"preamble\r\n--sep--", b"\r\n--sep--"] {
        assert_eq!(fault(body), MultipartFault::NoParts);
    }
}

#[test]
fn a_body_without_any_boundary_is_refused() {
    assert_eq!(fault(b""), MultipartFault::Truncated);
    assert_eq!(fault(b"").rule().code, "xapi.multipart.framing");
    assert_eq!(fault(b"{\"actor\":1}"), MultipartFault::Truncated);
    assert_eq!(
        fault(b"--other\r\n\r\none\r\n--other--\r\n"),
        MultipartFault::Truncated
    );
}

#[test]
fn bare_line_feeds_end_no_line() {
    assert_eq!(
        fault(b"--sep\n\none\n--sep--\n"),
        MultipartFault::BoundaryTail
    );
    assert_eq!(
        fault(b"--sep\r\nA: b\n\none\r\n--sep--"),
        MultipartFault::BareLineFeed
    );
    assert_eq!(
        fault(b"--sep\r\n\none\r\n--sep--"),
        MultipartFault::BareLineFeed
    );
    let body = b"--sep\r\n\r\none\n--sep\n\ntwo\r\n--sep--";
    assert_eq!(contents(body), [b"one\n--sep\n\ntwo"]);
}

#[test]
fn bare_line_feeds_are_taken_where_they_are_asked_for() {
    let expected = [&b"one\r\ntwo\n"[..], b"", b"three"];
    let body = b"\n--sep\nA: b\n\none\r\ntwo\n\n--sep\n\n--sep\r\n\nthree\r\n--sep--\nbye";
    for size in [1, 2, 3, 5, usize::MAX] {
        let (parts, outcome) = read_in(reader().lenient_line_feeds(), body, size);
        outcome.unwrap();
        let found: Vec<_> = parts.iter().map(|part| &part.content[..]).collect();
        assert_eq!(found, expected, "{size}");
    }
}

#[test]
fn a_lenient_reader_still_refuses_a_boundary_that_goes_on() {
    let lenient = reader().lenient_line_feeds();
    for body in [
        &b"--sep\n\none\n--separate\n--sep--"[..],
        b"--sep\r\r\n\none\n--sep--",
    ] {
        assert_eq!(fault_of(&lenient, body), MultipartFault::BoundaryTail);
    }
    assert_eq!(
        fault_of(&lenient, b"--sep\n\none"),
        MultipartFault::Truncated
    );
}

#[test]
fn a_reader_that_refused_goes_on_refusing() {
    let mut reader = reader();
    let mut body = &b"--sepx"[..];
    let refused = reader.feed(&mut body).unwrap_err();
    let mut more = &b"\r\n--sep\r\n\r\none\r\n--sep--"[..];
    assert_eq!(reader.feed(&mut more).unwrap_err(), refused);
    assert_eq!(reader.finish().unwrap_err(), refused);
}

#[test]
fn a_fault_tells_its_part_and_its_place() {
    let body = b"--sep\r\n\r\none\r\n--sep\r\nbad\r\n\r\n\r\n--sep--";
    let refused = read_in(reader(), body, 4).1.unwrap_err();
    assert_eq!((refused.part(), refused.offset()), (Some(2), Some(21)));
    let report = refused.to_report();
    let finding = report.first_error().unwrap();
    assert_eq!(finding.code, "xapi.multipart.head");
    assert_eq!(finding.place.offset, Some(21));
    assert!(finding.message.starts_with("part 2: line of a part's head"));
}
