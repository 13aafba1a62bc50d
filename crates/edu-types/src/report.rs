//! Rules, findings and reports: how every refusal explains itself.

use core::fmt;

use crate::{Place, Profile};

/// How much a broken rule weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of the three"
)]
pub enum Severity {
    /// The input is refused.
    Error,
    /// The input is accepted, but other implementations may refuse it.
    Warning,
    /// The input is fine; there is a better way to write it.
    Advice,
}

impl Severity {
    /// The word used in text and JSON output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One requirement of a specification, with a code that never changes.
///
/// A rule made by [`Rule::security`] cannot be relaxed by any [`Profile`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Rule {
    /// Stable, dotted name, such as `lti.aud.mismatch`.
    pub code: &'static str,
    /// The number that the standard's conformance requirements give it, such as `XAPI-00027`,
    /// where they number it.
    pub requirement: Option<&'static str>,
    /// Where the requirement stands, such as `LTI 1.3 §5.3.1`.
    pub clause: &'static str,
    /// Weight under the strict profile.
    pub severity: Severity,
    /// Whether the rule guards security, so that no profile may relax it.
    pub security: bool,
}

impl Rule {
    /// A requirement whose breach is an error; a lenient profile may tolerate it.
    pub const fn must(code: &'static str, clause: &'static str) -> Self {
        Self {
            code,
            requirement: None,
            clause,
            severity: Severity::Error,
            security: false,
        }
    }

    /// A recommendation whose breach is a warning.
    pub const fn should(code: &'static str, clause: &'static str) -> Self {
        Self {
            code,
            requirement: None,
            clause,
            severity: Severity::Warning,
            security: false,
        }
    }

    /// A better way of writing what is already valid.
    pub const fn advice(code: &'static str, clause: &'static str) -> Self {
        Self {
            code,
            requirement: None,
            clause,
            severity: Severity::Advice,
            security: false,
        }
    }

    /// A requirement whose breach is an error under every profile.
    pub const fn security(code: &'static str, clause: &'static str) -> Self {
        Self {
            code,
            requirement: None,
            clause,
            severity: Severity::Error,
            security: true,
        }
    }

    /// The same rule with its number among the standard's conformance requirements.
    #[must_use]
    pub const fn numbered(mut self, requirement: &'static str) -> Self {
        self.requirement = Some(requirement);
        self
    }

    /// The same rule as one that no profile can relax.
    #[must_use]
    pub const fn unrelaxed(mut self) -> Self {
        self.severity = Severity::Error;
        self.security = true;
        self
    }
}

/// One broken rule: what, where, which clause.
///
/// The message says what was found and what is allowed, and never quotes a secret or a
/// person's data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Weight after the profile has spoken.
    pub severity: Severity,
    /// The rule's stable code.
    pub code: &'static str,
    /// The number that the standard's conformance requirements give it.
    pub requirement: Option<&'static str>,
    /// Where the requirement stands.
    pub clause: &'static str,
    /// Where in the input it was broken.
    pub place: Place,
    /// What was found and what is allowed: lower case, no final period.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.severity, self.code)?;
        if !self.place.is_unknown() {
            write!(f, " at {}", self.place)?;
        }
        write!(f, ": {} (", self.message)?;
        if let Some(requirement) = self.requirement {
            write!(f, "{requirement}, ")?;
        }
        write!(f, "{})", self.clause)
    }
}

/// Everything found in one input, in the order it was found.
///
/// Keeps at most [`Report::CAPACITY`] findings, so that a hostile document with a million
/// faults costs a bounded amount of memory; [`Report::omitted`] counts the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    findings: Vec<Finding>,
    errors: usize,
    omitted: usize,
}

impl Report {
    /// Findings kept; further ones are only counted.
    pub const CAPACITY: usize = 1000;

    /// A report without findings.
    pub const fn new() -> Self {
        Self {
            findings: Vec::new(),
            errors: 0,
            omitted: 0,
        }
    }

    /// Records a broken rule with the weight `profile` gives it.
    ///
    /// Returns that weight, or `None` where the profile accepts the deviation silently.
    pub fn note(
        &mut self,
        profile: &Profile,
        rule: &Rule,
        place: Place,
        message: impl Into<String>,
    ) -> Option<Severity> {
        let severity = profile.severity(rule)?;
        self.push(Finding {
            severity,
            code: rule.code,
            requirement: rule.requirement,
            clause: rule.clause,
            place,
            message: message.into(),
        });
        Some(severity)
    }

    /// Records a finding that was weighed elsewhere.
    pub fn push(&mut self, finding: Finding) {
        if finding.severity == Severity::Error {
            self.errors = self.errors.saturating_add(1);
        }
        // An error is never dropped in favour of earlier warnings: the first error must stay
        // readable, so it replaces the last kept finding.
        if self.findings.len() < Self::CAPACITY {
            self.findings.push(finding);
            return;
        }
        self.omitted = self.omitted.saturating_add(1);
        if finding.severity == Severity::Error
            && self.errors == 1
            && let Some(last) = self.findings.last_mut()
        {
            *last = finding;
        }
    }

    /// Adds all findings of `other`, in order.
    pub fn append(&mut self, other: Self) {
        let uncounted = other.omitted;
        let hidden_errors = other.errors.saturating_sub(other.kept_errors());
        for finding in other.findings {
            self.push(finding);
        }
        self.omitted = self.omitted.saturating_add(uncounted);
        self.errors = self.errors.saturating_add(hidden_errors);
    }

    /// The findings kept, in the order they were found.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The places of the findings kept, to be told from another point of view.
    pub fn places_mut(&mut self) -> impl Iterator<Item = &mut Place> {
        self.findings.iter_mut().map(|finding| &mut finding.place)
    }

    /// How many findings were counted but not kept.
    pub const fn omitted(&self) -> usize {
        self.omitted
    }

    /// How many findings are errors, kept or not.
    pub const fn errors(&self) -> usize {
        self.errors
    }

    /// Whether no rule was broken at error weight.
    pub const fn is_valid(&self) -> bool {
        self.errors == 0
    }

    /// Whether nothing at all was found.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// The first finding of error weight.
    pub fn first_error(&self) -> Option<&Finding> {
        self.findings
            .iter()
            .find(|finding| finding.severity == Severity::Error)
    }

    /// The first finding of error weight with its place and clause, and how many more there are: what an error shows that
    /// holds a report. Empty where there is none.
    pub fn reason(&self) -> impl fmt::Display + '_ {
        Reason(self)
    }

    fn kept_errors(&self) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        if self.omitted > 0 {
            writeln!(f, "{} more not shown", self.omitted)?;
        }
        Ok(())
    }
}

/// Why something was refused, in one line.
struct Reason<'r>(&'r Report);

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(first) = self.0.first_error() {
            if !first.place.is_unknown() {
                write!(f, "{}: ", first.place)?;
            }
            write!(f, "{} (", first.message)?;
            if let Some(requirement) = first.requirement {
                write!(f, "{requirement}, ")?;
            }
            write!(f, "{})", first.clause)?;
        }
        let others = self.0.errors().saturating_sub(1);
        if others > 0 {
            write!(f, ", and {others} more")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
