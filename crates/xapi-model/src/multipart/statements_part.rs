//! The first part of a body: the statements.

use core::fmt;

use edu_types::{LimitExceeded, Limits, Profile};

use super::declared::Expected;
use super::judge::Judge;
use super::media_type::MediaTypeParts;
use super::{
    AttachmentParts, Boundary, Declared, Event, MultipartError, MultipartFault, MultipartLimits,
    MultipartReader, PartHead,
};

/// Reads the statements of a body that also brings the data of attachments.
///
/// Taken and given back by value: whoever has a [`StatementsReceived`] has all statements, and
/// only that leads to the data.
///
/// Spec: xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3.
#[derive(Clone)]
pub struct StatementsPart {
    reader: MultipartReader,
    judge: Judge,
    limit: usize,
    json: Vec<u8>,
}

/// Whether the statements are complete.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "there is no third way")]
pub enum StatementsStep {
    /// All bytes were used; more are needed.
    More(StatementsPart),
    /// The statements are complete; bytes may be left that belong to what follows.
    Done(StatementsReceived),
}

/// The statements of a body whose other parts are still to be read.
#[derive(Clone)]
pub struct StatementsReceived {
    reader: MultipartReader,
    judge: Judge,
    json: Vec<u8>,
}

impl StatementsPart {
    /// A reader of a body with that boundary.
    pub fn new(boundary: &Boundary, profile: &Profile, limits: &MultipartLimits) -> Self {
        Self {
            reader: MultipartReader::new(boundary, limits),
            judge: Judge::new(profile),
            limit: limits.statements,
            json: Vec::new(),
        }
    }

    /// Takes a line feed alone for a line end too.
    ///
    /// See [`MultipartReader::lenient_line_feeds`].
    #[must_use]
    pub fn lenient_line_feeds(mut self) -> Self {
        self.reader = self.reader.lenient_line_feeds();
        self
    }

    /// Takes in bytes that arrived, up to the end of the statements; cuts them off `input`.
    ///
    /// # Errors
    ///
    /// [`MultipartError`] when the body breaks a rule of its form or a limit, or its first part
    /// is not JSON by its own word.
    pub fn feed(mut self, input: &mut &[u8]) -> Result<StatementsStep, MultipartError> {
        while let Some(event) = self.reader.feed(input)? {
            match event {
                Event::Head(head) => self.begin(&head)?,
                Event::Content(bytes) => {
                    let found = self.json.len().saturating_add(bytes.len());
                    // What is beyond the limit is not counted: it depends on how bytes arrive.
                    let first = found.min(self.limit.saturating_add(1));
                    Limits::check("statements bytes", first, self.limit).map_err(refuse)?;
                    self.json.extend_from_slice(bytes);
                }
                Event::End => {
                    return Ok(StatementsStep::Done(StatementsReceived {
                        reader: self.reader,
                        judge: self.judge,
                        json: self.json,
                    }));
                }
            }
        }
        Ok(StatementsStep::More(self))
    }

    /// Says that the body is over, which it must not be: gives the error for it.
    pub fn ended(self) -> MultipartError {
        let truncated = MultipartFault::Truncated.into();
        self.reader.finish().err().unwrap_or(truncated)
    }

    fn begin(&mut self, head: &PartHead) -> Result<(), MultipartError> {
        let offset = self.reader.offset();
        let at = |fault: MultipartFault| MultipartError::new(fault).in_part(1).at(offset);
        let content_type = head.content_type.as_deref().and_then(MediaTypeParts::parse);
        if !content_type.is_some_and(|found| found.is("application/json")) {
            self.judge.note(at(MultipartFault::StatementsType))?;
        }
        match head.transfer_encoding.as_deref() {
            Some(encoding) if !is_plain(encoding) => self.judge.note(at(MultipartFault::Encoded)),
            Some(_) | None => Ok(()),
        }
    }
}

impl StatementsReceived {
    /// The statements: one as an object or several in an array, not parsed yet.
    pub fn json(&self) -> &[u8] {
        &self.json
    }

    /// Goes on to the data of attachments, given what the statements say about them.
    ///
    /// All attachments of the body are declared, also those of statements that are stored already:
    /// a sender that repeats a request repeats its data.
    ///
    /// # Errors
    ///
    /// [`MultipartFault::DataMissing`] for an attachment that no data can match, where the profile
    /// makes it an error.
    pub fn expect<'s>(
        mut self,
        declared: impl IntoIterator<Item = Declared<'s>>,
    ) -> Result<AttachmentParts, MultipartError> {
        let expected = Expected::collect(declared, &mut self.judge)?;
        Ok(AttachmentParts::new(self.reader, self.judge, expected))
    }
}

impl fmt::Debug for StatementsPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Statements are about persons.
        write!(f, "StatementsPart({} bytes)", self.json.len())
    }
}

impl fmt::Debug for StatementsReceived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StatementsReceived({} bytes)", self.json.len())
    }
}

/// Whether the content is what was meant, byte for byte (RFC 2045 §6.2).
fn is_plain(encoding: &str) -> bool {
    ["binary", "8bit", "7bit"]
        .into_iter()
        .any(|plain| encoding.eq_ignore_ascii_case(plain))
}

fn refuse(exceeded: LimitExceeded) -> MultipartError {
    MultipartError::new(exceeded.into()).in_part(1)
}
