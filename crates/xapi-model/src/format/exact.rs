//! As it came, with what a store sets.

use edu_json::{Node, ToJson};
use edu_types::{Timestamp, UuidText};

use super::parts::{self, Format};
use super::splice::Splice;
use crate::Actor;

/// What a store sets in a statement that it takes in.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.1, §2.4.7 to §2.4.10; 2.0 §4.2.4.2.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Assigned {
    /// The id of a statement that has none.
    pub id: Option<UuidText>,
    /// When it was stored; replaces what the statement says.
    pub stored: Timestamp,
    /// When it happened, where the statement does not say.
    pub timestamp: Option<Timestamp>,
    /// Who vouches for it; replaces what the statement says. A store that trusts its client may
    /// leave that as it came, but sees to it that somebody vouches. Not judged here.
    pub authority: Option<Actor>,
    /// By which version it was made, where the statement does not say: `1.0.0` for a store of 1.0.3.
    /// Not judged here.
    pub version: Option<Box<str>>,
}

impl Assigned {
    /// A statement was stored then, and happened then if it does not say when.
    pub fn new(stored: Timestamp) -> Self {
        Self {
            id: None,
            timestamp: Some(stored.clone()),
            stored,
            authority: None,
            version: None,
        }
    }

    /// With the id of a statement that has none.
    #[must_use]
    pub const fn with_id(mut self, id: UuidText) -> Self {
        self.id = Some(id);
        self
    }

    /// With who vouches for the statement.
    #[must_use]
    pub fn with_authority(mut self, authority: impl Into<Actor>) -> Self {
        self.authority = Some(authority.into());
        self
    }

    /// With the version by which a statement was made that does not say so.
    #[must_use]
    pub fn with_version(mut self, version: impl Into<Box<str>>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// Names and values, and whether the value replaces one that came.
    fn members(&self) -> impl Iterator<Item = (&'static str, &dyn ToJson, bool)> {
        fn dynamic<T: ToJson>(value: &T) -> &dyn ToJson {
            value
        }
        [
            ("id", self.id.as_ref().map(dynamic), false),
            ("stored", Some(dynamic(&self.stored)), true),
            ("timestamp", self.timestamp.as_ref().map(dynamic), false),
            ("authority", self.authority.as_ref().map(dynamic), true),
            ("version", self.version.as_ref().map(dynamic), false),
        ]
        .into_iter()
        .filter_map(|(name, value, replaces)| Some((name, value?, replaces)))
    }
}

impl Format for Assigned {
    /// A member that came with `null`, where a profile let it pass, counts as absent.
    fn member(&self, name: &str, node: Node<'_>, splice: &mut Splice<'_>) -> bool {
        let Some((_, value, replaces)) = self.members().find(|(own, _, _)| *own == name) else {
            return false;
        };
        if replaces || node.is_null() {
            splice.replace(node.span(), &value.to_json_string());
        }
        true
    }
}

pub(super) fn write(node: Node<'_>, assigned: &Assigned, splice: &mut Splice<'_>) {
    parts::statement(node, assigned, splice);
    let absent = assigned
        .members()
        .filter(|(name, _, _)| node.get(name).is_none());
    let texts = absent.map(|(name, value, _)| (name, value.to_json_string()));
    splice.append(node, &texts.collect::<Vec<_>>());
}
