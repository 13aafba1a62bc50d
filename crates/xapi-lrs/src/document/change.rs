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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DocumentRefusal, Tags};

    const JSON: &str = "application/json";

    fn held(content: &'static str) -> StoredDocument {
        StoredDocument {
            content_type: JSON.into(),
            content: Bytes::from_static(content.as_bytes()),
            updated: Timestamp::MAX,
        }
    }

    fn judge(
        action: DocumentAction,
        precondition: Precondition,
        held: Option<&StoredDocument>,
    ) -> DocumentVerdict {
        let change = DocumentChange {
            action,
            precondition,
            max_bytes: 20,
        };
        change.judge(held, &Timestamp::MAX)
    }

    fn merge(content_type: &str, content: &'static str) -> DocumentAction {
        DocumentAction::Merge {
            content_type: content_type.into(),
            content: Bytes::from_static(content.as_bytes()),
        }
    }

    #[test]
    fn removal_of_nothing_is_done_and_leaves_all() {
        let judge = |held| judge(DocumentAction::Remove, Precondition::Nothing, held);
        assert_eq!(judge(None), DocumentVerdict::Leave);
        assert_eq!(judge(Some(&held("{}"))), DocumentVerdict::Remove);
    }

    #[test]
    fn removal_against_the_precondition_is_refused() {
        let verdict = judge(DocumentAction::Remove, Precondition::Match(Tags::Any), None);
        assert_eq!(
            verdict,
            DocumentVerdict::Refuse(DocumentRefusal::Precondition)
        );
    }

    #[test]
    fn put_takes_the_place_with_its_type_and_time() {
        let mut old = held("{}");
        (old.content_type, old.updated) = ("text/plain".into(), Timestamp::MIN);
        let put = DocumentAction::Put {
            content_type: JSON.into(),
            content: Bytes::from_static(b"new"),
        };
        let verdict = judge(put, Precondition::Nothing, Some(&old));
        assert_eq!(verdict, DocumentVerdict::Keep(held("new")));
    }

    #[test]
    fn merge_into_nothing_keeps_what_was_sent() {
        let verdict = judge(merge(JSON, " {} "), Precondition::Nothing, None);
        assert_eq!(verdict, DocumentVerdict::Keep(held(" {} ")));
    }

    #[test]
    fn merge_keeps_the_type_that_is_there() {
        let sent = merge("application/json; charset=utf-8", r#"{"b":2}"#);
        let verdict = judge(sent, Precondition::Nothing, Some(&held(r#"{"a":1}"#)));
        assert_eq!(verdict, DocumentVerdict::Keep(held(r#"{"a":1,"b":2}"#)));
    }

    #[test]
    fn precondition_is_judged_before_what_was_sent() {
        let (sent, none) = (merge("text/plain", "-"), Precondition::NoneMatch(Tags::Any));
        let verdict = judge(sent, none, Some(&held("{}")));
        assert_eq!(
            verdict,
            DocumentVerdict::Refuse(DocumentRefusal::Precondition)
        );
    }

    #[test]
    fn change_is_shown_without_its_content() {
        let shown = format!("{:?}", merge(JSON, r#"{"name":"Ada"}"#));
        assert!(!shown.contains("Ada"), "{shown}");
    }
}
