//! One element of a checked document, and names.

use core::fmt;
use core::ops::Range;
use std::borrow::Cow;

use edu_types::Place;

use crate::arena::{AttributeEntry, Kind, NodeEntry};
use crate::attribute::value;
use crate::{Attribute, Node, Tree};

/// One element of a [`Tree`]: a small, copyable view.
#[derive(Clone, Copy)]
pub struct Element<'t> {
    tree: &'t Tree<'t>,
    index: u32,
}

/// A name by what it means: its namespace and local part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_structs,
    reason = "an expanded name has these two parts"
)]
pub struct Name<'t> {
    /// The namespace; empty for none.
    pub namespace: &'t str,
    /// The part after the prefix.
    pub local: &'t str,
}

impl Name<'_> {
    /// Whether this is the name `local` of `namespace`.
    pub fn is(self, namespace: &str, local: &str) -> bool {
        self.local == local && self.namespace == namespace
    }
}

/// A name as it is written, with the namespace that its prefix stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName<'t> {
    /// The namespace; empty for none.
    pub namespace: &'t str,
    /// The prefix; empty for none.
    pub prefix: &'t str,
    /// The part after the prefix.
    pub local: &'t str,
    raw: &'t str,
}

impl<'t> QualifiedName<'t> {
    pub(crate) fn new(tree: &'t Tree<'_>, index: u32) -> Self {
        let Some(entry) = tree.arena().name(index) else {
            return Self {
                namespace: "",
                prefix: "",
                local: "",
                raw: "",
            };
        };
        let raw = entry.raw.of(tree.text());
        let prefix = entry.prefix as usize;
        let local = if prefix == 0 {
            raw
        } else {
            raw.get(prefix.saturating_add(1)..).unwrap_or_default()
        };
        Self {
            namespace: tree.arena().namespace(entry.namespace),
            prefix: raw.get(..prefix).unwrap_or_default(),
            local,
            raw,
        }
    }

    /// Namespace and local part.
    pub const fn name(self) -> Name<'t> {
        Name {
            namespace: self.namespace,
            local: self.local,
        }
    }

    /// The name as it is written: `prefix:local`, or `local` alone.
    pub const fn raw(self) -> &'t str {
        self.raw
    }
}

impl<'t> Element<'t> {
    #[inline]
    pub(crate) const fn new(tree: &'t Tree<'t>, index: u32) -> Self {
        Self { tree, index }
    }

    /// Namespace and local name.
    pub fn name(self) -> Name<'t> {
        self.qualified_name().name()
    }

    /// Its name with the prefix it is written with.
    pub fn qualified_name(self) -> QualifiedName<'t> {
        QualifiedName::new(self.tree, self.entry().map_or(u32::MAX, |one| one.name))
    }

    /// The prefix it is written with; empty for none.
    pub fn prefix(self) -> &'t str {
        self.qualified_name().prefix
    }

    /// The number of its name in [`Tree::names`]: elements of one number have one name.
    #[inline]
    pub fn name_index(self) -> usize {
        self.entry().map_or(usize::MAX, |one| one.name as usize)
    }

    /// Its attributes in document order, without namespace declarations.
    #[inline]
    pub fn attributes(
        self,
    ) -> impl DoubleEndedIterator<Item = Attribute<'t>> + ExactSizeIterator + Clone + use<'t> {
        self.attribute_entries()
            .iter()
            .map(move |entry| Attribute::new(self, entry))
    }

    /// The value of the attribute of that name; the empty namespace is none.
    pub fn attribute(self, namespace: &str, local: &str) -> Option<&'t str> {
        self.attribute_entries()
            .iter()
            .find(|entry| {
                let name = QualifiedName::new(self.tree, entry.name);
                name.name().is(namespace, local)
            })
            .map(|entry| value(self.tree, entry))
    }

    /// The namespace declarations on this element, in document order: prefix (empty for the default
    /// namespace) and namespace (empty where it is taken back).
    #[inline]
    pub fn declarations(self) -> impl Iterator<Item = (&'t str, &'t str)> + Clone + use<'t> {
        let tree = self.tree;
        tree.arena()
            .declarations_of(self.index)
            .iter()
            .map(move |one| {
                let namespace = tree.arena().namespace(one.namespace);
                (one.prefix.of(tree.text()), namespace)
            })
    }

    /// Its children of every kind, in document order.
    #[inline]
    pub fn nodes(self) -> impl Iterator<Item = Node<'t>> + Clone + use<'t> {
        self.children()
            .map(move |(at, entry)| Node::new(self.tree, at, entry))
    }

    /// Its child elements, in document order.
    #[inline]
    pub fn elements(self) -> impl Iterator<Item = Self> + Clone + use<'t> {
        self.children().filter_map(move |(at, entry)| {
            (entry.kind == Kind::Element).then_some(Self::new(self.tree, at))
        })
    }

    /// The character data among its own children, CDATA sections included, in one piece.
    pub fn text(self) -> Cow<'t, str> {
        let mut parts = self.nodes().filter_map(|node| match node {
            Node::Text(text) | Node::CData(text) => Some(text.value()),
            Node::Element(_) | Node::Comment(_) | Node::ProcessingInstruction(_) => None,
        });
        let Some(mut whole) = parts.next() else {
            return Cow::Borrowed("");
        };
        for part in parts {
            whole.to_mut().push_str(&part);
        }
        whole
    }

    /// Where it stands in [`Tree::text`], from its start tag to its end tag.
    pub fn span(self) -> Range<usize> {
        self.entry()
            .map_or(0..0, |one| one.start as usize..one.end as usize)
    }

    /// Its source, from its start tag to its end tag, as decoded.
    pub fn source(self) -> &'t str {
        self.tree.text().get(self.span()).unwrap_or_default()
    }

    /// Where it stands, for findings: a path such as `/manifest/organizations[1]/item[3]`, the offset
    /// in the received bytes, line and column.
    ///
    /// Each of the first few calls for a tree costs a pass over what comes before the element, the one behind them a pass
    /// over all of it, and further ones the depth of the element.
    pub fn place(self) -> Place {
        let path = self.tree.path(self.index);
        self.tree.locate(self.span().start, Some(path))
    }

    /// The document that it is in.
    #[inline]
    pub const fn tree(self) -> &'t Tree<'t> {
        self.tree
    }

    #[inline]
    pub(crate) const fn index(self) -> u32 {
        self.index
    }

    #[inline]
    fn entry(self) -> Option<&'t NodeEntry> {
        self.tree.arena().node(self.index)
    }

    #[inline]
    fn attribute_entries(self) -> &'t [AttributeEntry] {
        let range = self.tree.arena().attributes_of(self.index);
        self.tree
            .arena()
            .attributes
            .get(range.start as usize..range.end as usize)
            .unwrap_or_default()
    }

    #[inline]
    fn children(self) -> Children<'t> {
        Children {
            tree: self.tree,
            next: self.index.saturating_add(1),
            end: self.entry().map_or(0, |one| one.link),
        }
    }
}

/// Walks over the entries of an element's children.
#[derive(Clone)]
struct Children<'t> {
    tree: &'t Tree<'t>,
    next: u32,
    end: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = (u32, &'t NodeEntry);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let at = self.next;
        let entry = self.tree.arena().node(at)?;
        self.next = if entry.kind == Kind::Element {
            entry.link
        } else {
            at.saturating_add(1)
        };
        Some((at, entry))
    }
}

impl PartialEq for Element<'_> {
    /// Whether both are the same element of the same tree.
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.tree, other.tree) && self.index == other.index
    }
}

impl Eq for Element<'_> {}

impl fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The content itself may be personal.
        f.debug_struct("Element")
            .field("name", &self.qualified_name().raw())
            .field("span", &self.span())
            .finish()
    }
}
