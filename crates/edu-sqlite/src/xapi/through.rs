//! Up to when an answer is complete.

// What is told must stay true: every statement stored later has a later time. Within
// this process that is exact: what is on its way in is noted as it comes, with the earliest time
// it can be stored with, and what was told bounds the times of all that comes later. Of another
// process we see only whether it is writing now. If it is not, whatever it writes later takes
// the machine's clock once it has the write lock, and so no time before now; told is the
// millisecond before. To see that takes the write lock for a moment, so what was seen is said again for
// some milliseconds: it stays true, and writers are not disturbed by every read.

use core::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use core::time::Duration;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use edu_http::TenantId;
use edu_types::Timestamp;
use rusqlite::{Connection, ErrorCode};

use super::times;

/// What was told, and what is on its way in.
#[derive(Debug)]
pub(super) struct Through {
    /// Whether this process holds the write lock for statements.
    writing: AtomicBool,
    tickets: AtomicU64,
    /// The latest time at which no other process was seen to write.
    calm: AtomicI64,
    tenants: Mutex<HashMap<TenantId, Told>>,
}

/// Milliseconds for which what was seen of other processes is said again.
const CALM: i64 = 10;

/// Of one tenant.
#[derive(Debug)]
struct Told {
    /// The latest that was told.
    through: i64,
    /// The earliest time of each batch on its way in, with a number of its own.
    flights: BTreeSet<(i64, u64)>,
}

/// A batch on its way in, until this is dropped.
#[derive(Debug)]
pub(super) struct Flight {
    through: Arc<Through>,
    tenant: TenantId,
    earliest: i64,
    ticket: u64,
}

/// The write lock is held by this process, until this is dropped.
pub(super) struct Writing<'a>(&'a AtomicBool);

impl Through {
    /// Notes a batch on its way in.
    pub(super) fn begin(self: &Arc<Self>, tenant: &TenantId, now: &Timestamp) -> Flight {
        let ticket = self.tickets.fetch_add(1, Ordering::Relaxed);
        let mut tenants = self.tenants();
        let told = tenants.entry(tenant.clone()).or_default();
        let earliest = times::no_earlier(now).max(told.through.saturating_add(1));
        told.flights.insert((earliest, ticket));
        Flight {
            through: Arc::clone(self),
            tenant: tenant.clone(),
            earliest,
            ticket,
        }
    }

    /// Up to when an answer read from now on is complete, as far as this process knows.
    pub(super) fn tell(&self, tenant: &TenantId, now: &Timestamp) -> Timestamp {
        let mut tenants = self.tenants();
        let told = tenants.entry(tenant.clone()).or_default();
        let first = told.flights.first().map(|(earliest, _)| *earliest);
        let earliest = times::no_earlier(now).min(first.unwrap_or(i64::MAX));
        told.through = told.through.max(earliest.saturating_sub(1));
        times::timestamp(told.through)
    }

    /// Up to when an answer read from now on is complete for all that other processes write; `None` where
    /// one of them writes now, or a call of this one that stores no statements.
    /// `patience` is how long the connection waits for a lock at other times.
    pub(super) fn of_others(
        &self,
        now: &Timestamp,
        connection: &Connection,
        patience: Duration,
    ) -> rusqlite::Result<Option<Timestamp>> {
        let now = times::no_earlier(now);
        let seen = self.calm.load(Ordering::SeqCst);
        let calm = if (seen..seen.saturating_add(CALM)).contains(&now) {
            seen
        } else if self.another_writes(connection, patience)? {
            return Ok(None);
        } else {
            self.calm.store(now, Ordering::SeqCst);
            now
        };
        Ok(Some(times::timestamp(calm.saturating_sub(1))))
    }

    /// Whether another process writes now, or a call of this one that stores no statements.
    fn another_writes(
        &self,
        connection: &Connection,
        patience: Duration,
    ) -> rusqlite::Result<bool> {
        if self.writing.load(Ordering::SeqCst) {
            return Ok(false);
        }
        connection.busy_timeout(Duration::ZERO)?;
        let tried = run(connection, "BEGIN IMMEDIATE");
        connection.busy_timeout(patience)?;
        match tried {
            Ok(()) => run(connection, "ROLLBACK").map(|()| false),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                // If it is held by us by now, whoever had it before has committed.
                Ok(!self.writing.load(Ordering::SeqCst))
            }
            Err(error) => Err(error),
        }
    }

    /// Notes that this process has the write lock; to be dropped before it is given back.
    pub(super) fn writing(&self) -> Writing<'_> {
        self.writing.store(true, Ordering::SeqCst);
        Writing(&self.writing)
    }

    fn tenants(&self) -> MutexGuard<'_, HashMap<TenantId, Told>> {
        self.tenants.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs a statement that is kept prepared.
pub(super) fn run(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(drop)
}

impl Flight {
    /// The time of storing, taken once this process has the write lock: no earlier than the machine's
    /// clock and the last statement, and later than what was told and what anybody could see before.
    /// `seen` is the time of the last statement of an earlier transaction: those of one come into sight together.
    pub(super) fn stored(&self, seen: i64, last: i64) -> i64 {
        let clock = Timestamp::from_system_time(SystemTime::now());
        let clock = clock.as_ref().map_or(i64::MIN, times::no_earlier);
        let after = seen.saturating_add(1);
        self.earliest.max(after).max(last).max(clock)
    }
}

impl Default for Through {
    fn default() -> Self {
        Self {
            writing: AtomicBool::default(),
            tickets: AtomicU64::default(),
            calm: AtomicI64::new(i64::MIN),
            tenants: Mutex::default(),
        }
    }
}

impl Default for Told {
    fn default() -> Self {
        Self {
            through: i64::MIN,
            flights: BTreeSet::new(),
        }
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        if let Some(told) = self.through.tenants().get_mut(&self.tenant) {
            told.flights.remove(&(self.earliest, self.ticket));
        }
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}
