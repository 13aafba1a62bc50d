//! Numbers and ranges of numbers.

use core::fmt;

use edu_types::Decimal;

use super::super::error::{ResponseError, ResponseFault};
use super::super::read::{Piece, RANGE};

/// A number, or a range of numbers with both ends included; an end may be open.
///
/// Numbers are compared by their digits, so that `0.1` is `0.10` and nothing is lost to binary
/// fractions. `Debug` shows none, because they may be a learner's.
///
/// ```
/// use edu_types::Decimal;
/// use xapi_model::interaction::NumericRange;
///
/// let from_four = NumericRange::at_least(Decimal::from(4));
/// assert!(from_four.contains(&NumericRange::exactly(Decimal::parse("4.0")?)));
/// assert!(!from_four.contains(&NumericRange::at_most(Decimal::from(9))));
/// # Ok::<(), edu_types::DecimalError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct NumericRange(Form);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    Number(Decimal),
    Range {
        minimum: Option<Decimal>,
        maximum: Option<Decimal>,
    },
}

impl NumericRange {
    /// That number alone.
    pub const fn exactly(number: Decimal) -> Self {
        Self(Form::Number(number))
    }

    /// That number and all above it.
    pub const fn at_least(minimum: Decimal) -> Self {
        Self(Form::Range {
            minimum: Some(minimum),
            maximum: None,
        })
    }

    /// That number and all below it.
    pub const fn at_most(maximum: Decimal) -> Self {
        Self(Form::Range {
            minimum: None,
            maximum: Some(maximum),
        })
    }

    /// Every number.
    pub const fn any() -> Self {
        Self(Form::Range {
            minimum: None,
            maximum: None,
        })
    }

    /// Both numbers and all between them.
    ///
    /// # Errors
    ///
    /// [`ResponseFault::RangeReversed`] where the minimum is above the maximum.
    pub fn between(minimum: Decimal, maximum: Decimal) -> Result<Self, ResponseError> {
        if minimum > maximum {
            return Err(ResponseError::new(0, ResponseFault::RangeReversed));
        }
        Ok(Self(Form::Range {
            minimum: Some(minimum),
            maximum: Some(maximum),
        }))
    }

    pub(super) fn read(piece: Piece<'_>) -> Result<Self, ResponseError> {
        let Some((minimum, maximum)) = piece.split(RANGE) else {
            return Ok(Self::exactly(number(piece)?));
        };
        maximum.refuse(RANGE, ResponseFault::SecondRangeDelimiter)?;
        let (minimum, maximum) = (end(minimum)?, end(maximum)?);
        if let (Some(minimum), Some(maximum)) = (&minimum, &maximum)
            && minimum > maximum
        {
            return Err(piece.fault(ResponseFault::RangeReversed));
        }
        Ok(Self(Form::Range { minimum, maximum }))
    }

    /// The lowest number; `None` where there is no lowest.
    pub const fn minimum(&self) -> Option<&Decimal> {
        match &self.0 {
            Form::Number(number) => Some(number),
            Form::Range { minimum, .. } => minimum.as_ref(),
        }
    }

    /// The highest number; `None` where there is no highest.
    pub const fn maximum(&self) -> Option<&Decimal> {
        match &self.0 {
            Form::Number(number) => Some(number),
            Form::Range { maximum, .. } => maximum.as_ref(),
        }
    }

    /// Whether all numbers of the other are in this one.
    pub fn contains(&self, other: &Self) -> bool {
        let above = self.minimum().is_none_or(|lowest| {
            let other = other.minimum();
            other.is_some_and(|number| number >= lowest)
        });
        above
            && self.maximum().is_none_or(|highest| {
                let other = other.maximum();
                other.is_some_and(|number| number <= highest)
            })
    }

    pub(super) fn write(&self, text: &mut String) {
        self.write_with(RANGE, text);
    }

    pub(super) fn write_with(&self, delimiter: &str, text: &mut String) {
        let end = |number: &Option<Decimal>, text: &mut String| {
            text.push_str(number.as_ref().map_or("", Decimal::as_str));
        };
        match &self.0 {
            Form::Number(number) => text.push_str(number.as_str()),
            Form::Range { minimum, maximum } => {
                end(minimum, text);
                text.push_str(delimiter);
                end(maximum, text);
            }
        }
    }

    /// Whether it is the number written so.
    pub(in crate::interaction) fn is_written(&self, text: &str) -> bool {
        matches!(&self.0, Form::Number(number) if number.as_str() == text)
    }
}

impl fmt::Debug for NumericRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NumericRange(…)")
    }
}

fn number(piece: Piece<'_>) -> Result<Decimal, ResponseError> {
    let number = Decimal::parse(piece.text);
    number.map_err(|error| piece.fault(ResponseFault::Number(error)))
}

fn end(piece: Piece<'_>) -> Result<Option<Decimal>, ResponseError> {
    if piece.text.is_empty() {
        return Ok(None);
    }
    number(piece).map(Some)
}
