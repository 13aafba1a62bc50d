//! The tool's own key: what it signs with, and where platforms find its public half.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use edu_jose::{Algorithm, Jwk, KeySet};
use edu_jose_aws_lc::AwsLcSigner;
use edu_json::ToJson as _;
use edu_sqlite::Database;
use rusqlite::OptionalExtension as _;

use crate::Failure;
use crate::workbench::Workbench;

/// The key in the store; a new store gets one.
///
/// A real tool keeps private keys in a key service, and publishes the next one before it signs, as
/// the platform's own pages show.
pub(super) async fn open(database: &Database) -> Result<Arc<AwsLcSigner>, Failure> {
    if stored(database).await?.is_none() {
        // Takes a moment, which no other call should wait for.
        let made = tokio::task::spawn_blocking(|| AwsLcSigner::generate(Algorithm::Rs256));
        let pem = made.await??.to_pkcs8_pem()?.into_inner();
        let add = move |connection: &mut rusqlite::Connection| connection.execute(ADD, [pem]);
        database.call(add).await?;
    }
    // Of two programs that made one at a time, the first counts.
    let pem = stored(database)
        .await?
        .ok_or("the store lost the tool's key")?;
    Ok(Arc::new(AwsLcSigner::from_pkcs8_pem(
        Algorithm::Rs256,
        &pem,
    )?))
}

const ADD: &str = "INSERT INTO tool_key (id, pem) VALUES (1, ?1) ON CONFLICT DO NOTHING";

async fn stored(database: &Database) -> Result<Option<String>, Failure> {
    let found = database.call(|connection| {
        let find = "SELECT pem FROM tool_key WHERE id = 1";
        connection.query_row(find, [], |row| row.get(0)).optional()
    });
    Ok(found.await?)
}

/// The public key, for platforms.
pub(super) async fn published(State(workbench): State<Workbench>) -> impl IntoResponse {
    let keys = KeySet::from_keys([Jwk::of_signer(&*workbench.key)]);
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CACHE_CONTROL, "public, max-age=900"),
    ];
    (headers, keys.to_json_string())
}
