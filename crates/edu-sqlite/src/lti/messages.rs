//! A platform's messages in a database.

use edu_http::{SessionId, TenantId};
use edu_types::Timestamp;
use lti_core::{BackendError, MessageHint, Messages, PendingMessage, TakenFor};

use super::{accepted, digest, failed};
use crate::once::{Digest, NewRow, OnceRows, Room, TakenRow};
use crate::{Database, DatabaseError};

/// A platform's waiting messages, kept in a [`Database`] for one tenant, so that they survive a
/// restart and any number of processes may share them.
///
/// Of any number of threads and processes on the same
/// file that take one message for its session, exactly one gets it; an attempt for another
/// session changes nothing. What a message tells of a person is erased as it is taken; that it
/// was taken is remembered until it expires. Hint and session are kept as digests.
///
/// At most [`StoredMessages::PER_SESSION`] messages of one session wait, and
/// [`StoredMessages::CAPACITY`] in all. A full store does not refuse: a session with too many
/// loses its oldest; too many in all cost the session that has most its oldest, and of sessions
/// with equally many the oldest of all goes. A message that was forgotten is unknown, and the
/// person opens the link again. As many taken messages are remembered beside them, by a digest;
/// of too many, the one that expires first is forgotten, and a replay of it is unknown.
///
/// A message whose row was damaged is taken and lost. A message that nobody asks for is erased
/// some time after its expiry, when others are kept. Each is one durable write as it is kept
/// and one as it is taken.
///
/// A future that is dropped may have taken its message all the same: the person starts again.
#[derive(Clone, Debug)]
pub struct StoredMessages {
    tenant: TenantId,
    rows: OnceRows,
}

impl StoredMessages {
    /// Waiting messages kept, and taken ones remembered beside them, over all tenants.
    pub const CAPACITY: usize = 100_000;

    /// Waiting messages kept of one session: more than anyone opens within a hint's life.
    pub const PER_SESSION: usize = 64;

    /// The messages of `tenant` in `database`, making the tables they need.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file.
    pub async fn new(database: &Database, tenant: TenantId) -> Result<Self, DatabaseError> {
        Self::with_capacity(database, tenant, Self::CAPACITY).await
    }

    /// Like [`StoredMessages::new`], with room for so many waiting messages, and as many
    /// taken ones; for one of each at least.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file.
    pub async fn with_capacity(
        database: &Database,
        tenant: TenantId,
        capacity: usize,
    ) -> Result<Self, DatabaseError> {
        let room = Room::new(capacity, Self::PER_SESSION);
        let rows = OnceRows::open(database, "lti.message", room).await?;
        Ok(Self { tenant, rows })
    }

    /// The messages of another tenant in the same database.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        let rows = self.rows.clone();
        Self { tenant, rows }
    }

    fn key(&self, hint: &MessageHint) -> Digest {
        digest("edu lti message hint", &self.tenant, [hint.as_str()])
    }

    fn owner(&self, session: &SessionId) -> Digest {
        digest("edu lti message session", &self.tenant, [session.as_str()])
    }
}

impl Messages for StoredMessages {
    async fn keep_message(
        &self,
        pending: PendingMessage,
        now: &Timestamp,
    ) -> Result<(), BackendError> {
        let row = NewRow {
            key: self.key(pending.hint()),
            owner: self.owner(pending.session()),
            payload: pending.to_stored(),
            expires: pending.expires().unix_seconds(),
        };
        accepted(self.rows.keep(row, now.unix_seconds()).await)
    }

    async fn take_message(
        &self,
        hint: &MessageHint,
        session: &SessionId,
        now: &Timestamp,
    ) -> Result<TakenFor<PendingMessage>, BackendError> {
        let (key, owner) = (self.key(hint), self.owner(session));
        let taken = self.rows.take(key, Some(owner), now.unix_seconds()).await;
        match taken.map_err(failed)? {
            TakenRow::Fresh(text) => {
                PendingMessage::from_stored(hint.clone(), session.clone(), &text)
                    .map(TakenFor::Fresh)
                    .map_err(|error| BackendError::failed(error.to_string()))
            }
            TakenRow::AlreadyUsed => Ok(TakenFor::AlreadyUsed),
            TakenRow::OtherOwner => Ok(TakenFor::OtherSession),
            TakenRow::Unknown => Ok(TakenFor::Unknown),
        }
    }
}
