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
    /// The request said nothing, and has to in any case.
    Owed,
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
    /// [`DocumentRefusal::Exists`], [`DocumentRefusal::Unsaid`] and [`DocumentRefusal::Precondition`].
    pub fn check(&self, held: Option<&StoredDocument>) -> Result<(), DocumentRefusal> {
        let (holds, refusal) = match self {
            Self::Nothing => return Ok(()),
            Self::Unsaid => (held.is_none(), DocumentRefusal::Exists),
            Self::Owed if held.is_none() => (false, DocumentRefusal::Unsaid),
            Self::Owed => (false, DocumentRefusal::Exists),
            Self::Match(tags) => (tags.name(held), DocumentRefusal::Precondition),
            Self::NoneMatch(tags) => (!tags.name(held), DocumentRefusal::Precondition),
        };
        if holds { Ok(()) } else { Err(refusal) }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use edu_types::Timestamp;

    use super::*;
    use crate::EntityTag;

    const REFUSED: Result<(), DocumentRefusal> = Err(DocumentRefusal::Precondition);

    fn check(
        precondition: &Precondition,
        held: Option<&'static str>,
    ) -> Result<(), DocumentRefusal> {
        let held = held.map(|content| StoredDocument {
            content_type: "text/plain".into(),
            content: Bytes::from_static(content.as_bytes()),
            updated: Timestamp::MIN,
        });
        precondition.check(held.as_ref())
    }

    fn these(contents: &[&str]) -> Tags {
        let tags = contents.iter().map(|one| EntityTag::of(one.as_bytes()));
        Tags::These(tags.collect())
    }

    #[test]
    fn who_said_nothing_may_not_replace_where_they_must_say() {
        assert_eq!(check(&Precondition::Unsaid, None), Ok(()));
        let refused = check(&Precondition::Unsaid, Some("a"));
        assert_eq!(refused, Err(DocumentRefusal::Exists));
        assert_eq!(check(&Precondition::Nothing, Some("a")), Ok(()));
    }

    #[test]
    fn who_had_to_say_something_is_refused_in_any_case() {
        let refused = check(&Precondition::Owed, None);
        assert_eq!(refused, Err(DocumentRefusal::Unsaid));
        let refused = check(&Precondition::Owed, Some("a"));
        assert_eq!(refused, Err(DocumentRefusal::Exists));
    }

    #[test]
    fn match_needs_one_of_the_tags() {
        let precondition = Precondition::Match(these(&["b", "a"]));
        assert_eq!(check(&precondition, Some("a")), Ok(()));
        assert_eq!(check(&precondition, Some("c")), REFUSED);
        assert_eq!(check(&precondition, None), REFUSED);
        assert_eq!(check(&Precondition::Match(these(&[])), Some("a")), REFUSED);
    }

    #[test]
    fn match_of_any_needs_a_document() {
        assert_eq!(check(&Precondition::Match(Tags::Any), Some("")), Ok(()));
        assert_eq!(check(&Precondition::Match(Tags::Any), None), REFUSED);
    }

    #[test]
    fn none_match_needs_another_document_or_none() {
        let precondition = Precondition::NoneMatch(these(&["b", "a"]));
        assert_eq!(check(&precondition, None), Ok(()));
        assert_eq!(check(&precondition, Some("c")), Ok(()));
        assert_eq!(check(&precondition, Some("a")), REFUSED);
    }

    #[test]
    fn none_match_of_any_needs_no_document() {
        assert_eq!(check(&Precondition::NoneMatch(Tags::Any), None), Ok(()));
        assert_eq!(
            check(&Precondition::NoneMatch(Tags::Any), Some("")),
            REFUSED
        );
    }
}
