//! Tables and statements of rosters.

use crate::Schema;

/// A roster is named by a digest of tool, installation and context; a role by one of its key.
/// `place` is the version of the roster at which a member came, `changed` that of their last
/// change: no two of one roster are alike.
pub(super) const SCHEMA: Schema = Schema::new(
    "edu.lti.roster",
    &["
CREATE TABLE edu_lti_roster (
    tenant TEXT NOT NULL,
    roster BLOB NOT NULL CHECK (length(roster) = 32),
    client_id TEXT NOT NULL,
    deployment TEXT NOT NULL,
    context_id TEXT NOT NULL,
    context TEXT,
    version INTEGER NOT NULL DEFAULT 0,
    forgotten INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, roster)
) STRICT, WITHOUT ROWID;
CREATE TABLE edu_lti_roster_link (
    tenant TEXT NOT NULL,
    roster BLOB NOT NULL,
    link TEXT NOT NULL,
    messages TEXT NOT NULL,
    PRIMARY KEY (tenant, roster, link)
) STRICT, WITHOUT ROWID;
CREATE TABLE edu_lti_roster_member (
    tenant TEXT NOT NULL,
    roster BLOB NOT NULL,
    user_id TEXT NOT NULL,
    place INTEGER,
    changed INTEGER NOT NULL,
    stored TEXT NOT NULL,
    PRIMARY KEY (tenant, roster, user_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX edu_lti_roster_member_place
    ON edu_lti_roster_member (tenant, roster, place) WHERE place IS NOT NULL;
CREATE UNIQUE INDEX edu_lti_roster_member_changed
    ON edu_lti_roster_member (tenant, roster, changed);
CREATE INDEX edu_lti_roster_member_removed
    ON edu_lti_roster_member (tenant, roster, changed) WHERE place IS NULL;
CREATE TABLE edu_lti_roster_role (
    tenant TEXT NOT NULL,
    roster BLOB NOT NULL,
    role BLOB NOT NULL CHECK (length(role) = 32),
    place INTEGER NOT NULL,
    PRIMARY KEY (tenant, roster, role, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX edu_lti_roster_role_place ON edu_lti_roster_role (tenant, roster, place);
"],
);

pub(super) const OPEN: &str = "INSERT INTO edu_lti_roster
    (tenant, roster, client_id, deployment, context_id, context) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (tenant, roster) DO UPDATE SET context = excluded.context";

// The row stays, so that a version means one state for good.
pub(super) const CLOSE: &str = "UPDATE edu_lti_roster
    SET context = NULL, version = version + 1, forgotten = version + 1
    WHERE tenant = ?1 AND roster = ?2 AND context IS NOT NULL";

pub(super) const CLEAR: [&str; 3] = [
    "DELETE FROM edu_lti_roster_link WHERE tenant = ?1 AND roster = ?2",
    "DELETE FROM edu_lti_roster_role WHERE tenant = ?1 AND roster = ?2",
    "DELETE FROM edu_lti_roster_member WHERE tenant = ?1 AND roster = ?2",
];

pub(super) const CONTEXT: &str =
    "SELECT context FROM edu_lti_roster WHERE tenant = ?1 AND roster = ?2";

pub(super) const VERSION: &str =
    "SELECT version FROM edu_lti_roster WHERE tenant = ?1 AND roster = ?2";

pub(super) const SPAN: &str = "SELECT forgotten, version FROM edu_lti_roster
    WHERE tenant = ?1 AND roster = ?2 AND context IS NOT NULL";

pub(super) const STEP: &str = "UPDATE edu_lti_roster SET version = version + 1
    WHERE tenant = ?1 AND roster = ?2 AND context IS NOT NULL RETURNING version";

pub(super) const HAS_LINK: &str = "SELECT 1 FROM edu_lti_roster_link
    WHERE tenant = ?1 AND roster = ?2 AND link = ?3";

pub(super) const MESSAGES: &str = "SELECT messages FROM edu_lti_roster_link
    WHERE tenant = ?1 AND roster = ?2 AND link = ?3";

pub(super) const PUT_LINK: &str = "INSERT INTO edu_lti_roster_link (tenant, roster, link, messages)
    SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM edu_lti_roster
        WHERE tenant = ?1 AND roster = ?2 AND context IS NOT NULL)
    ON CONFLICT (tenant, roster, link) DO UPDATE SET messages = excluded.messages";

pub(super) const REMOVE_LINK: &str = "DELETE FROM edu_lti_roster_link
    WHERE tenant = ?1 AND roster = ?2 AND link = ?3";

pub(super) const FIND: &str = "SELECT place, stored FROM edu_lti_roster_member
    WHERE tenant = ?1 AND roster = ?2 AND user_id = ?3";

pub(super) const PUT: &str = "INSERT INTO edu_lti_roster_member
    (tenant, roster, user_id, place, changed, stored) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (tenant, roster, user_id) DO UPDATE SET
    place = excluded.place, changed = excluded.changed, stored = excluded.stored";

pub(super) const CLEAR_ROLES: &str = "DELETE FROM edu_lti_roster_role
    WHERE tenant = ?1 AND roster = ?2 AND place = ?3";

pub(super) const PUT_ROLE: &str = "INSERT INTO edu_lti_roster_role (tenant, roster, role, place)
    VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";

pub(super) const LIST: &str = "SELECT place, stored FROM edu_lti_roster_member
    WHERE tenant = ?1 AND roster = ?2 AND place > ?3 ORDER BY place LIMIT ?4";

pub(super) const LIST_ROLE: &str = "SELECT member.place, member.stored
    FROM edu_lti_roster_role AS held JOIN edu_lti_roster_member AS member
        ON member.tenant = held.tenant AND member.roster = held.roster
        AND member.place = held.place
    WHERE held.tenant = ?1 AND held.roster = ?2 AND held.role = ?5 AND held.place > ?3
    ORDER BY held.place LIMIT ?4";

pub(super) const CHANGES: &str = "SELECT changed, stored FROM edu_lti_roster_member
    WHERE tenant = ?1 AND roster = ?2 AND changed > ?3 ORDER BY changed LIMIT ?4";

// Behind the latest so many that are kept.
pub(super) const FORGET: &str = "UPDATE edu_lti_roster SET forgotten = coalesce(
    (SELECT changed FROM edu_lti_roster_member
        WHERE tenant = ?1 AND roster = ?2 AND place IS NULL
        ORDER BY changed DESC LIMIT 1 OFFSET ?3), forgotten)
    WHERE tenant = ?1 AND roster = ?2";

pub(super) const FORGET_REMOVED: &str = "DELETE FROM edu_lti_roster_member
    WHERE tenant = ?1 AND roster = ?2 AND place IS NULL AND changed <= (
        SELECT forgotten FROM edu_lti_roster WHERE tenant = ?1 AND roster = ?2)";
