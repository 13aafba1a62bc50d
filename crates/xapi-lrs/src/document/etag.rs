//! What tells one content of a document from another.

use core::fmt::{self, Write as _};

use sha1::{Digest as _, Sha1};

/// The entity tag of a document: the SHA-1 digest of its bytes in lower-case hexadecimal digits, in quotes.
///
/// 1.0.3 demands it so; 2.0 leaves the form open.
///
/// Spec: xAPI 1.0.3 Part 3 §3.1; 2.0 §4.1.4.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EntityTag(Box<str>);

impl EntityTag {
    /// The tag of these bytes.
    pub fn of(content: &[u8]) -> Self {
        let mut tag = String::from("\"");
        for byte in Sha1::digest(content) {
            // Writing to a text cannot fail.
            let _ = write!(tag, "{byte:02x}");
        }
        tag.push('"');
        Self(tag.into())
    }

    /// The tag with this text between its quotes, of whatever document.
    pub(super) fn quoted(text: &str) -> Self {
        Self(format!("\"{text}\"").into())
    }

    /// The tag as it stands in a header.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for EntityTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tag_is_the_digest_of_the_bytes_in_quotes() {
        let tag = EntityTag::of(b"abc");
        assert_eq!(
            tag.as_str(),
            r#""a9993e364706816aba3e25717850c26c9cd0d89d""#
        );
        assert_ne!(tag, EntityTag::of(b"abc "));
    }
}
