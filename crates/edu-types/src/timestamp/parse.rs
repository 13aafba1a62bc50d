//! The grammar of RFC 3339, byte by byte.

use super::civil::{self, Date, Time};
use super::{Offset, Timestamp, canonical_digits};

/// Why a text is not a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimestampError {
    /// The text has something else, or nothing, where the form asks for `expected`.
    #[error(
        "timestamp has no {expected} at byte {at}, its form is \
         YYYY-MM-DDThh:mm:ss[.fraction](Z|+hh:mm|-hh:mm)"
    )]
    Form {
        /// What is allowed there.
        expected: &'static str,
        /// Where, counted from zero; the length of the text where it ends too early.
        at: usize,
    },
    /// A field is outside its range.
    #[error("{field} of timestamp is {found}, allowed is {min} to {max}")]
    Range {
        /// Which field.
        field: &'static str,
        /// The number found.
        found: u32,
        /// The least number allowed.
        min: u32,
        /// The greatest number allowed; for a day, that of its month.
        max: u32,
    },
    /// The second is 60 where no leap second can be.
    #[error(
        "second of timestamp is 60, allowed is that only as 23:59:60 UTC on the last day of a month"
    )]
    LeapSecond,
    /// The fraction is longer than [`Timestamp::MAX_FRACTION_DIGITS`].
    #[error("fraction of timestamp has more than {limit} digits")]
    FractionTooLong {
        /// Digits allowed.
        limit: usize,
    },
}

/// What a text says.
pub(super) struct Parsed {
    pub(super) seconds: i64,
    pub(super) nanos: u32,
    pub(super) offset: Offset,
    /// Whether the text is the one that `Display` would make from the instant alone.
    pub(super) canonical: bool,
}

pub(super) fn parse(bytes: &[u8]) -> Result<Parsed, TimestampError> {
    match everyday(bytes) {
        Some(parsed) => Ok(parsed),
        None => by_the_grammar(bytes),
    }
}

/// What nearly every text is: without leap second, and with a fraction of three, six or nine digits
/// or none. Anything else is left to the grammar, which says what is wrong.
fn everyday(bytes: &[u8]) -> Option<Parsed> {
    let (
        [
            y1,
            y2,
            y3,
            y4,
            b'-',
            m1,
            m2,
            b'-',
            d1,
            d2,
            b'T',
            h1,
            h2,
            b':',
            i1,
            i2,
            b':',
            s1,
            s2,
        ],
        rest,
    ) = bytes.split_first_chunk::<19>()?
    else {
        return None;
    };
    let century = two(*y1, *y2)?.saturating_mul(100);
    let (year, month, day) = (
        century.saturating_add(two(*y3, *y4)?),
        two(*m1, *m2)?,
        two(*d1, *d2)?,
    );
    let (hour, minute, second) = (two(*h1, *h2)?, two(*i1, *i2)?, two(*s1, *s2)?);
    let (fraction, offset) = match rest {
        [fraction @ .., b'Z'] => (fraction, Offset::Utc),
        [fraction @ .., sign @ (b'+' | b'-'), h1, h2, b':', i1, i2] => {
            let (hour, minute) = (two(*h1, *h2)?, two(*i1, *i2)?);
            let sound = hour < 24 && minute < 60;
            (
                fraction,
                sound.then(|| Offset::signed(*sign, hour, minute))?,
            )
        }
        _ => return None,
    };
    let (nanos, digits) = match fraction {
        [] => (0, 0),
        [b'.', digits @ ..] => (everyday_nanos(digits)?, digits.len()),
        _ => return None,
    };
    let sound = (1..=12).contains(&month) && day >= 1 && hour < 24 && minute < 60 && second < 60;
    if !sound || day > civil::days_in_month(year, month) {
        return None;
    }
    let (date, time) = (
        Date { year, month, day },
        Time {
            hour,
            minute,
            second,
        },
    );
    let east = i64::from(offset.minutes()).saturating_mul(60);
    Some(Parsed {
        seconds: civil::seconds_of(date, time).saturating_sub(east),
        nanos,
        offset,
        canonical: offset == Offset::Utc && digits == canonical_digits(nanos),
    })
}

/// The number that two digits are.
fn two(tens: u8, ones: u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    let number = u32::from(tens)
        .saturating_mul(10)
        .saturating_add(u32::from(ones));
    (tens < 10 && ones < 10).then_some(number)
}

/// The nanoseconds of a fraction of three, six or nine digits.
fn everyday_nanos(digits: &[u8]) -> Option<u32> {
    let unit = match digits.len() {
        3 => 1_000_000,
        6 => 1000,
        9 => 1,
        _ => return None,
    };
    let number = digits.iter().try_fold(0_u32, |number, digit| {
        let digit = digit.wrapping_sub(b'0');
        let next = number.saturating_mul(10).saturating_add(u32::from(digit));
        (digit < 10).then_some(next)
    })?;
    Some(number.saturating_mul(unit))
}

fn by_the_grammar(bytes: &[u8]) -> Result<Parsed, TimestampError> {
    let mut cursor = Cursor { bytes, at: 0 };
    let date = date(&mut cursor)?;
    let separator = cursor.one_of(b"Tt", "`T`")?;
    let written = time(&mut cursor)?;
    let (nanos, digits) = fraction(&mut cursor)?;
    let (offset, zulu) = offset(&mut cursor)?;
    cursor.end()?;

    let leap = written.second == 60;
    let time = Time {
        second: written.second.min(59),
        ..written
    };
    let east = i64::from(offset.minutes()).saturating_mul(60);
    let seconds = civil::seconds_of(date, time).saturating_sub(east);
    if leap && !civil::ends_month(seconds) {
        return Err(TimestampError::LeapSecond);
    }
    let canonical = separator == b'T' && zulu && !leap && digits == canonical_digits(nanos);
    Ok(Parsed {
        seconds,
        nanos,
        offset,
        canonical,
    })
}

fn date(cursor: &mut Cursor<'_>) -> Result<Date, TimestampError> {
    let year = cursor.number(4, "digit of the year")?;
    cursor.one_of(b"-", "`-`")?;
    let month = cursor.number(2, "digit of the month")?;
    in_range("month", month, 1, 12)?;
    cursor.one_of(b"-", "`-`")?;
    let day = cursor.number(2, "digit of the day")?;
    in_range("day", day, 1, civil::days_in_month(year, month))?;
    Ok(Date { year, month, day })
}

fn time(cursor: &mut Cursor<'_>) -> Result<Time, TimestampError> {
    let hour = cursor.number(2, "digit of the hour")?;
    in_range("hour", hour, 0, 23)?;
    cursor.one_of(b":", "`:`")?;
    let minute = cursor.number(2, "digit of the minute")?;
    in_range("minute", minute, 0, 59)?;
    cursor.one_of(b":", "`:`")?;
    let second = cursor.number(2, "digit of the second")?;
    in_range("second", second, 0, 60)?;
    Ok(Time {
        hour,
        minute,
        second,
    })
}

/// Nanoseconds, truncated, and the number of digits written.
fn fraction(cursor: &mut Cursor<'_>) -> Result<(u32, usize), TimestampError> {
    if cursor.peek() != Some(b'.') {
        return Ok((0, 0));
    }
    cursor.advance();
    let mut nanos = cursor.digit("digit of the fraction")?;
    let mut digits: usize = 1;
    while cursor.peek().is_some_and(|byte| byte.is_ascii_digit()) {
        let digit = cursor.digit("digit of the fraction")?;
        digits = digits.saturating_add(1);
        if digits > Timestamp::MAX_FRACTION_DIGITS {
            let limit = Timestamp::MAX_FRACTION_DIGITS;
            return Err(TimestampError::FractionTooLong { limit });
        }
        if digits <= 9 {
            nanos = nanos.saturating_mul(10).saturating_add(digit);
        }
    }
    for _ in digits..9 {
        nanos = nanos.saturating_mul(10);
    }
    Ok((nanos, digits))
}

/// The offset, and whether it is a capital `Z`.
fn offset(cursor: &mut Cursor<'_>) -> Result<(Offset, bool), TimestampError> {
    let sign = cursor.one_of(b"Zz+-", "`Z`, `+hh:mm` or `-hh:mm`")?;
    if sign.eq_ignore_ascii_case(&b'Z') {
        return Ok((Offset::Utc, sign == b'Z'));
    }
    let hour = cursor.number(2, "digit of the offset hour")?;
    in_range("offset hour", hour, 0, 23)?;
    cursor.one_of(b":", "`:`")?;
    let minute = cursor.number(2, "digit of the offset minute")?;
    in_range("offset minute", minute, 0, 59)?;
    Ok((Offset::signed(sign, hour, minute), false))
}

impl Offset {
    /// The offset that is written with `sign` and these two numbers, at most 23 and 59.
    pub(super) fn signed(sign: u8, hour: u32, minute: u32) -> Self {
        let minutes = hour.saturating_mul(60).saturating_add(minute);
        // At most 23:59, so the conversion holds.
        let minutes = i16::try_from(minutes).unwrap_or_default();
        match (sign, minutes) {
            (b'-', 0) => Self::Unknown,
            (b'-', west) => Self::Minutes(west.saturating_neg()),
            // The only sign left is `+`.
            (_, east) => Self::Minutes(east),
        }
    }
}

pub(super) const fn in_range(
    field: &'static str,
    found: u32,
    min: u32,
    max: u32,
) -> Result<(), TimestampError> {
    if min <= found && found <= max {
        return Ok(());
    }
    Err(TimestampError::Range {
        field,
        found,
        min,
        max,
    })
}

pub(super) struct Cursor<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl Cursor<'_> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) const fn advance(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    const fn missing(&self, expected: &'static str) -> TimestampError {
        TimestampError::Form {
            expected,
            at: self.at,
        }
    }

    pub(super) fn one_of(
        &mut self,
        allowed: &[u8],
        expected: &'static str,
    ) -> Result<u8, TimestampError> {
        let byte = self
            .peek()
            .filter(|byte| allowed.contains(byte))
            .ok_or_else(|| self.missing(expected))?;
        self.advance();
        Ok(byte)
    }

    pub(super) fn digit(&mut self, expected: &'static str) -> Result<u32, TimestampError> {
        let digit = self.peek().map(|byte| byte.wrapping_sub(b'0'));
        let digit = digit.filter(|digit| *digit < 10);
        let digit = digit.ok_or_else(|| self.missing(expected))?;
        self.advance();
        Ok(u32::from(digit))
    }

    /// A number of exactly `digits` digits.
    pub(super) fn number(
        &mut self,
        digits: u8,
        expected: &'static str,
    ) -> Result<u32, TimestampError> {
        let mut number: u32 = 0;
        for _ in 0..digits {
            number = number
                .saturating_mul(10)
                .saturating_add(self.digit(expected)?);
        }
        Ok(number)
    }

    pub(super) fn end(&self) -> Result<(), TimestampError> {
        if self.at == self.bytes.len() {
            Ok(())
        } else {
            Err(self.missing("end"))
        }
    }
}
