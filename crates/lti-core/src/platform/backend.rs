//! What a host provides to a platform: few operations, each atomic.

use std::sync::Arc;

use edu_http::SessionId;
use edu_types::Timestamp;

use crate::{BackendError, ClientId, MessageHint, PendingMessage, TakenFor, ToolRegistration};
use edu_http::for_pointers;

/// Which tools this platform may launch.
pub trait Tools: Send + Sync {
    /// Finds the tool of a client id.
    fn tool(
        &self,
        client_id: &ClientId,
    ) -> impl Future<Output = Result<Option<Arc<ToolRegistration>>, BackendError>> + Send;
}

/// Where messages wait for their tool, each to be taken once.
///
/// [`Messages::take_message`] is the heart: of any number of concurrent calls for one
/// hint, exactly one gets the message, on one machine or many, and only for the session the
/// message was started in. A call for another session changes nothing: who has seen somebody's
/// hint must not be able to spend it.
pub trait Messages: Send + Sync {
    /// Keeps a message until it expires.
    ///
    /// A store that is full forgets the oldest waiting message; it never gives one out twice.
    /// A good store keeps a limited number of each session, forgets where most are waiting, and
    /// never forgets that a message was used for one that waits.
    fn keep_message(
        &self,
        pending: PendingMessage,
        now: &Timestamp,
    ) -> impl Future<Output = Result<(), BackendError>> + Send;

    /// Takes a message out for its session, once, and remembers until its expiry that it was
    /// taken. Session and hint are compared in the same step that takes. Of too many taken ones
    /// the oldest may be forgotten: [`TakenFor::Unknown`] is refused as well.
    fn take_message(
        &self,
        hint: &MessageHint,
        session: &SessionId,
        now: &Timestamp,
    ) -> impl Future<Output = Result<TakenFor<PendingMessage>, BackendError>> + Send;
}

/// All that a platform's host provides; whatever implements both parts is one.
///
/// Join parts of different makers with [`PlatformParts`].
pub trait PlatformBackend: Tools + Messages {}

impl<T: Tools + Messages + ?Sized> PlatformBackend for T {}

/// A [`PlatformBackend`] of two parts: tools out of the host's own database, say, and messages
/// in a store that all machines share.
#[derive(Clone, Debug)]
pub struct PlatformParts<T, M> {
    tools: T,
    messages: M,
}

impl<T: Tools, M: Messages> PlatformParts<T, M> {
    /// Joins the two.
    pub const fn new(tools: T, messages: M) -> Self {
        Self { tools, messages }
    }

    /// Who may be launched.
    pub const fn tools(&self) -> &T {
        &self.tools
    }

    /// Where messages wait.
    pub const fn messages(&self) -> &M {
        &self.messages
    }
}

impl<T: Tools, M: Send + Sync> Tools for PlatformParts<T, M> {
    fn tool(
        &self,
        client_id: &ClientId,
    ) -> impl Future<Output = Result<Option<Arc<ToolRegistration>>, BackendError>> + Send {
        self.tools.tool(client_id)
    }
}

impl<T: Send + Sync, M: Messages> Messages for PlatformParts<T, M> {
    fn keep_message(
        &self,
        pending: PendingMessage,
        now: &Timestamp,
    ) -> impl Future<Output = Result<(), BackendError>> + Send {
        self.messages.keep_message(pending, now)
    }

    fn take_message(
        &self,
        hint: &MessageHint,
        session: &SessionId,
        now: &Timestamp,
    ) -> impl Future<Output = Result<TakenFor<PendingMessage>, BackendError>> + Send {
        self.messages.take_message(hint, session, now)
    }
}

for_pointers!(Tools {
    fn tool(client_id: &ClientId) -> Option<Arc<ToolRegistration>>;
});

for_pointers!(Messages {
    fn keep_message(pending: PendingMessage, now: &Timestamp) -> ();
    fn take_message(
        hint: &MessageHint,
        session: &SessionId,
        now: &Timestamp
    ) -> TakenFor<PendingMessage>;
});
