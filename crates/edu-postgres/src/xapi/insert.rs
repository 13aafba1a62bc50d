//! One transaction that takes in batches: it asks once for all that is there, and writes once all
//! that comes.

use std::collections::{BTreeSet, HashMap};

use deadpool_postgres::Object;
use edu_http::BackendError;
use edu_types::Timestamp;
use tokio_postgres::Row;
use tokio_postgres::types::{FromSqlOwned, Type};
use xapi_lrs::store::{MAX_HOPS, MAX_LATE};
use xapi_lrs::{Batch, Inserted};

use super::entries::Linked;
use super::group::{Found, Judged};
use super::id::Id;
use super::reads;
use super::writing::Writing;
use crate::backend::rows;
use crate::database::Lease;
use crate::statement::{BEGIN, Typed};
use crate::{Database, DatabaseError};

/// What became of each batch.
pub(super) type Outcomes = Vec<Result<Inserted, BackendError>>;

/// Takes in batches of one tenant, each wholly or not at all.
///
/// Where it fails, nothing has happened; where the connection was lost, all may have.
pub(super) async fn take_in(
    database: &Database,
    tenant: i32,
    group: &[(&Batch, &Timestamp)],
) -> Result<Outcomes, DatabaseError> {
    let mut lease = Lease::new(database.connection().await?);
    let connection = lease.connection()?;
    let found = in_time(Box::pin(look(connection, tenant, group))).await?;
    let judged = Judged::of(group, &found);
    let writing = Writing::of(&judged, &found, group)?;
    in_time(Box::pin(writing.write(connection, tenant))).await?;
    lease.give_back();
    Ok(judged.outcomes)
}

async fn in_time<T>(
    answers: impl Future<Output = Result<T, DatabaseError>>,
) -> Result<T, DatabaseError> {
    let answers = tokio::time::timeout(Database::PATIENCE, answers);
    answers.await.unwrap_or(Err(DatabaseError::NoAnswer))
}

// A statement of its own: those behind it see what was committed while it waited.
const LOCK: &str = "SELECT 1 FROM pg_advisory_xact_lock(
    hashtextextended('edu_xapi in ' || current_schema(), $1))";

const TENANT: &str = "SELECT position, stored,
    floor(extract(epoch FROM clock_timestamp()) * 1000)::int8
    FROM edu_xapi_tenant WHERE tenant = $1";

const KEPT: &str = "SELECT id, json FROM edu_xapi_statement WHERE tenant = $1 AND id = ANY($2)";

const TARGETS: &str = "WITH RECURSIVE linked AS (
        SELECT id, position, target, voids, voided, keys, 1 AS hop FROM edu_xapi_statement
        WHERE tenant = $1 AND id = ANY($2)
    UNION ALL
        SELECT s.id, s.position, s.target, s.voids, s.voided, s.keys, hop + 1
        FROM linked l JOIN edu_xapi_statement s ON s.tenant = $1 AND s.id = l.target
        WHERE hop < $3)
    SELECT id, position, target, voids, voided, keys FROM linked";

// However many point at one, no more are read than are found anew.
const TARGETING: &str = "WITH RECURSIVE linked AS (
        SELECT s.*, 1 AS hop FROM unnest($2) one CROSS JOIN LATERAL (
            SELECT id, position, target, voids, voided, keys FROM edu_xapi_statement
            WHERE tenant = $1 AND target = one ORDER BY position LIMIT $4) s
    UNION ALL
        SELECT s.*, hop + 1 FROM linked l CROSS JOIN LATERAL (
            SELECT id, position, target, voids, voided, keys FROM edu_xapi_statement
            WHERE tenant = $1 AND target = l.id ORDER BY position LIMIT $4) s
        WHERE hop < $3)
    SELECT id, position, target, voids, voided, keys FROM linked LIMIT $5";

/// Statements that are read in all of those that point at new ones.
const MOST: i64 = 100_000;

const DEFINITIONS: &str = "SELECT activity, definition FROM edu_xapi_definition
    WHERE tenant = $1 AND activity = ANY($2)";

/// Begins the transaction and finds out what is there: the questions travel together.
async fn look(
    connection: &Object,
    tenant: i32,
    group: &[(&Batch, &Timestamp)],
) -> Result<Found, DatabaseError> {
    let statements = || group.iter().flat_map(|(batch, _)| &batch.statements);
    let sorted = |ids: BTreeSet<Id>| -> Vec<Id> { ids.into_iter().collect() };
    let ids = sorted(statements().map(|one| Id::from(one.id)).collect());
    let targets = sorted(
        statements()
            .filter_map(|one| one.target.map(Id::from))
            .collect(),
    );
    let defined = statements().flat_map(|one| &one.definitions);
    let activities = sorted(defined.map(|(iri, _)| reads::activity(iri)).collect());
    let seed = i64::from(tenant);
    let (lock, key) = ([(&seed as _, Type::INT8)], [(&tenant as _, Type::INT4)]);
    let of = |ids| of_tenant(&tenant, ids);
    let (by_id, by_activity) = (of(&ids), of(&activities));
    let (hops, late) = (rows(MAX_HOPS), rows(MAX_LATE));
    let [hops, late, most] = [&hops, &late, &MOST].map(|count| (count as _, Type::INT8));
    let [tenant_of, to] = of(&targets);
    let by_target = [tenant_of, to, hops.clone()];
    let [tenant_of, to] = of(&ids);
    let targeting = [tenant_of, to, hops, late, most];
    let (begun, locked, state, kept, targets, targeting, definitions) = tokio::join!(
        biased;
        connection.batch_execute(BEGIN),
        connection.query_typed(LOCK, &lock),
        connection.query_typed(TENANT, &key),
        connection.query_typed(KEPT, &by_id),
        unless(targets.is_empty(), connection.query_typed(TARGETS, &by_target)),
        connection.query_typed(TARGETING, &targeting),
        unless(activities.is_empty(), connection.query_typed(DEFINITIONS, &by_activity)),
    );
    begun?;
    locked?;
    let state = state?;
    let number = |at| state.first().map_or(Ok(0), |row| row.try_get::<_, i64>(at));
    Ok(Found {
        position: number(0)?,
        stored: number(1)?,
        clock: number(2)?,
        kept: pairs(&kept?)?,
        targets: linked(&targets?)?,
        targeting: linked(&targeting?)?,
        definitions: pairs(&definitions?)?,
    })
}

/// The values of a statement about ids of a tenant.
fn of_tenant<'a>(tenant: &'a i32, ids: &'a Vec<Id>) -> [Typed<'a>; 2] {
    [(tenant, Type::INT4), (ids, Type::UUID_ARRAY)]
}

/// Does not ask where there is nothing to ask for.
pub(super) async fn unless(
    nothing: bool,
    rows: impl Future<Output = Result<Vec<Row>, tokio_postgres::Error>>,
) -> Result<Vec<Row>, tokio_postgres::Error> {
    if nothing { Ok(Vec::new()) } else { rows.await }
}

fn pairs<T: FromSqlOwned>(rows: &[Row]) -> Result<HashMap<Id, T>, tokio_postgres::Error> {
    let pair = |row: &Row| Ok((row.try_get(0)?, row.try_get(1)?));
    rows.iter().map(pair).collect()
}

fn linked(rows: &[Row]) -> Result<Vec<Linked>, tokio_postgres::Error> {
    let linked = |row: &Row| {
        Ok(Linked {
            id: row.try_get(0)?,
            position: row.try_get(1)?,
            target: row.try_get(2)?,
            voids: row.try_get(3)?,
            voided: row.try_get(4)?,
            keys: row.try_get(5)?,
        })
    };
    rows.iter().map(linked).collect()
}
