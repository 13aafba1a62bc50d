//! What a statement is found by, and what it tells of activities and agents.

use std::collections::BTreeSet;

use edu_types::Iri;
use xapi_model::{
    Activity, ActivityDefinition, Actor, Agent, Context, ContextActivities, Group, Identifier,
    Object, Statement,
};

use crate::Key;

/// What a walk through a statement found.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// What the statement is found by.
    pub(crate) keys: BTreeSet<Key>,
    /// The activities in any part.
    pub(crate) activities: BTreeSet<Iri>,
    /// What it says of activities.
    pub(crate) definitions: Vec<(Iri, ActivityDefinition)>,
    /// How it names agents and groups.
    pub(crate) names: BTreeSet<(Key, Box<str>)>,
}

/// The activities of statements, each once.
pub(crate) fn activities(statements: &[Statement]) -> Vec<Iri> {
    let mut activities = BTreeSet::new();
    for statement in statements {
        let mut index = Index::default();
        index.object(&statement.object, Part::Chief);
        if let Some(context) = statement.context.as_deref() {
            index.context(context);
        }
        activities.extend(index.activities);
    }
    activities.into_iter().collect()
}

/// What an agent or activity is to the statement.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Actor or object of the statement itself.
    Chief,
    /// Any other part.
    Related,
}

impl Index {
    /// Walks through a statement for which `authority` vouches.
    pub(crate) fn of(statement: &Statement, authority: &Actor) -> Self {
        let mut index = Self::default();
        index.keys.insert(Key::verb(statement.verb.id.as_str()));
        index.keys.insert(Key::authority(authority));
        index.actor(&statement.actor, Part::Chief);
        index.actor(authority, Part::Related);
        index.object(&statement.object, Part::Chief);
        if let Some(context) = statement.context.as_deref() {
            let registration = context.registration.map(Key::registration);
            index.keys.extend(registration);
            index.context(context);
        }
        index
    }

    fn object(&mut self, object: &Object, part: Part) {
        match object {
            Object::Activity(activity) => self.activity(activity, part),
            Object::Agent(agent) => self.agent(agent, part),
            Object::Group(group) => self.group(group, part),
            Object::StatementRef(_) => {}
            // Sub-statements have no sub-statement in them.
            Object::SubStatement(sub) => {
                self.actor(&sub.actor, Part::Related);
                self.object(&sub.object, Part::Related);
                if let Some(context) = sub.context.as_deref() {
                    self.context(context);
                }
            }
        }
    }

    fn context(&mut self, context: &Context) {
        if let Some(instructor) = &context.instructor {
            self.actor(instructor, Part::Related);
        }
        if let Some(team) = &context.team {
            self.group(team, Part::Related);
        }
        for one in context.context_agents.iter().flatten() {
            self.agent(&one.agent, Part::Related);
        }
        for one in context.context_groups.iter().flatten() {
            self.group(&one.group, Part::Related);
        }
        for (_, activity) in context
            .context_activities
            .iter()
            .flat_map(ContextActivities::all)
        {
            self.activity(activity, Part::Related);
        }
    }

    fn actor(&mut self, actor: &Actor, part: Part) {
        match actor {
            Actor::Agent(agent) => self.agent(agent, part),
            Actor::Group(group) => self.group(group, part),
        }
    }

    fn group(&mut self, group: &Group, part: Part) {
        if let Some(identifier) = &group.identifier {
            let name = group.name.as_ref().map(|name| &**name.expose());
            self.identified(identifier, name, part);
        }
        group
            .members()
            .iter()
            .for_each(|agent| self.agent(agent, part));
    }

    fn agent(&mut self, agent: &Agent, part: Part) {
        let name = agent.name.as_ref().map(|name| &**name.expose());
        self.identified(&agent.identifier, name, part);
    }

    fn identified(&mut self, identifier: &Identifier, name: Option<&str>, part: Part) {
        let key = Key::agent(identifier);
        if part == Part::Chief {
            self.keys.insert(key);
        }
        self.keys.insert(Key::related_agent(identifier));
        self.names.extend(name.map(|name| (key, name.into())));
    }

    fn activity(&mut self, activity: &Activity, part: Part) {
        let id = activity.id.as_str();
        if part == Part::Chief {
            self.keys.insert(Key::activity(id));
        }
        self.keys.insert(Key::related_activity(id));
        self.activities.insert(activity.id.clone());
        if let Some(definition) = activity.definition.as_deref() {
            let held = self
                .definitions
                .iter_mut()
                .find(|(held, _)| *held == activity.id);
            match held {
                Some((_, held)) => held.merge(definition),
                None => self
                    .definitions
                    .push((activity.id.clone(), definition.clone())),
            }
        }
    }
}
