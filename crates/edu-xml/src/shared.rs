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
/// Values that are read from a document of up to [`SharedText::DOCUMENT`] bytes are parts of one copy of it, instead of
/// each having its own memory: a manifest has thousands of them. The copy is freed with the last of them; make a
/// `String` of one that is to stay much longer than the others. Values of a longer document have their own memory.
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
    whole: Arc<str>,
    part: Span,
}

/// The part that is all of a text, however long.
const ALL: Span = Span {
    start: u32::MAX,
    length: 0,
};

impl SharedText {
    /// Bytes of the longest document that its values share.
    pub const DOCUMENT: usize = 256 * 1024;

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

impl From<&str> for SharedText {
    fn from(text: &str) -> Self {
        let (whole, part) = (Arc::from(text), ALL);
        Self { whole, part }
    }
}

impl From<Box<str>> for SharedText {
    fn from(text: Box<str>) -> Self {
        Self::from(&*text)
    }
}

impl From<String> for SharedText {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Cow<'_, str>> for SharedText {
    fn from(text: Cow<'_, str>) -> Self {
        Self::from(&*text)
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
    copy: &'p mut Option<Arc<str>>,
}

impl<'p> Passage<'p> {
    /// A text of that document, and the copy of it that was made for an earlier one.
    #[inline]
    pub(crate) const fn new(
        text: &'p str,
        document: &'p str,
        copy: &'p mut Option<Arc<str>>,
    ) -> Self {
        Self {
            text,
            document,
            copy,
        }
    }

    /// The text as it is meant.
    #[inline]
    pub const fn text(&self) -> &'p str {
        self.text
    }

    /// The text as a part of the copy of its document.
    ///
    /// It has its own memory where references or line ends were settled in it, and where the document is long.
    #[inline]
    pub fn share(&mut self) -> SharedText {
        if self.document.len() > SharedText::DOCUMENT {
            return self.text.into();
        }
        let Some(start) = self.start() else {
            return self.text.into();
        };
        let copy = self.copy.get_or_insert_with(|| Arc::from(self.document));
        SharedText {
            whole: Arc::clone(copy),
            part: Span::new(start, start.saturating_add(self.text.len())),
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

    /// The texts at these places of a document, read one after the other.
    fn shared<const N: usize>(
        document: &str,
        places: [core::ops::Range<usize>; N],
    ) -> [SharedText; N] {
        let mut copy = None;
        places.map(|place| Passage::new(document.get(place).unwrap(), document, &mut copy).share())
    }

    #[test]
    fn texts_of_a_document_are_parts_of_one_copy() {
        let [first, second, third] = shared(DOCUMENT, [6..8, 1..2, 4..4]);
        assert_eq!((&*first, &*second, &*third), ("é", "a", ""));
        assert!(Arc::ptr_eq(&first.whole, &second.whole));
        assert!(Arc::ptr_eq(&first.whole, &third.whole));
    }

    #[test]
    fn texts_of_a_long_document_have_their_own_memory() {
        let longest = "x".repeat(SharedText::DOCUMENT);
        let [text, _] = shared(&longest, [1..3, 0..1]);
        assert_eq!(text.whole.len(), SharedText::DOCUMENT);
        let longer = "x".repeat(SharedText::DOCUMENT + 1);
        let [text, _] = shared(&longer, [1..3, 0..1]);
        assert_eq!(&*text.whole, "xx");
    }

    #[test]
    fn a_text_from_elsewhere_shares_nothing() {
        let (text, mut copy) = (String::from("é"), None);
        assert_eq!(Passage::new(&text, DOCUMENT, &mut copy).share(), "é");
        assert!(copy.is_none());
    }

    #[test]
    fn a_text_that_outlives_its_document_stays() {
        let document = String::from(DOCUMENT);
        let [text, _] = shared(&document, [6..8, 1..2]);
        drop(document);
        assert_eq!(text, "é");
        assert_eq!(String::from(text), "é");
    }
}
