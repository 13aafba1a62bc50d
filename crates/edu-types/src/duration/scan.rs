//! The grammar of ISO 8601 §4.4.3.2, number by number.

use super::{IsoDuration, NANOS_PER_SECOND};

/// Why a text is not a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IsoDurationError {
    /// The text is longer than allowed.
    #[error("duration is {found} bytes, limit is {limit}")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The text does not begin with `P`.
    #[error("duration does not begin with `P`, its form is PnYnMnDTnHnMnS or PnW")]
    NoDesignator,
    /// No number follows `P` or `T`, or none follows a decimal mark.
    #[error("duration has no digit at byte {at}, its form is PnYnMnDTnHnMnS or PnW")]
    NoDigit {
        /// Where, counted from zero; the length of the text where it ends too early.
        at: usize,
    },
    /// A number is not followed by a unit.
    #[error("number of duration has no unit at byte {at}, allowed are {allowed}")]
    NoUnit {
        /// Where, counted from zero; the length of the text where it ends too early.
        at: usize,
        /// The units that may stand there.
        allowed: &'static str,
    },
    /// A unit of time stands among those of the date.
    #[error(
        "`{unit}` at byte {at} of duration is a unit of time, `T` is missing before its number"
    )]
    TimeMissing {
        /// The unit.
        unit: char,
        /// Where, counted from zero.
        at: usize,
    },
    /// A unit stands behind itself or behind a smaller one.
    #[error("`{unit}` at byte {at} of duration is out of order, greater units stand first")]
    Order {
        /// The unit.
        unit: char,
        /// Where, counted from zero.
        at: usize,
    },
    /// Weeks stand beside another unit.
    #[error("duration has weeks beside other units, weeks stand alone")]
    WeeksCombined,
    /// A number that is not the last has a fraction.
    #[error("number before byte {at} of duration has a fraction, only the last one may")]
    FractionNotLast {
        /// Where its unit ends, counted from zero.
        at: usize,
    },
    /// A number has more digits than allowed, before its fraction.
    #[error("number at byte {at} of duration has more than {limit} digits")]
    TooManyDigits {
        /// Where it begins, counted from zero.
        at: usize,
        /// Digits allowed.
        limit: usize,
    },
}

/// A unit of time in a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the standard has no others")]
pub enum DurationUnit {
    /// `Y`.
    Years,
    /// `M` before `T`.
    Months,
    /// `W`, which stands alone.
    Weeks,
    /// `D`.
    Days,
    /// `H`.
    Hours,
    /// `M` behind `T`.
    Minutes,
    /// `S`.
    Seconds,
}

impl DurationUnit {
    /// Seconds in one, a day having 24 hours; `None` for years and months, which differ.
    pub const fn seconds(self) -> Option<u32> {
        match self {
            Self::Years | Self::Months => None,
            Self::Weeks => Some(604_800),
            Self::Days => Some(86_400),
            Self::Hours => Some(3600),
            Self::Minutes => Some(60),
            Self::Seconds => Some(1),
        }
    }
}

/// One number of a duration, with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DurationComponent<'t> {
    /// What is counted.
    pub unit: DurationUnit,
    /// How many whole ones.
    pub whole: u64,
    /// The digits behind the decimal mark; empty where there is none.
    pub fraction: &'t str,
}

impl DurationComponent<'_> {
    /// The length in nanoseconds, the rest cut; `None` for years and months.
    pub(super) fn nanos(self) -> Option<u128> {
        let unit = u128::from(self.unit.seconds()?).checked_mul(NANOS_PER_SECOND)?;
        // Eighteen digits are beyond nanoseconds even of a week, and fit.
        let (mut part, mut scale) = (0_u128, 1_u128);
        for digit in self.fraction.bytes().take(18) {
            part = part
                .checked_mul(10)?
                .checked_add(u128::from(digit.checked_sub(b'0')?))?;
            scale = scale.checked_mul(10)?;
        }
        let part = part.checked_mul(unit)?.checked_div(scale)?;
        u128::from(self.whole).checked_mul(unit)?.checked_add(part)
    }
}

/// Says whether a text is a duration.
pub(super) fn check(text: &str) -> Result<(), IsoDurationError> {
    let (found, limit) = (text.len(), IsoDuration::MAX_BYTES);
    if found > limit {
        return Err(IsoDurationError::TooLong { found, limit });
    }
    if !text.starts_with('P') {
        return Err(IsoDurationError::NoDesignator);
    }
    Scan::new(text).try_for_each(|component| component.map(|_| ()))
}

/// Reads one number after the other, and stops behind the first fault.
pub(super) struct Scan<'t> {
    text: &'t str,
    at: usize,
    in_time: bool,
    last: Option<DurationUnit>,
    ended: bool,
}

impl<'t> Scan<'t> {
    /// Begins behind the `P` of a text.
    pub(super) const fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 1,
            in_time: false,
            last: None,
            ended: false,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The digits that stand here; at least one.
    fn digits(&mut self) -> Result<&'t str, IsoDurationError> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at = self.at.saturating_add(1);
        }
        let digits = self.text.get(start..self.at).unwrap_or_default();
        if digits.is_empty() {
            return Err(IsoDurationError::NoDigit { at: start });
        }
        Ok(digits)
    }

    fn component(&mut self) -> Result<DurationComponent<'t>, IsoDurationError> {
        if self.peek() == Some(b'T') && !self.in_time {
            self.in_time = true;
            self.at = self.at.saturating_add(1);
        }
        let (start, digits) = (self.at, self.digits()?);
        let limit = IsoDuration::MAX_WHOLE_DIGITS;
        if digits.len() > limit {
            return Err(IsoDurationError::TooManyDigits { at: start, limit });
        }
        let whole = digits.bytes().fold(0_u64, |number, digit| {
            let digit = u64::from(digit.wrapping_sub(b'0'));
            number.saturating_mul(10).saturating_add(digit)
        });
        let fraction = if matches!(self.peek(), Some(b'.' | b',')) {
            self.at = self.at.saturating_add(1);
            self.digits()?
        } else {
            ""
        };
        let unit = self.unit()?;
        let is_last = self.at == self.text.len();
        if !fraction.is_empty() && !is_last {
            return Err(IsoDurationError::FractionNotLast { at: self.at });
        }
        Ok(DurationComponent {
            unit,
            whole,
            fraction,
        })
    }

    /// The unit that stands here, where it may.
    fn unit(&mut self) -> Result<DurationUnit, IsoDurationError> {
        let (at, byte) = (self.at, self.peek().unwrap_or_default());
        let unit = match (self.in_time, byte) {
            (false, b'Y') => DurationUnit::Years,
            (false, b'M') => DurationUnit::Months,
            (false, b'W') => DurationUnit::Weeks,
            (false, b'D') => DurationUnit::Days,
            (true, b'H') => DurationUnit::Hours,
            (true, b'M') => DurationUnit::Minutes,
            (true, b'S') => DurationUnit::Seconds,
            (false, b'H' | b'S') => {
                let unit = char::from(byte);
                return Err(IsoDurationError::TimeMissing { unit, at });
            }
            (false, _) => {
                let allowed = "`Y`, `M`, `W` and `D`";
                return Err(IsoDurationError::NoUnit { at, allowed });
            }
            (true, _) => {
                let allowed = "`H`, `M` and `S`";
                return Err(IsoDurationError::NoUnit { at, allowed });
            }
        };
        let weeks = DurationUnit::Weeks;
        if self.last == Some(weeks) || (unit == weeks && self.last.is_some()) {
            return Err(IsoDurationError::WeeksCombined);
        }
        if self.last.is_some_and(|last| last >= unit) {
            let unit = char::from(byte);
            return Err(IsoDurationError::Order { unit, at });
        }
        self.last = Some(unit);
        self.at = self.at.saturating_add(1);
        Ok(unit)
    }
}

impl<'t> Iterator for Scan<'t> {
    type Item = Result<DurationComponent<'t>, IsoDurationError>;

    fn next(&mut self) -> Option<Self::Item> {
        let complete = self.at == self.text.len() && self.last.is_some();
        if self.ended || complete {
            return None;
        }
        let component = self.component();
        self.ended = component.is_err();
        Some(component)
    }
}
