//! What the checks put into a store.

use core::fmt;

use edu_http::BackendError;
use edu_json::Tree;
use edu_types::{Iri, Limits, UuidText};
use xapi_model::vocabulary::verb as known;
use xapi_model::{
    Activity, Actor, Agent, Object, Statement, StatementBuilder, StatementRef, Verb, Version,
};

use crate::{Key, NewStatement, Sender, StoredStatement};

/// What the kit makes itself cannot be made.
pub(super) fn unusable(error: impl fmt::Display) -> BackendError {
    BackendError::failed(format!("the kit is at fault: {error}"))
}

/// The id of a numbered statement.
pub(super) fn id(number: u64) -> UuidText {
    UuidText::from_bytes(
        (u128::from(number) | (0x4000_u128 << 64) | (0x8_u128 << 60)).to_be_bytes(),
    )
}

/// The number of a statement, by its id; 0 where it has none of the kit's.
pub(super) fn number(statement: &StoredStatement) -> u64 {
    let tree = Tree::parse(&statement.json, &Limits::default().with_bytes(usize::MAX));
    let id = tree.ok().and_then(|tree| {
        let id = tree.root().get("id")?.as_str()?;
        UuidText::parse(id).ok()
    });
    id.map_or(0, |id| {
        let low = u128::from_be_bytes(id.to_bytes()) & u128::from(u32::MAX);
        u64::try_from(low).unwrap_or_default()
    })
}

pub(super) fn iri(name: &str) -> Result<Iri, BackendError> {
    Iri::new(format!("https://kit.example/{name}")).map_err(unusable)
}

pub(super) fn agent(name: &str) -> Result<Agent, BackendError> {
    Agent::account("https://kit.example/", name).map_err(unusable)
}

pub(super) fn agent_key(name: &str) -> Result<Key, BackendError> {
    Ok(Key::agent(&agent(name)?.identifier))
}

pub(super) fn verb_key(name: &str) -> Result<Key, BackendError> {
    Ok(Key::verb(iri(name)?.as_str()))
}

pub(super) fn activity_key(name: &str) -> Result<Key, BackendError> {
    Ok(Key::activity(iri(name)?.as_str()))
}

/// Begins a statement; actor, verb and activity by name.
pub(super) fn begin(
    number: u64,
    actor: &str,
    verb: &str,
    object: impl Into<Object>,
) -> Result<StatementBuilder, BackendError> {
    let verb = Verb::identified(iri(verb)?.as_str()).map_err(unusable)?;
    Ok(Statement::builder(agent(actor)?, verb, object).id(id(number)))
}

/// A statement ready to be stored, with the host's marks.
pub(super) fn ready(
    statement: StatementBuilder,
    labels: &[&str],
) -> Result<NewStatement, BackendError> {
    let built = statement.build(Version::V2_0).map_err(unusable)?;
    let labels: Vec<Box<str>> = labels.iter().map(|label| (*label).into()).collect();
    let authority = Actor::Agent(agent("authority")?);
    let sender = Sender {
        version: Version::V2_0,
        authority: &authority,
        labels: &labels,
        defines: true,
    };
    Ok(NewStatement::new(built.value, id(0), &sender))
}

/// A statement of an actor, a verb and an activity.
pub(super) fn plain(
    number: u64,
    actor: &str,
    verb: &str,
    activity: &str,
) -> Result<NewStatement, BackendError> {
    let activity = Activity::new(iri(activity)?);
    ready(begin(number, actor, verb, activity)?, &[])
}

/// A statement on another one.
pub(super) fn on(number: u64, verb: &str, target: u64) -> Result<NewStatement, BackendError> {
    let target = StatementRef::new(id(target));
    ready(begin(number, "critic", verb, target)?, &[])
}

/// A statement that takes another one back.
pub(super) fn voiding(number: u64, target: u64) -> Result<NewStatement, BackendError> {
    let verb = Verb::known(known::VOIDED).map_err(unusable)?;
    let target = StatementRef::new(id(target));
    let statement = Statement::builder(agent("critic")?, verb, target);
    ready(statement.id(id(number)), &[])
}
