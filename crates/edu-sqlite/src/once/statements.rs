//! Tables of rows that are given out once, and every statement on them.

use crate::Schema;

// Counting 100,000 rows for every login would cost more than all the rest; the triggers keep
// the numbers within the transaction that changes them, whoever changes them. `place` is the
// order of arrival: SQLite gives a new row one above all that are there.
pub(super) const SCHEMA: Schema = Schema::new(
    "edu.once",
    &["
CREATE TABLE edu_once (
    place INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key BLOB NOT NULL CHECK (length(key) = 32),
    owner BLOB NOT NULL CHECK (length(owner) = 32),
    payload TEXT NOT NULL,
    expires INTEGER NOT NULL,
    UNIQUE (kind, key)
) STRICT;
CREATE INDEX edu_once_expires ON edu_once (kind, expires);
CREATE INDEX edu_once_line ON edu_once (kind, owner, place);
CREATE TABLE edu_once_used (
    kind TEXT NOT NULL,
    key BLOB NOT NULL CHECK (length(key) = 32),
    expires INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX edu_once_used_expires ON edu_once_used (kind, expires);
CREATE TABLE edu_once_owner (
    kind TEXT NOT NULL,
    owner BLOB NOT NULL,
    waiting INTEGER NOT NULL CHECK (waiting > 0),
    oldest INTEGER NOT NULL,
    PRIMARY KEY (kind, owner)
) STRICT, WITHOUT ROWID;
CREATE INDEX edu_once_longest ON edu_once_owner (kind, waiting DESC, oldest);
CREATE TABLE edu_once_count (
    kind TEXT NOT NULL PRIMARY KEY,
    waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0),
    used INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER edu_once_kept AFTER INSERT ON edu_once BEGIN
    INSERT INTO edu_once_count (kind, waiting) VALUES (new.kind, 1)
    ON CONFLICT (kind) DO UPDATE SET waiting = waiting + 1;
    INSERT INTO edu_once_owner (kind, owner, waiting, oldest)
    VALUES (new.kind, new.owner, 1, new.place)
    ON CONFLICT (kind, owner) DO UPDATE SET waiting = waiting + 1;
END;
CREATE TRIGGER edu_once_gone AFTER DELETE ON edu_once BEGIN
    UPDATE edu_once_count SET waiting = waiting - 1 WHERE kind = old.kind;
    DELETE FROM edu_once_owner
    WHERE kind = old.kind AND owner = old.owner AND waiting = 1;
    UPDATE edu_once_owner SET waiting = waiting - 1, oldest = (
        SELECT min(place) FROM edu_once WHERE kind = old.kind AND owner = old.owner)
    WHERE kind = old.kind AND owner = old.owner;
END;
CREATE TRIGGER edu_once_use_kept AFTER INSERT ON edu_once_used BEGIN
    INSERT INTO edu_once_count (kind, used) VALUES (new.kind, 1)
    ON CONFLICT (kind) DO UPDATE SET used = used + 1;
END;
CREATE TRIGGER edu_once_use_gone AFTER DELETE ON edu_once_used BEGIN
    UPDATE edu_once_count SET used = used - 1 WHERE kind = old.kind;
END;
"],
);

// A few with every new one: the file shrinks faster than it grows, and no call pays for all.
pub(super) const FORGET: &str = "DELETE FROM edu_once WHERE place IN (
    SELECT place FROM edu_once WHERE kind = ?1 AND expires <= ?2 ORDER BY expires LIMIT 64)";

pub(super) const FORGET_OWN: &str = "DELETE FROM edu_once WHERE place IN (
    SELECT place FROM edu_once WHERE kind = ?1 AND owner = ?2 AND expires <= ?3
    ORDER BY place LIMIT 64)";

pub(super) const HAS_ROOM: &str = "SELECT
    ifnull((SELECT waiting FROM edu_once_owner WHERE kind = ?1 AND owner = ?2), 0) < ?3
    AND ifnull((SELECT waiting FROM edu_once_count WHERE kind = ?1), 0) < ?4";

pub(super) const FORGET_USE: &str = "DELETE FROM edu_once_used WHERE kind = ?1 AND key IN (
    SELECT key FROM edu_once_used WHERE kind = ?1 AND expires <= ?2 ORDER BY expires LIMIT 64)";

// A key may come again only when what was kept under it has expired.
pub(super) const FREE: &str = "DELETE FROM edu_once WHERE kind = ?1 AND key = ?2 AND expires <= ?3";

pub(super) const KEEP: &str = "INSERT INTO edu_once (kind, key, owner, payload, expires)
    SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (
        SELECT 1 FROM edu_once_used WHERE kind = ?1 AND key = ?2 AND expires > ?6)
    ON CONFLICT (kind, key) DO NOTHING";

pub(super) const PUSH_OUT_OWN: &str = "DELETE FROM edu_once WHERE place = (
    SELECT oldest FROM edu_once_owner WHERE kind = ?1 AND owner = ?2 AND waiting > ?3)";

// Of owners with equally many, the one with the oldest row.
pub(super) const PUSH_OUT: &str = "DELETE FROM edu_once WHERE place = (
    SELECT oldest FROM edu_once_owner WHERE kind = ?1 ORDER BY waiting DESC, oldest LIMIT 1)
    AND (SELECT waiting FROM edu_once_count WHERE kind = ?1) > ?2";

// Whoever deletes the row has taken it; whoever finds nothing to delete has not. Another's
// attempt changes nothing.
pub(super) const TAKE: &str = "DELETE FROM edu_once
    WHERE kind = ?1 AND key = ?2 AND (?3 IS NULL OR owner = ?3) AND expires > ?4
    RETURNING payload, expires";

pub(super) const LOOK: &str = "SELECT payload FROM edu_once
    WHERE kind = ?1 AND key = ?2 AND expires > ?3";

pub(super) const USE: &str = "INSERT INTO edu_once_used (kind, key, expires) VALUES (?1, ?2, ?3)
    ON CONFLICT (kind, key) DO UPDATE SET expires = excluded.expires";

pub(super) const PUSH_OUT_USE: &str = "DELETE FROM edu_once_used WHERE kind = ?1 AND key IN (
    SELECT key FROM edu_once_used WHERE kind = ?1 ORDER BY expires
    LIMIT min(64, max(0, (SELECT used FROM edu_once_count WHERE kind = ?1) - ?2)))";

pub(super) const FIND: &str = "SELECT 1 FROM edu_once_used
    WHERE kind = ?1 AND key = ?2 AND expires > ?3
    UNION ALL SELECT 0 FROM edu_once WHERE kind = ?1 AND key = ?2 AND expires > ?3";
