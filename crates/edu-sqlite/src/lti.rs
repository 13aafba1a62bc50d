//! LTI launches that were started and not finished: logins of a tool, messages of a platform.

mod platform;
mod tool;

pub use platform::DurablePlatform;
pub use tool::DurableTool;

use lti_core::BackendError;
use sha2::{Digest as _, Sha256};

use crate::DatabaseError;
use crate::once::{Kept, OnceRows};

/// The digest of a value, apart from the digests of other uses.
fn digest(purpose: &[u8], value: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(purpose)
        .chain_update(value)
        .finalize()
        .into()
}

fn accepted(
    kept: Result<Kept, DatabaseError>,
    what: &'static str,
    rows: &OnceRows,
) -> Result<(), BackendError> {
    match kept.map_err(failed)? {
        Kept::Stored => Ok(()),
        Kept::Full => Err(BackendError::Full {
            what,
            limit: rows.capacity(),
        }),
        Kept::KeyInUse => Err(BackendError::failed("key is in use")),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "maps the error of a result")]
fn failed(error: DatabaseError) -> BackendError {
    BackendError::failed(error.to_string())
}
