//! What an element holds beyond its type, while it is read.

use super::Reader;
use crate::extra::{Entry, Extra, KeptAttribute};
use crate::raw::RawXml;
use crate::{Attribute, Element, Node};

/// An element that is being read: collects what its type does not know, and in which order
/// what it knows stands.
#[derive(Debug)]
pub struct Opened<'t> {
    element: Element<'t>,
    outer: Outer,
    extra: Extra,
    /// So many of each field, in the order they were met.
    runs: Runs,
    /// How much of the order is in `extra`.
    ordered: bool,
}

/// The bindings of prefixes around an element, to go back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outer {
    pub(super) mark: usize,
    pub(super) scope: u32,
}

/// Counts of children while they stand in the order of the schema, which costs no memory.
#[derive(Debug)]
struct Runs {
    /// The field of the last known child, and how many of it stand together; none before the first.
    last: Run,
    /// Fields met before the last one, in rising order: so many, and those that are more.
    first: [Run; FEW],
    count: u8,
    more: Vec<Run>,
}

/// A field, and how many of it stand together.
type Run = (u8, u32);

/// Few elements have children of more fields.
const FEW: usize = 5;

/// What is moved while elements are read; more bytes than these are moved by a call.
const _: () = assert!(size_of::<Opened<'_>>() <= 128);

impl Runs {
    const fn new() -> Self {
        Self {
            last: (0, 0),
            first: [(0, 0); FEW],
            count: 0,
            more: Vec::new(),
        }
    }

    #[inline]
    fn push(&mut self, run: Run) {
        if let Some(free) = self.first.get_mut(usize::from(self.count)) {
            *free = run;
            self.count = self.count.saturating_add(1);
        } else {
            self.more.push(run);
        }
    }

    fn into_all(self) -> impl Iterator<Item = Run> {
        let first = self.first.into_iter().take(usize::from(self.count));
        let last = Some(self.last).filter(|(_, count)| *count > 0);
        first.chain(self.more).chain(last)
    }
}

impl<'t> Opened<'t> {
    pub(super) const fn new(element: Element<'t>, outer: Outer, extra: Extra) -> Self {
        Self {
            element,
            outer,
            extra,
            runs: Runs::new(),
            ordered: true,
        }
    }

    /// The element.
    pub const fn element(&self) -> Element<'t> {
        self.element
    }

    pub(super) const fn extra(&mut self) -> &mut Extra {
        &mut self.extra
    }

    pub(super) fn finish(mut self) -> (Outer, Extra) {
        if !self.ordered {
            self.settle();
        }
        (self.outer, self.extra)
    }

    /// Remembers that a child that belongs to a field comes next; says whether it comes later than
    /// the schema has it.
    #[inline]
    fn known(&mut self, field: u8) -> bool {
        let (last, count) = &mut self.runs.last;
        if *last == field && *count > 0 {
            *count = count.saturating_add(1);
            return false;
        }
        let before = core::mem::replace(&mut self.runs.last, (field, 1));
        let (last, count) = before;
        if count > 0 {
            self.runs.push(before);
        }
        let late = count > 0 && last > field;
        let first = late && self.ordered;
        self.ordered &= !late;
        first
    }

    /// Writes the order down, up to here.
    fn settle(&mut self) {
        let runs = core::mem::replace(&mut self.runs, Runs::new());
        let entries = &mut self.extra.kept().entries;
        for (field, count) in runs.into_all() {
            let count = count as usize;
            entries.push(Entry::Known { field, count });
        }
        self.ordered = false;
    }

    /// Keeps all that stands in the element as it came.
    pub(super) fn keep_nodes(&mut self) {
        for node in self.element.nodes() {
            self.push(RawXml::of_node(node));
        }
    }

    fn push(&mut self, node: RawXml) {
        self.settle();
        self.extra.kept().entries.push(Entry::Kept(node));
    }
}

impl Reader<'_> {
    /// Remembers that the next child belongs to the field of that number, which is its position in
    /// the schema. To be called for each child that is read, in the order they stand in.
    #[inline]
    pub fn known(&mut self, opened: &mut Opened<'_>, child: Element<'_>, field: u8) {
        if opened.known(field) {
            self.note_order(child);
        }
    }

    #[cold]
    fn note_order(&mut self, child: Element<'_>) {
        if let Some(rule) = self.rules.order {
            self.note(
                rule,
                child,
                "element stands behind those that it must come before",
            );
        }
    }

    /// Keeps an attribute that the type of the element does not know.
    #[cold]
    pub fn keep_attribute(&mut self, opened: &mut Opened<'_>, attribute: Attribute<'_>) {
        if let Some(rule) = self.rules.unknown
            && self.names.is_own(attribute.name_index())
        {
            self.note_attribute(rule, attribute, "attribute is not one that is allowed here");
        }
        let index = attribute.name_index();
        let name = self.names.written(attribute.qualified_name(), index);
        opened.extra.kept().attributes.push(KeptAttribute {
            name,
            value: attribute.value().into(),
        });
    }

    /// Keeps a child node that the type of the element does not know, unless it is white space alone.
    #[inline]
    pub fn node(&mut self, opened: &mut Opened<'_>, node: Node<'_>) {
        if let Node::Text(text) = node
            && text.is_blank()
        {
            return;
        }
        self.keep_node(opened, node);
    }

    /// Keeps a child node that the type of the element does not know: elements, comments, processing
    /// instructions, and text unless it is white space alone.
    #[cold]
    fn keep_node(&mut self, opened: &mut Opened<'_>, node: Node<'_>) {
        match node {
            Node::Element(child) => {
                if let Some(rule) = self.rules.unknown
                    && self.names.is_own(child.name_index())
                {
                    self.note(rule, child, "element is not one that is allowed here");
                }
            }
            Node::Text(text) | Node::CData(text) => {
                if text.is_blank() {
                    return;
                }
                if let Some(rule) = self.rules.text {
                    self.note(rule, opened.element, "text stands among elements");
                }
            }
            Node::Comment(_) | Node::ProcessingInstruction(_) => {}
        }
        opened.push(RawXml::of_node(node));
    }

    /// Keeps an element that could not be read, without a further finding.
    #[cold]
    #[expect(clippy::unused_self, reason = "stands beside the readers of nodes")]
    pub fn keep_unread(&mut self, opened: &mut Opened<'_>, child: Element<'_>) {
        opened.push(RawXml::of_node(Node::Element(child)));
    }

    /// Keeps what stands around the root element. What was assumed to be declared on it will be.
    #[cold]
    pub(super) fn open_root(&mut self, element: Element<'_>, extra: &mut Extra) {
        let tree = element.tree();
        if tree.root() != element {
            return;
        }
        let recovered: Vec<_> = tree.recovered().collect();
        if !recovered.is_empty() {
            self.declare(recovered.into_iter(), extra);
        }
        let before: Vec<_> = tree.prolog().map(RawXml::of_node).collect();
        let after: Vec<_> = tree.epilog().map(RawXml::of_node).collect();
        if !before.is_empty() || !after.is_empty() {
            let kept = extra.kept();
            (kept.before, kept.after) = (before, after);
        }
    }
}
