//! What was found, and the store as the checks see it.

use edu_types::{Place, Profile, Report, Rule, Timestamp};

use super::{NOW, rules};
use crate::{BackendError, Taken};

/// Where values are kept and taken, whichever role they belong to.
pub(super) trait Store {
    type Value: Clone + PartialEq;

    /// What the values are, for messages.
    const WHAT: &'static str;

    /// A value under `name` that expires so many seconds after the beginning; two of the same
    /// name and different `expires` differ.
    fn value(name: &str, expires: i64) -> Result<Self::Value, BackendError>;

    async fn keep(&self, value: Self::Value, now: &Timestamp) -> Result<(), BackendError>;

    async fn take(&self, name: &str, now: &Timestamp) -> Result<Taken<Self::Value>, BackendError>;
}

/// So many seconds after the beginning.
pub(super) const fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(NOW.saturating_add(seconds))
}

/// Collects what was found.
pub(super) struct Judge(Report);

impl Judge {
    pub(super) const fn new() -> Self {
        Self(Report::new())
    }

    pub(super) fn into_report(self) -> Report {
        self.0
    }

    pub(super) fn note(&mut self, rule: &Rule, message: impl Into<String>) {
        let profile = Profile::strict();
        self.0.note(&profile, rule, Place::unknown(), message);
    }

    /// Ends a check; a store that fails is at fault like one that answers wrongly.
    pub(super) fn end(&mut self, check: Result<(), BackendError>) {
        if let Err(error) = check {
            self.note(&rules::FAILED, error.to_string());
        }
    }

    /// The value must be there, whole.
    pub(super) fn fresh<T: PartialEq>(&mut self, taken: &Taken<T>, kept: &T, when: &str) {
        match taken {
            Taken::Fresh(value) if value == kept => {}
            Taken::Fresh(_) => {
                self.note(&rules::CHANGED, format!("{when}, another value came out"));
            }
            Taken::AlreadyUsed => {
                self.note(&rules::LOST, format!("{when}, it is said to be used"));
            }
            Taken::Unknown => self.note(&rules::LOST, format!("{when}, it is unknown")),
        }
    }

    /// The value must be remembered as used.
    pub(super) fn used<T>(&mut self, taken: &Taken<T>, when: &str) {
        match taken {
            Taken::AlreadyUsed => {}
            Taken::Fresh(_) => self.note(&rules::TWICE, format!("{when}, it was given out again")),
            Taken::Unknown => {
                self.note(
                    &rules::USE_FORGOTTEN,
                    format!("{when}, its use was forgotten"),
                );
            }
        }
    }

    /// There must be no such value.
    pub(super) fn unknown<T>(&mut self, taken: &Taken<T>, rule: &Rule, when: &str) {
        match taken {
            Taken::Unknown => {}
            Taken::Fresh(_) => self.note(rule, format!("{when}, a value was given out")),
            Taken::AlreadyUsed => self.note(rule, format!("{when}, it is said to be used")),
        }
    }
}
