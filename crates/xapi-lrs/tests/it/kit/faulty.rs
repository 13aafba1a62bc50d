//! A store that keeps all its promises but one.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::task::Poll;

use bytes::Bytes;
use edu_http::{BackendError, TenantId};
use edu_types::{Iri, Timestamp, UuidText};
use xapi_lrs::{
    Access, Batch, DocumentAction, DocumentChange, DocumentId, DocumentPlace, DocumentRefusal,
    DocumentVerdict, Followed, FollowerId, Inserted, Key, MemoryRecords, Order, Position,
    Precondition, RecordStore, Seen, StatementQuery, StoredDocument, StoredStatement,
};
use xapi_model::ActivityDefinition;
use xapi_model::multipart::Digest;

/// Which promise is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    /// Takes in nothing.
    Fails,
    /// Finds no statement by its id.
    Loses,
    /// Writes statements anew.
    Rewrites,
    /// Gives another statement for an id that is not there.
    Invents,
    /// Keeps what stands before a conflict.
    KeepsPart,
    /// Keeps the attachments of a refused batch.
    KeepsAttachments,
    /// Says of a conflict that all is well.
    TakesSecond,
    /// Names the first place for every conflict.
    NamesFirst,
    /// Refuses what is sent again.
    RefusesRepetition,
    /// Takes what is sent again as new word on activities.
    LearnsAgain,
    /// Lists the latest first, always.
    IgnoresOrder,
    /// Has a clock that is an hour slow.
    StoresEarly,
    /// Says that answers are complete for a day to come.
    TellsFuture,
    /// Says that no answer was ever complete.
    StandsStill,
    /// Voids nothing.
    NeverVoids,
    /// Voids only what is there.
    VoidsBackwards,
    /// Takes every statement on another as voiding it.
    VoidsAll,
    /// Finds nothing by what targets have.
    IgnoresTargets,
    /// Knows targets only that were there before.
    KnowsEarlierTargets,
    /// Looks for each key anywhere.
    MixesSources,
    /// Looks for the first key alone.
    OneKey,
    /// Takes keys as choices.
    AnyKey,
    /// Lists whatever there is.
    IgnoresAccess,
    /// Gives single statements to whoever asks.
    OpensSingle,
    /// Cuts the list first and leaves out then what may not be seen.
    CutsFirst,
    /// Counts the time itself as later than it.
    SinceInclusive,
    /// Ends before the time.
    UntilExclusive,
    /// Never says that there is more.
    NoMore,
    /// Begins every page at the beginning.
    RepeatsPages,
    /// Repeats the last of a page.
    RepeatsLast,
    /// Cuts attachments off.
    CutsData,
    /// Knows the last definition only.
    Overwrites,
    /// Turns the names round now and then.
    ShufflesNames,
    /// Knows no name.
    ForgetsNames,
    /// Keeps all documents as octets.
    DropsType,
    /// Changes documents whatever was demanded.
    IgnoresPrecondition,
    /// Refuses for one reason whatever there is.
    OneReason,
    /// Lists documents in no order.
    Unsorted,
    /// Lists every document as changed.
    IgnoresSince,
    /// Has one document for all registrations.
    IgnoresRegistration,
    /// Removes the documents of all registrations.
    RemovesAll,
    /// Shows no voided statement to those that follow.
    SkipsVoided,
    /// Goes back when told so.
    GoesBack,
    /// Every tenant sees all.
    MixesTenants,
    /// Looks for a statement of the id, lets others go first, and writes.
    LooksFirst,
    /// Reads a document, lets others go first, and writes.
    ReadsFirst,
}

/// A store with a fault.
pub(super) struct Faulty {
    fault: Fault,
    inner: MemoryRecords,
    definitions: Mutex<BTreeMap<(TenantId, Iri), ActivityDefinition>>,
    noted: Mutex<BTreeMap<(TenantId, FollowerId), Position>>,
    calls: Mutex<usize>,
}

/// Ready when it is asked the second time.
async fn once_later() {
    let mut asked = false;
    poll_fn(|context| {
        if asked {
            return Poll::Ready(());
        }
        asked = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

const HOUR: i64 = 3600;

impl Faulty {
    pub(super) const fn new(fault: Fault) -> Self {
        Self {
            fault,
            inner: MemoryRecords::new(),
            definitions: Mutex::new(BTreeMap::new()),
            noted: Mutex::new(BTreeMap::new()),
            calls: Mutex::new(0),
        }
    }

    fn tenant(&self, tenant: &TenantId) -> TenantId {
        if self.fault == Fault::MixesTenants {
            return TenantId::new(tenant.as_str().to_lowercase()).unwrap();
        }
        tenant.clone()
    }

    async fn has(&self, tenant: &TenantId, id: UuidText) -> bool {
        for voided in [false, true] {
            let (access, now) = (Access::all(), Timestamp::MIN);
            let found = self.inner.statement(tenant, id, voided, &access, &now);
            if found.await.unwrap().value.is_some() {
                return true;
            }
        }
        false
    }

    /// What a batch is to this store.
    async fn spoilt(&self, tenant: &TenantId, mut batch: Batch) -> Batch {
        for statement in &mut batch.statements {
            let Some(target) = statement.target else {
                continue;
            };
            let there = self.has(tenant, target).await;
            match self.fault {
                Fault::NeverVoids => statement.voids = false,
                Fault::VoidsBackwards => statement.voids &= there,
                Fault::VoidsAll => statement.voids = true,
                Fault::IgnoresTargets if !statement.voids => statement.target = None,
                Fault::KnowsEarlierTargets if !there && !statement.voids => statement.target = None,
                _ => {}
            }
        }
        batch
    }

    fn note_definitions(&self, tenant: &TenantId, batch: &Batch) {
        let mut known = self.definitions.lock().unwrap();
        for (activity, definition) in batch.statements.iter().flat_map(|one| &one.definitions) {
            let known = known
                .entry((tenant.clone(), activity.clone()))
                .or_insert_with(|| definition.clone());
            if self.fault == Fault::LearnsAgain {
                known.merge(definition);
            } else {
                known.clone_from(definition);
            }
        }
    }

    async fn conflicted(
        &self,
        tenant: &TenantId,
        mut batch: Batch,
        now: &Timestamp,
        at: usize,
    ) -> Result<Inserted, BackendError> {
        match self.fault {
            Fault::TakesSecond => return Ok(Inserted::Done),
            Fault::NamesFirst => return Ok(Inserted::Conflict { at: 0 }),
            Fault::KeepsPart => {
                batch.statements.truncate(at);
                batch.attachments.clear();
                let _ = self.inner.insert(tenant, batch, now).await?;
            }
            Fault::KeepsAttachments => {
                batch.statements.clear();
                let _ = self.inner.insert(tenant, batch, now).await?;
            }
            _ => {}
        }
        Ok(Inserted::Conflict { at })
    }

    async fn by_each_key(
        &self,
        tenant: &TenantId,
        query: &StatementQuery,
        now: &Timestamp,
    ) -> Vec<StoredStatement> {
        let mut wide = query.clone();
        wide.keys.clear();
        let mut found = self.inner.statements(tenant, &wide, now).await.unwrap();
        for key in &query.keys {
            wide.keys = vec![*key];
            let by_key = self.inner.statements(tenant, &wide, now).await.unwrap();
            found.value.retain(|one| by_key.value.contains(one));
        }
        found.value
    }

    /// What is asked for, as this store takes it.
    fn misread(&self, query: &StatementQuery) -> StatementQuery {
        let mut query = query.clone();
        let earlier = |time: Timestamp| Timestamp::from_unix_nanos(time.unix_nanos() - 1).unwrap();
        match self.fault {
            Fault::IgnoresOrder => query.order = Order::Latest,
            Fault::OneKey => query.keys.truncate(1),
            Fault::IgnoresAccess | Fault::CutsFirst => query.access = Access::all(),
            Fault::SinceInclusive => query.since = query.since.map(earlier),
            Fault::UntilExclusive => query.until = query.until.map(earlier),
            Fault::RepeatsPages => query.after = None,
            Fault::RepeatsLast => {
                query.after = query.after.map(|after| match query.order {
                    Order::Earliest => Position::new(after.get() - 1),
                    Order::Latest => Position::new(after.get() + 1),
                });
            }
            _ => {}
        }
        query
    }

    async fn found(
        &self,
        tenant: &TenantId,
        query: &StatementQuery,
        now: &Timestamp,
    ) -> Vec<StoredStatement> {
        let asked = self.misread(query);
        let found = self.inner.statements(tenant, &asked, now).await;
        let mut found = found.unwrap().value;
        match self.fault {
            Fault::MixesSources if query.keys.len() > 1 => {
                found = self.by_each_key(tenant, query, now).await;
            }
            Fault::AnyKey if query.keys.len() > 1 => {
                for key in &query.keys {
                    let mut one = query.clone();
                    one.keys = vec![*key];
                    let more = self.inner.statements(tenant, &one, now).await.unwrap();
                    found.extend(more.value);
                }
                found.sort_by_key(|one| one.position);
                found.dedup();
            }
            Fault::CutsFirst => {
                let seen = self.inner.statements(tenant, query, now).await.unwrap();
                found.retain(|one| seen.value.contains(one));
            }
            Fault::NoMore => found.truncate(query.limit.get()),
            Fault::Rewrites => found.iter_mut().for_each(rewrite),
            _ => {}
        }
        found
    }

    fn told(&self, time: Timestamp) -> Timestamp {
        match self.fault {
            Fault::TellsFuture => time.saturating_add_seconds(24 * HOUR),
            Fault::StandsStill => Timestamp::MIN,
            _ => time,
        }
    }

    fn place(&self, place: &DocumentPlace) -> DocumentPlace {
        let mut place = place.clone();
        if let DocumentPlace::State { registration, .. } = &mut place
            && self.fault == Fault::IgnoresRegistration
        {
            *registration = None;
        }
        place
    }
}

fn rewrite(statement: &mut StoredStatement) {
    let mut json = statement.json.to_vec();
    json.push(b' ');
    statement.json = json.into();
}

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
        let mut time = now.clone();
        match self.fault {
            Fault::RefusesRepetition if there => return Ok(Inserted::Conflict { at: 0 }),
            Fault::StoresEarly => time = now.saturating_add_seconds(-HOUR),
            Fault::LooksFirst => once_later().await,
            _ => {}
        }
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
        let access = match self.fault {
            Fault::OpensSingle => &all,
            _ => access,
        };
        let found = self.inner.statement(tenant, id, voided, access, now).await;
        let mut found = found?;
        match self.fault {
            Fault::Loses => found.value = None,
            Fault::Invents if !voided && !self.has(tenant, id).await => {
                let query = StatementQuery::new(access.clone(), NonZeroUsize::MIN);
                let any = self.inner.statements(tenant, &query, now).await?;
                found.value = any.value.into_iter().next();
            }
            Fault::Rewrites => found.value.iter_mut().for_each(rewrite),
            _ => {}
        }
        found.consistent_through = self.told(found.consistent_through);
        Ok(found)
    }

    async fn statements(
        &self,
        tenant: &TenantId,
        query: &StatementQuery,
        now: &Timestamp,
    ) -> Result<Seen<Vec<StoredStatement>>, BackendError> {
        let tenant = &self.tenant(tenant);
        Ok(Seen {
            value: self.found(tenant, query, now).await,
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
        Ok(self.told(time))
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
        let mut calls = self.calls.lock().unwrap();
        *calls += 1;
        match self.fault {
            Fault::ShufflesNames if calls.is_multiple_of(2) => names.reverse(),
            Fault::ForgetsNames => names.clear(),
            _ => {}
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
            let held = self.inner.document(tenant, place, id).await?;
            once_later().await;
            change.precondition = Precondition::Nothing;
            match change.clone().judge(held.as_ref(), now) {
                DocumentVerdict::Keep(document) => {
                    change.action = DocumentAction::Put {
                        content_type: document.content_type,
                        content: document.content,
                    };
                }
                DocumentVerdict::Remove => change.action = DocumentAction::Remove,
                DocumentVerdict::Leave => return Ok(Ok(())),
                DocumentVerdict::Refuse(refusal) => return Ok(Err(refusal)),
            }
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
            let never = FollowerId::new("never heard of").unwrap();
            let all = self.inner.unseen(tenant, &never, NonZeroUsize::MAX);
            let mut all = all.await?;
            let noted = self.noted.lock().unwrap();
            let seen = noted.get(&(tenant.clone(), follower.clone())).copied();
            all.retain(|one| one.statement.position > seen.unwrap_or_default());
            all.truncate(limit.get());
            return Ok(all);
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
