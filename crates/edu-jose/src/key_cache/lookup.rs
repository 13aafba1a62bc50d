//! What a cache of keys tells its caller.

use core::fmt;
use core::time::Duration;
use std::sync::Arc;

use edu_types::Report;

use crate::KeySet;

/// What to do for one token.
#[derive(PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of them"
)]
pub enum Lookup {
    /// Use these keys: they are fresh and have the key that is wanted.
    Use(Arc<KeySet>),
    /// Use these keys: they are older than their lifetime, have the key that is wanted, and new
    /// ones cannot be had at this moment.
    UseStale(Arc<KeySet>),
    /// The keys do not have the one that is wanted, and to fetch them again so soon is not
    /// allowed or would change nothing. A token that needs it is to be refused.
    NegativeHit(Arc<KeySet>),
    /// Fetch the keys now, hand in the answer with the ticket, and look up again.
    Fetch(FetchTicket),
    /// Somebody else fetches the keys: look up again once that is done.
    Wait {
        /// When the fetch counts as failed, be it done or not.
        at_most: Duration,
    },
    /// There are no keys, and the last fetch failed a moment ago.
    Unavailable {
        /// When a look-up may lead to a fetch again.
        retry_after: Duration,
    },
}

/// Leave to fetch once; [`Lookup::Fetch`] alone gives it.
///
/// Used up by [`KeySetCache::fetched`] or [`KeySetCache::failed`] of the cache that gave it. To
/// drop it is safe: the fetch then counts as failed when its time is over.
///
/// [`KeySetCache::fetched`]: crate::KeySetCache::fetched
/// [`KeySetCache::failed`]: crate::KeySetCache::failed
#[derive(Debug, PartialEq, Eq)]
#[must_use = "without an answer, nobody else may fetch until the time is over"]
pub struct FetchTicket(u64);

/// What became of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fetched {
    /// The set is in use from now on; the report tells what is odd about it.
    Replaced(Report),
    /// The fetch had counted as failed before; the answer was left unread.
    TooLate,
}

impl Lookup {
    /// The keys, where there are any to use.
    pub const fn keys(&self) -> Option<&Arc<KeySet>> {
        match self {
            Self::Use(keys) | Self::UseStale(keys) | Self::NegativeHit(keys) => Some(keys),
            Self::Fetch(_) | Self::Wait { .. } | Self::Unavailable { .. } => None,
        }
    }
}

impl FetchTicket {
    pub(super) const fn new(number: u64) -> Self {
        Self(number)
    }

    pub(super) const fn into_number(self) -> u64 {
        self.0
    }
}

/// Tells how many keys there are, never the keys.
impl fmt::Debug for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Use(keys) => write!(f, "Use({} keys)", keys.keys().len()),
            Self::UseStale(keys) => write!(f, "UseStale({} keys)", keys.keys().len()),
            Self::NegativeHit(keys) => write!(f, "NegativeHit({} keys)", keys.keys().len()),
            Self::Fetch(_) => f.write_str("Fetch"),
            Self::Wait { at_most } => write!(f, "Wait({at_most:?})"),
            Self::Unavailable { retry_after } => write!(f, "Unavailable({retry_after:?})"),
        }
    }
}
