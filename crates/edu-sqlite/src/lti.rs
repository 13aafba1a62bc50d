//! What LTI keeps: registrations of a tool and tools of a platform, launches that were started
//! and not finished, and a platform's gradebook.
//!
//! Every store is that of one tenant, whose id leads every key: what belongs to one is unknown
//! to another, even under the same issuer, client, state or hint. A host without tenants gives
//! all its stores one id.

mod assertions;
mod gradebook;
mod invitations;
mod logins;
mod messages;
mod registrations;
mod rosters;
mod selections;
mod tools;

pub use assertions::StoredAssertions;
pub use gradebook::StoredGradebook;
pub use invitations::StoredInvitations;
pub use logins::StoredLogins;
pub use messages::StoredMessages;
pub use registrations::StoredRegistrations;
pub use rosters::StoredRosters;
pub use selections::StoredSelections;
pub use tools::StoredTools;

use edu_http::TenantId;
use lti_core::BackendError;
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use crate::backend::{failed, rows};
use crate::once::{Digest, Kept};
use crate::{Database, DatabaseError, Schema};

/// Compared as bytes, like the ids themselves: SQLite's default collation.
const SCHEMA: Schema = Schema::new(
    "edu.lti",
    &["
CREATE TABLE edu_lti_registration (
    tenant TEXT NOT NULL,
    issuer TEXT NOT NULL,
    client_id TEXT NOT NULL,
    stored TEXT NOT NULL,
    PRIMARY KEY (tenant, issuer, client_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE edu_lti_deployment (
    tenant TEXT NOT NULL,
    issuer TEXT NOT NULL,
    client_id TEXT NOT NULL,
    deployment TEXT NOT NULL,
    PRIMARY KEY (tenant, issuer, client_id, deployment),
    FOREIGN KEY (tenant, issuer, client_id)
        REFERENCES edu_lti_registration (tenant, issuer, client_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE edu_lti_tool (
    tenant TEXT NOT NULL,
    client_id TEXT NOT NULL,
    stored TEXT NOT NULL,
    PRIMARY KEY (tenant, client_id)
) STRICT, WITHOUT ROWID;
"],
);

/// The tables of one tenant.
#[derive(Clone, Debug)]
struct Tenanted {
    database: Database,
    tenant: TenantId,
}

impl Tenanted {
    /// Those of `tenant`, made where they are missing.
    async fn open(
        database: &Database,
        schema: Schema,
        tenant: TenantId,
    ) -> Result<Self, DatabaseError> {
        database.migrate(schema).await?;
        Ok(Self {
            database: database.clone(),
            tenant,
        })
    }

    /// Those of another tenant in the same database.
    fn for_tenant(&self, tenant: TenantId) -> Self {
        let database = self.database.clone();
        Self { database, tenant }
    }

    /// Runs statements, handing them the tenant that leads every key.
    async fn call<T, F>(&self, work: F) -> Result<T, BackendError>
    where
        F: FnOnce(&mut Connection, &str) -> rusqlite::Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let tenant = self.tenant.clone();
        let work = move |connection: &mut Connection| work(connection, tenant.as_str());
        self.database.call(work).await.map_err(failed)
    }
}

/// The digest of texts of a tenant in their order, apart from the digests of other uses; none
/// but the last may hold a zero byte.
fn digest<const N: usize>(purpose: &str, tenant: &TenantId, texts: [&str; N]) -> Digest {
    let mut sha = Sha256::new_with_prefix(purpose);
    for text in [tenant.as_str()].into_iter().chain(texts) {
        sha.update([0]);
        sha.update(text);
    }
    sha.finalize().into()
}

fn accepted(kept: Result<Kept, DatabaseError>) -> Result<(), BackendError> {
    match kept.map_err(failed)? {
        Kept::Stored => Ok(()),
        Kept::KeyInUse => Err(BackendError::failed("key is in use")),
    }
}
