//! When a statement is judged.

use edu_types::Timestamp;

/// When a statement is judged, and since when its actor can have done anything.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Moment {
    /// The time of the host's clock.
    pub now: Timestamp,
    /// When the actor's account was made, where that is known: no statement is older.
    pub account_since: Option<Timestamp>,
}

impl Moment {
    /// Now, for an actor of whom nothing is known.
    pub const fn new(now: Timestamp) -> Self {
        Self {
            now,
            account_since: None,
        }
    }

    /// The same for an actor whose account was made then.
    #[must_use]
    pub fn with_account_since(mut self, made: Timestamp) -> Self {
        self.account_since = Some(made);
        self
    }
}
