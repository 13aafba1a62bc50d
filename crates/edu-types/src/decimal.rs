//! Decimal numbers that keep their text.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

use crate::short_text::ShortText;

/// A finite decimal number, with the text it came in.
///
/// Two are equal when they mean the same number: `7`, `7.0` and `70e-1` are. `Display` gives the
/// text back byte for byte. No value is lost to binary fractions: comparisons look at the digits.
///
/// ```
/// use edu_types::Decimal;
///
/// let given = Decimal::parse("83.50")?;
/// assert_eq!(given, Decimal::parse("8.35e1")?);
/// assert!(given < Decimal::from(100));
/// assert_eq!(given.to_string(), "83.50");
/// assert_eq!(
///     Decimal::parse("NaN").unwrap_err().to_string(),
///     "text is not a decimal number as JSON writes them",
/// );
/// # Ok::<(), edu_types::DecimalError>(())
/// ```
///
/// Spec: RFC 8259 §6.
#[derive(Clone)]
pub struct Decimal(ShortText);

/// A decimal number above zero, such as the highest score that can be reached.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PositiveDecimal(Decimal);

/// Why a text is no decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecimalError {
    /// The text is not of the grammar.
    #[error("text is not a decimal number as JSON writes them")]
    Syntax,
    /// The text is longer than allowed.
    #[error("number has {found} characters, limit is {limit}")]
    TooLong {
        /// Characters found.
        found: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// The number is beyond what a 64-bit floating-point number can hold, so that readers would
    /// disagree about it.
    #[error("number is beyond the range of 64-bit floating-point numbers")]
    Range,
    /// The number is zero or less.
    #[error("number is {found}, above 0 is allowed")]
    NotPositive {
        /// How it was found to be: `zero` or `negative`.
        found: &'static str,
    },
}

impl Decimal {
    /// Longest text allowed, in characters.
    pub const MAX_CHARS: usize = 64;

    /// Takes a number as JSON writes them.
    ///
    /// # Errors
    ///
    /// [`DecimalError`] where the text is no such number, is longer than
    /// [`Decimal::MAX_CHARS`], or is not finite as a 64-bit floating-point number.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        if text.len() > Self::MAX_CHARS {
            return Err(DecimalError::TooLong {
                found: text.chars().count(),
                limit: Self::MAX_CHARS,
            });
        }
        let form = form(text.as_bytes()).ok_or(DecimalError::Syntax)?;
        // Sixty-four digits are far from where floating-point numbers end; an exponent is not.
        if form == Form::Scientific && !text.parse().is_ok_and(f64::is_finite) {
            return Err(DecimalError::Range);
        }
        Ok(Self(ShortText::new(text)))
    }

    /// The shortest decimal number that reads as `value`; `None` where it is not finite.
    pub fn from_f64(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let plain = value.to_string();
        let short = if plain.len() > Self::MAX_CHARS {
            format!("{value:e}")
        } else {
            plain
        };
        Self::parse(&short).ok()
    }

    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The nearest 64-bit floating-point number; always finite.
    pub fn as_f64(&self) -> f64 {
        self.as_str().parse().unwrap_or_default()
    }

    /// Whether the number is zero, however it is signed or written.
    pub fn is_zero(&self) -> bool {
        let digits = self
            .as_str()
            .bytes()
            .take_while(|byte| !matches!(byte, b'e' | b'E'));
        digits.fold(true, |zero, byte| zero & !matches!(byte, b'1'..=b'9'))
    }

    /// Whether the number is below zero; `-0` is not.
    pub fn is_negative(&self) -> bool {
        self.as_str().starts_with('-') && !self.is_zero()
    }

    /// Whether the number is above zero.
    pub fn is_positive(&self) -> bool {
        !self.as_str().starts_with('-') && !self.is_zero()
    }

    /// The part before the exponent.
    fn significand(&self) -> &str {
        self.as_str().split(['e', 'E']).next().unwrap_or_default()
    }

    /// The digits from the first that is not zero to the last that is not, and the power of ten
    /// of the first; empty for zero.
    fn normal(&self) -> (Vec<u8>, i64) {
        let written = self
            .as_str()
            .split_once(['e', 'E'])
            .map(|(_, exponent)| exponent);
        // Sixty-four characters hold exponents far beyond any that is in range.
        let exponent: i64 = written.map_or(0, |text| text.parse().unwrap_or(0));
        let unsigned = self.significand().trim_start_matches('-');
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all = whole.bytes().chain(fraction.bytes());
        let leading = all.clone().take_while(|digit| *digit == b'0').count();
        let mut digits: Vec<u8> = all.skip(leading).collect();
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        if digits.is_empty() {
            return (digits, 0);
        }
        let places = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let first = places(whole.len())
            .saturating_sub(places(leading))
            .saturating_sub(1);
        (digits, first.saturating_add(exponent))
    }
}

impl PositiveDecimal {
    /// Takes a number above zero.
    ///
    /// # Errors
    ///
    /// [`DecimalError::NotPositive`] otherwise.
    pub fn new(number: Decimal) -> Result<Self, DecimalError> {
        if number.is_positive() {
            return Ok(Self(number));
        }
        let found = if number.is_zero() { "zero" } else { "negative" };
        Err(DecimalError::NotPositive { found })
    }

    /// The number.
    pub const fn as_decimal(&self) -> &Decimal {
        &self.0
    }
}

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Plain,
    /// With an exponent.
    Scientific,
}

/// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
fn form(text: &[u8]) -> Option<Form> {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let (whole, rest) = digits(text);
    let led_by_zero = whole.len() > 1 && whole.starts_with(b"0");
    if whole.is_empty() || led_by_zero {
        return None;
    }
    let rest = match rest.strip_prefix(b".") {
        None => rest,
        Some(after) => match digits(after) {
            ([], _) => return None,
            (_, rest) => rest,
        },
    };
    let Some((mark, after)) = rest.split_first() else {
        return Some(Form::Plain);
    };
    if !matches!(mark, b'e' | b'E') {
        return None;
    }
    let sign = after
        .strip_prefix(b"+")
        .or_else(|| after.strip_prefix(b"-"));
    let (exponent, rest) = digits(sign.unwrap_or(after));
    (!exponent.is_empty() && rest.is_empty()).then_some(Form::Scientific)
}

fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit());
    text.split_at_checked(end.unwrap_or(text.len()))
        .unwrap_or((text, &[]))
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        Self::parse(text)
    }
}

impl From<i32> for Decimal {
    fn from(number: i32) -> Self {
        Self(ShortText::new(&number.to_string()))
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(ShortText::new(&number.to_string()))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str() || self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |one: &Self| (one.is_positive(), !one.is_negative());
        let signs = sign(self).cmp(&sign(other));
        if signs != Ordering::Equal || self.is_zero() {
            return signs;
        }
        let ((digits, power), (others, other_power)) = (self.normal(), other.normal());
        let size = power.cmp(&other_power).then_with(|| digits.cmp(&others));
        if self.is_negative() {
            size.reverse()
        } else {
            size
        }
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.is_negative(), self.normal()).hash(state);
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({})", self.as_str())
    }
}

#[cfg(test)]
mod tests;
