//! Rows that are given out once.

mod statements;
#[cfg(test)]
mod tests;

use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};

use crate::{Database, DatabaseError};
use statements::{
    FIND, FORGET, FORGET_OWN, FORGET_USE, FREE, HAS_ROOM, KEEP, LOOK, PUSH_OUT, PUSH_OUT_OWN,
    PUSH_OUT_USE, SCHEMA, TAKE, USE,
};

/// Of a key or an owner, so that the file does not tell what opens a row.
pub(crate) type Digest = [u8; 32];

/// Values of one kind: each is given out once, and remembered as taken until it expires.
///
/// Too many of one owner push out the owner's oldest; too many in all push out the oldest of
/// the owner that has most. Taken ones have room of their own, as much as all that wait.
#[derive(Clone, Debug)]
pub(crate) struct OnceRows {
    database: Database,
    kind: &'static str,
    room: Room,
}

/// How many values may wait.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    total: i64,
    of_one_owner: i64,
}

impl Room {
    /// For one value at least.
    pub(crate) fn new(total: usize, of_one_owner: usize) -> Self {
        let rows = |count: usize| i64::try_from(count.max(1)).unwrap_or(i64::MAX);
        Self {
            total: rows(total),
            of_one_owner: rows(of_one_owner),
        }
    }
}

/// A value to keep.
#[derive(Debug)]
pub(crate) struct NewRow {
    pub(crate) key: Digest,
    /// In whose name it is kept.
    pub(crate) owner: Digest,
    pub(crate) payload: String,
    pub(crate) expires: i64,
}

/// What became of a value to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    Stored,
    KeyInUse,
}

/// What came of an attempt to take a value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum TakenRow {
    Fresh(String),
    AlreadyUsed,
    /// It waits for another owner, and still does.
    OtherOwner,
    Unknown,
}

/// What became of a key to note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noted {
    First,
    Repeated,
    /// Nothing was noted: there is no room, and none that holds is forgotten.
    Full,
}

impl OnceRows {
    pub(crate) async fn open(
        database: &Database,
        kind: &'static str,
        room: Room,
    ) -> Result<Self, DatabaseError> {
        database.migrate(SCHEMA).await?;
        Ok(Self {
            database: database.clone(),
            kind,
            room,
        })
    }

    pub(crate) async fn keep(&self, row: NewRow, now: i64) -> Result<Kept, DatabaseError> {
        let (kind, room) = (self.kind, self.room);
        let work = move |connection: &mut Connection| {
            in_transaction(connection, |transaction| {
                run(transaction, FORGET, params![kind, now])?;
                run(transaction, FORGET_USE, params![kind, now])?;
                run(transaction, FREE, params![kind, row.key, now])?;
                let (key, owner) = (row.key, row.owner);
                let new = params![kind, key, owner, row.payload, row.expires, now];
                if run(transaction, KEEP, new)? == 0 {
                    return Ok(Kept::KeyInUse);
                }
                let limit = params![kind, owner, room.of_one_owner];
                run(transaction, PUSH_OUT_OWN, limit)?;
                // One came, so that one must go; a few where the room has become smaller.
                for _ in 0..BATCH {
                    if run(transaction, PUSH_OUT, params![kind, room.total])? == 0 {
                        break;
                    }
                }
                Ok(Kept::Stored)
            })
        };
        self.database.call(work).await
    }

    /// Notes a key until it expires, once; a full store forgets none for it.
    pub(crate) async fn note(&self, row: NewRow, now: i64) -> Result<Noted, DatabaseError> {
        let (kind, room) = (self.kind, self.room);
        let work = move |connection: &mut Connection| {
            in_transaction(connection, |transaction| {
                run(transaction, FORGET, params![kind, now])?;
                run(transaction, FREE, params![kind, row.key, now])?;
                let known = params![kind, row.key, now];
                if transaction.prepare_cached(LOOK)?.exists(known)? {
                    return Ok(Noted::Repeated);
                }
                let has_room = || {
                    let limits = params![kind, row.owner, room.of_one_owner, room.total];
                    let mut statement = transaction.prepare_cached(HAS_ROOM)?;
                    statement.query_row(limits, |row| row.get::<_, bool>(0))
                };
                if !has_room()? {
                    run(transaction, FORGET_OWN, params![kind, row.owner, now])?;
                    if !has_room()? {
                        return Ok(Noted::Full);
                    }
                }
                let (key, owner) = (row.key, row.owner);
                let new = params![kind, key, owner, row.payload, row.expires, now];
                run(transaction, KEEP, new)?;
                Ok(Noted::First)
            })
        };
        self.database.call(work).await
    }

    /// The value that waits under a key, left where it is.
    pub(crate) async fn find(
        &self,
        key: Digest,
        now: i64,
    ) -> Result<Option<String>, DatabaseError> {
        let kind = self.kind;
        let work = move |connection: &mut Connection| {
            connection
                .prepare_cached(LOOK)?
                .query_row(params![kind, key, now], |row| row.get(0))
                .optional()
        };
        self.database.call(work).await
    }

    /// Takes a value; one that waits for another owner than `only_for` stays.
    pub(crate) async fn take(
        &self,
        key: Digest,
        only_for: Option<Digest>,
        now: i64,
    ) -> Result<TakenRow, DatabaseError> {
        let (kind, room) = (self.kind, self.room);
        let work = move |connection: &mut Connection| {
            in_transaction(connection, |transaction| {
                let taken: Option<(String, i64)> = transaction
                    .prepare_cached(TAKE)?
                    .query_row(params![kind, key, only_for, now], |row| {
                        Ok((row.get(0)?, row.get(1)?))
                    })
                    .optional()?;
                if let Some((payload, expires)) = taken {
                    run(transaction, USE, params![kind, key, expires])?;
                    run(transaction, PUSH_OUT_USE, params![kind, room.total])?;
                    return Ok(TakenRow::Fresh(payload));
                }
                let used: Option<bool> = transaction
                    .prepare_cached(FIND)?
                    .query_row(params![kind, key, now], |row| row.get(0))
                    .optional()?;
                Ok(match used {
                    Some(true) => TakenRow::AlreadyUsed,
                    Some(false) => TakenRow::OtherOwner,
                    None => TakenRow::Unknown,
                })
            })
        };
        self.database.call(work).await
    }
}

/// Rows pushed out by one call at most.
const BATCH: usize = 64;

/// Runs a statement and says how many rows it changed.
fn run(
    transaction: &Transaction<'_>,
    statement: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<usize> {
    transaction.prepare_cached(statement)?.execute(values)
}

/// Runs `work` under the write lock of the file, so that no other thread or process is between
/// its statements.
fn in_transaction<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let outcome = work(&transaction)?;
    transaction.commit()?;
    Ok(outcome)
}
