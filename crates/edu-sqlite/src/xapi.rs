//! What the record store keeps: statements with all that they are found by, attachments, what is
//! known of activities and agents, and documents.

mod commits;
mod documents;
mod inserts;
mod lists;
mod quick;
mod readers;
mod reads;
mod related;
mod streams;
mod tables;
mod tenants;
#[cfg(test)]
mod tests;
mod through;
mod times;

use core::num::NonZeroUsize;
use std::sync::Arc;

use bytes::Bytes;
use edu_http::{BackendError, TenantId};
use edu_types::{Iri, Timestamp, UuidText};
use rusqlite::{Connection, params};
use xapi_lrs::{
    Access, Batch, DocumentChange, DocumentId, DocumentPlace, DocumentRefusal, Followed,
    FollowerId, Inserted, Key, Position, RecordStore, Seen, StatementPage, StatementQuery,
    StoredDocument, StoredStatement,
};
use xapi_model::ActivityDefinition;
use xapi_model::multipart::Digest;

use crate::backend::{failed, rows};
use crate::{Database, DatabaseError};
use commits::Commits;
use documents::Place;
use inserts::Prepared;
use readers::Readers;
use tables::{NAMES, NOTE_SEEN, SCHEMA};
use tenants::Tenant;
use through::Through;

/// The record store of any number of tenants, kept in a [`Database`].
///
/// Batches that wait at the same time share one transaction and one write to the disk; what one
/// of them is refused for does not touch the others. Reads have connections of their own, so
/// that they do not wait for writes. One of up to a millisecond is done on the thread that polls
/// the future; one that takes longer goes to a thread of this store's. Any number of processes of one machine may share the file;
/// copies of one `StoredRecords` share what they know of each other's batches.
///
/// A statement is stored with the time of the machine's clock where that is later than what the
/// caller says, so that what another process has told to be complete is. An answer may say that it is
/// complete up to ten milliseconds ago, so that not every read asks whether another process writes.
///
/// Of one agent the first 100 names are kept.
#[derive(Clone, Debug)]
pub struct StoredRecords {
    database: Database,
    readers: Readers,
    commits: Commits,
    through: Arc<Through>,
}

impl StoredRecords {
    /// The record store in `database`, making the tables it needs. Opens the file anew for its
    /// reads, which blocks for a moment: call it while the program starts.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file, and
    /// as [`Database::open`].
    pub async fn new(database: &Database) -> Result<Self, DatabaseError> {
        database.migrate(SCHEMA).await?;
        database
            .call(|connection| readers::tune(connection))
            .await?;
        let through = Arc::new(Through::default());
        Ok(Self {
            database: database.clone(),
            readers: Readers::open(database, &through).await?,
            commits: Commits::new(database, &through),
            through,
        })
    }

    /// Writes what concerns a tenant.
    async fn write<T, F>(&self, tenant: &TenantId, work: F) -> Result<T, BackendError>
    where
        F: FnOnce(&mut Connection, &str) -> rusqlite::Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let tenant = tenant.clone();
        let work = move |connection: &mut Connection| work(connection, tenant.as_str());
        self.database.call(work).await.map_err(failed)
    }
}

impl RecordStore for StoredRecords {
    async fn insert(
        &self,
        tenant: &TenantId,
        batch: Batch,
        now: &Timestamp,
    ) -> Result<Inserted, BackendError> {
        let flight = self.through.begin(tenant, now);
        let batch = Prepared::new(batch);
        self.commits.take_in(tenant, batch, flight).await
    }

    async fn statement(
        &self,
        tenant: &TenantId,
        id: UuidText,
        voided: bool,
        access: &Access,
        now: &Timestamp,
    ) -> Result<Seen<Option<StoredStatement>>, BackendError> {
        let (id, access) = (id.to_bytes(), access.clone());
        let find = move |connection: &Connection, tenant| {
            reads::statement(connection, tenant, id, voided, &access)
        };
        self.readers.seen(tenant, now, find).await
    }

    async fn statements(
        &self,
        tenant: &TenantId,
        query: &StatementQuery,
        now: &Timestamp,
    ) -> Result<Seen<StatementPage>, BackendError> {
        let query = query.clone();
        let list = move |connection: &Connection, tenant| lists::list(connection, tenant, &query);
        self.readers.seen(tenant, now, list).await
    }

    async fn consistent_through(
        &self,
        tenant: &TenantId,
        now: &Timestamp,
    ) -> Result<Timestamp, BackendError> {
        let seen = self.readers.seen(tenant, now, |_, _| Ok(())).await?;
        Ok(seen.consistent_through)
    }

    async fn attachment(
        &self,
        tenant: &TenantId,
        digest: &Digest,
    ) -> Result<Option<Bytes>, BackendError> {
        let digest = *digest;
        let find = move |connection: &Connection, tenant: Tenant| {
            reads::attachment(connection, tenant, &digest)
        };
        self.readers.read(tenant, find).await
    }

    async fn definitions(
        &self,
        tenant: &TenantId,
        activities: &[Iri],
    ) -> Result<Vec<(Iri, ActivityDefinition)>, BackendError> {
        let activities = activities.to_vec();
        let find = move |connection: &Connection, tenant| {
            reads::definitions(connection, tenant, &activities)
        };
        let found = self.readers.read(tenant, find).await?;
        let read = |(activity, text): (Iri, String)| {
            let unreadable = || BackendError::failed("stored definition cannot be read");
            let definition = inserts::read_definition(&text).ok_or_else(unreadable)?;
            Ok((activity, definition))
        };
        found.into_iter().map(read).collect()
    }

    async fn names(&self, tenant: &TenantId, agent: Key) -> Result<Vec<Box<str>>, BackendError> {
        let find = move |connection: &Connection, tenant: Tenant| {
            let mut list = connection.prepare_cached(NAMES)?;
            let values = params![tenant.number(), agent.as_bytes()];
            list.query_map(values, |row| row.get(0))?.collect()
        };
        self.readers.read(tenant, find).await
    }

    async fn document(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        id: &DocumentId,
    ) -> Result<Option<StoredDocument>, BackendError> {
        let (place, id) = (Place::new(place), id.clone());
        let find =
            move |connection: &Connection, tenant| documents::find(connection, tenant, &place, &id);
        self.readers.read(tenant, find).await
    }

    async fn change_document(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        id: &DocumentId,
        change: DocumentChange,
        now: &Timestamp,
    ) -> Result<Result<(), DocumentRefusal>, BackendError> {
        let (place, id, now) = (Place::new(place), id.clone(), now.clone());
        self.write(tenant, move |connection, tenant| {
            documents::change(connection, tenant, (&place, &id), &change, &now)
        })
        .await
    }

    async fn document_ids(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        since: Option<&Timestamp>,
    ) -> Result<Vec<DocumentId>, BackendError> {
        let (place, since) = (Place::new(place), since.cloned());
        let list = move |connection: &Connection, tenant| {
            documents::ids(connection, tenant, &place, since.as_ref())
        };
        let found = self.readers.read(tenant, list).await?;
        let read = |id: String| {
            DocumentId::new(id)
                .map_err(|_| BackendError::failed("stored document id cannot be read"))
        };
        found.into_iter().map(read).collect()
    }

    async fn remove_documents(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
    ) -> Result<(), BackendError> {
        let place = Place::new(place);
        self.write(tenant, move |connection, tenant| {
            match Tenant::find(connection, tenant)? {
                Some(tenant) => documents::remove_all(connection, tenant, &place),
                None => Ok(()),
            }
        })
        .await
    }

    async fn unseen(
        &self,
        tenant: &TenantId,
        follower: &FollowerId,
        limit: NonZeroUsize,
    ) -> Result<Vec<Followed>, BackendError> {
        let follower = follower.clone();
        let list = move |connection: &Connection, tenant| {
            reads::unseen(connection, tenant, &follower, limit)
        };
        self.readers.read(tenant, list).await
    }

    async fn seen(
        &self,
        tenant: &TenantId,
        follower: &FollowerId,
        position: Position,
    ) -> Result<(), BackendError> {
        let (follower, position) = (follower.clone(), tenants::number(position));
        self.write(tenant, move |connection, tenant| {
            let transaction =
                connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let tenant = Tenant::find_or_add(&transaction, tenant)?;
            let values = params![tenant.number(), follower.as_str(), position];
            transaction.prepare_cached(NOTE_SEEN)?.execute(values)?;
            transaction.commit()
        })
        .await
    }
}
