//! Why a body of statements and attachments is refused.

use core::fmt;

use edu_types::{LimitExceeded, Place, Profile, Report, Rule};

use super::rules;

/// What is wrong with a multipart body, and where.
///
/// Never quotes the body. A service answers it with `400 Bad Request`, and with
/// `413 Request Entity Too Large` where [`MultipartError::is_limit`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MultipartError {
    fault: MultipartFault,
    part: Option<usize>,
    offset: Option<usize>,
}

/// What is wrong with a multipart body: the first rule it breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MultipartFault {
    /// The request names no media type that statements may come in.
    #[error("content type is neither `application/json` nor `multipart/mixed`")]
    RequestType,
    /// The `Content-Type` has no boundary.
    #[error("content type names no boundary")]
    BoundaryMissing,
    /// The `Content-Type` has two boundaries.
    #[error("content type names more than one boundary")]
    BoundaryRepeated,
    /// The boundary has characters or a length that no boundary has.
    #[error("boundary must be 1 to 70 of the characters that RFC 2046 allows, no blank at its end")]
    BoundaryInvalid,
    /// The body goes beyond a limit.
    #[error("{0}")]
    TooLarge(LimitExceeded),
    /// A boundary is followed by something that belongs neither to it nor to a new line.
    #[error("boundary is followed by other bytes, only `--`, blanks and CRLF are allowed")]
    BoundaryTail,
    /// The body closes without a part.
    #[error("body has no part, the statements are needed")]
    NoParts,
    /// The body ends before its closing boundary.
    #[error("body ends before its closing boundary")]
    Truncated,
    /// A line of a part's head ends without carriage return.
    #[error("line of a part's head ends in a bare line feed, CRLF is needed")]
    BareLineFeed,
    /// A line of a part's head is no header field.
    #[error("line of a part's head is no header field of a name, a colon and printable text")]
    HeaderMalformed,
    /// A header that counts appears twice in one part.
    #[error("header `{header}` appears twice")]
    HeaderRepeated {
        /// The name of the header.
        header: &'static str,
    },
    /// The first part is not JSON by its own word.
    #[error("first part must have the content type `application/json`")]
    StatementsType,
    /// A part is encoded by its own word.
    #[error("content transfer encoding must be `binary`")]
    Encoded,
    /// A part of attachment data does not say how it is encoded.
    #[error("content transfer encoding is missing, `binary` is needed")]
    EncodingMissing,
    /// A part of attachment data names no hash.
    #[error("header `X-Experience-API-Hash` is missing")]
    HashMissing,
    /// A part of attachment data names something that is no SHA-2 hash.
    #[error(
        "header `X-Experience-API-Hash` must be a SHA-2 hash of 56, 64, 96 or 128 hexadecimal digits"
    )]
    HashMalformed,
    /// The content of a part does not have the hash that the part names.
    #[error("content does not have the hash that its header names")]
    HashDiffers,
    /// A part belongs to no attachment of the statements.
    #[error("no attachment of the statements has the hash of this part")]
    Excess,
    /// A part brings data that an earlier part brought.
    #[error("an earlier part brought the same data, one copy is enough")]
    Repeated,
    /// A part of attachment data does not say its media type.
    #[error("header `Content-Type` is missing")]
    TypeMissing,
    /// A part has another media type than an attachment it serves.
    #[error("content type differs from that of attachment {attachment}")]
    TypeDiffers {
        /// Which attachment, counted from 0 in the order they were declared.
        attachment: usize,
    },
    /// A part has the media type of an attachment it serves, with other parameters.
    #[error("content type has other parameters than that of attachment {attachment}")]
    TypeParameters {
        /// Which attachment, counted from 0 in the order they were declared.
        attachment: usize,
    },
    /// The data has another length than an attachment says.
    #[error("content is {found} bytes, attachment {attachment} says {declared}")]
    LengthDiffers {
        /// Which attachment, counted from 0 in the order they were declared.
        attachment: usize,
        /// Bytes that came.
        found: u64,
        /// Bytes that the attachment announces.
        declared: u64,
    },
    /// The data has another length than its own part says.
    #[error("content is {found} bytes, header `Content-Length` says otherwise")]
    ContentLengthDiffers {
        /// Bytes that came.
        found: u64,
    },
    /// The data of an attachment is nowhere.
    #[error("attachment {attachment} has no `fileUrl` and its data is not in the body")]
    DataMissing {
        /// Which attachment, counted from 0 in the order they were declared.
        attachment: usize,
    },
}

impl MultipartError {
    pub(super) const fn new(fault: MultipartFault) -> Self {
        Self {
            fault,
            part: None,
            offset: None,
        }
    }

    pub(super) const fn in_part(mut self, part: usize) -> Self {
        self.part = Some(part);
        self
    }

    pub(super) const fn at(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }

    /// What is wrong.
    pub const fn fault(&self) -> &MultipartFault {
        &self.fault
    }

    /// In which part, counted from 1, which is that of the statements.
    pub const fn part(&self) -> Option<usize> {
        self.part
    }

    /// Bytes of the body before the place of the fault.
    pub const fn offset(&self) -> Option<usize> {
        self.offset
    }

    /// The rule that was broken: stable code and clause.
    pub const fn rule(&self) -> &'static Rule {
        self.fault.rule()
    }

    /// Whether the body may be fine and is only too large.
    pub const fn is_limit(&self) -> bool {
        matches!(self.fault, MultipartFault::TooLarge(_))
    }

    /// The refusal as a report of one finding.
    pub fn to_report(&self) -> Report {
        let mut report = Report::new();
        let rule = self.rule();
        report.note(&Profile::strict(), rule, self.place(), self.to_string());
        report
    }

    pub(super) fn place(&self) -> Place {
        self.offset.map_or_else(Place::unknown, Place::offset)
    }
}

impl MultipartFault {
    /// The rule that was broken: stable code and clause.
    pub const fn rule(&self) -> &'static Rule {
        match self {
            Self::RequestType => &rules::REQUEST_TYPE,
            Self::BoundaryMissing | Self::BoundaryRepeated | Self::BoundaryInvalid => {
                &rules::BOUNDARY
            }
            Self::TooLarge(_) => &rules::LIMIT,
            Self::BoundaryTail | Self::NoParts | Self::Truncated => &rules::FRAMING,
            Self::BareLineFeed | Self::HeaderMalformed | Self::HeaderRepeated { .. } => {
                &rules::HEAD
            }
            Self::StatementsType => &rules::STATEMENTS_TYPE,
            Self::Encoded => &rules::ENCODED,
            Self::EncodingMissing => &rules::ENCODING_MISSING,
            Self::HashMissing | Self::HashMalformed => &rules::HASH,
            Self::HashDiffers => &rules::HASH_DIFFERS,
            Self::Excess => &rules::EXCESS,
            Self::Repeated => &rules::REPEATED,
            Self::TypeMissing => &rules::TYPE_MISSING,
            Self::TypeDiffers { .. } => &rules::TYPE_DIFFERS,
            Self::TypeParameters { .. } => &rules::TYPE_PARAMETERS,
            Self::LengthDiffers { .. } => &rules::LENGTH_DIFFERS,
            Self::ContentLengthDiffers { .. } => &rules::CONTENT_LENGTH,
            Self::DataMissing { .. } => &rules::DATA_MISSING,
        }
    }
}

impl fmt::Display for MultipartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Some(part) => write!(f, "part {part}: {}", self.fault),
            None => self.fault.fmt(f),
        }
    }
}

impl core::error::Error for MultipartError {}

impl From<MultipartFault> for MultipartError {
    fn from(fault: MultipartFault) -> Self {
        Self::new(fault)
    }
}

impl From<LimitExceeded> for MultipartFault {
    fn from(exceeded: LimitExceeded) -> Self {
        Self::TooLarge(exceeded)
    }
}
