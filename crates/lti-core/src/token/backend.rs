//! What a host provides to a token endpoint: few operations, each atomic.

use std::sync::Arc;

use edu_jose::{KeyId, KeySet};
use edu_types::Timestamp;

use crate::token::AssertionId;
use crate::{BackendError, ClientId, ToolKeys, ToolRegistration, Tools};
use edu_http::for_pointers;

/// Whether an assertion was used before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[expect(clippy::exhaustive_enums, reason = "it was used before, or it was not")]
pub enum AssertionUse {
    /// This is its first use; nobody else has been or will be told so.
    First,
    /// It was used before.
    Repeated,
}

/// Which assertions were used.
///
/// Of any number of concurrent calls for one client and id, exactly one is told
/// [`AssertionUse::First`], on one machine or many.
pub trait Assertions: Send + Sync {
    /// Notes the use of an assertion and remembers it until `expires`.
    ///
    /// Assertions come from registered tools whose signature was checked, so that a full store
    /// fails and never forgets one that has not expired. A good store keeps a limited number of
    /// each client: none can fill it for the others. The ids of two clients have nothing to do
    /// with each other. An assertion that has expired already is told as
    /// [`AssertionUse::Repeated`].
    fn use_assertion(
        &self,
        client_id: &ClientId,
        id: &AssertionId,
        expires: &Timestamp,
        now: &Timestamp,
    ) -> impl Future<Output = Result<AssertionUse, BackendError>> + Send;
}

/// All that a token endpoint's host provides; whatever implements the three parts is one.
///
/// Join parts of different makers with [`TokenParts`].
pub trait TokenBackend: Tools + ToolKeys + Assertions {}

impl<T: Tools + ToolKeys + Assertions + ?Sized> TokenBackend for T {}

/// No keys: for platforms whose tools all hand over their keys
/// ([`ToolRegistration::with_keys`]).
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::exhaustive_structs,
    reason = "there is nothing to add to nothing"
)]
pub struct NoToolKeys;

impl ToolKeys for NoToolKeys {
    async fn tool_key_set(
        &self,
        _: &ToolRegistration,
        _: Option<&KeyId>,
        _: &Timestamp,
    ) -> Result<Arc<KeySet>, BackendError> {
        let message = "registration holds no keys, and nothing here fetches any";
        Err(BackendError::failed(message))
    }
}

/// A [`TokenBackend`] of three parts: tools out of the host's own database, keys from a client
/// that fetches them, used assertions in a store that all machines share.
#[derive(Clone, Debug)]
pub struct TokenParts<T, K, A> {
    tools: T,
    keys: K,
    assertions: A,
}

impl<T: Tools, K: ToolKeys, A: Assertions> TokenParts<T, K, A> {
    /// Joins the three.
    pub const fn new(tools: T, keys: K, assertions: A) -> Self {
        Self {
            tools,
            keys,
            assertions,
        }
    }

    /// Who may ask for tokens.
    pub const fn tools(&self) -> &T {
        &self.tools
    }

    /// Where keys come from.
    pub const fn keys(&self) -> &K {
        &self.keys
    }

    /// Which assertions were used.
    pub const fn assertions(&self) -> &A {
        &self.assertions
    }
}

impl<T: Tools, K: Send + Sync, A: Send + Sync> Tools for TokenParts<T, K, A> {
    fn tool(
        &self,
        client_id: &ClientId,
    ) -> impl Future<Output = Result<Option<Arc<ToolRegistration>>, BackendError>> + Send {
        self.tools.tool(client_id)
    }
}

impl<T: Send + Sync, K: ToolKeys, A: Send + Sync> ToolKeys for TokenParts<T, K, A> {
    fn tool_key_set(
        &self,
        tool: &ToolRegistration,
        wanted: Option<&KeyId>,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Arc<KeySet>, BackendError>> + Send {
        self.keys.tool_key_set(tool, wanted, now)
    }
}

impl<T: Send + Sync, K: Send + Sync, A: Assertions> Assertions for TokenParts<T, K, A> {
    fn use_assertion(
        &self,
        client_id: &ClientId,
        id: &AssertionId,
        expires: &Timestamp,
        now: &Timestamp,
    ) -> impl Future<Output = Result<AssertionUse, BackendError>> + Send {
        self.assertions.use_assertion(client_id, id, expires, now)
    }
}

for_pointers!(Assertions {
    fn use_assertion(
        client_id: &ClientId,
        id: &AssertionId,
        expires: &Timestamp,
        now: &Timestamp
    ) -> AssertionUse;
});
