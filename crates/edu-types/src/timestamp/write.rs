//! The text of a timestamp: the one received, or the canonical one of its instant.

use core::fmt;

use super::{Timestamp, canonical_digits, civil};

impl Timestamp {
    /// Adds the text at the end of another: what `Display` writes, in less time.
    pub fn push_onto(&self, text: &mut String) {
        if let Some(received) = &self.text {
            text.push_str(received);
            return;
        }
        let (date, time) = civil::date_and_time(self.seconds);
        for (number, digits, before) in [
            (date.year, 4, ""),
            (date.month, 2, "-"),
            (date.day, 2, "-"),
            (time.hour, 2, "T"),
            (time.minute, 2, ":"),
            (time.second, 2, ":"),
        ] {
            text.push_str(before);
            push_digits(text, number, digits);
        }
        let (fraction, digits) = match canonical_digits(self.nanos) {
            0 => (0, 0),
            3 => (self.nanos / 1_000_000, 3),
            6 => (self.nanos / 1000, 6),
            _ => (self.nanos, 9),
        };
        text.push_str(if digits == 0 { "" } else { "." });
        push_digits(text, fraction, digits);
        text.push('Z');
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = &self.text {
            return f.write_str(text);
        }
        let mut text = String::with_capacity(CANONICAL_BYTES);
        self.push_onto(&mut text);
        f.write_str(&text)
    }
}

/// The longest text of a timestamp that was made from a number.
const CANONICAL_BYTES: usize = "0000-01-01T00:00:00.000000000Z".len();

fn push_digits(text: &mut String, number: u32, digits: u32) {
    let mut unit = 10_u32.pow(digits.saturating_sub(1));
    for _ in 0..digits {
        let digit = number.checked_div(unit).unwrap_or_default() % 10;
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
        unit = (unit / 10).max(1);
    }
}
