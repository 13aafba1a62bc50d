//! The parts after the statements: the data of attachments.

use edu_types::Report;

use super::declared::Expected;
use super::digest::Hasher;
use super::judge::Judge;
use super::media_type::MediaTypeParts;
use super::{Digest, Event, MultipartError, MultipartFault, MultipartReader, PartHead};

/// Reads the data of attachments as it arrives, and judges it by what the statements say.
///
/// Data is handed on at once and not kept. It must not be used for good before the
/// [`AttachmentEvent::End`] of its part, which vouches for its hash, and before
/// [`AttachmentParts::finish`], which vouches for the request.
///
/// Parts and attachments meet by hash alone. One part may serve many attachments, and data may come
/// twice.
///
/// Spec: xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3.
#[derive(Clone, Debug)]
pub struct AttachmentParts {
    reader: MultipartReader,
    judge: Judge,
    expected: Expected,
    current: Option<Current>,
    received: Vec<ReceivedAttachment>,
    place: Position,
}

/// What arrives after the statements.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each"
)]
pub enum AttachmentEvent<'r> {
    /// The data of an attachment begins.
    Begin(AttachmentHead),
    /// The next bytes of the data, never empty.
    Content(&'r [u8]),
    /// The data is complete and has the hash that its part names.
    End(ReceivedAttachment),
}

/// What a part says about the data it brings.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AttachmentHead {
    /// The hash that the data must have.
    pub sha2: Digest,
    /// Whether anybody needs the data.
    pub use_of_part: PartUse,
}

/// Whether anybody needs the data of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each"
)]
pub enum PartUse {
    /// At least one attachment has this hash, and the data comes for the first time.
    Expected,
    /// The data came before in the same body; it may be dropped.
    Repeated,
    /// No attachment has this hash, and the profile tolerates it; the data should be dropped.
    Excess,
}

/// The data of an attachment whose hash was computed and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedAttachment {
    /// The hash of the data.
    pub sha2: Digest,
    /// Bytes of the data.
    pub length: u64,
}

/// A body that was read to its end and has what its statements need.
#[derive(Clone, Debug)]
pub struct ReceivedAttachments {
    attachments: Vec<ReceivedAttachment>,
    report: Report,
}

/// A part that is not complete yet.
#[derive(Clone, Debug)]
struct Current {
    sha2: Digest,
    hasher: Hasher,
    length: u64,
    declared_length: Option<Box<str>>,
    use_of_part: PartUse,
}

/// Where in the body the reader is.
#[derive(Clone, Copy, Debug)]
struct Position {
    part: usize,
    offset: usize,
}

impl AttachmentParts {
    pub(super) fn new(reader: MultipartReader, judge: Judge, expected: Expected) -> Self {
        let place = Position {
            part: reader.parts(),
            offset: reader.offset(),
        };
        Self {
            reader,
            judge,
            expected,
            current: None,
            received: Vec::new(),
            place,
        }
    }

    /// Takes the next event from the bytes that arrived; `None` says that all of them are used.
    ///
    /// What was used is cut off `input`.
    ///
    /// # Errors
    ///
    /// [`MultipartError`] when the body breaks a rule or a limit; what follows is refused too.
    pub fn feed<'r, 'i: 'r>(
        &'r mut self,
        input: &mut &'i [u8],
    ) -> Result<Option<AttachmentEvent<'r>>, MultipartError> {
        self.judge.check()?;
        let before = input.len();
        let event = self.reader.feed(input)?;
        let used = before.saturating_sub(input.len());
        self.place.offset = self.place.offset.saturating_add(used);
        Ok(Some(match event {
            None => return Ok(None),
            Some(Event::Head(head)) => {
                self.place.part = self.place.part.saturating_add(1);
                let current = begin(&head, &mut self.expected, &mut self.judge, self.place)?;
                let head = current.head();
                self.current = Some(current);
                AttachmentEvent::Begin(head)
            }
            Some(Event::Content(bytes)) => {
                if let Some(current) = &mut self.current {
                    current.take(bytes);
                }
                AttachmentEvent::Content(bytes)
            }
            Some(Event::End) => {
                let Some(current) = self.current.take() else {
                    return Ok(None);
                };
                let use_of_part = current.use_of_part;
                let received = end(current, &mut self.expected, &mut self.judge, self.place)?;
                if use_of_part == PartUse::Expected {
                    self.received.push(received);
                }
                AttachmentEvent::End(received)
            }
        }))
    }

    /// Says that the body is over.
    ///
    /// # Errors
    ///
    /// [`MultipartFault::Truncated`] when its closing boundary did not come,
    /// [`MultipartFault::DataMissing`] when an attachment has neither data nor `fileUrl`, and any
    /// earlier error again.
    pub fn finish(mut self) -> Result<ReceivedAttachments, MultipartError> {
        self.judge.check()?;
        self.reader.finish()?;
        for attachment in self.expected.missing() {
            self.judge
                .note(MultipartFault::DataMissing { attachment }.into())?;
        }
        Ok(ReceivedAttachments {
            attachments: self.received,
            report: self.judge.into_report(),
        })
    }
}

impl ReceivedAttachments {
    /// The data that came and that an attachment asks for, each once.
    pub fn attachments(&self) -> &[ReceivedAttachment] {
        &self.attachments
    }

    /// What is amiss with the body without being an error under its profile.
    pub const fn report(&self) -> &Report {
        &self.report
    }
}

impl Current {
    const fn head(&self) -> AttachmentHead {
        AttachmentHead {
            sha2: self.sha2,
            use_of_part: self.use_of_part,
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.length = self.length.saturating_add(length);
    }
}

impl Position {
    const fn error(self, fault: MultipartFault) -> MultipartError {
        MultipartError::new(fault)
            .in_part(self.part)
            .at(self.offset)
    }
}

/// Judges the head of a part.
fn begin(
    head: &PartHead,
    expected: &mut Expected,
    judge: &mut Judge,
    place: Position,
) -> Result<Current, MultipartError> {
    match head.transfer_encoding.as_deref() {
        Some(encoding) if encoding.eq_ignore_ascii_case("binary") => {}
        Some(_) => judge.note(place.error(MultipartFault::Encoded))?,
        None => judge.note(place.error(MultipartFault::EncodingMissing))?,
    }
    let sha2 = match head.hash.as_deref().map(Digest::parse) {
        Some(Some(sha2)) => sha2,
        Some(None) => return Err(refuse(judge, place.error(MultipartFault::HashMalformed))),
        None => return Err(refuse(judge, place.error(MultipartFault::HashMissing))),
    };
    let content_type = content_type(head, judge, place)?;
    let (fault, use_of_part) = match expected.wanted(&sha2) {
        None => (Some(MultipartFault::Excess), PartUse::Excess),
        Some(wanted) if wanted.received => (Some(MultipartFault::Repeated), PartUse::Repeated),
        Some(wanted) => {
            if let Some(content_type) = &content_type {
                for fault in wanted.type_faults(content_type) {
                    judge.note(place.error(fault))?;
                }
            }
            (None, PartUse::Expected)
        }
    };
    if let Some(fault) = fault {
        judge.note(place.error(fault))?;
    }
    Ok(Current {
        sha2,
        hasher: Hasher::new(sha2.family()),
        length: 0,
        declared_length: head.content_length.clone(),
        use_of_part,
    })
}

/// The media type that a part says it has; none where it says no such thing.
fn content_type<'h>(
    head: &'h PartHead,
    judge: &mut Judge,
    place: Position,
) -> Result<Option<MediaTypeParts<'h>>, MultipartError> {
    let Some(text) = head.content_type.as_deref() else {
        judge.note(place.error(MultipartFault::TypeMissing))?;
        return Ok(None);
    };
    let parts = MediaTypeParts::parse(text);
    if parts.is_none() {
        judge.note(place.error(MultipartFault::HeaderMalformed))?;
    }
    Ok(parts)
}

/// Judges the data of a part that is complete.
fn end(
    current: Current,
    expected: &mut Expected,
    judge: &mut Judge,
    place: Position,
) -> Result<ReceivedAttachment, MultipartError> {
    let (sha2, length) = (current.sha2, current.length);
    if current.hasher.finish() != sha2 {
        return Err(refuse(judge, place.error(MultipartFault::HashDiffers)));
    }
    let announced = current.declared_length.as_deref();
    if announced.is_some_and(|text| text.parse() != Ok(length)) {
        judge.note(place.error(MultipartFault::ContentLengthDiffers { found: length }))?;
    }
    if current.use_of_part == PartUse::Expected
        && let Some(wanted) = expected.wanted(&sha2)
    {
        wanted.received = true;
        for fault in wanted.length_faults(length) {
            judge.note(place.error(fault))?;
        }
    }
    Ok(ReceivedAttachment { sha2, length })
}

/// Refuses what no profile tolerates.
fn refuse(judge: &mut Judge, error: MultipartError) -> MultipartError {
    // The rule guards security, so that the note is an error under every profile.
    judge.note(error.clone()).err().unwrap_or(error)
}
