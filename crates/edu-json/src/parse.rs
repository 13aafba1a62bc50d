//! How the tree is built: values with their places, limits and unique names.

use edu_types::Limits;

use crate::cursor::{Cursor, Fault, exceeded};
use crate::entries::Entries;
#[cfg(test)]
use crate::steps;
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

pub(crate) struct Builder<'s, 'l> {
    source: &'s str,
    limits: &'l Limits,
    cursor: Cursor<'s>,
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
            cursor: Cursor::new(source),
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
        let mut next = Some(self.cursor.value()?);
        loop {
            let first = if let Some(first) = next {
                self.value(first)?
            } else {
                self.close()?;
                false
            };
            next = match self.frames.last() {
                None => break,
                Some(frame) if frame.object => self.key(first)?,
                Some(_) => self.cursor.item(first)?,
            };
        }
        self.cursor.finish()
    }

    /// Reads the value that starts with `first`; of an array or object, only its beginning. Says
    /// whether it was one.
    #[inline]
    fn value(&mut self, first: u8) -> Result<bool, Fault> {
        let start = self.cursor.at();
        self.values = self.values.wrapping_add(1);
        limit("nodes", self.values, self.limits.nodes, start)?;
        let token = match first {
            b'"' => {
                let (entry, text) = self.text(start)?;
                let length = text.len();
                limit("text", length, self.limits.text, start)?;
                self.entries.push(entry);
                return Ok(false);
            }
            b'{' => return self.open(Token::Object, start),
            b'[' => return self.open(Token::Array, start),
            b'n' => Token::Null,
            b't' => Token::True,
            b'f' => Token::False,
            // Everything else is a number or a fault that the tokenizer names.
            _ => Token::Number,
        };
        self.cursor.scalar(first)?;
        self.push(token, start, self.cursor.at(), 0);
        Ok(false)
    }

    /// Reads a text or name that starts at `start`; as an entry, and its bytes.
    #[inline]
    fn text(&mut self, start: usize) -> Result<(Entry, &[u8]), Fault> {
        let decoded = self.cursor.text(&mut self.decoded)?;
        let end = self.cursor.at();
        if let Some(link) = decoded {
            let text = self.decoded.text(link).unwrap_or_default();
            return Ok((entry(Token::Escaped, start, end, link), text.as_bytes()));
        }
        // Between both quotes, which stand in the source.
        let (first, last) = (start.wrapping_add(1), end.wrapping_sub(1));
        let text = self.source.as_bytes().get(first..last);
        Ok((entry(Token::Text, start, end, 0), text.unwrap_or_default()))
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

    /// Reads the first, or the next, member name of the innermost object and what its value starts
    /// with; `None` at the end of the object.
    #[inline]
    fn key(&mut self, first: bool) -> Result<Option<u8>, Fault> {
        if !self.cursor.member(first)? {
            return Ok(None);
        }
        let start = self.cursor.at();
        let (name, text) = self.text(start)?;
        let (length, class) = (text.len(), class(text));
        self.cursor.colon()?;
        limit("text", length, self.limits.text, start)?;
        self.member(name, class)?;
        self.cursor.value().map(Some)
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
        let (end, after) = (index(self.cursor.at()), index(self.entries.len()));
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
            #[cfg(test)]
            steps::count(1);
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

fn entry(token: Token, start: usize, end: usize, link: usize) -> Entry {
    Entry {
        token,
        start: index(start),
        end: index(end),
        link: index(link),
    }
}

/// An index or offset as entries hold it.
#[expect(
    clippy::cast_possible_truncation,
    reason = "sources are at most `u32::MAX` bytes long, and have fewer entries"
)]
const fn index(value: usize) -> u32 {
    value as u32
}

/// A bit by length and two characters: names of one object mostly differ in it.
#[inline]
fn class(bytes: &[u8]) -> u64 {
    let last = bytes.last().copied().unwrap_or(0);
    let middle = bytes.get(bytes.len() / 2).copied().unwrap_or(0);
    let mixed = bytes
        .len()
        .wrapping_mul(31)
        .wrapping_add(usize::from(last).wrapping_mul(7))
        .wrapping_add(usize::from(middle).wrapping_mul(13));
    1_u64.wrapping_shl(u32::try_from(mixed % 64).unwrap_or(0))
}
