//! Any bytes as a body of statements and attachments: no panic; the same parts, or the same fault
//! at the same place, in pieces of any size; what is read fits in what came.
#![no_main]

use edu_types::Profile;
use libfuzzer_sys::fuzz_target;
use xapi_model::multipart::{
    AttachmentEvent, Boundary, Declared, Event, MultipartError, MultipartLimits, MultipartReader,
    PartHead, StatementsPart, StatementsStep,
};

const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

type Parts = Vec<(PartHead, Vec<u8>)>;

fuzz_target!(|input: (u8, u8, bool, &[u8])| {
    let (first, then, lenient, body) = input;
    let boundary = Boundary::new("sep").expect("a boundary");
    let limits = MultipartLimits::DEFAULT.with_parts(8).with_head(256).with_part(512).with_total(4096);
    let mut reader = MultipartReader::new(&boundary, &limits);
    if lenient {
        reader = reader.lenient_line_feeds();
    }
    let whole = parts(reader.clone(), [body].into_iter());
    let start = body.len().min(usize::from(first));
    let (start, rest) = body.split_at(start);
    let pieces = [start].into_iter().chain(rest.chunks(usize::from(then).max(1)));
    let pieces = parts(reader, pieces);
    assert_eq!(whole.1, pieces.1);
    if whole.1.is_ok() {
        assert_eq!(whole.0, pieces.0);
        let content: usize = whole.0.iter().map(|(_, content)| content.len()).sum();
        assert!(content < body.len());
    }
    for profile in [Profile::strict(), Profile::lenient()] {
        if let Err(error) = statements(&boundary, &profile, &limits, body) {
            assert!(!error.rule().code.is_empty());
        }
    }
});

fn parts<'i>(
    mut reader: MultipartReader,
    pieces: impl Iterator<Item = &'i [u8]>,
) -> (Parts, Result<(), MultipartError>) {
    let mut parts = Parts::new();
    for mut piece in pieces {
        loop {
            match reader.feed(&mut piece) {
                Ok(Some(Event::Head(head))) => parts.push((head, Vec::new())),
                Ok(Some(Event::Content(bytes))) => {
                    parts.last_mut().expect("a part").1.extend_from_slice(bytes);
                }
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(error) => return (parts, Err(error)),
            }
        }
    }
    (parts, reader.finish())
}

fn statements(
    boundary: &Boundary,
    profile: &Profile,
    limits: &MultipartLimits,
    mut body: &[u8],
) -> Result<(), MultipartError> {
    let part = StatementsPart::new(boundary, profile, limits);
    let received = match part.feed(&mut body)? {
        StatementsStep::More(part) => return Err(part.ended()),
        StatementsStep::Done(received) => received,
    };
    let mut parts = received.expect([Declared::new(ABC).with_length(3)])?;
    let mut content = Vec::new();
    while let Some(event) = parts.feed(&mut body)? {
        match event {
            AttachmentEvent::Begin(_) => content.clear(),
            AttachmentEvent::Content(bytes) => content.extend_from_slice(bytes),
            AttachmentEvent::End(received) => {
                assert_eq!(usize::try_from(received.length), Ok(content.len()));
                assert!(received.sha2.to_string() != ABC || content == b"abc");
            }
        }
    }
    for received in parts.finish()?.attachments() {
        assert_eq!(received.sha2.to_string(), ABC);
    }
    Ok(())
}
