//! A reference to another statement.

use edu_json::{Extra, FromJson, JsonWriter, Kind, Node, Reader, Slot, ToJson, json_wire};
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

    /// Reads an object that says it is a reference.
    pub(crate) fn read<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let rule = Some(&rules::REFERENCE_ID);
        let mut id = Slot::Absent;
        let mut extra = Extra::new();
        for (name, member) in reader.members(node)? {
            match name {
                ObjectType::NAME => {}
                "id" => id = reader.slot(name, member, rule),
                _ => reader.without_slot(name, member, &mut extra),
            }
        }
        let id = id.required(reader, node, "id", rule)?;
        uuid::judge_variant(id, ("id", node), reader);
        Some(Self { id, extra })
    }
}

impl FromJson for StatementRef {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let rule = reader.own_rule_or(&rules::REFERENCE_TYPE);
        reader.expect(node, Kind::Object)?;
        ObjectType::require(node, reader, rule, ObjectType::StatementRef)?;
        Self::read(node, reader)
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
