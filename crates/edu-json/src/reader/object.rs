//! Members of an object, asked for by name.

use edu_types::Rule;

use super::{FromJson, Reader, Slot, Unread};
use crate::Node;
use crate::raw::Extra;

/// Takes members out of an object, one by one; the rest are kept as they came.
#[derive(Debug)]
pub struct ObjectReader<'t> {
    node: Node<'t>,
    members: Vec<Unread<'t>>,
    next: usize,
    /// Members that nobody took yet.
    left: usize,
    /// Informative members that were left out.
    kept: Extra,
}

impl<'t> ObjectReader<'t> {
    #[inline]
    pub(super) fn new(node: Node<'t>, members: Vec<Unread<'t>>) -> Self {
        Self {
            node,
            left: members.len(),
            members,
            next: 0,
            kept: Extra::new(),
        }
    }

    /// The object itself.
    pub const fn node(&self) -> Node<'t> {
        self.node
    }

    /// Takes the member of that name out, unread.
    #[inline]
    pub fn take(&mut self, name: &str) -> Option<(&'t str, Node<'t>)> {
        let taken = self.slot(name)?.take();
        self.left = self.left.saturating_sub(usize::from(taken.is_some()));
        taken
    }

    /// How many members there are that nobody took.
    pub const fn unread(&self) -> usize {
        self.left
    }

    /// Whether a member of that name is there that nobody took.
    pub fn has(&self, name: &str) -> bool {
        self.members.iter().flatten().any(|(key, _)| *key == name)
    }

    /// The place of that member, which holds it until it is taken.
    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut Unread<'t>> {
        if self.left == 0 {
            return None;
        }
        // Members mostly arrive in the order they are asked for: look onwards first.
        let (before, after) = self.members.split_at_mut_checked(self.next)?;
        let named = |slot: &&mut Unread<'t>| slot.as_ref().is_some_and(|(key, _)| *key == name);
        let ahead = after.iter_mut().enumerate().find(|(_, slot)| named(slot));
        if let Some((skipped, slot)) = ahead {
            self.next = self.next.saturating_add(skipped).saturating_add(1);
            return Some(slot);
        }
        before.iter_mut().find(named)
    }

    /// Reads a member that must be there.
    pub fn required<T: FromJson>(
        &mut self,
        reader: &mut Reader<'_, 't>,
        name: &'static str,
    ) -> Option<T> {
        self.required_by(reader, name, None)
    }

    /// Like [`ObjectReader::required`]; where the member is absent or not as allowed, `rule` is
    /// what it breaks.
    pub fn required_by<T: FromJson>(
        &mut self,
        reader: &mut Reader<'_, 't>,
        name: &'static str,
        rule: Option<&'static Rule>,
    ) -> Option<T> {
        let slot = match self.take(name) {
            Some((name, node)) => reader.slot(name, node, rule),
            None => Slot::Absent,
        };
        slot.required(reader, self.node, name, rule)
    }

    /// Reads a member that must be there with this text.
    pub fn constant(
        &mut self,
        reader: &mut Reader<'_, 't>,
        name: &'static str,
        text: &'static str,
    ) -> Option<()> {
        self.constant_by(reader, name, text, None)
    }

    /// Like [`ObjectReader::constant`]; where the member is absent or another, `rule` is what it
    /// breaks.
    pub fn constant_by(
        &mut self,
        reader: &mut Reader<'_, 't>,
        name: &'static str,
        text: &'static str,
        rule: Option<&'static Rule>,
    ) -> Option<()> {
        let slot = match self.take(name) {
            Some((name, node)) => reader.constant_slot(name, node, text, rule),
            None => Slot::Absent,
        };
        slot.required(reader, self.node, name, rule)
    }

    /// Reads a member that may be absent. The outer `None` means that it was refused.
    ///
    /// `null` counts as absent, with a finding that profiles may accept.
    #[expect(
        clippy::option_option,
        reason = "refused and absent are different outcomes"
    )]
    pub fn optional<T: FromJson>(
        &mut self,
        reader: &mut Reader<'_, 't>,
        name: &'static str,
    ) -> Option<Option<T>> {
        self.optional_by(reader, name, None)
    }

    /// Like [`ObjectReader::optional`]; where the member is not as allowed, `rule` is what it
    /// breaks.
    #[expect(
        clippy::option_option,
        reason = "refused and absent are different outcomes"
    )]
    pub fn optional_by<T: FromJson>(
        &mut self,
        reader: &mut Reader<'_, 't>,
        name: &'static str,
        rule: Option<&'static Rule>,
    ) -> Option<Option<T>> {
        let Some((name, node)) = self.take(name) else {
            return Some(None);
        };
        reader.optional_slot(name, node, rule).optional()
    }

    /// Reads a member that only informs and may be absent. The outer `None` means that it was
    /// refused.
    ///
    /// Where the profile tolerates everything that is wrong with it, it counts as absent and
    /// stays among the members that [`ObjectReader::rest`] keeps. `null` is read as by
    /// [`ObjectReader::optional`].
    #[expect(
        clippy::option_option,
        reason = "refused and absent are different outcomes"
    )]
    pub fn informative<T: FromJson>(
        &mut self,
        reader: &mut Reader<'_, 't>,
        name: &'static str,
    ) -> Option<Option<T>> {
        let Some((name, node)) = self.take(name) else {
            return Some(None);
        };
        reader
            .informative_slot(name, node, &mut self.kept)
            .optional()
    }

    /// The members nobody took, in arrival order, after informative ones that were left out.
    pub fn rest(mut self, reader: &mut Reader<'_, 't>) -> Extra {
        for (name, node) in self.members.drain(..).flatten() {
            reader.without_slot(name, node, &mut self.kept);
        }
        reader.spare.push(self.members);
        self.kept
    }
}
