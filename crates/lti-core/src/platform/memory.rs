//! A bounded backend in memory, for one process.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use edu_http::SessionId;
use edu_types::Timestamp;

use crate::once::OnceStore;
use crate::tool::locked;
use crate::{
    BackendError, ClientId, MessageHint, PendingMessage, PlatformBackend, Taken, TakenMessage,
    ToolRegistration,
};

/// Tools and waiting messages of one process.
///
/// Keeps at most [`MemoryPlatform::CAPACITY`] messages; when they are all waiting or used and
/// none has expired, a further launch is refused, so that no flood can make it forget a used one.
/// What it holds is gone with the process.
#[derive(Debug)]
pub struct MemoryPlatform {
    tools: Mutex<BTreeMap<ClientId, Arc<ToolRegistration>>>,
    messages: Mutex<OnceStore<MessageHint, PendingMessage>>,
}

impl MemoryPlatform {
    /// Messages kept, waiting and used together.
    pub const CAPACITY: usize = 100_000;

    /// Without any tool.
    pub fn new() -> Self {
        Self::with_capacity(Self::CAPACITY)
    }

    /// With room for so many messages.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            tools: Mutex::new(BTreeMap::new()),
            messages: Mutex::new(OnceStore::new("messages", capacity)),
        }
    }

    /// Adds a tool, replacing one of the same client id.
    pub fn register(&self, tool: ToolRegistration) {
        let client_id = tool.client_id().clone();
        locked(&self.tools).insert(client_id, Arc::new(tool));
    }
}

impl Default for MemoryPlatform {
    fn default() -> Self {
        Self::new()
    }
}

impl PlatformBackend for MemoryPlatform {
    async fn tool(
        &self,
        client_id: &ClientId,
    ) -> Result<Option<Arc<ToolRegistration>>, BackendError> {
        Ok(locked(&self.tools).get(client_id).cloned())
    }

    async fn keep_message(
        &self,
        pending: PendingMessage,
        now: &Timestamp,
    ) -> Result<(), BackendError> {
        let (hint, expires) = (pending.hint().clone(), pending.expires().unix_seconds());
        locked(&self.messages).keep(hint, pending, expires, now.unix_seconds())
    }

    async fn take_message(
        &self,
        hint: &MessageHint,
        session: &SessionId,
        now: &Timestamp,
    ) -> Result<TakenMessage, BackendError> {
        let taken = locked(&self.messages).take_if(hint, now.unix_seconds(), |pending| {
            pending.belongs_to(session)
        });
        Ok(match taken {
            Some(Taken::Fresh(pending)) => TakenMessage::Fresh(pending),
            Some(Taken::AlreadyUsed) => TakenMessage::AlreadyUsed,
            Some(Taken::Unknown) => TakenMessage::Unknown,
            None => TakenMessage::OtherSession,
        })
    }
}
