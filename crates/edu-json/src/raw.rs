//! Values kept as their source text.

use core::fmt;
use std::collections::BTreeMap;

use edu_types::Limits;

use crate::{FromJson, JsonError, JsonWriter, Node, Reader, ToJson, Tree};

/// One JSON value as text, byte for byte as it came.
///
/// `Debug` shows the length only: the text may be personal.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RawJson(Box<str>);

impl RawJson {
    /// Takes a text that is one JSON value within `limits`; white space around it is not kept.
    ///
    /// # Errors
    ///
    /// [`JsonError`] as for any document.
    pub fn new(text: &str, limits: &Limits) -> Result<Self, JsonError> {
        Ok(Tree::parse(text.as_bytes(), limits)?.root().into())
    }

    /// A string with this text, however long it is.
    pub fn string(text: &str) -> Self {
        let mut writer = JsonWriter::new();
        writer.string(text);
        Self(writer.into_string().into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value's tree; it was checked before, so this only fails where memory would.
    ///
    /// # Errors
    ///
    /// [`JsonError`] where `limits` are tighter than those it was read with.
    pub fn tree(&self, limits: &Limits) -> Result<Tree<'_>, JsonError> {
        Tree::parse(self.0.as_bytes(), limits)
    }
}

impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawJson({} bytes)", self.0.len())
    }
}

impl From<Node<'_>> for RawJson {
    fn from(node: Node<'_>) -> Self {
        Self(node.raw().into())
    }
}

impl FromJson for RawJson {
    fn from_json<'t>(node: Node<'t>, _: &mut Reader<'_, 't>) -> Option<Self> {
        Some(node.into())
    }
}

impl ToJson for RawJson {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.raw(self);
    }
}

/// Members that a type does not know, in arrival order, each byte for byte as it came.
///
/// They are written after the known members, so no vendor's extension is lost on the way
/// through a typed value. `Debug` shows their number only: names may be personal, too.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Extra(Vec<(Box<str>, RawJson)>);

impl Extra {
    /// No members.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// No members, with room for so many.
    pub(crate) fn with_capacity(members: usize) -> Self {
        Self(Vec::with_capacity(members))
    }

    /// The members of an object, in their order; none of anything else.
    pub fn of_members(object: Node<'_>) -> Self {
        let mut extra = Self::with_capacity(object.len());
        object
            .members()
            .for_each(|(name, value)| extra.push(name, value));
        extra
    }

    /// Adds a member without looking for one of its name.
    pub(crate) fn push(&mut self, name: &str, node: Node<'_>) {
        self.0.push((name.into(), node.into()));
    }

    /// The member of that name.
    pub fn get(&self, name: &str) -> Option<&RawJson> {
        self.0
            .iter()
            .find(|(key, _)| &**key == name)
            .map(|(_, value)| value)
    }

    /// Sets a member, replacing one of the same name; looks through all that are there.
    ///
    /// A name that the surrounding type knows is not written from here: set its field. Only an
    /// informative member without a value is.
    pub fn insert(&mut self, name: &str, value: RawJson) {
        match self.0.iter_mut().find(|(key, _)| &**key == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name.into(), value)),
        }
    }

    /// Takes over the members of `later`: each replaces one of the same name, or follows at the end.
    pub fn merge(&mut self, later: &Self) {
        let mut newer: BTreeMap<&str, &RawJson> = later.iter().collect();
        for (name, value) in &mut self.0 {
            if let Some(other) = newer.remove(&**name) {
                value.clone_from(other);
            }
        }
        let further = later
            .0
            .iter()
            .filter(|(name, _)| newer.contains_key(&**name));
        self.0.extend(further.cloned());
    }

    /// Keeps the members that `keep` says yes to, in their order.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &RawJson) -> bool) {
        self.0.retain(|(name, value)| keep(name, value));
    }

    /// Names and values in arrival order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RawJson)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Extra({} members)", self.0.len())
    }
}

/// An object whose members are all of a host's own making, such as custom parameters.
///
/// Like [`Extra`], but a value of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "it is its members and nothing else"
)]
pub struct RawObject(pub Extra);

impl FromJson for RawObject {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect_object(node)?;
        let mut members = Extra::with_capacity(node.len());
        for (name, value) in node.members() {
            members.push(name, value);
        }
        Some(Self(members))
    }
}

impl ToJson for RawObject {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| object.extra(&self.0));
    }
}
