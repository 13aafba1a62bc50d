//! The thread that owns a connection.

// Why a thread of its own and not the run time's blocking pool: a connection works on one
// statement at a time, so calls that wait for it in a pool hold one pool thread each; here
// they are entries of a queue with a limit. And it needs no run time at all: any executor can
// wait for an answer. A call that has begun runs to its end whether or not somebody still
// waits, so a future that is dropped cannot leave half a transaction.

use core::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread;

use futures_channel::oneshot;
use rusqlite::Connection;

use crate::DatabaseError;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// A queue of calls before one thread with one connection; the thread ends with the queue.
#[derive(Debug)]
pub(crate) struct Worker {
    jobs: SyncSender<Job>,
}

impl Worker {
    /// Calls that may wait.
    pub(crate) const QUEUE: usize = 1024;

    pub(crate) fn start(mut connection: Connection) -> Result<Self, DatabaseError> {
        let (jobs, queue) = sync_channel::<Job>(Self::QUEUE);
        thread::Builder::new()
            .name("edu-sqlite".to_owned())
            .spawn(move || {
                for job in queue {
                    job(&mut connection);
                }
            })
            .map_err(|_| DatabaseError::NoThread)?;
        Ok(Self { jobs })
    }

    pub(crate) async fn call<T, F>(&self, work: F) -> Result<T, DatabaseError>
    where
        F: FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(move |connection: &mut Connection| {
            // Nobody waits any more, and nothing has begun.
            if !reply.is_canceled() {
                drop(reply.send(run(connection, work)));
            }
        });
        self.jobs.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => DatabaseError::Busy { limit: Self::QUEUE },
            TrySendError::Disconnected(_) => DatabaseError::NoThread,
        })?;
        answer.await.map_err(|_| DatabaseError::NoThread)?
    }
}

/// Runs one call and leaves the connection outside of any transaction, come what may.
pub(crate) fn run<T>(
    connection: &mut Connection,
    work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>,
) -> Result<T, DatabaseError> {
    // A transaction rolls back as it is dropped, also by a panic; the connection holds no
    // other state that a panic could leave half changed.
    let outcome = catch_unwind(AssertUnwindSafe(|| work(connection)));
    let left_open = !connection.is_autocommit();
    if left_open {
        connection.execute_batch("ROLLBACK")?;
    }
    match outcome {
        Err(_) => Err(DatabaseError::Panicked),
        Ok(Err(error)) => Err(error.into()),
        Ok(Ok(_)) if left_open => Err(DatabaseError::LeftOpen),
        Ok(Ok(value)) => Ok(value),
    }
}
