//! Why a database did not do what it was asked.

use std::path::PathBuf;

use rusqlite::ffi;

/// Why a database did not do what it was asked.
///
/// The text never quotes what a statement was given or what a row holds, so that it may go to
/// a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DatabaseError {
    /// The file cannot be opened, or is no database.
    #[error("database {} cannot be opened: {reason}", path.display())]
    Open {
        /// Which file.
        path: PathBuf,
        /// Why, in SQLite's words.
        reason: String,
    },
    /// The file was written by a later version of the program, whose tables this one does not
    /// know. Nothing was changed.
    #[error("tables of {component} have version {found}, this program knows up to {known}")]
    Newer {
        /// Whose tables.
        component: String,
        /// Their version in the file.
        found: u32,
        /// The latest version known here.
        known: u32,
    },
    /// A statement failed, and with it its transaction.
    #[error("statement failed: {reason}")]
    Statement {
        /// The extended result code, where SQLite gave one.
        code: Option<i32>,
        /// Why, without any value.
        reason: String,
    },
    /// A function given to [`Database::call`](crate::Database::call) left a transaction open;
    /// it was rolled back.
    #[error("transaction was left open and has been rolled back")]
    LeftOpen,
    /// A function given to [`Database::call`](crate::Database::call) panicked; its transaction
    /// was rolled back.
    #[error("statement panicked; its transaction has been rolled back")]
    Panicked,
    /// More calls wait than the database lets wait.
    #[error("{limit} calls are waiting for the database, the most it lets wait")]
    Busy {
        /// How many may wait.
        limit: usize,
    },
    /// The thread of the database has ended, or could not be started.
    #[error("database has no thread")]
    NoThread,
}

impl From<rusqlite::Error> for DatabaseError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Statement {
            code: error.sqlite_error().map(|failure| failure.extended_code),
            reason: reason(&error),
        }
    }
}

/// Says what failed, without what the statement was given: SQLite's own text may quote it.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a foreign enum whose other variants all say how a statement was misused"
)]
pub(crate) fn reason(error: &rusqlite::Error) -> String {
    match error {
        // About the statement as it was written, not about what it was given.
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        rusqlite::Error::SqliteFailure(_, Some(text)) if text.starts_with("no such ") => {
            text.clone()
        }
        rusqlite::Error::SqliteFailure(failure, _) => {
            let code = failure.extended_code;
            format!("{}, code {code}", ffi::code_to_str(code))
        }
        rusqlite::Error::QueryReturnedNoRows => "no row was found".to_owned(),
        rusqlite::Error::FromSqlConversionFailure(column, ..)
        | rusqlite::Error::InvalidColumnType(column, ..)
        | rusqlite::Error::IntegralValueOutOfRange(column, _)
        | rusqlite::Error::Utf8Error(column, _) => {
            format!("column {column} does not hold what was expected")
        }
        _ => "statement does not fit its use".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(sql: &str) -> DatabaseError {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE person (name TEXT UNIQUE, age INTEGER) STRICT")
            .unwrap();
        connection
            .execute("INSERT INTO person VALUES ('Ada', 36)", [])
            .unwrap();
        connection.execute(sql, []).unwrap_err().into()
    }

    #[test]
    fn text_names_the_fault_and_not_the_value() {
        let twice = failed("INSERT INTO person VALUES ('Ada', 37)");
        assert!(!twice.to_string().contains("Ada"));
        assert_eq!(
            twice.to_string(),
            "statement failed: constraint failed, code 2067"
        );
        let wrong = failed("INSERT INTO person VALUES ('Bo', 'old')").to_string();
        assert!(!wrong.contains("old"), "{wrong}");
    }

    #[test]
    fn misspelt_statement_says_where() {
        assert_eq!(
            failed("SELECT 1 FROM persons").to_string(),
            "statement failed: no such table: persons"
        );
    }
}
