//! Tables and statements of the record store.

use crate::Schema;

/// The tenant leads every key, as a number that stands for its id. Of a statement it does so in
/// `place`, its upper half: see [`super::tenants::Tenant`]. `keys` are those of the statement
/// itself, one behind the other. Times of storing are milliseconds, those of documents
/// nanoseconds, of the Unix epoch.
///
/// An entry says that the statement at `listed` is found by `key`, because the one at `source`
/// has it: itself, or one that it targets.
pub(super) const SCHEMA: Schema = Schema::new(
    "edu.xapi",
    &["
CREATE TABLE edu_xapi_tenant (
    number INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 8388607),
    tenant TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE edu_xapi_statement (
    place INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    stored INTEGER NOT NULL,
    voided INTEGER NOT NULL,
    voids INTEGER NOT NULL,
    target BLOB CHECK (length(target) = 16),
    keys BLOB NOT NULL,
    json BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX edu_xapi_statement_id ON edu_xapi_statement (tenant, id);
CREATE INDEX edu_xapi_statement_stored ON edu_xapi_statement (tenant, stored);
CREATE INDEX edu_xapi_statement_target ON edu_xapi_statement (tenant, target)
    WHERE target IS NOT NULL;
CREATE TABLE edu_xapi_entry (
    tenant INTEGER NOT NULL,
    key BLOB NOT NULL,
    listed INTEGER NOT NULL,
    source INTEGER NOT NULL,
    PRIMARY KEY (tenant, key, listed, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE edu_xapi_attachment (
    tenant INTEGER NOT NULL,
    digest BLOB NOT NULL,
    data BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX edu_xapi_attachment_digest ON edu_xapi_attachment (tenant, digest);
CREATE TABLE edu_xapi_definition (
    tenant INTEGER NOT NULL,
    activity BLOB NOT NULL CHECK (length(activity) = 16),
    definition TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX edu_xapi_definition_activity ON edu_xapi_definition (tenant, activity);
CREATE TABLE edu_xapi_name (
    tenant INTEGER NOT NULL,
    agent BLOB NOT NULL CHECK (length(agent) = 16),
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (tenant, agent, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE edu_xapi_document (
    tenant INTEGER NOT NULL,
    activity BLOB NOT NULL CHECK (length(activity) IN (0, 16)),
    agent BLOB NOT NULL CHECK (length(agent) IN (0, 16)),
    registration BLOB NOT NULL CHECK (length(registration) IN (0, 16)),
    id TEXT NOT NULL,
    content_type TEXT NOT NULL,
    content BLOB NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX edu_xapi_document_id
    ON edu_xapi_document (tenant, activity, agent, registration, id);
CREATE TABLE edu_xapi_follower (
    tenant INTEGER NOT NULL,
    follower TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (tenant, follower)
) STRICT, WITHOUT ROWID;
"],
);

pub(super) const FIND_TENANT: &str = "SELECT number FROM edu_xapi_tenant WHERE tenant = ?1";

pub(super) const ADD_TENANT: &str =
    "INSERT INTO edu_xapi_tenant (tenant) VALUES (?1) RETURNING number";

// The last of a tenant, whose places lie between two bounds.
pub(super) const LAST: &str = "SELECT place, stored FROM edu_xapi_statement
    WHERE place > ?1 AND place <= ?2 ORDER BY place DESC LIMIT 1";

// The last of those stored no later.
pub(super) const LAST_UNTIL: &str = "SELECT place FROM edu_xapi_statement
    WHERE tenant = ?1 AND stored <= ?2 ORDER BY stored DESC, place DESC LIMIT 1";

pub(super) const FIND: &str =
    "SELECT place, stored, voided, voids, target, keys, json FROM edu_xapi_statement
    WHERE tenant = ?1 AND id = ?2";

pub(super) const AT: &str =
    "SELECT stored, voided, keys, json FROM edu_xapi_statement WHERE place = ?1";

pub(super) const KEYS_AT: &str = "SELECT keys FROM edu_xapi_statement WHERE place = ?1";

pub(super) const ADD: &str = "INSERT INTO edu_xapi_statement
    (place, tenant, id, stored, voided, voids, target, keys, json)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

pub(super) const VOID: &str =
    "UPDATE edu_xapi_statement SET voided = 1 WHERE place = ?1 AND voided = 0";

pub(super) const TARGETED_BY: &str = "SELECT place, id FROM edu_xapi_statement
    WHERE tenant = ?1 AND target = ?2 ORDER BY place LIMIT ?3";

pub(super) const VOIDED_BY: &str = "SELECT 1 FROM edu_xapi_statement
    WHERE tenant = ?1 AND target = ?2 AND voids = 1";

pub(super) const ADD_ENTRY: &str = "INSERT INTO edu_xapi_entry (tenant, key, listed, source)
    VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";

pub(super) const ADD_ATTACHMENT: &str = "INSERT INTO edu_xapi_attachment (tenant, digest, data)
    VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

pub(super) const ATTACHMENT: &str =
    "SELECT data FROM edu_xapi_attachment WHERE tenant = ?1 AND digest = ?2";

pub(super) const DEFINITION: &str =
    "SELECT definition FROM edu_xapi_definition WHERE tenant = ?1 AND activity = ?2";

pub(super) const DEFINE: &str = "INSERT INTO edu_xapi_definition (tenant, activity, definition)
    VALUES (?1, ?2, ?3)
    ON CONFLICT (tenant, activity) DO UPDATE SET definition = excluded.definition";

pub(super) const HAS_NAME: &str =
    "SELECT 1 FROM edu_xapi_name WHERE tenant = ?1 AND agent = ?2 AND name = ?3";

pub(super) const ADD_NAME: &str = "INSERT INTO edu_xapi_name (tenant, agent, name, number)
    SELECT ?1, ?2, ?3, count(*) FROM edu_xapi_name WHERE tenant = ?1 AND agent = ?2
    HAVING count(*) < ?4";

pub(super) const NAMES: &str = "SELECT name FROM edu_xapi_name
    WHERE tenant = ?1 AND agent = ?2 ORDER BY number";

// Up to two bounds, in each order; the second of those of one `listed` differ in `source`.
pub(super) const LATEST: &str = "SELECT listed, source FROM edu_xapi_entry
    WHERE tenant = ?1 AND key = ?2 AND (listed, source) <= (?3, ?4) AND listed > ?5
    ORDER BY listed DESC, source DESC LIMIT ?6";

pub(super) const EARLIEST: &str = "SELECT listed, source FROM edu_xapi_entry
    WHERE tenant = ?1 AND key = ?2 AND (listed, source) >= (?3, ?4) AND listed < ?5
    ORDER BY listed, source LIMIT ?6";

// Statements with their entries of one key, between two bounds, in each order: all, or those that
// have it themselves. `CROSS` keeps the index first.
pub(super) const BY_KEY_LATEST: &str =
    "SELECT entry.listed, statement.stored, statement.json FROM edu_xapi_entry AS entry
    CROSS JOIN edu_xapi_statement AS statement ON statement.place = ?1 + entry.listed
    WHERE entry.tenant = ?2 AND entry.key = ?3 AND entry.listed > ?4 AND entry.listed < ?5
    AND (?6 OR entry.listed = entry.source) AND statement.voided = 0
    ORDER BY entry.listed DESC, entry.source DESC";

pub(super) const BY_KEY_EARLIEST: &str =
    "SELECT entry.listed, statement.stored, statement.json FROM edu_xapi_entry AS entry
    CROSS JOIN edu_xapi_statement AS statement ON statement.place = ?1 + entry.listed
    WHERE entry.tenant = ?2 AND entry.key = ?3 AND entry.listed > ?4 AND entry.listed < ?5
    AND (?6 OR entry.listed = entry.source) AND statement.voided = 0
    ORDER BY entry.listed, entry.source";

// Of what a statement has itself.
pub(super) const LATEST_OWN: &str = "SELECT listed, source FROM edu_xapi_entry
    WHERE tenant = ?1 AND key = ?2 AND (listed, source) <= (?3, ?4) AND listed > ?5
    AND listed = source
    ORDER BY listed DESC, source DESC LIMIT ?6";

pub(super) const EARLIEST_OWN: &str = "SELECT listed, source FROM edu_xapi_entry
    WHERE tenant = ?1 AND key = ?2 AND (listed, source) >= (?3, ?4) AND listed < ?5
    AND listed = source
    ORDER BY listed, source LIMIT ?6";

pub(super) const ALL_LATEST: &str = "SELECT place, stored, json FROM edu_xapi_statement
    WHERE place > ?1 AND place < ?2 AND voided = 0 ORDER BY place DESC LIMIT ?3";

pub(super) const ALL_EARLIEST: &str = "SELECT place, stored, json FROM edu_xapi_statement
    WHERE place > ?1 AND place < ?2 AND voided = 0 ORDER BY place LIMIT ?3";

pub(super) const DOCUMENT: &str = "SELECT content_type, content, updated FROM edu_xapi_document
    WHERE tenant = ?1 AND activity = ?2 AND agent = ?3 AND registration = ?4 AND id = ?5";

pub(super) const KEEP_DOCUMENT: &str = "INSERT INTO edu_xapi_document
    (tenant, activity, agent, registration, id, content_type, content, updated)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT (tenant, activity, agent, registration, id) DO UPDATE SET
    content_type = excluded.content_type, content = excluded.content,
    updated = excluded.updated";

pub(super) const REMOVE_DOCUMENT: &str = "DELETE FROM edu_xapi_document
    WHERE tenant = ?1 AND activity = ?2 AND agent = ?3 AND registration = ?4 AND id = ?5";

// Of one registration, or of all and none.
pub(super) const DOCUMENT_IDS: &str = "SELECT DISTINCT id FROM edu_xapi_document
    WHERE tenant = ?1 AND activity = ?2 AND agent = ?3
    AND (?4 IS NULL OR registration = ?4) AND (?5 IS NULL OR updated > ?5) ORDER BY id";

pub(super) const REMOVE_DOCUMENTS: &str = "DELETE FROM edu_xapi_document
    WHERE tenant = ?1 AND activity = ?2 AND agent = ?3 AND (?4 IS NULL OR registration = ?4)";

pub(super) const UNSEEN: &str = "SELECT place, id, stored, voided, json FROM edu_xapi_statement
    WHERE place > ?1 AND place <= ?2 ORDER BY place LIMIT ?3";

pub(super) const SEEN: &str =
    "SELECT position FROM edu_xapi_follower WHERE tenant = ?1 AND follower = ?2";

pub(super) const NOTE_SEEN: &str = "INSERT INTO edu_xapi_follower (tenant, follower, position)
    VALUES (?1, ?2, ?3) ON CONFLICT (tenant, follower) DO UPDATE SET
    position = excluded.position WHERE excluded.position > position";
