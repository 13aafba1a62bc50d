//! Packages in the campus's file: each once, whoever sends it how often.

use edu_sqlite::Database;
use rusqlite::{OptionalExtension as _, TransactionBehavior, params};

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

/// A package that is to be kept.
#[derive(Clone, Debug)]
pub(super) struct NewPackage {
    /// SHA-256 of the bytes, in hexadecimal.
    pub(super) digest: String,
    pub(super) title: String,
    pub(super) edition: String,
    pub(super) file: String,
    pub(super) bytes: Vec<u8>,
    /// What was found in it, as its page shows it.
    pub(super) told: String,
}

impl KeptPackages {
    pub(super) fn new(database: Database) -> Self {
        Self { database }
    }

    /// Keeps the bytes of a package; where the same are kept, what was found in them now.
    pub(super) async fn keep(&self, new: NewPackage) -> Result<End, Failure> {
        let kept = self.database.call(move |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let known = transaction
                .query_row(KNOWN, [&new.digest], |row| row.get(0))
                .optional()?;
            if let Some(id) = known {
                transaction.execute(FOUND, params![new.title, new.told, id])?;
                transaction.commit()?;
                return Ok(End::Kept { id, is_known: true });
            }
            let values = params![
                new.digest,
                new.title,
                new.edition,
                new.file,
                new.bytes,
                new.told,
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

    /// The title of a package, and what is told of it.
    pub(super) async fn find(&self, id: i64) -> Result<Option<(String, String)>, Failure> {
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
const KEEP: &str = "INSERT INTO uploaded_package (digest, title, edition, file, bytes, told) \
                    SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE (SELECT count(*) FROM uploaded_package) < ?7";
const FOUND: &str = "UPDATE uploaded_package SET title = ?1, told = ?2 WHERE id = ?3";
const ALL: &str = "SELECT id, title, edition, file FROM uploaded_package ORDER BY id DESC";
const ONE: &str = "SELECT title, told FROM uploaded_package WHERE id = ?1";
const REMOVE: &str = "DELETE FROM uploaded_package WHERE id = ?1";
