//! Which statements match a query, in order.

// Every key has its entries in order of the listed statement, so those that several keys share
// are found by leaping: each goes on where another one stands, until all stand at the same
// entry. What is looked at is bounded by what the rarest of the keys has there, whichever was
// named first. What a caller may see is one more such list, where it is limited: of all that
// has one of the keys itself.

use core::cmp::Ordering;

use bytes::Bytes;
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params};
use xapi_lrs::{Access, Key, Order, StatementQuery, StoredStatement};

use super::related;
use super::rows;
use super::streams::{At, Cursor, Span, Stream};
use super::tables::{ALL_EARLIEST, ALL_LATEST, AT, KEYS_AT, LAST_UNTIL};
use super::tenants::{self, LAST_POSITION, Tenant};
use super::times;

/// The statements that match, and one more where there are more.
pub(super) fn list(
    connection: &Connection,
    tenant: Tenant,
    query: &StatementQuery,
) -> rusqlite::Result<Vec<StoredStatement>> {
    let span = span(connection, tenant, query)?;
    let wanted = query.limit.get().saturating_add(1);
    if span.is_empty() {
        return Ok(Vec::new());
    }
    if query.keys.is_empty() && query.access.keys().is_none() {
        return all(connection, tenant, span, wanted);
    }
    Matches::new(connection, tenant, query, span)?.list(wanted)
}

/// Which positions come into question.
fn span(connection: &Connection, tenant: Tenant, query: &StatementQuery) -> rusqlite::Result<Span> {
    let mut last_until = connection.prepare_cached(LAST_UNTIL)?;
    let mut position_at = |time: &edu_types::Timestamp| {
        let values = params![tenant.number(), times::no_later(time)];
        let found = last_until.query_row(values, |row| row.get(0)).optional()?;
        Ok::<i64, rusqlite::Error>(found.map_or(0, |place| tenant.position(place)))
    };
    let (mut low, mut high) = (0, LAST_POSITION);
    if let Some(since) = &query.since {
        low = position_at(since)?;
    }
    if let Some(until) = &query.until {
        high = position_at(until)?.saturating_add(1);
    }
    match (query.after.map(tenants::number), query.order) {
        (None, _) => {}
        (Some(after), Order::Latest) => high = high.min(after),
        (Some(after), Order::Earliest) => low = low.max(after),
    }
    Ok(Span {
        low,
        high,
        order: query.order,
    })
}

/// Without any condition on what statements have.
fn all(
    connection: &Connection,
    tenant: Tenant,
    span: Span,
    wanted: usize,
) -> rusqlite::Result<Vec<StoredStatement>> {
    let mut list = connection.prepare_cached(match span.order {
        Order::Latest => ALL_LATEST,
        Order::Earliest => ALL_EARLIEST,
    })?;
    let (low, high) = (tenant.place(span.low), tenant.place(span.high));
    let found = list.query_map(params![low, high, rows(wanted)], |row| {
        Ok(StoredStatement {
            position: tenants::position(tenant.position(row.get(0)?)),
            stored: times::timestamp(row.get(1)?),
            json: Bytes::from(row.get::<_, Vec<u8>>(2)?),
        })
    })?;
    found.collect()
}

/// The walk through the index.
struct Matches<'a> {
    at: CachedStatement<'a>,
    keys_at: CachedStatement<'a>,
    tenant: Tenant,
    span: Span,
    access: &'a Access,
    /// Of entries of each key that was asked for.
    entries: Cursor<'a>,
    keys: Vec<Stream>,
    /// Of what the caller may see, where that is limited: by each key, what has it itself.
    own: Cursor<'a>,
    reach: Vec<Stream>,
}

/// What is to be done with an entry that all keys share.
enum Verdict {
    List(StoredStatement),
    /// Go on at the statement behind it.
    PassOver,
    /// Go on at the first statement that the caller may see.
    Unreached,
    /// Go on at the next entry of the same statement.
    OtherSource,
}

impl<'a> Matches<'a> {
    fn new(
        connection: &'a Connection,
        tenant: Tenant,
        query: &'a StatementQuery,
        span: Span,
    ) -> rusqlite::Result<Self> {
        let mut keys: Vec<Key> = query.keys.clone();
        keys.sort_unstable();
        keys.dedup();
        let reach = query.access.keys().into_iter().flatten();
        Ok(Self {
            at: connection.prepare_cached(AT)?,
            keys_at: connection.prepare_cached(KEYS_AT)?,
            tenant,
            span,
            access: &query.access,
            entries: Cursor::of_entries(connection, tenant, span)?,
            keys: match keys.as_slice() {
                [sole] => vec![Stream::all_of(*sole)],
                several => several.iter().copied().map(Stream::new).collect(),
            },
            own: Cursor::of_own(connection, tenant, span)?,
            reach: reach.copied().map(Stream::new).collect(),
        })
    }

    fn list(mut self, wanted: usize) -> rusqlite::Result<Vec<StoredStatement>> {
        let mut found = Vec::new();
        let mut from = self.span.start();
        while found.len() < wanted {
            let Some(at) = self.shared(from)? else {
                break;
            };
            from = match self.judge(at)? {
                Verdict::OtherSource => self.span.behind(at),
                Verdict::Unreached => match self.reached(self.span.behind_listed(at))? {
                    Some(at) => at,
                    None => break,
                },
                Verdict::PassOver => self.span.behind_listed(at),
                Verdict::List(statement) => {
                    found.push(statement);
                    self.span.behind_listed(at)
                }
            };
        }
        Ok(found)
    }

    /// The first entry from there on that all keys have.
    fn shared(&mut self, from: At) -> rusqlite::Result<Option<At>> {
        if self.keys.is_empty() {
            return self.reached(from);
        }
        let mut at = from;
        loop {
            let before = at;
            for stream in &mut self.keys {
                match stream.seek(&mut self.entries, at)? {
                    Some(head) => at = head,
                    None => return Ok(None),
                }
            }
            let sole = self.keys.len() == 1;
            if at == before || sole {
                return Ok(Some(at));
            }
        }
    }

    /// The first statement from there on that the caller may see for what it has itself.
    fn reached(&mut self, from: At) -> rusqlite::Result<Option<At>> {
        let mut nearest: Option<At> = None;
        for stream in &mut self.reach {
            if let Some(head) = stream.seek(&mut self.own, from)? {
                let nearer =
                    nearest.is_none_or(|held| self.span.compare(head, held) == Ordering::Less);
                nearest = if nearer { Some(head) } else { nearest };
            }
        }
        // Its entry may not be the first of the statement.
        let all = self.keys.is_empty();
        Ok(nearest.map(|at| if all { at } else { self.span.first_of(at) }))
    }

    fn judge(&mut self, at: At) -> rusqlite::Result<Verdict> {
        let mut found = self.at.query([self.tenant.place(at.listed)])?;
        let Some(row) = found.next()? else {
            return Ok(Verdict::PassOver);
        };
        if row.get(1)? {
            return Ok(Verdict::PassOver);
        }
        if self.access.keys().is_some() {
            if !reaches(self.access, row.get_ref(2)?.as_blob()?) {
                return Ok(Verdict::Unreached);
            }
            if at.source != at.listed {
                let place = self.tenant.place(at.source);
                let reached = self.keys_at.query_row([place], |row| {
                    Ok(reaches(self.access, row.get_ref(0)?.as_blob()?))
                });
                if !reached.optional()?.unwrap_or(false) {
                    return Ok(Verdict::OtherSource);
                }
            }
        }
        Ok(Verdict::List(StoredStatement {
            position: tenants::position(at.listed),
            stored: times::timestamp(row.get(0)?),
            json: Bytes::from(row.get::<_, Vec<u8>>(3)?),
        }))
    }
}

/// Whether a statement that has these keys itself may be seen.
pub(super) fn reaches(access: &Access, kept: &[u8]) -> bool {
    if access.keys().is_none() {
        return true;
    }
    let own: Vec<Key> = related::keys(kept)
        .into_iter()
        .map(Key::from_bytes)
        .collect();
    access.reaches(&own)
}
