//! What a request says that it knows of a document.

use super::{DocumentRefusal, EntityTag, StoredDocument};

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

/// The entity tags of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "headers hold one of these")]
pub enum Tags {
    /// `*`: any document.
    Any,
    /// These.
    These(Vec<EntityTag>),
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

impl Tags {
    fn name(&self, held: Option<&StoredDocument>) -> bool {
        held.is_some_and(|held| match self {
            Self::Any => true,
            Self::These(tags) => tags.contains(&EntityTag::of(&held.content)),
        })
    }
}
