//! The store as the kit sees it.

use core::num::NonZeroUsize;
use core::sync::atomic::Ordering::Relaxed;

use bytes::Bytes;
use edu_http::{BackendError, TenantId};
use edu_types::{Iri, Timestamp, UuidText};
use xapi_lrs::{
    Access, Batch, DocumentChange, DocumentId, DocumentPlace, DocumentRefusal, Followed,
    FollowerId, Inserted, Key, Position, Precondition, RecordStore, Seen, StatementPage,
    StatementQuery, StoredDocument, StoredStatement,
};
use xapi_model::ActivityDefinition;
use xapi_model::multipart::Digest;

use super::{Fault, Faulty, HOUR, once_later};

impl RecordStore for Faulty {
    async fn insert(
        &self,
        tenant: &TenantId,
        batch: Batch,
        now: &Timestamp,
    ) -> Result<Inserted, BackendError> {
        if self.fault == Fault::Fails {
            return Err(BackendError::failed("out of order"));
        }
        let tenant = &self.tenant(tenant);
        let batch = self.spoilt(tenant, batch).await;
        let mut there = false;
        for statement in &batch.statements {
            there |= self.has(tenant, statement.id).await;
        }
        if self.fault == Fault::RefusesRepetition && there {
            return Ok(Inserted::Conflict { at: 0 });
        }
        if self.fault == Fault::LooksFirst {
            once_later().await;
        }
        let late = if self.fault == Fault::StoresEarly {
            HOUR
        } else {
            0
        };
        let time = now.saturating_add_seconds(late.saturating_neg());
        match self.inner.insert(tenant, batch.clone(), &time).await? {
            Inserted::Conflict { .. } if self.fault == Fault::LooksFirst && !there => {
                Ok(Inserted::Done)
            }
            Inserted::Conflict { at } => self.conflicted(tenant, batch, &time, at).await,
            Inserted::Done => {
                self.note_definitions(tenant, &batch);
                Ok(Inserted::Done)
            }
        }
    }

    async fn statement(
        &self,
        tenant: &TenantId,
        id: UuidText,
        voided: bool,
        access: &Access,
        now: &Timestamp,
    ) -> Result<Seen<Option<StoredStatement>>, BackendError> {
        let tenant = &self.tenant(tenant);
        let all = Access::all();
        let opens = self.fault == Fault::OpensSingle;
        let access = if opens { &all } else { access };
        let found = self.inner.statement(tenant, id, voided, access, now).await;
        let mut found = found?;
        if self.fault == Fault::Loses {
            found.value = None;
        }
        if self.fault == Fault::Invents && !voided && !self.has(tenant, id).await {
            let query = StatementQuery::new(access.clone(), NonZeroUsize::MIN);
            let any = self.inner.statements(tenant, &query, now).await?;
            found.value = any.value.into_statements().into_iter().next();
        }
        if let Some(one) = &mut found.value {
            self.alter(one);
        }
        found.consistent_through = self.told(&found.consistent_through);
        Ok(found)
    }

    async fn statements(
        &self,
        tenant: &TenantId,
        query: &StatementQuery,
        now: &Timestamp,
    ) -> Result<Seen<StatementPage>, BackendError> {
        let tenant = &self.tenant(tenant);
        Ok(Seen {
            value: self.found(tenant, query, now).await.into(),
            consistent_through: self.consistent_through(tenant, now).await?,
        })
    }

    async fn consistent_through(
        &self,
        tenant: &TenantId,
        now: &Timestamp,
    ) -> Result<Timestamp, BackendError> {
        let tenant = &self.tenant(tenant);
        let time = self.inner.consistent_through(tenant, now).await?;
        Ok(self.told(&time))
    }

    async fn attachment(
        &self,
        tenant: &TenantId,
        digest: &Digest,
    ) -> Result<Option<Bytes>, BackendError> {
        let tenant = &self.tenant(tenant);
        let mut found = self.inner.attachment(tenant, digest).await?;
        if let Some(data) = &mut found
            && self.fault == Fault::CutsData
        {
            data.truncate(65_535);
        }
        Ok(found)
    }

    async fn definitions(
        &self,
        tenant: &TenantId,
        activities: &[Iri],
    ) -> Result<Vec<(Iri, ActivityDefinition)>, BackendError> {
        let tenant = &self.tenant(tenant);
        let mut found = self.inner.definitions(tenant, activities).await?;
        if matches!(self.fault, Fault::LearnsAgain | Fault::Overwrites) {
            let known = self.definitions.lock().unwrap();
            for (activity, definition) in &mut found {
                definition.clone_from(&known[&(tenant.clone(), activity.clone())]);
            }
        }
        Ok(found)
    }

    async fn names(&self, tenant: &TenantId, agent: Key) -> Result<Vec<Box<str>>, BackendError> {
        let mut names = self.inner.names(&self.tenant(tenant), agent).await?;
        let calls = self.calls.fetch_add(1, Relaxed);
        if self.fault == Fault::ShufflesNames && calls.is_multiple_of(2) {
            names.reverse();
        }
        if self.fault == Fault::ForgetsNames {
            names.clear();
        }
        Ok(names)
    }

    async fn document(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        id: &DocumentId,
    ) -> Result<Option<StoredDocument>, BackendError> {
        let (tenant, place) = (self.tenant(tenant), self.place(place));
        let mut found = self.inner.document(&tenant, &place, id).await?;
        if let Some(document) = &mut found
            && self.fault == Fault::DropsType
        {
            document.content_type = "application/octet-stream".into();
        }
        Ok(found)
    }

    async fn change_document(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        id: &DocumentId,
        mut change: DocumentChange,
        now: &Timestamp,
    ) -> Result<Result<(), DocumentRefusal>, BackendError> {
        let (tenant, place) = (&self.tenant(tenant), &self.place(place));
        if self.fault == Fault::IgnoresPrecondition {
            change.precondition = Precondition::Nothing;
        }
        if self.fault == Fault::ReadsFirst {
            return self.change_as_read(tenant, (place, id), change, now).await;
        }
        let changed = self.inner.change_document(tenant, place, id, change, now);
        Ok(match changed.await? {
            Err(_) if self.fault == Fault::OneReason => Err(DocumentRefusal::Precondition),
            changed => changed,
        })
    }

    async fn document_ids(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        since: Option<&Timestamp>,
    ) -> Result<Vec<DocumentId>, BackendError> {
        let (tenant, place) = (self.tenant(tenant), self.place(place));
        let since = since.filter(|_| self.fault != Fault::IgnoresSince);
        let mut ids = self.inner.document_ids(&tenant, &place, since).await?;
        if self.fault == Fault::Unsorted {
            ids.sort_by_key(|id| id.as_str().to_lowercase());
        }
        Ok(ids)
    }

    async fn remove_documents(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
    ) -> Result<(), BackendError> {
        let (tenant, mut place) = (self.tenant(tenant), self.place(place));
        if let DocumentPlace::State { registration, .. } = &mut place
            && self.fault == Fault::RemovesAll
        {
            *registration = None;
        }
        self.inner.remove_documents(&tenant, &place).await
    }

    async fn unseen(
        &self,
        tenant: &TenantId,
        follower: &FollowerId,
        limit: NonZeroUsize,
    ) -> Result<Vec<Followed>, BackendError> {
        let tenant = &self.tenant(tenant);
        if self.fault == Fault::GoesBack {
            return self.unseen_by_last_note(tenant, follower, limit).await;
        }
        let mut unseen = self.inner.unseen(tenant, follower, limit).await?;
        if self.fault == Fault::SkipsVoided {
            unseen.retain(|one| !one.voided);
        }
        Ok(unseen)
    }

    async fn seen(
        &self,
        tenant: &TenantId,
        follower: &FollowerId,
        position: Position,
    ) -> Result<(), BackendError> {
        let tenant = self.tenant(tenant);
        self.inner.seen(&tenant, follower, position).await?;
        let mut noted = self.noted.lock().unwrap();
        noted.insert((tenant, follower.clone()), position);
        Ok(())
    }
}
