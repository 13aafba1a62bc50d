//! A tool's logins in a database.

use std::sync::Arc;

use edu_jose::{KeyId, KeySet};
use edu_types::Timestamp;
use lti_core::{
    BackendError, ClientId, Deployment, Found, Issuer, PendingLogin, Registration, SignedLaunch,
    State, Taken, ToolBackend,
};

use super::{accepted, digest, failed};
use crate::once::{Digest, NewRow, OnceRows, Room, TakenRow};
use crate::{Database, DatabaseError};

/// A tool's backend whose open logins are kept in a [`Database`], so that they survive a
/// restart and any number of processes may share them.
///
/// Registrations, keys and deployments come from the backend it wraps. Of any number of
/// threads and processes on the same file that take one login, exactly one gets it. What a
/// login holds is erased as it is taken; that it was taken is remembered until it expires. A
/// state is kept as a digest, so the file does not tell what a launch must bring.
///
/// At most [`DurableTool::CAPACITY`] logins wait. Anyone may begin a login, so a full store does
/// not refuse: it forgets the oldest waiting login of the registration that has most of them,
/// and of registrations with equally many the oldest of all. One that was forgotten is unknown,
/// and the person opens the link again. As many taken logins are remembered beside them, by a
/// digest; of too many, the one that expires first is forgotten, and a replay of it is unknown.
/// A login whose row was damaged is taken and lost.
///
/// A login is one durable write as it is kept and one as it is taken. So a flood of logins
/// costs the disk: each waits for the file to be synced, at most [`Database::QUEUE`] wait in
/// line, and further calls are refused meanwhile, honest ones among them. Limit, at your edge,
/// how many requests one address may send to the login route. In the file a login takes about
/// 1 KiB, 4 KiB at most, and is gone some time after its expiry, when others are kept; the file
/// does not shrink, but the room is used again.
///
/// A future that is dropped may have taken its login all the same: the person starts again.
#[derive(Clone, Debug)]
pub struct DurableTool<T> {
    inner: T,
    logins: OnceRows,
}

impl<T: ToolBackend> DurableTool<T> {
    /// Waiting logins kept, and taken ones remembered beside them.
    pub const CAPACITY: usize = 100_000;

    /// Keeps the logins of `inner` in `database`, making the tables it needs.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file.
    pub async fn new(inner: T, database: &Database) -> Result<Self, DatabaseError> {
        Self::with_capacity(inner, database, Self::CAPACITY).await
    }

    /// Like [`DurableTool::new`], with room for so many waiting logins, and as many taken
    /// ones; for one of each at least.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file.
    pub async fn with_capacity(
        inner: T,
        database: &Database,
        capacity: usize,
    ) -> Result<Self, DatabaseError> {
        let room = Room::new(capacity, capacity);
        let logins = OnceRows::open(database, "lti.login", room).await?;
        Ok(Self { inner, logins })
    }

    /// The backend that registrations, keys and deployments come from.
    pub const fn inner(&self) -> &T {
        &self.inner
    }
}

impl<T: ToolBackend> ToolBackend for DurableTool<T> {
    fn registration(
        &self,
        issuer: &Issuer,
        client_id: Option<&ClientId>,
    ) -> impl Future<Output = Result<Found<Arc<Registration>>, BackendError>> + Send {
        self.inner.registration(issuer, client_id)
    }

    fn key_set(
        &self,
        registration: &Registration,
        wanted: Option<&KeyId>,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Arc<KeySet>, BackendError>> + Send {
        self.inner.key_set(registration, wanted, now)
    }

    fn deployment(
        &self,
        registration: &Registration,
        signed: &SignedLaunch,
    ) -> impl Future<Output = Result<Deployment, BackendError>> + Send {
        self.inner.deployment(registration, signed)
    }

    async fn keep_login(&self, pending: PendingLogin, now: &Timestamp) -> Result<(), BackendError> {
        let row = NewRow {
            key: login_key(pending.state()),
            owner: login_owner(&pending),
            payload: pending.to_stored(),
            expires: pending.expires().unix_seconds(),
        };
        accepted(self.logins.keep(row, now.unix_seconds()).await)
    }

    async fn take_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> Result<Taken<PendingLogin>, BackendError> {
        let taken = self
            .logins
            .take(login_key(state), None, now.unix_seconds())
            .await;
        match taken.map_err(failed)? {
            TakenRow::Fresh(text) => PendingLogin::from_stored(state.clone(), &text)
                .map(Taken::Fresh)
                .map_err(|error| BackendError::failed(error.to_string())),
            TakenRow::AlreadyUsed => Ok(Taken::AlreadyUsed),
            TakenRow::OtherOwner | TakenRow::Unknown => Ok(Taken::Unknown),
        }
    }
}

fn login_key(state: &State) -> Digest {
    digest("edu lti login", [state.as_str()])
}

/// A registration: the client ids of two issuers may be alike.
fn login_owner(pending: &PendingLogin) -> Digest {
    let registration = [pending.issuer().as_str(), pending.client_id().as_str()];
    digest("edu lti registration", registration)
}
