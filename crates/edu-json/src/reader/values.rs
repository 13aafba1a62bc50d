//! Values that every standard reads: texts, flags, numbers, lists, identifiers.

use edu_types::{Decimal, IdError, Personal, PositiveDecimal, Secret, Severity};

use super::{FromJson, Reader};
use crate::{Kind, Node};

impl FromJson for String {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.text(node).map(Into::into)
    }
}

impl FromJson for Box<str> {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.text(node).map(Into::into)
    }
}

impl FromJson for bool {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Bool)?;
        node.as_bool()
    }
}

impl FromJson for i64 {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Number)?;
        match node.as_number().and_then(crate::NumberText::as_i64) {
            Some(value) => Some(value),
            None => reader.not_allowed(node, "number is not a 64-bit integer"),
        }
    }
}

impl FromJson for Decimal {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Number)?;
        match Self::parse(node.raw()) {
            Ok(number) => Some(number),
            Err(error) => reader.not_allowed(node, error.to_string()),
        }
    }
}

impl FromJson for PositiveDecimal {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        match Self::new(Decimal::from_json(node, reader)?) {
            Ok(number) => Some(number),
            Err(error) => reader.not_allowed(node, error.to_string()),
        }
    }
}

/// What a list takes of the memory before its items are read.
const ROOM_BYTES: usize = 1024 * 1024;

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Array)?;
        if let Some(rule) = T::EMPTY_LIST
            && node.is_empty()
            && reader.note(rule, node, "list is empty") == Some(Severity::Error)
        {
            return None;
        }
        // Room for all at once, within reason: hostile lists hold items that are none.
        let most = ROOM_BYTES.checked_div(size_of::<T>()).unwrap_or(0);
        let mut all = Some(Self::with_capacity(node.len().min(most)));
        for (position, item) in node.items().enumerate() {
            match (reader.item(position, item), &mut all) {
                (Some(value), Some(values)) => values.push(value),
                (Some(_), None) => {}
                // Go on: the report names every bad item.
                (None, _) => all = None,
            }
        }
        all
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        T::from_json(node, reader).map(Self::new)
    }
}

impl<T: FromJson> FromJson for Personal<T> {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        T::from_json(node, reader).map(Self::new)
    }
}

impl<T: FromJson> FromJson for Secret<T> {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        T::from_json(node, reader).map(Self::new)
    }
}

/// Reads a string member into an identifier; notes why where it is none.
pub fn read_id<'t, T>(
    node: Node<'t>,
    reader: &mut Reader<'_, 't>,
    make: impl FnOnce(&'t str) -> Result<T, IdError>,
) -> Option<T> {
    super::texts::read(node, reader, make)
}
