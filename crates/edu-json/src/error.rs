//! Why bytes are not an acceptable JSON document.

use edu_types::{LimitExceeded, Place, Refused, Report, Rule};

/// The bytes are not JSON.
pub const SYNTAX: Rule = Rule::security("json.syntax", "RFC 8259 §2");
/// One object has two members of one name.
///
/// Readers disagree about which of the two counts, so a check made by one reader does not
/// hold for another: no profile relaxes this rule.
pub const DUPLICATE: Rule = Rule::security("json.duplicate", "RFC 8259 §4, RFC 7493 §2.3");
/// The document goes beyond a named limit.
pub const LIMIT: Rule = Rule::security("json.limit", "RFC 8259 §9");

/// The first fault of bytes that are not an acceptable JSON document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// The bytes break JSON's grammar.
    #[error("{message}")]
    Syntax {
        /// Bytes before the fault.
        offset: usize,
        /// What was expected; never quotes the input.
        message: &'static str,
    },
    /// The bytes are not UTF-8.
    #[error("byte {offset} does not continue valid UTF-8")]
    Encoding {
        /// Bytes of valid UTF-8 before the fault.
        offset: usize,
    },
    /// One object has two members of one name.
    #[error("member at byte {offset} appears twice in its object, first at byte {first}")]
    Duplicate {
        /// Where the second member starts.
        offset: usize,
        /// Where the first member starts.
        first: usize,
    },
    /// The document goes beyond a limit.
    #[error("{exceeded}")]
    Limit {
        /// Bytes before the point where the limit was met.
        offset: usize,
        /// Which limit, what was found, what is allowed.
        exceeded: LimitExceeded,
    },
}

impl JsonError {
    /// Bytes before the fault.
    pub const fn offset(&self) -> usize {
        match self {
            Self::Syntax { offset, .. }
            | Self::Encoding { offset }
            | Self::Duplicate { offset, .. }
            | Self::Limit { offset, .. } => *offset,
        }
    }

    /// The rule that was broken.
    pub const fn rule(&self) -> &'static Rule {
        match self {
            Self::Syntax { .. } | Self::Encoding { .. } => &SYNTAX,
            Self::Duplicate { .. } => &DUPLICATE,
            Self::Limit { .. } => &LIMIT,
        }
    }

    /// The fault as a report of one finding.
    pub fn into_report(self) -> Report {
        Refused::from(self).into_report()
    }
}

impl From<JsonError> for Refused {
    fn from(error: JsonError) -> Self {
        Self::because(
            error.rule(),
            Place::offset(error.offset()),
            error.to_string(),
        )
    }
}
