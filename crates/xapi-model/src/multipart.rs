//! Statements with attachments on the wire: `multipart/mixed`, read as it arrives and written in
//! pieces.
//!
//! A body has the statements first, as JSON, and then the data of attachments, each part found by
//! the SHA-2 hash of its bytes. Reading goes in two stages, so that no attachment is taken in
//! before the statements were judged:
//!
//! ```
//! use edu_types::Profile;
//! use xapi_model::multipart::{
//!     AttachmentEvent, Declared, MultipartLimits, StatementsFormat, StatementsPart, StatementsStep,
//! };
//!
//! # fn main() -> Result<(), xapi_model::multipart::MultipartError> {
//! let header = "multipart/mixed; boundary=sep";
//! let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
//! let body = format!(
//!     "--sep\r\nContent-Type: application/json\r\n\r\n{{}}\r\n\
//!      --sep\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n\
//!      X-Experience-API-Hash: {hash}\r\n\r\nabc\r\n--sep--\r\n"
//! );
//! let StatementsFormat::Multipart(boundary) = StatementsFormat::of(header)? else {
//!     panic!("not JSON alone");
//! };
//! let mut rest = body.as_bytes();
//! let first = StatementsPart::new(&boundary, &Profile::strict(), &MultipartLimits::DEFAULT);
//! let StatementsStep::Done(received) = first.feed(&mut rest)? else {
//!     panic!("the body is here as a whole");
//! };
//! assert_eq!(received.json(), b"{}");
//! // The statements are parsed and judged here; they say which attachments belong to them.
//! let declared = [Declared::new(hash).with_length(3)];
//! let mut parts = received.expect(declared)?;
//! while let Some(event) = parts.feed(&mut rest)? {
//!     if let AttachmentEvent::Content(bytes) = event {
//!         assert_eq!(bytes, b"abc");
//!     }
//! }
//! assert_eq!(parts.finish()?.attachments().len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`format`](mod@format) | [`StatementsFormat`]: JSON alone or multipart, by the `Content-Type` of a request |
//! | [`boundary`] | [`Boundary`]: the line between parts |
//! | [`reader`] | [`MultipartReader`]: any `multipart` body, event by event |
//! | [`head`] | [`PartHead`]: what a part says about itself |
//! | [`statements_part`], [`attachment_parts`] | the two stages of a body of statements |
//! | [`declared`] | [`Declared`]: what statements say about their attachments |
//! | [`digest`] | [`Digest`]: the hash by which parts are found |
//! | [`writer`] | [`MultipartWriter`] |
//! | [`limits`], [`error`], [`rules`] | bounds, refusals and the rule behind each |
//!
//! Spec: xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3; RFC 2046 §5.1.

mod delimiter;
mod judge;
mod media_type;

pub mod attachment_parts;
pub mod boundary;
pub mod declared;
pub mod digest;
pub mod error;
pub mod format;
pub mod head;
pub mod limits;
pub mod reader;
pub mod rules;
pub mod statements_part;
pub mod writer;

pub use attachment_parts::{
    AttachmentEvent, AttachmentHead, AttachmentParts, PartUse, ReceivedAttachment,
    ReceivedAttachments,
};
pub use boundary::Boundary;
pub use declared::Declared;
pub use digest::{Digest, Sha2Family};
pub use error::{MultipartError, MultipartFault};
pub use format::StatementsFormat;
pub use head::PartHead;
pub use limits::MultipartLimits;
pub use reader::{Event, MultipartReader};
pub use statements_part::{StatementsPart, StatementsReceived, StatementsStep};
pub use writer::MultipartWriter;
