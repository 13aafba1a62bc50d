//! Finding the boundary in bytes that arrive in pieces, each byte looked at once.
//!
//! The delimiter is CRLF, two dashes and the boundary. A boundary has no carriage return, so a
//! candidate that fails leaves nothing to look at again: what matched can be no start of another.

use core::ops::Range;

use super::Boundary;

/// The delimiter of a body, and how much of it stands at the end of what was seen.
#[derive(Clone, Debug)]
pub(super) struct Delimiter {
    bytes: Box<[u8]>,
    /// Whether a line feed alone ends a line.
    lenient: bool,
    /// Bytes of the delimiter that the newest bytes seen are equal to.
    matched: usize,
    /// Where, in the delimiter, the bytes begin that would be content if the match fails.
    from: usize,
}

/// What the next bytes are.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Scan<'i> {
    /// Content; may be empty.
    Content(&'i [u8]),
    /// Bytes of earlier pieces that looked like a delimiter and are content; may be empty.
    Held(Range<usize>),
    /// The delimiter is complete.
    Whole,
    /// Nothing yet.
    More,
}

/// Bytes of the line end at the start of the delimiter.
const LINE_END: usize = 2;

impl Delimiter {
    pub(super) fn new(boundary: &Boundary) -> Self {
        let mut delimiter = Self {
            bytes: [b"\r\n--", boundary.as_str().as_bytes()].concat().into(),
            lenient: false,
            matched: 0,
            from: 0,
        };
        delimiter.begin_line();
        delimiter
    }

    pub(super) const fn set_lenient(&mut self) {
        self.lenient = true;
    }

    pub(super) const fn is_lenient(&self) -> bool {
        self.lenient
    }

    /// Says that a line begins here, whose end before it is no content.
    pub(super) const fn begin_line(&mut self) {
        self.matched = LINE_END;
        self.from = LINE_END;
    }

    /// Whether the next scan needs no bytes.
    pub(super) const fn is_whole(&self) -> bool {
        self.matched == self.bytes.len()
    }

    /// Bytes that were held.
    pub(super) fn held(&self, range: Range<usize>) -> &[u8] {
        self.bytes.get(range).unwrap_or_default()
    }

    /// Looks at the next bytes; says how many were taken and what they are.
    pub(super) fn scan<'i>(&mut self, window: &'i [u8]) -> (usize, Scan<'i>) {
        if self.is_whole() {
            self.forget();
            return (0, Scan::Whole);
        }
        if self.matched > 0 {
            return self.resume(window);
        }
        let mut looked = 0;
        while let Some((start, skip)) = self.candidate(window, looked) {
            let rest = window.get(start..).unwrap_or_default();
            let same = common(self.bytes.get(skip..).unwrap_or_default(), rest);
            let matched = skip.saturating_add(same);
            if same == rest.len() || matched == self.bytes.len() {
                (self.matched, self.from) = (matched, skip);
                let content = window.get(..start).unwrap_or_default();
                return (start.saturating_add(same), Scan::Content(content));
            }
            looked = start.saturating_add(same);
        }
        (window.len(), Scan::Content(window))
    }

    /// Goes on with a match that began in earlier bytes.
    fn resume<'i>(&mut self, window: &'i [u8]) -> (usize, Scan<'i>) {
        let rest = self.bytes.get(self.matched..).unwrap_or_default();
        let same = common(rest, window);
        let fails = same < rest.len() && same < window.len();
        self.matched = self.matched.saturating_add(same);
        if !fails {
            return (same, Scan::More);
        }
        let held = self.from..self.matched;
        self.forget();
        (same, Scan::Held(held))
    }

    /// Where the next candidate begins, and how much of the delimiter it leaves out.
    fn candidate(&self, window: &[u8], looked: usize) -> Option<(usize, usize)> {
        let rest = window.get(looked..)?;
        let found = if self.lenient {
            memchr::memchr2(b'\r', b'\n', rest)?
        } else {
            memchr::memchr(b'\r', rest)?
        };
        let bare = rest.get(found) == Some(&b'\n');
        Some((looked.saturating_add(found), usize::from(bare)))
    }

    const fn forget(&mut self) {
        self.matched = 0;
        self.from = 0;
    }
}

/// How many bytes two slices begin with alike.
fn common(one: &[u8], two: &[u8]) -> usize {
    one.iter()
        .zip(two)
        .take_while(|(one, two)| one == two)
        .count()
}
