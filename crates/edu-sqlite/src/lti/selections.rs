//! A platform's requests for content in a database.

use edu_http::{SessionId, TenantId};
use edu_types::Timestamp;
use lti_core::deep_linking::{PendingSelection, SelectionData};
use lti_core::{BackendError, Selections, TakenFor};

use super::{accepted, digest, failed};
use crate::once::{Digest, NewRow, OnceRows, Room, TakenRow};
use crate::{Database, DatabaseError};

/// A platform's waiting requests for content, kept in a [`Database`] for one tenant, so that they
/// survive a restart and any number of processes may share them.
///
/// Of any number of threads and processes on the same file that take one request for its session,
/// exactly one gets it; an attempt for another session changes nothing. What the host keeps with a request is erased as it is taken; that it
/// was taken is remembered until it expires. Name and session are kept as digests.
///
/// At most [`StoredSelections::PER_SESSION`] requests of one session wait, and
/// [`StoredSelections::CAPACITY`] in all. A full store does not refuse: a session with too many
/// loses its oldest; too many in all cost the session that has most its oldest, and of sessions
/// with equally many the oldest of all goes. A request that was forgotten is unknown, and the
/// person chooses again. As many taken ones are remembered beside them, by a digest;
/// of too many, the one that expires first is forgotten, and a replay of it is unknown.
///
/// A request whose row was damaged is taken and lost. A request that nobody asks for is erased
/// some time after its expiry, when others are kept. Each is one durable write as it is kept
/// and one as it is taken.
///
/// A future that is dropped may have taken its request all the same: the person starts again.
#[derive(Clone, Debug)]
pub struct StoredSelections {
    tenant: TenantId,
    rows: OnceRows,
}

impl StoredSelections {
    /// Waiting requests kept, and taken ones remembered beside them, over all tenants.
    pub const CAPACITY: usize = 100_000;

    /// Waiting requests kept of one session: more than anyone opens while they choose once.
    pub const PER_SESSION: usize = 64;

    /// The requests of `tenant` in `database`, making the tables they need.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file.
    pub async fn new(database: &Database, tenant: TenantId) -> Result<Self, DatabaseError> {
        Self::with_capacity(database, tenant, Self::CAPACITY).await
    }

    /// Like [`StoredSelections::new`], with room for so many waiting requests, and as many
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
        let rows = OnceRows::open(database, "lti.selection", room).await?;
        Ok(Self { tenant, rows })
    }

    /// The requests of another tenant in the same database.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        let rows = self.rows.clone();
        Self { tenant, rows }
    }

    fn key(&self, data: &SelectionData) -> Digest {
        digest("edu lti selection data", &self.tenant, [data.as_str()])
    }

    fn owner(&self, session: &SessionId) -> Digest {
        digest(
            "edu lti selection session",
            &self.tenant,
            [session.as_str()],
        )
    }
}

impl Selections for StoredSelections {
    async fn keep_selection(
        &self,
        pending: PendingSelection,
        now: &Timestamp,
    ) -> Result<(), BackendError> {
        let row = NewRow {
            key: self.key(pending.data()),
            owner: self.owner(pending.session()),
            payload: pending.to_stored(),
            expires: pending.expires().unix_seconds(),
        };
        accepted(self.rows.keep(row, now.unix_seconds()).await)
    }

    async fn take_selection(
        &self,
        data: &SelectionData,
        session: &SessionId,
        now: &Timestamp,
    ) -> Result<TakenFor<PendingSelection>, BackendError> {
        let (key, owner) = (self.key(data), self.owner(session));
        let taken = self.rows.take(key, Some(owner), now.unix_seconds()).await;
        match taken.map_err(failed)? {
            TakenRow::Fresh(text) => {
                PendingSelection::from_stored(data.clone(), session.clone(), &text)
                    .map(TakenFor::Fresh)
                    .map_err(|error| BackendError::failed(error.to_string()))
            }
            TakenRow::AlreadyUsed => Ok(TakenFor::AlreadyUsed),
            TakenRow::OtherOwner => Ok(TakenFor::OtherSession),
            TakenRow::Unknown => Ok(TakenFor::Unknown),
        }
    }
}
