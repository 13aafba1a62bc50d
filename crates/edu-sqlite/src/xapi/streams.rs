//! Entries of one key, in order, from wherever they are wanted.

use core::cmp::Ordering;
use std::collections::VecDeque;

use rusqlite::{CachedStatement, Connection, params};
use xapi_lrs::{Key, Order};

use super::tables::{EARLIEST, EARLIEST_OWN, LATEST, LATEST_OWN};
use super::tenants::Tenant;

/// Entries that are read at once, where few and where many of the last ones were of use.
const FEW: i64 = 8;
const MANY: i64 = 128;

/// Where an entry stands among those of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) listed: i64,
    pub(super) source: i64,
}

/// Positions between two, and in which order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// The last before them.
    pub(super) low: i64,
    /// The first behind them.
    pub(super) high: i64,
    pub(super) order: Order,
}

impl Span {
    pub(super) const fn is_empty(self) -> bool {
        self.low.saturating_add(1) >= self.high
    }

    /// Where the walk begins.
    pub(super) const fn start(self) -> At {
        match self.order {
            Order::Latest => self.first(self.high.saturating_sub(1)),
            Order::Earliest => self.first(self.low.saturating_add(1)),
        }
    }

    /// Where the entries of the same statement begin.
    pub(super) const fn first_of(self, at: At) -> At {
        self.first(at.listed)
    }

    /// Where the entries behind those of the same statement begin.
    pub(super) const fn behind_listed(self, at: At) -> At {
        match self.order {
            Order::Latest => self.first(at.listed.saturating_sub(1)),
            Order::Earliest => self.first(at.listed.saturating_add(1)),
        }
    }

    /// The place behind an entry.
    pub(super) const fn behind(self, at: At) -> At {
        let source = match self.order {
            Order::Latest => at.source.saturating_sub(1),
            Order::Earliest => at.source.saturating_add(1),
        };
        At { source, ..at }
    }

    /// Which of two comes first.
    pub(super) fn compare(self, one: At, other: At) -> Ordering {
        let ascending = (one.listed, one.source).cmp(&(other.listed, other.source));
        match self.order {
            Order::Latest => ascending.reverse(),
            Order::Earliest => ascending,
        }
    }

    const fn first(self, listed: i64) -> At {
        let source = match self.order {
            Order::Latest => i64::MAX,
            Order::Earliest => 0,
        };
        At { listed, source }
    }
}

/// The statement that reads entries, for any key.
pub(super) struct Cursor<'a> {
    statement: CachedStatement<'a>,
    tenant: Tenant,
    span: Span,
}

impl<'a> Cursor<'a> {
    /// Of all entries.
    pub(super) fn of_entries(
        connection: &'a Connection,
        tenant: Tenant,
        span: Span,
    ) -> rusqlite::Result<Self> {
        Self::new(connection, tenant, span, [LATEST, EARLIEST])
    }

    /// Of those that statements have themselves.
    pub(super) fn of_own(
        connection: &'a Connection,
        tenant: Tenant,
        span: Span,
    ) -> rusqlite::Result<Self> {
        Self::new(connection, tenant, span, [LATEST_OWN, EARLIEST_OWN])
    }

    fn new(
        connection: &'a Connection,
        tenant: Tenant,
        span: Span,
        [latest, earliest]: [&str; 2],
    ) -> rusqlite::Result<Self> {
        let statement = connection.prepare_cached(match span.order {
            Order::Latest => latest,
            Order::Earliest => earliest,
        })?;
        Ok(Self {
            statement,
            tenant,
            span,
        })
    }

    fn read(&mut self, key: &Key, from: At, limit: i64) -> rusqlite::Result<VecDeque<At>> {
        let edge = match self.span.order {
            Order::Latest => self.span.low,
            Order::Earliest => self.span.high,
        };
        let (tenant, key) = (self.tenant.number(), key.as_bytes());
        let values = params![tenant, key, from.listed, from.source, edge, limit];
        let read = self.statement.query_map(values, |row| {
            let (listed, source) = (row.get(0)?, row.get(1)?);
            Ok(At { listed, source })
        })?;
        read.collect()
    }
}

/// The entries of one key, read some at a time.
pub(super) struct Stream {
    key: Key,
    ahead: VecDeque<At>,
    /// How many were read last, and how many of them were of use.
    read: i64,
    used: i64,
    ended: bool,
}

impl Stream {
    pub(super) const fn new(key: Key) -> Self {
        Self {
            key,
            ahead: VecDeque::new(),
            read: 1,
            used: 0,
            ended: false,
        }
    }

    /// The first entry from there on; never called with a place before that of an earlier call.
    pub(super) fn seek(
        &mut self,
        cursor: &mut Cursor<'_>,
        from: At,
    ) -> rusqlite::Result<Option<At>> {
        let span = cursor.span;
        while let Some(head) = self.ahead.front() {
            match span.compare(*head, from) {
                Ordering::Less => drop(self.ahead.pop_front()),
                Ordering::Equal | Ordering::Greater => {
                    self.used = self.used.saturating_add(1);
                    return Ok(Some(*head));
                }
            }
        }
        if self.ended {
            return Ok(None);
        }
        let many = self.used.saturating_mul(2) >= self.read;
        let limit = if many { MANY } else { FEW };
        self.ahead = cursor.read(&self.key, from, limit)?;
        self.ended = super::rows(self.ahead.len()) < limit;
        (self.read, self.used) = (limit, 0);
        Ok(self.ahead.front().copied())
    }
}
