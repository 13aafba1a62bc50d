//! A tool's logins in a database.

use std::sync::Arc;

use edu_jose::{KeyId, KeySet};
use edu_types::Timestamp;
use lti_core::{
    BackendError, ClientId, Deployment, DeploymentId, Found, Issuer, PendingLogin, Registration,
    State, Taken, ToolBackend,
};

use super::{accepted, digest, failed};
use crate::once::{OnceRows, TakenRow, Ticket};
use crate::{Database, DatabaseError};

/// A tool's backend whose open logins are kept in a [`Database`], so that they survive a
/// restart and any number of processes may share them.
///
/// Registrations, keys and deployments come from the backend it wraps. Of any number of
/// threads and processes on the same file that take one login, exactly one gets it. What a
/// login holds is erased as it is taken; that it was taken is remembered until it expires. A
/// state is kept as a digest, so the file does not tell what a launch must bring.
///
/// At most [`DurableTool::CAPACITY`] logins are kept, waiting and taken together; when none of
/// them has expired, a further one is refused with [`BackendError::Full`]. A login whose row
/// was damaged is taken and lost.
///
/// A future that is dropped may have taken its login all the same: the person starts again.
#[derive(Clone, Debug)]
pub struct DurableTool<T> {
    inner: T,
    logins: OnceRows,
}

impl<T: ToolBackend> DurableTool<T> {
    /// Logins kept, waiting and taken together.
    pub const CAPACITY: usize = 100_000;

    /// Keeps the logins of `inner` in `database`, making the tables it needs.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file.
    pub async fn new(inner: T, database: &Database) -> Result<Self, DatabaseError> {
        Self::with_capacity(inner, database, Self::CAPACITY).await
    }

    /// Like [`DurableTool::new`], with room for so many logins.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file.
    pub async fn with_capacity(
        inner: T,
        database: &Database,
        capacity: usize,
    ) -> Result<Self, DatabaseError> {
        let logins = OnceRows::open(database, "lti.login", capacity).await?;
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
    ) -> impl Future<Output = Result<Arc<KeySet>, BackendError>> + Send {
        self.inner.key_set(registration, wanted)
    }

    fn deployment(
        &self,
        registration: &Registration,
        deployment: &DeploymentId,
    ) -> impl Future<Output = Result<Deployment, BackendError>> + Send {
        self.inner.deployment(registration, deployment)
    }

    async fn keep_login(&self, pending: PendingLogin, now: &Timestamp) -> Result<(), BackendError> {
        let (ticket, payload) = (login_ticket(pending.state()), pending.to_stored());
        let expires = pending.expires().unix_seconds();
        let kept = self
            .logins
            .keep(ticket, payload, expires, now.unix_seconds())
            .await;
        accepted(kept, "logins", &self.logins)
    }

    async fn take_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> Result<Taken<PendingLogin>, BackendError> {
        let taken = self
            .logins
            .take(login_ticket(state), now.unix_seconds())
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

fn login_ticket(state: &State) -> Ticket {
    Ticket {
        key: digest(b"edu lti login\0", state.as_str()),
        owner: None,
    }
}
