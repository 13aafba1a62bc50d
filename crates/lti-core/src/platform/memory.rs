//! A bounded backend in memory, for one process.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use edu_http::SessionId;
use edu_types::Timestamp;

use crate::deep_linking::{PendingSelection, SelectionData};
use crate::once::{OnceStore, Room, digest};
use crate::tool::{locked, page};
use crate::{
    BackendError, ClientId, MessageHint, Messages, PendingMessage, Put, Selections, Taken,
    TakenFor, ToolRegistration, ToolStore, Tools,
};

/// Tools, waiting messages and waiting requests for content of one process.
///
/// Keeps at most [`MemoryPlatform::PER_SESSION`] waiting messages of one session and
/// [`MemoryPlatform::CAPACITY`] in all. A full store does not refuse: a session with too many
/// loses its oldest; too many in all cost the session that has most its oldest, and of sessions
/// with equally many the oldest of all goes. A message that was forgotten is refused as unknown,
/// and the person opens the link again.
///
/// As many used messages are remembered beside them, by a digest; of too many, the one used
/// first is forgotten, and a replay of it is refused as unknown. Waiting and used
/// messages never push out each other.
///
/// Requests for content ([`Selections`]) have as much room of their own, by the same rules.
///
/// A waiting message takes as much memory as its claims, which are the host's own: usually 2 to
/// 4 KiB. A used one takes about 0.2 KiB.
///
/// What it holds is gone with the process.
#[derive(Debug)]
pub struct MemoryPlatform {
    tools: Mutex<BTreeMap<ClientId, Arc<ToolRegistration>>>,
    messages: Mutex<OnceStore<PendingMessage>>,
    selections: Mutex<OnceStore<PendingSelection>>,
}

impl MemoryPlatform {
    /// Waiting messages kept, and used ones remembered beside them.
    pub const CAPACITY: usize = 100_000;

    /// Waiting messages kept of one session: more than anyone opens within a hint's life.
    pub const PER_SESSION: usize = 64;

    /// Without any tool.
    pub fn new() -> Self {
        Self::with_capacity(Self::CAPACITY)
    }

    /// With room for so many waiting messages, and as many used ones; for one of each at least.
    pub fn with_capacity(capacity: usize) -> Self {
        let room = Room {
            total: capacity,
            of_one_owner: Self::PER_SESSION,
        };
        Self {
            tools: Mutex::new(BTreeMap::new()),
            messages: Mutex::new(OnceStore::new(room)),
            selections: Mutex::new(OnceStore::new(room)),
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

impl Tools for MemoryPlatform {
    async fn tool(
        &self,
        client_id: &ClientId,
    ) -> Result<Option<Arc<ToolRegistration>>, BackendError> {
        Ok(locked(&self.tools).get(client_id).cloned())
    }
}

impl ToolStore for MemoryPlatform {
    async fn put_tool(
        &self,
        tool: &ToolRegistration,
        instead_of: Option<&ToolRegistration>,
    ) -> Result<Put, BackendError> {
        let mut tools = locked(&self.tools);
        if tools.get(tool.client_id()).map(|found| &**found) != instead_of {
            return Ok(Put::Changed);
        }
        tools.insert(tool.client_id().clone(), Arc::new(tool.clone()));
        Ok(Put::Done)
    }

    async fn remove_tool(&self, client_id: &ClientId) -> Result<bool, BackendError> {
        Ok(locked(&self.tools).remove(client_id).is_some())
    }

    async fn tools(
        &self,
        after: Option<&ClientId>,
        limit: usize,
    ) -> Result<Vec<ClientId>, BackendError> {
        let tools = locked(&self.tools);
        Ok(page(&tools, after, limit).cloned().collect())
    }
}

impl Messages for MemoryPlatform {
    async fn keep_message(
        &self,
        pending: PendingMessage,
        now: &Timestamp,
    ) -> Result<(), BackendError> {
        let owner = digest([pending.session().as_str()]);
        let key = digest([pending.hint().as_str()]);
        let expires = pending.expires().unix_seconds();
        locked(&self.messages).keep(key, owner, pending, expires, now.unix_seconds())
    }

    async fn take_message(
        &self,
        hint: &MessageHint,
        session: &SessionId,
        now: &Timestamp,
    ) -> Result<TakenFor<PendingMessage>, BackendError> {
        let key = digest([hint.as_str()]);
        let taken = locked(&self.messages).take_if(&key, now.unix_seconds(), |pending| {
            pending.belongs_to(session)
        });
        Ok(taken_for(taken))
    }
}

impl Selections for MemoryPlatform {
    async fn keep_selection(
        &self,
        pending: PendingSelection,
        now: &Timestamp,
    ) -> Result<(), BackendError> {
        let owner = digest([pending.session().as_str()]);
        let key = digest([pending.data().as_str()]);
        let expires = pending.expires().unix_seconds();
        locked(&self.selections).keep(key, owner, pending, expires, now.unix_seconds())
    }

    async fn take_selection(
        &self,
        data: &SelectionData,
        session: &SessionId,
        now: &Timestamp,
    ) -> Result<TakenFor<PendingSelection>, BackendError> {
        let key = digest([data.as_str()]);
        let taken = locked(&self.selections).take_if(&key, now.unix_seconds(), |pending| {
            pending.belongs_to(session)
        });
        Ok(taken_for(taken))
    }
}

/// What did not fit waits for another session.
fn taken_for<T>(taken: Option<Taken<T>>) -> TakenFor<T> {
    match taken {
        Some(Taken::Fresh(value)) => TakenFor::Fresh(value),
        Some(Taken::AlreadyUsed) => TakenFor::AlreadyUsed,
        Some(Taken::Unknown) => TakenFor::Unknown,
        None => TakenFor::OtherSession,
    }
}
