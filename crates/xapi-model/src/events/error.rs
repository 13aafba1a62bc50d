//! Why an event or a template is not taken.

use edu_types::{DecimalError, IriError, IsoDurationError, TimestampError, UuidError};

/// Why an event of a kind that is known makes no statement: which member, and what is wrong with it.
///
/// Never quotes a value, which may be personal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("member `{member}` {fault}")]
#[non_exhaustive]
pub struct EventError {
    /// The member, by the name that the map gives.
    pub member: Box<str>,
    /// What is wrong with it.
    pub fault: EventFault,
}

/// What is wrong with a member of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EventFault {
    /// It is not there, or `null`, and the statement cannot be without it.
    #[error("is missing")]
    Missing,
    /// It is a text of nothing.
    #[error("is empty, one or more characters are allowed")]
    Empty,
    /// It is neither text, number nor truth value.
    #[error("is an array or object, a text, number or truth value is allowed")]
    NotSimple,
    /// It is not `true` or `false`.
    #[error("is no truth value, true or false is allowed")]
    NotTruth,
    /// It is no number.
    #[error("is no number: {0}")]
    NotNumber(DecimalError),
    /// It is no whole number of milliseconds from zero on.
    #[error("is no number of milliseconds, whole ones from 0 on are allowed")]
    NotMillis,
    /// It is no point in time.
    #[error("is no time: {0}")]
    NotTime(TimestampError),
    /// It is a time whose offset says that the offset is unknown.
    #[error("is a time with the offset -00:00, +00:00 or Z is allowed")]
    TimeOffset,
    /// It is no number of milliseconds of a time that can be written.
    #[error("is no time, whole milliseconds since 1970 up to the year 9999 are allowed")]
    TimeRange,
    /// It is no duration.
    #[error("is no duration: {0}")]
    NotDuration(IsoDurationError),
    /// It is no UUID.
    #[error("is no UUID: {0}")]
    NotUuid(UuidError),
    /// It is a kind whose verb takes a statement back, which no activity is.
    #[error("is a kind whose verb is voided, a verb that takes nothing back is allowed")]
    Voided,
    /// It would be no name in an IRI, but a way through its path.
    #[error("is `.` or `..`, any other text is allowed in an IRI")]
    DotSegment,
    /// The activity it names would have no IRI.
    #[error("makes no IRI of an activity: {0}")]
    NotIri(IriError),
    /// It is outside the bounds that the map or other members give.
    #[error("is a score outside its bounds, both bounds and what is between them is allowed")]
    ScoreOutside,
    /// The lower bound of the score is not below the upper one.
    #[error("is a score whose lower bound is not below its upper one")]
    ScoreBounds,
}

impl EventError {
    pub(super) fn new(member: &str, fault: EventFault) -> Self {
        let member = member.into();
        Self { member, fault }
    }
}

/// Why a text is no template of an IRI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// A brace is opened and not closed, or closed and not opened.
    #[error("brace at byte {at} of template has no counterpart")]
    Brace {
        /// Where, counted from zero.
        at: usize,
    },
    /// A place names no member.
    #[error("place at byte {at} of template names no member")]
    Unnamed {
        /// Where, counted from zero.
        at: usize,
    },
    /// A place stands where it could change whose name the IRI is.
    #[error(
        "place at byte {at} of template is before the path, only behind the host it is allowed"
    )]
    BeforePath {
        /// Where, counted from zero.
        at: usize,
    },
    /// What it makes is no IRI, whatever the members are.
    #[error("template makes no IRI: {0}")]
    Iri(#[from] IriError),
}
