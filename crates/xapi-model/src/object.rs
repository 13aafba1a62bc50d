//! What was acted upon.

use edu_json::{FromJson, JsonWriter, Node, ObjectReader, Reader, ToJson, json_wire};

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
    const ALLOWED: [ObjectType; 5] = [
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
        object: ObjectReader<'t>,
        reader: &mut Reader<'_, 't>,
        kind: Option<ObjectType>,
    ) -> Option<Self> {
        match kind {
            Some(ObjectType::Agent) => Agent::read(object, reader, true).map(Self::Agent),
            Some(ObjectType::Group) => Group::read(object, reader).map(Self::Group),
            Some(ObjectType::StatementRef) => {
                StatementRef::read(object, reader).map(Self::StatementRef)
            }
            Some(ObjectType::SubStatement) => {
                SubStatement::read(object, reader).map(|inner| Self::SubStatement(Box::new(inner)))
            }
            Some(ObjectType::Activity) => Activity::read(object, reader, true).map(Self::Activity),
            // No other word passes.
            Some(ObjectType::ContextAgent | ObjectType::ContextGroup) => None,
            None => {
                if let Some(member) = foreign(&object) {
                    let message = format!(
                        "{member} is no member of an activity; objectType is required for every \
                         other object"
                    );
                    reader.refuse::<()>(&rules::OBJECT_TYPE_MISSING, object.node(), message);
                }
                Activity::read(object, reader, false).map(Self::Activity)
            }
        }
    }
}

/// A member that an activity does not have, but other objects have.
fn foreign(object: &ObjectReader<'_>) -> Option<&'static str> {
    if object.has("id") && object.unread() <= 2 {
        return None;
    }
    [
        "mbox",
        "mbox_sha1sum",
        "openid",
        "account",
        "member",
        "actor",
        "verb",
        "object",
    ]
    .into_iter()
    .find(|name| object.has(name))
}

impl FromJson for Object {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let mut object = reader.object(node)?;
        let rule = &rules::OBJECT_TYPE;
        let kind = ObjectType::read(&mut object, reader, rule, &Self::ALLOWED)?;
        Self::read(object, reader, kind)
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
