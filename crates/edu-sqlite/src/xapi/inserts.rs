//! How a batch is taken in.

use core::fmt;

use edu_http::BackendError;
use edu_json::ToJson as _;
use edu_types::Limits;
use rusqlite::{Connection, OptionalExtension as _, params};
use xapi_lrs::{Attached, Batch, Inserted, Key, NewStatement};
use xapi_model::{ActivityDefinition, Version};

use super::related::{self, Entry, Related};
use super::tables::{
    ADD, ADD_ATTACHMENT, ADD_ENTRY, ADD_NAME, DEFINE, DEFINITION, FIND, HAS_NAME, VOID,
};
use super::tenants::{LAST_POSITION, Tenant};
use super::through::Flight;
use super::times;

/// Names of one agent that are kept.
const NAMES: i64 = 100;

/// A batch with all that can be made of it before its turn.
pub(super) struct Prepared {
    statements: Vec<Statement>,
    attachments: Vec<Attached>,
}

struct Statement {
    new: NewStatement,
    id: [u8; 16],
    target: Option<[u8; 16]>,
    /// Its keys, one behind the other.
    keys: Vec<u8>,
    /// What it says of activities, with the text of it.
    definitions: Vec<(Key, String)>,
}

impl Prepared {
    pub(super) fn new(batch: Batch) -> Self {
        Self {
            statements: batch.statements.into_iter().map(Statement::new).collect(),
            attachments: batch.attachments,
        }
    }

    /// How many there are.
    pub(super) const fn statements(&self) -> usize {
        self.statements.len()
    }
}

impl Statement {
    fn new(new: NewStatement) -> Self {
        let definitions = new.definitions.iter();
        Self {
            id: new.id.to_bytes(),
            target: new.target.map(edu_types::UuidText::to_bytes),
            keys: new.keys.iter().flat_map(|key| *key.as_bytes()).collect(),
            definitions: definitions
                .map(|(activity, says)| (Key::activity(activity.as_str()), says.to_json_string()))
                .collect(),
            new,
        }
    }
}

/// Takes in a batch within a transaction. What is no failure of the database itself is found
/// before anything is written, and so leaves the transaction to others.
pub(super) fn take_in(
    connection: &Connection,
    tenant: Tenant,
    batch: &Prepared,
    (flight, seen): (&Flight, i64),
) -> rusqlite::Result<Result<Inserted, BackendError>> {
    let fresh = match fresh(connection, tenant, batch)? {
        Ok(Ok(fresh)) => fresh,
        Ok(Err(at)) => return Ok(Ok(Inserted::Conflict { at })),
        Err(error) => return Ok(Err(error)),
    };
    let (position, last) = tenant.last(connection)?.unwrap_or((0, i64::MIN));
    let room = LAST_POSITION.saturating_sub(position);
    if usize::try_from(room).is_ok_and(|room| room < fresh.len()) {
        return Ok(Err(BackendError::failed("tenant has no position left")));
    }
    let stored = flight.stored(seen, last);
    let time = times::timestamp(stored);
    let texts = fresh.iter().map(|one| one.new.json(&time));
    let texts: Vec<Vec<u8>> = match texts.collect() {
        Ok(texts) => texts,
        Err(error) => return Ok(Err(error)),
    };
    let mut entries = Vec::new();
    for ((statement, json), position) in fresh.iter().zip(texts).zip(position.saturating_add(1)..) {
        let at = (position, stored);
        entries.extend(store(connection, tenant, (statement, &json), at)?);
        define(connection, tenant, statement)?;
        name(connection, tenant, &statement.new.names)?;
    }
    // Neighbours in the index one after the other.
    entries.sort_unstable();
    let mut add = connection.prepare_cached(ADD_ENTRY)?;
    for entry in entries {
        add.execute(params![
            tenant.number(),
            entry.key,
            entry.listed,
            entry.source
        ])?;
    }
    let mut add = connection.prepare_cached(ADD_ATTACHMENT)?;
    for Attached { digest, data } in &batch.attachments {
        add.execute(params![tenant.number(), digest.as_slice(), &**data])?;
    }
    Ok(Ok(Inserted::Done))
}

/// Statements that are not there yet, or the place of one that another of its id is in the way of.
type Fresh<'a> = Result<Vec<&'a Statement>, usize>;

fn fresh<'a>(
    connection: &Connection,
    tenant: Tenant,
    batch: &'a Prepared,
) -> rusqlite::Result<Result<Fresh<'a>, BackendError>> {
    let mut find = connection.prepare_cached(FIND)?;
    let mut fresh = Vec::with_capacity(batch.statements.len());
    for (at, statement) in batch.statements.iter().enumerate() {
        let values = params![tenant.number(), statement.id];
        let read = |row: &rusqlite::Row<'_>| Ok(statement.new.repeats(row.get_ref(6)?.as_blob()?));
        match find.query_row(values, read).optional()? {
            None => fresh.push(statement),
            Some(Ok(true)) => {}
            Some(Ok(false)) => return Ok(Ok(Err(at))),
            Some(Err(error)) => return Ok(Err(error)),
        }
    }
    Ok(Ok(Ok(fresh)))
}

/// Stores one statement and returns what it is found by, and what is found by it.
fn store(
    connection: &Connection,
    tenant: Tenant,
    (statement, json): (&Statement, &[u8]),
    (position, stored): (i64, i64),
) -> rusqlite::Result<Vec<Entry>> {
    let related = Related::of(connection, tenant, statement.id, statement.target)?;
    let voids = statement.new.voids;
    let voided = !voids && related.is_voided();
    connection.prepare_cached(ADD)?.execute(params![
        tenant.place(position),
        tenant.number(),
        statement.id,
        stored,
        voided,
        voids,
        statement.target,
        statement.keys,
        json
    ])?;
    if let Some(target) = related.target().filter(|target| voids && !target.voids) {
        let place = tenant.place(target.position);
        connection.prepare_cached(VOID)?.execute([place])?;
    }
    Ok(related.entries(position, &related::keys(&statement.keys)))
}

/// Merges what a statement says of activities into what is known; writes only what is new.
fn define(connection: &Connection, tenant: Tenant, statement: &Statement) -> rusqlite::Result<()> {
    let said = statement.new.definitions.iter().map(|(_, said)| said);
    for ((activity, text), said) in statement.definitions.iter().zip(said) {
        let mut find = connection.prepare_cached(DEFINITION)?;
        let values = params![tenant.number(), activity.as_bytes()];
        let held: Option<String> = find.query_row(values, |row| row.get(0)).optional()?;
        let merged = match &held {
            None => Some(text.clone()),
            Some(held) if held == text => None,
            // One that cannot be read is as good as none.
            Some(held) => match read_definition(held) {
                Some(mut known) => {
                    known.merge(said);
                    let merged = known.to_json_string();
                    (merged != *held).then_some(merged)
                }
                None => Some(text.clone()),
            },
        };
        if let Some(merged) = merged {
            let values = params![tenant.number(), activity.as_bytes(), merged];
            connection.prepare_cached(DEFINE)?.execute(values)?;
        }
    }
    Ok(())
}

/// Notes how agents are called; writes only what is new.
fn name(
    connection: &Connection,
    tenant: Tenant,
    names: &[(Key, Box<str>)],
) -> rusqlite::Result<()> {
    let mut find = connection.prepare_cached(HAS_NAME)?;
    for (agent, name) in names {
        if !find.exists(params![tenant.number(), agent.as_bytes(), name])? {
            let values = params![tenant.number(), agent.as_bytes(), name, NAMES];
            connection.prepare_cached(ADD_NAME)?.execute(values)?;
        }
    }
    Ok(())
}

/// A definition that was written here; `None` where it cannot be read.
pub(super) fn read_definition(text: &str) -> Option<ActivityDefinition> {
    let limits = Limits::DEFAULT.with_bytes(usize::MAX);
    let profile = Version::LATEST.lenient();
    let read = edu_json::read(text.as_bytes(), &profile, &limits);
    read.ok().map(|read| read.value)
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Prepared({} statements)", self.statements.len())
    }
}
