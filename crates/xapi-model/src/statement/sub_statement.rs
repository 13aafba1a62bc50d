//! What did not happen, or not yet, told as a statement would.

use edu_json::{Extra, FromJson, JsonWriter, Kind, Node, Reader, Slot, ToJson};
use edu_types::Rule;

use super::rules_between::{self, Parts};
use crate::object_type::ObjectType;
use crate::{Actor, Attachment, Context, Object, Outcome, StatementTime, Verb, rules};

/// What is only talked about, such as a plan, in the shape of a statement.
///
/// It has no id and no authority: nobody vouches that it happened. Its object is no sub-statement.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.4.3; 2.0 §4.2.2.3.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SubStatement {
    /// Who would do it.
    pub actor: Actor,
    /// What they would do.
    pub verb: Verb,
    /// What they would do it to; no sub-statement.
    pub object: Object,
    /// How it would go.
    pub result: Option<Outcome>,
    /// Where and with whom it would happen.
    pub context: Option<Box<Context>>,
    /// When it would happen; may lie in the future.
    pub timestamp: Option<StatementTime>,
    /// Files that belong to it, in order.
    pub attachments: Option<Vec<Attachment>>,
    /// Members that the standard does not name, in arrival order; empty in what was judged strictly.
    pub extra: Extra,
}

/// Members of a statement that a sub-statement does not have, and what they break.
const FORBIDDEN: [(&str, &Rule); 4] = [
    ("id", &rules::SUBSTATEMENT_MEMBER_ID),
    ("stored", &rules::SUBSTATEMENT_MEMBER_STORED),
    ("version", &rules::SUBSTATEMENT_MEMBER_VERSION),
    ("authority", &rules::SUBSTATEMENT_MEMBER_AUTHORITY),
];

impl SubStatement {
    /// A sub-statement of three parts.
    pub const fn new(actor: Actor, verb: Verb, object: Object) -> Self {
        Self {
            actor,
            verb,
            object,
            result: None,
            context: None,
            timestamp: None,
            attachments: None,
            extra: Extra::new(),
        }
    }

    /// Reads an object that says it is a sub-statement.
    pub(crate) fn read<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let (mut actor, mut verb, mut object) = (Slot::Absent, Slot::Absent, Slot::Absent);
        let (mut result, mut context) = (Slot::Absent, Slot::Absent);
        let (mut timestamp, mut attachments) = (Slot::Absent, Slot::Absent);
        let mut extra = Extra::new();
        for (name, member) in reader.members(node)? {
            let own = OWN.iter().find(|(own, _)| *own == name);
            let rule = own.map(|(_, rule)| *rule);
            match name {
                ObjectType::NAME => {}
                "actor" => actor = reader.slot(name, member, rule),
                "verb" => verb = reader.slot(name, member, rule),
                "object" => object = read_object(member, reader, rule),
                "result" => result = reader.optional_slot(name, member, rule),
                "context" => context = reader.optional_slot(name, member, rule),
                "timestamp" => timestamp = reader.optional_slot(name, member, rule),
                "attachments" => attachments = reader.optional_slot(name, member, rule),
                _ => read_other(name, member, &mut extra, reader),
            }
        }
        let actor = actor.required(reader, node, "actor", Some(&rules::ACTOR_MISSING));
        let verb = verb.required(reader, node, "verb", Some(&rules::VERB_MISSING));
        let object = object.required(reader, node, "object", Some(&rules::OBJECT_MISSING));
        let parts = Parts {
            verb: verb.as_ref(),
            object: object.as_ref(),
            result: result.as_ref(),
            context: context.as_ref().map(Box::as_ref),
        };
        rules_between::judge(&parts, node, reader);
        Some(Self {
            actor: actor?,
            verb: verb?,
            object: object?,
            result: result.optional()?,
            context: context.optional()?,
            timestamp: timestamp.optional()?,
            attachments: attachments.optional()?,
            extra,
        })
    }
}

/// What members break that are not as allowed.
const OWN: [(&str, &Rule); 7] = [
    ("actor", &rules::ACTOR_MISSING),
    ("verb", &rules::VERB_MISSING),
    ("object", &rules::OBJECT_MISSING),
    ("result", &rules::RESULT),
    ("context", &rules::CONTEXT),
    ("timestamp", &rules::TIMESTAMP),
    ("attachments", &rules::ATTACHMENTS),
];

/// Reads the object, unless it is a sub-statement again: that one is not even looked into, so
/// that no nesting leads deeper.
fn read_object<'t>(
    node: Node<'t>,
    reader: &mut Reader<'_, 't>,
    rule: Option<&'static Rule>,
) -> Slot<Object> {
    let kind = node.get(ObjectType::NAME).and_then(Node::as_str);
    if kind != Some(ObjectType::SubStatement.as_str()) {
        return reader.slot("object", node, rule);
    }
    reader.within("object", |reader| {
        let message = "object of a sub-statement is a sub-statement";
        reader
            .refuse(&rules::SUBSTATEMENT_NESTED, node, message)
            .map_or(Slot::Refused, Slot::Read)
    })
}

/// Reads a member that a sub-statement does not have: a statement may have it, or nobody knows it.
fn read_other<'t>(name: &'t str, member: Node<'t>, extra: &mut Extra, reader: &mut Reader<'_, 't>) {
    match FORBIDDEN.iter().find(|(forbidden, _)| *forbidden == name) {
        Some((_, rule)) => reader.within(name, |reader| {
            let message = "a sub-statement does not have this member";
            reader.refuse(rule, member, message).unwrap_or(());
        }),
        None => reader.without_slot(name, member, extra),
    }
}

impl FromJson for SubStatement {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let rule = reader.own_rule_or(&rules::OBJECT_TYPE);
        reader.expect(node, Kind::Object)?;
        ObjectType::require(node, reader, rule, ObjectType::SubStatement)?;
        Self::read(node, reader)
    }
}

impl ToJson for SubStatement {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| {
            object.member(ObjectType::NAME, ObjectType::SubStatement.as_str());
            object.member("actor", &self.actor);
            object.member("verb", &self.verb);
            object.member("object", &self.object);
            object.optional("result", self.result.as_ref());
            object.optional("context", self.context.as_ref());
            object.optional("timestamp", self.timestamp.as_ref());
            object.optional("attachments", self.attachments.as_ref());
            object.extra(&self.extra);
        });
    }
}

edu_json::json_wire!(SubStatement, &rules::MEMBER_RULES);
