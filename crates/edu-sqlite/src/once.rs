//! Rows that are given out once.

use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};

use crate::{Database, DatabaseError, Schema};

/// Values of one kind: each is given out once, and remembered as taken until it expires.
#[derive(Clone, Debug)]
pub(crate) struct OnceRows {
    database: Database,
    kind: &'static str,
    capacity: usize,
}

/// A value by its key, and who alone may take it.
#[derive(Debug)]
pub(crate) struct Ticket {
    /// A digest, so that the file does not tell what opens it.
    pub(crate) key: [u8; 32],
    /// The digest of who may take the value; without one, whoever knows the key.
    pub(crate) owner: Option<[u8; 32]>,
}

/// What became of a value to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    Stored,
    Full,
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

impl OnceRows {
    pub(crate) async fn open(
        database: &Database,
        kind: &'static str,
        capacity: usize,
    ) -> Result<Self, DatabaseError> {
        database.migrate(SCHEMA).await?;
        Ok(Self {
            database: database.clone(),
            kind,
            capacity,
        })
    }

    pub(crate) const fn capacity(&self) -> usize {
        self.capacity
    }

    pub(crate) async fn keep(
        &self,
        ticket: Ticket,
        payload: String,
        expires: i64,
        now: i64,
    ) -> Result<Kept, DatabaseError> {
        let (kind, capacity) = (self.kind, self.capacity);
        let work = move |connection: &mut Connection| {
            in_transaction(connection, |transaction| {
                transaction
                    .prepare_cached(FORGET)?
                    .execute(params![kind, now])?;
                let rows: Option<i64> = transaction
                    .prepare_cached(COUNT)?
                    .query_row([kind], |row| row.get(0))
                    .optional()?;
                if usize::try_from(rows.unwrap_or(0)).unwrap_or(usize::MAX) >= capacity {
                    return Ok(Kept::Full);
                }
                let written = transaction.prepare_cached(KEEP)?.execute(params![
                    kind,
                    ticket.key,
                    ticket.owner,
                    payload,
                    expires,
                    now
                ])?;
                Ok(if written == 0 {
                    Kept::KeyInUse
                } else {
                    Kept::Stored
                })
            })
        };
        self.database.call(work).await
    }

    pub(crate) async fn take(&self, ticket: Ticket, now: i64) -> Result<TakenRow, DatabaseError> {
        let kind = self.kind;
        let work = move |connection: &mut Connection| {
            in_transaction(connection, |transaction| {
                let (key, owner) = (ticket.key, ticket.owner);
                let payload: Option<String> = transaction
                    .prepare_cached(TAKE)?
                    .query_row(params![kind, key, owner, now], |row| row.get(0))
                    .optional()?;
                if let Some(payload) = payload {
                    transaction
                        .prepare_cached(ERASE)?
                        .execute(params![kind, key])?;
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

// Counting 100,000 rows for every login would cost more than all the rest; the triggers keep
// the number within the transaction that changes it, whoever changes it.
const SCHEMA: Schema = Schema::new(
    "edu.once",
    &["
CREATE TABLE edu_once (
    kind TEXT NOT NULL,
    key BLOB NOT NULL CHECK (length(key) = 32),
    owner BLOB CHECK (length(owner) = 32),
    payload TEXT,
    expires INTEGER NOT NULL,
    taken INTEGER NOT NULL DEFAULT 0 CHECK (taken IN (0, 1)),
    PRIMARY KEY (kind, key)
) STRICT;
CREATE INDEX edu_once_expires ON edu_once (kind, expires);
CREATE TABLE edu_once_count (
    kind TEXT NOT NULL PRIMARY KEY,
    entries INTEGER NOT NULL CHECK (entries >= 0)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER edu_once_added AFTER INSERT ON edu_once BEGIN
    INSERT INTO edu_once_count (kind, entries) VALUES (new.kind, 1)
    ON CONFLICT (kind) DO UPDATE SET entries = entries + 1;
END;
CREATE TRIGGER edu_once_removed AFTER DELETE ON edu_once BEGIN
    UPDATE edu_once_count SET entries = entries - 1 WHERE kind = old.kind;
END;
"],
);

// A few with every new one: the file shrinks faster than it grows, and no call pays for all.
const FORGET: &str = "DELETE FROM edu_once WHERE rowid IN (
    SELECT rowid FROM edu_once WHERE kind = ?1 AND expires <= ?2 ORDER BY expires LIMIT 64)";

const COUNT: &str = "SELECT entries FROM edu_once_count WHERE kind = ?1";

// A key may come again only when what was kept under it has expired.
const KEEP: &str = "INSERT INTO edu_once (kind, key, owner, payload, expires)
    VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (kind, key) DO UPDATE
    SET owner = excluded.owner, payload = excluded.payload, expires = excluded.expires, taken = 0
    WHERE expires <= ?6";

// Whoever changes the row has taken it; whoever finds nothing to change has not. Another's
// attempt changes nothing.
const TAKE: &str = "UPDATE edu_once SET taken = 1
    WHERE kind = ?1 AND key = ?2 AND owner IS ?3 AND taken = 0 AND expires > ?4
    RETURNING payload";

// `RETURNING` shows a row as it is after the change, so the payload goes in a second step.
const ERASE: &str = "UPDATE edu_once SET payload = NULL, owner = NULL
    WHERE kind = ?1 AND key = ?2";

const FIND: &str = "SELECT taken FROM edu_once WHERE kind = ?1 AND key = ?2 AND expires > ?3";
