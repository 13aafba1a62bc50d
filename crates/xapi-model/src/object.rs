//! What was acted upon.

use edu_json::{FromJson, JsonWriter, Kind, Node, Reader, ToJson, json_wire};

use crate::object_type::ObjectType;
use crate::{Activity, Agent, Group, StatementRef, SubStatement, rules};

/// What the actor did something to.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.4; 2.0 §4.2.2.3.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "the standard names these five")]
pub enum Object {
    /// Something that was done or experienced; what an object is that does not say so.
    Activity(Activity),
    /// A person or a system.
    Agent(Agent),
    /// Several agents.
    Group(Group),
    /// Another statement.
    StatementRef(StatementRef),
    /// What did not happen, or not yet, told as a statement would.
    SubStatement(Box<SubStatement>),
}

impl Object {
    pub(crate) const ALLOWED: [ObjectType; 5] = [
        ObjectType::Activity,
        ObjectType::Agent,
        ObjectType::Group,
        ObjectType::StatementRef,
        ObjectType::SubStatement,
    ];

    /// The activity, where it is one.
    pub const fn as_activity(&self) -> Option<&Activity> {
        match self {
            Self::Activity(activity) => Some(activity),
            Self::Agent(_) | Self::Group(_) | Self::StatementRef(_) | Self::SubStatement(_) => None,
        }
    }

    fn read<'t>(
        node: Node<'t>,
        reader: &mut Reader<'_, 't>,
        kind: Option<ObjectType>,
    ) -> Option<Self> {
        match kind {
            Some(ObjectType::Agent) => Agent::read(node, reader, true).map(Self::Agent),
            Some(ObjectType::Group) => Group::read(node, reader).map(Self::Group),
            Some(ObjectType::StatementRef) => {
                StatementRef::read(node, reader).map(Self::StatementRef)
            }
            Some(ObjectType::SubStatement) => {
                SubStatement::read(node, reader).map(|inner| Self::SubStatement(Box::new(inner)))
            }
            Some(ObjectType::Activity) => Activity::read(node, reader, true).map(Self::Activity),
            // No other word passes.
            Some(ObjectType::ContextAgent | ObjectType::ContextGroup) => None,
            None => {
                if let Some(member) = foreign(node) {
                    let message = format!(
                        "{member} is no member of an activity; objectType is required for every \
                         other object"
                    );
                    return reader.refuse(&rules::OBJECT_TYPE_MISSING, node, message);
                }
                Activity::read(node, reader, false).map(Self::Activity)
            }
        }
    }
}

/// A member that an activity does not have, but other objects have.
fn foreign(object: Node<'_>) -> Option<&str> {
    object.members().map(|(name, _)| name).find(|name| {
        matches!(
            *name,
            "mbox" | "mbox_sha1sum" | "openid" | "account" | "member" | "actor" | "verb" | "object"
        )
    })
}

impl FromJson for Object {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Object)?;
        let kind = ObjectType::of(node, reader, &rules::OBJECT_TYPE, &Self::ALLOWED)?;
        Self::read(node, reader, kind)
    }
}

impl ToJson for Object {
    fn to_json(&self, writer: &mut JsonWriter) {
        match self {
            Self::Activity(activity) => activity.to_json(writer),
            Self::Agent(agent) => agent.to_json(writer),
            Self::Group(group) => group.to_json(writer),
            Self::StatementRef(reference) => reference.to_json(writer),
            Self::SubStatement(statement) => statement.to_json(writer),
        }
    }
}

json_wire!(Object, &rules::MEMBER_RULES);

impl From<Activity> for Object {
    fn from(activity: Activity) -> Self {
        Self::Activity(activity)
    }
}

impl From<Agent> for Object {
    /// The agent says that it is one, as every object must that is no activity.
    fn from(mut agent: Agent) -> Self {
        agent.is_typed = true;
        Self::Agent(agent)
    }
}

impl From<Group> for Object {
    fn from(group: Group) -> Self {
        Self::Group(group)
    }
}

impl From<StatementRef> for Object {
    fn from(reference: StatementRef) -> Self {
        Self::StatementRef(reference)
    }
}

impl From<SubStatement> for Object {
    fn from(statement: SubStatement) -> Self {
        Self::SubStatement(Box::new(statement))
    }
}
