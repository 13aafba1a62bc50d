//! Nodes kept as they came.

use core::fmt;

use edu_types::{Limits, Profile};

use crate::escape::{push_attribute, push_text};
use crate::scope::Scope;
use crate::{Element, Node, Parsed, QualifiedName, Tree, XmlError};

/// One node of a document as text: an element with all it holds, a comment, a processing
/// instruction, or character data.
///
/// It is well-formed by itself, whatever the document was let pass, and remembers which prefixes
/// it needs from around it, so that it can be written anywhere. Equal if the text is.
///
/// `Debug` shows the length only: the text may be personal.
#[derive(Clone, PartialEq, Eq)]
pub struct RawXml {
    text: Box<str>,
    kind: RawKind,
    /// Of elements, where the name in the start tag ends.
    name_end: usize,
    /// Prefixes used and not declared within, with their namespaces.
    needs: Box<[(Box<str>, Box<str>)]>,
}

/// What a [`RawXml`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a kept node is one of these")]
pub enum RawKind {
    /// An element with all it holds.
    Element,
    /// Character data, CDATA sections included.
    Text,
    /// A comment.
    Comment,
    /// A processing instruction.
    Instruction,
}

impl RawXml {
    /// Takes a document of one element, which must be well-formed and within `limits`; what
    /// stands outside the element is not kept.
    ///
    /// # Errors
    ///
    /// [`XmlError`] as for any document.
    pub fn new(text: &str, limits: &Limits) -> Result<Self, XmlError> {
        let Parsed { tree, .. } = Tree::parse(text.as_bytes(), &Profile::strict(), limits)?;
        Ok(Self::of_node(Node::Element(tree.root())))
    }

    /// The node as text. Prefixes may be declared outside; see [`RawXml::to_document`].
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it is.
    pub const fn kind(&self) -> RawKind {
        self.kind
    }

    /// An element as a document of its own, with every prefix declared; to be read by
    /// [`Tree::parse`]. `None` for nodes of other kinds.
    pub fn to_document(&self) -> Option<String> {
        (self.kind == RawKind::Element).then(|| {
            let mut text = String::with_capacity(self.text.len());
            self.write(&mut text, &Scope::default());
            text
        })
    }

    /// Writes the node where `scope` is open.
    pub(crate) fn write(&self, out: &mut String, scope: &Scope) {
        let (name, rest) = self
            .text
            .split_at_checked(self.name_end)
            .unwrap_or((&self.text, ""));
        out.push_str(name);
        for (prefix, namespace) in &self.needs {
            if scope.namespace(prefix) != Some(namespace) {
                push_declaration(out, prefix, namespace);
            }
        }
        out.push_str(rest);
    }

    /// Keeps a node of a document.
    pub(crate) fn of_node(node: Node<'_>) -> Self {
        let mut keeper = Keeper::default();
        let kind = match node {
            Node::Element(element) => {
                keeper.element(element);
                RawKind::Element
            }
            Node::Text(_) | Node::CData(_) => RawKind::Text,
            Node::Comment(_) => RawKind::Comment,
            Node::ProcessingInstruction(_) => RawKind::Instruction,
        };
        keeper.leaf(node);
        Self {
            text: keeper.out.into(),
            kind,
            name_end: keeper.name_end,
            needs: keeper.needs.into(),
        }
    }
}

impl From<Node<'_>> for RawXml {
    fn from(node: Node<'_>) -> Self {
        Self::of_node(node)
    }
}

impl fmt::Debug for RawXml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawXml({:?}, {} bytes)", self.kind, self.text.len())
    }
}

/// Writes one namespace declaration.
pub(crate) fn push_declaration(out: &mut String, prefix: &str, namespace: &str) {
    out.push_str(" xmlns");
    if !prefix.is_empty() {
        out.push(':');
        out.push_str(prefix);
    }
    out.push_str("=\"");
    push_attribute(out, namespace);
    out.push('"');
}

/// Writes nodes one after another, without recursion.
#[derive(Default)]
struct Keeper {
    out: String,
    scope: Scope,
    needs: Vec<(Box<str>, Box<str>)>,
    name_end: usize,
}

impl Keeper {
    fn element(&mut self, root: Element<'_>) {
        let mut open = Vec::new();
        let (empty, mark) = self.start(root);
        self.name_end = root.qualified_name().raw().len().saturating_add(1);
        if empty {
            return;
        }
        open.push((root, mark, root.nodes()));
        while let Some((element, mark, nodes)) = open.last_mut() {
            match nodes.next() {
                Some(Node::Element(child)) => {
                    let (empty, mark) = self.start(child);
                    if !empty {
                        open.push((child, mark, child.nodes()));
                    }
                }
                Some(other) => self.leaf(other),
                None => {
                    self.out.push_str("</");
                    self.out.push_str(element.qualified_name().raw());
                    self.out.push('>');
                    self.scope.leave(*mark);
                    open.pop();
                }
            }
        }
    }

    /// Writes a start tag; says whether it is the end tag, too, and what to leave the scope to.
    fn start(&mut self, element: Element<'_>) -> (bool, usize) {
        let mark = self.scope.mark();
        self.out.push('<');
        self.out.push_str(element.qualified_name().raw());
        for (prefix, namespace) in element.declarations() {
            self.scope.bind(prefix, namespace);
            push_declaration(&mut self.out, prefix, namespace);
        }
        self.need(element.qualified_name(), false);
        for attribute in element.attributes() {
            let name = attribute.qualified_name();
            self.need(name, true);
            self.out.push(' ');
            self.out.push_str(name.raw());
            self.out.push_str("=\"");
            push_attribute(&mut self.out, attribute.value());
            self.out.push('"');
        }
        let empty = element.nodes().next().is_none();
        self.out.push_str(if empty { "/>" } else { ">" });
        if empty {
            self.scope.leave(mark);
        }
        (empty, mark)
    }

    /// Remembers what a name needs from around the node.
    fn need(&mut self, name: QualifiedName<'_>, attribute: bool) {
        let prefix = name.prefix;
        if prefix == "xml" || (attribute && prefix.is_empty()) {
            return;
        }
        if self.scope.is_bound(prefix) {
            return;
        }
        let known = |(one, _): &(Box<str>, Box<str>)| **one == *prefix;
        if !self.needs.iter().any(known) {
            self.needs.push((prefix.into(), name.namespace.into()));
        }
    }

    fn leaf(&mut self, node: Node<'_>) {
        match node {
            Node::Element(_) => {}
            Node::Text(text) => push_text(&mut self.out, &text.value()),
            Node::CData(text) => {
                self.out.push_str("<![CDATA[");
                self.out.push_str(&text.value());
                self.out.push_str("]]>");
            }
            Node::Comment(text) => {
                self.out.push_str("<!--");
                self.out.push_str(&text.value());
                self.out.push_str("-->");
            }
            Node::ProcessingInstruction(instruction) => {
                self.out.push_str("<?");
                self.out.push_str(instruction.target());
                if !instruction.data().is_empty() {
                    self.out.push(' ');
                    self.out.push_str(&instruction.data());
                }
                self.out.push_str("?>");
            }
        }
    }
}
