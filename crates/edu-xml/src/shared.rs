//! Texts that are parts of pieces of the document they were read from.

use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::Deref;
use std::borrow::Cow;
use std::sync::Arc;

use crate::arena::Span;
use crate::text::{FromText, ToText};

/// A text that never changes, and may be a part of a longer one that others are parts of too.
///
/// Values that are read from one document share pieces of its text, of [`SharedText::PIECE`] bytes, instead of each
/// having its own memory: a manifest has thousands of them. A piece is freed with the last value that is a part of it.
///
/// It stands for its `str`: it dereferences to it, is compared, ordered and hashed as it, and is made
/// [`From`] whatever holds one.
///
/// ```
/// use edu_xml::SharedText;
///
/// let href = SharedText::from("content/index.html");
/// assert!(href.ends_with(".html"));
/// assert_eq!(href, "content/index.html");
/// ```
#[derive(Clone)]
pub struct SharedText {
    whole: Whole,
    part: Span,
}

/// What texts are parts of; behind a pointer of one word, so that a text is as small as a `Box<str>`.
pub(crate) type Whole = Arc<Box<str>>;

/// The part that is all of a text, however long.
const ALL: Span = Span {
    start: u32::MAX,
    length: 0,
};

impl SharedText {
    /// Bytes of a document that values share, unless one of them is longer.
    pub const PIECE: usize = 4096;

    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        if self.part == ALL {
            return &self.whole;
        }
        self.part.of(&self.whole)
    }
}

impl Default for SharedText {
    fn default() -> Self {
        Self::from("")
    }
}

impl Deref for SharedText {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for SharedText {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for SharedText {
    fn borrow(&self) -> &str {
        self
    }
}

impl From<Box<str>> for SharedText {
    fn from(text: Box<str>) -> Self {
        let (whole, part) = (Arc::new(text), ALL);
        Self { whole, part }
    }
}

impl From<&str> for SharedText {
    fn from(text: &str) -> Self {
        Self::from(Box::<str>::from(text))
    }
}

impl From<String> for SharedText {
    fn from(text: String) -> Self {
        Self::from(text.into_boxed_str())
    }
}

impl From<Cow<'_, str>> for SharedText {
    fn from(text: Cow<'_, str>) -> Self {
        Self::from(Box::<str>::from(text))
    }
}

impl From<SharedText> for String {
    fn from(text: SharedText) -> Self {
        text.as_str().to_owned()
    }
}

impl PartialEq for SharedText {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for SharedText {}

impl PartialEq<str> for SharedText {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for SharedText {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialOrd for SharedText {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SharedText {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl Hash for SharedText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

impl FromText for SharedText {
    fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
        Ok(text.into())
    }

    #[inline]
    fn from_passage(passage: &mut Passage<'_>) -> Result<Self, Cow<'static, str>> {
        Ok(passage.share())
    }
}

impl ToText for SharedText {
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }

    #[inline]
    fn is_written(&self, _: &str) -> bool {
        true
    }
}

/// The text of a value, where it stands in a document.
#[derive(Debug)]
pub struct Passage<'p> {
    text: &'p str,
    document: &'p str,
    piece: &'p mut Piece,
}

/// The piece of a document that was shared last.
#[derive(Debug, Default)]
pub(crate) struct Piece {
    whole: Option<Whole>,
    /// Where it starts in the document.
    start: usize,
}

impl Piece {
    /// A piece that begins there, which no earlier one does.
    fn at(document: &str, start: usize, least: usize) -> Self {
        let due = start.saturating_add(SharedText::PIECE.max(least));
        let end = (due..document.len()).find(|at| document.is_char_boundary(*at));
        let text = document.get(start..end.unwrap_or(document.len()));
        Self {
            whole: text.map(|text| Arc::new(text.into())),
            start,
        }
    }

    /// A part of the piece, where it is one.
    fn part(&self, start: usize, length: usize) -> Option<SharedText> {
        let whole = self.whole.as_ref()?;
        let from = start.checked_sub(self.start)?;
        let to = from.checked_add(length)?;
        (to <= whole.len()).then(|| SharedText {
            whole: Arc::clone(whole),
            part: Span::new(from, to),
        })
    }
}

impl<'p> Passage<'p> {
    /// A text of that document.
    #[inline]
    pub(crate) const fn new(text: &'p str, document: &'p str, piece: &'p mut Piece) -> Self {
        Self {
            text,
            document,
            piece,
        }
    }

    /// The text as it is meant.
    #[inline]
    pub const fn text(&self) -> &'p str {
        self.text
    }

    /// The text as a part of a piece of its document.
    ///
    /// It has its own memory where references or line ends were settled in it, and where it stands before what was
    /// shared last: pieces follow each other, so that all of them together are no longer than the document twice.
    #[inline]
    pub fn share(&mut self) -> SharedText {
        let (start, length) = match self.start() {
            Some(start) if start >= self.piece.start => (start, self.text.len()),
            _ => return self.text.into(),
        };
        if let Some(part) = self.piece.part(start, length) {
            return part;
        }
        *self.piece = Piece::at(self.document, start, length);
        let part = self.piece.part(start, length);
        part.unwrap_or_else(|| self.text.into())
    }

    /// Where the text starts in the document, if it stands there as it is meant.
    #[inline]
    fn start(&self) -> Option<usize> {
        let text = self.text.as_ptr().addr();
        let start = text.checked_sub(self.document.as_ptr().addr())?;
        let end = start.checked_add(self.text.len())?;
        let found = self.document.get(start..end)?;
        core::ptr::eq(found, self.text).then_some(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "<a b=\"é\"/>";

    #[test]
    fn texts_of_one_piece_share_it() {
        let mut piece = Piece::default();
        let mut of = |range: core::ops::Range<usize>| {
            Passage::new(DOCUMENT.get(range).unwrap(), DOCUMENT, &mut piece).share()
        };
        let (first, second) = (of(1..2), of(6..8));
        assert_eq!((first.as_str(), second.as_str()), ("a", "é"));
        assert!(Arc::ptr_eq(&first.whole, &second.whole));
    }

    #[test]
    fn a_text_before_what_was_shared_last_has_its_own_memory() {
        let mut piece = Piece::default();
        let mut of = |range: core::ops::Range<usize>| {
            Passage::new(DOCUMENT.get(range).unwrap(), DOCUMENT, &mut piece).share()
        };
        let (first, second) = (of(6..8), of(1..2));
        assert_eq!((first.as_str(), second.as_str()), ("é", "a"));
        assert_eq!(second.whole.len(), 1);
    }

    #[test]
    fn every_text_of_a_long_document_is_found_in_a_piece_of_few_bytes() {
        let document = "é-1 ".repeat(3000);
        let mut piece = Piece::default();
        let (mut wholes, mut at) = (Vec::<Whole>::new(), 0);
        for word in document.split_inclusive(' ') {
            let text = Passage::new(word, &document, &mut piece).share();
            assert_eq!(text, word, "{at}");
            assert!(text.whole.len() <= SharedText::PIECE + 3);
            if wholes
                .last()
                .is_none_or(|last| !Arc::ptr_eq(last, &text.whole))
            {
                wholes.push(text.whole);
            }
            at += word.len();
        }
        assert_eq!(wholes.len(), document.len().div_ceil(SharedText::PIECE));
    }

    #[test]
    fn a_text_longer_than_a_piece_is_one() {
        let document = "é".repeat(SharedText::PIECE);
        let text = Passage::new(&document, &document, &mut Piece::default()).share();
        assert_eq!(text, *document);
    }

    #[test]
    fn a_text_from_elsewhere_shares_nothing() {
        let (text, mut piece) = (String::from("é"), Piece::default());
        assert_eq!(Passage::new(&text, DOCUMENT, &mut piece).share(), "é");
        assert!(piece.whole.is_none());
    }

    #[test]
    fn a_text_that_outlives_its_document_stays() {
        let document = String::from(DOCUMENT);
        let text = document.get(6..8).unwrap();
        let text = Passage::new(text, &document, &mut Piece::default()).share();
        drop(document);
        assert_eq!(text, "é");
    }
}
