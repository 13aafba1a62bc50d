//! Statements on their way to a record store.

use core::fmt;
use std::collections::{BTreeSet, VecDeque};

use bytes::Bytes;
use edu_json::Document;
use edu_types::UuidText;
use xapi_model::Statement;
use xapi_model::multipart::{Boundary, Declared, Digest, MultipartWriter, Sha2Family};

use super::DeliveryLimits;

/// A statement to be sent, byte for byte as it is, with the data of its attachments.
///
/// It has an id of its maker's, which stays the same however often it is sent; whoever changes what it
/// says gives it another one.
#[derive(Clone)]
pub struct Outgoing {
    id: UuidText,
    document: Document<Statement>,
    attachments: Vec<OutgoingData>,
}

#[derive(Clone)]
pub(super) struct OutgoingData {
    pub(super) digest: Digest,
    pub(super) content_type: Box<str>,
    pub(super) data: Bytes,
}

/// Why a statement cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OutgoingError {
    /// Without an id nobody could tell a repetition from another statement.
    #[error("statement has no id, one of its maker's is needed")]
    NoId,
    /// No store takes an attachment that is neither there nor at an address.
    #[error("attachment {at} has no fileUrl, and its data did not come along")]
    DataMissing {
        /// Which one, from 0; those of a sub-statement come after the statement's own.
        at: usize,
    },
    /// No attachment of the statement has this hash.
    #[error("data {at} belongs to no attachment of the statement")]
    DataStrange {
        /// Which data, from 0.
        at: usize,
    },
    /// It cannot stand in the head of a part.
    #[error("media type of attachment {at} is none, or is not ASCII")]
    MediaType {
        /// Which one, from 0.
        at: usize,
    },
}

impl Outgoing {
    /// A statement without data.
    ///
    /// # Errors
    ///
    /// [`OutgoingError`] where it has no id, or an attachment without an address.
    pub fn new(document: Document<Statement>) -> Result<Self, OutgoingError> {
        Self::with_data(document, [])
    }

    /// A statement, and data of its attachments in any order.
    ///
    /// # Errors
    ///
    /// [`OutgoingError`] where it has no id, where data belongs to none of its attachments, or where one
    /// has neither data nor an address.
    pub fn with_data(
        document: Document<Statement>,
        data: impl IntoIterator<Item = Bytes>,
    ) -> Result<Self, OutgoingError> {
        let id = document.value().id.ok_or(OutgoingError::NoId)?;
        let declared: Vec<_> = Declared::all_of([document.value()]).collect();
        let mut attachments: Vec<OutgoingData> = Vec::new();
        for (at, data) in data.into_iter().enumerate() {
            let found = belonging(&declared, data).ok_or(OutgoingError::DataStrange { at })?;
            if attachments.iter().all(|held| held.digest != found.digest) {
                attachments.push(found);
            }
        }
        for (at, one) in declared.iter().enumerate() {
            let digest = Digest::parse(one.sha2);
            match attachments.iter().find(|held| Some(held.digest) == digest) {
                Some(held) => check_head(held).map_err(|()| OutgoingError::MediaType { at })?,
                None if one.has_file_url => {}
                None => return Err(OutgoingError::DataMissing { at }),
            }
        }
        Ok(Self {
            id,
            document,
            attachments,
        })
    }

    /// Its id.
    pub const fn id(&self) -> UuidText {
        self.id
    }

    /// What it says.
    pub const fn statement(&self) -> &Statement {
        self.document.value()
    }

    /// Bytes of it in a request, save what goes around.
    fn bytes(&self) -> usize {
        let data = self.attachments.iter().map(|one| one.data.len());
        data.fold(self.document.to_bytes().len(), usize::saturating_add)
    }
}

/// The data as that of one of the attachments, whose hash it has.
fn belonging(declared: &[Declared<'_>], data: Bytes) -> Option<OutgoingData> {
    let digests = Sha2Family::ALL.map(|family| Digest::of_family(family, &data));
    let (digest, one) = declared.iter().find_map(|one| {
        let digest = Digest::parse(one.sha2)?;
        digests.contains(&digest).then_some((digest, one))
    })?;
    Some(OutgoingData {
        digest,
        content_type: one
            .content_type
            .unwrap_or("application/octet-stream")
            .into(),
        data,
    })
}

fn check_head(one: &OutgoingData) -> Result<(), ()> {
    let mut head = Vec::new();
    let mut writer = MultipartWriter::begin(Boundary::from_entropy([0; 16]), &mut head);
    let written = writer.attachment(&one.digest, &one.content_type, &mut head);
    written.map_err(|_| ())
}

/// The first statements that go out together: one at least, where there is one.
pub(super) fn batch(waiting: &mut VecDeque<Outgoing>, limits: &DeliveryLimits) -> Vec<Outgoing> {
    let mut statements = Vec::new();
    let mut bytes = 0_usize;
    while statements.len() < limits.statements.max(1)
        && let Some(next) = waiting.pop_front()
    {
        bytes = bytes.saturating_add(next.bytes());
        if bytes > limits.bytes && !statements.is_empty() {
            waiting.push_front(next);
            break;
        }
        statements.push(next);
    }
    statements
}

/// Bytes of statements in a request, save what goes around.
pub(super) fn bytes_of(statements: &[Outgoing]) -> usize {
    let each = statements.iter().map(Outgoing::bytes);
    each.fold(0, usize::saturating_add)
}

/// The media type and the body of a request that posts statements; `None` where it cannot be written.
pub(super) fn body(statements: &[Outgoing]) -> Option<(String, Vec<u8>)> {
    let mut json = vec![b'['];
    for (at, statement) in statements.iter().enumerate() {
        if at > 0 {
            json.push(b',');
        }
        json.extend_from_slice(&statement.document.to_bytes());
    }
    json.push(b']');
    let data: Vec<&OutgoingData> = statements.iter().flat_map(|one| &one.attachments).collect();
    if data.is_empty() {
        return Some(("application/json".to_owned(), json));
    }
    let boundary = boundary(&json, &data)?;
    let content_type = boundary.content_type();
    let mut body = Vec::with_capacity(json.len());
    let mut writer = MultipartWriter::begin(boundary, &mut body);
    body.extend_from_slice(&json);
    let mut written = BTreeSet::new();
    for one in data.into_iter().filter(|one| written.insert(one.digest)) {
        let head = writer.attachment(&one.digest, &one.content_type, &mut body);
        head.ok()?;
        body.extend_from_slice(&one.data);
    }
    writer.end(&mut body);
    Some((content_type, body))
}

/// A boundary that stands in no part: a digest of them all, which none can hold of itself. So the same
/// statements are the same bytes at every attempt.
fn boundary(json: &[u8], data: &[&OutgoingData]) -> Option<Boundary> {
    let mut parts = json.to_vec();
    for one in data {
        parts.extend_from_slice(Digest::of(&one.data).as_slice());
    }
    Boundary::new(&Digest::of(&parts).to_string()).ok()
}

/// Shows the id, and nothing of what the statement says.
impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("id", &self.id)
            .field("attachments", &self.attachments.len())
            .finish_non_exhaustive()
    }
}
