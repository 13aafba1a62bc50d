//! The writer: typed values to XML.

use core::ops::Range;

use crate::escape::{illegal, push_text};
use crate::extra::{Entry, Extra};
use crate::raw::{RawKind, RawXml};
use crate::scope::Scope;
use crate::text::ToText;
use crate::{Binding, Family, Term};

mod name;
mod order;

/// A value that can be written as an element.
pub trait ToXml {
    /// Writes exactly one element. `name` is the one that whoever holds the value has for it; a value that
    /// is of one of several elements knows better.
    fn to_xml(&self, name: Term, writer: &mut XmlWriter);
}

impl<T: ToXml> ToXml for Box<T> {
    fn to_xml(&self, name: Term, writer: &mut XmlWriter) {
        (**self).to_xml(name, writer);
    }
}

/// Why a value cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A text holds a character that no XML document may hold, not even by reference.
    #[error("character U+{code:04X} is not allowed in XML, found in element {element}")]
    Character {
        /// The character's number.
        code: u32,
        /// Name of the innermost element.
        element: String,
    },
}

/// Writes XML from the outside in, with the names of one binding.
///
/// Names get the prefix that is remembered for them, else one that is bound to their
/// namespace, else the family's own, which is then declared where it is first needed.
/// Whatever texts it is given, what [`XmlWriter::finish`] returns is well-formed.
#[derive(Debug)]
pub struct XmlWriter {
    out: String,
    binding: Binding,
    indent: Option<usize>,
    scope: Scope,
    open: Vec<Open>,
    /// Whether the start tag of the innermost element can still get attributes.
    in_tag: bool,
    /// The known attributes of that tag.
    written: Vec<Term>,
    declared: &'static [&'static Family],
    after: Vec<RawXml>,
    fault: Option<WriteError>,
}

#[derive(Debug)]
struct Open {
    /// Where the name stands in what was written.
    name: Range<usize>,
    mark: usize,
    /// Whether it holds elements, and text.
    elements: bool,
    text: bool,
}

impl XmlWriter {
    /// A writer for a document of that binding, without an XML declaration.
    pub const fn new(binding: Binding) -> Self {
        Self {
            out: String::new(),
            binding,
            indent: None,
            scope: Scope::new(),
            open: Vec::new(),
            in_tag: false,
            written: Vec::new(),
            declared: &[],
            after: Vec::new(),
            fault: None,
        }
    }

    /// Starts with the XML declaration for UTF-8.
    #[must_use]
    pub fn with_declaration(mut self) -> Self {
        self.out
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self
    }

    /// Puts elements that hold no text on lines of their own, indented by so many spaces a level. For
    /// documents that were made here: it adds white space to others.
    #[must_use]
    pub const fn indented(mut self, spaces: usize) -> Self {
        self.indent = Some(spaces);
        self
    }

    /// Declares these families on the root element, unless it remembers declarations of its own.
    #[must_use]
    pub const fn declaring(mut self, families: &'static [&'static Family]) -> Self {
        self.declared = families;
        self
    }

    /// The binding whose names are written.
    pub const fn binding(&self) -> Binding {
        self.binding
    }

    /// What was written.
    ///
    /// # Errors
    ///
    /// [`WriteError`] for the first text that no XML document can hold.
    pub fn finish(mut self) -> Result<String, WriteError> {
        while !self.open.is_empty() {
            self.end();
        }
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(self.out),
        }
    }

    /// Starts an element; its attributes follow, then its content, then [`XmlWriter::end`].
    pub fn start(&mut self, name: Term, extra: &Extra) {
        let kept = extra.as_kept();
        let root = self.open.is_empty();
        if let (true, Some(kept)) = (root, kept) {
            self.around(&kept.before, &kept.after);
        }
        self.close_tag();
        self.new_line();
        if let Some(outer) = self.open.last_mut() {
            outer.elements = true;
        }
        self.out.push('<');
        let mark = self.scope.mark();
        // The name comes first and depends on the declarations, which come behind it.
        let mut declarations = String::new();
        self.declare(kept, root, &mut declarations);
        let start = self.out.len();
        self.element_name(name, kept, mark, &mut declarations);
        let end = self.out.len();
        self.out.push_str(&declarations);
        self.open.push(Open {
            name: start..end,
            mark,
            elements: false,
            text: false,
        });
        self.in_tag = true;
        self.written.clear();
    }

    /// Writes an attribute that the type of the element knows. To be called before any content.
    pub fn attribute<T: ToText + ?Sized>(&mut self, term: Term, extra: &Extra, value: &T) {
        let ours = value.to_text();
        let text = extra.text_of(term, &ours);
        let (namespace, local, prefix) = self.attribute_name(term, extra);
        self.attribute_as(namespace, local, prefix, text);
        self.written.push(term);
    }

    /// Writes an attribute that the type of the element knows, if there is a value.
    pub fn optional_attribute<T: ToText>(&mut self, term: Term, extra: &Extra, value: Option<&T>) {
        if let Some(value) = value {
            self.attribute(term, extra, value);
        }
    }

    /// Writes the attributes that the type of the element does not know, after those it does.
    pub fn kept_attributes(&mut self, extra: &Extra) {
        let Some(kept) = extra.as_kept() else {
            return;
        };
        for one in &kept.attributes {
            let name = &one.name;
            // The field was set since, and counts.
            let taken = self.written.iter().any(|term| {
                let (namespace, local, _) = self.attribute_name(*term, extra);
                *namespace == *name.namespace && *local == *name.local
            });
            if !taken {
                self.attribute_as(&name.namespace, &name.local, &name.prefix, &one.value);
            }
        }
    }

    /// Writes the value that the element holds as its text, and what was kept beside it.
    pub fn value<T: ToText + ?Sized>(&mut self, extra: &Extra, value: &T) {
        let text = value.to_text();
        match extra.as_kept().and_then(|kept| kept.content.as_ref()) {
            Some(content) if *content.ours == *text => {
                content.nodes.iter().for_each(|node| self.raw(node));
            }
            Some(content) => {
                self.text(&text);
                let others = content.nodes.iter();
                others
                    .filter(|node| node.kind() != RawKind::Text)
                    .for_each(|node| self.raw(node));
            }
            None => self.text(&text),
        }
        for entry in extra.entries() {
            if let Entry::Kept(node) = entry {
                self.raw(node);
            }
        }
    }

    /// Writes character data.
    pub fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.close_tag();
        self.check(text);
        push_text(&mut self.out, text);
        if let Some(open) = self.open.last_mut() {
            open.text = true;
        }
    }

    /// Writes a node that was kept as it came.
    pub fn raw(&mut self, node: &RawXml) {
        self.close_tag();
        if node.kind() == RawKind::Text {
            if let Some(open) = self.open.last_mut() {
                open.text = true;
            }
        } else {
            self.new_line();
            if let Some(open) = self.open.last_mut() {
                open.elements = true;
            }
        }
        node.write(&mut self.out, &self.scope);
    }

    /// Ends the innermost element.
    pub fn end(&mut self) {
        let Some(open) = self.open.pop() else {
            return;
        };
        if self.in_tag {
            self.in_tag = false;
            self.out.push_str("/>");
        } else {
            if open.elements && !open.text {
                self.break_line(self.open.len());
            }
            let name = self.out.get(open.name.clone()).unwrap_or("").to_owned();
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
        self.scope.leave(open.mark);
        if self.open.is_empty() {
            for node in core::mem::take(&mut self.after) {
                self.out.push('\n');
                node.write(&mut self.out, &self.scope);
            }
        }
    }

    fn around(&mut self, before: &[RawXml], after: &[RawXml]) {
        for node in before {
            node.write(&mut self.out, &self.scope);
            self.out.push('\n');
        }
        self.after = after.to_vec();
    }

    fn close_tag(&mut self) {
        if self.in_tag {
            self.in_tag = false;
            self.out.push('>');
        }
    }

    /// Starts a line for a child of the innermost element, where it holds no text.
    fn new_line(&mut self) {
        if self.open.last().is_some_and(|open| !open.text) {
            self.break_line(self.open.len());
        }
    }

    fn break_line(&mut self, depth: usize) {
        if let Some(spaces) = self.indent {
            self.out.push('\n');
            let spaces = spaces.saturating_mul(depth);
            self.out.extend(core::iter::repeat_n(' ', spaces));
        }
    }

    /// Remembers the first text that cannot be written.
    fn check(&mut self, text: &str) {
        if self.fault.is_some() {
            return;
        }
        if let Some(character) = illegal(text) {
            let name = self
                .open
                .last()
                .and_then(|open| self.out.get(open.name.clone()));
            self.fault = Some(WriteError::Character {
                code: u32::from(character),
                element: name.unwrap_or("").to_owned(),
            });
        }
    }
}
