//! LTI launches that were started and not finished: logins of a tool, messages of a platform.

mod platform;
mod tool;

pub use platform::DurablePlatform;
pub use tool::DurableTool;

use lti_core::BackendError;
use sha2::{Digest as _, Sha256};

use crate::DatabaseError;
use crate::once::{Digest, Kept};

/// The digest of texts in their order, apart from the digests of other uses; none but the last
/// may hold a zero byte.
fn digest<const N: usize>(purpose: &str, texts: [&str; N]) -> Digest {
    let mut sha = Sha256::new_with_prefix(purpose);
    for text in texts {
        sha.update([0]);
        sha.update(text);
    }
    sha.finalize().into()
}

fn accepted(kept: Result<Kept, DatabaseError>) -> Result<(), BackendError> {
    match kept.map_err(failed)? {
        Kept::Stored => Ok(()),
        Kept::KeyInUse => Err(BackendError::failed("key is in use")),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "maps the error of a result")]
fn failed(error: DatabaseError) -> BackendError {
    BackendError::failed(error.to_string())
}
