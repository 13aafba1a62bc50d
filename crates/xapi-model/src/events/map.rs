//! Kinds of events and what they mean.

use std::collections::BTreeMap;

use edu_types::{Iri, Offset, Personal, Timestamp};

use super::error::{EventError, EventFault};
use super::event::{Event, Reading};
use super::id::statement_id;
use super::mapping::Mapping;
use crate::{Account, Actor, Agent, Context, Identifier, Statement, StatementTime};

/// What a host's events mean: for each kind of event, the statement it makes.
///
/// See [the module](super) for an example.
#[derive(Clone, Debug, PartialEq)]
pub struct EventMap {
    envelope: Envelope,
    kinds: BTreeMap<Box<str>, Vec<Mapping>>,
}

impl EventMap {
    /// A map of events that have these members; of no kind yet.
    pub const fn new(envelope: Envelope) -> Self {
        Self {
            envelope,
            kinds: BTreeMap::new(),
        }
    }

    /// Says what events of that kind mean. Of several mappings of one kind the first counts whose
    /// conditions hold.
    #[must_use]
    pub fn with(mut self, kind: impl Into<Box<str>>, mapping: Mapping) -> Self {
        self.kinds.entry(kind.into()).or_default().push(mapping);
        self
    }

    /// The statement that an event of a tenant makes; `None` where its kind is not one of the map,
    /// or no mapping's conditions hold.
    ///
    /// The tenant is whose event it is, as the host knows and not as the event says. Same event, same
    /// statement. What comes out holds by the rules of every version; what those only recommend, as
    /// for the variant of a registration or the precision of a duration, is as the event has it.
    ///
    /// # Errors
    ///
    /// [`EventError`] names the member that keeps an event of a known kind from becoming a statement.
    pub fn statement(
        &self,
        tenant: &str,
        event: &impl Event,
    ) -> Result<Option<Statement>, EventError> {
        let event = Reading(event);
        let kind = event.required(&self.envelope.kind)?;
        for mapping in self.kinds.get(&*kind).into_iter().flatten() {
            if mapping.applies(&event)? {
                return self.made(mapping, tenant, &event).map(Some);
            }
        }
        Ok(None)
    }

    fn made(
        &self,
        mapping: &Mapping,
        tenant: &str,
        event: &Reading<'_>,
    ) -> Result<Statement, EventError> {
        let envelope = &self.envelope;
        if mapping.verb.is_voided() {
            return Err(EventError::new(&envelope.kind, EventFault::Voided));
        }
        let actor = envelope.agent(&event.required(&envelope.person)?);
        let object = mapping.read_object(event)?;
        let mut statement =
            Statement::new(actor, mapping.verb.clone(), crate::Object::Activity(object));
        statement.id = Some(statement_id(
            tenant,
            &event.required(&envelope.id)?,
            envelope.read_attempt(event)?.as_deref(),
        ));
        statement.result = mapping.read_result(event)?;
        statement.timestamp = envelope.read_time(event)?;
        let mut context = mapping.read_context(event)?;
        if let Some(member) = &mapping.instructor {
            let name = event.text(member)?;
            context.instructor = name.map(|name| envelope.agent(&name));
        }
        context.platform.clone_from(&envelope.platform);
        statement.context = (context != Context::new()).then(|| Box::new(context));
        Ok(statement)
    }
}

/// The members that all events of a host have.
///
/// People are named by accounts, by an id that tells nothing of them; never by address or name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    kind: Box<str>,
    id: Box<str>,
    people: Iri,
    person: Box<str>,
    attempt: Option<Box<str>>,
    time: Option<Time>,
    platform: Option<Box<str>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Time {
    Rfc3339(Box<str>),
    UnixMillis(Box<str>),
}

impl Envelope {
    /// `kind` has the kind of event, `id` what tells it from all other events of its tenant, and
    /// `person` the id of who learns, among the accounts that have `people` for their home page.
    pub fn new(
        kind: impl Into<Box<str>>,
        id: impl Into<Box<str>>,
        people: Iri,
        person: impl Into<Box<str>>,
    ) -> Self {
        Self {
            kind: kind.into(),
            id: id.into(),
            people,
            person: person.into(),
            attempt: None,
            time: None,
            platform: None,
        }
    }

    /// The member has the attempt, which then belongs to the id of the statement: needed where a
    /// second attempt has the same id of the event.
    #[must_use]
    pub fn attempt(mut self, member: impl Into<Box<str>>) -> Self {
        self.attempt = Some(member.into());
        self
    }

    /// The member has when it happened, as RFC 3339 writes it.
    #[must_use]
    pub fn time(mut self, member: impl Into<Box<str>>) -> Self {
        self.time = Some(Time::Rfc3339(member.into()));
        self
    }

    /// The member has when it happened, in whole milliseconds since 1970.
    #[must_use]
    pub fn time_unix_millis(mut self, member: impl Into<Box<str>>) -> Self {
        self.time = Some(Time::UnixMillis(member.into()));
        self
    }

    /// Says on which platform all of it happens.
    #[must_use]
    pub fn platform(mut self, platform: impl Into<Box<str>>) -> Self {
        self.platform = Some(platform.into());
        self
    }

    fn agent(&self, name: &str) -> Actor {
        let account = Account::new(self.people.clone(), Personal::new(name.into()));
        Actor::Agent(Agent::new(Identifier::Account(account)))
    }

    fn read_attempt<'e>(
        &self,
        event: &Reading<'e>,
    ) -> Result<Option<std::borrow::Cow<'e, str>>, EventError> {
        match &self.attempt {
            None => Ok(None),
            Some(member) => event.text(member),
        }
    }

    fn read_time(&self, event: &Reading<'_>) -> Result<Option<StatementTime>, EventError> {
        let (member, time) = match &self.time {
            None => return Ok(None),
            Some(Time::Rfc3339(member)) => (
                member,
                event.read(member, Timestamp::parse, EventFault::NotTime)?,
            ),
            Some(Time::UnixMillis(member)) => {
                let millis = event.read(member, str::parse::<i64>, |_| EventFault::TimeRange)?;
                let Some(millis) = millis else {
                    return Ok(None);
                };
                let time = Timestamp::from_unix_nanos(i128::from(millis).saturating_mul(1_000_000));
                let range = || EventError::new(member, EventFault::TimeRange);
                (member, Some(time.ok_or_else(range)?))
            }
        };
        if time
            .as_ref()
            .is_some_and(|time| time.offset() == Offset::Unknown)
        {
            return Err(EventError::new(member, EventFault::TimeOffset));
        }
        Ok(time.map(StatementTime::from))
    }
}
