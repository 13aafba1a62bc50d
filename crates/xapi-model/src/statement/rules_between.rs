//! What the members of a statement or sub-statement owe each other.

use edu_json::{Node, Reader};
use edu_types::Rule;

use crate::interaction::Response;
use crate::{Context, Object, Outcome, Verb, rules};

/// The members that owe each other something, as far as they could be read.
pub(super) struct Parts<'s> {
    pub(super) verb: Option<&'s Verb>,
    pub(super) object: Option<&'s Object>,
    pub(super) result: Option<&'s Outcome>,
    pub(super) context: Option<&'s Context>,
}

pub(super) fn judge<'t>(parts: &Parts<'_>, node: Node<'t>, reader: &mut Reader<'_, 't>) {
    let voids = parts.verb.is_some_and(Verb::is_voided);
    let refers = |object| matches!(object, &Object::StatementRef(_));
    if voids && parts.object.is_some_and(|object| !refers(object)) {
        let node = node.get("object").unwrap_or(node);
        let message = "object of a voiding statement is no StatementRef";
        reader.within("object", |reader| {
            reader.note(&rules::VOIDING_OBJECT, node, message)
        });
    }
    if parts
        .object
        .is_some_and(|object| object.as_activity().is_none())
        && let Some(context) = parts.context
    {
        needs_activity(context, node, reader);
    }
    response_fits(parts, node, reader);
}

/// Notes members of a context that only mean something about an activity.
fn needs_activity<'t>(context: &Context, node: Node<'t>, reader: &mut Reader<'_, 't>) {
    let given: [(&'static str, &'static Rule, bool); 2] = [
        (
            "revision",
            &rules::REVISION_OBJECT,
            context.revision.is_some(),
        ),
        (
            "platform",
            &rules::PLATFORM_OBJECT,
            context.platform.is_some(),
        ),
    ];
    for (name, rule, _) in given.into_iter().filter(|(_, _, is_there)| *is_there) {
        let found = node.get("context").and_then(|context| context.get(name));
        let node = found.unwrap_or(node);
        let message = "object is no activity, which is required for this member";
        reader.within("context", |reader| {
            reader.within(name, |reader| reader.note(rule, node, message))
        });
    }
}

fn response_fits<'t>(parts: &Parts<'_>, node: Node<'t>, reader: &mut Reader<'_, 't>) {
    let asked = parts
        .object
        .and_then(Object::as_activity)
        .and_then(|activity| {
            let definition = activity.definition.as_ref()?;
            definition.interaction_type
        });
    let given = parts.result.and_then(|result| result.response.as_ref());
    let (Some(kind), Some(response)) = (asked, given) else {
        return;
    };
    if let Err(error) = Response::check(kind, response.expose()) {
        let found = node.get("result").and_then(|result| result.get("response"));
        let node = found.unwrap_or(node);
        reader.within("result", |reader| {
            reader.within("response", |reader| {
                reader.note(&rules::RESPONSE, node, error.to_string())
            })
        });
    }
}
