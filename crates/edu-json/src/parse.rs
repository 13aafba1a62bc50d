//! How the tree is built: the tokenizer's events, with places, limits and unique names.

use edu_types::{LimitExceeded, Limits};
use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType, Peek};

use crate::entries::Entries;
use crate::tree::{Decoded, Entry, Token};
use crate::{JsonError, Tree};

/// An array or object that is still being read.
struct Frame {
    entry: u32,
    object: bool,
    /// One bit for each class of member name seen: most names are told apart by it alone.
    seen: u64,
    members: usize,
}

/// Up to this many members, a name whose class was seen is compared with each earlier one;
/// beyond it, names are sorted once at the end of the object.
const COMPARED_ONE_BY_ONE: usize = 32;

/// A fault on its way out. In a box, so that what is sound travels in registers.
type Fault = Box<JsonError>;

pub(crate) struct Builder<'s, 'l> {
    source: &'s str,
    limits: &'l Limits,
    jiter: Jiter<'s>,
    entries: Entries,
    decoded: Decoded,
    frames: Vec<Frame>,
    values: usize,
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
            entries: Entries::with_capacity(expected),
            decoded: Decoded::default(),
            frames: Vec::with_capacity(8),
            values: 0,
        }
    }

    pub(crate) fn build(mut self) -> Result<Tree<'s>, JsonError> {
        match self.document() {
            Ok(()) => Ok(Tree::new(self.source, self.entries, self.decoded)),
            Err(fault) => Err(*fault),
        }
    }

    fn document(&mut self) -> Result<(), Fault> {
        if self.source.starts_with('\u{feff}') {
            return Err(Box::new(JsonError::Syntax {
                offset: 0,
                message: "document starts with a byte order mark, none is allowed",
            }));
        }
        let mut next = Some(self.peek()?);
        loop {
            let first = match next {
                Some(peek) => self.value(peek)?,
                None => {
                    self.close()?;
                    false
                }
            };
            next = match self.frames.last() {
                None => break,
                Some(frame) if frame.object => self.key(first)?,
                Some(_) => self.item(first)?,
            };
        }
        self.jiter.finish().map_err(syntax)
    }

    /// Reads the value that starts with `peek`; of an array or object, only its beginning. Says
    /// whether it was one.
    fn value(&mut self, peek: Peek) -> Result<bool, Fault> {
        let start = self.jiter.current_index();
        self.values = self.values.wrapping_add(1);
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
        let token = read.map_err(|error| number_or_syntax(error, start))?;
        self.push(token, start, self.jiter.current_index(), 0);
        Ok(false)
    }

    #[inline]
    fn string_value(&mut self, start: usize) -> Result<bool, Fault> {
        let text = self.jiter.known_str().map_err(syntax)?;
        limit("text", text.len(), self.limits.text, start)?;
        let entry = if let Some(place) = place_in(self.source, text) {
            plain(place, text)
        } else {
            let link = self.decoded.keep(text);
            entry(Token::Escaped, start, self.jiter.current_index(), link)
        };
        self.entries.push(entry);
        Ok(false)
    }

    #[inline]
    fn open(&mut self, token: Token, start: usize) -> Result<bool, Fault> {
        let depth = self.frames.len().saturating_add(1);
        limit("depth", depth, self.limits.depth, start)?;
        self.frames.push(Frame {
            entry: index(self.entries.len()),
            object: token == Token::Object,
            seen: 0,
            members: 0,
        });
        // The end and the link are set when the value closes.
        self.push(token, start, start, 0);
        Ok(true)
    }

    /// What the first, or the next, item of the innermost array starts with; `None` at its end.
    fn item(&mut self, first: bool) -> Result<Option<Peek>, Fault> {
        let item = if first {
            self.jiter.known_array()
        } else {
            self.jiter.array_step()
        };
        item.map_err(syntax)
    }

    /// Reads the first, or the next, member name of the innermost object and what its value starts
    /// with; `None` at the end of the object.
    fn key(&mut self, first: bool) -> Result<Option<Peek>, Fault> {
        let before = self.jiter.current_index();
        let name = if first {
            self.jiter.known_object()
        } else {
            self.jiter.next_key()
        };
        let Some(name) = name.map_err(syntax)? else {
            return Ok(None);
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
        self.peek().map(Some)
    }

    /// What the next value starts with.
    fn peek(&mut self) -> Result<Peek, Fault> {
        let next = self.source.as_bytes().get(self.jiter.current_index());
        match next {
            // Without white space before it, the tokenizer stands at it already.
            Some(first) if *first > b' ' => Ok(Peek::new(*first)),
            _ => self.jiter.peek().map_err(syntax),
        }
    }

    /// Adds a member to the innermost object, unless an earlier one has its name.
    #[inline]
    fn member(&mut self, name: Entry, class: u64) -> Result<(), Fault> {
        let Some(frame) = self.frames.last_mut() else {
            return Ok(());
        };
        frame.members = frame.members.wrapping_add(1);
        let (members, object) = (frame.members, frame.entry);
        let seen = frame.seen & class != 0;
        frame.seen |= class;
        limit("members", members, self.limits.members, name.start as usize)?;
        if seen && members <= COMPARED_ONE_BY_ONE {
            self.compare(name, object)?;
        }
        self.entries.push(name);
        Ok(())
    }

    /// Compares a name with the earlier ones of its object.
    fn compare(&self, name: Entry, object: u32) -> Result<(), Fault> {
        let text = name.text(self.source, &self.decoded);
        let same = self
            .names(object)
            .find(|earlier| earlier.text(self.source, &self.decoded) == text);
        same.map_or(Ok(()), |first| {
            Err(Box::new(JsonError::Duplicate {
                offset: name.start as usize,
                first: first.start as usize,
            }))
        })
    }

    fn close(&mut self) -> Result<(), Fault> {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        if frame.members > COMPARED_ONE_BY_ONE {
            self.sort_and_compare(frame.entry)?;
        }
        let (end, after) = (index(self.jiter.current_index()), index(self.entries.len()));
        if let Some(entry) = self.entries.get_mut(frame.entry as usize) {
            entry.end = end;
            entry.link = after;
        }
        Ok(())
    }

    fn sort_and_compare(&self, object: u32) -> Result<(), Fault> {
        let mut names: Vec<(&str, u32)> = self
            .names(object)
            .filter_map(|entry| Some((entry.text(self.source, &self.decoded)?, entry.start)))
            .collect();
        names.sort_unstable();
        let twice = names.windows(2).filter_map(|pair| match pair {
            [(one, first), (other, second)] if one == other => Some((*second, *first)),
            _ => None,
        });
        twice.min().map_or(Ok(()), |(offset, first)| {
            Err(Box::new(JsonError::Duplicate {
                offset: offset as usize,
                first: first as usize,
            }))
        })
    }

    /// The names of an open object whose members are all read so far.
    fn names(&self, object: u32) -> impl Iterator<Item = Entry> {
        let mut next = object.saturating_add(1);
        core::iter::from_fn(move || {
            let name = self.entries.get(next as usize)?;
            let value = next.saturating_add(1);
            next = self.entries.get(value as usize)?.after(value);
            Some(*name)
        })
    }

    #[inline]
    fn push(&mut self, token: Token, start: usize, end: usize, link: usize) {
        self.entries.push(entry(token, start, end, link));
    }
}

#[inline]
fn limit(what: &'static str, found: usize, most: usize, offset: usize) -> Result<(), Fault> {
    if found > most {
        return Err(exceeded(what, found, most, offset));
    }
    Ok(())
}

#[cold]
fn exceeded(what: &'static str, found: usize, most: usize, offset: usize) -> Fault {
    Box::new(JsonError::Limit {
        offset,
        exceeded: LimitExceeded::new(what, found, most),
    })
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
    // Both quotes are inside the source.
    let end = place.wrapping_add(text.len()).wrapping_add(1);
    entry(Token::Text, place.wrapping_sub(1), end, 0)
}

/// Where in `source` the text stands, if it is a part of it.
///
/// The tokenizer lends texts without escapes from the source and decodes the others into a
/// buffer of its own, so the address tells which of the two a text is.
fn place_in(source: &str, text: &str) -> Option<usize> {
    let place = text.as_ptr().addr().wrapping_sub(source.as_ptr().addr());
    (place < source.len()).then_some(place)
}

/// An index or offset as entries hold it.
#[expect(
    clippy::cast_possible_truncation,
    reason = "sources are at most `u32::MAX` bytes long, and have fewer entries"
)]
const fn index(value: usize) -> u32 {
    value as u32
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
#[expect(
    clippy::needless_pass_by_value,
    reason = "what `map_err` hands over is passed on as it is"
)]
fn number_or_syntax(error: JiterError, start: usize) -> Fault {
    let digits = JiterErrorType::JsonError(JsonErrorType::NumberOutOfRange);
    if error.error_type != digits {
        return syntax(error);
    }
    let most = Tree::INTEGER_DIGITS;
    exceeded("integer digits", most.saturating_add(1), most, start)
}

#[cold]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what `map_err` hands over is passed on as it is"
)]
fn syntax(error: JiterError) -> Fault {
    Box::new(JsonError::Syntax {
        offset: error.index,
        message: match &error.error_type {
            JiterErrorType::JsonError(kind) => message(kind),
            JiterErrorType::WrongType { .. } => "expected a value",
        },
    })
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
