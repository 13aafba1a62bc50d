//! Documents: types with a place at the root, and the received bytes with a typed view of them.

use std::borrow::Cow;

use edu_types::{Checked, Limits, Profile, Refused, Rule};

use crate::write::WriteError;
use crate::{
    Binding, Element, ElementRules, Family, FromXml, Parsed, Reader, Recovery, Term, ToXml, Tree,
    Vocabulary, XmlError, XmlWriter,
};

/// A type that is the root element of documents.
pub trait XmlRoot: FromXml + ToXml {
    /// The name of the root element.
    const ROOT: Term;
    /// All names that its documents are read by.
    const VOCABULARY: &'static Vocabulary;
    /// The rules for elements of its standard.
    const RULES: &'static ElementRules;
    /// Families that are declared on the root of documents that were made here.
    const DECLARED: &'static [&'static Family] = &[];

    /// What a lenient profile may assume about missing namespace declarations in these bytes.
    fn recovery(_bytes: &[u8]) -> Recovery<'static> {
        Recovery::none()
    }

    /// Why a document is refused before it is read, where it is one of another kind that can be named.
    fn foreign(_root: Element<'_>) -> Option<(&'static Rule, String)> {
        None
    }

    /// The binding that a document follows.
    fn detect(_root: Element<'_>, _profile: &Profile) -> Binding {
        Binding(0)
    }

    /// The binding that the value is written in.
    fn binding(&self) -> Binding;

    /// Reads a document: all findings, each with its place.
    ///
    /// # Errors
    ///
    /// [`Refused`] with the whole report, as soon as one finding has error weight.
    fn from_slice(
        bytes: &[u8],
        profile: &Profile,
        limits: &Limits,
    ) -> Result<Checked<Self>, Refused> {
        read(bytes, profile, limits)
    }

    /// The value as an XML document without an XML declaration, as a model is compared and shown.
    ///
    /// # Errors
    ///
    /// [`WriteError`] where a text has a character that XML does not allow.
    fn to_xml_string(&self) -> Result<String, WriteError> {
        let mut writer = XmlWriter::new(self.binding()).declaring(Self::DECLARED);
        self.to_xml(Self::ROOT, &mut writer);
        writer.finish()
    }

    /// The value as a document in UTF-8, with its XML declaration.
    ///
    /// # Errors
    ///
    /// [`WriteError`] where a text has a character that XML does not allow.
    fn to_xml_bytes(&self) -> Result<Vec<u8>, WriteError> {
        let writer = XmlWriter::new(self.binding()).with_declaration();
        let mut writer = writer.declaring(Self::DECLARED);
        self.to_xml(Self::ROOT, &mut writer);
        writer.finish().map(String::into_bytes)
    }
}

/// Reads a document: all findings, each with its place.
///
/// # Errors
///
/// [`Refused`] with the whole report, as soon as one finding has error weight.
pub fn read<T: XmlRoot>(
    bytes: &[u8],
    profile: &Profile,
    limits: &Limits,
) -> Result<Checked<T>, Refused> {
    let Parsed { tree, report } = Tree::parse_with(bytes, profile, limits, &T::recovery(bytes))?;
    let mut checked = read_tree(&tree, profile)?;
    let found = core::mem::replace(&mut checked.report, report);
    checked.report.append(found);
    Ok(checked)
}

/// Reads a value from a tree that was parsed before.
///
/// # Errors
///
/// [`Refused`] as for [`read`].
pub fn read_tree<T: XmlRoot>(tree: &Tree<'_>, profile: &Profile) -> Result<Checked<T>, Refused> {
    let root = tree.root();
    let binding = T::detect(root, profile);
    let mut reader = Reader::new(tree, profile, T::RULES, T::VOCABULARY, binding);
    let value = if let Some((rule, message)) = T::foreign(root) {
        reader.note(&rule.unrelaxed(), root, message);
        None
    } else if reader.number(root) == T::ROOT.number() {
        T::from_xml(root, &mut reader)
    } else {
        let local = T::ROOT.local(binding);
        let message = format!("root element has another name, {local} is allowed");
        reader.note(&T::RULES.root.unrelaxed(), root, message);
        None
    };
    if value.is_none() {
        let message = "root element cannot be read";
        reader.refuse(root, message);
    }
    match (value, Refused::new(reader.into_report())) {
        (_, Ok(refused)) => Err(refused),
        (Some(value), Err(report)) => Ok(Checked::new(value, report)),
        // Not reached: what has no value was refused above.
        (None, Err(_)) => Err(Refused::because(
            T::RULES.missing,
            root.place(),
            "root element cannot be read",
        )),
    }
}

/// A value together with the bytes it came in.
///
/// Files of others' making must come back exactly as they were received. A document returns
/// those bytes, in their encoding, until it is edited; from then on it is written anew from
/// the typed value in UTF-8, with all that is unknown in its place.
///
/// `Debug` shows the length, not the bytes.
#[derive(Clone, PartialEq)]
pub struct Document<T> {
    value: T,
    bytes: Option<Box<[u8]>>,
}

impl<T: XmlRoot> Document<T> {
    /// Reads a document and keeps its bytes.
    ///
    /// # Errors
    ///
    /// [`Refused`] as for [`read`].
    pub fn from_slice(
        bytes: &[u8],
        profile: &Profile,
        limits: &Limits,
    ) -> Result<Checked<Self>, Refused> {
        let Checked { value, report, .. } = read::<T>(bytes, profile, limits)?;
        let bytes = Some(bytes.into());
        Ok(Checked::new(Self { value, bytes }, report))
    }

    /// A document that was made here, without bytes of another's making.
    pub const fn from_value(value: T) -> Self {
        Self { value, bytes: None }
    }

    /// The typed view; it cannot be changed without [`Document::edit`].
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// Whether the received bytes are still held.
    pub const fn is_as_received(&self) -> bool {
        self.bytes.is_some()
    }

    /// Changes the value; the received bytes no longer stand for it and are dropped.
    pub fn edit(&mut self) -> &mut T {
        self.bytes = None;
        &mut self.value
    }

    /// The received bytes, or the value written anew where it was made or edited here.
    ///
    /// # Errors
    ///
    /// [`WriteError`] where a text has a character that XML does not allow; never for bytes that
    /// were received.
    pub fn to_bytes(&self) -> Result<Cow<'_, [u8]>, WriteError> {
        match &self.bytes {
            Some(bytes) => Ok(Cow::Borrowed(bytes)),
            None => self.value.to_xml_bytes().map(Cow::Owned),
        }
    }

    /// The typed value alone.
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<T: core::fmt::Debug> core::fmt::Debug for Document<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Document")
            .field("value", &self.value)
            .field("bytes", &self.bytes.as_ref().map(|bytes| bytes.len()))
            .finish()
    }
}

impl From<XmlError> for Refused {
    fn from(error: XmlError) -> Self {
        error.into_refused()
    }
}
