//! The checked reader: bytes to a tree of located nodes, in one pass, without recursion.

use std::sync::{Arc, OnceLock};

use edu_types::{Limits, Place, Profile, Report};

use crate::arena::{Arena, Kind, Span, index};
use crate::encoding::Source;
use crate::parse::Builder;
use crate::places::Places;
use crate::{Element, Encoding, Node, QualifiedName, Recovery, XmlError};

/// One XML document: every node with its span, in the order of the source.
///
/// It is well-formed, its namespaces are resolved, and no element has an attribute twice. Parsing
/// is iterative; memory is a constant number of bytes for each node and attribute, and the decoded
/// text where the bytes are not UTF-8.
pub struct Tree<'s> {
    source: Source<'s>,
    contents: Contents,
    places: Places,
    /// The text, for values that are parts of it and outlive the tree.
    copy: OnceLock<Arc<str>>,
}

/// A tree, and what the profile let pass while it was read.
#[derive(Debug)]
#[non_exhaustive]
pub struct Parsed<'s> {
    /// The document.
    pub tree: Tree<'s>,
    /// Deviations that the profile does not refuse.
    pub report: Report,
}

/// The XML declaration at the start of a document, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Declaration<'t> {
    /// The declared version, such as `1.0`.
    pub version: &'t str,
    /// The declared encoding; [`Tree::encoding`] tells what the bytes were read as.
    pub encoding: Option<&'t str>,
    /// Whether the document says that it needs no other.
    pub standalone: Option<bool>,
}

/// What a builder makes of a text.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    pub(crate) arena: Arena,
    pub(crate) root: u32,
    pub(crate) declaration: Option<DeclarationSpans>,
    /// Prefixes bound by a recovery, and the numbers of their namespaces.
    pub(crate) recovered: Vec<(String, u32)>,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DeclarationSpans {
    pub(crate) version: Span,
    pub(crate) encoding: Option<Span>,
    pub(crate) standalone: Option<bool>,
}

impl<'s> Tree<'s> {
    /// Reads one document.
    ///
    /// # Errors
    ///
    /// [`XmlError`] tells the first fault that the profile refuses, with its rule and place. Broken
    /// encodings and illegal characters anywhere are told before faults of grammar.
    pub fn parse(
        bytes: &'s [u8],
        profile: &Profile,
        limits: &Limits,
    ) -> Result<Parsed<'s>, XmlError> {
        Self::parse_with(bytes, profile, limits, &Recovery::none())
    }

    /// Reads one document, with namespaces to assume where a lenient profile meets none.
    ///
    /// # Errors
    ///
    /// As [`Tree::parse`].
    pub fn parse_with(
        bytes: &'s [u8],
        profile: &Profile,
        limits: &Limits,
        recovery: &Recovery<'_>,
    ) -> Result<Parsed<'s>, XmlError> {
        let mut report = Report::new();
        let source = Source::decode(bytes, profile, limits, &mut report)?;
        let mut builder = Builder::new(source.text(), profile, limits, recovery);
        let outcome = builder.build();
        let (contents, leniencies) = builder.finish();
        let tree = Self {
            source,
            contents,
            places: Places::default(),
            copy: OnceLock::new(),
        };
        if let Err(flaw) = outcome {
            let path = tree.innermost_path();
            let place = tree.locate(flaw.offset, path);
            return Err(XmlError::new(*flaw, place));
        }
        leniencies.tell(&tree, profile, &mut report);
        Ok(Parsed { tree, report })
    }

    /// The document's element.
    #[inline]
    pub fn root(&self) -> Element<'_> {
        Element::new(self, self.contents.root)
    }

    /// Comments and processing instructions before the root element.
    pub fn prolog(&self) -> impl Iterator<Item = Node<'_>> + Clone {
        self.nodes_between(0, self.contents.root)
    }

    /// Comments and processing instructions after the root element.
    pub fn epilog(&self) -> impl Iterator<Item = Node<'_>> + Clone {
        let first = self.arena().after(self.contents.root);
        self.nodes_between(first, index(self.arena().nodes.len()))
    }

    /// The decoded text that all spans refer to, without a byte order mark.
    #[inline]
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// What the bytes were decoded from.
    pub const fn encoding(&self) -> Encoding {
        self.source.encoding()
    }

    /// Whether the bytes start with a byte order mark.
    pub const fn has_byte_order_mark(&self) -> bool {
        self.source.mark() > 0
    }

    /// The XML declaration, where there is one.
    pub fn declaration(&self) -> Option<Declaration<'_>> {
        let spans = self.contents.declaration?;
        Some(Declaration {
            version: spans.version.of(self.text()),
            encoding: spans.encoding.map(|span| span.of(self.text())),
            standalone: spans.standalone,
        })
    }

    /// Every name of elements and attributes once, by prefix and namespace.
    ///
    /// [`Element::name_index`] is a place in this list, so that a reader who looks a few names up
    /// here compares numbers from then on.
    pub fn names(&self) -> impl ExactSizeIterator<Item = QualifiedName<'_>> {
        let names = index(self.arena().names.len());
        (0..names as usize).map(|at| QualifiedName::new(self, index(at)))
    }

    /// Prefix (empty for the default namespace) and namespace of the bindings that the document
    /// lacks and that were supplied as [`Recovery`] says. They hold wherever no declaration does.
    pub fn recovered(&self) -> impl Iterator<Item = (&str, &str)> {
        let bindings = self.contents.recovered.iter();
        bindings.map(|(prefix, namespace)| (prefix.as_str(), self.arena().namespace(*namespace)))
    }

    /// Offset in the received bytes, line and column of a place in [`Tree::text`].
    ///
    /// Each of the first few calls for a tree costs a pass over the text before the place.
    pub fn place_at(&self, offset: usize) -> Place {
        self.locate(offset, None)
    }

    /// A copy of the text, made when it is first asked for.
    #[inline]
    pub(crate) fn copy(&self) -> &Arc<str> {
        self.copy.get_or_init(|| Arc::from(self.text()))
    }

    #[inline]
    pub(crate) const fn arena(&self) -> &Arena {
        &self.contents.arena
    }

    pub(crate) const fn places(&self) -> &Places {
        &self.places
    }

    pub(crate) fn locate(&self, offset: usize, path: Option<String>) -> Place {
        let (received, position) = self.places.locate(&self.source, offset);
        let mut place = path.map_or_else(Place::unknown, Place::pointer);
        place.position = Some(position);
        place.at_offset(received)
    }

    fn nodes_between(&self, first: u32, end: u32) -> impl Iterator<Item = Node<'_>> + Clone {
        (first..end).filter_map(|at| Some(Node::new(self, at, self.arena().node(at)?)))
    }

    /// Of a tree whose reading stopped: the path of the innermost element that is open.
    fn innermost_path(&self) -> Option<String> {
        let arena = self.arena();
        let end = index(arena.nodes.len());
        let open = |node: &crate::arena::NodeEntry| node.kind == Kind::Element && node.end == 0;
        let innermost = arena.nodes.iter().rposition(open)?;
        debug_assert!(
            arena
                .node(index(innermost))
                .is_some_and(|node| node.link == end)
        );
        Some(self.path(index(innermost)))
    }
}

impl core::fmt::Debug for Tree<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // The text itself may be personal.
        f.debug_struct("Tree")
            .field("encoding", &self.encoding())
            .field("bytes", &self.text().len())
            .field("nodes", &self.arena().nodes.len())
            .finish()
    }
}
