//! The checked reader: bytes to a tree of located nodes, in one pass, without recursion.

use edu_types::Limits;

use crate::entries::Entries;
use crate::parse::Builder;
use crate::{JsonError, Node};

/// One JSON document: every value with its span, in the order of the source.
///
/// Member names are unique in each object, text is valid UTF-8 with valid escapes, numbers
/// keep their source text. Parsing is iterative; memory is a constant number of bytes for
/// each value.
///
/// ```
/// use edu_json::Tree;
/// use edu_types::Limits;
///
/// let tree = Tree::parse(br#"{"score": 1.50, "tags": ["a"]}"#, &Limits::default())?;
/// let score = tree.root().get("score").unwrap();
/// assert_eq!(score.raw(), "1.50");
/// assert_eq!(score.span(), 10..14);
///
/// let twice = Tree::parse(br#"{"id": 1, "id": 2}"#, &Limits::default()).unwrap_err();
/// assert_eq!(
///     twice.to_string(),
///     "member at byte 10 appears twice in its object, first at byte 1",
/// );
/// # Ok::<(), edu_json::JsonError>(())
/// ```
pub struct Tree<'s> {
    source: &'s str,
    entries: Entries,
    decoded: Decoded,
}

/// Texts whose source has escapes, decoded, one after another.
#[derive(Default)]
pub(crate) struct Decoded {
    text: String,
    /// Where each text ends; it starts where the one before it ends.
    ends: Vec<usize>,
}

/// What one entry of the tree is; members are a key entry followed by a value entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Null,
    True,
    False,
    Number,
    /// Text without escapes: the source between the quotes.
    Text,
    /// Text with escapes: `link` is its index in `decoded`.
    Escaped,
    /// `link` is the index of the first entry after the last item.
    Array,
    /// `link` is the index of the first entry after the last member.
    Object,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) token: Token,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) link: u32,
}

impl<'s> Tree<'s> {
    /// Digits in the integer part of one number, at most; the tokenizer sets this limit.
    ///
    /// Digits after the point and in the exponent are bounded by [`Limits::bytes`] alone.
    pub const INTEGER_DIGITS: usize = 4300;

    /// Reads one document.
    ///
    /// # Errors
    ///
    /// [`JsonError`] tells the first fault and its offset: grammar, encoding, a member that
    /// appears twice, or a limit. Objects of more than 32 members are searched for names that
    /// appear twice when they end, so a fault inside them is told before.
    pub fn parse(bytes: &'s [u8], limits: &Limits) -> Result<Self, JsonError> {
        let most = limits.bytes.min(u32::MAX as usize);
        Limits::check("bytes", bytes.len(), most).map_err(|exceeded| JsonError::Limit {
            offset: most,
            exceeded,
        })?;
        let source = core::str::from_utf8(bytes).map_err(|error| JsonError::Encoding {
            offset: error.valid_up_to(),
        })?;
        Builder::new(source, limits).build()
    }

    /// The document's value.
    pub fn root(&self) -> Node<'_> {
        Node::new(self, 0)
    }

    /// The text that was read.
    pub const fn source(&self) -> &'s str {
        self.source
    }

    pub(crate) const fn new(source: &'s str, entries: Entries, decoded: Decoded) -> Self {
        Self {
            source,
            entries,
            decoded,
        }
    }

    #[inline]
    pub(crate) fn entry(&self, index: u32) -> Option<Entry> {
        self.entries.get(index as usize).copied()
    }

    #[inline]
    pub(crate) fn text(&self, entry: Entry) -> Option<&str> {
        entry.text(self.source, &self.decoded)
    }

    /// Whether an entry is this text. Most are told apart by their length, before they are looked
    /// at.
    #[inline]
    pub(crate) fn is_text(&self, entry: Entry, text: &str) -> bool {
        if entry.token == Token::Text {
            let length = entry.end.saturating_sub(entry.start) as usize;
            if length != text.len().saturating_add(2) {
                return false;
            }
        }
        self.text(entry) == Some(text)
    }
}

impl core::fmt::Debug for Tree<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // The text itself may be personal.
        f.debug_struct("Tree")
            .field("bytes", &self.source.len())
            .field("entries", &self.entries.len())
            .finish()
    }
}

impl Decoded {
    /// Adds a text and returns its index.
    pub(crate) fn keep(&mut self, text: &str) -> usize {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.ends.len().saturating_sub(1)
    }

    pub(crate) fn text(&self, index: usize) -> Option<&str> {
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..*self.ends.get(index)?)
    }
}

impl Entry {
    /// The index of what follows this value, which is the entry at `index`.
    #[inline]
    pub(crate) const fn after(self, index: u32) -> u32 {
        match self.token {
            Token::Array | Token::Object => self.link,
            Token::Null
            | Token::True
            | Token::False
            | Token::Number
            | Token::Text
            | Token::Escaped => index.saturating_add(1),
        }
    }

    /// The text of a string or member name; `None` for everything else.
    #[inline]
    pub(crate) fn text<'a>(self, source: &'a str, decoded: &'a Decoded) -> Option<&'a str> {
        match self.token {
            Token::Text => {
                let (start, end) = (self.start.checked_add(1)?, self.end.checked_sub(1)?);
                source.get(start as usize..end as usize)
            }
            Token::Escaped => decoded.text(self.link as usize),
            Token::Null
            | Token::True
            | Token::False
            | Token::Number
            | Token::Array
            | Token::Object => None,
        }
    }
}
