//! The keys of a tool's platforms and of a platform's tools, and a tool's own registration.

mod registrar;

pub use registrar::{Registrar, RegistrarError};

use std::sync::Arc;

use edu_jose::{KeyId, KeySet};
use edu_types::{HttpUrl, Timestamp};
use lti_core::{BackendError, PlatformKeys, Registration, ToolKeys, ToolRegistration};

use crate::CachedKeys;

/// Fetches from the address of the registration, and from no other.
impl PlatformKeys for CachedKeys {
    async fn key_set(
        &self,
        registration: &Registration,
        wanted: Option<&KeyId>,
        now: &Timestamp,
    ) -> Result<Arc<KeySet>, BackendError> {
        published(self, registration.key_set_url(), wanted, now).await
    }
}

/// Fetches from the address that the tool registered, and from no other.
impl ToolKeys for CachedKeys {
    async fn tool_key_set(
        &self,
        tool: &ToolRegistration,
        wanted: Option<&KeyId>,
        now: &Timestamp,
    ) -> Result<Arc<KeySet>, BackendError> {
        published(self, tool.key_set_url(), wanted, now).await
    }
}

async fn published(
    keys: &CachedKeys,
    url: Option<&HttpUrl>,
    wanted: Option<&KeyId>,
    now: &Timestamp,
) -> Result<Arc<KeySet>, BackendError> {
    let message = "registration has neither keys nor an address of keys";
    let url = url.ok_or_else(|| BackendError::failed(message))?;
    let keys = keys.keys_at(url, wanted, now).await;
    keys.map_err(|error| BackendError::failed(error.to_string()))
}
