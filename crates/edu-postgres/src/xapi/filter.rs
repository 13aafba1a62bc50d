//! The statement of SQL that lists what is asked for.

use core::fmt::{self, Write as _};
use core::num::NonZeroUsize;

use edu_types::{Timestamp, UuidText};
use tokio_postgres::types::Type;
use xapi_lrs::{Access, Order, Position, StatementQuery};

use super::id::Id;
use super::time;
use crate::backend::rows;
use crate::statement::{Bound, Frequent};

/// A list of statements: position, time, JSON text.
///
/// Each is of few shapes, so that a connection may keep them, and what was asked for stands in its values. It is
/// planned when it runs, by how often each key is there.
#[derive(Debug)]
pub(super) struct Filter {
    sql: String,
    values: Vec<Value>,
    types: Vec<Type>,
}

#[derive(Debug)]
enum Value {
    Tenant(i32),
    Number(i64),
    Truth(bool),
    Id(Id),
    Ids(Vec<Id>),
}

impl Value {
    const fn kind(&self) -> Type {
        match self {
            Self::Tenant(_) => Type::INT4,
            Self::Number(_) => Type::INT8,
            Self::Truth(_) => Type::BOOL,
            Self::Id(_) => Type::UUID,
            Self::Ids(_) => Type::UUID_ARRAY,
        }
    }

    fn bound(&self) -> Bound<'_> {
        match self {
            Self::Tenant(tenant) => tenant,
            Self::Number(number) => number,
            Self::Truth(truth) => truth,
            Self::Id(id) => id,
            Self::Ids(ids) => ids,
        }
    }
}

/// A value's place in the SQL.
struct Place(usize);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}", self.0)
    }
}

impl Filter {
    /// What matches; `None` where the caller may see nothing.
    pub(super) fn of(tenant: i32, query: &StatementQuery) -> Option<Self> {
        let mut filter = Self::new(tenant, &query.access)?;
        let mut keys = query.keys.iter().map(|key| Id::from(*key));
        let position = match keys.next() {
            None => {
                filter.sql.push_str(EVERY);
                "s.position"
            }
            Some(first) => {
                let first = filter.value(Value::Id(first));
                filter.add(format_args!("{FOUND} e.key = {first}"));
                "e.listed"
            }
        };
        filter.sql.push_str(" AND NOT s.voided");
        for key in keys {
            let key = filter.value(Value::Id(key));
            filter.add(format_args!(
                " AND EXISTS (SELECT FROM edu_xapi_entry o WHERE o.tenant = $1 AND o.key = {key}
                    AND o.listed = e.listed AND o.source = e.source)"
            ));
        }
        filter.reach(&query.access, position);
        if position == "e.listed" {
            filter.reach_source(&query.access);
        }
        let by_time = query.keys.is_empty() && query.after.is_none();
        if by_time && (query.since.is_some() || query.until.is_some()) {
            filter.times(query);
            filter.order(query.order, query.limit, &["s.stored", "s.position"]);
        } else {
            filter.bounds(query, position);
            filter.order(query.order, query.limit, &[position]);
        }
        Some(filter)
    }

    /// The statement of that id; `None` where the caller may see nothing.
    pub(super) fn of_one(tenant: i32, id: UuidText, voided: bool, access: &Access) -> Option<Self> {
        let mut filter = Self::new(tenant, access)?;
        filter.sql.push_str(EVERY);
        let id = filter.value(Value::Id(Id::from(id)));
        let voided = filter.value(Value::Truth(voided));
        filter.add(format_args!(" AND s.id = {id} AND s.voided = {voided}"));
        filter.reach(access, "s.position");
        Some(filter)
    }

    pub(super) fn frequent(&self) -> Frequent<'_> {
        Frequent {
            sql: &self.sql,
            types: &self.types,
        }
    }

    pub(super) fn values(&self) -> Vec<Bound<'_>> {
        self.values.iter().map(Value::bound).collect()
    }

    fn new(tenant: i32, access: &Access) -> Option<Self> {
        let sees = access.keys().is_none_or(|keys| !keys.is_empty());
        sees.then(|| Self {
            sql: String::new(),
            values: vec![Value::Tenant(tenant)],
            types: vec![Type::INT4],
        })
    }

    fn value(&mut self, value: Value) -> Place {
        self.types.push(value.kind());
        self.values.push(value);
        Place(self.values.len())
    }

    fn add(&mut self, sql: fmt::Arguments<'_>) {
        // Writing to a text cannot fail.
        let _ = self.sql.write_fmt(sql);
    }

    /// The listed statement has a key of those that the caller may see.
    fn reach(&mut self, access: &Access, position: &str) {
        let Some(any) = self.any_of(access) else {
            return;
        };
        self.add(format_args!(
            " AND EXISTS (SELECT FROM edu_xapi_entry a WHERE a.tenant = $1 AND a.key = {any}
                AND a.listed = {position} AND a.source = {position})"
        ));
    }

    /// So has the one that has the keys asked for.
    fn reach_source(&mut self, access: &Access) {
        if let Some(any) = self.any_of(access) {
            self.add(format_args!(
                " AND (e.source = e.listed OR EXISTS (SELECT FROM edu_xapi_entry a
                    WHERE a.tenant = $1 AND a.key = {any}
                    AND a.listed = e.source AND a.source = e.source))"
            ));
        }
    }

    /// What a key must equal; `None` where no key is needed.
    fn any_of(&mut self, access: &Access) -> Option<String> {
        let ids: Vec<Id> = access.keys()?.iter().map(|key| Id::from(*key)).collect();
        Some(match ids.as_slice() {
            // One key alone can be read in the order of the list.
            [only] => self.value(Value::Id(*only)).to_string(),
            _ => format!("ANY({})", self.value(Value::Ids(ids))),
        })
    }

    /// Bounds of time alone: the order of times is that of positions, and has an index.
    fn times(&mut self, query: &StatementQuery) {
        for (time, compared) in [(&query.since, ">"), (&query.until, "<=")] {
            if let Some(time) = time {
                let time = self.value(Value::Number(time::millis(time)));
                self.add(format_args!(" AND s.stored {compared} {time}"));
            }
        }
    }

    /// Times of storing grow with positions, so that each bound of time is one of positions.
    fn bounds(&mut self, query: &StatementQuery, position: &str) {
        for (time, compared) in [(&query.since, ">"), (&query.until, "<=")] {
            if let Some(time) = time {
                self.bound(time, compared, position);
            }
        }
        if let Some(after) = query.after {
            let compared = match query.order {
                Order::Latest => "<",
                Order::Earliest => ">",
            };
            let after = self.value(Value::Number(number(after)));
            self.add(format_args!(" AND {position} {compared} {after}"));
        }
    }

    fn bound(&mut self, time: &Timestamp, compared: &str, position: &str) {
        let time = self.value(Value::Number(time::millis(time)));
        self.add(format_args!(
            " AND {position} {compared} coalesce((SELECT t.position FROM edu_xapi_statement t
                WHERE t.tenant = $1 AND t.stored <= {time}
                ORDER BY t.stored DESC, t.position DESC LIMIT 1), 0)"
        ));
    }

    /// One row more than asked for says that there are more.
    fn order(&mut self, order: Order, limit: NonZeroUsize, columns: &[&str]) {
        let order = match order {
            Order::Latest => "DESC",
            Order::Earliest => "ASC",
        };
        let columns: Vec<String> = columns.iter().map(|one| format!("{one} {order}")).collect();
        let rows = self.value(Value::Number(rows(limit.get()).saturating_add(1)));
        let columns = columns.join(", ");
        self.add(format_args!(" ORDER BY {columns} LIMIT {rows}"));
    }
}

const EVERY: &str = "SELECT s.position, s.stored, s.json FROM edu_xapi_statement s
    WHERE s.tenant = $1";

/// A statement may be found through several that it targets, and is listed once.
const FOUND: &str = "SELECT DISTINCT ON (e.listed) s.position, s.stored, s.json
    FROM edu_xapi_entry e
    JOIN edu_xapi_statement s ON s.tenant = $1 AND s.position = e.listed
    WHERE e.tenant = $1 AND";

/// A position as PostgreSQL counts.
pub(super) fn number(position: Position) -> i64 {
    i64::try_from(position.get()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use xapi_lrs::Key;

    use super::super::schema::SCHEMA;
    use super::*;
    use crate::bed::Bed;
    use crate::plan;

    fn keys(count: usize) -> Vec<Key> {
        (0..count)
            .map(|count| Key::verb(&count.to_string()))
            .collect()
    }

    /// What may be asked for, in every combination that makes another statement.
    fn queries() -> Vec<StatementQuery> {
        let time = Some(Timestamp::from_unix_seconds(0));
        let mut queries = Vec::new();
        for access in [Access::all(), Access::any(keys(1)), Access::any(keys(2))] {
            for count in 0..=3 {
                for bounds in 0..4 {
                    let mut query = StatementQuery::new(access.clone(), NonZeroUsize::MIN);
                    query.keys = keys(count);
                    query.since = time.clone().filter(|_| bounds == 1);
                    query.until = time.clone().filter(|_| bounds == 2);
                    query.after = Some(Position::START).filter(|_| bounds == 3);
                    queries.push(query.clone());
                    query.order = Order::Earliest;
                    queries.push(query);
                }
            }
        }
        queries
    }

    #[test]
    fn no_list_reads_statements_that_are_not_asked_for_or_has_to_be_sorted() {
        let Some(bed) = Bed::new() else { return };
        let database = bed.database();
        bed.run(database.migrate(SCHEMA)).unwrap();
        for query in queries() {
            let filter = Filter::of(1, &query).unwrap();
            let plan = bed.run(plan::of(&database, &filter.sql)).unwrap();
            let several = query.access.keys().is_some_and(|keys| keys.len() > 1);
            assert!(!plan.contains("Seq Scan"), "{query:?}\n{plan}");
            assert!(several || !plan.contains("Sort"), "{query:?}\n{plan}");
            for line in plan.lines().filter(|line| line.contains("Index Cond")) {
                assert!(line.contains("(tenant = $1)"), "{query:?}\n{plan}");
            }
            if !query.keys.is_empty() {
                assert!(
                    plan.contains("((tenant = $1) AND (key = $2)"),
                    "{query:?}\n{plan}"
                );
            }
        }
    }

    #[test]
    fn statement_is_found_by_the_index_of_ids() {
        let Some(bed) = Bed::new() else { return };
        let database = bed.database();
        bed.run(database.migrate(SCHEMA)).unwrap();
        let id = UuidText::from_bytes([7; 16]);
        for access in [Access::all(), Access::any(keys(1)), Access::any(keys(2))] {
            let filter = Filter::of_one(1, id, false, &access).unwrap();
            let plan = bed.run(plan::of(&database, &filter.sql)).unwrap();
            assert!(plan.contains("edu_xapi_statement_by_id"), "{plan}");
            assert!(!plan.contains("Seq Scan"), "{plan}");
        }
    }

    #[test]
    fn who_may_see_nothing_asks_for_nothing() {
        let query = StatementQuery::new(Access::nothing(), NonZeroUsize::MIN);
        assert!(Filter::of(1, &query).is_none());
        let id = UuidText::from_bytes([7; 16]);
        assert!(Filter::of_one(1, id, false, &Access::nothing()).is_none());
    }
}
