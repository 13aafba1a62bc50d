//! Courses in the campus's file: the draft, and the version that others see.

mod files;

use std::sync::Arc;

use edu_examples::checks::Fields;
use edu_json::ToJson as _;
use edu_sqlite::Database;
use edu_types::{Limits, Profile};
use rusqlite::{OptionalExtension as _, TransactionBehavior, params};
use scorm_manifest::course::{Course, CourseVersion, Draft, Published};

use tokio::sync::Semaphore;

use crate::Failure;
use crate::clock::now;

pub(super) use files::{KeepFile, MOST_FILE_BYTES, MOST_FILES, MOST_SENDING};

/// Courses that the campus keeps.
const MOST_COURSES: i64 = 100;

/// The courses in the store.
#[derive(Clone, Debug)]
pub(crate) struct Authored {
    database: Database,
    /// Files that are being sent.
    sending: Arc<Semaphore>,
}

/// One course.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) id: i64,
    pub(super) standing: Standing,
    /// The draft.
    pub(super) course: Course,
    pub(super) published: Option<Published>,
}

/// How a draft and what is published of it stand to each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// Counts the changes of the draft.
    pub(super) revision: i64,
    /// The revision of the draft that was published.
    published_revision: Option<i64>,
    /// How many versions were published; the last of them is what others see.
    pub(super) versions: i64,
}

/// What lists show of a course.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) id: i64,
    /// That of the draft.
    pub(super) title: String,
    pub(super) standing: Standing,
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

/// A row, as the table holds it: how it stands, its number, the draft and what is published.
type Row = (Standing, i64, String, Option<String>);

impl Standing {
    /// Of the first three columns of a row.
    fn of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            revision: row.get(0)?,
            published_revision: row.get(1)?,
            versions: row.get(2)?,
        })
    }

    /// Whether others see the course as it is, in words.
    pub(super) fn told(self) -> String {
        match self.versions {
            0 => "a draft, not published".to_owned(),
            version if self.is_published_as_it_is() => format!("published as version {version}"),
            version => format!("version {version} is published, the draft was changed since"),
        }
    }

    /// Whether the draft is what was published last.
    pub(super) fn is_published_as_it_is(self) -> bool {
        self.published_revision == Some(self.revision)
    }
}

impl Kept {
    fn of((standing, id, draft, published): Row) -> Result<Self, Failure> {
        let (profile, limits) = (Profile::lenient(), Limits::DEFAULT);
        let course = Course::from_slice(draft.as_bytes(), &profile, &limits)?.value;
        let published = published
            .map(|text| Published::from_slice(text.as_bytes(), &profile, &PUBLISHED_LIMITS))
            .transpose()?
            .map(|read| read.value);
        Ok(Self {
            id,
            standing,
            course,
            published,
        })
    }

    /// Whether the draft was changed since a form was made.
    pub(super) fn was_changed_since(&self, fields: &Fields) -> bool {
        fields.get("revision") != self.standing.revision.to_string()
    }

    /// Whether a version was published since a form was made.
    pub(super) fn was_published_since(&self, fields: &Fields) -> bool {
        fields.get("versions") != self.standing.versions.to_string()
    }

    /// The draft as the next version; `None` where a rule is broken.
    pub(super) fn publish(&self) -> Result<Option<Published>, Failure> {
        let version = CourseVersion::new(&self.standing.versions.saturating_add(1).to_string())?;
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
        Self {
            database,
            sending: Arc::new(Semaphore::new(MOST_SENDING)),
        }
    }

    /// Every course, in the order they were made.
    pub(super) async fn all(&self) -> Result<Vec<Listed>, Failure> {
        let all = self.database.call(|connection| {
            let mut query = connection.prepare_cached(ALL)?;
            let all = query.query_map([], |row| {
                Ok(Listed {
                    id: row.get(3)?,
                    title: row.get(4)?,
                    standing: Standing::of(row)?,
                })
            })?;
            all.collect::<Result<Vec<_>, _>>()
        });
        Ok(all.await?)
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
        let (draft, title) = (course.to_json_string(), course.title.clone());
        let added = self.database.call(move |connection| {
            let added = connection.execute(ADD, params![draft, title, MOST_COURSES])?;
            Ok((added > 0).then(|| connection.last_insert_rowid()))
        });
        Ok(added.await?)
    }

    /// Keeps the changed draft, if it is one that can be read again.
    pub(super) async fn save(&self, kept: &Kept) -> Result<Save, Failure> {
        let (draft, title) = (kept.course.to_json_string(), kept.course.title.clone());
        let (id, revision) = (kept.id, kept.standing.revision);
        let read = Course::from_slice(draft.as_bytes(), &Profile::lenient(), &Limits::DEFAULT);
        if let Err(refused) = read {
            return Ok(Save::Refused(refused.to_string()));
        }
        let saved = self
            .database
            .call(move |connection| connection.execute(SAVE, params![draft, title, id, revision]));
        Ok(match saved.await? {
            0 => Save::Stale,
            _ => Save::Done,
        })
    }

    /// Puts a version where the one before was, in one update: who reads sees the one or the other.
    /// `false` where the draft was changed, or published, in the meantime.
    pub(super) async fn publish(&self, kept: &Kept, version: &Published) -> Result<bool, Failure> {
        let (text, id) = (version.to_json_string(), kept.id);
        let revision = kept.standing.revision;
        let published = self
            .database
            .call(move |connection| connection.execute(PUBLISH, params![text, id, revision]));
        Ok(published.await? > 0)
    }

    /// Forgets a course with all that is published of it and all its files; `false` where it was changed in the meantime.
    pub(super) async fn remove(&self, kept: &Kept) -> Result<bool, Failure> {
        let (id, revision) = (kept.id, kept.standing.revision);
        let versions = kept.standing.versions;
        let removed = self.database.call(move |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let is_current = transaction
                .query_row(IS_CURRENT, params![id, revision, versions], |_| Ok(()))
                .optional()?
                .is_some();
            if is_current {
                transaction.execute(REMOVE_FILES, [id])?;
                transaction.execute(REMOVE, [id])?;
            }
            transaction.commit()?;
            Ok(is_current)
        });
        Ok(removed.await?)
    }
}

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok((Standing::of(row)?, row.get(3)?, row.get(4)?, row.get(5)?))
}

const ALL: &str = "SELECT revision, published_revision, versions, id, title \
                   FROM authored_course ORDER BY id";
const ONE: &str = "SELECT revision, published_revision, versions, id, draft, published \
                   FROM authored_course WHERE id = ?1";
const ADD: &str = "INSERT INTO authored_course (draft, title) \
                   SELECT ?1, ?2 WHERE (SELECT count(*) FROM authored_course) < ?3";
const SAVE: &str = "UPDATE authored_course SET draft = ?1, title = ?2, revision = revision + 1 \
                    WHERE id = ?3 AND revision = ?4";
const PUBLISH: &str = "UPDATE authored_course SET published = ?1, versions = versions + 1, \
                       published_revision = revision WHERE id = ?2 AND revision = ?3 \
                       AND published_revision IS NOT revision";
const IS_CURRENT: &str = "SELECT 1 FROM authored_course \
                          WHERE id = ?1 AND revision = ?2 AND versions = ?3";
const REMOVE_FILES: &str = "DELETE FROM authored_file WHERE course = ?1";
const REMOVE: &str = "DELETE FROM authored_course WHERE id = ?1";
