//! Lengths of time that keep their text.

use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;
use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::short_text::ShortText;

mod scan;

use scan::Scan;
pub use scan::{DurationComponent, DurationUnit, IsoDurationError};

/// How long something took, in the units it was measured in.
///
/// Units are never converted: a month has no fixed number of days, so `PT60S` and `PT1M` are two
/// durations, and two are equal when their texts are. [`IsoDuration::same_within_hundredth`]
/// compares as xAPI does.
///
/// The form is `P[n]Y[n]M[n]DT[n]H[n]M[n]S` with at least one number, or `P[n]W` alone. Only the
/// last number may have a fraction, behind `.` or `,`. Signs, letters in lower case and the form
/// of a date (`P0003-06-04T12:30:05`) are refused.
///
/// ```
/// use edu_types::IsoDuration;
///
/// let watched = IsoDuration::parse("PT4H35M59.14S")?;
/// assert_eq!(watched.to_string(), "PT4H35M59.14S");
/// assert_eq!(watched.to_std().map(|time| time.as_secs()), Some(16_559));
/// assert_eq!(IsoDuration::from_millis(125_000).to_string(), "PT2M5S");
/// assert_eq!(
///     IsoDuration::parse("P16559.14S").unwrap_err().to_string(),
///     "`S` at byte 9 of duration is a unit of time, `T` is missing before its number",
/// );
/// # Ok::<(), edu_types::IsoDurationError>(())
/// ```
///
/// Spec: ISO 8601:2004 §4.4.3.2; xAPI 1.0.3 Part 2 §4.6.
#[derive(Clone)]
pub struct IsoDuration(ShortText);

impl IsoDuration {
    /// Longest text allowed, in bytes.
    pub const MAX_BYTES: usize = 64;

    /// Most digits of a number before its fraction.
    pub const MAX_WHOLE_DIGITS: usize = 18;

    /// Takes the text as it is.
    ///
    /// # Errors
    ///
    /// [`IsoDurationError`] names what is wrong and where.
    pub fn parse(text: &str) -> Result<Self, IsoDurationError> {
        scan::check(text)?;
        Ok(Self(ShortText::new(text)))
    }

    /// Seconds with as many decimals as they need, at most two: `PT12.34S`.
    pub fn from_hundredths(hundredths: u64) -> Self {
        let (seconds, fraction) = (hundredths / 100, hundredths % 100);
        Self(ShortText::new(&format!("PT{}", Seconds(seconds, fraction))))
    }

    /// Hours, minutes and seconds, as people read them: `PT2M5S`. Milliseconds are cut to
    /// hundredths of a second, the finest that xAPI wants written.
    pub fn from_millis(millis: u64) -> Self {
        let (seconds, fraction) = (millis / 1000, millis % 1000 / 10);
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let mut text = String::from("PT");
        for (number, unit) in [(hours, 'H'), (minutes, 'M')] {
            if number > 0 {
                text.push_str(&number.to_string());
                text.push(unit);
            }
        }
        if seconds > 0 || fraction > 0 || text.len() == 2 {
            text.push_str(&Seconds(seconds, fraction).to_string());
        }
        Self(ShortText::new(&text))
    }

    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The numbers with their units, greatest unit first.
    pub fn components(&self) -> impl Iterator<Item = DurationComponent<'_>> {
        // The text was read once without a fault.
        Scan::new(self.as_str()).filter_map(Result::ok)
    }

    /// The same length of time, where it has one: `None` with years or months, and beyond what
    /// the other type holds.
    ///
    /// A day counts as 24 hours, a week as seven days; what is finer than a nanosecond is cut.
    pub fn to_std(&self) -> Option<core::time::Duration> {
        let mut nanos: u128 = 0;
        for component in self.components() {
            nanos = nanos.checked_add(component.nanos()?)?;
        }
        let seconds = u64::try_from(nanos.checked_div(NANOS_PER_SECOND)?).ok()?;
        let rest = u32::try_from(nanos.checked_rem(NANOS_PER_SECOND)?).ok()?;
        Some(core::time::Duration::new(seconds, rest))
    }

    /// The text without the decimals of seconds that are finer than a hundredth: what two
    /// durations must share to be the same one in xAPI.
    ///
    /// They are cut, not rounded: `PT0.129S` gives `PT0.12S`. Everything else stays, so `PT1.5S`
    /// and `PT1.50S`, `PT60S` and `PT1M` are different, as texts are.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §4.6 (what is finer is not compared) and §2.3.1 (the rest is
    /// compared as a string); 2.0 §4.2.7.
    pub fn hundredths_text(&self) -> Cow<'_, str> {
        match self.finer_than_hundredth() {
            None => Cow::Borrowed(self.as_str()),
            Some(kept) => Cow::Owned(format!("{kept}S")),
        }
    }

    /// Whether xAPI takes both for the same duration: [`IsoDuration::hundredths_text`] is.
    pub fn same_within_hundredth(&self, other: &Self) -> bool {
        let (one, other) = (self.without_unit(), other.without_unit());
        one == other
    }

    /// Whether seconds have a third decimal or more: finer than senders should write, and than
    /// xAPI compares.
    pub fn is_finer_than_hundredth(&self) -> bool {
        self.finer_than_hundredth().is_some()
    }

    /// The text up to the last unit, without what is finer than a hundredth of a second; and
    /// that unit.
    fn without_unit(&self) -> (&str, Option<char>) {
        let text = self.as_str();
        let mut characters = text.chars();
        let unit = characters.next_back();
        let kept = self.finer_than_hundredth();
        (kept.unwrap_or(characters.as_str()), unit)
    }

    /// What stands before the third decimal of seconds, where there is one.
    fn finer_than_hundredth(&self) -> Option<&str> {
        let number = self.as_str().strip_suffix('S')?;
        let mark = number.find(['.', ','])?;
        let end = mark.saturating_add(3);
        if number.len() > end {
            number.get(..end)
        } else {
            None
        }
    }
}

const NANOS_PER_SECOND: u128 = 1_000_000_000;

/// Whole seconds and hundredths, with their unit.
struct Seconds(u64, u64);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.1, self.1 % 10) {
            (0, _) => write!(f, "{}S", self.0),
            (tenths, 0) => write!(f, "{}.{}S", self.0, tenths / 10),
            (hundredths, _) => write!(f, "{}.{hundredths:02}S", self.0),
        }
    }
}

impl PartialEq for IsoDuration {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for IsoDuration {}

impl Hash for IsoDuration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Display for IsoDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for IsoDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IsoDuration({self})")
    }
}

impl FromStr for IsoDuration {
    type Err = IsoDurationError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for IsoDuration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for IsoDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::deserialize(deserializer, "a duration of ISO 8601")
    }
}
