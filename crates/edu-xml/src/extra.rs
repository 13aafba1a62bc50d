//! What an element held beyond its type.

use core::fmt;
use std::sync::Arc;

use crate::raw::{RawKind, RawXml};
use crate::{QualifiedName, Term};

/// What an element held beyond its type, so that nothing is lost when it is written.
///
/// Unknown attributes and nodes with their positions, comments and processing instructions, namespace
/// declarations, the prefix and spelling of names where they are not those that would be
/// chosen, the order of children where it is not the schema's, the text of values where it is
/// not the one that would be written, and what could not be read. Most elements have nothing
/// of it, and then it takes one word. Elements of one document that were written in the same odd
/// way share what they keep until one of them is changed.
///
/// Two are equal if they hold the same unknown attributes, in any order, and the same unknown
/// elements and text. Comments, processing instructions and all that is only a way of writing
/// are not compared.
///
/// `Debug` shows numbers only: names and texts may be personal.
#[derive(Clone, Default)]
pub struct Extra(Option<Arc<Kept>>);

/// The namespace of declarations, to which nothing else may belong.
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// A name as a document wrote it; all that are read of one document share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WrittenName {
    pub(crate) prefix: Box<str>,
    pub(crate) namespace: Box<str>,
    pub(crate) local: Box<str>,
}

/// An attribute that the type of its element does not know, or could not read.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct KeptAttribute {
    pub(crate) name: Arc<WrittenName>,
    pub(crate) value: Box<str>,
}

/// The text of a value that would be written otherwise.
#[derive(Clone)]
pub(crate) struct KeptText {
    pub(crate) ours: Box<str>,
    pub(crate) theirs: Box<str>,
}

/// The content of an element that holds a value, where it would be written otherwise.
#[derive(Clone)]
pub(crate) struct KeptContent {
    pub(crate) ours: Box<str>,
    pub(crate) nodes: Vec<RawXml>,
}

/// What follows next among the children.
#[derive(Clone)]
pub(crate) enum Entry {
    /// So many of a field, whose number is its position in the schema.
    Known { field: u8, count: usize },
    /// A node that is not known.
    Kept(RawXml),
}

#[derive(Clone, Default)]
pub(crate) struct Kept {
    pub(crate) name: Option<Arc<WrittenName>>,
    pub(crate) declarations: Vec<(Box<str>, Box<str>)>,
    pub(crate) attributes: Vec<KeptAttribute>,
    pub(crate) respelled: Vec<(u32, Arc<WrittenName>)>,
    pub(crate) texts: Vec<(u32, KeptText)>,
    pub(crate) content: Option<KeptContent>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) before: Vec<RawXml>,
    pub(crate) after: Vec<RawXml>,
}

/// The name of an attribute is none, or one that namespaces use themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("name is not a local name that an attribute may have")]
#[non_exhaustive]
pub struct NameError {}

impl Extra {
    /// Nothing.
    pub const fn new() -> Self {
        Self(None)
    }

    /// Whether there is nothing.
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The unknown attributes: namespace, local name, value.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let all = self.0.iter().flat_map(|kept| &kept.attributes);
        all.map(|one| (&*one.name.namespace, &*one.name.local, &*one.value))
    }

    /// The value of the unknown attribute of that name; the empty namespace is none.
    pub fn attribute(&self, namespace: &str, local: &str) -> Option<&str> {
        self.attributes()
            .find(|(space, name, _)| *space == namespace && *name == local)
            .map(|(_, _, value)| value)
    }

    /// Sets an unknown attribute. One that the surrounding type knows is not written from here where
    /// its field is set.
    ///
    /// # Errors
    ///
    /// [`NameError`] where `local` is no name without a colon, or declares namespaces.
    pub fn set_attribute(
        &mut self,
        namespace: &str,
        local: &str,
        value: &str,
    ) -> Result<(), NameError> {
        if !is_local_name(local) || namespace == XMLNS || (namespace.is_empty() && local == "xmlns")
        {
            return Err(NameError {});
        }
        let all = &mut self.kept().attributes;
        let same = |one: &&mut KeptAttribute| {
            *one.name.namespace == *namespace && *one.name.local == *local
        };
        if let Some(old) = all.iter_mut().find(same) {
            old.value = value.into();
            return Ok(());
        }
        all.push(KeptAttribute {
            name: Arc::new(WrittenName {
                prefix: "".into(),
                namespace: namespace.into(),
                local: local.into(),
            }),
            value: value.into(),
        });
        Ok(())
    }

    /// The unknown child nodes in their order, comments and processing instructions among them.
    pub fn nodes(&self) -> impl Iterator<Item = &RawXml> {
        let all = self.0.iter().flat_map(|kept| &kept.entries);
        all.filter_map(|entry| match entry {
            Entry::Kept(node) => Some(node),
            Entry::Known { .. } => None,
        })
    }

    /// Adds a node behind all children.
    pub fn push_node(&mut self, node: RawXml) {
        self.kept().entries.push(Entry::Kept(node));
    }

    /// Keeps the unknown child nodes that `keep` says yes to.
    pub fn retain_nodes(&mut self, mut keep: impl FnMut(&RawXml) -> bool) {
        if let Some(kept) = self.0.as_mut().map(Arc::make_mut) {
            kept.entries.retain(|entry| match entry {
                Entry::Kept(node) => keep(node),
                Entry::Known { .. } => true,
            });
        }
    }

    /// The namespace declarations on the element: prefix and namespace.
    pub fn declarations(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.0.iter().flat_map(|kept| &kept.declarations);
        all.map(|(prefix, namespace)| (&**prefix, &**namespace))
    }

    /// Whether the namespace declarations on the element are these, in this order.
    pub(crate) fn declares<'t>(&self, mut all: impl Iterator<Item = (&'t str, &'t str)>) -> bool {
        let mut own = self.declarations();
        let are_next = all.all(|(prefix, namespace)| {
            let next = own.next();
            next.is_some_and(|(own, of_own)| own == prefix && of_own == namespace)
        });
        are_next && own.next().is_none()
    }

    /// Forgets how the element was written, and keeps what it says: unknown attributes, elements
    /// and text, comments and processing instructions. For a value that goes to another document
    /// or follows another binding from now on.
    pub fn forget_writing(&mut self) {
        if let Some(kept) = self.0.as_mut().map(Arc::make_mut) {
            kept.name = None;
            kept.declarations.clear();
            kept.respelled.clear();
            kept.texts.clear();
            kept.content = None;
        }
    }

    pub(crate) fn kept(&mut self) -> &mut Kept {
        Arc::make_mut(self.0.get_or_insert_default())
    }

    pub(crate) fn as_kept(&self) -> Option<&Kept> {
        self.0.as_deref()
    }

    /// The order of children, where it is not the schema's alone.
    pub(crate) fn entries(&self) -> &[Entry] {
        self.0.as_ref().map_or(&[], |kept| &kept.entries)
    }

    /// The text that was there, where the value still is what it was read as.
    pub(crate) fn text_of<'e>(&'e self, term: Term, ours: &'e str) -> &'e str {
        self.0
            .iter()
            .flat_map(|kept| &kept.texts)
            .find(|(number, text)| *number == term.number() && *text.ours == *ours)
            .map_or(ours, |(_, text)| &text.theirs)
    }
}

impl From<QualifiedName<'_>> for WrittenName {
    fn from(name: QualifiedName<'_>) -> Self {
        Self {
            prefix: name.prefix.into(),
            namespace: name.namespace.into(),
            local: name.local.into(),
        }
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        if self.0.is_none() && other.0.is_none() {
            return true;
        }
        let speaks = |node: &&RawXml| matches!(node.kind(), RawKind::Element | RawKind::Text);
        let sorted = |extra: &'_ Self| {
            let mut all: Vec<_> = extra
                .attributes()
                .map(|(space, local, value)| (space.to_owned(), local.to_owned(), value.to_owned()))
                .collect();
            all.sort_unstable();
            all
        };
        self.nodes().filter(speaks).eq(other.nodes().filter(speaks))
            && sorted(self) == sorted(other)
    }
}

impl Eq for Extra {}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (attributes, nodes) = (self.attributes().count(), self.nodes().count());
        write!(f, "Extra({attributes} attributes, {nodes} nodes)")
    }
}

/// Whether a text is a name without a colon.
///
/// Spec: Namespaces in XML 1.0 §3, XML 1.0 §2.3.
pub(crate) fn is_local_name(text: &str) -> bool {
    let mut all = text.chars();
    all.next().is_some_and(starts_name) && all.all(continues_name)
}

const fn starts_name(one: char) -> bool {
    matches!(one,
        'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

const fn continues_name(one: char) -> bool {
    starts_name(one)
        || matches!(one,
            '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}
