//! Times of a token: seconds since 1970.

use edu_json::{FromJson, JsonWriter, Kind, Node, Reader, ToJson};

use crate::rules;

/// A point in time as tokens write it: seconds since 1970-01-01T00:00:00Z.
///
/// Fractions are legal in a token but no platform needs them: they are accepted with a
/// warning and cut off. Negative times are refused.
///
/// Spec: RFC 7519, §2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NumericDate(i64);

impl NumericDate {
    /// The latest time a token may name: the end of the year 9999.
    pub const LATEST: i64 = 253_402_300_799;

    /// The point so many seconds after 1970-01-01T00:00:00Z, where it is in range.
    pub const fn new(seconds: i64) -> Option<Self> {
        if seconds < 0 || seconds > Self::LATEST {
            None
        } else {
            Some(Self(seconds))
        }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn seconds(self) -> i64 {
        self.0
    }
}

impl FromJson for NumericDate {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Number)?;
        let number = node.as_number()?;
        if let Some(seconds) = number.as_i64() {
            return Self::new(seconds).or_else(|| refuse(node, reader));
        }
        let whole = number
            .as_f64()
            .map(f64::floor)
            .filter(|value| in_range(*value));
        let Some(whole) = whole else {
            return refuse(node, reader);
        };
        reader.note(
            &rules::DATE_NOT_INTEGER,
            node,
            "time is not written as an integer",
        );
        #[expect(clippy::cast_possible_truncation, reason = "range was checked")]
        let seconds = whole as i64;
        Self::new(seconds).or_else(|| refuse(node, reader))
    }
}

impl ToJson for NumericDate {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.integer(self.0);
    }
}

fn in_range(value: f64) -> bool {
    // The bounds are exact: both are far below 2^53.
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let latest = NumericDate::LATEST as f64;
    (0.0..=latest).contains(&value)
}

fn refuse<T>(node: Node<'_>, reader: &mut Reader<'_, '_>) -> Option<T> {
    reader.not_allowed(node, "time is outside the years 1970 to 9999")
}
