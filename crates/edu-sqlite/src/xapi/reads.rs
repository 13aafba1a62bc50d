//! What is read of statements, attachments, activities and followers.

use core::num::NonZeroUsize;

use bytes::Bytes;
use edu_types::{Iri, UuidText};
use rusqlite::{Connection, OptionalExtension as _, params};
use xapi_lrs::{Access, Followed, FollowerId, Key, StoredStatement};
use xapi_model::multipart::Digest;

use super::tables::{ATTACHMENT, DEFINITION, FIND, SEEN, UNSEEN};
use super::tenants::Tenant;
use super::{lists, rows, tenants, times};

pub(super) fn statement(
    connection: &Connection,
    tenant: Tenant,
    id: [u8; 16],
    voided: bool,
    access: &Access,
) -> rusqlite::Result<Option<StoredStatement>> {
    let mut find = connection.prepare_cached(FIND)?;
    let mut found = find.query(params![tenant.number(), id])?;
    let Some(row) = found.next()? else {
        return Ok(None);
    };
    if row.get::<_, bool>(2)? != voided || !lists::reaches(access, row.get_ref(5)?.as_blob()?) {
        return Ok(None);
    }
    Ok(Some(StoredStatement {
        position: tenants::position(tenant.position(row.get(0)?)),
        stored: times::timestamp(row.get(1)?),
        json: Bytes::from(row.get::<_, Vec<u8>>(6)?),
    }))
}

pub(super) fn attachment(
    connection: &Connection,
    tenant: Tenant,
    digest: &Digest,
) -> rusqlite::Result<Option<Bytes>> {
    let mut find = connection.prepare_cached(ATTACHMENT)?;
    let values = params![tenant.number(), digest.as_slice()];
    let data = find.query_row(values, |row| row.get::<_, Vec<u8>>(0));
    Ok(data.optional()?.map(Bytes::from))
}

pub(super) fn definitions(
    connection: &Connection,
    tenant: Tenant,
    activities: &[Iri],
) -> rusqlite::Result<Vec<(Iri, String)>> {
    let mut find = connection.prepare_cached(DEFINITION)?;
    let mut known = Vec::new();
    for activity in activities {
        let key = Key::activity(activity.as_str());
        let values = params![tenant.number(), key.as_bytes()];
        let text: Option<String> = find.query_row(values, |row| row.get(0)).optional()?;
        known.extend(text.map(|text| (activity.clone(), text)));
    }
    Ok(known)
}

pub(super) fn unseen(
    connection: &Connection,
    tenant: Tenant,
    follower: &FollowerId,
    limit: NonZeroUsize,
) -> rusqlite::Result<Vec<Followed>> {
    let mut find = connection.prepare_cached(SEEN)?;
    let values = params![tenant.number(), follower.as_str()];
    let seen: Option<i64> = find.query_row(values, |row| row.get(0)).optional()?;
    let from = tenant.place(seen.unwrap_or(0));
    let mut list = connection.prepare_cached(UNSEEN)?;
    let values = params![from, tenant.end(), rows(limit.get())];
    let found = list.query_map(values, |row| {
        Ok(Followed {
            id: UuidText::from_bytes(row.get(1)?),
            voided: row.get(3)?,
            statement: StoredStatement {
                position: tenants::position(tenant.position(row.get(0)?)),
                stored: times::timestamp(row.get(2)?),
                json: Bytes::from(row.get::<_, Vec<u8>>(4)?),
            },
        })
    })?;
    found.collect()
}
