//! The campus's own tables, in the file that also keeps logins and messages.

use std::path::Path;

use edu_jose::Algorithm;
use edu_jose_aws_lc::AwsLcSigner;
use edu_sqlite::{Database, DatabaseError, Schema};

use crate::Failure;

const TABLES: Schema = Schema::new(
    "campus",
    &["CREATE TABLE session (
        site TEXT NOT NULL,
        -- SHA-256 of the cookie's value, in hexadecimal.
        digest TEXT NOT NULL,
        content TEXT NOT NULL,
        started INTEGER NOT NULL DEFAULT (unixepoch()),
        PRIMARY KEY (site, digest)
    ) STRICT;
    CREATE TABLE signing_key (
        position INTEGER PRIMARY KEY,
        pem TEXT NOT NULL
    ) STRICT;"],
);

/// Opens the file and makes the tables that are missing.
pub(crate) async fn open(path: &Path) -> Result<Database, Failure> {
    let refused = |reason: String| {
        let path = path.display();
        Failure(format!(
            "nothing can be kept in {path}: {reason}; name another file with --store"
        ))
    };
    let database = Database::open(path).map_err(|error| refused(reason(error)))?;
    let migrated = database.migrate(TABLES).await;
    migrated.map_err(|error| refused(error.to_string()))?;
    Ok(database)
}

/// Why it cannot be opened, without the path, which stands before it.
fn reason(error: DatabaseError) -> String {
    if let DatabaseError::Open { reason, .. } = error {
        return reason;
    }
    error.to_string()
}

/// The platform's keys: the one that signs now, and the next one, published ahead of its time.
///
/// A real platform keeps private keys in a key service; this file is as secret as they are.
pub(crate) async fn signing_keys(database: &Database) -> Result<Vec<AwsLcSigner>, Failure> {
    let mut stored = read_keys(database).await?;
    if stored.is_empty() {
        for position in 0_u8..2 {
            let pem = AwsLcSigner::generate(Algorithm::Rs256)?
                .to_pkcs8_pem()?
                .into_inner();
            database
                .call(move |connection| {
                    connection.execute(
                        "INSERT INTO signing_key (position, pem) VALUES (?1, ?2) \
                         ON CONFLICT DO NOTHING",
                        (position, pem),
                    )
                })
                .await?;
        }
        stored = read_keys(database).await?;
    }
    let signers = stored
        .iter()
        .map(|pem| AwsLcSigner::from_pkcs8_pem(Algorithm::Rs256, pem));
    Ok(signers.collect::<Result<_, _>>()?)
}

async fn read_keys(database: &Database) -> Result<Vec<String>, Failure> {
    let keys = database
        .call(|connection| {
            let mut query = connection.prepare("SELECT pem FROM signing_key ORDER BY position")?;
            let keys = query.query_map([], |row| row.get(0))?;
            keys.collect::<Result<Vec<String>, _>>()
        })
        .await?;
    Ok(keys)
}
