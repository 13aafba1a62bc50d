//! Checks of what an administrator types: each says what it found, beside which field.
//!
//! Pure: they take texts and what is known already, and keep nothing. The pages run them while
//! somebody types and again when the form is sent; only the second time counts.

mod address;
mod fields;
mod ids;
mod keys;
mod platform;
pub mod rules;
mod tool;

use edu_types::{Finding, Place, Profile, Report, Rule, Severity};

pub use address::address;
pub use fields::Fields;
pub use ids::{deployment, issuer};
pub use keys::pasted_keys;
pub use platform::{KnownPlatforms, PlatformForm, platform};
pub use tool::{KnownTools, ToolForm, tool};

/// What was found in the fields of one form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(Report);

impl Findings {
    /// Nothing found yet.
    pub const fn new() -> Self {
        Self(Report::new())
    }

    /// Records what was found in a field, with the rule's own weight.
    pub fn note(&mut self, field: &str, rule: &Rule, message: impl Into<String>) {
        let place = Place::member(field);
        self.0.note(&Profile::strict(), rule, place, message);
    }

    /// What was found in one field.
    pub fn of<'f>(&'f self, field: &str) -> impl Iterator<Item = &'f Finding> {
        let place = Place::member(field);
        self.0
            .findings()
            .iter()
            .filter(move |finding| finding.place == place)
    }

    /// Everything, with the name of its field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Finding)> {
        self.0.findings().iter().map(|finding| {
            let path = finding.place.path.as_deref().unwrap_or_default();
            (path.strip_prefix('/').unwrap_or(path), finding)
        })
    }

    /// Whether something has to be mended before the form can be taken.
    pub const fn refuse(&self) -> bool {
        !self.0.is_valid()
    }

    /// Whether something has to be mended in this field.
    pub fn refuse_field(&self, field: &str) -> bool {
        self.of(field)
            .any(|finding| finding.severity == Severity::Error)
    }
}

/// A form that was checked: what was found, and what it says where nothing has to be mended.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "callers take it apart")]
pub struct Checked<T> {
    /// What was found.
    pub findings: Findings,
    /// What the form says; `None` where something has to be mended.
    pub value: Option<T>,
}

impl<T> Checked<T> {
    /// Drops the value where something has to be mended.
    fn new(findings: Findings, value: Option<T>) -> Self {
        let value = value.filter(|_| !findings.refuse());
        Self { findings, value }
    }
}

/// The text of a field that must be there, if it is written without spaces around it.
fn written<'t>(findings: &mut Findings, field: &str, text: &'t str) -> Option<&'t str> {
    if findings.refuse_field(field) {
        // What was there is gone, and why has been said.
        return None;
    }
    if text.is_empty() {
        findings.note(field, &rules::MISSING, "nothing is written here yet");
        return None;
    }
    if text.trim() != text {
        let message = "there is white space before or after the text: it is compared byte for \
                       byte, take it away";
        findings.note(field, &rules::SPACES, message);
        return None;
    }
    Some(text)
}

/// Codes and fields of what was found, for tests.
#[cfg(test)]
fn codes(findings: &Findings) -> Vec<(&str, &'static str)> {
    let found = findings.iter();
    found
        .map(|(field, finding)| (field, finding.code))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_and_warnings_do_not_refuse() {
        let mut findings = Findings::new();
        findings.note("issuer", &rules::ISSUER_SLASH, "odd");
        findings.note("keys", &rules::KEY_ALGORITHM, "odd");
        assert!(!findings.refuse());
        assert!(!findings.refuse_field("issuer"));
        assert_eq!(Checked::new(findings, Some(7)).value, Some(7));
    }

    #[test]
    fn one_error_takes_the_value_away() {
        let mut findings = Findings::new();
        findings.note("login", &rules::MISSING, "nothing");
        assert!(findings.refuse_field("login"));
        assert!(!findings.refuse_field("log"));
        assert_eq!(Checked::new(findings, Some(7)).value, None);
    }

    #[test]
    fn a_finding_is_told_beside_its_own_field() {
        let mut findings = Findings::new();
        findings.note("login", &rules::MISSING, "a");
        findings.note("issuer", &rules::MISSING, "b");
        assert_eq!(findings.of("issuer").count(), 1);
        assert_eq!(findings.of("keys").count(), 0);
        let fields: Vec<&str> = findings.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["login", "issuer"]);
    }
}
