//! A record store in a database.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use core::num::NonZeroUsize;

use bytes::Bytes;
use edu_http::{BackendError, TenantId};
use edu_types::{Iri, Timestamp, UuidText};
use tokio_postgres::types::Type;
use xapi_lrs::{
    Access, Batch, DocumentChange, DocumentId, DocumentPlace, DocumentRefusal, Followed,
    FollowerId, Inserted, Key, Position, RecordStore, Seen, StatementPage, StatementQuery,
    StoredDocument, StoredStatement,
};
use xapi_model::ActivityDefinition;
use xapi_model::multipart::Digest;

use super::line::Lines;
use super::schema::SCHEMA;
use super::{documents, filter, reads};
use crate::backend::failed;
use crate::{Database, DatabaseError};

/// A record store, kept in a [`Database`] for any number of tenants; copies share it.
///
/// Any number of processes may share the database: see [the module](super) for what holds between
/// them. What is said to be stored was committed. A batch whose commit got no answer, because
/// the connection was lost, is sent again and found to be there or not; where that fails too the caller
/// is told of an error, and may send the batch again: what was stored stays as it is.
///
/// Of statements that point at one which is stored after them, and of those that point at these, 100,000 are
/// looked at in one transaction.
///
/// Of one tenant 1,024 batches may wait in one process; a further one is refused.
#[derive(Clone, Debug)]
pub struct StoredRecords {
    pub(super) database: Database,
    lines: Arc<Lines>,
    tenants: Arc<Mutex<HashMap<TenantId, i32>>>,
}

impl StoredRecords {
    /// The records in `database`, making the tables they need.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the tables.
    pub async fn new(database: &Database) -> Result<Self, DatabaseError> {
        database.migrate(SCHEMA).await?;
        Ok(Self {
            database: database.clone(),
            lines: Arc::new(Lines::new(database.clone())),
            tenants: Arc::default(),
        })
    }

    /// The number of a tenant, which it is given when it is first heard of and keeps.
    pub(super) async fn tenant(&self, tenant: &TenantId) -> Result<i32, BackendError> {
        let known = self.known().get(tenant).copied();
        if let Some(number) = known {
            return Ok(number);
        }
        let number = self.number(tenant).await.map_err(failed)?;
        let number = number.ok_or_else(|| BackendError::failed("tenant got no number"))?;
        self.known().insert(tenant.clone(), number);
        Ok(number)
    }

    /// The numbers that this process knows.
    fn known(&self) -> MutexGuard<'_, HashMap<TenantId, i32>> {
        // Nothing that can panic is done under the lock.
        self.tenants.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn number(&self, tenant: &TenantId) -> Result<Option<i32>, DatabaseError> {
        let name = tenant.as_str();
        let values = [(&name as _, Type::TEXT)];
        for statement in [FIND_TENANT, ADD_TENANT, FIND_TENANT] {
            let rows = self.database.query_typed(statement, &values).await?;
            if let Some(row) = rows.first() {
                return Ok(Some(row.try_get(0)?));
            }
        }
        Ok(None)
    }
}

const FIND_TENANT: &str = "SELECT tenant FROM edu_xapi_tenant WHERE name = $1";

const ADD_TENANT: &str = "INSERT INTO edu_xapi_tenant (name) VALUES ($1)
    ON CONFLICT (name) DO NOTHING RETURNING tenant";

impl RecordStore for StoredRecords {
    async fn insert(
        &self,
        tenant: &TenantId,
        batch: Batch,
        now: &Timestamp,
    ) -> Result<Inserted, BackendError> {
        let tenant = self.tenant(tenant).await?;
        let lines = Arc::clone(&self.lines);
        lines.insert(tenant, batch, now.clone()).await
    }

    async fn statement(
        &self,
        tenant: &TenantId,
        id: UuidText,
        voided: bool,
        access: &Access,
        _: &Timestamp,
    ) -> Result<Seen<Option<StoredStatement>>, BackendError> {
        let tenant = self.tenant(tenant).await?;
        let filter = filter::Filter::of_one(tenant, id, voided, access);
        let seen = reads::statements(&self.database, tenant, filter).await;
        let one = |page: StatementPage| page.into_statements().pop();
        Ok(seen.map_err(failed)?.map(one))
    }

    async fn statements(
        &self,
        tenant: &TenantId,
        query: &StatementQuery,
        _: &Timestamp,
    ) -> Result<Seen<StatementPage>, BackendError> {
        let tenant = self.tenant(tenant).await?;
        let filter = filter::Filter::of(tenant, query);
        let seen = reads::statements(&self.database, tenant, filter).await;
        seen.map_err(failed)
    }

    async fn consistent_through(
        &self,
        tenant: &TenantId,
        _: &Timestamp,
    ) -> Result<Timestamp, BackendError> {
        let tenant = self.tenant(tenant).await?;
        let seen = reads::statements(&self.database, tenant, None).await;
        Ok(seen.map_err(failed)?.consistent_through)
    }

    async fn attachment(
        &self,
        tenant: &TenantId,
        digest: &Digest,
    ) -> Result<Option<Bytes>, BackendError> {
        let tenant = self.tenant(tenant).await?;
        let data = reads::attachment(&self.database, tenant, digest).await;
        data.map_err(failed)
    }

    async fn definitions(
        &self,
        tenant: &TenantId,
        activities: &[Iri],
    ) -> Result<Vec<(Iri, ActivityDefinition)>, BackendError> {
        let tenant = self.tenant(tenant).await?;
        let known = reads::definitions(&self.database, tenant, activities).await;
        known.map_err(failed)
    }

    async fn names(&self, tenant: &TenantId, agent: Key) -> Result<Vec<Box<str>>, BackendError> {
        let tenant = self.tenant(tenant).await?;
        let names = reads::names(&self.database, tenant, agent).await;
        names.map_err(failed)
    }

    async fn document(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        id: &DocumentId,
    ) -> Result<Option<StoredDocument>, BackendError> {
        let place = documents::Place::of(self.tenant(tenant).await?, place);
        place.find(&self.database, id).await.map_err(failed)
    }

    async fn change_document(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        id: &DocumentId,
        change: DocumentChange,
        now: &Timestamp,
    ) -> Result<Result<(), DocumentRefusal>, BackendError> {
        let place = documents::Place::of(self.tenant(tenant).await?, place);
        let changed = place.change(&self.database, id, &change, now).await;
        changed.map_err(failed)
    }

    async fn document_ids(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        since: Option<&Timestamp>,
    ) -> Result<Vec<DocumentId>, BackendError> {
        let place = documents::Place::of(self.tenant(tenant).await?, place);
        place.ids(&self.database, since).await.map_err(failed)
    }

    async fn remove_documents(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
    ) -> Result<(), BackendError> {
        let place = documents::Place::of(self.tenant(tenant).await?, place);
        place.clear(&self.database).await.map_err(failed)
    }

    async fn unseen(
        &self,
        tenant: &TenantId,
        follower: &FollowerId,
        limit: NonZeroUsize,
    ) -> Result<Vec<Followed>, BackendError> {
        let tenant = self.tenant(tenant).await?;
        let unseen = reads::unseen(&self.database, tenant, follower, limit).await;
        unseen.map_err(failed)
    }

    async fn seen(
        &self,
        tenant: &TenantId,
        follower: &FollowerId,
        position: Position,
    ) -> Result<(), BackendError> {
        let tenant = self.tenant(tenant).await?;
        let noted = reads::seen(&self.database, tenant, follower, position).await;
        noted.map_err(failed)
    }
}
