//! What becomes of statements that are sent, and why a delivery stops.

use edu_types::{Personal, UuidText};
use http::StatusCode;

/// What became of one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a statement and its end")]
pub struct Settled {
    /// The statement's id.
    pub id: UuidText,
    /// What became of it.
    pub outcome: Outcome,
}

/// How the way of a statement ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a host must deal with all of them")]
pub enum Outcome {
    /// The store has it, by now or since before.
    Stored,
    /// The store has another statement of that id.
    Conflict {
        /// Where the two differ, as JSON Pointers; empty where the store does not show its own.
        differences: Vec<String>,
    },
    /// The store refuses this statement, and will again.
    Refused(RefusedStatement),
    /// It was given up and may be sent again: the store may have it or not.
    GivenUp(DeliveryError),
}

/// What a store says of a statement that it refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RefusedStatement {
    /// The status of the answer: 400, 413 or 422.
    pub status: StatusCode,
    /// The text of the answer, for people; it may quote the statement. The first [`RefusedStatement::MAX_TOLD`]
    /// bytes at most.
    pub told: Personal<Box<str>>,
}

impl RefusedStatement {
    /// Bytes of the store's text that are kept.
    pub const MAX_TOLD: usize = 4096;

    pub(super) fn new(status: StatusCode, body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body.get(..Self::MAX_TOLD).unwrap_or(body));
        Self {
            status,
            told: Personal::new(text.into()),
        }
    }
}

/// Why a request got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "whoever sends must tell which")]
pub enum SendFailure {
    /// No answer came in time.
    TimedOut,
    /// There was no connection, or it broke.
    Unreachable,
    /// The store could not prove that it is the one that was meant, as by a certificate of another name.
    Untrusted,
}

/// Why statements were given up, or a delivery stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeliveryError {
    /// The store does not know the credentials, or they do not suffice.
    #[error("store refuses the credentials with status {0}")]
    Credentials(StatusCode),
    /// What answers at the address is no record store, or it moved, or it does not speak this version.
    #[error("what is asked is no record store of this version: it answers with status {0}")]
    Address(StatusCode),
    /// The store could not prove that it is the one that was meant.
    #[error("store could not prove that it is the one that was meant")]
    Untrusted,
    /// The last of all attempts got that status.
    #[error("store fails again and again, the last time with status {0}")]
    Failing(StatusCode),
    /// The last of all attempts got no answer in time.
    #[error("store does not answer in time")]
    TimedOut,
    /// The last of all attempts found no connection.
    #[error("store cannot be reached")]
    Unreachable,
    /// The store said that it took the statement, in words that no store uses, and does not have it.
    #[error("store does not have what it seemed to take")]
    Unconfirmed,
    /// The request cannot be written.
    #[error("request cannot be written as HTTP")]
    Unwritable,
}

impl DeliveryError {
    /// Whether the same may go well later, without anybody who sets something right.
    pub const fn is_retryable(self) -> bool {
        match self {
            Self::Failing(_) | Self::TimedOut | Self::Unreachable | Self::Unconfirmed => true,
            Self::Credentials(_) | Self::Address(_) | Self::Untrusted | Self::Unwritable => false,
        }
    }

    /// Whether the statements may be why the store fails.
    pub(super) fn is_fault(self) -> bool {
        self == Self::Failing(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
