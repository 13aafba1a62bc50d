//! Texts that are parts of the document they were read from.

use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::Deref;
use std::borrow::Cow;
use std::sync::Arc;

use crate::Tree;
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
        let (whole, part) = (Arc::from(text), ALL);
        Self { whole, part }
    }
}

impl From<String> for SharedText {
    fn from(text: String) -> Self {
        Self::from(text.into_boxed_str())
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
    fn from_value_text(value: ValueText<'_>) -> Result<Self, Cow<'static, str>> {
        Ok(value.share())
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
#[derive(Clone, Copy)]
pub struct ValueText<'t> {
    text: &'t str,
    tree: &'t Tree<'t>,
}

impl<'t> ValueText<'t> {
    /// The text of a value in that document.
    #[inline]
    pub(crate) const fn new(text: &'t str, tree: &'t Tree<'t>) -> Self {
        Self { text, tree }
    }

    /// The text as it is meant.
    #[inline]
    pub const fn text(self) -> &'t str {
        self.text
    }

    /// The text as a part of the copy of its document.
    ///
    /// It has its own memory where references or line ends were settled in it, and where the document is long.
    #[inline]
    pub fn share(self) -> SharedText {
        if self.tree.text().len() > SharedText::DOCUMENT {
            return self.text.into();
        }
        let Some(start) = self.start() else {
            return self.text.into();
        };
        SharedText {
            whole: Arc::clone(self.tree.copy()),
            part: Span::new(start, start.saturating_add(self.text.len())),
        }
    }

    /// Where the text starts in the document, if it stands there as it is meant.
    #[inline]
    fn start(self) -> Option<usize> {
        let document = self.tree.text();
        let text = self.text.as_ptr().addr();
        let start = text.checked_sub(document.as_ptr().addr())?;
        let end = start.checked_add(self.text.len())?;
        let found = document.get(start..end)?;
        core::ptr::eq(found, self.text).then_some(start)
    }
}

/// Without the text, which may be personal.
impl fmt::Debug for ValueText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.text.len();
        f.debug_struct("ValueText").field("bytes", &bytes).finish()
    }
}

#[cfg(test)]
mod tests {
    use edu_types::{Limits, Profile};

    use super::*;

    const DOCUMENT: &str = "<a b=\"é\"/>";

    fn tree(document: &str) -> Tree<'_> {
        let read = Tree::parse(document.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
        read.unwrap().tree
    }

    /// The texts at these places of a document, read one after the other.
    fn shared<const N: usize>(
        document: &str,
        places: [core::ops::Range<usize>; N],
    ) -> [SharedText; N] {
        let tree = tree(document);
        places.map(|place| ValueText::new(tree.text().get(place).unwrap(), &tree).share())
    }

    /// A document of so many bytes.
    fn long(bytes: usize) -> String {
        format!(
            "<a>{}</a>",
            "x".repeat(bytes.saturating_sub("<a></a>".len()))
        )
    }

    #[test]
    fn texts_of_a_document_are_parts_of_one_copy_and_outlive_it() {
        let [first, second, third] = shared(DOCUMENT, [6..8, 1..2, 4..4]);
        assert_eq!((&*first, &*second, &*third), ("é", "a", ""));
        assert!(Arc::ptr_eq(&first.whole, &second.whole));
        assert!(Arc::ptr_eq(&first.whole, &third.whole));
        assert_eq!(String::from(first), "é");
    }

    #[test]
    fn texts_of_a_long_document_have_their_own_memory() {
        let [text, _] = shared(&long(SharedText::DOCUMENT), [3..5, 0..1]);
        assert_eq!(text.whole.len(), SharedText::DOCUMENT);
        let [text, _] = shared(&long(SharedText::DOCUMENT + 1), [3..5, 0..1]);
        assert_eq!(&*text.whole, "xx");
    }

    #[test]
    fn a_text_from_elsewhere_shares_nothing() {
        let (text, tree) = (String::from("é"), tree(DOCUMENT));
        let text = ValueText::new(&text, &tree).share();
        assert_eq!(&*text.whole, "é");
    }
}
