//! Who reads: the caller's own thread for a moment, others for longer.

use core::num::NonZeroUsize;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use std::sync::Arc;
use std::thread;

use edu_http::{BackendError, TenantId};
use edu_types::Timestamp;
use rusqlite::Connection;
use xapi_lrs::Seen;

use super::quick::Quick;
use super::tenants::Tenant;
use super::through::{self, Through};
use super::{failed, times};
use crate::{Database, DatabaseError};

/// Connections of each kind that read; more would not help more processors than these.
const MOST: usize = 4;

/// Connections that read: some for short reads, some with a thread each.
#[derive(Clone, Debug)]
pub(super) struct Readers {
    quick: Quick,
    threads: Arc<[Reader]>,
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
        let count = processors.clamp(1, MOST);
        let mut threads = Vec::new();
        for _ in 0..count {
            let another = database.another()?;
            another.call(|connection| tune(connection)).await?;
            threads.push(Reader {
                database: another,
                calls: AtomicUsize::new(0),
            });
        }
        Ok(Self {
            quick: Quick::open(database, count, tune)?,
            threads: threads.into(),
            through: Arc::clone(through),
        })
    }

    /// Reads what a tenant has; one that has nothing has what is there by default.
    pub(super) async fn read<T, F>(&self, tenant: &TenantId, work: F) -> Result<T, BackendError>
    where
        F: Fn(&Connection, Tenant) -> rusqlite::Result<T> + Send + 'static,
        T: Default + Send + 'static,
    {
        let tenant = tenant.clone();
        self.call(move |connection, _| {
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
        F: Fn(&Connection, Tenant) -> rusqlite::Result<T> + Send + 'static,
        T: Default + Send + 'static,
    {
        let (through, tenant, now) = (Arc::clone(&self.through), tenant.clone(), now.clone());
        let alone = self.threads.iter().any(|one| one.database.is_in_memory());
        self.call(move |connection, patience| {
            let told = through.tell(&tenant, &now);
            let of_others = if alone {
                Some(told.clone())
            } else {
                through.of_others(&now, connection, patience)?
            };
            let snapshot = Snapshot::begin(connection)?;
            let tenant = Tenant::find(connection, tenant.as_str())?;
            // Nothing is stored with a time before that of the last one there.
            let last = match tenant {
                Some(tenant) => tenant.last(connection)?,
                None => None,
            };
            let last = last.map_or(Timestamp::MIN, |(_, stored)| times::timestamp(stored));
            let complete = of_others.map_or(Timestamp::MIN, |others| others.min(told));
            let consistent_through = complete.max(last);
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

    /// Here, if it is done in a moment; otherwise on the connection for which the fewest wait, the
    /// first of several, whose memory of pages is the warmest. `work` is told how long its
    /// connection waits for a lock.
    async fn call<T, F>(&self, work: F) -> Result<T, BackendError>
    where
        F: Fn(&Connection, Duration) -> rusqlite::Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let here = self
            .quick
            .read(|connection| work(connection, Duration::ZERO));
        if let Some(done) = here {
            return done.map_err(failed);
        }
        let calls = |reader: &&Reader| reader.calls.load(Ordering::Relaxed);
        let Some(reader) = self.threads.iter().min_by_key(calls) else {
            return Err(failed(DatabaseError::NoThread));
        };
        let _waits = reader.waits();
        let work = move |connection: &mut Connection| work(connection, Database::PATIENCE);
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
