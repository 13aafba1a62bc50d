//! A store that keeps all its promises but one.

use core::future::poll_fn;
use core::num::NonZeroUsize;
use core::sync::atomic::AtomicUsize;
use core::task::Poll;
use std::collections::BTreeMap;
use std::sync::Mutex;

use edu_http::{BackendError, TenantId};
use edu_types::{Iri, Timestamp, UuidText};
use xapi_lrs::{
    Access, Batch, DocumentAction, DocumentChange, DocumentId, DocumentPlace, DocumentRefusal,
    DocumentVerdict, Followed, FollowerId, Inserted, MemoryRecords, Order, Position, Precondition,
    RecordStore, StatementQuery, StoredStatement,
};
use xapi_model::ActivityDefinition;

mod fault;
mod records;

pub(super) use fault::Fault;

/// A store with a fault.
pub(super) struct Faulty {
    fault: Fault,
    inner: MemoryRecords,
    definitions: Mutex<BTreeMap<(TenantId, Iri), ActivityDefinition>>,
    noted: Mutex<BTreeMap<(TenantId, FollowerId), Position>>,
    calls: AtomicUsize,
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
            calls: AtomicUsize::new(0),
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
            let forgets = self.fault == Fault::IgnoresTargets
                || self.fault == Fault::KnowsEarlierTargets && !there;
            if forgets && !statement.voids {
                statement.target = None;
            }
            statement.voids &= self.fault != Fault::NeverVoids;
            statement.voids &= there || self.fault != Fault::VoidsBackwards;
            statement.voids |= self.fault == Fault::VoidsAll;
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
        if self.fault == Fault::TakesSecond {
            return Ok(Inserted::Done);
        }
        if self.fault == Fault::KeepsPart {
            batch.statements.truncate(at);
            batch.attachments.clear();
            let _ = self.inner.insert(tenant, batch, now).await?;
        } else if self.fault == Fault::KeepsAttachments {
            batch.statements.clear();
            let _ = self.inner.insert(tenant, batch, now).await?;
        }
        let first = self.fault == Fault::NamesFirst;
        Ok(Inserted::Conflict {
            at: if first { 0 } else { at },
        })
    }

    async fn listed(
        &self,
        tenant: &TenantId,
        query: &StatementQuery,
        now: &Timestamp,
    ) -> Vec<StoredStatement> {
        let seen = self.inner.statements(tenant, query, now).await;
        seen.unwrap().value.into_statements()
    }

    async fn by_each_key(
        &self,
        tenant: &TenantId,
        query: &StatementQuery,
        now: &Timestamp,
    ) -> Vec<StoredStatement> {
        let mut wide = query.clone();
        wide.keys.clear();
        let mut found = self.listed(tenant, &wide, now).await;
        for key in &query.keys {
            wide.keys = vec![*key];
            let by_key = self.listed(tenant, &wide, now).await;
            found.retain(|one| by_key.contains(one));
        }
        found
    }

    async fn by_any_key(
        &self,
        tenant: &TenantId,
        query: &StatementQuery,
        now: &Timestamp,
    ) -> Vec<StoredStatement> {
        let (mut one, mut found) = (query.clone(), Vec::new());
        for key in &query.keys {
            one.keys = vec![*key];
            found.extend(self.listed(tenant, &one, now).await);
        }
        found.sort_by_key(|one| one.position);
        found.dedup();
        found
    }

    /// What is asked for, as this store takes it.
    fn misread(&self, query: &StatementQuery) -> StatementQuery {
        let mut query = query.clone();
        if self.fault == Fault::IgnoresOrder {
            query.order = Order::Latest;
        }
        if self.fault == Fault::OneKey {
            query.keys.truncate(1);
        }
        if matches!(self.fault, Fault::IgnoresAccess | Fault::CutsFirst) {
            query.access = Access::all();
        }
        if self.fault == Fault::SinceInclusive {
            query.since = query.since.as_ref().map(before);
        }
        if self.fault == Fault::UntilExclusive {
            query.until = query.until.as_ref().map(before);
        }
        if self.fault == Fault::SharesTime {
            query.since = query.since.as_ref().map(end_of_second);
            query.until = query.until.as_ref().map(end_of_second);
        }
        if self.fault == Fault::RepeatsPages {
            query.after = None;
        }
        if self.fault == Fault::RepeatsLast {
            query.after = query.after.map(|after| nearer(after, query.order));
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
        let mut found = self.listed(tenant, &asked, now).await;
        if self.fault == Fault::MixesSources && query.keys.len() > 1 {
            found = self.by_each_key(tenant, query, now).await;
        } else if self.fault == Fault::AnyKey && query.keys.len() > 1 {
            found = self.by_any_key(tenant, query, now).await;
        } else if self.fault == Fault::CutsFirst {
            let seen = self.listed(tenant, query, now).await;
            found.retain(|one| seen.contains(one));
        } else if self.fault == Fault::NoMore {
            found.truncate(query.limit.get());
        }
        for one in &mut found {
            self.alter(one);
        }
        found
    }

    /// What becomes of a statement that is given out.
    fn alter(&self, statement: &mut StoredStatement) {
        if self.fault == Fault::Rewrites {
            let spaced = [&statement.json[..], b" "].concat();
            statement.json = spaced.into();
        }
        if self.fault == Fault::SharesTime {
            let second = Timestamp::from_unix_seconds(statement.stored.unix_seconds());
            let json = str::from_utf8(&statement.json).unwrap();
            let json = json.replace(&statement.stored.to_string(), &second.to_string());
            statement.json = json.into();
            statement.stored = second;
        }
    }

    fn told(&self, time: &Timestamp) -> Timestamp {
        if self.fault == Fault::StandsStill {
            return Timestamp::MIN;
        }
        let ahead = self.fault == Fault::TellsFuture;
        time.saturating_add_seconds(if ahead { 24 * HOUR } else { 0 })
    }

    /// Changes a document as it was read, whatever others did since.
    async fn change_as_read(
        &self,
        tenant: &TenantId,
        (place, id): (&DocumentPlace, &DocumentId),
        mut change: DocumentChange,
        now: &Timestamp,
    ) -> Result<Result<(), DocumentRefusal>, BackendError> {
        let held = self.inner.document(tenant, place, id).await?;
        once_later().await;
        let verdict = change.judge(held.as_ref(), now);
        change.precondition = Precondition::Nothing;
        match verdict {
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
        let changed = self.inner.change_document(tenant, place, id, change, now);
        changed.await
    }

    /// What lies behind the last note, be it an earlier one.
    async fn unseen_by_last_note(
        &self,
        tenant: &TenantId,
        follower: &FollowerId,
        limit: NonZeroUsize,
    ) -> Result<Vec<Followed>, BackendError> {
        let never = FollowerId::new("never heard of").unwrap();
        let all = self.inner.unseen(tenant, &never, NonZeroUsize::MAX);
        let mut all = all.await?;
        let noted = self.noted.lock().unwrap();
        let seen = noted.get(&(tenant.clone(), follower.clone())).copied();
        all.retain(|one| one.statement.position > seen.unwrap_or_default());
        all.truncate(limit.get());
        Ok(all)
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

/// A nanosecond before that time.
fn before(time: &Timestamp) -> Timestamp {
    let nanos = time.unix_nanos().saturating_sub(1);
    Timestamp::from_unix_nanos(nanos).unwrap()
}

/// The last nanosecond of its second.
fn end_of_second(time: &Timestamp) -> Timestamp {
    before(&Timestamp::from_unix_seconds(
        time.unix_seconds().saturating_add(1),
    ))
}

/// The position before that one, in that order.
fn nearer(position: Position, order: Order) -> Position {
    match order {
        Order::Earliest => Position::new(position.get().saturating_sub(1)),
        Order::Latest => Position::new(position.get().saturating_add(1)),
    }
}
