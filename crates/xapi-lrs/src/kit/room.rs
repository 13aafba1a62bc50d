//! One tenant's room in a store, as the checks see it.

use core::num::NonZeroUsize;

use edu_http::{BackendError, TenantId};
use edu_types::{Timestamp, UuidText};

use super::judge::{Judge, at};
use super::material::{id, number, unusable};
use super::rules;
use crate::{
    Access, Attached, Batch, DocumentChange, DocumentId, DocumentPlace, DocumentRefusal, Followed,
    FollowerId, Inserted, Key, NewStatement, Order, RecordStore, Seen, StatementPage,
    StatementQuery, StoredStatement,
};

/// A tenant of a store.
pub(super) struct Room<'s, B> {
    pub(super) store: &'s B,
    pub(super) tenant: TenantId,
}

impl<'s, B: RecordStore> Room<'s, B> {
    pub(super) fn new(store: &'s B, tenant: &str) -> Result<Self, BackendError> {
        let tenant = TenantId::new(tenant).map_err(unusable)?;
        Ok(Self { store, tenant })
    }

    /// Stores a batch and says what became of it.
    pub(super) async fn offer(
        &self,
        statements: Vec<NewStatement>,
        now: &Timestamp,
    ) -> Result<Inserted, BackendError> {
        let batch = Batch::new(statements, Vec::new());
        self.store.insert(&self.tenant, batch, now).await
    }

    /// Stores a batch that must be taken in.
    pub(super) async fn put(
        &self,
        judge: &mut Judge,
        statements: Vec<NewStatement>,
        seconds: i64,
    ) -> Result<(), BackendError> {
        self.put_with(judge, statements, Vec::new(), seconds).await
    }

    /// Stores a batch with attachments that must be taken in.
    pub(super) async fn put_with(
        &self,
        judge: &mut Judge,
        statements: Vec<NewStatement>,
        attachments: Vec<Attached>,
        seconds: i64,
    ) -> Result<(), BackendError> {
        let batch = Batch::new(statements, attachments);
        let inserted = self.store.insert(&self.tenant, batch, &at(seconds)).await?;
        let done = inserted == Inserted::Done;
        judge.expect(done, &rules::CONFLICT, "a batch of new ids was refused");
        Ok(())
    }

    /// A statement that is not voided.
    pub(super) async fn live(&self, number: u64) -> Result<Option<StoredStatement>, BackendError> {
        self.one(number, false, &Access::all()).await
    }

    /// A statement that is voided.
    pub(super) async fn voided(
        &self,
        number: u64,
    ) -> Result<Option<StoredStatement>, BackendError> {
        self.one(number, true, &Access::all()).await
    }

    pub(super) async fn one(
        &self,
        number: u64,
        voided: bool,
        access: &Access,
    ) -> Result<Option<StoredStatement>, BackendError> {
        Ok(self.seen(id(number), voided, access, 1000).await?.value)
    }

    pub(super) async fn seen(
        &self,
        id: UuidText,
        voided: bool,
        access: &Access,
        seconds: i64,
    ) -> Result<Seen<Option<StoredStatement>>, BackendError> {
        let now = at(seconds);
        let found = self.store.statement(&self.tenant, id, voided, access, &now);
        found.await
    }

    pub(super) async fn change(
        &self,
        place: &DocumentPlace,
        id: &DocumentId,
        change: DocumentChange,
        seconds: i64,
    ) -> Result<Result<(), DocumentRefusal>, BackendError> {
        let now = at(seconds);
        let done = self
            .store
            .change_document(&self.tenant, place, id, change, &now);
        done.await
    }

    pub(super) async fn ask(
        &self,
        query: &StatementQuery,
    ) -> Result<Seen<Vec<StoredStatement>>, BackendError> {
        let seen = self
            .store
            .statements(&self.tenant, query, &at(1000))
            .await?;
        Ok(seen.map(StatementPage::into_statements))
    }

    /// The numbers of the statements found.
    pub(super) async fn numbers(&self, query: &StatementQuery) -> Result<Vec<u64>, BackendError> {
        Ok(self.ask(query).await?.value.iter().map(number).collect())
    }

    /// The numbers of the statements that have all these keys, the first stored first.
    pub(super) async fn by(&self, keys: &[Key]) -> Result<Vec<u64>, BackendError> {
        self.numbers(&query(keys)).await
    }

    pub(super) async fn unseen(
        &self,
        follower: &FollowerId,
        limit: usize,
    ) -> Result<Vec<Followed>, BackendError> {
        let limit = NonZeroUsize::new(limit).unwrap_or(NonZeroUsize::MIN);
        self.store.unseen(&self.tenant, follower, limit).await
    }
}

/// Asks for everything with all these keys, the first stored first.
pub(super) fn query(keys: &[Key]) -> StatementQuery {
    let mut query = StatementQuery::new(Access::all(), NonZeroUsize::MAX);
    query.limit = NonZeroUsize::new(500).unwrap_or(NonZeroUsize::MIN);
    query.keys = keys.to_vec();
    query.order = Order::Earliest;
    query
}
