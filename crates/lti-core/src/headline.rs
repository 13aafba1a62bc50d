//! What every refusal of this crate is made of: all findings, headed by the first error.

use core::fmt;

use edu_types::{Place, Profile, Report, Rule};

/// A report that refuses, headed by its first error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Headline {
    code: &'static str,
    clause: &'static str,
    place: Place,
    message: String,
    report: Report,
}

impl Headline {
    /// One rule, broken; here it refuses, whatever its weight is elsewhere.
    pub(crate) fn new(rule: &Rule, place: Place, message: impl Into<String>) -> Self {
        let (fixed, message) = (Rule::security(rule.code, rule.clause), message.into());
        let mut report = Report::new();
        report.note(&Profile::strict(), &fixed, place.clone(), message.clone());
        Self {
            code: rule.code,
            clause: rule.clause,
            place,
            message,
            report,
        }
    }

    /// The first error of `report`; where there is none, `otherwise` is what was broken.
    pub(crate) fn of(report: Report, otherwise: &Rule) -> Self {
        let Some(first) = report.first_error() else {
            // Only reached by a caller that has nothing to refuse: refuse all the same.
            return Self::new(otherwise, Place::unknown(), "refused without a finding");
        };
        Self {
            code: first.code,
            clause: first.clause,
            place: first.place.clone(),
            message: first.message.clone(),
            report,
        }
    }

    pub(crate) const fn code(&self) -> &'static str {
        self.code
    }

    pub(crate) const fn clause(&self) -> &'static str {
        self.clause
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) const fn report(&self) -> &Report {
        &self.report
    }

    /// Whether this rule is the headline.
    pub(crate) fn is(&self, rule: &Rule) -> bool {
        self.code == rule.code
    }
}

impl fmt::Display for Headline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_unknown() {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "{} ({}, {})", self.message, self.code, self.clause)
    }
}
