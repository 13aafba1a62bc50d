//! Points in time that keep their text.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;
use std::time::SystemTime;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod civil;
mod iso8601;
mod parse;
mod write;

pub use parse::TimestampError;

/// One point in time, with the text it came in.
///
/// Two timestamps are equal when they mean the same instant, however they are written;
/// `Display` and serde give the received text back byte for byte. A timestamp made from a
/// number prints as `YYYY-MM-DDThh:mm:ssZ`, with three, six or nine digits of fraction where
/// they are needed.
///
/// The instant is kept to the nanosecond: further digits of a fraction stay in the text but
/// do not count. A leap second (`23:59:60`) is the same instant as the second before it.
/// Numbers outside the years 0000 to 9999 cannot be written in RFC 3339 and are clamped or
/// refused, as each constructor says.
///
/// ```
/// use edu_types::Timestamp;
///
/// let local = Timestamp::parse("2024-05-01T10:00:00.50+02:00")?;
/// let utc = Timestamp::parse("2024-05-01T08:00:00.5Z")?;
/// assert_eq!(local, utc);
/// assert_eq!(local.to_string(), "2024-05-01T10:00:00.50+02:00");
/// assert_eq!(
///     Timestamp::parse("2023-02-29T00:00:00Z").unwrap_err().to_string(),
///     "day of timestamp is 29, allowed is 1 to 28",
/// );
/// # Ok::<(), edu_types::TimestampError>(())
/// ```
///
/// Spec: RFC 3339 §5.6 and §5.7.
#[derive(Clone)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
    offset: Offset,
    /// Present only where it differs from the canonical text of the instant.
    text: Option<Box<str>>,
}

/// Difference between local time and UTC, as written.
///
/// Spec: RFC 3339 §4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Offset {
    /// Written `Z`.
    Utc,
    /// Written `+hh:mm` or `-hh:mm`; minutes east of Greenwich.
    Minutes(i16),
    /// Written `-00:00`: the time in UTC is known, the local offset is not.
    ///
    /// [`Timestamp::parse_iso8601`] gives it for `-00` and `-0000` as well; ISO 8601 allows none
    /// of the three.
    Unknown,
    /// Not written: the time is local to a place that the text does not tell, and counts as if
    /// it were UTC. Only [`Timestamp::parse_iso8601`] gives it.
    Absent,
}

impl Offset {
    /// Minutes east of Greenwich; zero where the local offset is unknown or absent.
    pub const fn minutes(self) -> i16 {
        match self {
            Self::Minutes(minutes) => minutes,
            Self::Utc | Self::Unknown | Self::Absent => 0,
        }
    }
}

impl Timestamp {
    /// Digits of a fraction that are accepted; those after the ninth only stay in the text.
    pub const MAX_FRACTION_DIGITS: usize = 64;

    /// `0000-01-01T00:00:00Z`, the earliest instant that can be made from a number.
    pub const MIN: Self = Self::whole(civil::FIRST_SECOND);

    /// `9999-12-31T23:59:59Z`, the latest whole second that can be made from a number.
    pub const MAX: Self = Self::whole(civil::LAST_SECOND);

    /// Reads a timestamp and keeps its text.
    ///
    /// Only the full form is accepted: no space for `T`, no missing seconds, no basic form, no
    /// offset without a colon.
    ///
    /// # Errors
    ///
    /// [`TimestampError`] names the first field that is not as RFC 3339 §5.6 says, and what is
    /// allowed there.
    pub fn parse(text: &str) -> Result<Self, TimestampError> {
        parse::parse(text.as_bytes()).map(|parsed| Self::keeping(text, &parsed))
    }

    /// Reads a timestamp in any form that ISO 8601 gives the date and time of day, and keeps its
    /// text.
    ///
    /// Accepted beyond [`Timestamp::parse`] are the basic form (`20151118T121700Z`), seconds or
    /// minutes left out (`T10:00Z`, `T10Z`), a fraction of the last field, also behind a comma,
    /// an offset of hours (`+02`) or without a colon (`+0200`), no offset ([`Offset::Absent`]),
    /// and `24:00` for the end of a day. Refused stay dates without a time, dates by week or by
    /// day of the year, years of more than four digits, a space for `T`, and a date of one form
    /// beside a time of the other.
    ///
    /// ```
    /// use edu_types::{Offset, Timestamp};
    ///
    /// let local = Timestamp::parse_iso8601("2015-11-18T12:17,5")?;
    /// assert_eq!(local.offset(), Offset::Absent);
    /// assert_eq!(local, Timestamp::parse("2015-11-18T12:17:30Z")?);
    /// assert_eq!(local.to_string(), "2015-11-18T12:17,5");
    /// # Ok::<(), edu_types::TimestampError>(())
    /// ```
    ///
    /// Spec: ISO 8601:2004 §4.3 (what is a date and time), §4.2.5 (offsets); xAPI 1.0.3 Part 2
    /// §4.5.
    ///
    /// # Errors
    ///
    /// [`TimestampError`] names the first field that is not as ISO 8601 says.
    pub fn parse_iso8601(text: &str) -> Result<Self, TimestampError> {
        Self::parse(text)
            .or_else(|_| iso8601::parse(text.as_bytes()).map(|parsed| Self::keeping(text, &parsed)))
    }

    fn keeping(text: &str, parsed: &parse::Parsed) -> Self {
        Self {
            seconds: parsed.seconds,
            nanos: parsed.nanos,
            offset: parsed.offset,
            text: (!parsed.canonical).then(|| text.into()),
        }
    }

    /// Like [`Timestamp::parse`], but the offset may lack its colon, as in `+0000`; the text is
    /// kept as it came.
    ///
    /// # Errors
    ///
    /// As [`Timestamp::parse`].
    pub fn lenient_offset(text: &str) -> Result<Self, TimestampError> {
        let bare = text
            .len()
            .checked_sub(5)
            .and_then(|at| text.split_at_checked(at))
            .filter(|(_, offset)| {
                let digits = offset.strip_prefix(['+', '-']);
                digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            });
        let Some((rest, (hours, minutes))) =
            bare.and_then(|(rest, offset)| Some((rest, offset.split_at_checked(3)?)))
        else {
            return Self::parse(text);
        };
        let mut time = Self::parse(&format!("{rest}{hours}:{minutes}"))?;
        time.text = Some(text.into());
        Ok(time)
    }

    /// The instant `seconds` after 1970-01-01T00:00:00Z.
    ///
    /// Clamps to [`Timestamp::MIN`] and [`Timestamp::MAX`]: a token that expires in the year
    /// 50,000 still expires after every other. Use [`Timestamp::from_unix_nanos`] where a
    /// number out of range must be noticed.
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        if seconds < civil::FIRST_SECOND {
            Self::MIN
        } else if seconds > civil::LAST_SECOND {
            Self::MAX
        } else {
            Self::whole(seconds)
        }
    }

    /// The instant `nanos` nanoseconds after 1970-01-01T00:00:00Z; `None` outside the years
    /// 0000 to 9999.
    pub fn from_unix_nanos(nanos: i128) -> Option<Self> {
        let seconds = i64::try_from(nanos.div_euclid(NANOS_PER_SECOND)).ok()?;
        let nanos = u32::try_from(nanos.rem_euclid(NANOS_PER_SECOND)).ok()?;
        Self::from_parts(seconds, nanos)
    }

    /// The instant so many milliseconds after 1970-01-01T00:00:00Z; `None` outside the years 0000
    /// to 9999.
    pub fn from_unix_millis(millis: i64) -> Option<Self> {
        let nanos = millis.rem_euclid(1000).saturating_mul(1_000_000);
        Self::from_parts(millis.div_euclid(1000), u32::try_from(nanos).ok()?)
    }

    /// The instant that the caller read from the machine's clock; `None` outside the years 0000
    /// to 9999.
    pub fn from_system_time(time: SystemTime) -> Option<Self> {
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => Self::from_unix_nanos(i128::try_from(since.as_nanos()).ok()?),
            Err(before) => {
                let nanos = i128::try_from(before.duration().as_nanos()).ok()?;
                Self::from_unix_nanos(nanos.checked_neg()?)
            }
        }
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded towards the past.
    pub const fn unix_seconds(&self) -> i64 {
        self.seconds
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z.
    pub fn unix_nanos(&self) -> i128 {
        i128::from(self.seconds)
            .saturating_mul(NANOS_PER_SECOND)
            .saturating_add(i128::from(self.nanos))
    }

    /// Nanoseconds after [`Timestamp::unix_seconds`], below one thousand million.
    pub const fn subsec_nanos(&self) -> u32 {
        self.nanos
    }

    /// The offset from UTC as it was written; [`Offset::Utc`] for an instant made from a number.
    pub const fn offset(&self) -> Offset {
        self.offset
    }

    /// The instant `seconds` later, written in UTC; `None` outside the years 0000 to 9999.
    #[must_use]
    pub fn checked_add_seconds(&self, seconds: i64) -> Option<Self> {
        Self::from_parts(self.seconds.checked_add(seconds)?, self.nanos)
    }

    /// The instant `seconds` later, written in UTC; [`Timestamp::MIN`] or [`Timestamp::MAX`]
    /// where it falls outside the years 0000 to 9999.
    #[must_use]
    pub fn saturating_add_seconds(&self, seconds: i64) -> Self {
        self.checked_add_seconds(seconds)
            .unwrap_or(if seconds < 0 { Self::MIN } else { Self::MAX })
    }

    const fn whole(seconds: i64) -> Self {
        Self {
            seconds,
            nanos: 0,
            offset: Offset::Utc,
            text: None,
        }
    }

    fn from_parts(seconds: i64, nanos: u32) -> Option<Self> {
        (civil::FIRST_SECOND..=civil::LAST_SECOND)
            .contains(&seconds)
            .then(|| Self {
                nanos,
                ..Self::whole(seconds)
            })
    }
}

const NANOS_PER_SECOND: i128 = 1_000_000_000;

/// Digits of fraction in the canonical text of an instant.
const fn canonical_digits(nanos: u32) -> usize {
    if nanos == 0 {
        0
    } else if nanos.is_multiple_of(1_000_000) {
        3
    } else if nanos.is_multiple_of(1000) {
        6
    } else {
        9
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({self})")
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.seconds, self.nanos).cmp(&(other.seconds, other.nanos))
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.seconds, self.nanos).hash(state);
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::deserialize(deserializer, "a timestamp of RFC 3339")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_kept_only_where_it_is_not_canonical() {
        for canonical in [
            "1970-01-01T00:00:00Z",
            "1970-01-01T00:00:00.120Z",
            "1970-01-01T00:00:00.000001Z",
            "1970-01-01T00:00:00.000000001Z",
        ] {
            assert!(Timestamp::parse(canonical).unwrap().text.is_none());
        }
        for other in [
            "1970-01-01t00:00:00Z",
            "1970-01-01T00:00:00z",
            "1970-01-01T00:00:00.0Z",
            "1970-01-01T00:00:00.000Z",
            "1970-01-01T00:00:00.120000Z",
            "1970-01-01T00:00:00.1234567890Z",
            "1970-01-01T00:00:00+00:00",
            "1970-01-01T00:00:00-00:00",
            "2016-12-31T23:59:60Z",
        ] {
            let kept = Timestamp::parse(other).unwrap();
            assert_eq!(kept.text.as_deref(), Some(other));
        }
    }

    #[test]
    fn a_timestamp_stays_small() {
        assert!(size_of::<Timestamp>() <= 32);
    }
}
