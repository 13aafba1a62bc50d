//! A platform's messages in a database.

use std::sync::Arc;

use edu_http::SessionId;
use edu_types::Timestamp;
use lti_core::{
    BackendError, ClientId, MessageHint, PendingMessage, PlatformBackend, TakenMessage,
    ToolRegistration,
};

use super::{accepted, digest, failed};
use crate::once::{OnceRows, TakenRow, Ticket};
use crate::{Database, DatabaseError};

/// A platform's backend whose waiting messages are kept in a [`Database`], so that they
/// survive a restart and any number of processes may share them.
///
/// Tools come from the backend it wraps. Of any number of threads and processes on the same
/// file that take one message for its session, exactly one gets it; an attempt for another
/// session changes nothing. What a message tells of a person is erased as it is taken; that it
/// was taken is remembered until it expires. Hint and session are kept as digests.
///
/// At most [`DurablePlatform::CAPACITY`] messages are kept, waiting and taken together; when
/// none of them has expired, a further one is refused with [`BackendError::Full`]. A message
/// whose row was damaged is taken and lost. A message that nobody asks for is erased some time
/// after its expiry, when others are kept.
///
/// A future that is dropped may have taken its message all the same: the person starts again.
#[derive(Clone, Debug)]
pub struct DurablePlatform<P> {
    inner: P,
    messages: OnceRows,
}

impl<P: PlatformBackend> DurablePlatform<P> {
    /// Messages kept, waiting and taken together.
    pub const CAPACITY: usize = 100_000;

    /// Keeps the messages of `inner` in `database`, making the tables it needs.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file.
    pub async fn new(inner: P, database: &Database) -> Result<Self, DatabaseError> {
        Self::with_capacity(inner, database, Self::CAPACITY).await
    }

    /// Like [`DurablePlatform::new`], with room for so many messages.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file.
    pub async fn with_capacity(
        inner: P,
        database: &Database,
        capacity: usize,
    ) -> Result<Self, DatabaseError> {
        let messages = OnceRows::open(database, "lti.message", capacity).await?;
        Ok(Self { inner, messages })
    }

    /// The backend that tools come from.
    pub const fn inner(&self) -> &P {
        &self.inner
    }
}

impl<P: PlatformBackend> PlatformBackend for DurablePlatform<P> {
    fn tool(
        &self,
        client_id: &ClientId,
    ) -> impl Future<Output = Result<Option<Arc<ToolRegistration>>, BackendError>> + Send {
        self.inner.tool(client_id)
    }

    async fn keep_message(
        &self,
        pending: PendingMessage,
        now: &Timestamp,
    ) -> Result<(), BackendError> {
        let ticket = message_ticket(pending.hint(), pending.session());
        let expires = pending.expires().unix_seconds();
        let kept = self
            .messages
            .keep(ticket, pending.to_stored(), expires, now.unix_seconds())
            .await;
        accepted(kept, "messages", &self.messages)
    }

    async fn take_message(
        &self,
        hint: &MessageHint,
        session: &SessionId,
        now: &Timestamp,
    ) -> Result<TakenMessage, BackendError> {
        let ticket = message_ticket(hint, session);
        let taken = self.messages.take(ticket, now.unix_seconds()).await;
        match taken.map_err(failed)? {
            TakenRow::Fresh(text) => {
                PendingMessage::from_stored(hint.clone(), session.clone(), &text)
                    .map(TakenMessage::Fresh)
                    .map_err(|error| BackendError::failed(error.to_string()))
            }
            TakenRow::AlreadyUsed => Ok(TakenMessage::AlreadyUsed),
            TakenRow::OtherOwner => Ok(TakenMessage::OtherSession),
            TakenRow::Unknown => Ok(TakenMessage::Unknown),
        }
    }
}

fn message_ticket(hint: &MessageHint, session: &SessionId) -> Ticket {
    Ticket {
        key: digest(b"edu lti message hint\0", hint.as_str()),
        owner: Some(digest(b"edu lti message session\0", session.as_str())),
    }
}
