//! The parts of a statement that formats speak of, in the order of its bytes.

use edu_json::{Kind, Node};

use super::splice::Splice;
use crate::ContextActivities;
use crate::object_type::ObjectType;

/// What a format does to the parts of a statement; what it does not speak of stays as it came.
pub(super) trait Format {
    /// A member of the statement itself; says whether it was dealt with.
    fn member(&self, _: &str, _: Node<'_>, _: &mut Splice<'_>) -> bool {
        false
    }

    /// An agent or a group; one that is the object of a statement must say that it is.
    fn actor(&self, _: Node<'_>, _is_object: bool, _: &mut Splice<'_>) {}

    /// A verb.
    fn verb(&self, _: Node<'_>, _: &mut Splice<'_>) {}

    /// An activity.
    fn activity(&self, _: Node<'_>, _: &mut Splice<'_>) {}
}

pub(super) fn statement(node: Node<'_>, format: &impl Format, splice: &mut Splice<'_>) {
    for (name, value) in node.members() {
        if format.member(name, value, splice) {
            continue;
        }
        match name {
            "object" if is_sub_statement(value) => {
                for (name, value) in value.members() {
                    part(name, value, format, splice);
                }
            }
            "authority" => format.actor(value, false, splice),
            // The other members of a statement hold none of these.
            _ => part(name, value, format, splice),
        }
    }
}

/// A member that statements and sub-statements have.
fn part(name: &str, value: Node<'_>, format: &impl Format, splice: &mut Splice<'_>) {
    match name {
        "actor" => format.actor(value, false, splice),
        "verb" => format.verb(value, splice),
        "object" => match kind(value) {
            Some("Agent" | "Group") => format.actor(value, true, splice),
            Some("StatementRef" | "SubStatement") => {}
            // An object that does not say what it is, is an activity.
            _ => format.activity(value, splice),
        },
        "context" => context(value, format, splice),
        // The other members of a statement hold none of these.
        _ => {}
    }
}

fn context(node: Node<'_>, format: &impl Format, splice: &mut Splice<'_>) {
    for (name, value) in node.members() {
        match name {
            "instructor" | "team" => format.actor(value, false, splice),
            "contextActivities" => {
                // What leniency lets in beside the four kinds is not known to be activities.
                let kinds = ContextActivities::KINDS;
                let known = value.members().filter(|(kind, _)| kinds.contains(kind));
                known.for_each(|(_, list)| activities(list, format, splice));
            }
            "contextAgents" => actors("agent", value, format, splice),
            "contextGroups" => actors("group", value, format, splice),
            // The other members of a context hold none of these.
            _ => {}
        }
    }
}

/// Activities of one kind; one that stands alone gets its list.
fn activities(list: Node<'_>, format: &impl Format, splice: &mut Splice<'_>) {
    if list.kind() == Kind::Object {
        splice.insert(list.span().start, "[");
        format.activity(list, splice);
        splice.insert(list.span().end, "]");
    }
    for activity in list.items() {
        format.activity(activity, splice);
    }
}

fn actors(name: &str, list: Node<'_>, format: &impl Format, splice: &mut Splice<'_>) {
    for actor in list.items().filter_map(|item| item.get(name)) {
        format.actor(actor, false, splice);
    }
}

fn is_sub_statement(node: Node<'_>) -> bool {
    kind(node) == Some(ObjectType::SubStatement.as_str())
}

/// What an object says that it is.
pub(super) fn kind(node: Node<'_>) -> Option<&str> {
    node.get(ObjectType::NAME).and_then(Node::as_str)
}
