//! Packages in the campus's file: each once, whoever sends it how often.

use axum::body::Bytes;
use edu_sqlite::Database;
use rusqlite::{OptionalExtension as _, TransactionBehavior, params};
use sha2::{Digest as _, Sha256};

use super::uploads::End;
use crate::Failure;

/// Packages that the campus keeps.
const MOST_PACKAGES: i64 = 20;

/// The packages in the store.
#[derive(Clone, Debug)]
pub(super) struct KeptPackages {
    database: Database,
}

/// What lists show of a package.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) id: i64,
    pub(super) title: String,
    /// The edition, for people.
    pub(super) edition: String,
    /// What the file was called that was sent first.
    pub(super) file: String,
}

impl KeptPackages {
    pub(super) fn new(database: Database) -> Self {
        Self { database }
    }

    /// Keeps the bytes of a package, unless the same are kept.
    pub(super) async fn keep(&self, label: Label, bytes: Vec<u8>) -> Result<End, Failure> {
        let digest = Bytes::copy_from_slice(&Sha256::digest(&bytes));
        let digest = format!("{digest:x}");
        let kept = self.database.call(move |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let known = transaction
                .query_row(KNOWN, [&digest], |row| row.get(0))
                .optional()?;
            if let Some(id) = known {
                return Ok(End::Kept { id, is_known: true });
            }
            let values = params![
                digest,
                label.title,
                label.edition,
                label.file,
                bytes,
                MOST_PACKAGES
            ];
            if transaction.execute(KEEP, values)? == 0 {
                return Ok(End::Full);
            }
            let id = transaction.last_insert_rowid();
            transaction.commit()?;
            Ok(End::Kept {
                id,
                is_known: false,
            })
        });
        Ok(kept.await?)
    }

    /// All packages, the last that came first.
    pub(super) async fn all(&self) -> Result<Vec<Label>, Failure> {
        let all = self.database.call(|connection| {
            let mut query = connection.prepare_cached(ALL)?;
            let all = query.query_map([], |row| {
                Ok(Label {
                    id: row.get(0)?,
                    title: row.get(1)?,
                    edition: row.get(2)?,
                    file: row.get(3)?,
                })
            })?;
            all.collect::<Result<Vec<_>, _>>()
        });
        Ok(all.await?)
    }

    /// The title and the bytes of a package.
    pub(super) async fn find(&self, id: i64) -> Result<Option<(String, Vec<u8>)>, Failure> {
        let found = self.database.call(move |connection| {
            let found = connection.query_row(ONE, [id], |row| Ok((row.get(0)?, row.get(1)?)));
            found.optional()
        });
        Ok(found.await?)
    }

    /// Forgets a package; `false` where there is none.
    pub(super) async fn remove(&self, id: i64) -> Result<bool, Failure> {
        let removed = self
            .database
            .call(move |connection| connection.execute(REMOVE, [id]));
        Ok(removed.await? > 0)
    }
}

const KNOWN: &str = "SELECT id FROM uploaded_package WHERE digest = ?1";
const KEEP: &str = "INSERT INTO uploaded_package (digest, title, edition, file, bytes) \
                    SELECT ?1, ?2, ?3, ?4, ?5 WHERE (SELECT count(*) FROM uploaded_package) < ?6";
const ALL: &str = "SELECT id, title, edition, file FROM uploaded_package ORDER BY id DESC";
const ONE: &str = "SELECT title, bytes FROM uploaded_package WHERE id = ?1";
const REMOVE: &str = "DELETE FROM uploaded_package WHERE id = ?1";
