//! Statements of the stores: one each, planned and run by itself, or kept on its connection.

use deadpool_postgres::Object;
use tokio_postgres::Row;
#[cfg(feature = "xapi")]
use tokio_postgres::Statement;
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

/// A value whose type its statement says.
#[cfg(feature = "xapi")]
pub(crate) type Bound<'a> = &'a (dyn ToSql + Sync);

/// A statement that is run so often that reading and planning it each time would be much of its cost.
#[cfg(feature = "xapi")]
#[derive(Clone, Copy)]
pub(crate) struct Frequent<'a> {
    pub(crate) sql: &'a str,
    /// The types of its values, in their order.
    pub(crate) types: &'a [Type],
}

/// A frequent statement on a connection.
#[cfg(feature = "xapi")]
pub(crate) enum Ready<'a> {
    /// The connection keeps it.
    Prepared(Statement),
    /// It is sent with its values each time.
    Sent(Frequent<'a>),
}

#[cfg(feature = "xapi")]
impl<'a> Frequent<'a> {
    /// Prepares it where the database's connections keep statements and this one does not have it.
    pub(crate) async fn ready(
        self,
        database: &Database,
        connection: &Object,
    ) -> Result<Ready<'a>, tokio_postgres::Error> {
        if !database.keeps_statements() {
            return Ok(Ready::Sent(self));
        }
        let prepared = connection.prepare_typed_cached(self.sql, self.types);
        prepared.await.map(Ready::Prepared)
    }
}

#[cfg(feature = "xapi")]
impl Ready<'_> {
    /// Runs it; sent when this is first polled.
    pub(crate) async fn query(
        &self,
        connection: &Object,
        values: &[Bound<'_>],
    ) -> Result<Vec<Row>, tokio_postgres::Error> {
        match self {
            Self::Prepared(statement) => connection.query(statement, values).await,
            Self::Sent(frequent) => {
                let types = frequent.types.iter().cloned();
                let values: Vec<Typed<'_>> = values.iter().copied().zip(types).collect();
                connection.query_typed(frequent.sql, &values).await
            }
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
