//! Which assertions of tools were used, in a database.

use edu_http::TenantId;
use edu_types::Timestamp;
use lti_core::token::AssertionId;
use lti_core::{AssertionUse, Assertions, BackendError, ClientId};

use super::{digest, failed};
use crate::once::{NewRow, Noted, OnceRows, Room};
use crate::{Database, DatabaseError};

/// How often is looked for what has expired: as in a store of so many.
const PACE: usize = 100_000;

/// The assertions that tools used at a token endpoint, kept in a [`Database`] for one tenant, so that
/// they survive a restart and any number of processes may share them.
///
/// Of any number of machines, processes and threads
/// that use one assertion, exactly one is told that it is the first; it is remembered until it
/// expires. Client and id are kept as digests.
///
/// At most [`StoredAssertions::PER_CLIENT`] of one client are open, so that there are as many times
/// more as tools are registered; a client without room is refused, and none that has not expired is
/// forgotten. Calls at the same moment do not see each other, so there may be a few more. Those that
/// have expired are erased when others come.
///
/// A future that is dropped may have used its assertion all the same: the tool signs another. Each
/// use is one durable write.
#[derive(Clone, Debug)]
pub struct StoredAssertions {
    tenant: TenantId,
    rows: OnceRows,
}

impl StoredAssertions {
    /// Open assertions of one client: a tool that keeps its tokens has a few.
    pub const PER_CLIENT: usize = 10_000;

    /// The assertions used at `tenant`, in `database`, making the tables they need.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the tables.
    pub async fn new(database: &Database, tenant: TenantId) -> Result<Self, DatabaseError> {
        Self::with_capacity(database, tenant, Self::PER_CLIENT).await
    }

    /// Like [`StoredAssertions::new`], with room for so many open assertions of one client; for one
    /// at least.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the tables.
    pub async fn with_capacity(
        database: &Database,
        tenant: TenantId,
        per_client: usize,
    ) -> Result<Self, DatabaseError> {
        let room = Room::new(PACE, per_client);
        let rows = OnceRows::open(database, "lti.assertion", room).await?;
        Ok(Self { tenant, rows })
    }

    /// The assertions of another tenant in the same database.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        let rows = self.rows.clone();
        Self { tenant, rows }
    }
}

impl Assertions for StoredAssertions {
    async fn use_assertion(
        &self,
        client_id: &ClientId,
        id: &AssertionId,
        expires: &Timestamp,
        now: &Timestamp,
    ) -> Result<AssertionUse, BackendError> {
        let (client, expires, now) = (
            client_id.as_str(),
            expires.unix_seconds(),
            now.unix_seconds(),
        );
        if expires <= now {
            return Ok(AssertionUse::Repeated);
        }
        let row = NewRow {
            key: digest("edu lti assertion", &self.tenant, [client, id.as_str()]),
            owner: digest("edu lti assertion client", &self.tenant, [client]),
            payload: String::new(),
            expires,
        };
        match self.rows.note(row, now).await.map_err(failed)? {
            Noted::First => Ok(AssertionUse::First),
            Noted::Repeated => Ok(AssertionUse::Repeated),
            Noted::Full => Err(BackendError::failed("client has too many open assertions")),
        }
    }
}
