//! Courses in the campus's file: the draft, the version that others see, and their files.

use std::collections::BTreeMap;

use edu_json::ToJson as _;
use edu_sqlite::Database;
use edu_types::{Limits, Profile};
use rusqlite::{OptionalExtension as _, Row, TransactionBehavior, params};
use scorm_manifest::course::{Course, CourseVersion, Draft, FilePath, Published};
use scorm_manifest::export::Export;

use crate::Failure;
use crate::clock::now;

/// Courses that the campus keeps.
const MOST_COURSES: i64 = 100;

/// Bytes of all files that one course has, also those that it had.
pub(super) const MOST_FILE_BYTES: usize = 32 * 1024 * 1024;

/// Files that one course has, also those that it had.
const MOST_FILES: i64 = 200;

/// The courses in the store.
#[derive(Clone, Debug)]
pub(crate) struct Authored {
    database: Database,
}

/// One course.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) id: i64,
    /// Counts the changes of the draft.
    pub(super) revision: i64,
    /// The draft.
    pub(super) course: Course,
    pub(super) published: Option<Published>,
    /// The revision of the draft that was published.
    published_revision: Option<i64>,
    /// How many versions were published.
    versions: i64,
}

/// Whether a changed draft was kept.
#[derive(Clone, Debug)]
pub(super) enum Save {
    Done,
    /// It was changed by somebody else in the meantime.
    Stale,
    /// It is larger or deeper than courses may be.
    Refused(String),
}

/// A row, as the table holds it.
type Kind = (i64, i64, String, Option<String>, Option<i64>, i64);

impl Kept {
    fn of(
        (id, revision, draft, published, published_revision, versions): Kind,
    ) -> Result<Self, Failure> {
        let (profile, limits) = (Profile::lenient(), Limits::DEFAULT);
        let course = Course::from_slice(draft.as_bytes(), &profile, &limits)?.value;
        let published = published
            .map(|text| Published::from_slice(text.as_bytes(), &profile, &PUBLISHED_LIMITS))
            .transpose()?
            .map(|read| read.value);
        Ok(Self {
            id,
            revision,
            course,
            published,
            published_revision,
            versions,
        })
    }

    /// Whether others see it as it is, in words.
    pub(super) fn state(&self) -> String {
        match &self.published {
            None => "a draft, not published".to_owned(),
            Some(published) if self.is_published_as_it_is() => {
                format!("published as version {}", published.version())
            }
            Some(published) => {
                format!(
                    "version {} is published, the draft was changed since",
                    published.version()
                )
            }
        }
    }

    /// Whether the draft is what was published last.
    pub(super) fn is_published_as_it_is(&self) -> bool {
        self.published_revision == Some(self.revision)
    }

    /// The draft as the next version; `None` where a rule is broken.
    pub(super) fn publish(&self) -> Result<Option<Published>, Failure> {
        let version = CourseVersion::new(&self.versions.saturating_add(1).to_string())?;
        Ok(Draft::new(self.course.clone())
            .publish(version, &now()?)
            .ok())
    }
}

/// What is published has a few members more than the draft.
const PUBLISHED_LIMITS: Limits = Limits::DEFAULT.with_bytes(Limits::DEFAULT.bytes + 4096);

impl Authored {
    /// What is in the store.
    pub(crate) fn new(database: Database) -> Self {
        Self { database }
    }

    /// Every course, in the order they were made.
    pub(super) async fn all(&self) -> Result<Vec<Kept>, Failure> {
        let rows = self.database.call(|connection| {
            let mut query = connection.prepare_cached(ALL)?;
            query.query_map([], row)?.collect::<Result<Vec<_>, _>>()
        });
        rows.await?.into_iter().map(Kept::of).collect()
    }

    /// One course.
    pub(super) async fn find(&self, id: i64) -> Result<Option<Kept>, Failure> {
        let found = self
            .database
            .call(move |connection| connection.query_row(ONE, [id], row).optional());
        found.await?.map(Kept::of).transpose()
    }

    /// Keeps a new draft under the number that is handed back; `None` where there is no room.
    pub(super) async fn add(&self, course: &Course) -> Result<Option<i64>, Failure> {
        let draft = course.to_json_string();
        let added = self.database.call(move |connection| {
            let added = connection.execute(ADD, params![draft, MOST_COURSES])?;
            Ok((added > 0).then(|| connection.last_insert_rowid()))
        });
        Ok(added.await?)
    }

    /// Keeps the changed draft, if it is one that can be read again.
    pub(super) async fn save(&self, kept: &Kept) -> Result<Save, Failure> {
        let (draft, id, revision) = (kept.course.to_json_string(), kept.id, kept.revision);
        let read = Course::from_slice(draft.as_bytes(), &Profile::lenient(), &Limits::DEFAULT);
        if let Err(refused) = read {
            return Ok(Save::Refused(refused.to_string()));
        }
        let saved = self
            .database
            .call(move |connection| connection.execute(SAVE, params![draft, id, revision]));
        Ok(match saved.await? {
            0 => Save::Stale,
            _ => Save::Done,
        })
    }

    /// Puts a version where the one before was, in one update: who reads sees the one or the other.
    /// `false` where the draft was changed, or published, in the meantime.
    pub(super) async fn publish(&self, kept: &Kept, version: &Published) -> Result<bool, Failure> {
        let (text, id, revision) = (version.to_json_string(), kept.id, kept.revision);
        let published = self
            .database
            .call(move |connection| connection.execute(PUBLISH, params![text, id, revision]));
        Ok(published.await? > 0)
    }

    /// The files of a course, by their paths.
    pub(super) async fn files(&self, id: i64) -> Result<Vec<FilePath>, Failure> {
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
    pub(super) async fn package(&self, id: i64, export: Export) -> Result<Vec<u8>, Failure> {
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

    /// Keeps a file of a course; `false` where there is no room for it. No file is ever replaced: what is published
    /// may need it.
    pub(super) async fn keep_file(
        &self,
        id: i64,
        path: &FilePath,
        bytes: Vec<u8>,
    ) -> Result<bool, Failure> {
        let path = path.to_string();
        let kept = self.database.call(move |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let there = transaction
                .query_row(FILE_THERE, params![id, path], |_| Ok(()))
                .optional()?;
            let (count, total) = transaction.query_row(FILE_ROOM, [id], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            })?;
            let total = usize::try_from(total)
                .unwrap_or(usize::MAX)
                .saturating_add(bytes.len());
            let room = count < MOST_FILES && total <= MOST_FILE_BYTES;
            if there.is_none() && room {
                transaction.execute(KEEP_FILE, params![id, path, bytes])?;
            }
            transaction.commit()?;
            Ok(there.is_some() || room)
        });
        Ok(kept.await?)
    }
}

fn row(row: &Row<'_>) -> rusqlite::Result<Kind> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
    ))
}

const ALL: &str = "SELECT id, revision, draft, published, published_revision, versions \
                   FROM authored_course ORDER BY id";
const ONE: &str = "SELECT id, revision, draft, published, published_revision, versions \
                   FROM authored_course WHERE id = ?1";
const ADD: &str = "INSERT INTO authored_course (draft) \
                   SELECT ?1 WHERE (SELECT count(*) FROM authored_course) < ?2";
const SAVE: &str = "UPDATE authored_course SET draft = ?1, revision = revision + 1 \
                    WHERE id = ?2 AND revision = ?3";
const PUBLISH: &str = "UPDATE authored_course SET published = ?1, versions = versions + 1, \
                       published_revision = revision WHERE id = ?2 AND revision = ?3 \
                       AND published_revision IS NOT revision";
const FILES: &str = "SELECT path FROM authored_file WHERE course = ?1 ORDER BY path";
const ASSETS: &str = "SELECT path, bytes FROM authored_file WHERE course = ?1";
const FILE_THERE: &str = "SELECT 1 FROM authored_file WHERE course = ?1 AND path = ?2";
const FILE_ROOM: &str =
    "SELECT count(*), ifnull(sum(length(bytes)), 0) FROM authored_file WHERE course = ?1";
const KEEP_FILE: &str = "INSERT INTO authored_file (course, path, bytes) VALUES (?1, ?2, ?3)";
