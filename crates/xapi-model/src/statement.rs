//! What happened: somebody did something.

use edu_json::{Checked, Document, JsonError, Node, Reader, Refused, Tree, json_object, json_wire};
use edu_types::{Limits, Place, Profile, Report, UuidText};

use crate::version::{is_patch, is_pre_release};
use crate::{
    Activity, Actor, Attachment, Context, Object, Outcome, StatementTime, Verb, Version, rules,
    uuid,
};

mod rules_between;
mod sub_statement;

pub use sub_statement::SubStatement;

json_object! {
    /// Somebody did something, and how that went: one record of learning.
    ///
    /// By value, everything survives: the text of numbers, times and durations, unknown members
    /// where the profile lets them pass. Byte for byte it is returned by a
    /// [`Document`](edu_json::Document).
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.4; 2.0 §4.2.2.
    pub struct Statement {
        required {
            /// Who did it.
            actor: Actor = "actor" => &rules::ACTOR_MISSING,
            /// What they did.
            verb: Verb = "verb" => &rules::VERB_MISSING,
            /// What they did it to.
            object: Object = "object" => &rules::OBJECT_MISSING,
        }
        optional {
            /// What tells this statement from all others; a store gives one to a statement without.
            id: UuidText = "id" => &rules::STATEMENT_ID,
            /// How it went.
            result: Outcome = "result" => &rules::RESULT,
            /// Where and with whom it happened.
            context: Box<Context> = "context" => &rules::CONTEXT,
            /// When it happened; a store sets it to `stored` where it is absent.
            timestamp: StatementTime = "timestamp" => &rules::TIMESTAMP,
            /// When it was stored; a store sets it, whatever was sent.
            stored: StatementTime = "stored" => &rules::TIMESTAMP,
            /// Who vouches for it; a store sees to it that somebody does.
            authority: Box<Actor> = "authority" => &rules::AUTHORITY,
            /// The version of xAPI by which it was made, where it says so.
            version: Box<str> = "version" => &rules::VERSION,
            /// Files that belong to it, in order.
            attachments: Vec<Attachment> = "attachments" => &rules::ATTACHMENTS,
        }
        judged as read by statement_holds: id, verb, object, result, context, version, authority;
    }
}
json_wire!(Statement, &rules::MEMBER_RULES);

impl Statement {
    /// Whether this statement takes another one back, and which.
    pub fn voids(&self) -> Option<UuidText> {
        match &self.object {
            Object::StatementRef(reference) if self.verb.is_voided() => Some(reference.id),
            Object::StatementRef(_)
            | Object::Activity(_)
            | Object::Agent(_)
            | Object::Group(_)
            | Object::SubStatement(_) => None,
        }
    }

    /// Reads one statement, or an array of them as a batch: each with its own bytes, and no two with
    /// one id.
    ///
    /// # Errors
    ///
    /// [`Refused`] with every finding of all statements, where one has error weight: a batch is
    /// taken in whole or not at all.
    pub fn batch_from_slice(
        bytes: &[u8],
        profile: &Profile,
        limits: &Limits,
    ) -> Result<Checked<Vec<Document<Self>>>, Refused> {
        let mut checked = Document::<Self>::list_from_slice(bytes, profile, limits)?;
        let id = |(position, one): (usize, &Document<Self>)| Some((one.value().id?, position));
        let mut ids: Vec<_> = checked.value.iter().enumerate().filter_map(id).collect();
        ids.sort_unstable();
        let twice = ids.windows(2).filter_map(|pair| match pair {
            [(first, before), (second, at)] if first == second => Some((*before, *at)),
            _ => None,
        });
        let twice: Vec<_> = twice.collect();
        if !twice.is_empty() {
            note_twice(&twice, bytes, (profile, limits), &mut checked.report)?;
        }
        match Refused::new(checked.report) {
            Ok(refused) => Err(refused),
            Err(report) => {
                checked.report = report;
                Ok(checked)
            }
        }
    }
}

/// Notes of statements of a batch that each has the id of an earlier one: positions of that one and
/// of itself. Where their ids stand is looked up only here, as few batches have any.
fn note_twice(
    twice: &[(usize, usize)],
    bytes: &[u8],
    (profile, limits): (&Profile, &Limits),
    report: &mut Report,
) -> Result<(), JsonError> {
    let tree = Tree::parse(bytes, limits)?;
    let start = |item: Node<'_>| item.get("id").map(|id| id.span().start);
    let starts: Vec<_> = tree.root().items().map(start).collect();
    for (before, at) in twice {
        let place = Place::pointer(format!("/{at}/id"));
        let place = match starts.get(*at).copied().flatten() {
            Some(start) => place.at_offset(start),
            None => place,
        };
        let message = format!("id is that of the statement at /{before}, too");
        report.note(profile, &rules::ID_TWICE, place, message);
    }
    Ok(())
}

/// The members of a statement that are judged beside the others, each as far as it could be read: what is
/// wrong with one hides nothing of another.
type Judged<'s> = (
    Option<&'s UuidText>,
    Option<&'s Verb>,
    Option<&'s Object>,
    Option<&'s Outcome>,
    Option<&'s Box<Context>>,
    Option<&'s Box<str>>,
    Option<&'s Box<Actor>>,
);

fn statement_holds<'t>(
    (id, verb, object, result, context, version, authority): Judged<'_>,
    node: Node<'t>,
    reader: &mut Reader<'_, 't>,
) {
    if let Some(id) = id {
        uuid::judge_variant(*id, ("id", node), reader);
    }
    if let Some(version) = version {
        let judged_by = Version::judging(reader.profile());
        if !is_taken_in(version, judged_by) {
            let node = node.get("version").unwrap_or(node);
            let message = format!("version is another, {} is allowed", allowed(judged_by));
            reader.within("version", |reader| {
                reader.note(&rules::VERSION, node, message);
            });
        }
    }
    if let Some(authority) = authority {
        let node = node.get("authority").unwrap_or(node);
        reader.within("authority", |reader| {
            authority_holds(authority, node, reader);
        });
    }
    let parts = rules_between::Parts {
        verb,
        object,
        result,
        context: context.map(AsRef::as_ref),
    };
    rules_between::judge(&parts, node, reader);
}

/// Whether a statement that says it is of `version` is taken in by the judging one.
///
/// A pre-release of a patch, such as `1.0.3-rc1`, is one too: what begins with `1.0.` is taken in.
fn is_taken_in(version: &str, judged_by: Version) -> bool {
    let of = |name: &str| {
        let Some(rest) = version.strip_prefix(name) else {
            return false;
        };
        match rest.split_once('-') {
            None => rest.is_empty() || is_patch(rest),
            Some((patch, release)) => is_patch(patch) && is_pre_release(release),
        }
    };
    of("1.0") || (judged_by == Version::V2_0 && of("2.0"))
}

const fn allowed(judged_by: Version) -> &'static str {
    match judged_by {
        Version::V1_0_3 => "1.0 or 1.0.x",
        Version::V2_0 => "1.0, 1.0.x, 2.0 or 2.0.x",
    }
}

/// A group vouches only as a user and the application that acts for them.
fn authority_holds<'t>(authority: &Actor, node: Node<'t>, reader: &mut Reader<'_, 't>) {
    let Actor::Group(group) = authority else {
        return;
    };
    if group.identifier.is_some() || group.members().len() != 2 {
        let message = format!(
            "group has {} and {} members, allowed is an anonymous group of 2",
            if group.identifier.is_some() {
                "an identifier"
            } else {
                "no identifier"
            },
            group.members().len()
        );
        reader.note(&rules::AUTHORITY_GROUP, node, message);
        return;
    }
    let has_account =
        |agent: &crate::Agent| matches!(agent.identifier, crate::Identifier::Account(_));
    if !group.members().iter().any(has_account) {
        let message = "neither member has an account, as an application has";
        reader.note(&rules::AUTHORITY_CONSUMER, node, message);
    }
}

impl Statement {
    /// The activity that the statement is about, where it is about one.
    pub const fn activity(&self) -> Option<&Activity> {
        self.object.as_activity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_begins_with_a_patch_of_1_0_is_taken_in() {
        for version in ["1.0", "1.0.0", "1.0.9", "1.0.3-rc1", "1.0.0-rc-2"] {
            for judged_by in Version::ALL {
                assert!(is_taken_in(version, judged_by), "{version}");
            }
        }
        assert!(is_taken_in("2.0.0-rc1", Version::V2_0));
    }

    #[test]
    fn what_only_looks_like_a_patch_is_not_taken_in() {
        for version in [
            "1.0.",
            "1.0-rc1",
            "1.0.3-",
            "1.0.3-rc_1",
            "1.0.x",
            "1.0.3 ",
            "1.1.0-rc1",
            "11.0.3",
        ] {
            for judged_by in Version::ALL {
                assert!(!is_taken_in(version, judged_by), "{version}");
            }
        }
        assert!(!is_taken_in("2.0.0-rc1", Version::V1_0_3));
    }
}
