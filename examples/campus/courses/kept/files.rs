//! The files of courses in the campus's file.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, TransactionBehavior, params};
use scorm_manifest::course::FilePath;
use scorm_manifest::export::Export;
use tokio::sync::SemaphorePermit;

use super::{Authored, Kept};
use crate::Failure;

/// Bytes of all files that one course has.
pub(in crate::courses) const MOST_FILE_BYTES: usize = 32 * 1024 * 1024;

/// Files that one course has.
pub(in crate::courses) const MOST_FILES: i64 = 200;

/// Files that are sent at once, so that they take a bounded amount of memory.
pub(in crate::courses) const MOST_SENDING: usize = 4;

/// Whether a file was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::courses) enum KeepFile {
    /// It is there, since now or before.
    Done,
    /// The course has [`MOST_FILES`] others.
    TooMany,
    /// With it the files would have more than [`MOST_FILE_BYTES`].
    TooLarge,
}

impl Authored {
    /// Room for one more file to be sent; `None` where as many are on their way as may be.
    pub(in crate::courses) fn room(&self) -> Option<SemaphorePermit<'_>> {
        self.sending.try_acquire().ok()
    }

    /// The files of a course, by their paths.
    pub(in crate::courses) async fn files(&self, id: i64) -> Result<Vec<FilePath>, Failure> {
        let names = self.database.call(move |connection| {
            let mut query = connection.prepare_cached(FILES)?;
            let names = query.query_map([id], |row| row.get::<_, String>(0))?;
            names.collect::<Result<Vec<_>, _>>()
        });
        Ok(names
            .await?
            .iter()
            .map(|name| FilePath::new(name))
            .collect::<Result<_, _>>()?)
    }

    /// What is planned of a course with its files, as a package; it is written while the server goes on with others.
    pub(in crate::courses) async fn package(
        &self,
        id: i64,
        export: Export,
    ) -> Result<Vec<u8>, Failure> {
        let assets = self.assets(id).await?;
        let written = move || export.write(&assets, Vec::new(), &mut ());
        Ok(tokio::task::spawn_blocking(written).await??)
    }

    /// What the files of a course hold.
    async fn assets(&self, id: i64) -> Result<BTreeMap<FilePath, Vec<u8>>, Failure> {
        let files = self.database.call(move |connection| {
            let mut query = connection.prepare_cached(ASSETS)?;
            let files = query.query_map([id], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
            files.collect::<Result<Vec<_>, _>>()
        });
        let files = files.await?.into_iter();
        files
            .map(|(name, bytes)| Ok((FilePath::new(&name)?, bytes)))
            .collect()
    }

    /// Keeps a file of a course where there is room for it. No file is ever replaced: what is published may need it.
    pub(in crate::courses) async fn keep_file(
        &self,
        id: i64,
        path: &FilePath,
        bytes: Vec<u8>,
    ) -> Result<KeepFile, Failure> {
        let path = path.to_string();
        let kept = self.database.call(move |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let there = transaction
                .query_row(FILE_THERE, params![id, path], |_| Ok(()))
                .optional()?;
            if there.is_some() {
                return Ok(KeepFile::Done);
            }
            let (count, total) = transaction.query_row(FILE_ROOM, [id], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            })?;
            let total = usize::try_from(total).unwrap_or(usize::MAX);
            if count >= MOST_FILES {
                return Ok(KeepFile::TooMany);
            }
            if total.saturating_add(bytes.len()) > MOST_FILE_BYTES {
                return Ok(KeepFile::TooLarge);
            }
            transaction.execute(KEEP_FILE, params![id, path, bytes])?;
            transaction.commit()?;
            Ok(KeepFile::Done)
        });
        Ok(kept.await?)
    }

    /// Forgets a file, which is a change of the course: pages that still offer the file can save nothing. `false` where
    /// the course was changed in the meantime, and may need it now.
    pub(in crate::courses) async fn remove_file(
        &self,
        kept: &Kept,
        path: &FilePath,
    ) -> Result<bool, Failure> {
        let (id, revision, path) = (kept.id, kept.standing.revision, path.to_string());
        let removed = self.database.call(move |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let is_current = transaction.execute(TOUCH, params![id, revision])? > 0;
            if is_current {
                transaction.execute(REMOVE_FILE, params![id, path])?;
            }
            transaction.commit()?;
            Ok(is_current)
        });
        Ok(removed.await?)
    }
}

const FILES: &str = "SELECT path FROM authored_file WHERE course = ?1 ORDER BY path";
const ASSETS: &str = "SELECT path, bytes FROM authored_file WHERE course = ?1";
const FILE_THERE: &str = "SELECT 1 FROM authored_file WHERE course = ?1 AND path = ?2";
const FILE_ROOM: &str =
    "SELECT count(*), ifnull(sum(length(bytes)), 0) FROM authored_file WHERE course = ?1";
const KEEP_FILE: &str = "INSERT INTO authored_file (course, path, bytes) \
                         SELECT id, ?2, ?3 FROM authored_course WHERE id = ?1";
// What is published as it is stays so.
const TOUCH: &str = "UPDATE authored_course SET revision = revision + 1, published_revision = \
                     CASE published_revision WHEN revision THEN revision + 1 ELSE published_revision END \
                     WHERE id = ?1 AND revision = ?2";
const REMOVE_FILE: &str = "DELETE FROM authored_file WHERE course = ?1 AND path = ?2";
