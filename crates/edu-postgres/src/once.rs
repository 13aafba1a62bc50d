//! Rows that are given out once.

mod pace;
mod statements;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::statement::Value;
use crate::{Database, DatabaseError};
use pace::Pace;
use statements::{FIND, FORGET, KEEP, KEEP_OF_FEW, NOTE, PUSH_OUT, PUSH_OUT_USED, SCHEMA, TAKE};

/// Of a key or an owner, so that the table does not tell what opens a row. It takes in what for: the
/// digests of two kinds, or of two tenants, are never alike.
pub(crate) type Digest = [u8; 32];

/// Values of one kind: each is given out once, and remembered as taken until it expires.
///
/// Too many of one owner push out the owner's oldest; too many in all push out the oldest of
/// the owner that has most. Taken ones have room of their own, as much as all that wait. Whoever
/// keeps a value clears, whoever takes one does not, and calls at the same moment do not see each
/// other: so there may be a few more, and among the taken as many more as waited. Where there is
/// room for many, each process looks only now and then: [`Pace`].
#[derive(Clone, Debug)]
pub(crate) struct OnceRows {
    database: Database,
    kind: &'static str,
    room: Room,
    pace: Arc<Pace>,
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
    /// Nothing was noted: its owner has no room, and none that holds is forgotten.
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
            pace: Arc::new(Pace::new(room.total)),
        })
    }

    pub(crate) async fn keep(&self, row: NewRow, now: i64) -> Result<Kept, DatabaseError> {
        let all = [
            Value::Text(self.kind),
            Value::Bytes(&row.key),
            Value::Bytes(&row.owner),
            Value::Text(&row.payload),
            Value::Number(row.expires),
            Value::Number(now),
            Value::Number(self.room.of_one_owner),
        ];
        let (statement, values) = match all.split_last() {
            // Whoever has most is found anyway where one owner may have them all.
            Some((_, without_limit)) if self.room.of_one_owner >= self.room.total => {
                (KEEP, without_limit)
            }
            _ => (KEEP_OF_FEW, all.as_slice()),
        };
        if self.database.query(statement, values).await?.is_empty() {
            return Ok(Kept::KeyInUse);
        }
        if self.pace.is_due(now) {
            self.clear(FORGET, now).await?;
            self.clear(PUSH_OUT, self.room.total).await?;
            self.clear(PUSH_OUT_USED, self.room.total).await?;
        }
        Ok(Kept::Stored)
    }

    /// Notes a key until it expires, once; an owner without room is refused, and none that holds
    /// is forgotten.
    pub(crate) async fn note(&self, row: NewRow, now: i64) -> Result<Noted, DatabaseError> {
        let values = [
            Value::Text(self.kind),
            Value::Bytes(&row.key),
            Value::Bytes(&row.owner),
            Value::Text(&row.payload),
            Value::Number(row.expires),
            Value::Number(now),
            Value::Number(self.room.of_one_owner),
        ];
        if self.database.query(NOTE, &values).await?.is_empty() {
            // A statement of its own: this one sees what the first had to wait for.
            let known = self.look(row.key, now).await?;
            return Ok(known.map_or(Noted::Full, |_| Noted::Repeated));
        }
        if self.pace.is_due(now) {
            self.clear(FORGET, now).await?;
        }
        Ok(Noted::First)
    }

    /// The value that waits under a key, left where it is.
    pub(crate) async fn find(
        &self,
        key: Digest,
        now: i64,
    ) -> Result<Option<String>, DatabaseError> {
        let found = self.look(key, now).await?;
        Ok(found.flatten())
    }

    /// Takes a value; one that waits for another owner than `only_for` stays.
    pub(crate) async fn take(
        &self,
        key: Digest,
        only_for: Option<Digest>,
        now: i64,
    ) -> Result<TakenRow, DatabaseError> {
        let owner = only_for.as_ref().map(Digest::as_slice);
        let values = [
            Value::Bytes(&key),
            Value::MaybeBytes(owner),
            Value::Number(now),
        ];
        let taken = self.database.query(TAKE, &values).await?;
        let Some(row) = taken.first() else {
            // A statement of its own: this one sees what the first had to wait for.
            return Ok(match (self.look(key, now).await?, only_for) {
                (Some(None), _) => TakenRow::AlreadyUsed,
                (Some(Some(_)), Some(_)) => TakenRow::OtherOwner,
                // What waits for anybody was kept after this attempt.
                (Some(Some(_)), None) | (None, _) => TakenRow::Unknown,
            });
        };
        Ok(TakenRow::Fresh(row.try_get(0)?))
    }

    /// What is under a key: a payload while it waits, none when it is used.
    async fn look(&self, key: Digest, now: i64) -> Result<Option<Option<String>>, DatabaseError> {
        let values = [Value::Bytes(&key), Value::Number(now)];
        let found = self.database.query(FIND, &values).await?;
        Ok(found.first().map(|row| row.try_get(0)).transpose()?)
    }

    async fn clear(&self, statement: &str, limit: i64) -> Result<(), DatabaseError> {
        let batch = Value::Number(self.pace.batch());
        let values = [Value::Text(self.kind), Value::Number(limit), batch];
        self.database.query(statement, &values).await.map(drop)
    }
}
