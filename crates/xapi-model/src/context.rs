//! Where and with whom it happened.

use edu_json::{FromJson, Kind, Node, Reader, ToJson, json_object, json_wire};
use edu_types::{Iri, LanguageTag, UuidText};

use crate::object_type::ObjectType;
use crate::{Activity, Actor, Agent, Extensions, Group, StatementRef, Version, rules, uuid};

json_object! {
    /// What gives a statement its meaning beside actor, verb and object.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.4.6; 2.0 §4.2.2.5.
    #[expect(
        clippy::struct_field_names,
        reason = "the standard's members begin with the word: contextActivities"
    )]
    pub struct Context {
        optional {
            /// The attempt or enrolment that statements of one kind share.
            registration: UuidText = "registration" => &rules::REGISTRATION,
            /// Who taught; 2.0 prefers `context_agents`.
            instructor: Actor = "instructor" => &rules::INSTRUCTOR,
            /// With whom the actor worked; 2.0 prefers `context_groups`.
            team: Group = "team" => &rules::TEAM,
            /// What the activity belongs to.
            context_activities: ContextActivities =
                "contextActivities" => &rules::CONTEXT_ACTIVITIES,
            /// Further agents and what they are to the statement. Since 2.0.
            context_agents: Vec<ContextAgent> = "contextAgents" => &rules::CONTEXT_AGENTS,
            /// Further groups and what they are to the statement. Since 2.0.
            context_groups: Vec<ContextGroup> = "contextGroups" => &rules::CONTEXT_GROUPS,
            /// Revision of the activity; only where the object is one.
            revision: Box<str> = "revision" => &rules::REVISION,
            /// Platform on which it happened; only where the object is an activity.
            platform: Box<str> = "platform" => &rules::PLATFORM,
            /// Language in which it happened.
            language: LanguageTag = "language" => &rules::LANGUAGE,
            /// Another statement that gives this one its meaning.
            statement: StatementRef = "statement" => &rules::CONTEXT_STATEMENT,
            /// What is said beyond the standard.
            extensions: Extensions = "extensions" => &rules::EXTENSIONS,
        }
        judged by context_holds;
    }
}
json_wire!(Context, &rules::MEMBER_RULES);

json_object! {
    /// What the activity of a statement belongs to.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.4.6.2; 2.0 §4.2.2.5.
    pub struct ContextActivities {
        optional {
            /// What it is a part of, directly.
            parent: ActivityList = "parent" => &rules::CONTEXT_ACTIVITIES_VALUE,
            /// What it is related to, indirectly.
            grouping: ActivityList = "grouping" => &rules::CONTEXT_ACTIVITIES_VALUE,
            /// What it is an instance of, such as a profile.
            category: ActivityList = "category" => &rules::CONTEXT_ACTIVITIES_VALUE,
            /// What it has to do with otherwise.
            other: ActivityList = "other" => &rules::CONTEXT_ACTIVITIES_VALUE,
        }
    }
}
json_wire!(ContextActivities, &rules::MEMBER_RULES);

/// Activities of one kind; one alone may stand without its list.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.6.2; 2.0 §4.2.4.2.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ActivityList {
    /// The activities.
    pub items: Vec<Activity>,
    /// Whether the only one is written without a list; stores return lists all the same.
    pub is_single: bool,
}

json_object! {
    /// An agent and what they are to the statement. Since 2.0.
    ///
    /// Spec: xAPI 2.0 §4.2.2.5.
    pub struct ContextAgent {
        constant {
            object_type: ObjectType::ContextAgent.as_str() => ObjectType::NAME
                => &rules::CONTEXT_AGENT_TYPE,
        }
        required {
            /// The agent.
            agent: Agent = "agent" => &rules::CONTEXT_AGENT,
        }
        optional {
            /// What they are to the statement; at least one where the member is there.
            relevant_types: RelevantTypes = "relevantTypes" => &rules::RELEVANT_TYPES,
        }
    }
}

json_object! {
    /// A group and what it is to the statement. Since 2.0.
    ///
    /// Spec: xAPI 2.0 §4.2.2.5.
    pub struct ContextGroup {
        constant {
            object_type: ObjectType::ContextGroup.as_str() => ObjectType::NAME
                => &rules::CONTEXT_GROUP_TYPE,
        }
        required {
            /// The group.
            group: Group = "group" => &rules::CONTEXT_GROUP,
        }
        optional {
            /// What it is to the statement; at least one where the member is there.
            relevant_types: RelevantTypes = "relevantTypes" => &rules::RELEVANT_TYPES,
        }
    }
}

/// What an agent or a group is to a statement: at least one IRI.
///
/// Spec: xAPI 2.0 §4.2.2.5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelevantTypes(Vec<Iri>);

impl ContextActivities {
    /// The four kinds, by the names of their members.
    pub const KINDS: [&str; 4] = ["parent", "grouping", "category", "other"];

    /// The activities of all kinds, with the name of their kind.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &Activity)> {
        let lists = [&self.parent, &self.grouping, &self.category, &self.other];
        let named = Self::KINDS.into_iter().zip(lists);
        named.flat_map(|(kind, list)| {
            let items = list.iter().flat_map(|list| &list.items);
            items.map(move |activity| (kind, activity))
        })
    }
}

impl ActivityList {
    /// The activities, written as a list.
    pub const fn new(items: Vec<Activity>) -> Self {
        Self {
            items,
            is_single: false,
        }
    }
}

impl From<Activity> for ActivityList {
    fn from(activity: Activity) -> Self {
        Self::new(vec![activity])
    }
}

impl RelevantTypes {
    /// One or more types; `None` without any.
    pub fn new(types: Vec<Iri>) -> Option<Self> {
        (!types.is_empty()).then_some(Self(types))
    }

    /// The types.
    pub fn as_slice(&self) -> &[Iri] {
        &self.0
    }
}

/// What is said of a context by version.
fn context_holds<'t>(context: &Context, node: Node<'t>, reader: &mut Reader<'_, 't>) {
    if let Some(registration) = context.registration {
        uuid::judge_variant(registration, ("registration", node), reader);
    }
    let since_2_0 = [
        ("contextAgents", context.context_agents.is_some()),
        ("contextGroups", context.context_groups.is_some()),
    ];
    let older = [
        ("instructor", context.instructor.is_some()),
        ("team", context.team.is_some()),
    ];
    let (rule, names, message) = match Version::judging(reader.profile()) {
        Version::V1_0_3 => {
            let message = "member is of version 2.0, judged is 1.0.3";
            (&rules::CONTEXT_AGENTS_VERSION, since_2_0, message)
        }
        Version::V2_0 => {
            let message = "contextAgents and contextGroups say more";
            (&rules::CONTEXT_DEPRECATED, older, message)
        }
    };
    for (name, _) in names.into_iter().filter(|(_, is_there)| *is_there) {
        let node = node.get(name).unwrap_or(node);
        reader.within(name, |reader| reader.note(rule, node, message));
    }
}

impl FromJson for ActivityList {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        if node.kind() != Kind::Object {
            return Vec::from_json(node, reader).map(Self::new);
        }
        let message = "one activity stands without its list, which stores return";
        reader.note(&rules::CONTEXT_ACTIVITIES_SINGLE, node, message);
        Some(Self {
            items: vec![Activity::from_json(node, reader)?],
            is_single: true,
        })
    }
}

impl ToJson for ActivityList {
    fn to_json(&self, writer: &mut edu_json::JsonWriter) {
        match self.items.as_slice() {
            [only] if self.is_single => only.to_json(writer),
            items => items.to_json(writer),
        }
    }
}

impl FromJson for RelevantTypes {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        match Self::new(Vec::from_json(node, reader)?) {
            Some(types) => Some(types),
            None => reader.not_allowed(node, "list is empty, at least one IRI is required"),
        }
    }
}

impl ToJson for RelevantTypes {
    fn to_json(&self, writer: &mut edu_json::JsonWriter) {
        self.0.to_json(writer);
    }
}
