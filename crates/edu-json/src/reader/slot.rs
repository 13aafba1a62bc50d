//! Members of an object, read in the order they stand in.

use edu_types::{Rule, Severity};

use super::{FromJson, Reader, Segment};
use crate::node::Members;
use crate::raw::Extra;
use crate::{Kind, Node};

/// A member of an object that is being read: not met yet, refused, or read.
///
/// [`json_object`](crate::json_object) reads every object by them: members are gone through once, each is put
/// into its slot, and what has none is kept or refused by [`Reader::without_slot`].
#[derive(Debug)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a member is in one of these states"
)]
pub enum Slot<T> {
    /// The member was not met.
    Absent,
    /// The member was met, and cannot be used.
    Refused,
    /// The member was met and read, or counts as absent.
    Read(T),
}

impl<T> Slot<T> {
    /// The same with another value, where it was read.
    #[inline]
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Slot<U> {
        match self {
            Self::Absent => Slot::Absent,
            Self::Refused => Slot::Refused,
            Self::Read(value) => Slot::Read(make(value)),
        }
    }

    /// The value, where it was read.
    #[inline]
    pub const fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Absent | Self::Refused => None,
        }
    }

    /// The value of a member that must be there; notes it in `reader` where it is not.
    #[inline]
    pub fn required(
        self,
        reader: &mut Reader<'_, '_>,
        object: Node<'_>,
        name: &'static str,
        rule: Option<&'static Rule>,
    ) -> Option<T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Refused => None,
            Self::Absent => reader.missing_member(object, name, rule),
        }
    }

    /// The value of a member that may be absent. The outer `None` means that it was refused.
    #[expect(
        clippy::option_option,
        reason = "refused and absent are different outcomes"
    )]
    #[inline]
    pub fn optional(self) -> Option<Option<T>> {
        match self {
            Self::Read(value) => Some(Some(value)),
            Self::Absent => Some(None),
            Self::Refused => None,
        }
    }
}

impl<'t> Reader<'_, 't> {
    /// The members of an object, in the order they stand in; notes where the node is none.
    #[inline]
    pub fn members(&mut self, node: Node<'t>) -> Option<Members<'t>> {
        self.expect_object(node)?;
        self.expect_members(node)?;
        Some(node.members())
    }

    /// Reads a member that must be there; `rule` is what it breaks where it has one of its own.
    #[inline]
    pub fn slot<T: FromJson>(
        &mut self,
        name: &'t str,
        node: Node<'t>,
        rule: Option<&'static Rule>,
    ) -> Slot<T> {
        let at = Segment::Member(name);
        match self.inside(at, rule, |reader| T::from_json(node, reader)) {
            Some(value) => Slot::Read(value),
            None => Slot::Refused,
        }
    }

    /// Reads a member that may be absent; `null` counts as that, with a finding that profiles may
    /// accept.
    #[inline]
    pub fn optional_slot<T: FromJson>(
        &mut self,
        name: &'t str,
        node: Node<'t>,
        rule: Option<&'static Rule>,
    ) -> Slot<T> {
        if node.is_null() {
            return self.null_slot(name, node);
        }
        self.slot(name, node, rule)
    }

    /// Reads a member that only informs; where the profile tolerates what is wrong with it, it
    /// counts as absent and is kept in `extra`.
    #[inline]
    pub fn informative_slot<T: FromJson>(
        &mut self,
        name: &'t str,
        node: Node<'t>,
        extra: &mut Extra,
    ) -> Slot<T> {
        if node.is_null() {
            return self.null_slot(name, node);
        }
        match self.informing(|reader| reader.member(name, node)) {
            (Some(value), _) => Slot::Read(value),
            (None, true) => Slot::Refused,
            (None, false) => {
                extra.push(name, node);
                Slot::Absent
            }
        }
    }

    /// Reads a member that must have this text.
    pub fn constant_slot(
        &mut self,
        name: &'t str,
        node: Node<'t>,
        text: &'static str,
        rule: Option<&'static Rule>,
    ) -> Slot<()> {
        let read = self.inside(Segment::Member(name), rule, |reader| {
            reader.expect(node, Kind::String)?;
            if node.as_str() == Some(text) {
                return Some(());
            }
            reader.not_allowed(node, format!("text is not {text}"))
        });
        read.map_or(Slot::Refused, Slot::Read)
    }

    /// Keeps a member that its object does not name; notes it where the standard names all.
    pub fn without_slot(&mut self, name: &'t str, node: Node<'t>, extra: &mut Extra) {
        if let Some(rule) = self.rules.unknown {
            self.within(name, |reader| {
                reader.note(rule, node, "member is not one that is allowed here")
            });
        }
        extra.push(name, node);
    }

    #[cold]
    fn missing_member<T>(
        &mut self,
        object: Node<'_>,
        name: &'static str,
        rule: Option<&'static Rule>,
    ) -> Option<T> {
        let at = Segment::Member(name);
        self.inside(at, rule, |reader| reader.missing(object))
    }

    #[cold]
    fn null_slot<T>(&mut self, name: &'t str, node: Node<'t>) -> Slot<T> {
        let message = "member is null, leaving it out is allowed";
        let rule = self.rules.null;
        let severity = self.within(name, |reader| reader.note(rule, node, message));
        if severity == Some(Severity::Error) {
            Slot::Refused
        } else {
            Slot::Absent
        }
    }
}
