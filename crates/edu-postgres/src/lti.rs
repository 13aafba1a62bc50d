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
use sha2::{Digest as _, Sha256};
use tokio_postgres::Row;

use crate::backend::{failed, rows};
use crate::once::{Digest, Kept};
use crate::statement::Value;
use crate::{Database, DatabaseError, Schema};

/// Compared as bytes, like the ids themselves, whatever language the database speaks. A key is no
/// longer than what an index of PostgreSQL takes in, 2,704 bytes with a deployment of 255.
const SCHEMA: Schema = Schema::new(
    "edu.lti",
    &[r#"
CREATE TABLE edu_lti_registration (
    tenant TEXT COLLATE "C" NOT NULL,
    issuer TEXT COLLATE "C" NOT NULL,
    client_id TEXT COLLATE "C" NOT NULL,
    stored TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, issuer, client_id),
    CONSTRAINT edu_lti_registration_key_fits CHECK (
        octet_length(tenant) + octet_length(issuer) + octet_length(client_id) <= 2400)
);
CREATE TABLE edu_lti_deployment (
    tenant TEXT COLLATE "C" NOT NULL,
    issuer TEXT COLLATE "C" NOT NULL,
    client_id TEXT COLLATE "C" NOT NULL,
    deployment TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, issuer, client_id, deployment),
    FOREIGN KEY (tenant, issuer, client_id)
        REFERENCES edu_lti_registration (tenant, issuer, client_id) ON DELETE CASCADE
);
CREATE TABLE edu_lti_tool (
    tenant TEXT COLLATE "C" NOT NULL,
    client_id TEXT COLLATE "C" NOT NULL,
    stored TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, client_id)
);
"#],
);

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

/// Runs a statement and hands over the first column of what it answers.
async fn texts(
    database: &Database,
    statement: &str,
    values: &[Value<'_>],
) -> Result<Vec<String>, BackendError> {
    let text = |row: &Row| row.try_get(0).map_err(|error| failed(error.into()));
    let rows = database.query(statement, values).await.map_err(failed)?;
    rows.iter().map(text).collect()
}

/// Runs a statement that answers with the rows it found or changed, and says whether there were any.
async fn any(
    database: &Database,
    statement: &str,
    values: &[Value<'_>],
) -> Result<bool, BackendError> {
    let rows = database.query(statement, values).await.map_err(failed)?;
    Ok(!rows.is_empty())
}
