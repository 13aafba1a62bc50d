//! Numbers, flags and lists that some platforms write as strings.

use edu_json::{FromJson, JsonWriter, Kind, Node, Reader, ToJson};
use edu_types::Severity;

use crate::rules;

/// A length in CSS pixels; some platforms send it as a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_structs, reason = "a number with a unit")]
pub struct Pixels(pub i64);

/// Yes or no; some platforms send it as a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_structs, reason = "a truth value and nothing else")]
pub struct Flag(pub bool);

/// Several values; some platforms write them as one text with commas.
///
/// Such a text refuses a launch where the profile does not tolerate
/// [`LIST_SPELLING`](crate::rules::LIST_SPELLING); it is written as an array.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "values and nothing else")]
pub struct CommaList<T>(pub Vec<T>);

impl<T> From<Vec<T>> for CommaList<T> {
    fn from(values: Vec<T>) -> Self {
        Self(values)
    }
}

impl<T, const N: usize> From<[T; N]> for CommaList<T> {
    fn from(values: [T; N]) -> Self {
        Self(values.into())
    }
}

impl<T: FromJson + for<'a> From<&'a str>> FromJson for CommaList<T> {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let Some(text) = node.as_str() else {
            return Vec::from_json(node, reader).map(Self);
        };
        let message = "list is text with commas, an array is expected";
        if reader.note(&rules::LIST_SPELLING, node, message) == Some(Severity::Error) {
            return None;
        }
        let values = text.split(',').map(str::trim).filter(|one| !one.is_empty());
        Some(Self(values.map(T::from).collect()))
    }
}

impl<T: ToJson> ToJson for CommaList<T> {
    fn to_json(&self, writer: &mut JsonWriter) {
        self.0.to_json(writer);
    }
}

impl FromJson for Pixels {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        if node.kind() != Kind::String {
            return i64::from_json(node, reader).map(Self);
        }
        let pixels = node.as_str().and_then(|text| text.parse().ok());
        let Some(pixels) = pixels else {
            return reader.not_allowed(node, "text is not a whole number of pixels");
        };
        let message = "number is written as a string";
        reader.note(&rules::LOOSE_SPELLING, node, message);
        Some(Self(pixels))
    }
}

impl ToJson for Pixels {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.integer(self.0);
    }
}

impl FromJson for Flag {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        if node.kind() != Kind::String {
            return bool::from_json(node, reader).map(Self);
        }
        let flag = node.as_str().and_then(|text| text.parse().ok());
        let Some(flag) = flag else {
            return reader.not_allowed(node, "text is neither true nor false");
        };
        let message = "truth value is written as a string";
        reader.note(&rules::LOOSE_SPELLING, node, message);
        Some(Self(flag))
    }
}

impl ToJson for Flag {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.boolean(self.0);
    }
}
