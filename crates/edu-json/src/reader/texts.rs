//! Values that are strings of a form of their own: times, names, languages.

use core::fmt::Display;

use edu_types::{Iri, IsoDuration, LanguageTag, Timestamp, UuidText};

use super::{FromJson, Reader};
use crate::Node;

/// Reads a string into a value; notes why where it is none.
pub(super) fn read<'t, T, E: Display>(
    node: Node<'t>,
    reader: &mut Reader<'_, 't>,
    make: impl FnOnce(&'t str) -> Result<T, E>,
) -> Option<T> {
    let text = reader.text(node)?;
    match make(text) {
        Ok(value) => Some(value),
        Err(error) => reader.not_allowed(node, error.to_string()),
    }
}

impl FromJson for Timestamp {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        read(node, reader, Self::parse)
    }
}

impl FromJson for IsoDuration {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        read(node, reader, Self::parse)
    }
}

impl FromJson for Iri {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        read(node, reader, Self::new)
    }
}

impl FromJson for UuidText {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        read(node, reader, Self::parse)
    }
}

impl FromJson for LanguageTag {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        read(node, reader, Self::parse)
    }
}
