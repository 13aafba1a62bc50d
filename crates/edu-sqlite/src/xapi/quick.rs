//! Short reads, on the thread of whoever asks.

// To hand a query to another thread, and what it found back, takes longer than most queries do.
// So a read begins where it is asked for, on a connection that nobody uses, and has a budget of
// time: one that spends it is broken off, and asked anew where threads wait for the long ones. What
// keeps a run time's thread is thus the budget, and what SQLite does between two looks at the clock.

use core::ffi::c_int;
use core::sync::atomic::{AtomicU64, Ordering};
use core::time::Duration;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use rusqlite::{Connection, ffi};

use crate::{Database, DatabaseError, worker};

/// How long a read may keep the thread of its caller.
const BUDGET: Duration = Duration::from_millis(1);

/// Steps of SQLite's machine between two looks at the clock: those of some ten rows.
const STEPS: c_int = 100;

/// Connections for short reads, each lent to one at a time.
#[derive(Clone, Debug)]
pub(super) struct Quick(Arc<[Mutex<Lent>]>);

#[derive(Debug)]
struct Lent {
    connection: Connection,
    budget: Arc<Budget>,
}

/// When a read is to be broken off.
#[derive(Debug)]
struct Budget {
    begun: Instant,
    /// Nanoseconds since then; the most there can be while nothing is read.
    until: AtomicU64,
}

/// The budget holds, until this is dropped.
struct Spending<'a>(&'a Budget);

impl Quick {
    /// So many connections, each made ready by `tune`; none to a database in memory, which has only one.
    pub(super) fn open(
        database: &Database,
        count: usize,
        tune: fn(&Connection) -> rusqlite::Result<()>,
    ) -> Result<Self, DatabaseError> {
        let mut lent = Vec::new();
        for _ in 0..count {
            if let Some(mut connection) = database.another_connection()? {
                tune(&connection)?;
                connection.busy_timeout(Duration::ZERO)?;
                let budget = Arc::new(Budget::new());
                let kept = Arc::clone(&budget);
                connection.progress_handler(STEPS, Some(move || kept.is_spent()))?;
                lent.push(Mutex::new(Lent { connection, budget }));
            }
        }
        Ok(Self(lent.into()))
    }

    /// What `work` reads; `None` where no connection is idle, or it must wait or takes long.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Option<Result<T, DatabaseError>> {
        // The first that is idle, whose memory of pages is the warmest.
        let mut lent = self.0.iter().find_map(|one| one.try_lock().ok())?;
        let Lent { connection, budget } = &mut *lent;
        let done = worker::run(connection, |connection| {
            let _spending = budget.begin();
            work(connection)
        });
        match done {
            Err(error) if is_broken_off(&error) => None,
            done => Some(done),
        }
    }
}

fn is_broken_off(error: &DatabaseError) -> bool {
    let DatabaseError::Statement {
        code: Some(code), ..
    } = error
    else {
        return false;
    };
    // The first byte of an extended code is the code.
    matches!(code & 0xff, ffi::SQLITE_INTERRUPT | ffi::SQLITE_BUSY)
}

impl Budget {
    fn new() -> Self {
        Self {
            begun: Instant::now(),
            until: AtomicU64::new(u64::MAX),
        }
    }

    fn begin(&self) -> Spending<'_> {
        let until = self.begun.elapsed().saturating_add(BUDGET);
        self.until.store(nanos(until), Ordering::Relaxed);
        Spending(self)
    }

    fn is_spent(&self) -> bool {
        let until = self.until.load(Ordering::Relaxed);
        until != u64::MAX && nanos(self.begun.elapsed()) >= until
    }
}

impl Drop for Spending<'_> {
    fn drop(&mut self) {
        // A transaction is ended without a limit.
        self.0.until.store(u64::MAX, Ordering::Relaxed);
    }
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDLESS: &str = "WITH RECURSIVE one (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM one)
        SELECT count(*) FROM one";

    /// One connection to a new file, which is gone when the test ends.
    fn with_one(test: impl FnOnce(&Quick)) {
        let name = format!("edu-sqlite-quick-{:?}", std::thread::current().id());
        let path = std::env::temp_dir().join(format!("{}-{name}", std::process::id()));
        let database = Database::open(&path).unwrap();
        test(&Quick::open(&database, 1, |_| Ok(())).unwrap());
        drop(database);
        for end in ["", "-wal", "-shm"] {
            let _gone = std::fs::remove_file(format!("{}{end}", path.display()));
        }
    }

    fn number(connection: &Connection, sql: &str) -> rusqlite::Result<i64> {
        connection.query_row(sql, [], |row| row.get(0))
    }

    #[test]
    fn read_that_takes_long_is_broken_off_and_the_next_is_not() {
        with_one(|quick| {
            let endless = quick.read(|connection| {
                connection.execute_batch("BEGIN")?;
                number(connection, ENDLESS)
            });
            assert!(endless.is_none());
            let next = quick.read(|connection| {
                connection.execute_batch("BEGIN")?;
                let one = number(connection, "SELECT 1");
                connection.execute_batch("COMMIT")?;
                one
            });
            assert_eq!(next, Some(Ok(1)));
        });
    }

    #[test]
    fn connection_in_use_is_not_lent_again() {
        with_one(|quick| {
            let inner = quick.read(|_| Ok(quick.read(|_| Ok(())).is_none()));
            assert_eq!(inner, Some(Ok(true)));
        });
    }

    #[test]
    fn read_that_fails_says_so_and_one_that_panics_leaves_the_connection_sound() {
        with_one(|quick| {
            let failed = quick.read(|connection| number(connection, "SELECT 1 FROM nowhere"));
            assert!(matches!(failed, Some(Err(DatabaseError::Statement { .. }))));
            let panicked = quick.read(|connection| -> rusqlite::Result<()> {
                connection.execute_batch("BEGIN")?;
                panic!("on purpose");
            });
            assert_eq!(panicked, Some(Err(DatabaseError::Panicked)));
            let next = quick.read(|connection| number(connection, "SELECT 2"));
            assert_eq!(next, Some(Ok(2)));
        });
    }

    #[test]
    fn database_in_memory_lends_nothing() {
        let database = Database::in_memory().unwrap();
        let quick = Quick::open(&database, 1, |_| Ok(())).unwrap();
        assert!(quick.read(|_| Ok(())).is_none());
    }
}
