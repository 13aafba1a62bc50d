//! One transaction that takes in batches: it asks once for all that is there, and writes once all
//! that comes.

use std::collections::{BTreeSet, HashMap};

use deadpool_postgres::Object;
use edu_http::BackendError;
use tokio_postgres::Row;
use tokio_postgres::types::{FromSqlOwned, Type};
use xapi_lrs::Inserted;
use xapi_lrs::store::{MAX_HOPS, MAX_LATE};

use super::entries::Linked;
use super::group::{Found, Group, Judged, Texts};
use super::id::Id;
use super::reads;
use super::writing::{Writes, Writing};
use crate::backend::rows;
use crate::database::Lease;
use crate::statement::{Bound, Frequent, Ready};
use crate::{Database, DatabaseError};

/// What became of each batch.
pub(super) type Outcomes = Vec<Result<Inserted, BackendError>>;

/// Takes in batches of one tenant, each wholly or not at all.
///
/// Where it fails, nothing has happened; where the connection was lost, all may have.
pub(super) async fn take_in(
    database: &Database,
    tenant: i32,
    group: &Group<'_>,
) -> Result<Outcomes, DatabaseError> {
    let mut lease = Lease::new(database.connection().await?);
    let connection = lease.connection()?;
    let (questions, writes) = in_time(ready(database, connection)).await?;
    let asked = Box::pin(questions.ask(connection, tenant, group));
    let (found, texts) = in_time(asked).await?;
    let judged = Judged::of(group, &found, texts);
    let writing = Writing::of(&judged, &found, group)?;
    in_time(Box::pin(writing.write(connection, &writes, tenant))).await?;
    lease.give_back();
    Ok(judged.outcomes)
}

/// All that this runs, on a connection.
async fn ready(
    database: &Database,
    connection: &Object,
) -> Result<(Questions, Writes), DatabaseError> {
    let questions = Questions::on(database, connection).await?;
    Ok((questions, Writes::on(database, connection).await?))
}

async fn in_time<T>(
    answers: impl Future<Output = Result<T, DatabaseError>>,
) -> Result<T, DatabaseError> {
    let answers = tokio::time::timeout(Database::PATIENCE, answers);
    answers.await.unwrap_or(Err(DatabaseError::NoAnswer))
}

/// What is asked, each on a connection.
struct Questions {
    lock: Ready<'static>,
    tenant: Ready<'static>,
    kept: Ready<'static>,
    targets: Ready<'static>,
    targeting: Ready<'static>,
    definitions: Ready<'static>,
}

/// Whatever the tables hold, rows are found by the indexes: statistics come late where tables fill quickly, and a
/// plan that a connection keeps is older than its tables.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED;
    SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan";

// A statement of its own: those behind it see what was committed while it waited.
const LOCK: Frequent<'static> = Frequent {
    sql: "SELECT 1 FROM pg_advisory_xact_lock(
        hashtextextended('edu_xapi in ' || current_schema(), $1))",
    types: &[Type::INT8],
};

const TENANT: Frequent<'static> = Frequent {
    sql: "SELECT position, stored, floor(extract(epoch FROM clock_timestamp()) * 1000)::int8
        FROM edu_xapi_tenant WHERE tenant = $1",
    types: &[Type::INT4],
};

const KEPT: Frequent<'static> = Frequent {
    sql: "SELECT id, json FROM edu_xapi_statement WHERE tenant = $1 AND id = ANY($2)",
    types: &[Type::INT4, Type::UUID_ARRAY],
};

const TARGETS: Frequent<'static> = Frequent {
    sql: "WITH RECURSIVE linked AS (
        SELECT id, position, target, voids, voided, keys, 1 AS hop FROM edu_xapi_statement
        WHERE tenant = $1 AND id = ANY($2)
    UNION ALL
        SELECT s.id, s.position, s.target, s.voids, s.voided, s.keys, hop + 1
        FROM linked l JOIN edu_xapi_statement s ON s.tenant = $1 AND s.id = l.target
        WHERE hop < $3)
    SELECT id, position, target, voids, voided, keys FROM linked",
    types: &[Type::INT4, Type::UUID_ARRAY, Type::INT8],
};

// However many point at one, no more are read than are found anew.
const TARGETING: Frequent<'static> = Frequent {
    sql: "WITH RECURSIVE linked AS (
        SELECT s.*, 1 AS hop FROM unnest($2) one CROSS JOIN LATERAL (
            SELECT id, position, target, voids, voided, keys FROM edu_xapi_statement
            WHERE tenant = $1 AND target = one ORDER BY position LIMIT $4) s
    UNION ALL
        SELECT s.*, hop + 1 FROM linked l CROSS JOIN LATERAL (
            SELECT id, position, target, voids, voided, keys FROM edu_xapi_statement
            WHERE tenant = $1 AND target = l.id ORDER BY position LIMIT $4) s
        WHERE hop < $3)
    SELECT id, position, target, voids, voided, keys FROM linked LIMIT $5",
    types: &[
        Type::INT4,
        Type::UUID_ARRAY,
        Type::INT8,
        Type::INT8,
        Type::INT8,
    ],
};

/// Statements that are read in all of those that point at new ones.
const MOST: i64 = 100_000;

const DEFINITIONS: Frequent<'static> = Frequent {
    sql: "SELECT activity, definition FROM edu_xapi_definition
        WHERE tenant = $1 AND activity = ANY($2)",
    types: &[Type::INT4, Type::UUID_ARRAY],
};

impl Questions {
    async fn on(database: &Database, connection: &Object) -> Result<Self, DatabaseError> {
        Ok(Self {
            lock: LOCK.ready(database, connection).await?,
            tenant: TENANT.ready(database, connection).await?,
            kept: KEPT.ready(database, connection).await?,
            targets: TARGETS.ready(database, connection).await?,
            targeting: TARGETING.ready(database, connection).await?,
            definitions: DEFINITIONS.ready(database, connection).await?,
        })
    }

    /// Begins the transaction and finds out what is there: the questions travel together, and texts are
    /// made while the later ones are answered.
    async fn ask(
        &self,
        connection: &Object,
        tenant: i32,
        group: &Group<'_>,
    ) -> Result<(Found, Texts), DatabaseError> {
        let statements = || group.iter().flat_map(|(batch, _)| &batch.statements);
        let ids = sorted(statements().map(|one| Id::from(one.id)));
        let targets = sorted(statements().filter_map(|one| one.target.map(Id::from)));
        let defined = statements().flat_map(|one| &one.definitions);
        let activities = sorted(defined.map(|(iri, _)| reads::activity(iri)));
        let (hops, late, seed) = (rows(MAX_HOPS), rows(MAX_LATE), i64::from(tenant));
        let lock: [Bound<'_>; 1] = [&seed];
        let (of, by_id): ([Bound<'_>; 1], [Bound<'_>; 2]) = ([&tenant], [&tenant, &ids]);
        let by_target: [Bound<'_>; 3] = [&tenant, &targets, &hops];
        let targeting: [Bound<'_>; 5] = [&tenant, &ids, &hops, &late, &MOST];
        let by_activity: [Bound<'_>; 2] = [&tenant, &activities];
        let state = async {
            let (position, stored, clock) = state(&self.tenant.query(connection, &of).await?)?;
            Ok::<_, tokio_postgres::Error>((position, Texts::of(group, clock, stored)))
        };
        let (begun, locked, state, kept, linked_to, targeting, definitions) = tokio::join!(
            biased;
            connection.batch_execute(BEGIN),
            self.lock.query(connection, &lock),
            state,
            self.kept.query(connection, &by_id),
            unless(targets.is_empty(), self.targets.query(connection, &by_target)),
            self.targeting.query(connection, &targeting),
            unless(activities.is_empty(), self.definitions.query(connection, &by_activity)),
        );
        begun?;
        locked?;
        let (position, texts) = state?;
        let found = Found {
            position,
            kept: pairs(&kept?)?,
            targets: linked(&linked_to?)?,
            targeting: linked(&targeting?)?,
            definitions: pairs(&definitions?)?,
        };
        Ok((found, texts))
    }
}

/// The tenant's last position, when that statement was stored, and the database's time.
fn state(rows: &[Row]) -> Result<(i64, i64, i64), tokio_postgres::Error> {
    let number = |at| rows.first().map_or(Ok(0), |row| row.try_get::<_, i64>(at));
    Ok((number(0)?, number(1)?, number(2)?))
}

/// Each id once, near each other what is near each other in the index.
fn sorted(ids: impl Iterator<Item = Id>) -> Vec<Id> {
    ids.collect::<BTreeSet<Id>>().into_iter().collect()
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
