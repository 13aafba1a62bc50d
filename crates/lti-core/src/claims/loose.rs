//! Numbers and flags that some platforms write as strings.

use edu_json::{FromJson, JsonWriter, Kind, Node, Reader, ToJson};

use crate::rules;

/// A length in CSS pixels; some platforms send it as a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_structs, reason = "a number with a unit")]
pub struct Pixels(pub i64);

/// Yes or no; some platforms send it as a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_structs, reason = "a truth value and nothing else")]
pub struct Flag(pub bool);

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
