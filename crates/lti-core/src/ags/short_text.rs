//! Texts of a tool by which it finds its line items again.

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson};
use edu_types::macros::IdError;

/// A text of the tool's own by which it finds its line items again: a resource id or a tag.
///
/// At most [`ShortText::MAX_CHARS`] characters, none of them a control character; may be empty, as
/// Moodle writes those that are absent. Compared byte for byte.
///
/// Spec: Assignment and Grade Services 2.0, §3.2.3 and §3.2.4.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShortText(Box<str>);

impl ShortText {
    /// Longest text allowed, in characters.
    pub const MAX_CHARS: usize = 256;

    /// Takes the text as it is.
    ///
    /// # Errors
    ///
    /// [`IdError`] where it is longer than [`ShortText::MAX_CHARS`] or has control characters.
    pub fn new(text: impl Into<Box<str>>) -> Result<Self, IdError> {
        let text = text.into();
        // No text has more characters than bytes.
        if text.len() > Self::MAX_CHARS {
            let found = text.chars().count();
            if found > Self::MAX_CHARS {
                return Err(IdError::TooLong {
                    what: "text",
                    found,
                    limit: Self::MAX_CHARS,
                });
            }
        }
        if text.chars().any(char::is_control) {
            return Err(IdError::Control { what: "text" });
        }
        Ok(Self(text))
    }

    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromJson for ShortText {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        edu_json::read_id(node, reader, Self::new)
    }
}

impl ToJson for ShortText {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(&self.0);
    }
}
