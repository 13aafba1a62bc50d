//! The outbox: what happened and is no statement yet.

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::Happening;

/// Events that are tried at once.
const AT_ONCE: i64 = 100;

/// Seconds after which nobody comes back from a launch any more.
const LONGEST_VISIT: i64 = 8 * 60 * 60;

/// One event in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub(crate) position: i64,
    pub(crate) event: String,
    /// Why it can be no statement, where that was tried.
    pub(crate) problem: Option<String>,
}

impl Happening {
    /// Puts it into the outbox, once; a launch is remembered until the person comes back.
    pub(crate) fn put(&self, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        transaction.execute(PUT, params![self.name(), self.event()])?;
        if let Some(visit) = self.visit() {
            transaction.execute(FORGET_VISITS, [LONGEST_VISIT])?;
            transaction.execute(BEGIN_VISIT, params![visit, self.person(), self.event()])?;
        }
        Ok(())
    }
}

/// The event of the launch that somebody comes back from, which is then forgotten.
pub(super) fn take_visit(
    transaction: &Transaction<'_>,
    visit: &str,
    person: &str,
) -> rusqlite::Result<Option<String>> {
    let taken = transaction.query_row(TAKE_VISIT, params![visit, person], |row| row.get(0));
    taken.optional()
}

/// What waits: first what was not tried yet.
pub(super) fn waiting(connection: &Connection) -> rusqlite::Result<Vec<Waiting>> {
    let mut list = connection.prepare_cached(WAITING)?;
    let rows = list.query_map([AT_ONCE], |row| {
        Ok(Waiting {
            position: row.get(0)?,
            event: row.get(1)?,
            problem: row.get(2)?,
        })
    })?;
    rows.collect()
}

pub(super) fn remove(connection: &Connection, position: i64) -> rusqlite::Result<()> {
    connection.execute(REMOVE, [position])?;
    Ok(())
}

pub(super) fn keep(connection: &Connection, position: i64, problem: &str) -> rusqlite::Result<()> {
    connection.execute(KEEP, params![position, problem])?;
    Ok(())
}

const PUT: &str = "INSERT INTO happening (name, event) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

const WAITING: &str = "SELECT position, event, problem FROM happening
    ORDER BY problem IS NOT NULL, position LIMIT ?1";

const REMOVE: &str = "DELETE FROM happening WHERE position = ?1";

const KEEP: &str = "UPDATE happening SET problem = ?2 WHERE position = ?1";

const FORGET_VISITS: &str = "DELETE FROM visit WHERE started < unixepoch() - ?1";

const BEGIN_VISIT: &str =
    "INSERT INTO visit (name, person, event) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

const TAKE_VISIT: &str = "DELETE FROM visit WHERE name = ?1 AND person = ?2 RETURNING event";
