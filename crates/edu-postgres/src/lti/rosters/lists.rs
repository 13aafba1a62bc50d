//! Lists of members and differences, a page at a time.

use edu_http::{Cursor, Page};
use lti_core::BackendError;
use lti_core::nrps::{Member, RosterQuery};
use tokio_postgres::Row;

use super::statements::{CHANGES, LIST, LIST_ROLE, SPAN};
use super::{read_text, role_key};
use crate::Database;
use crate::lti::{failed, rows};
use crate::once::Digest;
use crate::statement::Value::{self, Bytes, Number, Text};

/// Members behind a place; `None` where the cursor is none of the roster's.
pub(super) async fn members(
    database: &Database,
    (tenant, roster): (Value<'_>, &Digest),
    query: &RosterQuery,
) -> Result<Option<Page<Member>>, BackendError> {
    let Some((_, version)) = span(database, (tenant, roster)).await? else {
        return Ok(Some(Page::empty()));
    };
    let Some(after) = number(query.slice.after.as_ref(), version) else {
        return Ok(None);
    };
    let key = query.role.as_ref().map(|role| role_key(role.key()));
    let values = [tenant, Bytes(roster), Number(after), one_more(query)];
    let found = match &key {
        None => database.query(LIST, &values).await,
        Some(key) => {
            let [tenant, roster, after, limit] = values;
            let values = [tenant, roster, after, limit, Text(key)];
            database.query(LIST_ROLE, &values).await
        }
    };
    page(&found.map_err(failed)?, query).map(Some)
}

/// Changes since a version, behind a place among them.
pub(super) async fn differences(
    database: &Database,
    (tenant, roster): (Value<'_>, &Digest),
    since: &Cursor,
    query: &RosterQuery,
) -> Result<Option<Page<Member>>, BackendError> {
    let Some((forgotten, version)) = span(database, (tenant, roster)).await? else {
        return Ok(Some(Page::empty()));
    };
    let since = number(Some(since), version).filter(|since| *since >= forgotten);
    let after = number(query.slice.after.as_ref(), version);
    let (Some(since), Some(after)) = (since, after) else {
        return Ok(None);
    };
    let start = Number(since.max(after));
    let values = [tenant, Bytes(roster), start, one_more(query)];
    let found = database.query(CHANGES, &values).await.map_err(failed)?;
    page(&found, query).map(Some)
}

/// From which version on changes are remembered, and the version now, where the context is open.
async fn span(
    database: &Database,
    (tenant, roster): (Value<'_>, &Digest),
) -> Result<Option<(i64, i64)>, BackendError> {
    let found = database.query(SPAN, &[tenant, Bytes(roster)]).await;
    let found = found.map_err(failed)?;
    let pair = |row: &Row| Ok((row.try_get(0)?, row.try_get(1)?));
    let pair = found.first().map(pair).transpose();
    pair.map_err(|error: tokio_postgres::Error| failed(error.into()))
}

/// The page of what was found, less what does not fit the role.
fn page(found: &[Row], query: &RosterQuery) -> Result<Page<Member>, BackendError> {
    let limit = query.slice.limit.get();
    let broken = |error: tokio_postgres::Error| failed(error.into());
    let (mut items, mut last) = (Vec::new(), 0);
    for row in found.iter().take(limit) {
        last = row.try_get(0).map_err(broken)?;
        let text: &str = row.try_get(1).map_err(broken)?;
        items.push(read_text::<Member>(text)?);
    }
    let role = query.role.as_ref();
    items.retain(|member| role.is_none_or(|role| role.finds(&member.roles)));
    let next = if found.len() > limit {
        Some(cursor(last)?)
    } else {
        None
    };
    Ok(Page { items, next })
}

/// A version or place as others hand it back.
pub(super) fn cursor(number: i64) -> Result<Cursor, BackendError> {
    Cursor::new(number.to_string()).map_err(|error| BackendError::failed(error.to_string()))
}

/// The number of a cursor that this roster can have made; 0 without one.
fn number(cursor: Option<&Cursor>, version: i64) -> Option<i64> {
    let Some(cursor) = cursor else {
        return Some(0);
    };
    let number = cursor.as_str().parse().ok()?;
    (0..=version).contains(&number).then_some(number)
}

fn one_more(query: &RosterQuery) -> Value<'static> {
    Number(rows(query.slice.limit.get().saturating_add(1)))
}
