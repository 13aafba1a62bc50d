//! Reads, on connections of their own.

use core::num::NonZeroUsize;
use core::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::thread;

use bytes::Bytes;
use edu_http::{BackendError, TenantId};
use edu_types::{Iri, Timestamp, UuidText};
use rusqlite::{Connection, OptionalExtension as _, params};
use xapi_lrs::{Access, Followed, FollowerId, Key, Seen, StoredStatement};
use xapi_model::multipart::Digest;

use super::tables::{ATTACHMENT, DEFINITION, FIND, SEEN, UNSEEN};
use super::tenants::Tenant;
use super::through::{self, Through};
use super::{failed, lists, rows, tenants, times};
use crate::{Database, DatabaseError};

/// Connections that read; more would not help more processors than these.
const MOST: usize = 4;

/// Connections that read, each with a thread of its own.
#[derive(Clone, Debug)]
pub(super) struct Readers {
    readers: Arc<[Reader]>,
    through: Arc<Through>,
}

#[derive(Debug)]
struct Reader {
    database: Database,
    /// Calls that wait for it.
    calls: AtomicUsize,
}

/// A call that waits, until this is dropped.
struct Waits<'a>(&'a AtomicUsize);

impl Reader {
    fn waits(&self) -> Waits<'_> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        Waits(&self.calls)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Room for what a store reads again and again.
pub(super) fn tune(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(64);
    // Kibibytes: inner pages of indexes, and what a batch changes.
    connection.pragma_update(None, "cache_size", -32_768)?;
    // Pages: what many batches change again and again is worked into the file once.
    let pages = 8192;
    connection.pragma_update_and_check(None, "wal_autocheckpoint", pages, |_| Ok(()))
}

impl Readers {
    pub(super) async fn open(
        database: &Database,
        through: &Arc<Through>,
    ) -> Result<Self, DatabaseError> {
        let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let mut readers = Vec::new();
        for _ in 0..processors.clamp(1, MOST) {
            let another = database.another()?;
            another.call(|connection| tune(connection)).await?;
            readers.push(Reader {
                database: another,
                calls: AtomicUsize::new(0),
            });
        }
        Ok(Self {
            readers: readers.into(),
            through: Arc::clone(through),
        })
    }

    /// Reads what a tenant has; one that has nothing has what is there by default.
    pub(super) async fn read<T, F>(&self, tenant: &TenantId, work: F) -> Result<T, BackendError>
    where
        F: FnOnce(&Connection, Tenant) -> rusqlite::Result<T> + Send + 'static,
        T: Default + Send + 'static,
    {
        let tenant = tenant.clone();
        self.call(move |connection| {
            let snapshot = Snapshot::begin(connection)?;
            let value = match Tenant::find(connection, tenant.as_str())? {
                Some(tenant) => work(connection, tenant)?,
                None => T::default(),
            };
            snapshot.end()?;
            Ok(value)
        })
        .await
    }

    /// Reads, and says up to when the answer is complete: that is settled before the snapshot
    /// is taken.
    pub(super) async fn seen<T, F>(
        &self,
        tenant: &TenantId,
        now: &Timestamp,
        work: F,
    ) -> Result<Seen<T>, BackendError>
    where
        F: FnOnce(&Connection, Tenant) -> rusqlite::Result<T> + Send + 'static,
        T: Default + Send + 'static,
    {
        let (through, tenant, now) = (Arc::clone(&self.through), tenant.clone(), now.clone());
        let alone = self.readers.iter().any(|one| one.database.is_in_memory());
        self.call(move |connection| {
            let told = through.tell(&tenant, &now);
            let another_writes = !alone && through.another_writes(connection)?;
            let snapshot = Snapshot::begin(connection)?;
            let tenant = Tenant::find(connection, tenant.as_str())?;
            // Nothing is stored with a time before that of the last one there.
            let last = match tenant {
                Some(tenant) => tenant.last(connection)?,
                None => None,
            };
            let last = last.map_or(Timestamp::MIN, |(_, stored)| times::timestamp(stored));
            let consistent_through = if another_writes { last } else { told.max(last) };
            let value = match tenant {
                Some(tenant) => work(connection, tenant)?,
                None => T::default(),
            };
            snapshot.end()?;
            Ok(Seen {
                value,
                consistent_through,
            })
        })
        .await
    }

    /// On the connection for which the fewest wait; the first of several, whose memory of pages is
    /// the warmest.
    async fn call<T, F>(&self, work: F) -> Result<T, BackendError>
    where
        F: FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let calls = |reader: &&Reader| reader.calls.load(Ordering::Relaxed);
        let Some(reader) = self.readers.iter().min_by_key(calls) else {
            return Err(failed(DatabaseError::NoThread));
        };
        let _waits = reader.waits();
        reader.database.call(work).await.map_err(failed)
    }
}

/// All that is read until its end is of one moment. Where a read fails before, whoever lent the
/// connection ends it.
struct Snapshot<'a>(&'a Connection);

impl<'a> Snapshot<'a> {
    fn begin(connection: &'a Connection) -> rusqlite::Result<Self> {
        through::run(connection, "BEGIN")?;
        Ok(Self(connection))
    }

    fn end(self) -> rusqlite::Result<()> {
        through::run(self.0, "COMMIT")
    }
}

pub(super) fn statement(
    connection: &Connection,
    tenant: Tenant,
    id: [u8; 16],
    voided: bool,
    access: &Access,
) -> rusqlite::Result<Option<StoredStatement>> {
    let mut find = connection.prepare_cached(FIND)?;
    let mut found = find.query(params![tenant.number(), id])?;
    let Some(row) = found.next()? else {
        return Ok(None);
    };
    if row.get::<_, bool>(2)? != voided || !lists::reaches(access, row.get_ref(5)?.as_blob()?) {
        return Ok(None);
    }
    Ok(Some(StoredStatement {
        position: tenants::position(tenant.position(row.get(0)?)),
        stored: times::timestamp(row.get(1)?),
        json: Bytes::from(row.get::<_, Vec<u8>>(6)?),
    }))
}

pub(super) fn attachment(
    connection: &Connection,
    tenant: Tenant,
    digest: &Digest,
) -> rusqlite::Result<Option<Bytes>> {
    let mut find = connection.prepare_cached(ATTACHMENT)?;
    let values = params![tenant.number(), digest.as_slice()];
    let data = find.query_row(values, |row| row.get::<_, Vec<u8>>(0));
    Ok(data.optional()?.map(Bytes::from))
}

pub(super) fn definitions(
    connection: &Connection,
    tenant: Tenant,
    activities: Vec<Iri>,
) -> rusqlite::Result<Vec<(Iri, String)>> {
    let mut find = connection.prepare_cached(DEFINITION)?;
    let mut known = Vec::new();
    for activity in activities {
        let key = Key::activity(activity.as_str());
        let values = params![tenant.number(), key.as_bytes()];
        let text: Option<String> = find.query_row(values, |row| row.get(0)).optional()?;
        known.extend(text.map(|text| (activity, text)));
    }
    Ok(known)
}

pub(super) fn unseen(
    connection: &Connection,
    tenant: Tenant,
    follower: &FollowerId,
    limit: NonZeroUsize,
) -> rusqlite::Result<Vec<Followed>> {
    let mut find = connection.prepare_cached(SEEN)?;
    let values = params![tenant.number(), follower.as_str()];
    let seen: Option<i64> = find.query_row(values, |row| row.get(0)).optional()?;
    let from = tenant.place(seen.unwrap_or(0));
    let mut list = connection.prepare_cached(UNSEEN)?;
    let values = params![from, tenant.end(), rows(limit.get())];
    let found = list.query_map(values, |row| {
        Ok(Followed {
            id: UuidText::from_bytes(row.get(1)?),
            voided: row.get(3)?,
            statement: StoredStatement {
                position: tenants::position(tenant.position(row.get(0)?)),
                stored: times::timestamp(row.get(2)?),
                json: Bytes::from(row.get::<_, Vec<u8>>(4)?),
            },
        })
    })?;
    found.collect()
}
