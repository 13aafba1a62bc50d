//! What a tree is made of: flat lists of small entries that point into the decoded text.

/// Namespace number of names without a namespace.
pub(crate) const NO_NAMESPACE: u32 = 0;

/// What one entry of [`Arena::nodes`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Element,
    /// Character data that is white space alone.
    Blank,
    /// Character data that stands in the text as it is meant.
    Plain,
    /// Character data with references or line ends to settle: `link` is an index into
    /// [`Arena::texts`].
    Decoded,
    CData,
    Comment,
    Instruction,
}

/// One node, in document order: descendants follow their element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NodeEntry {
    pub(crate) kind: Kind,
    /// Of elements, whether any of [`Arena::declarations`] is on it.
    pub(crate) declares: bool,
    /// Offsets in the decoded text, of the whole node with its markup.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Of elements, the index of the first node after the last descendant.
    pub(crate) link: u32,
    /// Of elements, an index into [`Arena::names`].
    pub(crate) name: u32,
    /// Index of the first attribute; the last is before the first of the next node.
    pub(crate) attributes: u32,
}

/// One attribute, in document order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttributeEntry {
    /// Index into [`Arena::names`]; while its tag is read, the length of the raw name.
    pub(crate) name: u32,
    /// Where the name starts in the decoded text.
    pub(crate) start: u32,
    /// Where the value stands: in [`Arena::decoded`] if `length` has [`DECODED`], else in the text.
    pub(crate) value: u32,
    pub(crate) length: u32,
}

/// Marks the length of a value that differs from its source. Values of 2 GiB and more are
/// refused, so that the bit is free.
pub(crate) const DECODED: u32 = 1 << 31;

/// One namespace declaration, in document order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DeclarationEntry {
    pub(crate) node: u32,
    /// The declared prefix in the text; empty for the default namespace.
    pub(crate) prefix: Span,
    pub(crate) namespace: u32,
}

/// One name with its prefix and namespace; each appears once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameEntry {
    /// The name as it is written, prefix included.
    pub(crate) raw: Span,
    /// Bytes of the prefix, without the colon.
    pub(crate) prefix: u32,
    pub(crate) namespace: u32,
    /// Names of one number are the same apart from their prefix.
    pub(crate) expanded: u32,
}

/// A part of the decoded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) length: u32,
}

impl Span {
    pub(crate) const fn new(start: usize, end: usize) -> Self {
        Self {
            start: index(start),
            length: index(end.saturating_sub(start)),
        }
    }

    #[inline]
    pub(crate) fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    #[inline]
    pub(crate) const fn range(self) -> core::ops::Range<usize> {
        let start = self.start as usize;
        start..start.saturating_add(self.length as usize)
    }
}

/// All lists of one tree.
#[derive(Debug, Default)]
pub(crate) struct Arena {
    pub(crate) nodes: Vec<NodeEntry>,
    pub(crate) attributes: Vec<AttributeEntry>,
    pub(crate) declarations: Vec<DeclarationEntry>,
    pub(crate) names: Vec<NameEntry>,
    pub(crate) namespaces: Vec<String>,
    /// Texts of [`Kind::Decoded`], as parts of `decoded`.
    pub(crate) texts: Vec<Span>,
    /// Values that differ from their source, one after another.
    pub(crate) decoded: String,
}

impl Arena {
    #[inline]
    pub(crate) fn node(&self, at: u32) -> Option<&NodeEntry> {
        self.nodes.get(at as usize)
    }

    pub(crate) fn name(&self, at: u32) -> Option<&NameEntry> {
        self.names.get(at as usize)
    }

    pub(crate) fn namespace(&self, at: u32) -> &str {
        self.namespaces.get(at as usize).map_or("", String::as_str)
    }

    /// The index of the first node after `at` and its descendants.
    #[inline]
    pub(crate) fn after(&self, at: u32) -> u32 {
        match self.node(at) {
            Some(node) if node.kind == Kind::Element => node.link,
            _ => at.saturating_add(1),
        }
    }

    /// The indices of the attributes of the node at `at`.
    #[inline]
    pub(crate) fn attributes_of(&self, at: u32) -> core::ops::Range<u32> {
        let first = self.node(at).map_or(0, |node| node.attributes);
        let end = self
            .node(at.saturating_add(1))
            .map_or(index(self.attributes.len()), |next| next.attributes);
        first..end
    }

    /// The declarations of the node at `at`.
    #[inline]
    pub(crate) fn declarations_of(&self, at: u32) -> &[DeclarationEntry] {
        match self.node(at) {
            Some(node) if node.declares => self.find_declarations(at),
            _ => &[],
        }
    }

    fn find_declarations(&self, at: u32) -> &[DeclarationEntry] {
        let first = self.declarations.partition_point(|one| one.node < at);
        let rest = self.declarations.get(first..).unwrap_or_default();
        let count = rest.partition_point(|one| one.node == at);
        rest.get(..count).unwrap_or_default()
    }
}

/// An index or offset as entries hold it.
#[expect(
    clippy::cast_possible_truncation,
    reason = "decoded texts are at most `u32::MAX` bytes long, and have fewer nodes"
)]
#[inline]
pub(crate) const fn index(value: usize) -> u32 {
    value as u32
}
