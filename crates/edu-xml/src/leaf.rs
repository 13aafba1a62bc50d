//! Elements that hold one value and nothing else.

use core::ops::{Deref, DerefMut};

use crate::extra::Extra;
use crate::text::{FromText, ToText};
use crate::{Element, FromXml, Reader, SharedText, Term, ToXml, XmlWriter};

/// An element that holds one value as its text, such as `<title>Law</title>`.
///
/// Stands for its value: it dereferences to it and is made [`From`] it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "it is its value and what came with it"
)]
pub struct Leaf<T> {
    /// The value.
    pub value: T,
    /// What the element held beyond it.
    pub extra: Extra,
}

impl<T> Leaf<T> {
    /// An element with that value.
    pub const fn new(value: T) -> Self {
        Self {
            value,
            extra: Extra::new(),
        }
    }
}

impl<T> From<T> for Leaf<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl From<&str> for Leaf<String> {
    fn from(value: &str) -> Self {
        Self::new(value.to_owned())
    }
}

impl From<&str> for Leaf<SharedText> {
    fn from(value: &str) -> Self {
        Self::new(value.into())
    }
}

impl<T> Deref for Leaf<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Leaf<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: FromText + ToText> FromXml for Leaf<T> {
    fn from_xml(element: Element<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut opened = reader.open(element)?;
        for attribute in element.attributes() {
            reader.keep_attribute(&mut opened, attribute);
        }
        let value = reader.text(&mut opened, None);
        let extra = reader.close(opened);
        Some(Self {
            value: value?,
            extra,
        })
    }
}

impl<T: ToText> ToXml for Leaf<T> {
    fn to_xml(&self, name: Term, writer: &mut XmlWriter) {
        writer.start(name, &self.extra);
        writer.kept_attributes(&self.extra);
        writer.value(&self.extra, &self.value);
        writer.end();
    }
}
