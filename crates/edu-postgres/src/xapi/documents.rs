//! State and profile documents.

use bytes::Bytes;
use deadpool_postgres::Object;
use edu_types::Timestamp;
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use xapi_lrs::{
    DocumentChange, DocumentId, DocumentPlace, DocumentRefusal, DocumentVerdict, StoredDocument,
};

use super::id::Id;
use super::reads::unreadable;
use super::time;
use crate::database::Lease;
use crate::statement::{BEGIN, Typed};
use crate::{Database, DatabaseError};

/// Where documents of a tenant are.
#[derive(Debug)]
pub(super) struct Place {
    tenant: i32,
    /// Activity, agent, or both.
    about: Id,
    /// The registration; empty for documents without one.
    registration: Vec<u8>,
    /// Whether a list goes over the documents of all registrations.
    is_wide: bool,
}

const FIND: &str = "SELECT content_type, content, updated FROM edu_xapi_document
    WHERE tenant = $1 AND place = $2 AND registration = $3 AND digest = $4";

const KEEP: &str = "INSERT INTO edu_xapi_document
    (tenant, place, registration, digest, id, content_type, content, updated)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (tenant, place, registration, digest) DO UPDATE
    SET content_type = excluded.content_type, content = excluded.content,
        updated = excluded.updated";

const REMOVE: &str = "DELETE FROM edu_xapi_document
    WHERE tenant = $1 AND place = $2 AND registration = $3 AND digest = $4";

const LIST: &str = "SELECT DISTINCT id FROM edu_xapi_document
    WHERE tenant = $1 AND place = $2 AND (registration = $3 OR $4) AND updated > $5 ORDER BY id";

const CLEAR: &str = "DELETE FROM edu_xapi_document
    WHERE tenant = $1 AND place = $2 AND (registration = $3 OR $4)";

// Whoever changes or removes documents of one place goes one after the other, and holds no other lock
// when it begins to wait.
const LOCK: &str = "SELECT 1 FROM pg_advisory_xact_lock(
    hashtextextended('edu_xapi documents in ' || current_schema() || $1::uuid, $2))";

impl Place {
    pub(super) fn of(tenant: i32, place: &DocumentPlace) -> Self {
        let (digest, registration) = match place {
            DocumentPlace::State {
                activity,
                agent,
                registration,
            } => {
                let about: [&[u8]; 3] = [b"state", activity.as_str().as_bytes(), agent.as_bytes()];
                (Id::digest(&about), *registration)
            }
            DocumentPlace::AgentProfile(agent) => (Id::digest(&[b"agent", agent.as_bytes()]), None),
            DocumentPlace::ActivityProfile(activity) => (
                Id::digest(&[b"activity", activity.as_str().as_bytes()]),
                None,
            ),
        };
        let registration =
            registration.map(|registration| Id::from(registration).as_bytes().to_vec());
        Self {
            tenant,
            about: digest,
            is_wide: registration.is_none(),
            registration: registration.unwrap_or_default(),
        }
    }

    pub(super) async fn find(
        &self,
        database: &Database,
        id: &DocumentId,
    ) -> Result<Option<StoredDocument>, DatabaseError> {
        let digest = digest(id);
        let rows = database.query_typed(FIND, &self.values(&digest)).await?;
        rows.first().map(document).transpose()
    }

    pub(super) async fn ids(
        &self,
        database: &Database,
        since: Option<&Timestamp>,
    ) -> Result<Vec<DocumentId>, DatabaseError> {
        let since = since.map_or(i64::MIN, time::micros);
        let [tenant, place, registration] = self.place();
        let wide = (&self.is_wide as _, Type::BOOL);
        let values = [tenant, place, registration, wide, (&since, Type::INT8)];
        let rows = database.query_typed(LIST, &values).await?;
        let id = |row: &Row| {
            let text = String::from_utf8(row.try_get(0)?).ok();
            let id = text.and_then(|text| DocumentId::new(text).ok());
            id.ok_or_else(|| unreadable("document id"))
        };
        rows.iter().map(id).collect()
    }

    /// Changes a document, or leaves it as it is. A change whose commit got no answer is not done again: it
    /// may have happened, and then says something else of what is there.
    pub(super) async fn change(
        &self,
        database: &Database,
        id: &DocumentId,
        change: &DocumentChange,
        now: &Timestamp,
    ) -> Result<Result<(), DocumentRefusal>, DatabaseError> {
        let mut lease = Lease::new(database.connection().await?);
        let connection = lease.connection()?;
        let changed = async {
            let held = self.hold(connection, id).await?;
            let verdict = change.judge(held.as_ref(), now);
            self.obey(connection, id, verdict).await
        };
        let changed = tokio::time::timeout(Database::PATIENCE, changed).await;
        let changed = changed.unwrap_or(Err(DatabaseError::NoAnswer))?;
        lease.give_back();
        Ok(changed)
    }

    pub(super) async fn clear(&self, database: &Database) -> Result<(), DatabaseError> {
        let mut lease = Lease::new(database.connection().await?);
        let connection = lease.connection()?;
        let [tenant, place, registration] = self.place();
        let values = [tenant, place, registration, (&self.is_wide, Type::BOOL)];
        let lock = self.lock();
        let (key, seed) = &lock;
        let lock = [(key as _, Type::UUID), (seed as _, Type::INT8)];
        let answers = async {
            tokio::join!(
                biased;
                connection.batch_execute(BEGIN),
                connection.query_typed(LOCK, &lock),
                connection.query_typed(CLEAR, &values),
                connection.batch_execute("COMMIT"),
            )
        };
        let answers = tokio::time::timeout(Database::PATIENCE, answers).await;
        let (begun, locked, cleared, ended) = answers.map_err(|_| DatabaseError::NoAnswer)?;
        begun?;
        locked?;
        cleared?;
        ended?;
        lease.give_back();
        Ok(())
    }

    /// Begins a transaction in which nobody else changes the document.
    async fn hold(
        &self,
        connection: &Object,
        id: &DocumentId,
    ) -> Result<Option<StoredDocument>, DatabaseError> {
        let (digest, (key, seed)) = (digest(id), self.lock());
        let lock = [(&key as _, Type::UUID), (&seed as _, Type::INT8)];
        let values = self.values(&digest);
        let (begun, locked, found) = tokio::join!(
            biased;
            connection.batch_execute(BEGIN),
            connection.query_typed(LOCK, &lock),
            connection.query_typed(FIND, &values),
        );
        begun?;
        locked?;
        found?.first().map(document).transpose()
    }

    /// Does what was decided, and ends the transaction.
    async fn obey(
        &self,
        connection: &Object,
        id: &DocumentId,
        verdict: DocumentVerdict,
    ) -> Result<Result<(), DocumentRefusal>, DatabaseError> {
        let outcome = match &verdict {
            DocumentVerdict::Refuse(refusal) => Err(*refusal),
            DocumentVerdict::Keep(_) | DocumentVerdict::Remove | DocumentVerdict::Leave => Ok(()),
        };
        let (digest, name) = (digest(id), id.as_str().as_bytes());
        let key = self.values(&digest);
        let write = async {
            match &verdict {
                DocumentVerdict::Keep(document) => {
                    let [tenant, place, registration, digest] = key;
                    let (media, content) = (document.content_type.as_bytes(), &*document.content);
                    let updated = time::micros(&document.updated);
                    let values = [
                        tenant,
                        place,
                        registration,
                        digest,
                        (&name, Type::BYTEA),
                        (&media, Type::BYTEA),
                        (&content, Type::BYTEA),
                        (&updated, Type::INT8),
                    ];
                    connection.query_typed(KEEP, &values).await.map(drop)
                }
                DocumentVerdict::Remove => connection.query_typed(REMOVE, &key).await.map(drop),
                DocumentVerdict::Leave | DocumentVerdict::Refuse(_) => Ok(()),
            }
        };
        let (written, ended) = tokio::join!(biased; write, connection.batch_execute("COMMIT"));
        written?;
        ended?;
        Ok(outcome)
    }

    fn lock(&self) -> (Id, i64) {
        (self.about, i64::from(self.tenant))
    }

    fn place(&self) -> [Typed<'_>; 3] {
        [
            (&self.tenant, Type::INT4),
            (&self.about, Type::UUID),
            (&self.registration, Type::BYTEA),
        ]
    }

    fn values<'a>(&'a self, digest: &'a Id) -> [Typed<'a>; 4] {
        let [tenant, place, registration] = self.place();
        [tenant, place, registration, (digest, Type::UUID)]
    }
}

fn digest(id: &DocumentId) -> Id {
    Id::digest(&[id.as_str().as_bytes()])
}

fn document(row: &Row) -> Result<StoredDocument, DatabaseError> {
    let content_type = String::from_utf8(row.try_get(0)?);
    let content_type = content_type.map_err(|_| unreadable("media type"))?;
    Ok(StoredDocument {
        content_type: content_type.into(),
        content: Bytes::from(row.try_get::<_, Vec<u8>>(1)?),
        updated: time::of_micros(row.try_get(2)?),
    })
}
