//! How references and line ends in values are settled.

use crate::arena::Span;
use crate::characters::{is_character, is_name_byte};
use crate::error::{AMPERSAND, CHARACTER, ENTITY, ENTITY_HTML, Flaw, shown};
use crate::html;
use crate::parse::{Builder, Step};

/// No number of a character has more digits, leading zeros apart.
const MOST_DIGITS: usize = 8;

impl Builder<'_> {
    /// Writes the value of a part of the text to the decoded texts.
    pub(crate) fn decode(&mut self, start: usize, end: usize, attribute: bool) -> Step<Span> {
        let from = self.arena.decoded.len();
        let bytes = self.text.as_bytes();
        let mut at = start;
        while at < end {
            let rest = bytes.get(at..end).unwrap_or_default();
            let plain = rest
                .iter()
                .position(|byte| matches!(byte, b'&' | b'\r' | b'\n' | b'\t'))
                .unwrap_or(rest.len());
            let stop = at.wrapping_add(plain);
            let part = self.text.get(at..stop).unwrap_or_default();
            self.arena.decoded.push_str(part);
            at = match bytes.get(stop).filter(|_| stop < end) {
                None => end,
                Some(b'&') => self.reference(stop, end)?,
                Some(byte) => self.white_space(*byte, stop, attribute),
            };
        }
        Ok(Span::new(from, self.arena.decoded.len()))
    }

    /// Settles a tab or line end, and returns where it ends.
    fn white_space(&mut self, byte: u8, at: usize, attribute: bool) -> usize {
        let next = at.wrapping_add(1);
        let settled = match byte {
            _ if attribute => ' ',
            b'\r' => '\n',
            _ => char::from(byte),
        };
        self.arena.decoded.push(settled);
        if byte == b'\r' && self.byte(next) == Some(b'\n') {
            next.wrapping_add(1)
        } else {
            next
        }
    }

    /// Settles the reference at `at`, and returns where it ends.
    fn reference(&mut self, at: usize, end: usize) -> Step<usize> {
        let rest = self.text.get(at.wrapping_add(1)..end).unwrap_or_default();
        let is_number = rest.starts_with('#');
        let length = rest
            .bytes()
            .skip(usize::from(is_number))
            .position(|byte| !is_name_byte(byte))
            .map(|length| length.wrapping_add(usize::from(is_number)));
        let inside = length
            .and_then(|length| rest.get(..length))
            .unwrap_or_default();
        let closed = length.and_then(|length| rest.as_bytes().get(length)) == Some(&b';');
        let after = at.wrapping_add(inside.len()).wrapping_add(2);
        if closed && is_number {
            if let Some(number) = number(inside) {
                self.numbered(at, number)?;
                return Ok(after);
            }
        } else if closed && !inside.is_empty() {
            self.named(at, inside)?;
            return Ok(after);
        }
        let message = "`&` starts no reference, it must be written `&amp;`";
        self.weigh(&AMPERSAND, at, message)?;
        self.arena.decoded.push('&');
        Ok(at.wrapping_add(1))
    }

    fn numbered(&mut self, at: usize, number: Option<char>) -> Step {
        let Some(one) = number.filter(|one| is_character(*one)) else {
            let message = "reference to a character that XML does not allow";
            return Err(Flaw::new(&CHARACTER, at, message));
        };
        self.arena.decoded.push(one);
        Ok(())
    }

    fn named(&mut self, at: usize, name: &str) -> Step {
        let one = match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let Some(one) = html::character(name) else {
                    let message = format!("entity {} is not defined", shown(name));
                    return Err(Flaw::new(&ENTITY, at, message));
                };
                let message = format!("entity {} is defined in HTML alone", shown(name));
                self.weigh(&ENTITY_HTML, at, message)?;
                one
            }
        };
        self.arena.decoded.push(one);
        Ok(())
    }
}

/// The character that `#60` or `#x3c` stands for; the outer `None` is for what is no number, the
/// inner for what is no character.
#[expect(
    clippy::option_option,
    reason = "both are told apart by the one caller"
)]
fn number(inside: &str) -> Option<Option<char>> {
    let digits = inside.strip_prefix('#')?;
    let (digits, radix) = match digits.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    if digits.is_empty() || !digits.chars().all(|one| one.is_digit(radix)) {
        return None;
    }
    let significant = digits.trim_start_matches('0');
    if significant.len() > MOST_DIGITS {
        return Some(None);
    }
    let number = u32::from_str_radix(significant, radix).unwrap_or(0);
    Some(char::from_u32(number))
}
