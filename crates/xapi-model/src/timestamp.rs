//! When it happened.

use core::fmt;

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson};
use edu_types::{Offset, Timestamp};

use crate::rules;

/// A point in time as statements carry it: of RFC 3339, or of another form of ISO 8601 where the
/// profile lets it pass. The text is kept.
///
/// Spec: xAPI 1.0.3 Part 2 §4.5; 2.0 §4.2.7.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementTime(Timestamp);

impl StatementTime {
    /// The instant; one without offset is taken for UTC.
    pub const fn instant(&self) -> &Timestamp {
        &self.0
    }
}

impl From<Timestamp> for StatementTime {
    fn from(time: Timestamp) -> Self {
        Self(time)
    }
}

impl fmt::Display for StatementTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromJson for StatementTime {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let text = reader.text(node)?;
        let (time, strange) = match Timestamp::parse(text) {
            Ok(time) => (time, None),
            Err(error) => match Timestamp::parse_iso8601(text) {
                Ok(time) => (time, Some(error)),
                Err(_) => return reader.not_allowed(node, error.to_string()),
            },
        };
        if time.offset() == Offset::Unknown {
            let message = "offset is -00:00, which ISO 8601 does not have; +00:00 or Z is allowed";
            return reader.not_allowed(node, message);
        }
        if let Some(error) = strange {
            judge_form(&time, &error.to_string(), node, reader);
        }
        Some(Self(time))
    }
}

/// Notes what keeps a time of ISO 8601 from being one of RFC 3339.
fn judge_form(time: &Timestamp, error: &str, node: Node<'_>, reader: &mut Reader<'_, '_>) {
    if time.offset() == Offset::Absent {
        let message = "timestamp has no offset from UTC";
        reader.note(&rules::TIMESTAMP_ZONE, node, message);
    } else {
        reader.note(&rules::TIMESTAMP_RFC3339, node, error);
    }
}

impl ToJson for StatementTime {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.time(&self.0);
    }
}
