//! One child of an element, of any kind.

use core::fmt;
use core::ops::Range;
use std::borrow::Cow;

use edu_types::Place;

use crate::arena::{Kind, NodeEntry};
use crate::{Element, Tree};

/// One node of a [`Tree`].
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::exhaustive_enums,
    reason = "documents without a document type have these five kinds"
)]
pub enum Node<'t> {
    /// An element.
    Element(Element<'t>),
    /// Character data between two pieces of markup.
    Text(Text<'t>),
    /// A CDATA section.
    CData(Text<'t>),
    /// A comment.
    Comment(Text<'t>),
    /// A processing instruction; nothing here acts upon it.
    ProcessingInstruction(ProcessingInstruction<'t>),
}

/// The characters of a text, a CDATA section or a comment.
#[derive(Clone, Copy)]
pub struct Text<'t> {
    tree: &'t Tree<'t>,
    index: u32,
    entry: &'t NodeEntry,
}

/// A processing instruction.
#[derive(Clone, Copy)]
pub struct ProcessingInstruction<'t>(Text<'t>);

impl<'t> Node<'t> {
    #[inline]
    pub(crate) const fn new(tree: &'t Tree<'t>, index: u32, entry: &'t NodeEntry) -> Self {
        let text = Text { tree, index, entry };
        match entry.kind {
            Kind::Element => Self::Element(Element::new(tree, index)),
            Kind::Blank | Kind::Plain | Kind::Decoded => Self::Text(text),
            Kind::CData => Self::CData(text),
            Kind::Comment => Self::Comment(text),
            Kind::Instruction => Self::ProcessingInstruction(ProcessingInstruction(text)),
        }
    }

    /// Where it stands in [`Tree::text`], with its markup.
    pub fn span(self) -> Range<usize> {
        match self {
            Self::Element(element) => element.span(),
            Self::Text(text) | Self::CData(text) | Self::Comment(text) => text.span(),
            Self::ProcessingInstruction(instruction) => instruction.0.span(),
        }
    }

    /// Where it stands, for findings; of other nodes than elements, the path is their parent's.
    pub fn place(self) -> Place {
        match self {
            Self::Element(element) => element.place(),
            Self::Text(text) | Self::CData(text) | Self::Comment(text) => text.place(),
            Self::ProcessingInstruction(instruction) => instruction.0.place(),
        }
    }
}

impl<'t> Text<'t> {
    /// The characters as they are meant: references settled, each line end a line feed.
    pub fn value(self) -> Cow<'t, str> {
        match self.entry.kind {
            Kind::Plain => Cow::Borrowed(self.source()),
            Kind::Decoded => {
                let arena = self.tree.arena();
                let span = arena.texts.get(self.entry.link as usize);
                Cow::Borrowed(span.map_or("", |span| span.of(&arena.decoded)))
            }
            Kind::Element | Kind::Blank | Kind::CData | Kind::Comment | Kind::Instruction => {
                with_line_feeds(self.raw())
            }
        }
    }

    /// The characters as they are written, without the marks around a CDATA section or comment.
    pub fn raw(self) -> &'t str {
        let source = self.source();
        let (before, after) = match self.entry.kind {
            Kind::CData => ("<![CDATA[", "]]>"),
            Kind::Comment => ("<!--", "-->"),
            Kind::Instruction => ("<?", "?>"),
            Kind::Element | Kind::Blank | Kind::Plain | Kind::Decoded => return source,
        };
        source
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after))
            .unwrap_or_default()
    }

    /// Whether it is white space alone, written as such.
    pub fn is_blank(self) -> bool {
        match self.entry.kind {
            Kind::Blank => true,
            Kind::CData | Kind::Comment | Kind::Instruction => {
                self.raw().bytes().all(crate::characters::is_space)
            }
            Kind::Element | Kind::Plain | Kind::Decoded => false,
        }
    }

    /// Where it stands in [`Tree::text`], with its markup.
    pub fn span(self) -> Range<usize> {
        self.entry.start as usize..self.entry.end as usize
    }

    /// Where it stands, for findings; the path is its parent's.
    pub fn place(self) -> Place {
        let path = self.tree.path(self.index);
        self.tree.locate(self.span().start, Some(path))
    }

    fn source(self) -> &'t str {
        self.tree.text().get(self.span()).unwrap_or_default()
    }
}

impl<'t> ProcessingInstruction<'t> {
    /// What it is for: the name it starts with.
    pub fn target(self) -> &'t str {
        self.parts().0
    }

    /// Everything after the target and the white space that follows it.
    pub fn data(self) -> Cow<'t, str> {
        with_line_feeds(self.parts().1)
    }

    /// Where it stands in [`Tree::text`], with its markup.
    pub fn span(self) -> Range<usize> {
        self.0.span()
    }

    fn parts(self) -> (&'t str, &'t str) {
        let raw = self.0.raw();
        let is_space = |one: char| matches!(one, ' ' | '\t' | '\r' | '\n');
        match raw.split_once(is_space) {
            Some((target, data)) => (target, data.trim_start_matches(is_space)),
            None => (raw, ""),
        }
    }
}

/// Every line end as a line feed, as XML 1.0 §2.11 has it.
fn with_line_feeds(raw: &str) -> Cow<'_, str> {
    if raw.contains('\r') {
        Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(raw)
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The characters themselves may be personal.
        f.debug_struct("Text").field("span", &self.span()).finish()
    }
}

impl fmt::Debug for ProcessingInstruction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProcessingInstruction")
            .field("target", &self.target())
            .field("span", &self.span())
            .finish()
    }
}
