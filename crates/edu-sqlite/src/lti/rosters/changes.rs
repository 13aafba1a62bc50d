//! Changes of a roster, each one transaction.

use edu_json::ToJson as _;
use lti_core::nrps::{Member, REMOVED_KEPT, RoleFilter};
use lti_core::{Roles, Subject};
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};
use sha2::{Digest as _, Sha256};

use super::read_text;
use super::statements::{
    CLEAR, CLEAR_ROLES, CLOSE, FIND, FORGET, FORGET_REMOVED, PUT, PUT_ROLE, STEP,
};
use crate::lti::rows;
use crate::once::Digest;

/// Forgets members, links and what could be told of changes.
pub(super) fn close(
    connection: &mut Connection,
    (tenant, roster): (&str, &Digest),
) -> rusqlite::Result<bool> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let closed = transaction.execute(CLOSE, params![tenant, roster])? > 0;
    if closed {
        for clear in CLEAR {
            transaction.execute(clear, params![tenant, roster])?;
        }
    }
    transaction.commit()?;
    Ok(closed)
}

/// Enrols or changes a member; whether the context is open.
pub(super) fn put(
    connection: &mut Connection,
    of: (&str, &Digest),
    member: &Member,
) -> rusqlite::Result<bool> {
    let (user, text) = (&member.user_id, member.to_json_string());
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let Some(version) = step(&transaction, of)? else {
        return Ok(false);
    };
    let before = find(&transaction, of, user)?;
    // Not committed: what is as it was is no difference.
    if before
        .as_ref()
        .is_some_and(|(place, stored)| place.is_some() && *stored == text)
    {
        return Ok(true);
    }
    let place = before.and_then(|(place, _)| place).unwrap_or(version);
    write(&transaction, of, (user, Some(place), version, &text))?;
    transaction
        .prepare_cached(CLEAR_ROLES)?
        .execute(params![of.0, of.1, place])?;
    for key in RoleFilter::keys(&member.roles) {
        let values = params![of.0, of.1, role_key(key), place];
        transaction.prepare_cached(PUT_ROLE)?.execute(values)?;
    }
    transaction.commit()?;
    Ok(true)
}

/// Takes a member out; whether there was one.
pub(super) fn remove(
    connection: &mut Connection,
    of: (&str, &Digest),
    user: &Subject,
) -> rusqlite::Result<bool> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let Some(version) = step(&transaction, of)? else {
        return Ok(false);
    };
    let Some((Some(place), stored)) = find(&transaction, of, user)? else {
        return Ok(false);
    };
    // A member who cannot be read can be taken out all the same.
    let member = read_text(&stored).unwrap_or_else(|_| Member::new(user.clone(), Roles::none()));
    let gone = member.deleted().to_json_string();
    write(&transaction, of, (user, None, version, &gone))?;
    transaction
        .prepare_cached(CLEAR_ROLES)?
        .execute(params![of.0, of.1, place])?;
    // Now and then, because it counts all that are kept.
    if version % FORGET_EVERY == 0 {
        transaction.execute(FORGET, params![of.0, of.1, rows(REMOVED_KEPT)])?;
        transaction.execute(FORGET_REMOVED, params![of.0, of.1])?;
    }
    transaction.commit()?;
    Ok(true)
}

/// Versions from one look at what can be forgotten to the next.
const FORGET_EVERY: i64 = 64;

/// What a role is found by, in a size of our choosing.
pub(super) fn role_key(key: &str) -> Digest {
    Sha256::digest(key).into()
}

/// The next version, where the context is open.
fn step(transaction: &Transaction<'_>, of: (&str, &Digest)) -> rusqlite::Result<Option<i64>> {
    let mut step = transaction.prepare_cached(STEP)?;
    step.query_row(params![of.0, of.1], |row| row.get(0))
        .optional()
}

/// The place and text of somebody who is or was in the roster; who is gone has no place.
fn find(
    transaction: &Transaction<'_>,
    of: (&str, &Digest),
    user: &Subject,
) -> rusqlite::Result<Option<(Option<i64>, String)>> {
    let mut find = transaction.prepare_cached(FIND)?;
    let values = params![of.0, of.1, user.as_str()];
    find.query_row(values, |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

fn write(
    transaction: &Transaction<'_>,
    of: (&str, &Digest),
    (user, place, version, text): (&Subject, Option<i64>, i64, &str),
) -> rusqlite::Result<()> {
    let values = params![of.0, of.1, user.as_str(), place, version, text];
    transaction.prepare_cached(PUT)?.execute(values).map(drop)
}
