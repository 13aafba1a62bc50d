//! The normal form of values that are any JSON.

use edu_json::{Kind, Node, RawJson, Tree};
use edu_types::Limits;

use super::form::{Bytes, Form as _};

/// Writes the form of a value: members of objects in the order of their names, strings decoded,
/// numbers by their text.
pub(super) fn write(raw: &RawJson, form: &mut Bytes) {
    let text = raw.as_str();
    match text.as_bytes() {
        // Nearly all values are one of these, which need no reading.
        [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => {
            let inner = text
                .get(1..text.len().saturating_sub(1))
                .unwrap_or_default();
            form.text(&["\"", inner]);
        }
        [b'"' | b'[' | b'{', ..] => match raw.tree(&ANY) {
            Ok(tree) => nested(&tree, form),
            // It was read once, so this is never so.
            Err(_) => form.text(&[text]),
        },
        _ => form.text(&[text]),
    }
}

/// What was taken in once is taken in again.
const ANY: Limits = Limits::DEFAULT
    .with_bytes(usize::MAX)
    .with_depth(usize::MAX)
    .with_nodes(usize::MAX)
    .with_members(usize::MAX)
    .with_text(usize::MAX);

/// What is still to be written.
enum Step<'t> {
    Member(&'t str, Node<'t>),
    Item(usize, Node<'t>),
    Leave,
}

/// Writes a value without recursion: extensions may be nested as deep as their reader let them.
fn nested(tree: &Tree<'_>, form: &mut Bytes) {
    let mut steps = Vec::new();
    open(tree.root(), form, &mut steps);
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Leave => {
                form.leave();
                continue;
            }
            Step::Member(name, node) => {
                form.enter(name);
                node
            }
            Step::Item(position, node) => {
                form.enter_item(position);
                node
            }
        };
        steps.push(Step::Leave);
        open(node, form, &mut steps);
    }
}

/// Writes what a value is, and leaves its parts to later steps.
fn open<'t>(node: Node<'t>, form: &mut Bytes, steps: &mut Vec<Step<'t>>) {
    match node.kind() {
        Kind::Object => {
            form.text(&["{"]);
            let mut members: Vec<_> = node.members().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            let later = members.into_iter().rev();
            steps.extend(later.map(|(name, node)| Step::Member(name, node)));
        }
        Kind::Array => {
            form.text(&["["]);
            let from = steps.len();
            let items = node.items().enumerate();
            steps.extend(items.map(|(position, node)| Step::Item(position, node)));
            steps.get_mut(from..).unwrap_or_default().reverse();
        }
        Kind::String => form.text(&["\"", node.as_str().unwrap_or_default()]),
        Kind::Null | Kind::Bool | Kind::Number => form.text(&[node.raw()]),
    }
}
