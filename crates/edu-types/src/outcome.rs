//! How reading a document ends: with a value and what was let pass, or refused.

use core::fmt;

use crate::{Finding, Place, Profile, Report, Rule};

/// A value that was read, with the findings that did not refuse it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Checked<T> {
    /// What was read.
    pub value: T,
    /// Warnings and advice; never an error.
    pub report: Report,
}

impl<T> Checked<T> {
    /// A value with what was let pass.
    pub const fn new(value: T, report: Report) -> Self {
        Self { value, report }
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

    /// A refusal for one reason, which is an error here whatever the rule weighs elsewhere.
    pub fn because(rule: &Rule, place: Place, message: impl Into<String>) -> Self {
        let mut report = Report::new();
        report.note(&Profile::strict().refusing(rule), rule, place, message);
        Self { report }
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

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.report.reason().fmt(f)
    }
}

impl core::error::Error for Refused {}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOULD: Rule = Rule::should("t.should", "T §1");

    #[test]
    fn a_report_without_an_error_is_no_refusal() {
        let mut report = Report::new();
        report.note(&Profile::strict(), &SHOULD, Place::unknown(), "odd");
        assert_eq!(Refused::new(report.clone()), Err(report));
    }

    #[test]
    fn one_reason_refuses_even_by_a_rule_that_only_warns() {
        let refused = Refused::because(&SHOULD, Place::pointer("/a"), "odd");
        assert!(!refused.report().is_valid());
        assert_eq!(refused.to_string(), "/a: odd (T §1)");
    }
}
