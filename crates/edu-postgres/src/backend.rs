//! What the stores of every standard say to their service, and how they count.

use edu_http::BackendError;

use crate::DatabaseError;

/// What a service is told where the database failed.
#[expect(clippy::needless_pass_by_value, reason = "maps the error of a result")]
pub(crate) fn failed(error: DatabaseError) -> BackendError {
    BackendError::failed(error.to_string())
}

/// A number of rows, as PostgreSQL counts.
pub(crate) fn rows(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
