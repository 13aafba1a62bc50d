//! Documents, by their place and id.

use bytes::Bytes;
use edu_types::{Timestamp, UuidText};
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use xapi_lrs::{
    DocumentChange, DocumentId, DocumentPlace, DocumentRefusal, DocumentVerdict, Key,
    StoredDocument,
};

use super::tables::{DOCUMENT, DOCUMENT_IDS, KEEP_DOCUMENT, REMOVE_DOCUMENT, REMOVE_DOCUMENTS};
use super::tenants::Tenant;

/// A place as the table names it; what it does not say is empty.
#[derive(Debug)]
pub(super) struct Place {
    activity: Vec<u8>,
    agent: Vec<u8>,
    registration: Option<[u8; 16]>,
    has_registrations: bool,
}

impl Place {
    pub(super) fn new(place: &DocumentPlace) -> Self {
        let bytes = |key: &Key| key.as_bytes().to_vec();
        let named = |activity: &edu_types::Iri| bytes(&Key::activity(activity.as_str()));
        match place {
            DocumentPlace::State {
                activity,
                agent,
                registration,
            } => Self {
                activity: named(activity),
                agent: bytes(agent),
                registration: registration.map(UuidText::to_bytes),
                has_registrations: true,
            },
            DocumentPlace::AgentProfile(agent) => Self::profile(Vec::new(), bytes(agent)),
            DocumentPlace::ActivityProfile(activity) => Self::profile(named(activity), Vec::new()),
        }
    }

    const fn profile(activity: Vec<u8>, agent: Vec<u8>) -> Self {
        Self {
            activity,
            agent,
            registration: None,
            has_registrations: false,
        }
    }

    /// Of one document: none is one of its own.
    fn registration(&self) -> &[u8] {
        self.registration.as_ref().map_or(&[], <[u8; 16]>::as_slice)
    }

    /// Of several documents: none means all.
    fn registrations(&self) -> Option<&[u8]> {
        match &self.registration {
            None if self.has_registrations => None,
            None | Some(_) => Some(self.registration()),
        }
    }
}

pub(super) fn find(
    connection: &Connection,
    tenant: Tenant,
    place: &Place,
    id: &DocumentId,
) -> rusqlite::Result<Option<StoredDocument>> {
    let (activity, agent) = (&place.activity, &place.agent);
    let registration = place.registration();
    let values = params![tenant.number(), activity, agent, registration, id.as_str()];
    let mut find = connection.prepare_cached(DOCUMENT)?;
    let read = find.query_row(values, |row| {
        Ok(StoredDocument {
            content_type: row.get(0)?,
            content: Bytes::from(row.get::<_, Vec<u8>>(1)?),
            updated: Timestamp::from_unix_nanos(row.get::<_, i64>(2)?.into())
                .unwrap_or(Timestamp::MIN),
        })
    });
    read.optional()
}

/// Changes a document with nobody between.
pub(super) fn change(
    connection: &mut Connection,
    tenant: &str,
    (place, id): (&Place, &DocumentId),
    change: &DocumentChange,
    now: &Timestamp,
) -> rusqlite::Result<Result<(), DocumentRefusal>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let tenant = Tenant::find_or_add(&transaction, tenant)?;
    let held = find(&transaction, tenant, place, id)?;
    let (activity, agent) = (&place.activity, &place.agent);
    let registration = place.registration();
    match change.judge(held.as_ref(), now) {
        DocumentVerdict::Keep(document) => {
            let mut keep = transaction.prepare_cached(KEEP_DOCUMENT)?;
            keep.execute(params![
                tenant.number(),
                activity,
                agent,
                registration,
                id.as_str(),
                document.content_type,
                &*document.content,
                nanos(&document.updated)
            ])?;
        }
        DocumentVerdict::Remove => {
            let values = params![tenant.number(), activity, agent, registration, id.as_str()];
            transaction
                .prepare_cached(REMOVE_DOCUMENT)?
                .execute(values)?;
        }
        DocumentVerdict::Leave => return Ok(Ok(())),
        DocumentVerdict::Refuse(refusal) => return Ok(Err(refusal)),
    }
    transaction.commit().map(Ok)
}

pub(super) fn ids(
    connection: &Connection,
    tenant: Tenant,
    place: &Place,
    since: Option<&Timestamp>,
) -> rusqlite::Result<Vec<String>> {
    let (activity, agent) = (&place.activity, &place.agent);
    let (registrations, since) = (place.registrations(), since.map(nanos));
    let mut list = connection.prepare_cached(DOCUMENT_IDS)?;
    let values = params![tenant.number(), activity, agent, registrations, since];
    let found = list.query_map(values, |row| row.get(0))?;
    found.collect()
}

pub(super) fn remove_all(
    connection: &Connection,
    tenant: Tenant,
    place: &Place,
) -> rusqlite::Result<()> {
    let (activity, agent) = (&place.activity, &place.agent);
    let values = params![tenant.number(), activity, agent, place.registrations()];
    let mut remove = connection.prepare_cached(REMOVE_DOCUMENTS)?;
    remove.execute(values).map(drop)
}

fn nanos(time: &Timestamp) -> i64 {
    i64::try_from(time.unix_nanos()).unwrap_or(if time.unix_seconds() < 0 {
        i64::MIN
    } else {
        i64::MAX
    })
}
