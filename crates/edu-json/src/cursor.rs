//! Where reading stands in a document: what comes next, and what is wrong with it.
//!
//! White space, structure and texts without escapes are told apart here. All else, which is where
//! readers go wrong, is read by the tokenizer: escapes, numbers and words.

#![expect(
    clippy::unnecessary_box_returns,
    reason = "faults are large, and what is sound should travel in registers"
)]

use edu_types::LimitExceeded;
use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType, Peek};

#[cfg(test)]
use crate::steps;
use crate::tree::Decoded;
use crate::{JsonError, Tree};

/// A fault on its way out.
pub(crate) type Fault = Box<JsonError>;

pub(crate) struct Cursor<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Cursor<'s> {
    pub(crate) const fn new(source: &'s str) -> Self {
        Self { source, at: 0 }
    }

    /// Bytes before what comes next.
    #[inline]
    pub(crate) const fn at(&self) -> usize {
        self.at
    }

    /// The first byte that is no white space, which stays where it is.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.source.as_bytes().get(self.at) {
            #[cfg(test)]
            steps::count(1);
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(*byte);
            }
            self.advance();
        }
        None
    }

    /// Goes past the byte that stands here.
    #[inline]
    fn advance(&mut self) {
        // A byte stands here, so what follows it is a place in the source or its end.
        self.at = self.at.wrapping_add(1);
    }

    /// What the next value starts with.
    #[inline]
    pub(crate) fn value(&mut self) -> Result<u8, Fault> {
        match self.peek() {
            Some(first) => Ok(first),
            None => Err(self.fault(&JsonErrorType::EofWhileParsingValue)),
        }
    }

    /// What the first, or the next, item of an array starts with; `None` past its end.
    #[inline]
    pub(crate) fn item(&mut self, first: bool) -> Result<Option<u8>, Fault> {
        if first {
            // Its bracket.
            self.advance();
        }
        let wrong = match self.peek() {
            Some(b']') => {
                self.advance();
                return Ok(None);
            }
            Some(other) if first => return Ok(Some(other)),
            Some(b',') => {
                self.advance();
                match self.peek() {
                    Some(b']') => JsonErrorType::TrailingComma,
                    Some(other) => return Ok(Some(other)),
                    None => JsonErrorType::EofWhileParsingValue,
                }
            }
            Some(_) => JsonErrorType::ExpectedListCommaOrEnd,
            None => JsonErrorType::EofWhileParsingList,
        };
        Err(self.fault(&wrong))
    }

    /// Whether a first, or next, member of an object follows, whose name then begins here; past its
    /// end where not.
    #[inline]
    pub(crate) fn member(&mut self, first: bool) -> Result<bool, Fault> {
        if first {
            // Its brace.
            self.advance();
        }
        let wrong = match self.peek() {
            Some(b'"') if first => return Ok(true),
            Some(b'}') => {
                self.advance();
                return Ok(false);
            }
            Some(b',') if !first => {
                self.advance();
                match self.peek() {
                    Some(b'"') => return Ok(true),
                    Some(b'}') => JsonErrorType::TrailingComma,
                    Some(_) => JsonErrorType::KeyMustBeAString,
                    None => JsonErrorType::EofWhileParsingValue,
                }
            }
            Some(_) if first => JsonErrorType::KeyMustBeAString,
            Some(_) => JsonErrorType::ExpectedObjectCommaOrEnd,
            None => JsonErrorType::EofWhileParsingObject,
        };
        Err(self.fault(&wrong))
    }

    /// Goes past the colon behind a member name.
    #[inline]
    pub(crate) fn colon(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b':') => {
                self.advance();
                Ok(())
            }
            Some(_) => Err(self.fault(&JsonErrorType::ExpectedColon)),
            None => Err(self.fault(&JsonErrorType::EofWhileParsingObject)),
        }
    }

    /// Goes past the text whose quote stands here. One with escapes is decoded: its index.
    #[inline]
    pub(crate) fn text(&mut self, decoded: &mut Decoded) -> Result<Option<usize>, Fault> {
        let bytes = self.source.as_bytes();
        let end = plain_end(bytes, self.at.wrapping_add(1));
        if bytes.get(end) == Some(&b'"') {
            self.at = end.wrapping_add(1);
            return Ok(None);
        }
        self.escaped(end, decoded).map(Some)
    }

    /// Goes past a text that is not plain from `special` on.
    #[inline(never)]
    fn escaped(&mut self, special: usize, decoded: &mut Decoded) -> Result<usize, Fault> {
        let bytes = self.source.as_bytes();
        let mut end = special;
        while bytes.get(end) == Some(&b'\\') {
            end = plain_end(bytes, end.saturating_add(2));
        }
        // The tokenizer makes room for as much text as it is shown, so this is the one alone.
        let alone = bytes.get(self.at..=end).unwrap_or_default();
        #[cfg(test)]
        steps::count(alone.len());
        if let Ok(text) = Jiter::new(alone).known_str() {
            self.at = end.saturating_add(1);
            return Ok(decoded.keep(text));
        }
        // It names faults by what follows.
        self.by_tokenizer(|jiter| jiter.known_str().map(|text| decoded.keep(text)))
    }

    /// Goes past the number or word that starts with `first`; anything else is a fault.
    pub(crate) fn scalar(&mut self, first: u8) -> Result<(), Fault> {
        let peek = Peek::new(first);
        self.by_tokenizer(|jiter| match peek {
            Peek::Null => jiter.known_null(),
            Peek::True | Peek::False => jiter.known_bool(peek).map(drop),
            _ => jiter.known_number_bytes(peek).map(drop),
        })
    }

    /// Whether nothing but white space follows.
    pub(crate) fn finish(&mut self) -> Result<(), Fault> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.fault(&JsonErrorType::TrailingCharacters)),
        }
    }

    /// Reads what stands here by the tokenizer, and goes past it.
    fn by_tokenizer<T>(
        &mut self,
        read: impl FnOnce(&mut Jiter<'s>) -> Result<T, JiterError>,
    ) -> Result<T, Fault> {
        let rest = self.source.as_bytes().get(self.at..).unwrap_or_default();
        let mut jiter = Jiter::new(rest);
        let value = read(&mut jiter).map_err(|error| told(&error, self.at))?;
        #[cfg(test)]
        steps::count(jiter.current_index());
        self.at = self.at.saturating_add(jiter.current_index());
        Ok(value)
    }

    #[cold]
    fn fault(&self, kind: &JsonErrorType) -> Fault {
        syntax(message(kind), self.at)
    }
}

/// Where a text that goes on at `at` has its first byte that is a quote, a backslash or a control
/// character; the end of all bytes where it has none.
#[inline]
fn plain_end(bytes: &[u8], at: usize) -> usize {
    let mut rest = bytes.get(at..).unwrap_or_default();
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        #[cfg(test)]
        steps::count(word.len());
        let special = special_in(u64::from_le_bytes(*word));
        if special != 0 {
            let before = special.trailing_zeros() / 8;
            let left = rest.len().saturating_sub(before as usize);
            return bytes.len().saturating_sub(left);
        }
        rest = after;
    }
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    let before = rest.iter().position(special).unwrap_or(rest.len());
    #[cfg(test)]
    steps::count(before);
    bytes
        .len()
        .saturating_sub(rest.len().saturating_sub(before))
}

/// Each byte once.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte.
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The highest bit of the first byte that is a quote, a backslash or a control character; above it,
/// bits mean nothing. Zero where there is no such byte.
///
/// A byte less `n` borrows from its highest bit where it is below `n`; `!word` leaves out those
/// that had that bit set before.
#[inline]
const fn special_in(word: u64) -> u64 {
    const QUOTES: u64 = ONES.wrapping_mul(b'"' as u64);
    const BACKSLASHES: u64 = ONES.wrapping_mul(b'\\' as u64);
    const SPACES: u64 = ONES.wrapping_mul(b' ' as u64);
    let control = word.wrapping_sub(SPACES);
    let quote = (word ^ QUOTES).wrapping_sub(ONES);
    let backslash = (word ^ BACKSLASHES).wrapping_sub(ONES);
    (control | quote | backslash) & !word & HIGHS
}

#[cold]
pub(crate) fn exceeded(what: &'static str, found: usize, most: usize, offset: usize) -> Fault {
    Box::new(JsonError::Limit {
        offset,
        exceeded: LimitExceeded::new(what, found, most),
    })
}

#[cold]
fn syntax(message: &'static str, offset: usize) -> Fault {
    Box::new(JsonError::Syntax { offset, message })
}

/// A fault that the tokenizer met in what starts at `start`.
#[cold]
fn told(error: &JiterError, start: usize) -> Fault {
    let offset = start.saturating_add(error.index);
    match &error.error_type {
        JiterErrorType::JsonError(JsonErrorType::NumberOutOfRange) => {
            let most = Tree::INTEGER_DIGITS;
            exceeded("integer digits", most.saturating_add(1), most, start)
        }
        JiterErrorType::JsonError(kind) => syntax(message(kind), offset),
        JiterErrorType::WrongType { .. } => syntax("expected a value", offset),
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one_by_one(bytes: &[u8], at: usize) -> usize {
        let mut rest = bytes.iter().enumerate().skip(at);
        let special = rest.find(|(_, byte)| matches!(byte, b'"' | b'\\' | 0..0x20));
        special.map_or(bytes.len(), |(place, _)| place)
    }

    #[test]
    fn each_byte_is_special_or_not_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            for place in 0..16 {
                let mut bytes = [b'a'; 16];
                bytes[place] = byte;
                assert_eq!(plain_end(&bytes, 0), one_by_one(&bytes, 0), "{byte}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_text_is_plain_up_to_the_same_byte_as_one_by_one(
            bytes in prop::collection::vec(any::<u8>(), 0..40),
            at in 0_usize..48,
        ) {
            prop_assert_eq!(plain_end(&bytes, at), one_by_one(&bytes, at));
        }
    }

    #[test]
    fn a_fault_in_an_escape_is_told_by_what_follows_the_text() {
        for (source, offset) in [("\"\\u12\", 1]", 5), ("\"\\u12", 5), ("\"\\\"", 3)] {
            let fault = Cursor::new(source)
                .text(&mut Decoded::default())
                .unwrap_err();
            assert_eq!(fault.offset(), offset, "{source}");
        }
    }
}
