//! What is read, and up to when an answer is complete.

use core::num::NonZeroUsize;
use std::collections::HashMap;

use bytes::Bytes;
use edu_types::{Iri, Limits, Timestamp};
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use xapi_lrs::{Followed, FollowerId, Key, Position, Seen, StatementPage, StoredStatement};
use xapi_model::multipart::Digest;
use xapi_model::{ActivityDefinition, Version};

use super::filter::{Filter, number};
use super::id::Id;
use super::time;
use crate::backend::rows;
use crate::database::Lease;
use crate::statement::{Bound, Frequent};
use crate::{Database, DatabaseError};

/// Whether nobody writes, the database's time, and when the last statement was stored that is there already.
///
/// A lock that is got says that all who took a time before have committed; it is let go before
/// anything is read, because this is a transaction of its own. One that is not got is not waited for.
const PROMISE: Frequent<'static> = Frequent {
    sql: "SELECT pg_try_advisory_xact_lock_shared(
            hashtextextended('edu_xapi in ' || current_schema(), tenant)),
        floor(extract(epoch FROM clock_timestamp()) * 1000)::int8, stored
        FROM edu_xapi_tenant WHERE tenant = $1",
    types: &[Type::INT4],
};

/// A list is planned by how often each key is there, also where its connection keeps it.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED;
    SET LOCAL plan_cache_mode = force_custom_plan";

/// The statements that a filter lists.
pub(super) async fn statements(
    database: &Database,
    tenant: i32,
    filter: Option<Filter>,
) -> Result<Seen<StatementPage>, DatabaseError> {
    let mut lease = Lease::new(database.connection().await?);
    let connection = lease.connection()?;
    let promise = PROMISE.ready(database, connection).await?;
    let list = match &filter {
        Some(filter) => Some(filter.frequent().ready(database, connection).await?),
        None => None,
    };
    let key: [Bound<'_>; 1] = [&tenant];
    let values = filter.as_ref().map(Filter::values).unwrap_or_default();
    let list = async {
        match &list {
            Some(list) => list.query(connection, &values).await,
            None => Ok(Vec::new()),
        }
    };
    let answers = async {
        tokio::join!(
            biased;
            promise.query(connection, &key),
            connection.batch_execute(BEGIN),
            list,
            connection.batch_execute("COMMIT"),
        )
    };
    let answers = tokio::time::timeout(Database::PATIENCE, Box::pin(answers)).await;
    let (promise, begun, rows, ended) = answers.map_err(|_| DatabaseError::NoAnswer)?;
    let promise = promise?;
    begun?;
    let rows = rows?;
    ended?;
    lease.give_back();
    Ok(Seen {
        value: page(&rows)?,
        consistent_through: promised(&promise)?,
    })
}

/// Positions, times and texts.
fn page(rows: &[Row]) -> Result<StatementPage, DatabaseError> {
    let mut page = StatementPage::for_up_to(rows.len());
    for row in rows {
        let stored = time::of_millis(row.try_get(1)?);
        page.push(position(row, 0)?, stored, row.try_get(2)?);
    }
    Ok(page)
}

fn position(row: &Row, at: usize) -> Result<Position, tokio_postgres::Error> {
    let position: i64 = row.try_get(at)?;
    Ok(Position::new(position.unsigned_abs()))
}

/// Later statements get a later time: than the last one, and than a clock that was read while nobody wrote.
fn promised(rows: &[Row]) -> Result<Timestamp, DatabaseError> {
    let Some(row) = rows.first() else {
        return Ok(Timestamp::from_unix_seconds(0));
    };
    let (nobody_writes, clock, stored): (bool, i64, i64) =
        (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    let through = if nobody_writes {
        stored.max(clock.saturating_sub(1))
    } else {
        stored
    };
    Ok(time::of_millis(through))
}

const ATTACHMENT: &str = "SELECT data FROM edu_xapi_attachment WHERE tenant = $1 AND digest = $2";

pub(super) async fn attachment(
    database: &Database,
    tenant: i32,
    digest: &Digest,
) -> Result<Option<Bytes>, DatabaseError> {
    let digest = digest.as_slice();
    let values = [(&tenant as _, Type::INT4), (&digest as _, Type::BYTEA)];
    let rows = database.query_typed(ATTACHMENT, &values).await?;
    let data = rows.first().map(|row| row.try_get::<_, Vec<u8>>(0));
    Ok(data.transpose()?.map(Bytes::from))
}

const DEFINITIONS: &str = "SELECT activity, definition FROM edu_xapi_definition
    WHERE tenant = $1 AND activity = ANY($2)";

pub(super) async fn definitions(
    database: &Database,
    tenant: i32,
    activities: &[Iri],
) -> Result<Vec<(Iri, ActivityDefinition)>, DatabaseError> {
    let ids: Vec<Id> = activities.iter().map(activity).collect();
    let values = [(&tenant as _, Type::INT4), (&ids as _, Type::UUID_ARRAY)];
    let rows = database.query_typed(DEFINITIONS, &values).await?;
    let mut texts = HashMap::new();
    for row in &rows {
        texts.insert(row.try_get::<_, Id>(0)?, row.try_get::<_, Vec<u8>>(1)?);
    }
    let asked = activities.iter().zip(&ids);
    // Each once, also where it was asked for twice.
    let known = asked.filter_map(|(iri, id)| Some((iri, texts.remove(id)?)));
    known
        .map(|(iri, text)| Ok((iri.clone(), definition(&text)?)))
        .collect()
}

/// The key of what is known of an activity.
pub(super) fn activity(iri: &Iri) -> Id {
    Id::from(Key::activity(iri.as_str()))
}

/// What was tolerated when it came is tolerated again.
pub(super) fn definition(text: &[u8]) -> Result<ActivityDefinition, DatabaseError> {
    let limits = Limits::DEFAULT.with_bytes(usize::MAX);
    let read = ActivityDefinition::from_slice(text, &Version::LATEST.lenient(), &limits);
    let unreadable = |_| unreadable("definition of an activity");
    read.map(|checked| checked.value).map_err(unreadable)
}

/// For what is in a table and was not put there by this program.
pub(super) fn unreadable(what: &str) -> DatabaseError {
    DatabaseError::Statement {
        code: None,
        reason: format!("stored {what} cannot be read"),
    }
}

const NAMES: &str = "SELECT name FROM edu_xapi_name WHERE tenant = $1 AND agent = $2
    ORDER BY position, digest LIMIT 100";

pub(super) async fn names(
    database: &Database,
    tenant: i32,
    agent: Key,
) -> Result<Vec<Box<str>>, DatabaseError> {
    let agent = Id::from(agent);
    let values = [(&tenant as _, Type::INT4), (&agent as _, Type::UUID)];
    let rows = database.query_typed(NAMES, &values).await?;
    let name = |row: &Row| {
        let name = String::from_utf8(row.try_get(0)?);
        name.map(Box::from).map_err(|_| unreadable("name"))
    };
    rows.iter().map(name).collect()
}

// All that was committed when this begins has no gap: positions are committed in their order.
const UNSEEN: &str = "SELECT id, voided, position, stored, json FROM edu_xapi_statement
    WHERE tenant = $1 AND position > coalesce((SELECT f.position FROM edu_xapi_follower f
        WHERE f.tenant = $1 AND f.follower = $2), 0)
    ORDER BY position LIMIT $3";

pub(super) async fn unseen(
    database: &Database,
    tenant: i32,
    follower: &FollowerId,
    limit: NonZeroUsize,
) -> Result<Vec<Followed>, DatabaseError> {
    let follower = follower.as_str();
    let limit = rows(limit.get());
    let values = [
        (&tenant as _, Type::INT4),
        (&follower as _, Type::TEXT),
        (&limit as _, Type::INT8),
    ];
    let rows = database.query_typed(UNSEEN, &values).await?;
    let unseen = |row: &Row| {
        Ok(Followed {
            id: row.try_get::<_, Id>(0)?.to_uuid(),
            voided: row.try_get(1)?,
            statement: StoredStatement {
                position: position(row, 2)?,
                stored: time::of_millis(row.try_get(3)?),
                json: Bytes::from(row.try_get::<_, Vec<u8>>(4)?),
            },
        })
    };
    rows.iter().map(unseen).collect()
}

const SEEN: &str = "INSERT INTO edu_xapi_follower AS f (tenant, follower, position)
    VALUES ($1, $2, $3) ON CONFLICT (tenant, follower) DO UPDATE SET position = excluded.position
    WHERE f.position < excluded.position";

pub(super) async fn seen(
    database: &Database,
    tenant: i32,
    follower: &FollowerId,
    position: Position,
) -> Result<(), DatabaseError> {
    let (follower, position) = (follower.as_str(), number(position));
    let values = [
        (&tenant as _, Type::INT4),
        (&follower as _, Type::TEXT),
        (&position as _, Type::INT8),
    ];
    database.query_typed(SEEN, &values).await.map(drop)
}
