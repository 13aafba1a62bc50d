//! What an object must be before its members are read.

use edu_types::{Rule, Severity};

use super::Reader;
use crate::{Kind, Node};

impl Reader<'_, '_> {
    /// `Some` if the object has members, or the profile tolerates that it has none.
    #[inline]
    pub(super) fn expect_members(&mut self, node: Node<'_>) -> Option<()> {
        let Some(rule) = self.rules.empty else {
            return Some(());
        };
        if node.is_empty() {
            return self.without_members(rule, node);
        }
        Some(())
    }

    #[cold]
    fn without_members(&mut self, rule: &Rule, node: Node<'_>) -> Option<()> {
        let severity = self.note(rule, node, "object has no members");
        (severity != Some(Severity::Error)).then_some(())
    }

    /// `Some` if the node is an object, or an empty array that the profile lets pass for one.
    #[inline]
    pub(crate) fn expect_object(&mut self, node: Node<'_>) -> Option<()> {
        if node.kind() == Kind::Object {
            return Some(());
        }
        self.no_object(node)
    }

    #[cold]
    fn no_object(&mut self, node: Node<'_>) -> Option<()> {
        if let Some(rules) = self.informative
            && node.kind() == Kind::Array
            && node.is_empty()
        {
            let message = "empty array stands for an empty object";
            let severity = self.note(rules.empty_array, node, message);
            return (severity != Some(Severity::Error)).then_some(());
        }
        self.expect(node, Kind::Object)
    }
}
