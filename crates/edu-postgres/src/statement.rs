//! Statements of the stores: one each, planned and run by itself.

use deadpool_postgres::Object;
use tokio_postgres::Row;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{ToSql, Type};

use crate::{Database, DatabaseError};

/// A value and its type, as the wire wants them.
pub(crate) type Typed<'a> = (&'a (dyn ToSql + Sync), Type);

/// A value of a statement. Its type is sent along, so that the server need not be asked for it.
#[cfg(feature = "lti")]
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    Text(&'a str),
    MaybeText(Option<&'a str>),
    Bytes(&'a [u8]),
    MaybeBytes(Option<&'a [u8]>),
    Number(i64),
    Truth(bool),
}

#[cfg(feature = "lti")]
impl Value<'_> {
    fn typed(&self) -> Typed<'_> {
        match self {
            Self::Text(text) => (text, Type::TEXT),
            Self::MaybeText(text) => (text, Type::TEXT),
            Self::Bytes(bytes) => (bytes, Type::BYTEA),
            Self::MaybeBytes(bytes) => (bytes, Type::BYTEA),
            Self::Number(number) => (number, Type::INT8),
            Self::Truth(truth) => (truth, Type::BOOL),
        }
    }
}

impl Database {
    /// Runs one statement as [`Database::query_typed`] does.
    #[cfg(feature = "lti")]
    pub(crate) async fn query(
        &self,
        statement: &str,
        values: &[Value<'_>],
    ) -> Result<Vec<Row>, DatabaseError> {
        let values: Vec<_> = values.iter().map(Value::typed).collect();
        self.query_typed(statement, &values).await
    }

    /// Runs one statement as a transaction of its own, again where another was in the way.
    ///
    /// It is planned each time, by the size that tables have now and not by the one they had when
    /// a connection was new; and nothing stays behind that a proxy between would have to know of.
    pub(crate) async fn query_typed(
        &self,
        statement: &str,
        values: &[Typed<'_>],
    ) -> Result<Vec<Row>, DatabaseError> {
        for _ in 1..ATTEMPTS {
            let outcome = self.query_once(statement, values).await;
            if !outcome.as_ref().is_err_and(is_conflict) {
                return outcome;
            }
        }
        self.query_once(statement, values).await
    }

    /// Dropped midway, it gives its connection back all the same: the statement is short, and
    /// ends whether or not anybody waits for it.
    async fn query_once(
        &self,
        statement: &str,
        values: &[Typed<'_>],
    ) -> Result<Vec<Row>, DatabaseError> {
        let connection = self.connection().await?;
        let answers = async {
            // Three messages that travel together.
            tokio::join!(
                biased;
                connection.batch_execute(BEGIN),
                connection.query_typed(statement, values),
                connection.batch_execute("COMMIT"),
            )
        };
        let Ok((begun, rows, ended)) = tokio::time::timeout(Self::PATIENCE, answers).await else {
            // Whatever holds it up would hold up whoever gets it next.
            drop(Object::take(connection));
            return Err(DatabaseError::NoAnswer);
        };
        begun?;
        let rows = rows?;
        ended?;
        Ok(rows)
    }
}

// The stores count on seeing what others committed while they waited, whatever the host's default.
pub(crate) const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// Attempts at one statement that others may get in the way of.
const ATTEMPTS: u32 = 8;

/// Whether another transaction was in the way, so that the same statement may succeed now.
pub(crate) fn is_conflict(error: &DatabaseError) -> bool {
    let DatabaseError::Statement {
        code: Some(code), ..
    } = error
    else {
        return false;
    };
    let (deadlock, serialization) = (
        SqlState::T_R_DEADLOCK_DETECTED.code(),
        SqlState::T_R_SERIALIZATION_FAILURE.code(),
    );
    code == deadlock || code == serialization
}
