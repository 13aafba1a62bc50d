//! A tool's logins in a database.

use edu_http::TenantId;
use edu_types::Timestamp;
use lti_core::{BackendError, Logins, PendingLogin, State, Taken};

use super::{accepted, digest, failed};
use crate::once::{Digest, NewRow, OnceRows, Room, TakenRow};
use crate::{Database, DatabaseError};

/// A tool's open logins, kept in a [`Database`] for one tenant, so that they survive a restart
/// and any number of processes may share them.
///
/// Of any number of machines, processes and threads that take one login, exactly one gets it.
/// What a login holds is erased as it is taken, from the disk when PostgreSQL vacuums; that it
/// was taken is remembered until it expires. A state is kept as a digest, so the table does not
/// tell what a launch must bring.
///
/// At most [`StoredLogins::CAPACITY`] logins wait. Anyone may begin a login, so a full store does
/// not refuse: it forgets the oldest waiting login of the registration that has most of them,
/// and of registrations with equally many the oldest of all. One that was forgotten is unknown,
/// and the person opens the link again. As many taken logins are remembered beside them, by a
/// digest; of too many, the one that expires first is forgotten, and a replay of it is unknown.
/// A login whose row was damaged is taken and lost.
///
/// Room is made as logins are kept; calls at the same moment do not see each other and may go
/// beyond it by as many. With room for more than 255, a process looks once a minute and after as
/// many logins as are a 128th of the room, 1,024 at most: for each process so many more may wait
/// meanwhile.
///
/// A login is one durable write as it is kept and one as it is taken, each a single message to
/// the server and back; writes of many logins reach the disk together. So a flood of logins costs
/// connections and disk: calls wait at most [`Database::PATIENCE`], [`Database::QUEUE`] of them
/// in line, and further ones are refused meanwhile, honest ones among them. Limit, at your edge,
/// how many requests one address may send to the login route. A login takes about 1 KiB, 4 KiB
/// at most, and is gone some time after its expiry, when others are kept.
///
/// A standby that takes over without the last commits of the server that failed may give a login
/// out again that had been taken; let commits wait for it (`synchronous_standby_names`) where
/// that must not be.
///
/// A future that is dropped may have taken its login all the same: the person starts again.
#[derive(Clone, Debug)]
pub struct StoredLogins {
    tenant: TenantId,
    rows: OnceRows,
}

impl StoredLogins {
    /// Waiting logins kept, and taken ones remembered beside them, over all tenants.
    pub const CAPACITY: usize = 100_000;

    /// The logins of `tenant` in `database`, making the tables they need.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the tables.
    pub async fn new(database: &Database, tenant: TenantId) -> Result<Self, DatabaseError> {
        Self::with_capacity(database, tenant, Self::CAPACITY).await
    }

    /// Like [`StoredLogins::new`], with room for so many waiting logins, and as many taken
    /// ones; for one of each at least.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the tables.
    pub async fn with_capacity(
        database: &Database,
        tenant: TenantId,
        capacity: usize,
    ) -> Result<Self, DatabaseError> {
        let room = Room::new(capacity, capacity);
        let rows = OnceRows::open(database, "lti.login", room).await?;
        Ok(Self { tenant, rows })
    }

    /// The logins of another tenant in the same database.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        let rows = self.rows.clone();
        Self { tenant, rows }
    }

    fn key(&self, state: &State) -> Digest {
        digest("edu lti login", &self.tenant, [state.as_str()])
    }

    /// A registration: the client ids of two issuers may be alike.
    fn owner(&self, pending: &PendingLogin) -> Digest {
        let registration = [pending.issuer().as_str(), pending.client_id().as_str()];
        digest("edu lti registration", &self.tenant, registration)
    }
}

fn read(state: &State, text: &str) -> Result<PendingLogin, BackendError> {
    PendingLogin::from_stored(state.clone(), text)
        .map_err(|error| BackendError::failed(error.to_string()))
}

impl Logins for StoredLogins {
    async fn keep_login(&self, pending: PendingLogin, now: &Timestamp) -> Result<(), BackendError> {
        let row = NewRow {
            key: self.key(pending.state()),
            owner: self.owner(&pending),
            payload: pending.to_stored(),
            expires: pending.expires().unix_seconds(),
        };
        accepted(self.rows.keep(row, now.unix_seconds()).await)
    }

    async fn find_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> Result<Option<PendingLogin>, BackendError> {
        let found = self.rows.find(self.key(state), now.unix_seconds()).await;
        let found = found.map_err(failed)?;
        found.map(|text| read(state, &text)).transpose()
    }

    async fn take_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> Result<Taken<PendingLogin>, BackendError> {
        let taken = self.rows.take(self.key(state), None, now.unix_seconds());
        match taken.await.map_err(failed)? {
            TakenRow::Fresh(text) => read(state, &text).map(Taken::Fresh),
            TakenRow::AlreadyUsed => Ok(Taken::AlreadyUsed),
            TakenRow::OtherOwner | TakenRow::Unknown => Ok(Taken::Unknown),
        }
    }
}
