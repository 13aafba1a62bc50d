//! How the tree is built: the tokenizer's events, with places, limits and unique names.

use edu_types::{LimitExceeded, Limits};
use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType, Peek};

use crate::tree::{Decoded, Entry, Token};
use crate::{JsonError, Tree};

/// An array or object that is still being read.
struct Frame {
    entry: usize,
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

pub(crate) struct Builder<'s, 'l> {
    source: &'s str,
    limits: &'l Limits,
    jiter: Jiter<'s>,
    entries: Vec<Entry>,
    decoded: Decoded,
    frames: Vec<Frame>,
    /// Entries of the member names of all open objects, innermost last.
    keys: Vec<u32>,
    values: usize,
}

/// What comes next inside the innermost open value.
enum Step {
    Value(Peek),
    Close,
}

impl<'s, 'l> Builder<'s, 'l> {
    pub(crate) fn new(source: &'s str, limits: &'l Limits) -> Self {
        // Statements have 14 to 21 bytes for each entry, dense ones 10: one allocation mostly
        // does, and it is small enough that hostile input gains nothing.
        let expected = (source.len() / 10).min(limits.nodes).saturating_add(4);
        Self {
            source,
            limits,
            jiter: Jiter::new(source.as_bytes()),
            entries: Vec::with_capacity(expected),
            decoded: Decoded::default(),
            frames: Vec::with_capacity(8),
            keys: Vec::with_capacity(16),
            values: 0,
        }
    }

    pub(crate) fn build(mut self) -> Result<Tree<'s>, JsonError> {
        if self.source.starts_with('\u{feff}') {
            return Err(JsonError::Syntax {
                offset: 0,
                message: "document starts with a byte order mark, none is allowed",
            });
        }
        let first = self.jiter.peek().map_err(|error| syntax(&error))?;
        let mut step = self.value(first)?;
        while !self.frames.is_empty() {
            step = match step {
                Step::Value(peek) => self.value(peek)?,
                Step::Close => self.close()?,
            };
        }
        self.jiter.finish().map_err(|error| syntax(&error))?;
        Ok(Tree::new(self.source, self.entries, self.decoded))
    }

    /// Reads the value that starts with `peek`, and says what follows it.
    fn value(&mut self, peek: Peek) -> Result<Step, JsonError> {
        let start = self.jiter.current_index();
        self.values = self.values.saturating_add(1);
        limit("nodes", self.values, self.limits.nodes, start)?;
        let read = match peek {
            Peek::String => return self.string_value(start),
            Peek::Object => return self.open(Token::Object, start),
            Peek::Array => return self.open(Token::Array, start),
            Peek::Null => self.jiter.known_null().map(|()| Token::Null),
            Peek::True => self.jiter.known_bool(peek).map(|_| Token::True),
            Peek::False => self.jiter.known_bool(peek).map(|_| Token::False),
            // Everything else is a number or a fault that the tokenizer names.
            _ => self.jiter.known_number_bytes(peek).map(|_| Token::Number),
        };
        let token = read.map_err(|error| number_or_syntax(&error, start))?;
        self.push(token, start, self.jiter.current_index(), 0);
        self.next()
    }

    fn string_value(&mut self, start: usize) -> Result<Step, JsonError> {
        let text = self.jiter.known_str().map_err(|error| syntax(&error))?;
        limit("text", text.len(), self.limits.text, start)?;
        let entry = if let Some(place) = place_in(self.source, text) {
            plain(place, text)
        } else {
            let link = self.decoded.keep(text);
            entry(Token::Escaped, start, self.jiter.current_index(), link)
        };
        self.entries.push(entry);
        self.next()
    }

    fn open(&mut self, token: Token, start: usize) -> Result<Step, JsonError> {
        let depth = self.frames.len().saturating_add(1);
        limit("depth", depth, self.limits.depth, start)?;
        let object = token == Token::Object;
        self.frames.push(Frame {
            entry: self.entries.len(),
            object,
            keys: self.keys.len(),
            seen: 0,
            members: 0,
        });
        // The end and the link are set when the value closes.
        self.push(token, start, start, 0);
        if object {
            return self.key(true);
        }
        let item = self.jiter.known_array().map_err(|error| syntax(&error))?;
        Ok(item.map_or(Step::Close, Step::Value))
    }

    /// What follows a finished value in the innermost open one.
    fn next(&mut self) -> Result<Step, JsonError> {
        match self.frames.last() {
            None => Ok(Step::Close),
            Some(frame) if frame.object => self.key(false),
            Some(_) => {
                let item = self.jiter.array_step().map_err(|error| syntax(&error))?;
                Ok(item.map_or(Step::Close, Step::Value))
            }
        }
    }

    /// Reads the next member name and what its value starts with, or the end of the object.
    fn key(&mut self, first: bool) -> Result<Step, JsonError> {
        let before = self.jiter.current_index();
        let name = if first {
            self.jiter.known_object()
        } else {
            self.jiter.next_key()
        };
        let Some(name) = name.map_err(|error| syntax(&error))? else {
            return Ok(Step::Close);
        };
        let (length, class) = (name.len(), class(name));
        let entry = if let Some(place) = place_in(self.source, name) {
            plain(place, name)
        } else {
            let link = self.decoded.keep(name);
            let start = opening_quote(self.source, before);
            // Nobody asks where a name ends: its text is kept apart.
            entry(Token::Escaped, start, start, link)
        };
        limit("text", length, self.limits.text, entry.start as usize)?;
        self.member(entry, class)?;
        let peek = self.jiter.peek().map_err(|error| syntax(&error))?;
        Ok(Step::Value(peek))
    }

    /// Adds a member to the innermost object, unless an earlier one has its name.
    fn member(&mut self, name: Entry, class: u64) -> Result<(), JsonError> {
        let Some(frame) = self.frames.last_mut() else {
            return Ok(());
        };
        frame.members = frame.members.saturating_add(1);
        let (members, base) = (frame.members, frame.keys);
        let seen = frame.seen & class != 0;
        frame.seen |= class;
        limit("members", members, self.limits.members, name.start as usize)?;
        if seen && members <= COMPARED_ONE_BY_ONE {
            self.compare(name, base)?;
        }
        self.keys.push(index(self.entries.len()));
        self.entries.push(name);
        Ok(())
    }

    /// Compares a name with the earlier ones of its object, whose keys start at `base`.
    fn compare(&self, name: Entry, base: usize) -> Result<(), JsonError> {
        let text = name.text(self.source, &self.decoded);
        let same = self
            .names(base)
            .find(|earlier| earlier.text(self.source, &self.decoded) == text);
        same.map_or(Ok(()), |first| {
            Err(JsonError::Duplicate {
                offset: name.start as usize,
                first: first.start as usize,
            })
        })
    }

    fn close(&mut self) -> Result<Step, JsonError> {
        let Some(frame) = self.frames.pop() else {
            return Ok(Step::Close);
        };
        if frame.members > COMPARED_ONE_BY_ONE {
            self.sort_and_compare(frame.keys)?;
        }
        self.keys.truncate(frame.keys);
        let (end, after) = (index(self.jiter.current_index()), index(self.entries.len()));
        if let Some(entry) = self.entries.get_mut(frame.entry) {
            entry.end = end;
            entry.link = after;
        }
        self.next()
    }

    fn sort_and_compare(&self, base: usize) -> Result<(), JsonError> {
        let mut names: Vec<(&str, u32)> = self
            .names(base)
            .filter_map(|entry| Some((entry.text(self.source, &self.decoded)?, entry.start)))
            .collect();
        names.sort_unstable();
        let twice = names.windows(2).filter_map(|pair| match pair {
            [(one, first), (other, second)] if one == other => Some((*second, *first)),
            _ => None,
        });
        twice.min().map_or(Ok(()), |(offset, first)| {
            Err(JsonError::Duplicate {
                offset: offset as usize,
                first: first as usize,
            })
        })
    }

    fn names(&self, base: usize) -> impl Iterator<Item = Entry> {
        let keys = self.keys.get(base..).unwrap_or_default().iter();
        keys.filter_map(|key| self.entries.get(*key as usize).copied())
    }

    fn push(&mut self, token: Token, start: usize, end: usize, link: usize) {
        self.entries.push(entry(token, start, end, link));
    }
}

fn limit(what: &'static str, found: usize, most: usize, offset: usize) -> Result<(), JsonError> {
    Limits::check(what, found, most).map_err(|exceeded| JsonError::Limit { offset, exceeded })
}

fn entry(token: Token, start: usize, end: usize, link: usize) -> Entry {
    Entry {
        token,
        start: index(start),
        end: index(end),
        link: index(link),
    }
}

/// The entry of a text without escapes that stands at `place`, between its quotes.
fn plain(place: usize, text: &str) -> Entry {
    let end = place.saturating_add(text.len()).saturating_add(1);
    entry(Token::Text, place.saturating_sub(1), end, 0)
}

/// Where in `source` the text stands, if it is a part of it.
///
/// The tokenizer lends texts without escapes from the source and decodes the others into a
/// buffer of its own, so the address tells which of the two a text is.
fn place_in(source: &str, text: &str) -> Option<usize> {
    let place = text.as_ptr().addr().wrapping_sub(source.as_ptr().addr());
    (place < source.len()).then_some(place)
}

/// Sources are at most `u32::MAX` bytes long, so every index and offset fits.
fn index(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Where the quote that opens a member name stands: after a brace or comma, and white space.
fn opening_quote(source: &str, before: usize) -> usize {
    let rest = source.as_bytes().get(before..).unwrap_or_default();
    let skipped = rest.iter().position(|byte| *byte == b'"').unwrap_or(0);
    before.saturating_add(skipped)
}

/// A bit by length and two characters: names of one object mostly differ in it.
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

/// A fault met while reading the literal or number that starts at `start`.
#[cold]
fn number_or_syntax(error: &JiterError, start: usize) -> JsonError {
    let digits = JiterErrorType::JsonError(JsonErrorType::NumberOutOfRange);
    if error.error_type != digits {
        return syntax(error);
    }
    let most = Tree::INTEGER_DIGITS;
    JsonError::Limit {
        offset: start,
        exceeded: LimitExceeded::new("integer digits", most.saturating_add(1), most),
    }
}

#[cold]
fn syntax(error: &JiterError) -> JsonError {
    JsonError::Syntax {
        offset: error.index,
        message: match &error.error_type {
            JiterErrorType::JsonError(kind) => message(kind),
            JiterErrorType::WrongType { .. } => "expected a value",
        },
    }
}

/// Our own words: the tokenizer's may change with its version.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a foreign enum; the rest cannot come from what is called here"
)]
const fn message(kind: &JsonErrorType) -> &'static str {
    match kind {
        JsonErrorType::EofWhileParsingList => "document ends inside an array",
        JsonErrorType::EofWhileParsingObject => "document ends inside an object",
        JsonErrorType::EofWhileParsingString => "document ends inside a string",
        JsonErrorType::EofWhileParsingValue => "document ends where a value is expected",
        JsonErrorType::ExpectedColon => "expected `:` after a member name",
        JsonErrorType::ExpectedListCommaOrEnd => "expected `,` or `]`",
        JsonErrorType::ExpectedObjectCommaOrEnd => "expected `,` or `}`",
        JsonErrorType::ExpectedSomeIdent => "expected `true`, `false` or `null`",
        JsonErrorType::ExpectedSomeValue => "expected a value",
        JsonErrorType::InvalidEscape => "escape is not one that JSON knows",
        JsonErrorType::InvalidNumber => "number is not written as JSON allows",
        JsonErrorType::ControlCharacterWhileParsingString => {
            "control character in a string, only its escape is allowed"
        }
        JsonErrorType::KeyMustBeAString => "expected a member name in quotes",
        JsonErrorType::LoneLeadingSurrogateInHexEscape
        | JsonErrorType::UnexpectedEndOfHexEscape => "surrogate escape without its other half",
        JsonErrorType::TrailingComma => "comma without anything after it",
        JsonErrorType::TrailingCharacters => "more text after the document's value",
        _ => "not JSON",
    }
}
