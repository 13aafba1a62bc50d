//! What was found.

use edu_http::BackendError;
use edu_types::{Place, Profile, Report, Rule, Timestamp};

use super::{NOW, rules};
use crate::{NewStatement, StoredStatement};

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

    /// Notes what does not hold.
    pub(super) fn expect(&mut self, holds: bool, rule: &Rule, message: &str) {
        if !holds {
            self.note(rule, message);
        }
    }

    /// Ends a check; a store that fails is at fault like one that answers wrongly.
    pub(super) fn end(&mut self, check: Result<(), BackendError>) {
        if let Err(error) = check {
            self.note(&rules::FAILED, error.to_string());
        }
    }

    /// The statements must be these and no others, in this order.
    pub(super) fn list(&mut self, found: &[u64], expected: &[u64], rule: &Rule, when: &str) {
        if found != expected {
            let message = format!("{when}, statements {found:?} are found, expected {expected:?}");
            self.note(rule, message);
        }
    }

    /// The statement must be there, in its own words.
    pub(super) fn kept(
        &mut self,
        found: Option<&StoredStatement>,
        sent: &NewStatement,
        when: &str,
    ) -> Result<(), BackendError> {
        match found {
            None => self.note(&rules::LOST, format!("{when}, a statement is not found")),
            Some(found) if *found.json != *sent.json(&found.stored)? => {
                let message = format!("{when}, a statement has other words than it must");
                self.note(&rules::CHANGED, message);
            }
            Some(_) => {}
        }
        Ok(())
    }
}
