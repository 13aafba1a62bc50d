//! Any `multipart/mixed` body, event by event, as its bytes arrive.

use core::ops::Range;

use edu_types::LimitExceeded;

use super::delimiter::{Delimiter, Scan};
use super::{Boundary, MultipartError, MultipartFault, MultipartLimits, PartHead};

/// Takes a body apart while it arrives, and keeps no content.
///
/// Bytes are handed over in pieces of any size; the events are the same whatever the pieces,
/// but for where the content of a part is cut. The work is linear in the bytes.
///
/// What stands before the first boundary and after the last is left out. Lines end in CRLF.
/// A boundary with anything but blanks after it on its line is refused and not taken for content,
/// because other readers disagree about it.
///
/// ```
/// use xapi_model::multipart::{Boundary, Event, MultipartLimits, MultipartReader};
///
/// # fn main() -> Result<(), xapi_model::multipart::MultipartError> {
/// let mut reader = MultipartReader::new(&Boundary::new("b")?, &MultipartLimits::DEFAULT);
/// let mut content = Vec::new();
/// for mut piece in [&b"--b\r\n\r\none\r"[..], b"\ntwo\r\n--b", b"--"] {
///     while let Some(event) = reader.feed(&mut piece)? {
///         if let Event::Content(bytes) = event {
///             content.extend_from_slice(bytes);
///         }
///     }
/// }
/// reader.finish()?;
/// assert_eq!(content, b"one\r\ntwo");
/// # Ok(())
/// # }
/// ```
///
/// Spec: RFC 2046 §5.1.1.
#[derive(Clone, Debug)]
pub struct MultipartReader {
    delimiter: Delimiter,
    limits: MultipartLimits,
    state: State,
    /// Parts begun.
    parts: usize,
    /// Bytes taken of the whole body.
    offset: usize,
    /// Bytes of the body before the head, then before the content, of the current part.
    begun: usize,
    /// Bytes seen of the current part's content.
    content: usize,
    head: Vec<u8>,
    failed: Option<MultipartError>,
}

/// What a body is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'r> {
    /// A part begins.
    Head(PartHead),
    /// The next bytes of the part's content, never empty.
    Content(&'r [u8]),
    /// The part is complete.
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Preamble,
    Head { line: usize },
    Content,
    Tail(Tail),
    Epilogue,
}

/// What follows the boundary on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tail {
    Start,
    Padding,
    Return,
    Dash,
    ClosePadding,
    CloseReturn,
}

/// An event that borrows from the bytes handed over alone.
enum Found<'i> {
    Head(PartHead),
    Content(&'i [u8]),
    Held(Range<usize>),
    End,
}

impl MultipartReader {
    /// A reader of a body with that boundary.
    pub fn new(boundary: &Boundary, limits: &MultipartLimits) -> Self {
        Self {
            delimiter: Delimiter::new(boundary),
            limits: *limits,
            state: State::Preamble,
            parts: 0,
            offset: 0,
            begun: 0,
            content: 0,
            head: Vec::new(),
            failed: None,
        }
    }

    /// Takes a line feed alone for a line end too, as hand-made bodies have it.
    ///
    /// The line end before a boundary is then CRLF where it can be, so that content which ends in
    /// a carriage return loses it before a bare line feed.
    #[must_use]
    pub const fn lenient_line_feeds(mut self) -> Self {
        self.delimiter.set_lenient();
        self
    }

    /// Takes the next event from the bytes that arrived; `None` says that all of them are used.
    ///
    /// What was used is cut off `input`.
    ///
    /// # Errors
    ///
    /// [`MultipartError`] when the body breaks a rule of its form or a limit. The reader then
    /// gives the same error for whatever follows.
    pub fn feed<'r, 'i: 'r>(
        &'r mut self,
        input: &mut &'i [u8],
    ) -> Result<Option<Event<'r>>, MultipartError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        match self.advance(input) {
            Ok(found) => Ok(found.map(|found| self.event(found))),
            Err(error) => {
                self.failed = Some(error.clone());
                Err(error)
            }
        }
    }

    /// Says that the body is over.
    ///
    /// # Errors
    ///
    /// [`MultipartFault::Truncated`] when its closing boundary did not come, and any earlier
    /// error again.
    pub fn finish(self) -> Result<(), MultipartError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        match self.state {
            State::Epilogue | State::Tail(Tail::ClosePadding) => Ok(()),
            State::Preamble | State::Head { .. } | State::Content | State::Tail(_) => {
                Err(self.error(MultipartFault::Truncated))
            }
        }
    }

    /// Parts begun so far.
    pub const fn parts(&self) -> usize {
        self.parts
    }

    /// Bytes of the body used so far.
    pub const fn offset(&self) -> usize {
        self.offset
    }

    fn event<'r, 'i: 'r>(&'r self, found: Found<'i>) -> Event<'r> {
        match found {
            Found::Head(head) => Event::Head(head),
            Found::Content(bytes) => Event::Content(bytes),
            Found::Held(range) => Event::Content(self.delimiter.held(range)),
            Found::End => Event::End,
        }
    }

    fn advance<'i>(&mut self, input: &mut &'i [u8]) -> Result<Option<Found<'i>>, MultipartError> {
        while !input.is_empty() || self.delimiter.is_whole() {
            let left = self.limits.total.saturating_sub(self.offset);
            if left == 0 && !self.delimiter.is_whole() {
                return Err(self.beyond("total", self.limits.total).at(self.offset));
            }
            let window = input.get(..left).unwrap_or(input);
            let (taken, found) = match self.state {
                State::Preamble | State::Content => self.search(window)?,
                State::Head { line } => self.read_head(window, line)?,
                State::Tail(tail) => (1, self.read_tail(window, tail)?),
                State::Epilogue => (window.len(), None),
            };
            self.offset = self.offset.saturating_add(taken);
            *input = input.get(taken..).unwrap_or_default();
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Looks for the boundary; what is none is content, or preamble.
    fn search<'i>(
        &mut self,
        window: &'i [u8],
    ) -> Result<(usize, Option<Found<'i>>), MultipartError> {
        let inside = self.state == State::Content;
        let (taken, scan) = self.delimiter.scan(window);
        let (length, found) = match scan {
            Scan::Whole => {
                self.state = State::Tail(Tail::Start);
                return Ok((taken, inside.then_some(Found::End)));
            }
            Scan::More => return Ok((taken, None)),
            Scan::Content(bytes) => (bytes.len(), Found::Content(bytes)),
            Scan::Held(range) => (range.len(), Found::Held(range)),
        };
        if !inside || length == 0 {
            return Ok((taken, None));
        }
        self.content = self.content.saturating_add(length);
        if self.content > self.limits.part {
            let limit = self.limits.part;
            return Err(self.beyond("part bytes", limit).at(self.in_part(limit)));
        }
        Ok((taken, Some(found)))
    }

    /// Collects the head of a part up to its empty line.
    fn read_head<'i>(
        &mut self,
        window: &[u8],
        line: usize,
    ) -> Result<(usize, Option<Found<'i>>), MultipartError> {
        let feed = memchr::memchr(b'\n', window);
        let taken = feed.map_or(window.len(), |feed| feed.saturating_add(1));
        let limit = self.limits.head;
        if taken > limit.saturating_sub(self.head.len()) {
            return Err(self
                .beyond("part head bytes", limit)
                .at(self.in_part(limit)));
        }
        self.head
            .extend_from_slice(window.get(..taken).unwrap_or_default());
        if feed.is_none() {
            return Ok((taken, None));
        }
        let newest = self.head.get(line..).unwrap_or_default();
        if !newest.ends_with(b"\r\n") && !self.delimiter.is_lenient() {
            return Err(self
                .error(MultipartFault::BareLineFeed)
                .at(self.in_part(line)));
        }
        if !matches!(newest, b"\r\n" | b"\n") {
            self.state = State::Head {
                line: self.head.len(),
            };
            return Ok((taken, None));
        }
        let head = PartHead::parse(&self.head, self.limits.headers);
        let head = head.map_err(|(fault, line)| self.error(fault).at(self.in_part(line)))?;
        self.head.clear();
        self.begun = self.offset.saturating_add(taken);
        self.content = 0;
        // The empty line may be the line end of the boundary too, where a part has no content.
        self.delimiter.begin_line();
        self.state = State::Content;
        Ok((taken, Some(Found::Head(head))))
    }

    /// Reads one byte of the rest of a boundary's line.
    fn read_tail<'i>(
        &mut self,
        window: &[u8],
        tail: Tail,
    ) -> Result<Option<Found<'i>>, MultipartError> {
        let byte = window.first().copied().unwrap_or_default();
        let lenient = self.delimiter.is_lenient();
        let next = match (tail, byte) {
            (Tail::Start, b'-') => State::Tail(Tail::Dash),
            (Tail::Start | Tail::Padding, b' ' | b'\t') => State::Tail(Tail::Padding),
            (Tail::Start | Tail::Padding, b'\r') => State::Tail(Tail::Return),
            (Tail::Start | Tail::Padding, b'\n') if lenient => return self.begin_part(),
            (Tail::Return, b'\n') => return self.begin_part(),
            (Tail::Dash, b'-') if self.parts == 0 => {
                return Err(self.error(MultipartFault::NoParts));
            }
            (Tail::Dash, b'-') | (Tail::ClosePadding, b' ' | b'\t') => {
                State::Tail(Tail::ClosePadding)
            }
            (Tail::ClosePadding, b'\r') => State::Tail(Tail::CloseReturn),
            (Tail::ClosePadding, b'\n') if lenient => State::Epilogue,
            (Tail::CloseReturn, b'\n') => State::Epilogue,
            // Any byte that its place in the line does not allow.
            _ => return Err(self.error(MultipartFault::BoundaryTail)),
        };
        self.state = next;
        Ok(None)
    }

    fn begin_part<'i>(&mut self) -> Result<Option<Found<'i>>, MultipartError> {
        if self.parts >= self.limits.parts {
            return Err(self.beyond("parts", self.limits.parts).at(self.offset));
        }
        // The line feed before the head is not counted yet.
        self.begun = self.offset.saturating_add(1);
        self.parts = self.parts.saturating_add(1);
        self.state = State::Head { line: 0 };
        Ok(None)
    }

    fn beyond(&self, what: &'static str, limit: usize) -> MultipartError {
        // The first value beyond the limit: how many more would have come is not known.
        let exceeded = LimitExceeded::new(what, limit.saturating_add(1), limit);
        self.error(exceeded.into())
    }

    /// Bytes of the body before a place in the head or the content of the current part.
    const fn in_part(&self, bytes: usize) -> usize {
        self.begun.saturating_add(bytes)
    }

    fn error(&self, fault: MultipartFault) -> MultipartError {
        let error = MultipartError::new(fault).at(self.offset);
        match self.parts {
            0 => error,
            part => error.in_part(part),
        }
    }
}
