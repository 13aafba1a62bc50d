//! Which statements are asked for, in the words of a store.

use core::num::NonZeroUsize;

use edu_types::Timestamp;

use crate::{Access, Key};

/// Where a statement stands in its tenant's order of storing.
///
/// Positions grow: whoever has read all up to one finds everything stored later behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(u64);

impl Position {
    /// Before the first statement.
    pub const START: Self = Self(0);

    /// A position as a store counts: from 1, below 2^63.
    pub const fn new(position: u64) -> Self {
        Self(position)
    }

    /// The number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// Which statements are asked for.
///
/// A statement matches where it, or a statement that it targets, or one that this one targets, and so
/// on, has **all** the keys itself. `access` must be met by the statement and by the one that has
/// the keys. Times and places count for the listed statement alone. Voided statements are never listed.
///
/// Spec: xAPI 1.0.3 Part 3 §2.1.3, "Filter Conditions for `StatementRefs`"; 2.0 §4.1.6.1.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StatementQuery {
    /// What the statement is to have; none matches every statement.
    pub keys: Vec<Key>,
    /// What the caller may see.
    pub access: Access,
    /// Stored later than this.
    pub since: Option<Timestamp>,
    /// Stored no later than this.
    pub until: Option<Timestamp>,
    /// Behind which statement the list goes on, in its order.
    pub after: Option<Position>,
    /// The order.
    pub order: Order,
    /// Statements at most.
    pub limit: NonZeroUsize,
}

/// In which order statements are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the standard has these two")]
pub enum Order {
    /// The latest stored first.
    #[default]
    Latest,
    /// The first stored first.
    Earliest,
}

impl StatementQuery {
    /// Everything that `access` reaches, the latest first.
    pub const fn new(access: Access, limit: NonZeroUsize) -> Self {
        Self {
            keys: Vec::new(),
            access,
            since: None,
            until: None,
            after: None,
            order: Order::Latest,
            limit,
        }
    }
}
