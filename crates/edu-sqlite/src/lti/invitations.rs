//! A platform's invitations in a database.

use edu_http::TenantId;
use edu_types::Timestamp;
use lti_core::dynamic_registration::{Invitation, InvitationToken, Invitations};
use lti_core::{BackendError, Taken};

use super::{accepted, digest, failed};
use crate::once::{Digest, NewRow, OnceRows, Room, TakenRow};
use crate::{Database, DatabaseError};

/// A platform's waiting invitations, kept in a [`Database`] for one tenant.
///
/// Of any number of threads and processes on the same file that take one invitation, exactly one
/// gets it. Tokens are kept as digests. At most [`StoredInvitations::CAPACITY`] wait, and as many
/// taken ones are remembered; a further one pushes out the oldest.
#[derive(Clone, Debug)]
pub struct StoredInvitations {
    tenant: TenantId,
    rows: OnceRows,
}

impl StoredInvitations {
    /// Waiting invitations kept, and taken ones remembered beside them, over all tenants.
    pub const CAPACITY: usize = 10_000;

    /// The invitations of `tenant` in `database`, making the tables they need.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the tables.
    pub async fn new(database: &Database, tenant: TenantId) -> Result<Self, DatabaseError> {
        Self::with_capacity(database, tenant, Self::CAPACITY).await
    }

    /// Like [`StoredInvitations::new`], with room for so many waiting invitations, and as many
    /// taken ones; for one of each at least.
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
        let rows = OnceRows::open(database, "lti.invitation", room).await?;
        Ok(Self { tenant, rows })
    }

    /// The invitations of another tenant in the same database.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        let rows = self.rows.clone();
        Self { tenant, rows }
    }

    fn key(&self, token: &InvitationToken) -> Digest {
        digest("edu lti invitation", &self.tenant, [token.as_str()])
    }
}

impl Invitations for StoredInvitations {
    async fn keep_invitation(
        &self,
        invitation: Invitation,
        now: &Timestamp,
    ) -> Result<(), BackendError> {
        let row = NewRow {
            key: self.key(invitation.token()),
            owner: digest("edu lti invitation host", &self.tenant, [""]),
            payload: invitation.to_stored(),
            expires: invitation.expires().unix_seconds(),
        };
        accepted(self.rows.keep(row, now.unix_seconds()).await)
    }

    async fn take_invitation(
        &self,
        token: &InvitationToken,
        now: &Timestamp,
    ) -> Result<Taken<Invitation>, BackendError> {
        let found = self.rows.take(self.key(token), None, now.unix_seconds());
        match found.await.map_err(failed)? {
            TakenRow::Fresh(text) => {
                Invitation::from_stored(token.clone(), &text).map(Taken::Fresh)
            }
            TakenRow::AlreadyUsed => Ok(Taken::AlreadyUsed),
            TakenRow::OtherOwner | TakenRow::Unknown => Ok(Taken::Unknown),
        }
    }
}
