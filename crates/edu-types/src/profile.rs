//! Profiles: how severe a broken rule is, as a value.

use std::borrow::Cow;

use crate::{Rule, Severity};

/// Decides whether a broken rule is an error, a warning, advice, or accepted in silence.
///
/// Strict applies each rule's own weight. Lenient turns errors into warnings, save those of
/// security rules. A vendor's profile starts from one of the two and names single rules.
/// No profile relaxes a rule made by [`Rule::security`].
///
/// ```
/// use edu_types::{Profile, Rule, Severity};
///
/// const NULL_MEMBER: Rule = Rule::must("lti.member.null", "LTI 1.3 §5.4");
/// const ALGORITHM: Rule = Rule::security("jose.alg.refused", "RFC 8725 §3.1");
///
/// let vendor = Profile::strict().named("example-lms").accepting(&NULL_MEMBER);
/// assert_eq!(vendor.severity(&NULL_MEMBER), None);
///
/// let relaxed = Profile::lenient().accepting(&ALGORITHM);
/// assert_eq!(relaxed.severity(&ALGORITHM), Some(Severity::Error));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    name: Cow<'static, str>,
    lenient: bool,
    edition: Option<&'static str>,
    exceptions: Vec<(&'static str, Option<Severity>)>,
}

impl Profile {
    /// Every rule at its own weight.
    pub const fn strict() -> Self {
        Self {
            name: Cow::Borrowed("strict"),
            lenient: false,
            edition: None,
            exceptions: Vec::new(),
        }
    }

    /// Errors become warnings, except where a rule guards security.
    pub const fn lenient() -> Self {
        Self {
            name: Cow::Borrowed("lenient"),
            lenient: true,
            edition: None,
            exceptions: Vec::new(),
        }
    }

    /// Gives the profile a name, shown where verdicts are explained.
    #[must_use]
    pub fn named(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.name = name.into();
        self
    }

    /// Says by which edition of its standard an input is judged, where there are several.
    ///
    /// Each standard names its own editions and has a default for a profile without one.
    #[must_use]
    pub const fn for_edition(mut self, edition: &'static str) -> Self {
        self.edition = Some(edition);
        self
    }

    /// Accepts breaches of `rule` without a finding.
    #[must_use]
    pub fn accepting(self, rule: &Rule) -> Self {
        self.with(rule, None)
    }

    /// Reports breaches of `rule` as warnings.
    #[must_use]
    pub fn tolerating(self, rule: &Rule) -> Self {
        self.with(rule, Some(Severity::Warning))
    }

    /// Reports breaches of `rule` as advice.
    #[must_use]
    pub fn advising(self, rule: &Rule) -> Self {
        self.with(rule, Some(Severity::Advice))
    }

    /// Treats breaches of `rule` as errors.
    #[must_use]
    pub fn refusing(self, rule: &Rule) -> Self {
        self.with(rule, Some(Severity::Error))
    }

    /// The profile's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The edition of its standard by which an input is judged, where the profile names one.
    pub const fn edition(&self) -> Option<&'static str> {
        self.edition
    }

    /// What a breach of `rule` weighs; `None` accepts it in silence.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        if rule.security {
            return Some(Severity::Error);
        }
        if let Some((_, decision)) = self
            .exceptions
            .iter()
            .rev()
            .find(|(code, _)| *code == rule.code)
        {
            return *decision;
        }
        match (self.lenient, rule.severity) {
            (true, Severity::Error) => Some(Severity::Warning),
            (_, own) => Some(own),
        }
    }

    fn with(mut self, rule: &Rule, decision: Option<Severity>) -> Self {
        self.exceptions.push((rule.code, decision));
        self
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self::strict()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MUST: Rule = Rule::must("t.must", "T §1");
    const SHOULD: Rule = Rule::should("t.should", "T §2");
    const GUARD: Rule = Rule::security("t.guard", "T §3");

    #[test]
    fn lenient_turns_errors_into_warnings() {
        assert_eq!(Profile::lenient().severity(&MUST), Some(Severity::Warning));
        assert_eq!(
            Profile::lenient().severity(&SHOULD),
            Some(Severity::Warning)
        );
    }

    #[test]
    fn no_profile_relaxes_a_security_rule() {
        for profile in [
            Profile::lenient(),
            Profile::lenient().accepting(&GUARD),
            Profile::strict().tolerating(&GUARD),
        ] {
            assert_eq!(profile.severity(&GUARD), Some(Severity::Error));
        }
    }

    #[test]
    fn the_last_exception_for_a_rule_counts() {
        let profile = Profile::strict().accepting(&MUST).refusing(&MUST);
        assert_eq!(profile.severity(&MUST), Some(Severity::Error));
    }
}
