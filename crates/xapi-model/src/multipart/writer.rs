//! Bodies of statements and attachments, written in pieces.

use super::media_type::MediaTypeParts;
use super::{Boundary, Digest, MultipartError, MultipartFault};

/// Writes what goes around statements and the data of attachments.
///
/// The contents themselves go from their owner to the wire between the calls, in pieces of any
/// size, so that a reply need not fit into memory: first the statements as JSON, then, after each
/// [`MultipartWriter::attachment`], its data, and [`MultipartWriter::end`] at last.
///
/// A request for statements with attachments is answered so even where none of them has any.
///
/// ```
/// use xapi_model::multipart::{Boundary, MultipartWriter, Digest};
///
/// # fn main() -> Result<(), xapi_model::multipart::MultipartError> {
/// let boundary = Boundary::from_entropy([7; Boundary::ENTROPY]); // fresh random bytes, in truth
/// let header = boundary.content_type();
/// assert!(header.starts_with("multipart/mixed; boundary=0707"));
///
/// let mut body = Vec::new();
/// let mut writer = MultipartWriter::begin(boundary, &mut body);
/// body.extend_from_slice(br#"{"statements":[]}"#);
/// writer.attachment(&Digest::of(b"abc"), "text/plain", &mut body)?;
/// body.extend_from_slice(b"abc");
/// writer.end(&mut body);
/// assert!(body.ends_with(b"\r\n\r\nabc\r\n--07070707070707070707070707070707--\r\n"));
/// # Ok(())
/// # }
/// ```
///
/// Spec: xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3; RFC 2046 §5.1.
#[derive(Clone, Debug)]
#[must_use]
pub struct MultipartWriter {
    boundary: Boundary,
}

impl MultipartWriter {
    /// Writes what comes before the statements.
    pub fn begin(boundary: Boundary, out: &mut Vec<u8>) -> Self {
        let dashed = boundary.as_str();
        let head = format!("--{dashed}\r\nContent-Type: application/json\r\n\r\n");
        out.extend_from_slice(head.as_bytes());
        Self { boundary }
    }

    /// Writes what comes before the data of an attachment, whose hash is its own.
    ///
    /// # Errors
    ///
    /// [`MultipartFault::HeaderMalformed`] when the media type is none, or is not ASCII.
    pub fn attachment(
        &mut self,
        sha2: &Digest,
        content_type: &str,
        out: &mut Vec<u8>,
    ) -> Result<(), MultipartError> {
        let printable = content_type.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if !printable || MediaTypeParts::parse(content_type).is_none() {
            return Err(MultipartFault::HeaderMalformed.into());
        }
        let boundary = self.boundary.as_str();
        let head = format!(
            "\r\n--{boundary}\r\nContent-Type: {content_type}\r\n\
             Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: {sha2}\r\n\r\n"
        );
        out.extend_from_slice(head.as_bytes());
        Ok(())
    }

    /// Writes what comes after the last content.
    pub fn end(self, out: &mut Vec<u8>) {
        let close = format!("\r\n--{}--\r\n", self.boundary.as_str());
        out.extend_from_slice(close.as_bytes());
    }
}
