//! Records of one process.

use core::num::NonZeroUsize;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use edu_http::{BackendError, TenantId};
use edu_types::{Iri, Timestamp, UuidText};
use xapi_model::ActivityDefinition;
use xapi_model::multipart::Digest;

use crate::{
    Access, Batch, DocumentChange, DocumentId, DocumentPlace, DocumentRefusal, Followed,
    FollowerId, Inserted, Key, Position, RecordStore, Seen, StatementPage, StatementQuery,
    StoredDocument, StoredStatement,
};

mod documents;
mod insert;
mod references;
mod room;
mod search;
mod tenant;

pub use room::MemoryLimits;
use room::Usage;
use tenant::Tenant;

/// The records of one process, of any number of tenants, for tests and for trying out.
///
/// Holds as much as its [`MemoryLimits`] say of all tenants together: a batch or document for which there is no
/// room is refused, and nothing is pushed out. What it holds is gone with the process.
#[derive(Debug, Default)]
pub struct MemoryRecords {
    limits: MemoryLimits,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    usage: Usage,
    tenants: BTreeMap<TenantId, Tenant>,
}

impl MemoryRecords {
    /// Without any record, and with the default limits.
    pub const fn new() -> Self {
        Self::with_limits(MemoryLimits::DEFAULT)
    }

    /// Without any record.
    pub const fn with_limits(limits: MemoryLimits) -> Self {
        Self {
            limits,
            held: Mutex::new(Held {
                usage: Usage::NONE,
                tenants: BTreeMap::new(),
            }),
        }
    }

    fn locked(&self) -> MutexGuard<'_, Held> {
        // Each change is made when nothing can fail any more.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at what a tenant has; at nothing where it has nothing yet.
    fn look<T: Default>(&self, tenant: &TenantId, look: impl FnOnce(&Tenant) -> T) -> T {
        let held = self.locked();
        held.tenants.get(tenant).map(look).unwrap_or_default()
    }

    /// Answers and notes up to when the answer is complete.
    fn seen<T: Default>(
        &self,
        tenant: &TenantId,
        now: &Timestamp,
        look: impl FnOnce(&Tenant) -> T,
    ) -> Seen<T> {
        let mut held = self.locked();
        let tenant = held.tenants.entry(tenant.clone()).or_default();
        let consistent_through = tenant.consistent_through(now);
        Seen {
            value: look(tenant),
            consistent_through,
        }
    }
}

impl RecordStore for MemoryRecords {
    async fn insert(
        &self,
        tenant: &TenantId,
        batch: Batch,
        now: &Timestamp,
    ) -> Result<Inserted, BackendError> {
        let mut held = self.locked();
        let Held { usage, tenants } = &mut *held;
        let tenant = tenants.entry(tenant.clone()).or_default();
        tenant.insert(batch, now, usage, &self.limits)
    }

    async fn statement(
        &self,
        tenant: &TenantId,
        id: UuidText,
        voided: bool,
        access: &Access,
        now: &Timestamp,
    ) -> Result<Seen<Option<StoredStatement>>, BackendError> {
        Ok(self.seen(tenant, now, |tenant| tenant.statement(id, voided, access)))
    }

    async fn statements(
        &self,
        tenant: &TenantId,
        query: &StatementQuery,
        now: &Timestamp,
    ) -> Result<Seen<StatementPage>, BackendError> {
        let seen = self.seen(tenant, now, |tenant| search::statements(tenant, query));
        // Texts are moved once the records are there for others again.
        Ok(seen.map(StatementPage::from))
    }

    async fn consistent_through(
        &self,
        tenant: &TenantId,
        now: &Timestamp,
    ) -> Result<Timestamp, BackendError> {
        Ok(self.seen(tenant, now, |_| ()).consistent_through)
    }

    async fn attachment(
        &self,
        tenant: &TenantId,
        digest: &Digest,
    ) -> Result<Option<Bytes>, BackendError> {
        Ok(self.look(tenant, |tenant| tenant.attachment(digest)))
    }

    async fn definitions(
        &self,
        tenant: &TenantId,
        activities: &[Iri],
    ) -> Result<Vec<(Iri, ActivityDefinition)>, BackendError> {
        Ok(self.look(tenant, |tenant| tenant.definitions(activities)))
    }

    async fn names(&self, tenant: &TenantId, agent: Key) -> Result<Vec<Box<str>>, BackendError> {
        Ok(self.look(tenant, |tenant| tenant.names(agent)))
    }

    async fn document(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        id: &DocumentId,
    ) -> Result<Option<StoredDocument>, BackendError> {
        Ok(self.look(tenant, |tenant| tenant.documents.get(place, id).cloned()))
    }

    async fn change_document(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        id: &DocumentId,
        change: DocumentChange,
        now: &Timestamp,
    ) -> Result<Result<(), DocumentRefusal>, BackendError> {
        let mut held = self.locked();
        let Held { usage, tenants } = &mut *held;
        let documents = &mut tenants.entry(tenant.clone()).or_default().documents;
        documents.change((place, id), &change, now, usage, &self.limits)
    }

    async fn document_ids(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        since: Option<&Timestamp>,
    ) -> Result<Vec<DocumentId>, BackendError> {
        Ok(self.look(tenant, |tenant| tenant.documents.ids(place, since)))
    }

    async fn remove_documents(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
    ) -> Result<(), BackendError> {
        let mut held = self.locked();
        let Held { usage, tenants } = &mut *held;
        if let Some(tenant) = tenants.get_mut(tenant) {
            tenant.documents.remove_all(place, usage);
        }
        Ok(())
    }

    async fn unseen(
        &self,
        tenant: &TenantId,
        follower: &FollowerId,
        limit: NonZeroUsize,
    ) -> Result<Vec<Followed>, BackendError> {
        Ok(self.look(tenant, |tenant| tenant.unseen(follower, limit)))
    }

    async fn seen(
        &self,
        tenant: &TenantId,
        follower: &FollowerId,
        position: Position,
    ) -> Result<(), BackendError> {
        let mut held = self.locked();
        let tenant = held.tenants.entry(tenant.clone()).or_default();
        tenant.note_seen(follower, position);
        Ok(())
    }
}
