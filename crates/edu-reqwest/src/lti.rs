//! The keys of a tool's platforms, and its own registration there.

mod registrar;

pub use registrar::{Registrar, RegistrarError};

use std::sync::Arc;

use edu_jose::{KeyId, KeySet};
use edu_types::Timestamp;
use lti_core::{BackendError, PlatformKeys, Registration};

use crate::CachedKeys;

/// Fetches from the address of the registration, and from no other.
impl PlatformKeys for CachedKeys {
    async fn key_set(
        &self,
        registration: &Registration,
        wanted: Option<&KeyId>,
        now: &Timestamp,
    ) -> Result<Arc<KeySet>, BackendError> {
        let url = registration.key_set_url().ok_or_else(|| {
            BackendError::failed("registration has neither keys nor an address of keys")
        })?;
        let keys = self.keys_at(url, wanted, now).await;
        keys.map_err(|error| BackendError::failed(error.to_string()))
    }
}
