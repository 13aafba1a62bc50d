//! The tables of a record store.

use crate::Schema;

/// Keys, and digests in their place, are kept as UUIDs: 16 bytes, no more.
///
/// What others sent is kept as bytes, because PostgreSQL's texts cannot hold a zero character.
pub(super) const SCHEMA: Schema = Schema::new(
    "edu.xapi",
    &[r#"
CREATE TABLE edu_xapi_tenant (
    tenant INTEGER GENERATED ALWAYS AS IDENTITY,
    name TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL DEFAULT 0,
    stored BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant),
    CONSTRAINT edu_xapi_tenant_once UNIQUE (name)
) WITH (fillfactor = 20);
CREATE TABLE edu_xapi_statement (
    tenant INTEGER NOT NULL,
    position BIGINT NOT NULL,
    stored BIGINT NOT NULL,
    id UUID NOT NULL,
    target UUID,
    voids BOOLEAN NOT NULL,
    voided BOOLEAN NOT NULL,
    keys BYTEA NOT NULL,
    json BYTEA NOT NULL,
    PRIMARY KEY (tenant, position)
);
CREATE INDEX edu_xapi_statement_by_id ON edu_xapi_statement (tenant, id);
CREATE INDEX edu_xapi_statement_by_time ON edu_xapi_statement (tenant, stored, position);
CREATE INDEX edu_xapi_statement_by_target ON edu_xapi_statement (tenant, target, position)
    WHERE target IS NOT NULL;
CREATE TABLE edu_xapi_entry (
    tenant INTEGER NOT NULL,
    key UUID NOT NULL,
    listed BIGINT NOT NULL,
    source BIGINT NOT NULL,
    PRIMARY KEY (tenant, key, listed, source)
);
CREATE TABLE edu_xapi_attachment (
    tenant INTEGER NOT NULL,
    digest BYTEA NOT NULL,
    data BYTEA NOT NULL,
    PRIMARY KEY (tenant, digest)
);
ALTER TABLE edu_xapi_attachment ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE TABLE edu_xapi_definition (
    tenant INTEGER NOT NULL,
    activity UUID NOT NULL,
    definition BYTEA NOT NULL,
    PRIMARY KEY (tenant, activity)
);
CREATE TABLE edu_xapi_name (
    tenant INTEGER NOT NULL,
    agent UUID NOT NULL,
    digest UUID NOT NULL,
    position BIGINT NOT NULL,
    name BYTEA NOT NULL,
    PRIMARY KEY (tenant, agent, digest)
);
CREATE INDEX edu_xapi_name_in_order ON edu_xapi_name (tenant, agent, position, digest);
CREATE TABLE edu_xapi_document (
    tenant INTEGER NOT NULL,
    place UUID NOT NULL,
    registration BYTEA NOT NULL,
    digest UUID NOT NULL,
    id BYTEA NOT NULL,
    content_type BYTEA NOT NULL,
    content BYTEA NOT NULL,
    updated BIGINT NOT NULL,
    PRIMARY KEY (tenant, place, registration, digest)
);
CREATE TABLE edu_xapi_follower (
    tenant INTEGER NOT NULL,
    follower TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (tenant, follower)
);
"#],
);
