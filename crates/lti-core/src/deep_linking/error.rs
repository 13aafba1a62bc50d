//! Why a tool cannot send its choice.

use core::fmt;

use edu_types::{Place, Report, Rule};

use super::rules;
use crate::headline::Headline;

/// Why a tool cannot send what was chosen.
///
/// Displays the first error, with code and clause; quotes no address, text or `data`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeepLinkingError(Box<Headline>);

impl DeepLinkingError {
    pub(super) fn new(rule: &Rule, message: impl Into<String>) -> Self {
        Self(Box::new(Headline::new(rule, Place::unknown(), message)))
    }

    /// A report with at least one error.
    pub(super) fn from_report(report: Report) -> Self {
        Self(Box::new(Headline::of(report, &rules::VALUE)))
    }

    /// The stable code of the first rule broken, such as `lti.deep_linking.item_type`.
    pub fn code(&self) -> &'static str {
        self.0.code()
    }

    /// Where that rule stands.
    pub fn clause(&self) -> &'static str {
        self.0.clause()
    }

    /// Every finding.
    pub fn report(&self) -> &Report {
        self.0.report()
    }
}

impl fmt::Display for DeepLinkingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl core::error::Error for DeepLinkingError {}
