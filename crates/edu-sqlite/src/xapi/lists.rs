//! Which statements match a query, in order.

// What is asked for by one key alone is read along its entries. What several keys share is a walk:
// every key has its entries in order of the listed statement, so those that several keys share
// are found by leaping: each goes on where another one stands, until all stand at the same
// entry. What is looked at is bounded by what the rarest of the keys has there, whichever was
// named first. What a caller may see is one more such list, where it is limited: of all that
// has one of the keys itself. It is looked at before the statement where its keys are few, and
// otherwise where a statement was met that may not be seen.

use core::cmp::Ordering;

use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params};
use xapi_lrs::{Access, Key, Order, StatementPage, StatementQuery};

use super::related;
use super::rows;
use super::streams::{At, Cursor, Span, Stream};
use super::tables::{
    ALL_EARLIEST, ALL_LATEST, AT, BY_KEY_EARLIEST, BY_KEY_LATEST, KEYS_AT, LAST_UNTIL,
};
use super::tenants::{self, LAST_POSITION, Tenant};
use super::times;

/// Keys of what a caller may see that are looked at before the statement.
const FEW: usize = 8;

/// The statements that match, and one more where there are more.
pub(super) fn list(
    connection: &Connection,
    tenant: Tenant,
    query: &StatementQuery,
) -> rusqlite::Result<StatementPage> {
    let span = span(connection, tenant, query)?;
    let wanted = query.limit.get().saturating_add(1);
    if span.is_empty() {
        return Ok(StatementPage::default());
    }
    match (Sole::of(query), query.access.keys()) {
        (Some(sole), _) => of_key(connection, tenant, sole, span, wanted),
        (None, None) if query.keys.is_empty() => all(connection, tenant, span, wanted),
        (None, _) => Matches::new(connection, tenant, (query, wanted), span)?.list(),
    }
}

/// Adds what a row holds of a statement.
fn push(page: &mut StatementPage, position: i64, stored: i64, json: &[u8]) {
    page.push(tenants::position(position), times::timestamp(stored), json);
}

/// Which positions come into question.
fn span(connection: &Connection, tenant: Tenant, query: &StatementQuery) -> rusqlite::Result<Span> {
    let position_at = |time: &edu_types::Timestamp| {
        let mut last_until = connection.prepare_cached(LAST_UNTIL)?;
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
) -> rusqlite::Result<StatementPage> {
    let mut list = connection.prepare_cached(match span.order {
        Order::Latest => ALL_LATEST,
        Order::Earliest => ALL_EARLIEST,
    })?;
    let (low, high) = (tenant.place(span.low), tenant.place(span.high));
    let mut found = list.query(params![low, high, rows(wanted)])?;
    let mut page = StatementPage::for_up_to(wanted);
    while let Some(row) = found.next()? {
        let json = row.get_ref(2)?.as_blob()?;
        let position = tenant.position(row.get(0)?);
        push(&mut page, position, row.get(1)?, json);
    }
    Ok(page)
}

/// The one key that says all of what is asked for.
#[derive(Clone, Copy)]
struct Sole {
    key: Key,
    /// Whether statements that target one that has it are listed, too.
    related: bool,
}

impl Sole {
    fn of(query: &StatementQuery) -> Option<Self> {
        let (key, related) = match (query.keys.as_slice(), query.access.keys()) {
            ([key], None) => (key, true),
            ([], Some(reach)) if reach.len() == 1 => (reach.first()?, false),
            _ => return None,
        };
        Some(Self { key: *key, related })
    }
}

/// All that has one key.
fn of_key(
    connection: &Connection,
    tenant: Tenant,
    Sole { key, related }: Sole,
    span: Span,
    wanted: usize,
) -> rusqlite::Result<StatementPage> {
    let mut list = connection.prepare_cached(match span.order {
        Order::Latest => BY_KEY_LATEST,
        Order::Earliest => BY_KEY_EARLIEST,
    })?;
    let (place, tenant, key) = (tenant.place(0), tenant.number(), key.as_bytes());
    let mut found = list.query(params![place, tenant, key, span.low, span.high, related])?;
    let mut page = StatementPage::for_up_to(wanted);
    let mut before = None;
    while page.len() < wanted {
        let Some(row) = found.next()? else {
            break;
        };
        let position = row.get(0)?;
        // It may have the key of its own and of one that it targets.
        if before.replace(position) != Some(position) {
            push(&mut page, position, row.get(1)?, row.get_ref(2)?.as_blob()?);
        }
    }
    Ok(page)
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
    page: StatementPage,
    wanted: usize,
}

/// What is to be done with an entry that all keys share.
enum Verdict {
    /// It is listed.
    Listed,
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
        (query, wanted): (&'a StatementQuery, usize),
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
            keys: keys.into_iter().map(Stream::new).collect(),
            own: Cursor::of_own(connection, tenant, span)?,
            reach: reach.copied().map(Stream::new).collect(),
            page: StatementPage::for_up_to(wanted),
            wanted,
        })
    }

    fn list(mut self) -> rusqlite::Result<StatementPage> {
        let mut from = self.span.start();
        while self.page.len() < self.wanted {
            let Some(at) = self.shared(from)? else {
                break;
            };
            let verdict = match self.foreseen(at)? {
                Some(verdict) => verdict,
                None => self.judge(at)?,
            };
            from = match verdict {
                Verdict::OtherSource => self.span.behind(at),
                Verdict::Unreached => match self.reached(self.span.behind_listed(at))? {
                    Some(at) => at,
                    None => break,
                },
                Verdict::Listed | Verdict::PassOver => self.span.behind_listed(at),
            };
        }
        Ok(self.page)
    }

    /// What can be said before a look at the statement.
    fn foreseen(&mut self, at: At) -> rusqlite::Result<Option<Verdict>> {
        if self.keys.is_empty() || !(1..=FEW).contains(&self.reach.len()) {
            return Ok(None);
        }
        let reached = self.reached(self.span.first_of(at))?;
        let is_reached = reached.is_some_and(|reached| reached.listed == at.listed);
        Ok((!is_reached).then_some(Verdict::Unreached))
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
        let json = row.get_ref(3)?.as_blob()?;
        push(&mut self.page, at.listed, row.get(0)?, json);
        Ok(Verdict::Listed)
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
