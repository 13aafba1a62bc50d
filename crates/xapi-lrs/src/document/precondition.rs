//! What a request says that it knows of a document.

use super::{DocumentRefusal, StoredDocument, Tags};

/// What must hold of the document that is there before it is changed.
///
/// Spec: xAPI 1.0.3 Part 3 §3.1; 2.0 §4.1.4; RFC 9110 §13.1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "requests say one of these")]
pub enum Precondition {
    /// Anything, and the request said nothing.
    #[default]
    Nothing,
    /// The request said nothing, and so must not replace a document.
    Unsaid,
    /// It is one of these.
    Match(Tags),
    /// It is none of these.
    NoneMatch(Tags),
}

impl Precondition {
    /// Whether the document that is there, or not, is as the request says.
    ///
    /// # Errors
    ///
    /// [`DocumentRefusal::Exists`] and [`DocumentRefusal::Precondition`].
    pub fn check(&self, held: Option<&StoredDocument>) -> Result<(), DocumentRefusal> {
        let (holds, refusal) = match self {
            Self::Nothing => return Ok(()),
            Self::Unsaid => (held.is_none(), DocumentRefusal::Exists),
            Self::Match(tags) => (tags.name(held), DocumentRefusal::Precondition),
            Self::NoneMatch(tags) => (!tags.name(held), DocumentRefusal::Precondition),
        };
        if holds { Ok(()) } else { Err(refusal) }
    }
}
