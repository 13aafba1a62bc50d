//! Files that belong to a statement.

use core::fmt;

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson, json_object, json_wire};
use edu_types::{Iri, LanguageMap};

use crate::rules;

json_object! {
    /// A file that belongs to a statement: what it is, not its content.
    ///
    /// `Debug` shows neither names and descriptions nor `fileUrl`: they may tell of persons.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.4.11; 2.0 §4.2.2.6.
    pub struct Attachment {
        required {
            /// What the file is for.
            usage_type: Iri = "usageType" => &rules::USAGE_TYPE,
            /// Name of the file, for people to read.
            display: LanguageMap = "display" => &rules::ATTACHMENT_DISPLAY,
            /// Media type of the content.
            content_type: MediaType = "contentType" => &rules::CONTENT_TYPE,
            /// Bytes of the content.
            length: ByteLength = "length" => &rules::LENGTH,
            /// Digest of the content, which names it, too.
            sha2: Sha2 = "sha2" => &rules::SHA2,
        }
        optional {
            /// What the file is, for people to read.
            description: LanguageMap = "description" => &rules::ATTACHMENT_DESCRIPTION,
            /// Where the content can be had, if it does not come along.
            file_url: Iri = "fileUrl" => &rules::FILE_URL,
        }
        judged by signature_is_octets;
        shown by shown;
    }
}
json_wire!(Attachment, &rules::MEMBER_RULES);

/// A media type: type, subtype and parameters, as it came.
///
/// `Debug` shows no parameters: one may name the file, and so a person.
///
/// Spec: RFC 2046; RFC 9110 §8.3.1.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MediaType(Box<str>);

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_structs,
    reason = "it is its number and nothing else"
)]
pub struct ByteLength(pub u64);

/// A digest of SHA-2 in hexadecimal digits, in the case they came in.
///
/// Its length tells which: 56, 64, 96 or 128 digits are SHA-224, SHA-256, SHA-384 or SHA-512.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.11; FIPS 180-4.
#[derive(Clone, Debug, Eq)]
pub struct Sha2(Box<str>);

/// Why a text is no value of an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AttachmentError {
    /// A media type is none.
    #[error("media type is not of the form type/subtype with parameters")]
    MediaType,
    /// A digest is none.
    #[error("digest is not 56, 64, 96 or 128 hexadecimal digits")]
    Digest,
}

impl Attachment {
    /// What the attachment of a signed statement is for.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.6; 2.0 §4.2.6.
    pub const SIGNATURE: &str = "http://adlnet.gov/expapi/attachments/signature";
    /// The media type of the content of such an attachment.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.6; 2.0 §4.2.6.
    pub const SIGNATURE_TYPE: &str = "application/octet-stream";

    /// Whether the content is the signature of its statement.
    pub fn is_signature(&self) -> bool {
        self.usage_type.as_str() == Self::SIGNATURE
    }
}

impl MediaType {
    /// Takes a media type.
    ///
    /// # Errors
    ///
    /// [`AttachmentError::MediaType`] where the text is none.
    pub fn new(text: impl Into<Box<str>>) -> Result<Self, AttachmentError> {
        let text = text.into();
        let (essence, parameters) = text.split_once(';').unwrap_or((&text, ""));
        let names = essence.trim_end_matches([' ', '\t']).split_once('/');
        let is_type = names.is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
        let printable = parameters
            .chars()
            .all(|one| !one.is_control() || one == '\t');
        if is_type && printable {
            return Ok(Self(text));
        }
        Err(AttachmentError::MediaType)
    }

    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Type and subtype without parameters.
    pub fn essence(&self) -> &str {
        let essence = self.0.split(';').next().unwrap_or_default();
        essence.trim_end_matches([' ', '\t'])
    }
}

/// Whether a text is a token of HTTP and mail headers.
fn is_token(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(allowed)
}

impl Sha2 {
    /// Takes a digest.
    ///
    /// # Errors
    ///
    /// [`AttachmentError::Digest`] where the text is none.
    pub fn new(text: impl Into<Box<str>>) -> Result<Self, AttachmentError> {
        let text = text.into();
        let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hex && matches!(text.len(), 56 | 64 | 96 | 128) {
            return Ok(Self(text));
        }
        Err(AttachmentError::Digest)
    }

    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Sha2 {
    /// Digests are numbers: the case of their digits means nothing.
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

fn signature_is_octets<'t>(attachment: &Attachment, node: Node<'t>, reader: &mut Reader<'_, 't>) {
    let octets = Attachment::SIGNATURE_TYPE;
    if attachment.is_signature()
        && !attachment
            .content_type
            .essence()
            .eq_ignore_ascii_case(octets)
    {
        let node = node.get("contentType").unwrap_or(node);
        let message = format!("contentType of a signature is another, {octets} is allowed");
        reader.within("contentType", |reader| {
            reader.note(&rules::SIGNATURE_TYPE, node, message)
        });
    }
}

fn shown(attachment: &Attachment, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_struct("Attachment")
        .field("usage_type", &attachment.usage_type)
        .field("content_type", &attachment.content_type)
        .field("length", &attachment.length)
        .field("sha2", &attachment.sha2)
        .field("has_file_url", &attachment.file_url.is_some())
        .field("extra", &attachment.extra)
        .finish_non_exhaustive()
}

impl fmt::Debug for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MediaType({})", self.essence())
    }
}

impl FromJson for MediaType {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        match Self::new(reader.text(node)?) {
            Ok(kind) => Some(kind),
            Err(error) => reader.not_allowed(node, error.to_string()),
        }
    }
}

impl FromJson for Sha2 {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        match Self::new(reader.text(node)?) {
            Ok(digest) => Some(digest),
            Err(error) => reader.not_allowed(node, error.to_string()),
        }
    }
}

impl FromJson for ByteLength {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, edu_json::Kind::Number)?;
        match node.as_number().and_then(edu_json::NumberText::as_u64) {
            Some(bytes) => Some(Self(bytes)),
            None => reader.not_allowed(node, "number is no whole number of bytes"),
        }
    }
}

impl ToJson for MediaType {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(&self.0);
    }
}

impl ToJson for Sha2 {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(&self.0);
    }
}

impl ToJson for ByteLength {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.unsigned(self.0);
    }
}

#[cfg(test)]
mod tests {
    use edu_types::{Limits, Profile};

    use super::*;

    #[test]
    fn debug_names_neither_a_file_nor_a_person() {
        let sha2 = "a".repeat(64);
        let text = format!(
            r#"{{"usageType":"urn:use","display":{{"en":"essay of Ada"}},"description":{{"en":"Ada on Babbage"}},"contentType":"text/plain; name=ada.txt","length":3,"sha2":"{sha2}","fileUrl":"https://school.example/ada"}}"#
        );
        let read = Attachment::from_slice(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
        let shown = format!("{:?}", read.unwrap().value);
        for private in ["Ada", "ada", "Babbage", "school"] {
            assert!(!shown.contains(private), "{shown}");
        }
        for told in [
            "urn:use",
            "text/plain",
            "ByteLength(3)",
            &sha2,
            "has_file_url: true",
        ] {
            assert!(shown.contains(told), "{told} in {shown}");
        }
    }
}
