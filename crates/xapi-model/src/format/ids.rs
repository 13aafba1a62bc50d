//! The least that identifies.

use edu_json::Node;

use super::parts::{Format, kind};
use super::splice::{Splice, push_member};
use crate::object_type::ObjectType;

/// Leaves identifiers only.
pub(super) struct Ids;

/// The members by which agents and groups are identified.
const IDENTIFIERS: [&str; 4] = ["mbox", "account", "mbox_sha1sum", "openid"];

impl Format for Ids {
    fn actor(&self, node: Node<'_>, is_object: bool, splice: &mut Splice<'_>) {
        let group = ObjectType::Group.as_str();
        let word = match kind(node) {
            Some(kind) if kind == group => Some(group),
            _ => is_object.then_some(ObjectType::Agent.as_str()),
        };
        let identified = identifier(node);
        let members = node.get("member").filter(|_| identified.is_none());
        if identified.is_none() && members.is_none() {
            return;
        }
        let mut text = String::from("{");
        if let Some(word) = word {
            push_member(&mut text, ObjectType::NAME, &format!("\"{word}\""));
            text.push(',');
        }
        if let Some((name, value)) = identified {
            push_member(&mut text, name, value.raw());
        }
        if let Some(members) = members {
            push_member(&mut text, "member", &listed(members));
        }
        text.push('}');
        splice.replace(node.span(), &text);
    }

    fn verb(&self, node: Node<'_>, splice: &mut Splice<'_>) {
        id_only(node, splice);
    }

    fn activity(&self, node: Node<'_>, splice: &mut Splice<'_>) {
        id_only(node, splice);
    }
}

/// The members of an anonymous group, each by its identifier.
fn listed(members: Node<'_>) -> String {
    let mut text = String::from("[");
    for (position, agent) in members.items().enumerate() {
        if position > 0 {
            text.push(',');
        }
        text.push('{');
        if let Some((name, value)) = identifier(agent) {
            push_member(&mut text, name, value.raw());
        }
        text.push('}');
    }
    text.push(']');
    text
}

/// The one member by which an agent or a group is identified.
fn identifier(node: Node<'_>) -> Option<(&str, Node<'_>)> {
    node.members()
        .find(|(name, value)| IDENTIFIERS.contains(name) && !value.is_null())
}

fn id_only(node: Node<'_>, splice: &mut Splice<'_>) {
    if let Some(id) = node.get("id")
        && node.len() > 1
    {
        let mut text = String::from("{");
        push_member(&mut text, "id", id.raw());
        text.push('}');
        splice.replace(node.span(), &text);
    }
}
