//! One attribute of an element.

use core::fmt;
use core::ops::Range;

use edu_types::Place;

use crate::arena::{AttributeEntry, DECODED};
use crate::{Element, Name, QualifiedName, Tree, ValueText};

/// One attribute: a small, copyable view.
///
/// Namespace declarations are no attributes: see [`Element::declarations`].
#[derive(Clone, Copy)]
pub struct Attribute<'t> {
    owner: Element<'t>,
    entry: &'t AttributeEntry,
}

impl<'t> Attribute<'t> {
    #[inline]
    pub(crate) const fn new(owner: Element<'t>, entry: &'t AttributeEntry) -> Self {
        Self { owner, entry }
    }

    /// Namespace and local name; an attribute without a prefix is in no namespace.
    pub fn name(self) -> Name<'t> {
        self.qualified_name().name()
    }

    /// Its name with the prefix it is written with.
    pub fn qualified_name(self) -> QualifiedName<'t> {
        QualifiedName::new(self.tree(), self.entry.name)
    }

    /// Its value, where it stands in the document.
    #[inline]
    pub(crate) fn value_text(self) -> ValueText<'t> {
        ValueText::new(self.value(), self.tree())
    }

    /// The number of its name in [`Tree::names`].
    #[inline]
    pub const fn name_index(self) -> usize {
        self.entry.name as usize
    }

    /// The value as it is meant: references settled, each tab and line end a space.
    #[inline]
    pub fn value(self) -> &'t str {
        value(self.tree(), self.entry)
    }

    /// The value as it is written, between the quotes.
    pub fn raw(self) -> &'t str {
        self.quoted().map_or("", |range| self.part(range))
    }

    /// Where it stands in [`Tree::text`], from its name to the closing quote.
    pub fn span(self) -> Range<usize> {
        let start = self.entry.start as usize;
        let end = self.quoted().map_or(start, |range| range.end);
        start..end.saturating_add(1)
    }

    /// Where it stands, for findings.
    pub fn place(self) -> Place {
        let mut place = self.owner.place();
        if let Some(path) = &mut place.path {
            path.push_str("/@");
            crate::places::push_name(path, self.qualified_name().raw());
        }
        self.tree().locate(self.entry.start as usize, place.path)
    }

    /// Where the value stands in the text. Only what was decoded has to be looked for.
    fn quoted(self) -> Option<Range<usize>> {
        let length = self.entry.length;
        if length & DECODED == 0 {
            let start = self.entry.value as usize;
            return Some(start..start.saturating_add(length as usize));
        }
        let text = self.tree().text();
        let start = self.entry.start as usize;
        let open = text.get(start..)?.find(['"', '\''])?;
        let open = start.checked_add(open)?;
        let first = open.checked_add(1)?;
        let quote = char::from(*text.as_bytes().get(open)?);
        let length = text.get(first..)?.find(quote)?;
        Some(first..first.checked_add(length)?)
    }

    fn part(self, range: Range<usize>) -> &'t str {
        self.tree().text().get(range).unwrap_or_default()
    }

    #[inline]
    const fn tree(self) -> &'t Tree<'t> {
        self.owner.tree()
    }
}

#[inline]
pub(crate) fn value<'t>(tree: &'t Tree<'_>, entry: &AttributeEntry) -> &'t str {
    let start = entry.value as usize;
    let length = (entry.length & !DECODED) as usize;
    let source = if entry.length & DECODED == 0 {
        tree.text()
    } else {
        &tree.arena().decoded
    };
    source
        .get(start..start.saturating_add(length))
        .unwrap_or_default()
}

impl fmt::Debug for Attribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The value itself may be personal.
        f.debug_struct("Attribute")
            .field("name", &self.qualified_name().raw())
            .field("bytes", &self.value().len())
            .finish()
    }
}
