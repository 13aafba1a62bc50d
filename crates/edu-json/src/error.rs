//! Why bytes are not an acceptable JSON document.

use edu_types::{Finding, LimitExceeded, Place, Report, Rule, Severity};

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
        let mut report = Report::new();
        let place = Place::offset(self.offset());
        report.note(
            &edu_types::Profile::strict(),
            self.rule(),
            place,
            self.to_string(),
        );
        report
    }
}

/// A document was refused; the report says why.
///
/// Holds at least one finding of error weight. Displays the first of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    report: Report,
}

impl Refused {
    /// Wraps a report that has at least one error; gives it back otherwise.
    ///
    /// # Errors
    ///
    /// The report itself, where it is valid.
    pub fn new(report: Report) -> Result<Self, Report> {
        if report.is_valid() {
            Err(report)
        } else {
            Ok(Self { report })
        }
    }

    /// Everything that was found.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// Everything that was found, by value.
    pub fn into_report(self) -> Report {
        self.report
    }

    /// The first finding of error weight.
    pub fn first(&self) -> Option<&Finding> {
        self.report.first_error()
    }
}

impl core::fmt::Display for Refused {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        if let Some(first) = self.first() {
            if !first.place.is_unknown() {
                write!(f, "{}: ", first.place)?;
            }
            write!(f, "{} (", first.message)?;
            if let Some(requirement) = first.requirement {
                write!(f, "{requirement}, ")?;
            }
            write!(f, "{})", first.clause)?;
        }
        let others = self.report.errors().saturating_sub(1);
        if others > 0 {
            write!(f, ", and {others} more")?;
        }
        Ok(())
    }
}

impl core::error::Error for Refused {}

impl From<JsonError> for Refused {
    fn from(error: JsonError) -> Self {
        let report = error.into_report();
        debug_assert!(
            report
                .findings()
                .iter()
                .any(|one| one.severity == Severity::Error)
        );
        Self { report }
    }
}
