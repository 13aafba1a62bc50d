//! The checked reader: bytes to a tree of located nodes, in one pass, without recursion.

use edu_types::Limits;
use jiter::{Jiter, JiterError, JiterErrorType, Peek};

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
#[derive(Debug)]
pub struct Tree<'s> {
    source: &'s str,
    entries: Vec<Entry>,
    /// Texts whose source has escapes, decoded; entries point here by index.
    decoded: Vec<Box<str>>,
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
    /// Reads one document.
    ///
    /// # Errors
    ///
    /// [`JsonError`] tells the first fault and its offset: grammar, encoding, a member that
    /// appears twice, or a limit.
    pub fn parse(bytes: &'s [u8], limits: &Limits) -> Result<Self, JsonError> {
        let most = limits.bytes.min(u32::MAX as usize);
        limit("bytes", bytes.len(), most, most)?;
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

    pub(crate) fn entry(&self, index: u32) -> Option<Entry> {
        self.entries.get(index as usize).copied()
    }

    pub(crate) fn text(&self, entry: Entry) -> Option<&str> {
        text_of(self.source, &self.decoded, entry)
    }
}

fn text_of<'a>(source: &'a str, decoded: &'a [Box<str>], entry: Entry) -> Option<&'a str> {
    match entry.token {
        Token::Text => {
            let (start, end) = (entry.start.checked_add(1)?, entry.end.checked_sub(1)?);
            source.get(start as usize..end as usize)
        }
        Token::Escaped => decoded.get(entry.link as usize).map(AsRef::as_ref),
        Token::Null | Token::True | Token::False | Token::Number | Token::Array | Token::Object => {
            None
        }
    }
}

/// An array or object that is still being read.
struct Frame {
    entry: u32,
    object: bool,
    /// Where this object's keys start in the builder's stack of keys.
    keys: usize,
    /// One bit for each class of member name seen: most names are told apart by it alone.
    seen: u64,
    members: usize,
}

/// Up to this many members, a name whose class was seen is compared with each earlier one;
/// beyond it, names are sorted once at the end of the object.
const COMPARED_ONE_BY_ONE: usize = 32;

struct Builder<'s, 'l> {
    source: &'s str,
    limits: &'l Limits,
    jiter: Jiter<'s>,
    entries: Vec<Entry>,
    decoded: Vec<Box<str>>,
    frames: Vec<Frame>,
    keys: Vec<u32>,
}

/// What comes next inside the innermost open value.
enum Step {
    Value(Peek),
    Close,
}

impl<'s, 'l> Builder<'s, 'l> {
    fn new(source: &'s str, limits: &'l Limits) -> Self {
        // Sixteen bytes of source for each entry is a little less than real statements have,
        // so that one allocation mostly does; small enough that hostile input gains nothing.
        let expected = (source.len() / 16).min(limits.nodes).saturating_add(4);
        Self {
            source,
            limits,
            jiter: Jiter::new(source.as_bytes()),
            entries: Vec::with_capacity(expected),
            decoded: Vec::new(),
            frames: Vec::with_capacity(8),
            keys: Vec::with_capacity(16),
        }
    }

    fn build(mut self) -> Result<Tree<'s>, JsonError> {
        let first = self.jiter.peek().map_err(|error| syntax(&error))?;
        let mut step = self.value(first)?;
        while !self.frames.is_empty() {
            step = match step {
                Step::Value(peek) => self.value(peek)?,
                Step::Close => self.close()?,
            };
        }
        self.jiter.finish().map_err(|error| syntax(&error))?;
        Ok(Tree {
            source: self.source,
            entries: self.entries,
            decoded: self.decoded,
        })
    }

    /// Reads the value that starts with `peek`, and says what follows it.
    fn value(&mut self, peek: Peek) -> Result<Step, JsonError> {
        let start = self.jiter.current_index();
        let token = match peek {
            Peek::String => return self.string_value(start),
            Peek::Object => return self.open(start, true),
            Peek::Array => return self.open(start, false),
            Peek::Null => {
                self.jiter.known_null().map_err(|error| syntax(&error))?;
                Token::Null
            }
            Peek::True | Peek::False => {
                self.jiter
                    .known_bool(peek)
                    .map_err(|error| syntax(&error))?;
                if peek == Peek::True {
                    Token::True
                } else {
                    Token::False
                }
            }
            // Everything else is a number or a fault that the tokenizer names.
            _ => {
                self.jiter
                    .known_number_bytes(peek)
                    .map_err(|error| syntax(&error))?;
                Token::Number
            }
        };
        let end = self.jiter.current_index();
        self.push(token, start, end, 0)?;
        self.next()
    }

    fn string_value(&mut self, start: usize) -> Result<Step, JsonError> {
        let length = self
            .jiter
            .known_str()
            .map_err(|error| syntax(&error))?
            .len();
        self.text(start, self.jiter.current_index(), length)?;
        self.next()
    }

    /// Records the text between two offsets, quotes included; decoded it has `length` bytes.
    fn text(&mut self, start: usize, end: usize, length: usize) -> Result<(), JsonError> {
        limit("text", length, self.limits.text, start)?;
        // An escape is always longer than what it stands for, so equal lengths mean none.
        if end.saturating_sub(start) == length.saturating_add(2) {
            return self.push(Token::Text, start, end, 0);
        }
        let link = self.decoded.len();
        self.decoded.push(decode(self.source, start, end)?);
        self.push(Token::Escaped, start, end, link)
    }

    fn open(&mut self, start: usize, object: bool) -> Result<Step, JsonError> {
        let depth = self.frames.len().saturating_add(1);
        limit("depth", depth, self.limits.depth, start)?;
        let entry = index(self.entries.len());
        self.push(
            if object { Token::Object } else { Token::Array },
            start,
            start,
            0,
        )?;
        self.frames.push(Frame {
            entry,
            object,
            keys: self.keys.len(),
            seen: 0,
            members: 0,
        });
        if object {
            let key = self.jiter.known_object().map_err(|error| syntax(&error))?;
            let key = key.map(str::len);
            return self.key(start.saturating_add(1), key);
        }
        let item = self.jiter.known_array().map_err(|error| syntax(&error))?;
        Ok(item.map_or(Step::Close, Step::Value))
    }

    /// What follows a finished value in the innermost open one.
    fn next(&mut self) -> Result<Step, JsonError> {
        let Some(frame) = self.frames.last() else {
            return Ok(Step::Close);
        };
        if frame.object {
            let before = self.jiter.current_index();
            let key = self.jiter.next_key().map_err(|error| syntax(&error))?;
            let key = key.map(str::len);
            return self.key(before, key);
        }
        let item = self.jiter.array_step().map_err(|error| syntax(&error))?;
        Ok(item.map_or(Step::Close, Step::Value))
    }

    /// Records the member name found after `before`; its decoded text has `length` bytes.
    fn key(&mut self, before: usize, length: Option<usize>) -> Result<Step, JsonError> {
        let Some(length) = length else {
            return Ok(Step::Close);
        };
        let start = position_after(self.source, before);
        let end = position_before(self.source, self.jiter.current_index());
        let entry = index(self.entries.len());
        self.text(start, end, length)?;
        self.member(entry, start)?;
        let peek = self.jiter.peek().map_err(|error| syntax(&error))?;
        Ok(Step::Value(peek))
    }

    /// Counts a member of the innermost object and looks for an earlier one of its name.
    fn member(&mut self, key: u32, start: usize) -> Result<(), JsonError> {
        let Some(frame) = self.frames.last_mut() else {
            return Ok(());
        };
        frame.members = frame.members.saturating_add(1);
        let (members, most) = (frame.members, self.limits.members);
        let text = self
            .entries
            .get(key as usize)
            .and_then(|entry| text_of(self.source, &self.decoded, *entry))
            .unwrap_or_default();
        let class = class(text);
        let seen = frame.seen & class != 0;
        frame.seen |= class;
        if seen && members <= COMPARED_ONE_BY_ONE {
            let earlier = self.keys.get(frame.keys..).unwrap_or_default();
            for entry in earlier
                .iter()
                .filter_map(|key| self.entries.get(*key as usize))
            {
                if text_of(self.source, &self.decoded, *entry) == Some(text) {
                    return Err(JsonError::Duplicate {
                        offset: start,
                        first: entry.start as usize,
                    });
                }
            }
        }
        self.keys.push(key);
        limit("members", members, most, start)
    }

    fn close(&mut self) -> Result<Step, JsonError> {
        let Some(frame) = self.frames.pop() else {
            return Ok(Step::Close);
        };
        if frame.members > COMPARED_ONE_BY_ONE {
            self.sorted_duplicate(frame.keys)?;
        }
        self.keys.truncate(frame.keys);
        let (end, after) = (index(self.jiter.current_index()), index(self.entries.len()));
        if let Some(entry) = self.entries.get_mut(frame.entry as usize) {
            entry.end = end;
            entry.link = after;
        }
        self.next()
    }

    fn sorted_duplicate(&self, base: usize) -> Result<(), JsonError> {
        let mut names: Vec<(&str, u32)> = self
            .keys
            .get(base..)
            .unwrap_or_default()
            .iter()
            .filter_map(|key| self.entries.get(*key as usize))
            .filter_map(|entry| Some((text_of(self.source, &self.decoded, *entry)?, entry.start)))
            .collect();
        names.sort_unstable();
        let twice = names.windows(2).filter_map(|pair| match pair {
            [(one, first), (other, second)] if one == other => Some((*second, *first)),
            _ => None,
        });
        match twice.min() {
            Some((offset, first)) => Err(JsonError::Duplicate {
                offset: offset as usize,
                first: first as usize,
            }),
            None => Ok(()),
        }
    }

    fn push(
        &mut self,
        token: Token,
        start: usize,
        end: usize,
        link: usize,
    ) -> Result<(), JsonError> {
        limit(
            "nodes",
            self.entries.len().saturating_add(1),
            self.limits.nodes,
            start,
        )?;
        self.entries.push(Entry {
            token,
            start: index(start),
            end: index(end),
            link: index(link),
        });
        Ok(())
    }
}

fn limit(what: &'static str, found: usize, most: usize, offset: usize) -> Result<(), JsonError> {
    Limits::check(what, found, most).map_err(|exceeded| JsonError::Limit { offset, exceeded })
}

/// Decodes the text between `start` and `end`, quotes included.
fn decode(source: &str, start: usize, end: usize) -> Result<Box<str>, JsonError> {
    let quoted = source.get(start..end).unwrap_or_default();
    let mut jiter = Jiter::new(quoted.as_bytes());
    let text = jiter.next_str().map_err(|error| syntax(&error))?;
    Ok(text.into())
}

/// Sources are at most `u32::MAX` bytes long, so every index and offset fits.
fn index(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Where the quote that opens a member name stands: after white space and one comma.
fn position_after(source: &str, before: usize) -> usize {
    let rest = source.as_bytes().get(before..).unwrap_or_default();
    let skipped = rest.iter().position(|byte| *byte == b'"').unwrap_or(0);
    before.saturating_add(skipped)
}

/// One past the quote that closes a member name, given the position after its colon.
fn position_before(source: &str, after: usize) -> usize {
    let head = source.as_bytes().get(..after).unwrap_or_default();
    head.iter()
        .rposition(|byte| *byte == b'"')
        .map_or(after, |quote| quote.saturating_add(1))
}

/// A bit by length and last characters: names of one object mostly differ in it.
fn class(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let last = bytes.last().copied().unwrap_or(0);
    let middle = bytes.get(bytes.len() / 2).copied().unwrap_or(0);
    let mixed = bytes
        .len()
        .wrapping_mul(31)
        .wrapping_add(usize::from(last).wrapping_mul(7))
        .wrapping_add(usize::from(middle).wrapping_mul(13));
    1_u64.wrapping_shl(u32::try_from(mixed % 64).unwrap_or(0))
}

fn syntax(error: &JiterError) -> JsonError {
    let message = match &error.error_type {
        JiterErrorType::JsonError(kind) => kind.to_string(),
        JiterErrorType::WrongType { expected, .. } => format!("expected {expected}"),
    };
    JsonError::Syntax {
        offset: error.index,
        message,
    }
}
