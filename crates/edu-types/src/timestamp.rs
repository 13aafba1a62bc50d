//! Points in time that keep their text.

use core::fmt;

/// Difference between local time and UTC, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Offset {
    /// Written `Z`.
    Utc,
    /// Written `+hh:mm` or `-hh:mm`; minutes east of Greenwich.
    Minutes(i16),
    /// Written `-00:00`: the local offset is unknown.
    Unknown,
}

/// Why a text is not a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimestampError {
    /// The text does not have the form of RFC 3339.
    #[error("timestamp does not have the form YYYY-MM-DDThh:mm:ss[.fraction](Z|+hh:mm|-hh:mm)")]
    Form,
    /// A field is outside its range.
    #[error("{field} of timestamp is outside its range")]
    Range {
        /// Which field.
        field: &'static str,
    },
}

/// One point in time, with the text it came in.
#[derive(Clone)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
    text: Option<Box<str>>,
}

impl Timestamp {
    /// The point `seconds` after 1970-01-01T00:00:00Z.
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self {
            seconds,
            nanos: 0,
            text: None,
        }
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded towards the past.
    pub const fn unix_seconds(&self) -> i64 {
        self.seconds
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {:?}", self.seconds, self.nanos, self.text)
    }
}
