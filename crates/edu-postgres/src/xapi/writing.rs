//! What a transaction writes: for each table the values of its columns.

use std::collections::{BTreeMap, BTreeSet};

use deadpool_postgres::Object;
use edu_json::ToJson as _;
use tokio_postgres::types::Type;
use xapi_lrs::Inserted;
use xapi_model::ActivityDefinition;

use super::entries::{Entries, Entry};
use super::group::{Found, Fresh, Group, Judged};
use super::id::Id;
use super::insert::unless;
use super::reads;
use crate::statement::{Bound, Frequent, Ready};
use crate::{Database, DatabaseError};

/// All that is to be written: for each table, the values of its columns.
#[derive(Default)]
pub(super) struct Writing<'a> {
    position: i64,
    stored: i64,
    statements: Statements<'a>,
    entries: Columns,
    late_entries: Columns,
    voided: &'a [i64],
    definitions: (Vec<Id>, Vec<Vec<u8>>),
    names: Names<'a>,
    attachments: (Vec<&'a [u8]>, Vec<&'a [u8]>),
}

/// What is written by, each on a connection.
pub(super) struct Writes {
    advance: Ready<'static>,
    statements: Ready<'static>,
    entries: Ready<'static>,
    late_entries: Ready<'static>,
    void: Ready<'static>,
    define: Ready<'static>,
    name: Ready<'static>,
    attach: Ready<'static>,
}

const ADVANCE: Frequent<'static> = Frequent {
    sql: "UPDATE edu_xapi_tenant SET position = $2, stored = $3 WHERE tenant = $1",
    types: &[Type::INT4, Type::INT8, Type::INT8],
};

const STATEMENTS: Frequent<'static> = Frequent {
    sql: "INSERT INTO edu_xapi_statement
        (tenant, stored, position, id, target, voids, voided, keys, json)
        SELECT $1, $2, one.* FROM unnest($3::int8[], $4::uuid[], $5::uuid[], $6::bool[], $7::bool[],
            $8::bytea[], $9::bytea[]) one",
    types: &[
        Type::INT4,
        Type::INT8,
        Type::INT8_ARRAY,
        Type::UUID_ARRAY,
        Type::UUID_ARRAY,
        Type::BOOL_ARRAY,
        Type::BOOL_ARRAY,
        Type::BYTEA_ARRAY,
        Type::BYTEA_ARRAY,
    ],
};

const ENTRIES: Frequent<'static> = Frequent {
    sql: "INSERT INTO edu_xapi_entry (tenant, key, listed, source)
        SELECT $1, one.* FROM unnest($2::uuid[], $3::int8[], $4::int8[]) one",
    types: Columns::TYPES,
};

const LATE_ENTRIES: Frequent<'static> = Frequent {
    sql: "INSERT INTO edu_xapi_entry (tenant, key, listed, source)
        SELECT $1, one.* FROM unnest($2::uuid[], $3::int8[], $4::int8[]) one
        ON CONFLICT DO NOTHING",
    types: Columns::TYPES,
};

const VOID: Frequent<'static> = Frequent {
    sql: "UPDATE edu_xapi_statement SET voided = true
        WHERE tenant = $1 AND position = ANY($2)",
    types: &[Type::INT4, Type::INT8_ARRAY],
};

const DEFINE: Frequent<'static> = Frequent {
    sql: "INSERT INTO edu_xapi_definition (tenant, activity, definition)
        SELECT $1, one.* FROM unnest($2::uuid[], $3::bytea[]) one
        ON CONFLICT (tenant, activity) DO UPDATE SET definition = excluded.definition",
    types: &[Type::INT4, Type::UUID_ARRAY, Type::BYTEA_ARRAY],
};

const NAME: Frequent<'static> = Frequent {
    sql: "INSERT INTO edu_xapi_name (tenant, agent, digest, position, name)
        SELECT $1, one.* FROM unnest($2::uuid[], $3::uuid[], $4::int8[], $5::bytea[]) one
        ON CONFLICT DO NOTHING",
    types: &[
        Type::INT4,
        Type::UUID_ARRAY,
        Type::UUID_ARRAY,
        Type::INT8_ARRAY,
        Type::BYTEA_ARRAY,
    ],
};

const ATTACH: Frequent<'static> = Frequent {
    sql: "INSERT INTO edu_xapi_attachment (tenant, digest, data)
        SELECT $1, one.* FROM unnest($2::bytea[], $3::bytea[]) one ON CONFLICT DO NOTHING",
    types: &[Type::INT4, Type::BYTEA_ARRAY, Type::BYTEA_ARRAY],
};

impl Writes {
    pub(super) async fn on(
        database: &Database,
        connection: &Object,
    ) -> Result<Self, DatabaseError> {
        Ok(Self {
            advance: ADVANCE.ready(database, connection).await?,
            statements: STATEMENTS.ready(database, connection).await?,
            entries: ENTRIES.ready(database, connection).await?,
            late_entries: LATE_ENTRIES.ready(database, connection).await?,
            void: VOID.ready(database, connection).await?,
            define: DEFINE.ready(database, connection).await?,
            name: NAME.ready(database, connection).await?,
            attach: ATTACH.ready(database, connection).await?,
        })
    }
}

#[derive(Default)]
struct Statements<'a> {
    positions: Vec<i64>,
    ids: Vec<Id>,
    targets: Vec<Option<Id>>,
    voids: Vec<bool>,
    voided: Vec<bool>,
    keys: Vec<Vec<u8>>,
    json: Vec<&'a [u8]>,
}

#[derive(Default)]
struct Columns {
    keys: Vec<Id>,
    listed: Vec<i64>,
    sources: Vec<i64>,
}

#[derive(Default)]
struct Names<'a> {
    agents: Vec<Id>,
    digests: Vec<Id>,
    positions: Vec<i64>,
    texts: Vec<&'a [u8]>,
}

impl<'a> Writing<'a> {
    pub(super) fn of(
        judged: &'a Judged<'a>,
        found: &Found,
        group: &Group<'a>,
    ) -> Result<Self, DatabaseError> {
        let entries = Entries::of(&judged.fresh, found);
        let done = group.iter().zip(&judged.outcomes);
        let done = done.filter(|(_, outcome)| matches!(outcome, Ok(Inserted::Done)));
        let attached = done.flat_map(|((batch, _), _)| &batch.attachments);
        Ok(Self {
            position: judged.position(found),
            stored: judged.stored,
            statements: Statements::of(&judged.fresh),
            entries: Columns::of(&entries.fresh),
            late_entries: Columns::of(&entries.late),
            voided: &judged.voided,
            definitions: definitions(&judged.fresh, found)?.into_iter().unzip(),
            names: Names::of(&judged.fresh),
            attachments: attached
                .map(|one| (one.digest.as_slice(), &*one.data))
                .unzip(),
        })
    }

    /// Writes and commits: all of it travels together, and comes to nothing where a part fails.
    pub(super) async fn write(
        &self,
        connection: &Object,
        writes: &Writes,
        tenant: i32,
    ) -> Result<(), DatabaseError> {
        let entries = self.entries.values(&tenant);
        let late = self.late_entries.values(&tenant);
        let statements = self.statements.values(&tenant, &self.stored);
        let name = self.names.values(&tenant);
        let (activities, texts) = &self.definitions;
        let (digests, data) = &self.attachments;
        let nothing = self.statements.ids.is_empty();
        let advance: [Bound<'_>; 3] = [&tenant, &self.position, &self.stored];
        let void: [Bound<'_>; 2] = [&tenant, &self.voided];
        let define: [Bound<'_>; 3] = [&tenant, activities, texts];
        let attach: [Bound<'_>; 3] = [&tenant, digests, data];
        let (one, two, three, four, five, six, seven, eight, ended) = tokio::join!(
            biased;
            unless(nothing, writes.advance.query(connection, &advance)),
            unless(nothing, writes.statements.query(connection, &statements)),
            unless(nothing, writes.entries.query(connection, &entries)),
            unless(self.late_entries.keys.is_empty(), writes.late_entries.query(connection, &late)),
            unless(self.voided.is_empty(), writes.void.query(connection, &void)),
            unless(activities.is_empty(), writes.define.query(connection, &define)),
            unless(self.names.agents.is_empty(), writes.name.query(connection, &name)),
            unless(digests.is_empty(), writes.attach.query(connection, &attach)),
            connection.batch_execute("COMMIT"),
        );
        for written in [one, two, three, four, five, six, seven, eight] {
            written?;
        }
        Ok(ended?)
    }
}

impl<'a> Statements<'a> {
    fn of(fresh: &'a [Fresh<'a>]) -> Self {
        let keys = |one: &Fresh<'_>| -> Vec<u8> {
            let keys = one.statement.keys.iter();
            keys.flat_map(|key| *key.as_bytes()).collect()
        };
        Self {
            positions: fresh.iter().map(|one| one.position).collect(),
            ids: fresh.iter().map(|one| one.id).collect(),
            targets: fresh.iter().map(|one| one.target).collect(),
            voids: fresh.iter().map(|one| one.statement.voids).collect(),
            voided: fresh.iter().map(|one| one.voided).collect(),
            keys: fresh.iter().map(keys).collect(),
            json: fresh.iter().map(|one| &*one.json).collect(),
        }
    }

    fn values<'b>(&'b self, tenant: &'b i32, stored: &'b i64) -> [Bound<'b>; 9] {
        [
            tenant,
            stored,
            &self.positions,
            &self.ids,
            &self.targets,
            &self.voids,
            &self.voided,
            &self.keys,
            &self.json,
        ]
    }
}

impl Columns {
    const TYPES: &'static [Type] = &[
        Type::INT4,
        Type::UUID_ARRAY,
        Type::INT8_ARRAY,
        Type::INT8_ARRAY,
    ];

    fn of(entries: &[Entry]) -> Self {
        Self {
            keys: entries.iter().map(|entry| entry.key).collect(),
            listed: entries.iter().map(|entry| entry.listed).collect(),
            sources: entries.iter().map(|entry| entry.source).collect(),
        }
    }

    fn values<'a>(&'a self, tenant: &'a i32) -> [Bound<'a>; 4] {
        [tenant, &self.keys, &self.listed, &self.sources]
    }
}

impl<'a> Names<'a> {
    /// Each name of each agent once, where it came first.
    fn of(fresh: &'a [Fresh<'a>]) -> Self {
        let (mut names, mut passed) = (Self::default(), BTreeSet::new());
        for one in fresh {
            for (agent, name) in &one.statement.names {
                let (agent, name) = (Id::from(*agent), name.as_bytes());
                let digest = Id::digest(&[name]);
                if passed.insert((agent, digest)) {
                    names.agents.push(agent);
                    names.digests.push(digest);
                    names.positions.push(one.position);
                    names.texts.push(name);
                }
            }
        }
        names
    }

    fn values<'b>(&'b self, tenant: &'b i32) -> [Bound<'b>; 5] {
        [
            tenant,
            &self.agents,
            &self.digests,
            &self.positions,
            &self.texts,
        ]
    }
}

/// What is known of activities from now on, of those of which more or else is known.
fn definitions(fresh: &[Fresh<'_>], found: &Found) -> Result<BTreeMap<Id, Vec<u8>>, DatabaseError> {
    let mut known: BTreeMap<Id, (Option<ActivityDefinition>, ActivityDefinition)> = BTreeMap::new();
    let said = fresh.iter().flat_map(|one| &one.statement.definitions);
    for (iri, said) in said {
        let activity = reads::activity(iri);
        if let Some((_, now)) = known.get_mut(&activity) {
            now.merge(said);
            continue;
        }
        let kept = found.definitions.get(&activity);
        if kept.is_some_and(|kept| *kept == said.to_json_string().into_bytes()) {
            continue;
        }
        let before = kept.map(|kept| reads::definition(kept)).transpose()?;
        let mut now = before.clone().unwrap_or_else(|| said.clone());
        if before.is_some() {
            now.merge(said);
        }
        known.insert(activity, (before, now));
    }
    let changed = known.into_iter();
    let changed = changed.filter(|(_, (before, now))| before.as_ref() != Some(now));
    let texts = changed.map(|(activity, (_, now))| (activity, now.to_json_string().into_bytes()));
    Ok(texts.collect())
}
