//! Tenants as numbers, and where their statements stand in one table.

use rusqlite::{Connection, OptionalExtension as _};
use xapi_lrs::Position;

use super::tables::{ADD_TENANT, FIND_TENANT, LAST};

/// A tenant's number.
///
/// The place of a statement in the table is this number in its upper half and the statement's
/// [`Position`] in its lower, so that one integer key keeps tenants apart and in order: 2^23 − 1
/// tenants of 2^40 − 1 statements each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tenant(i64);

/// Bits of a place that are the position.
const BITS: u32 = 40;

impl Tenant {
    /// That of a tenant that has something here.
    pub(super) fn find(connection: &Connection, tenant: &str) -> rusqlite::Result<Option<Self>> {
        let mut find = connection.prepare_cached(FIND_TENANT)?;
        find.query_row([tenant], |row| row.get(0).map(Self))
            .optional()
    }

    /// That of any tenant, which gets one where it has none.
    pub(super) fn find_or_add(connection: &Connection, tenant: &str) -> rusqlite::Result<Self> {
        if let Some(found) = Self::find(connection, tenant)? {
            return Ok(found);
        }
        let mut add = connection.prepare_cached(ADD_TENANT)?;
        add.query_row([tenant], |row| row.get(0).map(Self))
    }

    /// As it leads the keys of tables.
    pub(super) const fn number(self) -> i64 {
        self.0
    }

    /// Where the statement of a position stands.
    pub(super) const fn place(self, position: i64) -> i64 {
        (self.0 << BITS).saturating_add(position)
    }

    /// Behind every position.
    pub(super) const fn end(self) -> i64 {
        self.0.saturating_add(1) << BITS
    }

    /// The position of what stands at a place.
    pub(super) const fn position(self, place: i64) -> i64 {
        place.saturating_sub(self.0 << BITS)
    }

    /// Time of storing of the last statement.
    pub(super) fn last_stored(self, connection: &Connection) -> rusqlite::Result<i64> {
        let last = self.last(connection)?;
        Ok(last.map_or(i64::MIN, |(_, stored)| stored))
    }

    /// Position and time of storing of the last statement.
    pub(super) fn last(self, connection: &Connection) -> rusqlite::Result<Option<(i64, i64)>> {
        let mut last = connection.prepare_cached(LAST)?;
        last.query_row([self.place(0), self.end()], |row| {
            Ok((self.position(row.get(0)?), row.get(1)?))
        })
        .optional()
    }
}

/// A position as the standard's store counts.
pub(super) fn position(number: i64) -> Position {
    Position::new(u64::try_from(number).unwrap_or(0))
}

/// A position as the table counts.
pub(super) fn number(position: Position) -> i64 {
    i64::try_from(position.get())
        .unwrap_or(i64::MAX)
        .min(LAST_POSITION)
}

/// The last position there can be.
pub(super) const LAST_POSITION: i64 = (1 << BITS) - 1;
