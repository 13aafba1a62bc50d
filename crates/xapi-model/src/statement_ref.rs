//! A reference to another statement.

use edu_json::{Extra, FromJson, JsonWriter, Node, ObjectReader, Reader, ToJson, json_wire};
use edu_types::UuidText;

use crate::object_type::ObjectType;
use crate::{rules, uuid};

/// Points at another statement, which may not have arrived yet.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.4.3; 2.0 §4.2.2.3.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StatementRef {
    /// Id of that statement.
    pub id: UuidText,
    /// Members that the standard does not name, in arrival order; empty in what was judged strictly.
    pub extra: Extra,
}

impl StatementRef {
    /// Points at the statement of that id.
    pub const fn new(id: UuidText) -> Self {
        Self {
            id,
            extra: Extra::new(),
        }
    }

    pub(crate) fn read<'t>(
        mut object: ObjectReader<'t>,
        reader: &mut Reader<'_, 't>,
    ) -> Option<Self> {
        let id = object.required_by(reader, "id", Some(&rules::REFERENCE_ID));
        let node = object.node();
        let extra = object.rest(reader);
        let id = id?;
        uuid::judge_variant(id, ("id", node), reader);
        Some(Self { id, extra })
    }
}

impl FromJson for StatementRef {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let rule = reader.own_rule_or(&rules::REFERENCE_TYPE);
        let mut object = reader.object(node)?;
        ObjectType::require(&mut object, reader, rule, ObjectType::StatementRef)?;
        Self::read(object, reader)
    }
}

impl ToJson for StatementRef {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| {
            object.member(ObjectType::NAME, ObjectType::StatementRef.as_str());
            object.member("id", &self.id);
            object.extra(&self.extra);
        });
    }
}

json_wire!(StatementRef, &rules::MEMBER_RULES);
