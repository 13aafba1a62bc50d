//! Whether two JSON texts mean the same: members in any order, numbers and strings by their text.

use edu_json::{Kind, Node, Tree};
use edu_types::Limits;

/// Compares two texts that were read before.
pub(crate) fn same_value(one: &[u8], other: &[u8]) -> bool {
    let limits = Limits::default().with_bytes(64 << 20);
    let (one, other) = (
        Tree::parse(one, &limits).unwrap(),
        Tree::parse(other, &limits).unwrap(),
    );
    same(one.root(), other.root())
}

fn same(one: Node<'_>, other: Node<'_>) -> bool {
    if one.kind() != other.kind() || one.len() != other.len() {
        return false;
    }
    match one.kind() {
        Kind::Object => one
            .members()
            .all(|(name, value)| other.get(name).is_some_and(|other| same(value, other))),
        Kind::Array => one
            .items()
            .zip(other.items())
            .all(|(one, other)| same(one, other)),
        Kind::String => one.as_str() == other.as_str(),
        Kind::Null | Kind::Bool | Kind::Number => one.raw() == other.raw(),
    }
}
