//! The platform's keys: which are published, which one signs, and when that may change.

use std::sync::Arc;

use edu_examples::rotation::KeyTimes;
use edu_jose::{Algorithm, KeyId, Sign as _};
use edu_jose_aws_lc::AwsLcSigner;
use edu_sqlite::Database;
use rusqlite::{Connection, Row, params};

use crate::Failure;
use crate::clock::unix_now;

/// Keys published at a time: enough to prepare two changes, and a set every tool takes.
pub(crate) const MOST_PUBLISHED: usize = 4;

/// One key of the platform; times are seconds since 1970.
#[derive(Clone, Debug)]
pub(crate) struct PlatformKey {
    pub(crate) id: i64,
    pub(crate) key_id: KeyId,
    /// `None` once it is retired.
    pub(crate) signer: Option<Arc<AwsLcSigner>>,
    pub(crate) times: KeyTimes,
}

/// The keys in the store.
///
/// A real platform keeps private keys in a key service; this file is as secret as they are.
#[derive(Clone, Debug)]
pub(crate) struct Keys(Database);

impl Keys {
    /// The keys of the store; a new store gets one that signs and one that will be next.
    pub(crate) async fn open(database: &Database) -> Result<Self, Failure> {
        let keys = Self(database.clone());
        let now = unix_now()?;
        if keys.all().await?.is_empty() {
            keys.add(now, Some(now)).await?;
            keys.add(now, None).await?;
        }
        Ok(keys)
    }

    /// Every key, in the order they were made.
    pub(crate) async fn all(&self) -> Result<Vec<PlatformKey>, Failure> {
        let rows = self
            .0
            .call(|connection| {
                let mut query = connection.prepare(ALL)?;
                let rows = query.query_map([], Stored::read)?;
                rows.collect::<Result<Vec<Stored>, _>>()
            })
            .await?;
        rows.into_iter().map(Stored::into_key).collect()
    }

    /// Makes a key and publishes it; whether there was room.
    pub(crate) async fn publish(&self) -> Result<bool, Failure> {
        self.add(unix_now()?, None).await
    }

    /// Has a published key sign from now on; whether there is such a key.
    pub(crate) async fn sign_with(&self, id: i64) -> Result<bool, Failure> {
        let now = unix_now()?;
        let changed = self
            .0
            .call(move |connection| sign_with(connection, id, now));
        Ok(changed.await?)
    }

    /// Publishes a key no more and forgets its private half; whether there was such a key, and
    /// it is not the one that signs.
    pub(crate) async fn retire(&self, key: &PlatformKey) -> Result<bool, Failure> {
        let (now, id, name) = (unix_now()?, key.id, key.key_id.as_str().to_owned());
        let retire = move |connection: &mut Connection| {
            let changed = connection.execute(RETIRE, params![id, now, name])?;
            Ok(changed == 1)
        };
        Ok(self.0.call(retire).await?)
    }

    async fn add(&self, now: i64, signs_since: Option<i64>) -> Result<bool, Failure> {
        // Takes a moment, which no other call should wait for.
        let made = tokio::task::spawn_blocking(|| AwsLcSigner::generate(Algorithm::Rs256));
        let pem = made.await??.to_pkcs8_pem()?.into_inner();
        let add = move |connection: &mut Connection| {
            let room = i64::try_from(MOST_PUBLISHED).unwrap_or(i64::MAX);
            let changed = connection.execute(ADD, params![pem, now, signs_since, room])?;
            Ok(changed == 1)
        };
        Ok(self.0.call(add).await?)
    }
}

const ALL: &str = "SELECT id, pem, key_id, published, signs_since, signed_until, retired
    FROM platform_key ORDER BY id";

const ADD: &str = "INSERT INTO platform_key (pem, published, signs_since)
    SELECT ?1, ?2, ?3 WHERE (SELECT count(*) FROM platform_key WHERE retired IS NULL) < ?4";

const STOP: &str = "UPDATE platform_key SET signed_until = ?2
    WHERE id <> ?1 AND signs_since IS NOT NULL AND signed_until IS NULL AND retired IS NULL
    AND EXISTS (SELECT 1 FROM platform_key WHERE id = ?1 AND retired IS NULL)";

const START: &str = "UPDATE platform_key SET signs_since = ?2, signed_until = NULL
    WHERE id = ?1 AND retired IS NULL AND (signs_since IS NULL OR signed_until IS NOT NULL)";

const RETIRE: &str = "UPDATE platform_key SET retired = ?2, key_id = ?3, pem = NULL
    WHERE id = ?1 AND retired IS NULL AND (signs_since IS NULL OR signed_until IS NOT NULL)";

fn sign_with(connection: &mut Connection, id: i64, now: i64) -> rusqlite::Result<bool> {
    let change = connection.transaction()?;
    change.execute(STOP, params![id, now])?;
    let started = change.execute(START, params![id, now])?;
    change.commit()?;
    Ok(started == 1)
}

/// A row.
struct Stored {
    id: i64,
    pem: Option<String>,
    key_id: Option<String>,
    times: KeyTimes,
}

impl Stored {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            pem: row.get(1)?,
            key_id: row.get(2)?,
            times: KeyTimes {
                published: row.get(3)?,
                signs_since: row.get(4)?,
                signed_until: row.get(5)?,
                retired: row.get(6)?,
            },
        })
    }

    fn into_key(self) -> Result<PlatformKey, Failure> {
        let signer = self
            .pem
            .map(|pem| AwsLcSigner::from_pkcs8_pem(Algorithm::Rs256, &pem))
            .transpose()?;
        let key_id = match (&signer, self.key_id) {
            (Some(signer), _) => signer.public_key().thumbprint(),
            (None, name) => KeyId::new(name.unwrap_or_default())?,
        };
        Ok(PlatformKey {
            id: self.id,
            key_id,
            signer: signer.map(Arc::new),
            times: self.times,
        })
    }
}
