//! Tables and statements of rosters.

use crate::Schema;

/// A roster is named by a digest of tool, installation and context; a role by one of its key, in
/// hex. `place` is the version of the roster at which a member came, `changed` that of their last
/// change: no two of one roster are alike. What came before the version in `opened` is of a
/// context that was closed.
///
/// Each change first steps the version of its roster, and so waits for others: versions are
/// committed in their order.
pub(super) const SCHEMA: Schema = Schema::new(
    "edu.lti.roster",
    &[r#"
CREATE TABLE edu_lti_roster (
    tenant TEXT COLLATE "C" NOT NULL,
    roster BYTEA NOT NULL CHECK (octet_length(roster) = 32),
    client_id TEXT COLLATE "C" NOT NULL,
    deployment TEXT COLLATE "C" NOT NULL,
    context_id TEXT COLLATE "C" NOT NULL,
    context TEXT,
    version BIGINT NOT NULL DEFAULT 0,
    forgotten BIGINT NOT NULL DEFAULT 0,
    opened BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, roster)
);
CREATE TABLE edu_lti_roster_link (
    tenant TEXT COLLATE "C" NOT NULL,
    roster BYTEA NOT NULL,
    link BYTEA NOT NULL CHECK (octet_length(link) = 32),
    opened BIGINT NOT NULL,
    messages TEXT NOT NULL,
    PRIMARY KEY (tenant, roster, link)
);
CREATE TABLE edu_lti_roster_member (
    tenant TEXT COLLATE "C" NOT NULL,
    roster BYTEA NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    place BIGINT,
    changed BIGINT NOT NULL,
    stored TEXT NOT NULL,
    PRIMARY KEY (tenant, roster, user_id)
);
CREATE INDEX edu_lti_roster_member_place
    ON edu_lti_roster_member (tenant, roster, place) WHERE place IS NOT NULL;
CREATE INDEX edu_lti_roster_member_changed
    ON edu_lti_roster_member (tenant, roster, changed);
CREATE INDEX edu_lti_roster_member_removed
    ON edu_lti_roster_member (tenant, roster, changed) WHERE place IS NULL;
CREATE TABLE edu_lti_roster_role (
    tenant TEXT COLLATE "C" NOT NULL,
    roster BYTEA NOT NULL,
    role TEXT COLLATE "C" NOT NULL CHECK (length(role) = 64),
    place BIGINT NOT NULL,
    PRIMARY KEY (tenant, roster, role, place)
);
CREATE INDEX edu_lti_roster_role_place ON edu_lti_roster_role (tenant, roster, place);
"#],
);

pub(super) const OPEN: &str = "INSERT INTO edu_lti_roster
    (tenant, roster, client_id, deployment, context_id, context) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (tenant, roster) DO UPDATE SET context = excluded.context RETURNING 1";

// The row stays, so that a version means one state for good.
pub(super) const CLOSE: &str = "UPDATE edu_lti_roster SET context = NULL,
    version = version + 1, forgotten = version + 1, opened = version + 1
    WHERE tenant = $1 AND roster = $2 AND context IS NOT NULL RETURNING 1";

// Only what came before the closing: the context may be open again.
pub(super) const CLEAR: [&str; 3] = [
    "DELETE FROM edu_lti_roster_link AS gone USING edu_lti_roster AS roster
    WHERE gone.tenant = $1 AND gone.roster = $2 AND roster.tenant = $1 AND roster.roster = $2
    AND gone.opened < roster.opened",
    "DELETE FROM edu_lti_roster_role AS gone USING edu_lti_roster AS roster
    WHERE gone.tenant = $1 AND gone.roster = $2 AND roster.tenant = $1 AND roster.roster = $2
    AND gone.place <= roster.opened",
    "DELETE FROM edu_lti_roster_member AS gone USING edu_lti_roster AS roster
    WHERE gone.tenant = $1 AND gone.roster = $2 AND roster.tenant = $1 AND roster.roster = $2
    AND gone.changed <= roster.opened",
];

pub(super) const CONTEXT: &str = "SELECT context FROM edu_lti_roster
    WHERE tenant = $1 AND roster = $2 AND context IS NOT NULL";

pub(super) const VERSION: &str =
    "SELECT version FROM edu_lti_roster WHERE tenant = $1 AND roster = $2";

pub(super) const SPAN: &str = "SELECT forgotten, version FROM edu_lti_roster
    WHERE tenant = $1 AND roster = $2 AND context IS NOT NULL";

pub(super) const MESSAGES: &str = "SELECT link.messages
    FROM edu_lti_roster_link AS link JOIN edu_lti_roster AS roster
        ON roster.tenant = link.tenant AND roster.roster = link.roster
        AND roster.opened = link.opened
    WHERE link.tenant = $1 AND link.roster = $2 AND link.link = $3
    AND roster.context IS NOT NULL";

pub(super) const PUT_LINK: &str = "WITH roster AS (
        SELECT opened FROM edu_lti_roster
        WHERE tenant = $1 AND roster = $2 AND context IS NOT NULL FOR SHARE)
    INSERT INTO edu_lti_roster_link (tenant, roster, link, opened, messages)
    SELECT $1, $2, $3, opened, $4 FROM roster
    ON CONFLICT (tenant, roster, link) DO UPDATE
    SET opened = excluded.opened, messages = excluded.messages RETURNING 1";

pub(super) const REMOVE_LINK: &str = "DELETE FROM edu_lti_roster_link AS gone
    USING edu_lti_roster AS roster
    WHERE gone.tenant = $1 AND gone.roster = $2 AND gone.link = $3
    AND roster.tenant = $1 AND roster.roster = $2 AND roster.opened = gone.opened RETURNING 1";

pub(super) const FIND: &str = "SELECT stored FROM edu_lti_roster_member
    WHERE tenant = $1 AND roster = $2 AND user_id = $3 AND place IS NOT NULL";

// A role of another's change at the same moment may stay in the index; lists look again.
pub(super) const PUT: &str = "WITH step AS (
        UPDATE edu_lti_roster SET version = version + 1
        WHERE tenant = $1 AND roster = $2 AND context IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM edu_lti_roster_member AS same
            WHERE same.tenant = $1 AND same.roster = $2 AND same.user_id = $3
            AND same.place > edu_lti_roster.opened AND same.stored = $4)
        RETURNING version, opened),
    put AS (
        INSERT INTO edu_lti_roster_member AS member
            (tenant, roster, user_id, place, changed, stored)
        SELECT $1, $2, $3, version, version, $4 FROM step
        ON CONFLICT (tenant, roster, user_id) DO UPDATE SET
            place = CASE WHEN member.place > (SELECT opened FROM step) THEN member.place
                ELSE excluded.place END,
            changed = excluded.changed, stored = excluded.stored
        RETURNING place),
    lost AS (
        DELETE FROM edu_lti_roster_role AS role USING put
        WHERE role.tenant = $1 AND role.roster = $2 AND role.place = put.place
        AND role.role <> ALL (string_to_array($5, ' '))),
    held AS (
        INSERT INTO edu_lti_roster_role (tenant, roster, role, place)
        SELECT $1, $2, role, put.place FROM put, unnest(string_to_array($5, ' ')) AS role
        ON CONFLICT DO NOTHING)
    SELECT 1 FROM edu_lti_roster WHERE tenant = $1 AND roster = $2 AND context IS NOT NULL";

pub(super) const REMOVE: &str = "WITH step AS (
        UPDATE edu_lti_roster SET version = version + 1
        WHERE tenant = $1 AND roster = $2 AND context IS NOT NULL
        RETURNING version, opened),
    gone AS (
        UPDATE edu_lti_roster_member AS member
        SET place = NULL, changed = step.version, stored = $4 FROM step
        WHERE member.tenant = $1 AND member.roster = $2 AND member.user_id = $3
        AND member.place > step.opened
        RETURNING member.changed),
    lost AS (
        DELETE FROM edu_lti_roster_role AS role USING edu_lti_roster_member AS member, gone
        WHERE member.tenant = $1 AND member.roster = $2 AND member.user_id = $3
        AND role.tenant = $1 AND role.roster = $2 AND role.place = member.place)
    SELECT changed FROM gone";

pub(super) const LIST: &str = "SELECT member.place, member.stored
    FROM edu_lti_roster AS roster JOIN edu_lti_roster_member AS member
        ON member.tenant = roster.tenant AND member.roster = roster.roster
        AND member.place > greatest(roster.opened, $3)
    WHERE roster.tenant = $1 AND roster.roster = $2 AND roster.context IS NOT NULL
    AND member.tenant = $1 AND member.roster = $2 AND member.place > $3
    ORDER BY member.place LIMIT $4";

pub(super) const LIST_ROLE: &str = "SELECT held.place, member.stored
    FROM edu_lti_roster AS roster JOIN edu_lti_roster_role AS held
        ON held.tenant = roster.tenant AND held.roster = roster.roster
        AND held.place > roster.opened
    JOIN edu_lti_roster_member AS member
        ON member.tenant = held.tenant AND member.roster = held.roster
        AND member.place = held.place
    WHERE roster.tenant = $1 AND roster.roster = $2 AND roster.context IS NOT NULL
    AND held.tenant = $1 AND held.roster = $2 AND held.role = $5 AND held.place > $3
    ORDER BY held.place LIMIT $4";

pub(super) const CHANGES: &str = "SELECT changed, stored FROM edu_lti_roster_member
    WHERE tenant = $1 AND roster = $2 AND changed > $3 ORDER BY changed LIMIT $4";

// Behind the latest so many that are kept.
pub(super) const FORGET: &str = "UPDATE edu_lti_roster SET forgotten = greatest(forgotten,
    (SELECT changed FROM edu_lti_roster_member
        WHERE tenant = $1 AND roster = $2 AND place IS NULL
        ORDER BY changed DESC LIMIT 1 OFFSET $3))
    WHERE tenant = $1 AND roster = $2";

pub(super) const FORGET_REMOVED: &str = "DELETE FROM edu_lti_roster_member
    WHERE tenant = $1 AND roster = $2 AND place IS NULL AND changed <= (
        SELECT forgotten FROM edu_lti_roster WHERE tenant = $1 AND roster = $2)";
