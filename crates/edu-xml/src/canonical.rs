//! One text for all ways of writing the same document.

use crate::escape::push;
use crate::raw::push_declaration;
use crate::scope::Scope;
use crate::{Element, Node, Tree};

/// A document in canonical form, comments included: two documents that differ only in encoding,
/// quotes, order of attributes, superfluous declarations, CDATA sections, or white space within
/// tags have the same.
///
/// Costs one pass. Namespaces that a lenient profile supplied are declared on the root element.
///
/// ```
/// use edu_types::{Limits, Profile};
/// use edu_xml::{Tree, canonical};
///
/// let (profile, limits) = (Profile::strict(), Limits::default());
/// let one = Tree::parse(b"<a y='2' x='1'><![CDATA[<]]></a>", &profile, &limits)?.tree;
/// assert_eq!(canonical(&one), r#"<a x="1" y="2">&lt;</a>"#);
/// # Ok::<(), edu_xml::XmlError>(())
/// ```
///
/// Spec: Canonical XML 1.0 §2.3, for documents without a document type.
pub fn canonical(tree: &Tree<'_>) -> String {
    Canonical::of(tree, true)
}

/// The same without text that is white space alone, as it stands between elements: what two
/// documents have in common that hold the same, indented differently.
pub fn canonical_without_space(tree: &Tree<'_>) -> String {
    Canonical::of(tree, false)
}

struct Canonical {
    out: String,
    scope: Scope,
    space: bool,
    /// Character data that is not written yet.
    text: String,
}

impl Canonical {
    fn of(tree: &Tree<'_>, space: bool) -> String {
        let mut writer = Self {
            out: String::new(),
            scope: Scope::new(),
            space,
            text: String::new(),
        };
        for node in tree.prolog() {
            writer.leaf(node);
            writer.out.push('\n');
        }
        writer.element(tree.root(), tree.recovered());
        for node in tree.epilog() {
            writer.out.push('\n');
            writer.leaf(node);
        }
        writer.out
    }

    fn element<'t>(
        &mut self,
        root: Element<'t>,
        supplied: impl Iterator<Item = (&'t str, &'t str)>,
    ) {
        let mark = self.start(root, supplied);
        let mut open = vec![(root, mark, root.nodes())];
        while let Some((element, mark, nodes)) = open.last_mut() {
            match nodes.next() {
                Some(Node::Element(child)) => {
                    self.settle();
                    let mark = self.start(child, core::iter::empty());
                    open.push((child, mark, child.nodes()));
                }
                Some(other) => self.leaf(other),
                None => {
                    self.settle();
                    self.out.push_str("</");
                    self.out.push_str(element.qualified_name().raw());
                    self.out.push('>');
                    self.scope.leave(*mark);
                    open.pop();
                }
            }
        }
    }

    /// Writes a start tag; what it gives back is for leaving the element. Declares what was supplied
    /// as if the element itself did.
    fn start<'t>(
        &mut self,
        element: Element<'t>,
        supplied: impl Iterator<Item = (&'t str, &'t str)>,
    ) -> usize {
        let mark = self.scope.mark();
        self.out.push('<');
        self.out.push_str(element.qualified_name().raw());
        let mut declarations: Vec<_> = element.declarations().chain(supplied).collect();
        declarations.sort_unstable();
        for (prefix, namespace) in declarations {
            if self.scope.namespace(prefix) != Some(namespace) {
                push_declaration(&mut self.out, prefix, namespace);
                self.scope.bind(prefix, namespace);
            }
        }
        let mut attributes: Vec<_> = element.attributes().collect();
        attributes.sort_unstable_by_key(|one| one.name());
        for attribute in attributes {
            self.out.push(' ');
            self.out.push_str(attribute.qualified_name().raw());
            self.out.push_str("=\"");
            push(&mut self.out, attribute.value(), |byte| match byte {
                b'&' => Some("&amp;"),
                b'<' => Some("&lt;"),
                b'"' => Some("&quot;"),
                b'\t' => Some("&#x9;"),
                b'\n' => Some("&#xA;"),
                b'\r' => Some("&#xD;"),
                _ => None,
            });
            self.out.push('"');
        }
        self.out.push('>');
        mark
    }

    fn leaf(&mut self, node: Node<'_>) {
        match node {
            Node::Element(_) => {}
            Node::Text(text) | Node::CData(text) => self.text.push_str(&text.value()),
            Node::Comment(text) => {
                self.settle();
                self.out.push_str("<!--");
                self.out.push_str(&text.value());
                self.out.push_str("-->");
            }
            Node::ProcessingInstruction(instruction) => {
                self.settle();
                self.out.push_str("<?");
                self.out.push_str(instruction.target());
                let data = instruction.data();
                if !data.is_empty() {
                    self.out.push(' ');
                    self.out.push_str(&data);
                }
                self.out.push_str("?>");
            }
        }
    }

    /// Writes the character data that came together.
    fn settle(&mut self) {
        if self.space || !self.text.trim_ascii().is_empty() {
            push(&mut self.out, &self.text, |byte| match byte {
                b'&' => Some("&amp;"),
                b'<' => Some("&lt;"),
                b'>' => Some("&gt;"),
                b'\r' => Some("&#xD;"),
                _ => None,
            });
        }
        self.text.clear();
    }
}
