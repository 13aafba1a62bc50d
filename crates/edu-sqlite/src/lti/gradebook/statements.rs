//! The tables of the gradebook, and what is said to them.

use crate::Schema;

/// A `book` is what one tool keeps in one context, a `course` a context of all tools: digests, so
/// that keys are short whatever the ids.
pub(super) const SCHEMA: Schema = Schema::new(
    "edu.lti.gradebook",
    &["
CREATE TABLE edu_lti_book (
    tenant TEXT NOT NULL,
    book BLOB NOT NULL,
    course BLOB NOT NULL,
    client_id TEXT NOT NULL,
    deployment_id TEXT NOT NULL,
    PRIMARY KEY (tenant, book)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX edu_lti_book_of_course
    ON edu_lti_book (tenant, course, client_id, deployment_id);
CREATE TABLE edu_lti_book_link (
    tenant TEXT NOT NULL,
    book BLOB NOT NULL,
    link BLOB NOT NULL,
    PRIMARY KEY (tenant, book, link),
    FOREIGN KEY (tenant, book) REFERENCES edu_lti_book (tenant, book) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE edu_lti_column (
    tenant TEXT NOT NULL,
    book BLOB NOT NULL,
    item TEXT NOT NULL,
    resource_link_id TEXT,
    resource_id TEXT,
    tag TEXT,
    removable INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    stored TEXT NOT NULL,
    PRIMARY KEY (tenant, book, item),
    FOREIGN KEY (tenant, book) REFERENCES edu_lti_book (tenant, book) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE edu_lti_score (
    tenant TEXT NOT NULL,
    book BLOB NOT NULL,
    item TEXT NOT NULL,
    user_id TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    nanos INTEGER NOT NULL,
    stored TEXT NOT NULL,
    PRIMARY KEY (tenant, book, item, user_id),
    FOREIGN KEY (tenant, book, item)
        REFERENCES edu_lti_column (tenant, book, item) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE edu_lti_enrolment (
    tenant TEXT NOT NULL,
    course BLOB NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (tenant, course, user_id)
) STRICT, WITHOUT ROWID;
"],
);

pub(super) const OPEN: &str = "INSERT INTO edu_lti_book
    (tenant, book, course, client_id, deployment_id) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT DO NOTHING";

pub(super) const FORGET: &str = "DELETE FROM edu_lti_book WHERE tenant = ?1 AND book = ?2";

pub(super) const FIND_BOOK: &str = "SELECT 1 FROM edu_lti_book WHERE tenant = ?1 AND book = ?2";

pub(super) const LIST_BOOKS: &str = "SELECT client_id, deployment_id FROM edu_lti_book
    WHERE tenant = ?1 AND course = ?2 AND (client_id, deployment_id) > (?3, ?4)
    ORDER BY client_id, deployment_id LIMIT ?5";

pub(super) const ADD_LINK: &str = "INSERT INTO edu_lti_book_link (tenant, book, link)
    VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

pub(super) const FIND_LINK: &str =
    "SELECT 1 FROM edu_lti_book_link WHERE tenant = ?1 AND book = ?2 AND link = ?3";

// Few columns, all of one tool in one context: their key leads to them, and filters go through them.
pub(super) const LIST: &str = "SELECT item, stored, removable, closed FROM edu_lti_column
    WHERE tenant = ?1 AND book = ?2 AND item > ?3
        AND (?4 IS NULL OR resource_link_id = ?4)
        AND (?5 IS NULL OR resource_id = ?5)
        AND (?6 IS NULL OR tag = ?6)
    ORDER BY item LIMIT ?7";

pub(super) const FIND: &str = "SELECT item, stored, removable, closed FROM edu_lti_column
    WHERE tenant = ?1 AND book = ?2 AND item = ?3";

pub(super) const FIND_FIXED: &str = "SELECT resource_link_id, removable, closed FROM edu_lti_column
    WHERE tenant = ?1 AND book = ?2 AND item = ?3";

pub(super) const COUNT: &str =
    "SELECT count(*) FROM edu_lti_column WHERE tenant = ?1 AND book = ?2";

pub(super) const ADD: &str = "INSERT INTO edu_lti_column
    (tenant, book, item, resource_link_id, resource_id, tag, removable, closed, stored)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

pub(super) const SET: &str = "INSERT INTO edu_lti_column
    (tenant, book, item, resource_link_id, resource_id, tag, removable, closed, stored)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (tenant, book, item) DO UPDATE SET
        resource_link_id = excluded.resource_link_id, resource_id = excluded.resource_id,
        tag = excluded.tag, removable = excluded.removable, closed = excluded.closed,
        stored = excluded.stored";

pub(super) const REMOVE: &str =
    "DELETE FROM edu_lti_column WHERE tenant = ?1 AND book = ?2 AND item = ?3";

pub(super) const LAST_SCORE: &str = "SELECT seconds, nanos, stored FROM edu_lti_score
    WHERE tenant = ?1 AND book = ?2 AND item = ?3 AND user_id = ?4";

pub(super) const KEEP_SCORE: &str = "INSERT INTO edu_lti_score
    (tenant, book, item, user_id, seconds, nanos, stored) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (tenant, book, item, user_id) DO UPDATE SET
        seconds = excluded.seconds, nanos = excluded.nanos, stored = excluded.stored";

pub(super) const LIST_SCORES: &str = "SELECT stored FROM edu_lti_score
    WHERE tenant = ?1 AND book = ?2 AND item = ?3 AND user_id > ?4 ORDER BY user_id LIMIT ?5";

pub(super) const ENROL: &str = "INSERT INTO edu_lti_enrolment (tenant, course, user_id)
    VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

pub(super) const WITHDRAW: &str =
    "DELETE FROM edu_lti_enrolment WHERE tenant = ?1 AND course = ?2 AND user_id = ?3";

pub(super) const FIND_ENROLLED: &str =
    "SELECT 1 FROM edu_lti_enrolment WHERE tenant = ?1 AND course = ?2 AND user_id = ?3";
