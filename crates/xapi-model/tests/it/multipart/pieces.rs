//! The events of a body do not depend on how its bytes arrive.

use proptest::prelude::*;
use xapi_model::multipart::{Boundary, MultipartLimits, MultipartReader};

use super::{Part, read_in, reader};

/// Bytes that are mostly pieces of the delimiter.
fn nasty() -> impl Strategy<Value = Vec<u8>> {
    let word = prop_oneof![
        Just(&b"\r\n--sep"[..]),
        Just(&b"\r\n--se"[..]),
        Just(&b"\r\n--"[..]),
        Just(&b"--sep"[..]),
        Just(&b"\r\n"[..]),
        Just(&b"\r"[..]),
        Just(&b"\n"[..]),
        Just(&b"-"[..]),
        Just(&b"--"[..]),
        Just(&b" "[..]),
        Just(&b"A: b\r\n"[..]),
        Just(&b"x"[..]),
        Just(&b"\0\xff"[..]),
    ];
    prop::collection::vec(word, 0..40).prop_map(|words| words.concat())
}

fn same_in_pieces(reader: &MultipartReader, body: &[u8]) {
    let whole = read_in(reader.clone(), body, usize::MAX);
    for size in [1, 2, 3, 7, 16] {
        assert_eq!(
            read_in(reader.clone(), body, size),
            whole,
            "pieces of {size}"
        );
    }
}

proptest! {
    #[test]
    fn any_body_gives_the_same_parts_or_the_same_fault_in_pieces(body in nasty()) {
        let body = [b"--sep\r\n\r\n", &body[..]].concat();
        same_in_pieces(&reader(), &body);
        same_in_pieces(&reader().lenient_line_feeds(), &body);
    }

    #[test]
    fn contents_without_the_boundary_come_back_from_any_cut(
        contents in prop::collection::vec(nasty(), 1..5),
        cut in any::<prop::sample::Index>(),
    ) {
        let boundary = Boundary::new("SEP'()+_,-./:=?0").unwrap();
        let mut body = Vec::new();
        for content in &contents {
            body.extend_from_slice(b"\r\n--SEP'()+_,-./:=?0\r\n\r\n");
            body.extend_from_slice(content);
        }
        body.extend_from_slice(b"\r\n--SEP'()+_,-./:=?0--\r\n");
        let mut reader = MultipartReader::new(&boundary, &MultipartLimits::DEFAULT);
        let (start, end) = body.split_at(cut.index(body.len()));
        let mut parts = Vec::new();
        for mut piece in [start, end] {
            while let Some(event) = reader.feed(&mut piece).unwrap() {
                super::take(&mut parts, event);
            }
        }
        reader.finish().unwrap();
        let found: Vec<_> = parts.into_iter().map(|part: Part| part.content).collect();
        prop_assert_eq!(found, contents);
    }
}

#[test]
fn a_body_cut_at_any_byte_gives_the_same_parts() {
    let body =
        b"pre\r\n--sep \r\nA: b\r\n c\r\n\r\n\r\n--se\r\n-\r\r\n\r\n--sep\t\r\n\r\n--sep\r\n\r\n\
        \r\n--sep--\r\npost";
    let whole = read_in(reader(), body, usize::MAX);
    whole.1.clone().unwrap();
    assert_eq!(whole.0.len(), 3);
    for cut in 0..=body.len() {
        let (start, end) = body.split_at(cut);
        let (mut reader, mut parts) = (reader(), Vec::new());
        for mut piece in [start, end] {
            while let Some(event) = reader.feed(&mut piece).unwrap() {
                super::take(&mut parts, event);
            }
        }
        reader.finish().unwrap();
        assert_eq!(parts, whole.0, "cut at {cut}");
    }
}
