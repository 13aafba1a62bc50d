//! The tables of the gradebook, and what is said to them.

use crate::Schema;

/// A `book` is what one tool keeps in one context, a `course` a context of all tools: digests, so
/// that keys are short whatever the ids. Texts are compared as bytes.
pub(super) const SCHEMA: Schema = Schema::new(
    "edu.lti.gradebook",
    &[r#"
CREATE TABLE edu_lti_book (
    tenant TEXT COLLATE "C" NOT NULL,
    book BYTEA NOT NULL,
    course BYTEA NOT NULL,
    client_id TEXT COLLATE "C" NOT NULL,
    deployment_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, book)
);
CREATE UNIQUE INDEX edu_lti_book_of_course
    ON edu_lti_book (tenant, course, client_id, deployment_id);
CREATE TABLE edu_lti_book_link (
    tenant TEXT COLLATE "C" NOT NULL,
    book BYTEA NOT NULL,
    link BYTEA NOT NULL,
    PRIMARY KEY (tenant, book, link),
    FOREIGN KEY (tenant, book) REFERENCES edu_lti_book (tenant, book) ON DELETE CASCADE
);
CREATE TABLE edu_lti_column (
    tenant TEXT COLLATE "C" NOT NULL,
    book BYTEA NOT NULL,
    item TEXT COLLATE "C" NOT NULL,
    resource_link_id TEXT COLLATE "C",
    resource_id TEXT COLLATE "C",
    tag TEXT COLLATE "C",
    removable BOOLEAN NOT NULL,
    closed BOOLEAN NOT NULL,
    stored TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, book, item),
    FOREIGN KEY (tenant, book) REFERENCES edu_lti_book (tenant, book) ON DELETE CASCADE
);
CREATE TABLE edu_lti_score (
    tenant TEXT COLLATE "C" NOT NULL,
    book BYTEA NOT NULL,
    item TEXT COLLATE "C" NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    seconds BIGINT NOT NULL,
    nanos BIGINT NOT NULL,
    stored TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, book, item, user_id),
    FOREIGN KEY (tenant, book, item)
        REFERENCES edu_lti_column (tenant, book, item) ON DELETE CASCADE
);
CREATE TABLE edu_lti_enrolment (
    tenant TEXT COLLATE "C" NOT NULL,
    course BYTEA NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, course, user_id)
);
"#],
);

pub(super) const OPEN: &str = "INSERT INTO edu_lti_book
    (tenant, book, course, client_id, deployment_id) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING";

pub(super) const FORGET: &str =
    "DELETE FROM edu_lti_book WHERE tenant = $1 AND book = $2 RETURNING 1";

pub(super) const FIND_BOOK: &str = "SELECT 1 FROM edu_lti_book WHERE tenant = $1 AND book = $2";

pub(super) const LIST_BOOKS: &str = "SELECT client_id, deployment_id FROM edu_lti_book
    WHERE tenant = $1 AND course = $2 AND (client_id, deployment_id) > ($3, $4)
    ORDER BY client_id, deployment_id LIMIT $5";

pub(super) const ADD_LINK: &str = "WITH opened AS (
        INSERT INTO edu_lti_book (tenant, book, course, client_id, deployment_id)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING)
    INSERT INTO edu_lti_book_link (tenant, book, link) VALUES ($1, $2, $6)
    ON CONFLICT DO NOTHING";

// Few columns, all of one tool in one context: their key leads to them, and filters go through them.
pub(super) const LIST: &str = "SELECT item, stored, removable, closed FROM edu_lti_column
    WHERE tenant = $1 AND book = $2 AND item > $3
        AND ($4 IS NULL OR resource_link_id = $4)
        AND ($5 IS NULL OR resource_id = $5)
        AND ($6 IS NULL OR tag = $6)
    ORDER BY item LIMIT $7";

pub(super) const FIND: &str = "SELECT item, stored, removable, closed FROM edu_lti_column
    WHERE tenant = $1 AND book = $2 AND item = $3";

pub(super) const FIND_LINK_OF: &str = "SELECT resource_link_id FROM edu_lti_column
    WHERE tenant = $1 AND book = $2 AND item = $3";

/// Says which of its conditions hold, and whether it was added.
pub(super) const ADD: &str = "WITH
    book AS (SELECT FROM edu_lti_book WHERE tenant = $1 AND book = $2),
    link AS (SELECT WHERE $8 IS NULL OR EXISTS (
        SELECT FROM edu_lti_book_link WHERE tenant = $1 AND book = $2 AND link = $8)),
    room AS (SELECT WHERE (
        SELECT count(*) FROM edu_lti_column WHERE tenant = $1 AND book = $2) < $9),
    added AS (
        INSERT INTO edu_lti_column
            (tenant, book, item, resource_link_id, resource_id, tag, removable, closed, stored)
        SELECT $1, $2, $3, $4, $5, $6, TRUE, FALSE, $7 FROM book, link, room RETURNING 1)
    SELECT EXISTS (SELECT FROM book), EXISTS (SELECT FROM link), EXISTS (SELECT FROM added)";

pub(super) const SET: &str = "WITH
    opened AS (
        INSERT INTO edu_lti_book (tenant, book, course, client_id, deployment_id)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING),
    linked AS (
        INSERT INTO edu_lti_book_link (tenant, book, link)
        SELECT $1, $2, $6 WHERE $6 IS NOT NULL ON CONFLICT DO NOTHING)
    INSERT INTO edu_lti_column
        (tenant, book, item, resource_link_id, resource_id, tag, removable, closed, stored)
    VALUES ($1, $2, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT (tenant, book, item) DO UPDATE SET
        resource_link_id = excluded.resource_link_id, resource_id = excluded.resource_id,
        tag = excluded.tag, removable = excluded.removable, closed = excluded.closed,
        stored = excluded.stored";

/// Where the placement is still the one that was looked at.
pub(super) const REPLACE: &str = "UPDATE edu_lti_column
    SET resource_id = $5, tag = $6, stored = $7
    WHERE tenant = $1 AND book = $2 AND item = $3 AND resource_link_id IS NOT DISTINCT FROM $4
    RETURNING removable, closed";

pub(super) const REMOVE: &str = "DELETE FROM edu_lti_column
    WHERE tenant = $1 AND book = $2 AND item = $3 AND removable RETURNING 1";

/// Takes a score where its column and person may have one, and the last is not later. Says whether
/// the column is closed and the person enrolled, and whether the score is the first or another;
/// neither where it was not taken.
pub(super) const RECORD: &str = "WITH
    kept AS (SELECT closed FROM edu_lti_column WHERE tenant = $1 AND book = $2 AND item = $3),
    enrolled AS (SELECT WHERE $8 IS NULL OR EXISTS (
        SELECT FROM edu_lti_enrolment WHERE tenant = $1 AND course = $8 AND user_id = $4)),
    taken AS (
        INSERT INTO edu_lti_score AS last (tenant, book, item, user_id, seconds, nanos, stored)
        SELECT $1, $2, $3, $4, $5, $6, $7 FROM kept, enrolled WHERE NOT kept.closed
        ON CONFLICT (tenant, book, item, user_id) DO UPDATE SET
            seconds = excluded.seconds, nanos = excluded.nanos, stored = excluded.stored
        WHERE (last.seconds, last.nanos) < (excluded.seconds, excluded.nanos)
            OR ((last.seconds, last.nanos) = (excluded.seconds, excluded.nanos)
                AND last.stored <> excluded.stored)
        RETURNING xmax = 0 AS first)
    SELECT kept.closed, EXISTS (SELECT FROM enrolled), (SELECT first FROM taken) FROM kept";

pub(super) const LAST_SCORE: &str = "SELECT stored FROM edu_lti_score
    WHERE tenant = $1 AND book = $2 AND item = $3 AND user_id = $4";

pub(super) const LIST_SCORES: &str = "SELECT stored FROM edu_lti_score
    WHERE tenant = $1 AND book = $2 AND item = $3 AND user_id > $4 ORDER BY user_id LIMIT $5";

pub(super) const ENROL: &str = "INSERT INTO edu_lti_enrolment (tenant, course, user_id)
    VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

pub(super) const WITHDRAW: &str = "DELETE FROM edu_lti_enrolment
    WHERE tenant = $1 AND course = $2 AND user_id = $3 RETURNING 1";
