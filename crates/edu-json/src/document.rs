//! Documents: the received bytes with a typed view of them.

use std::borrow::Cow;

use edu_types::{Limits, Profile};

use crate::wire::read_by;
use crate::{Checked, FromJson, Kind, Node, Reader, Refused, Tree, Wire, read};

/// A value together with the bytes it came in.
///
/// Signed payloads and records must come back exactly as they were received. A document
/// returns those bytes until it is edited; from then on it is written from the typed value,
/// which keeps unknown members and number text but promises no member order.
///
/// `Debug` shows the length, not the bytes.
#[derive(Clone, PartialEq)]
pub struct Document<T> {
    value: T,
    bytes: Option<Box<[u8]>>,
}

impl<T: Wire> Document<T> {
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

    /// Reads the items of an array as documents, or a single value as the only one.
    ///
    /// Findings point into the array: the place of an item's member starts with its position.
    ///
    /// # Errors
    ///
    /// [`Refused`] as for [`read`], where one item is refused or the input is neither.
    pub fn list_from_slice(
        bytes: &[u8],
        profile: &Profile,
        limits: &Limits,
    ) -> Result<Checked<Vec<Self>>, Refused> {
        let tree = Tree::parse(bytes, limits)?;
        let Checked { value, report, .. } = read_by::<OneOrMore<Self>>(&tree, profile, T::RULES)?;
        Ok(Checked::new(value.0, report))
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
    pub fn to_bytes(&self) -> Cow<'_, [u8]> {
        match &self.bytes {
            Some(bytes) => Cow::Borrowed(bytes),
            None => Cow::Owned(self.value.to_json_string().into_bytes()),
        }
    }

    /// The typed value alone.
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<T: FromJson> FromJson for Document<T> {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let value = T::from_json(node, reader)?;
        Some(Self {
            value,
            bytes: Some(node.raw().as_bytes().into()),
        })
    }
}

/// The items of an array, or what stands in place of the array as its only item.
struct OneOrMore<T>(Vec<T>);

impl<T: FromJson> FromJson for OneOrMore<T> {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        if node.kind() == Kind::Array {
            return Vec::from_json(node, reader).map(Self);
        }
        T::from_json(node, reader).map(|only| Self(vec![only]))
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
