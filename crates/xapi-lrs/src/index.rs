//! What a statement is found by, and what it tells of activities and agents.

use std::collections::{BTreeMap, BTreeSet};

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
    pub(crate) definitions: BTreeMap<Iri, ActivityDefinition>,
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
            if let Some(held) = self.definitions.get_mut(&activity.id) {
                held.merge(definition);
            } else {
                self.definitions
                    .insert(activity.id.clone(), definition.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use edu_types::{LanguageMap, Limits, UuidText};
    use xapi_model::Version;

    use super::*;

    const REGISTRATION: &str = "07940580-b309-415e-a37c-914d387c1150";

    fn agent(name: &str) -> Agent {
        Agent::account("https://a.example/", name).unwrap()
    }

    fn json(name: &str) -> String {
        format!(r#"{{"account":{{"homePage":"https://a.example/","name":"{name}"}}}}"#)
    }

    fn group_of(name: &str) -> String {
        format!(r#"{{"objectType":"Group","member":[{}]}}"#, json(name))
    }

    const BOOK: &str = r#"{"id":"https://a.example/book"}"#;

    fn indexed(actor: &str, object: &str, rest: &str) -> Index {
        let text = format!(
            r#"{{"actor":{actor},"verb":{{"id":"https://a.example/read"}},"object":{object}{rest}}}"#
        );
        let profile = Version::V2_0.strict();
        let read = Statement::from_slice(text.as_bytes(), &profile, &Limits::DEFAULT);
        Index::of(&read.unwrap().value, &Actor::Agent(agent("authority")))
    }

    fn with_context(context: &str) -> Index {
        indexed(&json("ada"), BOOK, &format!(r#","context":{{{context}}}"#))
    }

    fn has_agent(index: &Index, name: &str) -> (bool, bool) {
        let identifier = agent(name).identifier;
        let has = |key| index.keys.contains(&key);
        (
            has(Key::agent(&identifier)),
            has(Key::related_agent(&identifier)),
        )
    }

    fn has_activity(index: &Index, name: &str) -> (bool, bool) {
        let id = format!("https://a.example/{name}");
        let has = |key| index.keys.contains(&key);
        (has(Key::activity(&id)), has(Key::related_activity(&id)))
    }

    const CHIEF: (bool, bool) = (true, true);
    const RELATED: (bool, bool) = (false, true);
    const ABSENT: (bool, bool) = (false, false);

    fn registration() -> Key {
        Key::registration(UuidText::parse(REGISTRATION).unwrap())
    }

    #[test]
    fn actor_verb_and_activity_are_found() {
        let index = indexed(&json("ada"), BOOK, "");
        assert_eq!(has_agent(&index, "ada"), CHIEF);
        assert_eq!(has_activity(&index, "book"), CHIEF);
        assert!(index.keys.contains(&Key::verb("https://a.example/read")));
        assert_eq!(has_agent(&index, "ben"), ABSENT);
        assert_eq!(has_activity(&index, "read"), ABSENT);
    }

    #[test]
    fn agent_as_object_is_found_as_agent() {
        let object = json("ben").replacen('{', r#"{"objectType":"Agent","#, 1);
        assert_eq!(has_agent(&indexed(&json("ada"), &object, ""), "ben"), CHIEF);
    }

    #[test]
    fn members_of_groups_are_found_like_the_group() {
        let anonymous = indexed(&group_of("ben"), BOOK, "");
        assert_eq!(has_agent(&anonymous, "ben"), CHIEF);
        let account = json("team").replacen('{', ",", 1);
        let group = group_of("ben").replacen("]}", &format!("]{account}"), 1);
        let identified = indexed(&group, BOOK, "");
        assert_eq!(has_agent(&identified, "team"), CHIEF);
        assert_eq!(has_agent(&identified, "ben"), CHIEF);
    }

    #[test]
    fn authority_is_found_as_related_only_and_as_authority() {
        let index = indexed(&json("ada"), BOOK, "");
        assert_eq!(has_agent(&index, "authority"), RELATED);
        let authority = Actor::Agent(agent("authority"));
        assert!(index.keys.contains(&Key::authority(&authority)));
    }

    #[test]
    fn instructor_and_team_are_found_as_related_only() {
        let team = group_of("mate");
        let index = with_context(&format!(r#""instructor":{},"team":{team}"#, json("tutor")));
        assert_eq!(has_agent(&index, "tutor"), RELATED);
        assert_eq!(has_agent(&index, "mate"), RELATED);
    }

    #[test]
    fn context_agents_and_groups_are_found_as_related_only() {
        let index = with_context(&format!(
            r#""contextAgents":[{{"objectType":"contextAgent","agent":{}}}],
               "contextGroups":[{{"objectType":"contextGroup","group":{}}}]"#,
            json("coach"),
            group_of("mate")
        ));
        assert_eq!(has_agent(&index, "coach"), RELATED);
        assert_eq!(has_agent(&index, "mate"), RELATED);
    }

    #[test]
    fn context_activities_are_found_as_related_only() {
        let index = with_context(
            r#""contextActivities":{"parent":[{"id":"https://a.example/course"}],
               "other":[{"id":"https://a.example/school"}]}"#,
        );
        assert_eq!(has_activity(&index, "course"), RELATED);
        assert_eq!(has_activity(&index, "school"), RELATED);
    }

    #[test]
    fn registration_is_found_of_those_that_have_it() {
        let found = with_context(&format!(r#""registration":"{REGISTRATION}""#));
        assert!(found.keys.contains(&registration()));
        let other = indexed(&json("ada"), BOOK, "");
        assert!(!other.keys.contains(&registration()));
    }

    #[test]
    fn parts_of_a_sub_statement_are_found_as_related_only() {
        let object = format!(
            r#"{{"objectType":"SubStatement","actor":{},"verb":{{"id":"https://a.example/plan"}},
                "object":{{"id":"https://a.example/trip"}},"context":{{"instructor":{},
                "registration":"{REGISTRATION}",
                "contextActivities":{{"grouping":[{{"id":"https://a.example/tour"}}]}}}}}}"#,
            json("ben"),
            json("guide")
        );
        let index = indexed(&json("ada"), &object, "");
        assert_eq!(has_agent(&index, "ben"), RELATED);
        assert_eq!(has_agent(&index, "guide"), RELATED);
        assert_eq!(has_activity(&index, "trip"), RELATED);
        assert_eq!(has_activity(&index, "tour"), RELATED);
        assert!(!index.keys.contains(&registration()));
        assert!(!index.keys.contains(&Key::verb("https://a.example/plan")));
    }

    #[test]
    fn definitions_of_one_activity_are_put_together() {
        let defined = |name: &str| {
            format!(r#"{{"id":"https://a.example/book","definition":{{"name":{{{name}}}}}}}"#)
        };
        let other = defined(r#""de":"Buch""#);
        let rest = format!(r#","context":{{"contextActivities":{{"other":[{other}]}}}}"#);
        let index = indexed(&json("ada"), &defined(r#""en":"Book""#), &rest);
        let mut expected = ActivityDefinition::new();
        expected.name = LanguageMap::from_pairs([("en", "Book"), ("de", "Buch")]).ok();
        let definitions: Vec<_> = index.definitions.into_values().collect();
        assert_eq!(definitions, [expected]);
    }

    #[test]
    fn names_are_those_of_identified_agents() {
        let ben = json("ben").replacen('{', r#"{"name":"Ben","#, 1);
        let group = format!(
            r#"{{"objectType":"Group","name":"Nobody","member":[{ben},{}]}}"#,
            json("ada")
        );
        let names: Vec<_> = indexed(&group, BOOK, "").names.into_iter().collect();
        assert_eq!(
            names,
            [(Key::agent(&agent("ben").identifier), "Ben".into())]
        );
    }
}
