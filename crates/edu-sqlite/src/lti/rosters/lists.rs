//! Lists of members and differences, a page at a time.

use edu_http::{Cursor, Page};
use lti_core::BackendError;
use lti_core::nrps::{Member, RosterQuery};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::read_text;
use super::statements::{CHANGES, LIST, LIST_ROLE, SPAN};
use crate::lti::rosters::changes::role_key;
use crate::lti::rows;
use crate::once::Digest;

/// Members with the numbers they go on behind; `None` where a cursor is none of the roster's.
pub(super) type Found = Option<Vec<(i64, String)>>;

/// Members behind a place, one more than asked for where there are as many.
pub(super) fn members(
    connection: &mut Connection,
    (tenant, roster): (&str, &Digest),
    query: &RosterQuery,
) -> rusqlite::Result<Found> {
    let transaction = connection.transaction()?;
    let mut find = transaction.prepare_cached(SPAN)?;
    let span = find.query_row(params![tenant, roster], |row| row.get(1));
    let Some(version) = span.optional()? else {
        return Ok(Some(Vec::new()));
    };
    let Some(after) = number(query.slice.after.as_ref(), version) else {
        return Ok(None);
    };
    let limit = one_more(query);
    let pair = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let found: rusqlite::Result<Vec<_>> = match &query.role {
        None => {
            let mut list = transaction.prepare_cached(LIST)?;
            let found = list.query_map(params![tenant, roster, after, limit], pair)?;
            found.collect()
        }
        Some(role) => {
            let mut list = transaction.prepare_cached(LIST_ROLE)?;
            let key = role_key(role.key());
            let values = params![tenant, roster, after, limit, key];
            let found = list.query_map(values, pair)?;
            found.collect()
        }
    };
    found.map(Some)
}

/// Changes since a version, behind a place among them.
pub(super) fn differences(
    connection: &mut Connection,
    (tenant, roster): (&str, &Digest),
    since: &Cursor,
    query: &RosterQuery,
) -> rusqlite::Result<Found> {
    let transaction = connection.transaction()?;
    let mut find = transaction.prepare_cached(SPAN)?;
    let pair = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let span: Option<(i64, i64)> = find.query_row(params![tenant, roster], pair).optional()?;
    let Some((forgotten, version)) = span else {
        return Ok(Some(Vec::new()));
    };
    let since = number(Some(since), version).filter(|since| *since >= forgotten);
    let after = number(query.slice.after.as_ref(), version);
    let (Some(since), Some(after)) = (since, after) else {
        return Ok(None);
    };
    let mut list = transaction.prepare_cached(CHANGES)?;
    let values = params![tenant, roster, since.max(after), one_more(query)];
    let found: rusqlite::Result<Vec<_>> = list
        .query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect();
    found.map(Some)
}

/// The page of what was found, less what does not fit.
pub(super) fn page(
    found: Found,
    query: &RosterQuery,
    fits: impl Fn(&Member) -> bool,
) -> Result<Option<Page<Member>>, BackendError> {
    let Some(mut found) = found else {
        return Ok(None);
    };
    let limit = query.slice.limit.get();
    let more = found.len() > limit;
    found.truncate(limit);
    let next = match found.last() {
        Some((place, _)) if more => Some(cursor(*place)?),
        _ => None,
    };
    let mut items = Vec::with_capacity(found.len());
    for (_, text) in &found {
        items.push(read_text::<Member>(text)?);
    }
    items.retain(fits);
    Ok(Some(Page { items, next }))
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

fn one_more(query: &RosterQuery) -> i64 {
    rows(query.slice.limit.get().saturating_add(1))
}
