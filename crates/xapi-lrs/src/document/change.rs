//! How a document changes.

use core::fmt;

use bytes::Bytes;
use edu_types::Timestamp;

use super::{DocumentVerdict, Precondition, StoredDocument, merge};

/// A change that was asked for, to be judged by what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "whoever asks for a change must say all of it"
)]
pub struct DocumentChange {
    /// What is to become of the document.
    pub action: DocumentAction,
    /// What must hold of the document that is there.
    pub precondition: Precondition,
    /// Bytes of a document at most.
    pub max_bytes: usize,
}

/// What is to become of a document.
#[derive(Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the standard has these three")]
pub enum DocumentAction {
    /// These bytes take its place.
    Put {
        /// The media type, as it was sent.
        content_type: Box<str>,
        /// The bytes.
        content: Bytes,
    },
    /// The members of this JSON object are put into that which is there, at its top level.
    Merge {
        /// The media type, as it was sent.
        content_type: Box<str>,
        /// The bytes.
        content: Bytes,
    },
    /// It is removed.
    Remove,
}

impl DocumentChange {
    /// What a store is to do, given what is there and nobody else can change meanwhile.
    ///
    /// Spec: xAPI 1.0.3 Part 3 §2.2, §3.1; 2.0 §4.1.4, §4.1.6.
    pub fn judge(&self, held: Option<&StoredDocument>, now: &Timestamp) -> DocumentVerdict {
        if let Err(refusal) = self.precondition.check(held) {
            return DocumentVerdict::Refuse(refusal);
        }
        let keep = |content_type: &str, content: Bytes| {
            DocumentVerdict::Keep(StoredDocument {
                content_type: content_type.into(),
                content,
                updated: now.clone(),
            })
        };
        match (&self.action, held) {
            (DocumentAction::Remove, None) => DocumentVerdict::Leave,
            (DocumentAction::Remove, Some(_)) => DocumentVerdict::Remove,
            (
                DocumentAction::Put {
                    content_type,
                    content,
                },
                _,
            )
            | (
                DocumentAction::Merge {
                    content_type,
                    content,
                },
                None,
            ) => keep(content_type, content.clone()),
            (
                DocumentAction::Merge {
                    content_type,
                    content,
                },
                Some(held),
            ) => {
                let sent = (&**content_type, &**content);
                match merge::merged(held, sent, self.max_bytes) {
                    Ok(merged) => keep(&held.content_type, merged),
                    Err(refusal) => DocumentVerdict::Refuse(refusal),
                }
            }
        }
    }
}

impl fmt::Debug for DocumentAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Put { content, .. } => write!(f, "Put({} bytes)", content.len()),
            Self::Merge { content, .. } => write!(f, "Merge({} bytes)", content.len()),
            Self::Remove => f.write_str("Remove"),
        }
    }
}
