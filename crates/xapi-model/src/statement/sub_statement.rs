//! What did not happen, or not yet, told as a statement would.

use edu_json::{Extra, FromJson, JsonWriter, Node, ObjectReader, Reader, ToJson};
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

    /// Reads the rest of an object whose type is known to be that of a sub-statement.
    pub(crate) fn read<'t>(
        mut object: ObjectReader<'t>,
        reader: &mut Reader<'_, 't>,
    ) -> Option<Self> {
        for (name, rule) in FORBIDDEN {
            if let Some((name, node)) = object.take(name) {
                let message = "a sub-statement does not have this member";
                reader.within(name, |reader| reader.refuse::<()>(rule, node, message));
            }
        }
        let actor = object.required_by(reader, "actor", Some(&rules::ACTOR_MISSING));
        let verb = object.required_by(reader, "verb", Some(&rules::VERB_MISSING));
        let inner = read_object(&mut object, reader);
        let result = object.optional_by(reader, "result", Some(&rules::RESULT));
        let context = object.optional_by(reader, "context", Some(&rules::CONTEXT));
        let timestamp = object.optional_by(reader, "timestamp", Some(&rules::TIMESTAMP));
        let attachments = object.optional_by(reader, "attachments", Some(&rules::ATTACHMENTS));
        let node = object.node();
        let statement = Self {
            extra: object.rest(reader),
            actor: actor?,
            verb: verb?,
            object: inner?,
            result: result?,
            context: context?,
            timestamp: timestamp?,
            attachments: attachments?,
        };
        let parts = Parts {
            verb: &statement.verb,
            object: &statement.object,
            result: statement.result.as_ref(),
            context: statement.context.as_deref(),
        };
        rules_between::judge(&parts, node, reader);
        Some(statement)
    }
}

/// Reads the object, unless it is a sub-statement again: that one is not even looked into, so
/// that no nesting leads deeper.
fn read_object<'t>(object: &mut ObjectReader<'t>, reader: &mut Reader<'_, 't>) -> Option<Object> {
    let whole = object.node();
    let nested = whole.get("object").filter(|inner| {
        let kind = inner.get(ObjectType::NAME).and_then(Node::as_str);
        kind == Some(ObjectType::SubStatement.as_str())
    });
    match nested {
        None => object.required_by(reader, "object", Some(&rules::OBJECT_MISSING)),
        Some(inner) => {
            object.take("object");
            let message = "object of a sub-statement is a sub-statement";
            reader.within("object", |reader| {
                reader.refuse(&rules::SUBSTATEMENT_NESTED, inner, message)
            })
        }
    }
}

impl FromJson for SubStatement {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let rule = reader.own_rule_or(&rules::OBJECT_TYPE);
        let mut object = reader.object(node)?;
        ObjectType::require(&mut object, reader, rule, ObjectType::SubStatement)?;
        Self::read(object, reader)
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
