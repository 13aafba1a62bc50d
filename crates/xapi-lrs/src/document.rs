//! Documents that a store keeps for activities, agents and both together: state and profiles.

use core::fmt;

use bytes::Bytes;
use edu_types::{Iri, Timestamp, UuidText};

use crate::Key;

mod change;
mod etag;
pub(crate) mod merge;
mod precondition;
mod tags;

pub use change::{DocumentAction, DocumentChange};
pub use etag::EntityTag;
pub use precondition::Precondition;
pub use tags::{Comparison, Tags, TagsError};

edu_types::string_id! {
    /// The name of a document within its place: a `stateId` or `profileId`.
    pub struct DocumentId("document id", max 1024);
}

/// What a document is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the standard has these three resources"
)]
pub enum DocumentPlace {
    /// How an agent stands in an activity.
    State {
        /// The activity.
        activity: Iri,
        /// The agent, by [`Key::agent`].
        agent: Key,
        /// The registration. Documents without one are others than those with one; a list or removal of several
        /// documents without it means those of all registrations and of none.
        registration: Option<UuidText>,
    },
    /// What is known of an agent, by [`Key::agent`].
    AgentProfile(Key),
    /// What is known of an activity.
    ActivityProfile(Iri),
}

/// A document as it is kept.
#[derive(Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "stores make them")]
pub struct StoredDocument {
    /// Its media type, as it was sent.
    pub content_type: Box<str>,
    /// Its bytes.
    pub content: Bytes,
    /// When it was last changed.
    pub updated: Timestamp,
}

impl fmt::Debug for StoredDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredDocument")
            .field("content_type", &self.content_type)
            .field("bytes", &self.content.len())
            .field("updated", &self.updated)
            .finish()
    }
}

/// What a store is to do with a document.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every store must decide about each of the four"
)]
pub enum DocumentVerdict {
    /// Keep this in its place.
    Keep(StoredDocument),
    /// Remove it.
    Remove,
    /// Leave all as it is; the change is done.
    Leave,
    /// Leave all as it is, for this reason.
    Refuse(DocumentRefusal),
}

/// Why a document was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentRefusal {
    /// The document is not the one that the request speaks of (412).
    #[error("the document is another than the request's precondition says")]
    Precondition,
    /// The document is there and the request does not say that it knows it (409).
    #[error(
        "the document exists: say with If-Match that you know it, or with If-None-Match that it must not exist"
    )]
    Exists,
    /// The request has to say what it knows of the document (400).
    #[error("If-None-Match: * is needed where the document must not exist, If-Match where it must")]
    Unsaid,
    /// A document can only be merged into another where both are JSON objects (400).
    #[error("both documents must be JSON objects of the type application/json to be merged")]
    NotMergeable,
    /// The merged document would be larger than the store takes in (413).
    #[error("the merged document has {found} bytes, limit is {limit}")]
    TooLarge {
        /// Bytes of the merged document.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
}
