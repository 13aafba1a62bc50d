//! Statements that match, found by what they are entered under.

use core::ops::Bound;

use edu_types::Timestamp;

use super::tenant::{Row, Tenant};
use crate::{Access, Key, Order, Position, StatementQuery, StoredStatement};

/// The statements that match, in order, and one more than asked for where there are more.
pub(super) fn statements(tenant: &Tenant, query: &StatementQuery) -> Vec<StoredStatement> {
    let Some(span) = Span::of(tenant, query) else {
        return Vec::new();
    };
    let count = query.limit.get().saturating_add(1);
    let visible = |row: &&Row| !row.voided && query.access.reaches(&row.keys);
    let mut found = Vec::new();
    let mut next = span.next(tenant, query, None);
    while let Some(position) = next.filter(|_| found.len() < count) {
        let row = tenant.row(position).filter(visible);
        found.extend(row.map(|row| row.statement.clone()));
        next = span.next(tenant, query, Some(position));
    }
    found
}

/// Between which positions the list lies, both within it.
#[derive(Clone, Copy)]
struct Span {
    first: Position,
    last: Position,
}

impl Span {
    /// `None` where nothing lies between.
    fn of(tenant: &Tenant, query: &StatementQuery) -> Option<Self> {
        let until = |time: &Timestamp| {
            let rows = &tenant.rows;
            u64::try_from(rows.partition_point(|row| row.statement.stored <= *time)).ok()
        };
        let mut first = match &query.since {
            Some(since) => until(since)?.saturating_add(1),
            None => 1,
        };
        let mut last = match &query.until {
            Some(time) => until(time)?,
            None => u64::try_from(tenant.rows.len()).ok()?,
        };
        match (query.after, query.order) {
            (None, _) => {}
            (Some(after), Order::Earliest) => first = first.max(after.get().saturating_add(1)),
            (Some(after), Order::Latest) => last = last.min(after.get().checked_sub(1)?),
        }
        let (first, last) = (Position::new(first), Position::new(last));
        (first <= last).then_some(Self { first, last })
    }

    /// What is left of it behind a position.
    fn behind(self, position: Option<Position>, order: Order) -> Option<Self> {
        let Some(position) = position.map(Position::get) else {
            return Some(self);
        };
        let rest = match order {
            Order::Earliest => Self {
                first: Position::new(position.saturating_add(1)),
                ..self
            },
            Order::Latest => Self {
                last: Position::new(position.checked_sub(1)?),
                ..self
            },
        };
        (rest.first <= rest.last).then_some(rest)
    }

    /// The next statement behind a position that has what is asked for, or targets one that has.
    fn next(
        self,
        tenant: &Tenant,
        query: &StatementQuery,
        behind: Option<Position>,
    ) -> Option<Position> {
        let rest = self.behind(behind, query.order)?;
        if let Some((first, others)) = query.keys.split_first() {
            let has = |source: &Row| {
                others.iter().all(|key| source.has(key)) && query.access.reaches(&source.keys)
            };
            return rest.entered(tenant, first, query.order, |_, source| {
                tenant.row(source).is_some_and(has)
            });
        }
        match Access::keys(&query.access) {
            None => Some(rest.end(query.order)),
            Some(keys) => {
                let own = keys.iter().filter_map(|key| {
                    rest.entered(tenant, key, query.order, |listed, source| listed == source)
                });
                match query.order {
                    Order::Earliest => own.min(),
                    Order::Latest => own.max(),
                }
            }
        }
    }

    /// The next statement that is entered under a key with a source that fits.
    fn entered(
        self,
        tenant: &Tenant,
        key: &Key,
        order: Order,
        fits: impl Fn(Position, Position) -> bool,
    ) -> Option<Position> {
        let first = Bound::Included((*key, self.first, Position::START));
        let last = Bound::Included((*key, self.last, Position::new(u64::MAX)));
        let mut entries = tenant.entries.range((first, last));
        let fits = |(_, listed, source): &&(Key, Position, Position)| fits(*listed, *source);
        let found = match order {
            Order::Earliest => entries.find(fits),
            Order::Latest => entries.rfind(fits),
        };
        found.map(|(_, listed, _)| *listed)
    }

    const fn end(self, order: Order) -> Position {
        match order {
            Order::Earliest => self.first,
            Order::Latest => self.last,
        }
    }
}
