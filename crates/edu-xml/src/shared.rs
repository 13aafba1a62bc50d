//! Texts that are parts of the document they were read from.

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
/// Values that are read from one document share its text instead of each having its own memory: a manifest
/// has thousands of them. The document's text is freed with the last value that is a part of it, so one
/// that is kept long after the others should be made anew from its `&str`.
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

impl SharedText {
    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
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
    /// A text beyond 4 GiB ends there: no document is as long.
    fn from(text: Box<str>) -> Self {
        let most = text.len().min(u32::MAX as usize);
        let end = (0..=most).rev().find(|at| text.is_char_boundary(*at));
        let part = Span::new(0, end.unwrap_or(0));
        let whole = Arc::new(text);
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
    shared: &'p mut Option<Whole>,
}

impl<'p> Passage<'p> {
    /// A text of that document. What texts of it share is made with the first that does.
    #[inline]
    pub(crate) const fn new(
        text: &'p str,
        document: &'p str,
        shared: &'p mut Option<Whole>,
    ) -> Self {
        Self {
            text,
            document,
            shared,
        }
    }

    /// The text as it is meant.
    #[inline]
    pub const fn text(&self) -> &'p str {
        self.text
    }

    /// The text as a part of its document; one of its own where references or line ends were settled in it.
    #[inline]
    pub fn share(&mut self) -> SharedText {
        let Some(start) = self.start() else {
            return self.text.into();
        };
        let document = self.document;
        let whole = self.shared.get_or_insert_with(|| Arc::new(document.into()));
        SharedText {
            whole: Arc::clone(whole),
            part: Span::new(start, start.wrapping_add(self.text.len())),
        }
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
    fn a_text_of_a_document_is_a_part_of_what_all_share() {
        let mut shared = None;
        let of = |range: core::ops::Range<usize>, shared: &mut _| {
            Passage::new(DOCUMENT.get(range).unwrap(), DOCUMENT, shared).share()
        };
        let (first, second) = (of(6..8, &mut shared), of(1..2, &mut shared));
        assert_eq!((first.as_str(), second.as_str()), ("é", "a"));
        assert!(Arc::ptr_eq(&first.whole, &second.whole));
    }

    #[test]
    fn a_text_from_elsewhere_shares_nothing() {
        let (text, mut shared) = (String::from("é"), None);
        assert_eq!(Passage::new(&text, DOCUMENT, &mut shared).share(), "é");
        assert!(shared.is_none());
    }

    #[test]
    fn a_text_that_outlives_its_document_stays() {
        let document = String::from(DOCUMENT);
        let text = Passage::new(document.get(6..8).unwrap(), &document, &mut None).share();
        drop(document);
        assert_eq!(text, "é");
    }
}
