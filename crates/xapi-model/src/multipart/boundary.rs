//! The line between parts.

use core::fmt::Write as _;

use super::media_type::{MediaTypeParts, is_token};
use super::{MultipartError, MultipartFault};

/// The text that separates the parts of a body.
///
/// One that is written must not appear in any part. Made from fresh random bytes it does not, but
/// for a chance of one in 2¹²⁸ that nobody who sends attachments can better.
///
/// Spec: RFC 2046 §5.1.1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundary(Box<str>);

impl Boundary {
    /// Most bytes of a boundary.
    pub const MAX_BYTES: usize = 70;
    /// Random bytes that a fresh boundary is made of.
    pub const ENTROPY: usize = 16;

    /// Takes a text that is a boundary.
    ///
    /// # Errors
    ///
    /// [`MultipartFault::BoundaryInvalid`] when it is empty, longer than 70 bytes, has other
    /// characters than RFC 2046 allows, or ends in a blank.
    pub fn new(text: &str) -> Result<Self, MultipartError> {
        let fits = (1..=Self::MAX_BYTES).contains(&text.len());
        if !fits || text.ends_with(' ') || !text.bytes().all(is_boundary_byte) {
            return Err(MultipartFault::BoundaryInvalid.into());
        }
        Ok(Self(text.into()))
    }

    /// Reads the boundary of a `Content-Type` that must be `multipart/mixed`.
    ///
    /// # Errors
    ///
    /// [`MultipartFault::RequestType`] when it is another type, and a fault of the boundary when
    /// that is absent, there twice or invalid.
    pub fn from_content_type(header: &str) -> Result<Self, MultipartError> {
        let media_type = MediaTypeParts::parse(header).filter(|found| found.is("multipart/mixed"));
        let media_type = media_type.ok_or(MultipartFault::RequestType)?;
        let mut boundaries = media_type.values("boundary");
        let boundary = boundaries.next().ok_or(MultipartFault::BoundaryMissing)?;
        if boundaries.next().is_some() {
            return Err(MultipartFault::BoundaryRepeated.into());
        }
        Self::new(boundary)
    }

    /// Makes a boundary of bytes that nobody can foresee.
    pub fn from_entropy(entropy: [u8; Self::ENTROPY]) -> Self {
        let mut text = String::with_capacity(2 * Self::ENTROPY);
        for byte in entropy {
            // A string takes all that is written to it.
            let _written = write!(text, "{byte:02x}");
        }
        Self(text.into())
    }

    /// The boundary without the dashes before it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The `Content-Type` of a body with this boundary; quoted only where it must be.
    pub fn content_type(&self) -> String {
        let boundary = self.as_str();
        if is_token(boundary) {
            format!("multipart/mixed; boundary={boundary}")
        } else {
            format!("multipart/mixed; boundary=\"{boundary}\"")
        }
    }
}

/// Whether RFC 2046 allows the byte in a boundary.
const fn is_boundary_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'\''
                | b'('
                | b')'
                | b'+'
                | b'_'
                | b','
                | b'-'
                | b'.'
                | b'/'
                | b':'
                | b'='
                | b'?'
                | b' '
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(header: &str) -> MultipartFault {
        Boundary::from_content_type(header)
            .unwrap_err()
            .fault()
            .clone()
    }

    #[test]
    fn every_character_of_the_standards_example_is_allowed() {
        let header = r#"multipart/mixed; boundary="abcABC0123'()+_,-./:=?""#;
        let boundary = Boundary::from_content_type(header).unwrap();
        assert_eq!(boundary.as_str(), "abcABC0123'()+_,-./:=?");
        assert_eq!(boundary.content_type(), header);
    }

    #[test]
    fn a_boundary_that_needs_no_quotation_marks_is_written_without() {
        let boundary = Boundary::from_content_type("Multipart/Mixed;BOUNDARY=\"-a_b\"").unwrap();
        assert_eq!(boundary.content_type(), "multipart/mixed; boundary=-a_b");
    }

    #[test]
    fn other_multipart_types_are_refused() {
        for header in [
            "multipart/form-data; boundary=a",
            "application/json",
            "mixed",
            "",
        ] {
            assert_eq!(fault(header), MultipartFault::RequestType, "{header}");
        }
    }

    #[test]
    fn a_content_type_without_boundary_is_refused() {
        for header in [
            "multipart/mixed",
            "multipart/mixed;",
            "multipart/mixed; charset=utf-8",
        ] {
            assert_eq!(fault(header), MultipartFault::BoundaryMissing, "{header}");
        }
    }

    #[test]
    fn two_boundaries_are_refused_even_if_they_are_alike() {
        let header = "multipart/mixed; boundary=a; Boundary=a";
        assert_eq!(fault(header), MultipartFault::BoundaryRepeated);
    }

    #[test]
    fn a_boundary_outside_the_grammar_is_refused() {
        let long = "a".repeat(71);
        for text in ["", "a ", "a\r\nb", "a\"b", "ä", "a;b", long.as_str()] {
            let refused = Boundary::new(text).unwrap_err();
            assert_eq!(refused.fault(), &MultipartFault::BoundaryInvalid, "{text}");
            assert_eq!(refused.rule().code, "xapi.multipart.boundary");
        }
        assert!(Boundary::new(&"a".repeat(70)).is_ok());
        assert_eq!(
            fault("multipart/mixed; boundary=\"\""),
            MultipartFault::BoundaryInvalid
        );
    }

    #[test]
    fn fresh_boundaries_differ_where_their_randomness_does() {
        let one = Boundary::from_entropy([0xab; 16]);
        assert_eq!(one.as_str(), "ab".repeat(16));
        assert_ne!(one, Boundary::from_entropy([0xac; 16]));
    }
}
