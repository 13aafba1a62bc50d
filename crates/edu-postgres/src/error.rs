//! Why a database did not do what it was asked.

use core::error::Error;
use std::io;

use tokio_postgres::error::{DbError, Severity};

use crate::Database;

/// Why a database did not do what it was asked.
///
/// The text never quotes what a statement was given or what a row holds, so that it may go to
/// a log. It names SQLSTATE codes, which the manual of PostgreSQL explains.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DatabaseError {
    /// No connection can be made.
    #[error("database cannot be reached: {reason}")]
    Unreachable {
        /// Why, in the words of the server or the network.
        reason: String,
    },
    /// The server is on another machine, and the settings leave encryption to chance.
    #[error("connection to {host} need not be encrypted: sslmode=require is missing")]
    Unencrypted {
        /// Which server.
        host: String,
    },
    /// More calls wait for a connection than may.
    #[error("{limit} calls are waiting for the database, the most it lets wait")]
    Busy {
        /// How many may wait.
        limit: usize,
    },
    /// Every connection was in use for the whole time that a call may wait for one.
    #[error("no connection to the database was free within {} s", Database::PATIENCE.as_secs())]
    NoneFree,
    /// A store's statement was not answered in time, and its connection was closed. It may have
    /// happened.
    #[error("no answer from the database within {} s", Database::PATIENCE.as_secs())]
    NoAnswer,
    /// The connection was lost. What was being committed may have happened.
    #[error("connection to the database was lost: {reason}")]
    Lost {
        /// Why, in the words of the server or the network.
        reason: String,
    },
    /// The tables were made by a later version of the program, and this one does not know them.
    /// Nothing was changed.
    #[error("tables of {component} have version {found}, this program knows up to {known}")]
    Newer {
        /// Whose tables.
        component: String,
        /// Their version in the database.
        found: u32,
        /// The latest version known here.
        known: u32,
    },
    /// A statement failed, and with it its transaction.
    #[error("statement failed: {reason}")]
    Statement {
        /// The SQLSTATE code, where the server gave one.
        code: Option<String>,
        /// Why, without any value.
        reason: String,
    },
}

impl DatabaseError {
    /// For an error of the pool, or of a connection that was being made.
    pub(crate) fn unreachable(error: &(dyn Error + 'static)) -> Self {
        let mut reason = without_values(error);
        // What lies beneath speaks of addresses, certificates and roles, never of rows.
        let mut cause = error.source();
        while let Some(beneath) = cause {
            reason = format!("{reason}: {}", without_values(beneath));
            cause = beneath.source();
        }
        Self::Unreachable { reason }
    }
}

impl From<tokio_postgres::Error> for DatabaseError {
    fn from(error: tokio_postgres::Error) -> Self {
        if let Some(answer) = error.as_db_error() {
            return Self::answered(answer);
        }
        let reason = error.to_string();
        let cause = error
            .source()
            .and_then(|cause| cause.downcast_ref::<io::Error>());
        match cause {
            // A text that no message can carry: nothing was sent.
            Some(cause) if cause.kind() == io::ErrorKind::InvalidInput => {
                Self::Statement { code: None, reason }
            }
            Some(cause) => Self::Lost {
                reason: format!("{reason}: {cause}"),
            },
            None if error.is_closed() => Self::Lost { reason },
            None => Self::Statement { code: None, reason },
        }
    }
}

impl DatabaseError {
    fn answered(answer: &DbError) -> Self {
        let reason = of_server(answer);
        let code = answer.code().code().to_owned();
        match answer.parsed_severity() {
            // The server ends its connection: shut down, crashed, or by an operator's hand.
            Some(Severity::Fatal | Severity::Panic) => Self::Lost { reason },
            _ => Self::Statement {
                code: Some(code),
                reason,
            },
        }
    }
}

fn without_values(error: &(dyn Error + 'static)) -> String {
    error
        .downcast_ref::<DbError>()
        .map_or_else(|| error.to_string(), of_server)
}

/// What the server says is wrong, without what the statement was given: its own text may quote it.
fn of_server(error: &DbError) -> String {
    let code = error.code().code();
    // About the statement as it was written, about roles and databases, or about the server.
    let speaks_of_no_row = ["28", "3D", "3F", "42", "53", "57"];
    if speaks_of_no_row.iter().any(|class| code.starts_with(class)) {
        return format!("{}, SQLSTATE {code}", error.message());
    }
    match (error.constraint(), error.table()) {
        (Some(constraint), _) => format!("constraint {constraint} is violated, SQLSTATE {code}"),
        (None, Some(table)) => format!("table {table}, SQLSTATE {code}"),
        (None, None) => format!("SQLSTATE {code}"),
    }
}
