//! What a part says about itself.

use core::fmt;

use edu_types::LimitExceeded;

use super::MultipartFault;
use super::media_type::is_token_byte;

/// The headers of a part that xAPI gives a meaning; others are checked for form and left out.
///
/// Values are as they came, without the blanks around them.
///
/// Spec: xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartHead {
    /// `Content-Type`: the media type of the content.
    pub content_type: Option<Box<str>>,
    /// `Content-Transfer-Encoding`: how the content is encoded; xAPI knows `binary` alone.
    pub transfer_encoding: Option<Box<str>>,
    /// `X-Experience-API-Hash`: the SHA-2 hash of the content.
    pub hash: Option<Box<str>>,
    /// `Content-Length`: bytes of the content.
    pub content_length: Option<Box<str>>,
}

/// A header that counts.
#[derive(Clone, Copy)]
enum Header {
    ContentType,
    TransferEncoding,
    Hash,
    ContentLength,
}

impl PartHead {
    /// Reads the lines of a head, the empty one at its end among them.
    ///
    /// The fault comes with the bytes of the head before its line.
    pub(super) fn parse(bytes: &[u8], headers: usize) -> Result<Self, (MultipartFault, usize)> {
        let mut head = Self::default();
        let (mut found, mut offset) = (0_usize, 0_usize);
        let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').peekable();
        while let Some(line) = lines.next() {
            let at = offset;
            offset = offset.saturating_add(line.len());
            let mut text = without_end(line).to_vec();
            if text.is_empty() {
                break;
            }
            while let Some(folded) =
                lines.next_if(|next| next.starts_with(b" ") || next.starts_with(b"\t"))
            {
                offset = offset.saturating_add(folded.len());
                text.extend_from_slice(without_end(folded));
            }
            found = found.saturating_add(1);
            if found > headers {
                let exceeded = LimitExceeded::new("part headers", found, headers);
                return Err((exceeded.into(), at));
            }
            head.take(&text).map_err(|fault| (fault, at))?;
        }
        Ok(head)
    }

    /// Takes one header field in, unfolded.
    fn take(&mut self, field: &[u8]) -> Result<(), MultipartFault> {
        let colon = field.iter().position(|byte| *byte == b':');
        let (name, value) = colon
            .and_then(|colon| field.split_at_checked(colon))
            .ok_or(MultipartFault::HeaderMalformed)?;
        let value = value.get(1..).unwrap_or_default();
        let named = !name.is_empty() && name.iter().copied().all(is_token_byte);
        if !named
            || value
                .iter()
                .any(|byte| byte.is_ascii_control() && *byte != b'\t')
        {
            return Err(MultipartFault::HeaderMalformed);
        }
        let Some(header) = Header::of(name) else {
            return Ok(());
        };
        let value = core::str::from_utf8(value)
            .ok()
            .filter(|text| text.is_ascii());
        let value = value.ok_or(MultipartFault::HeaderMalformed)?;
        let place = match header {
            Header::ContentType => &mut self.content_type,
            Header::TransferEncoding => &mut self.transfer_encoding,
            Header::Hash => &mut self.hash,
            Header::ContentLength => &mut self.content_length,
        };
        let earlier = place.replace(value.trim_matches([' ', '\t']).into());
        match earlier {
            Some(_) => Err(MultipartFault::HeaderRepeated {
                header: header.name(),
            }),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for PartHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A media type may name a file, and so a person.
        f.debug_struct("PartHead")
            .field("content_type", &self.content_type.is_some())
            .field("transfer_encoding", &self.transfer_encoding.is_some())
            .field("hash", &self.hash)
            .field("content_length", &self.content_length.is_some())
            .finish()
    }
}

impl Header {
    const ALL: [Self; 4] = [
        Self::ContentType,
        Self::TransferEncoding,
        Self::Hash,
        Self::ContentLength,
    ];

    fn of(name: &[u8]) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|one| name.eq_ignore_ascii_case(one.name().as_bytes()))
    }

    const fn name(self) -> &'static str {
        match self {
            Self::ContentType => "Content-Type",
            Self::TransferEncoding => "Content-Transfer-Encoding",
            Self::Hash => "X-Experience-API-Hash",
            Self::ContentLength => "Content-Length",
        }
    }
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}
