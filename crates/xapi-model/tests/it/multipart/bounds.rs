//! Every bound is named where it is met, and no body costs more than its bytes.

use edu_types::{LimitExceeded, Profile};
use xapi_model::multipart::{
    Declared, Digest, Event, MultipartFault, MultipartLimits, MultipartReader, StatementsPart,
    StatementsStep,
};

use super::{boundary, fault_of, read_in, reader};

fn limited(change: impl Fn(MultipartLimits) -> MultipartLimits) -> MultipartReader {
    MultipartReader::new(&boundary(), &change(MultipartLimits::DEFAULT))
}

fn exceeded(what: &'static str, limit: usize) -> MultipartFault {
    MultipartFault::TooLarge(LimitExceeded::new(what, limit.saturating_add(1), limit))
}

#[test]
fn a_body_with_too_many_parts_is_refused() {
    let body = b"--sep\r\n\r\n1\r\n--sep\r\n\r\n2\r\n--sep\r\n\r\n3\r\n--sep--";
    let reader = limited(|limits| limits.with_parts(2));
    assert_eq!(fault_of(&reader, body), exceeded("parts", 2));
    assert!(
        read_in(limited(|limits| limits.with_parts(3)), body, 9)
            .1
            .is_ok()
    );
}

#[test]
fn a_head_that_is_too_long_is_refused_even_without_end() {
    let reader = limited(|limits| limits.with_head(64));
    let endless = [b"--sep\r\nA: ".to_vec(), vec![b'x'; 1000]].concat();
    assert_eq!(fault_of(&reader, &endless), exceeded("part head bytes", 64));
    let lines = [b"--sep\r\n".to_vec(), b"A: b\r\n".repeat(20)].concat();
    assert_eq!(fault_of(&reader, &lines), exceeded("part head bytes", 64));
    let folded = [b"--sep\r\nA: b\r\n".to_vec(), b" \r\n".repeat(40)].concat();
    assert_eq!(fault_of(&reader, &folded), exceeded("part head bytes", 64));
}

#[test]
fn too_many_headers_are_refused() {
    let reader = limited(|limits| limits.with_headers(3));
    let body = [
        b"--sep\r\n".to_vec(),
        b"A: b\r\n".repeat(4),
        b"\r\n\r\n--sep--".to_vec(),
    ]
    .concat();
    assert_eq!(fault_of(&reader, &body), exceeded("part headers", 3));
}

#[test]
fn content_that_is_too_long_is_refused() {
    let reader = limited(|limits| limits.with_part(8));
    for content in [&b"123456789"[..], b"1234567\r\n", b"\r\n--se\r\n--se"] {
        let body = [b"--sep\r\n\r\n", content, b"\r\n--sep--"].concat();
        assert_eq!(fault_of(&reader, &body), exceeded("part bytes", 8));
    }
    assert!(
        read_in(reader, b"--sep\r\n\r\n12345678\r\n--sep--", 3)
            .1
            .is_ok()
    );
}

#[test]
fn the_bound_of_a_part_holds_for_each_part_by_itself() {
    let reader = limited(|limits| limits.with_part(3));
    let body = b"--sep\r\n\r\n123\r\n--sep\r\n\r\n456\r\n--sep--";
    assert!(read_in(reader, body, 2).1.is_ok());
}

#[test]
fn a_body_that_is_too_long_is_refused_wherever_it_goes_on() {
    let reader = limited(|limits| limits.with_total(40));
    for body in [
        vec![b'x'; 41],
        [b"--sep".to_vec(), vec![b' '; 40]].concat(),
        [b"--sep\r\n\r\n".to_vec(), vec![b'x'; 40]].concat(),
        [b"--sep\r\n\r\n1\r\n--sep--\r\n".to_vec(), vec![b'x'; 40]].concat(),
    ] {
        assert_eq!(fault_of(&reader, &body), exceeded("total", 40));
    }
    let whole = [
        b"--sep\r\n\r\n".to_vec(),
        vec![b'x'; 22],
        b"\r\n--sep--".to_vec(),
    ]
    .concat();
    assert_eq!(whole.len(), 40);
    assert!(read_in(reader, &whole, 7).1.is_ok());
}

#[test]
fn statements_that_are_too_long_are_refused() {
    let limits = MultipartLimits::DEFAULT.with_statements(4);
    for size in [1, 3, 100] {
        let mut part = StatementsPart::new(&boundary(), &Profile::strict(), &limits);
        let body = b"--sep\r\nContent-Type: application/json\r\n\r\n[1,2]\r\n--sep--";
        let refused = body.chunks(size).find_map(|mut piece| {
            match part.clone().feed(&mut piece) {
                Ok(StatementsStep::More(more)) => part = more,
                Ok(StatementsStep::Done(_)) => panic!("five bytes"),
                Err(error) => return Some(error),
            }
            None
        });
        let refused = refused.unwrap();
        assert_eq!(refused.fault(), &exceeded("statements bytes", 4));
        assert!(refused.is_limit());
        assert_eq!(refused.rule().code, "xapi.multipart.limit");
    }
}

#[test]
fn an_attachment_of_a_gigabyte_is_refused_by_a_named_limit() {
    let start = b"--sep\r\nContent-Type: application/json\r\n\r\n{}\r\n--sep\r\n\
        Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: ";
    let hash = Digest::of(b"a gigabyte").to_string();
    let mut rest = &[start, hash.as_bytes(), b"\r\n\r\n"].concat()[..];
    let limits = MultipartLimits::DEFAULT.with_part(1 << 20);
    let part = StatementsPart::new(&boundary(), &Profile::strict(), &limits);
    let StatementsStep::Done(received) = part.feed(&mut rest).unwrap() else {
        panic!("the statements are there");
    };
    let mut parts = received.expect([Declared::new(&hash)]).unwrap();
    while parts.feed(&mut rest).unwrap().is_some() {}
    let quarter = vec![0; 1 << 18];
    let refused = (0..4096).find_map(|_| {
        let mut piece = &quarter[..];
        loop {
            match parts.feed(&mut piece) {
                Ok(Some(_)) => {}
                Ok(None) => return None,
                Err(error) => return Some(error),
            }
        }
    });
    assert_eq!(refused.unwrap().fault(), &exceeded("part bytes", 1 << 20));
}

/// Feeds a piece again and again, a gigabyte in all, and says what was refused and after how many
/// bytes of content.
fn of_a_gigabyte(mut start: &[u8], piece: &[u8]) -> (MultipartFault, usize) {
    let mut reader = limited(|limits| limits);
    while reader.feed(&mut start).unwrap().is_some() {}
    let mut content = 0_usize;
    for _ in 0..(1_usize << 30).div_ceil(piece.len()) {
        let mut rest = piece;
        loop {
            match reader.feed(&mut rest) {
                Ok(Some(Event::Content(bytes))) => content = bytes.len().saturating_add(content),
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(error) => return (error.fault().clone(), content),
            }
        }
    }
    panic!("a gigabyte was taken in");
}

#[test]
fn a_gigabyte_is_refused_by_the_bounds_that_hold_by_default() {
    let limits = MultipartLimits::DEFAULT;
    let head = b"--sep\r\n\r\n";
    for content in [vec![b'x'; 1 << 20], b"\r\n--se".repeat(150_000)] {
        let (refused, taken) = of_a_gigabyte(head, &content);
        assert_eq!(refused, exceeded("part bytes", limits.part));
        assert!(taken <= limits.part, "{taken}");
    }
    let part = [&b"\r\n--sep\r\n\r\n"[..], &vec![b'x'; 1 << 20]].concat();
    let (refused, taken) = of_a_gigabyte(b"", &part);
    assert_eq!(refused, exceeded("total", limits.total));
    assert!(taken <= limits.total, "{taken}");
    let (refused, _) = of_a_gigabyte(b"", b"\r\n--sep\r\n\r\nx");
    assert_eq!(refused, exceeded("parts", limits.parts));
    let (refused, _) = of_a_gigabyte(b"--sep\r\nA: ", &vec![b'x'; 1 << 20]);
    assert_eq!(refused, exceeded("part head bytes", limits.head));
    let (refused, taken) = of_a_gigabyte(b"", &vec![b'x'; 1 << 20]);
    assert_eq!((refused, taken), (exceeded("total", limits.total), 0));
}

#[test]
fn look_alikes_without_end_give_one_event_for_each_piece() {
    let start = b"--sep\r\n\r\n";
    for look_alike in [
        &b"\r"[..],
        b"\r\n",
        b"\r\n--se",
        b"\r\n-\r\n--se",
        b"\r\r\n\r\n-",
    ] {
        let body = [&start[..], &look_alike.repeat(20_000)].concat();
        let mut reader = reader();
        let mut events = 0_usize;
        for mut piece in body.chunks(1 << 16) {
            while reader.feed(&mut piece).unwrap().is_some() {
                events += 1;
            }
        }
        let pieces = body.len().div_ceil(1 << 16);
        assert!(
            events <= 2 * pieces + 1,
            "{events} events in {pieces} pieces"
        );
    }
}
