//! Bodies of statements and attachments, from outside.

mod attachments;
mod bounds;
mod data;
mod framing;
mod heads;
mod pieces;
mod statements;
mod writing;

use xapi_model::multipart::{
    Boundary, Event, MultipartError, MultipartFault, MultipartLimits, MultipartReader, PartHead,
};

/// A part as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) head: PartHead,
    pub(crate) content: Vec<u8>,
    pub(crate) ended: bool,
}

/// The boundary of most bodies here.
pub(crate) fn boundary() -> Boundary {
    Boundary::new("sep").unwrap()
}

/// A reader with the limits of every day.
pub(crate) fn reader() -> MultipartReader {
    MultipartReader::new(&boundary(), &MultipartLimits::DEFAULT)
}

/// Reads a body in pieces of a size; also says what came before an error.
pub(crate) fn read_in(
    mut reader: MultipartReader,
    body: &[u8],
    size: usize,
) -> (Vec<Part>, Result<(), MultipartError>) {
    let mut parts: Vec<Part> = Vec::new();
    for mut piece in body.chunks(size.max(1)) {
        loop {
            match reader.feed(&mut piece) {
                Ok(Some(event)) => take(&mut parts, event),
                Ok(None) => break,
                Err(error) => return (parts, Err(error)),
            }
        }
        assert!(
            piece.is_empty(),
            "a reader that wants more has used what it had"
        );
    }
    (parts, reader.finish())
}

fn take(parts: &mut Vec<Part>, event: Event<'_>) {
    match event {
        Event::Head(head) => parts.push(Part {
            head,
            content: Vec::new(),
            ended: false,
        }),
        Event::Content(bytes) => {
            assert!(!bytes.is_empty(), "content events are never empty");
            parts.last_mut().unwrap().content.extend_from_slice(bytes);
        }
        Event::End => parts.last_mut().unwrap().ended = true,
        _ => panic!("an event that is new"),
    }
}

/// The contents of a body that must be read.
pub(crate) fn contents(body: &[u8]) -> Vec<Vec<u8>> {
    let (parts, outcome) = read_in(reader(), body, usize::MAX);
    outcome.unwrap();
    assert!(parts.iter().all(|part| part.ended));
    parts.into_iter().map(|part| part.content).collect()
}

/// The fault of a body that must be refused, however its bytes arrive.
pub(crate) fn fault(body: &[u8]) -> MultipartFault {
    fault_of(&reader(), body)
}

/// The same with a reader of one's own.
pub(crate) fn fault_of(reader: &MultipartReader, body: &[u8]) -> MultipartFault {
    let whole = read_in(reader.clone(), body, usize::MAX).1.unwrap_err();
    let bytes = read_in(reader.clone(), body, 1).1.unwrap_err();
    assert_eq!(whole, bytes, "the same fault at the same place");
    whole.fault().clone()
}
