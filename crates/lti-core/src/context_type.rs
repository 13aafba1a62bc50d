//! Context types: what kind of context a launch comes from.

use core::fmt;

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson};
use edu_types::Rule;

use crate::rules;
use crate::vocabulary::{Kept, vocabulary};

vocabulary! {
    /// A kind of context that the standard names.
    ///
    /// Spec: LTI 1.3 Core, §A.1.
    pub enum KnownContextType under "http://purl.imsglobal.org/vocab/lis/v2/course#" {
        /// A course as described in a catalogue.
        CourseTemplate = "CourseTemplate",
        /// A course as offered in a term.
        CourseOffering = "CourseOffering",
        /// One class of an offering.
        CourseSection = "CourseSection",
        /// A group of people.
        Group = "Group",
    }
}

/// The kind of a context, as the platform stated it.
///
/// Compares by text. Platforms also send bare names, which the standard deprecates, and kinds
/// of their own, which are kept as they came.
///
/// ```
/// use lti_core::context_type::{ContextType, KnownContextType};
///
/// let short = ContextType::parse("CourseSection");
/// assert_eq!(short.known(), Some(KnownContextType::CourseSection));
/// assert_eq!(short.as_str(), "CourseSection");
/// assert_eq!(ContextType::parse("Account").known(), None);
/// ```
///
/// Spec: LTI 1.3 Core, §5.4.1 and §A.1.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ContextType(Kept<KnownContextType>);

impl ContextType {
    /// Reads a context type; text outside the vocabulary becomes an unknown one.
    pub fn parse(text: &str) -> Self {
        if let Some(name) = text.strip_prefix(KnownContextType::NAMESPACE)
            && let Some(known) = KnownContextType::from_name(name)
        {
            return Self(Kept::Canonical(known));
        }
        match KnownContextType::from_name(text) {
            Some(known) => Self(Kept::Respelled(known, text.into())),
            None => Self(Kept::Unknown(text.into())),
        }
    }

    /// The text as it came.
    pub fn as_str(&self) -> &str {
        self.0.text(KnownContextType::uri)
    }

    /// The kind, if the standard names it.
    pub const fn known(&self) -> Option<KnownContextType> {
        self.0.known()
    }

    /// Whether the kind came as a bare name instead of its URI.
    pub const fn is_deprecated_spelling(&self) -> bool {
        self.0.is_respelled()
    }
}

impl FromJson for ContextType {
    const EMPTY_LIST: Option<&'static Rule> = Some(&rules::CONTEXT_TYPE_EMPTY);

    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.text(node).map(Self::parse)
    }
}

impl ToJson for ContextType {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(self.as_str());
    }
}

impl From<&str> for ContextType {
    fn from(text: &str) -> Self {
        Self::parse(text)
    }
}

impl From<KnownContextType> for ContextType {
    fn from(known: KnownContextType) -> Self {
        Self(Kept::Canonical(known))
    }
}

impl fmt::Display for ContextType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ContextType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContextType({:?})", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_uri_comes_back_as_it_went() {
        assert_eq!(KnownContextType::ALL.len(), 4);
        for known in KnownContextType::ALL {
            let read = ContextType::parse(known.uri());
            assert_eq!(read, ContextType::from(*known));
            assert_eq!(read.known(), Some(*known));
            assert_eq!(read.as_str(), known.uri());
            assert!(!read.is_deprecated_spelling());
        }
    }

    #[test]
    fn bare_names_are_known_but_deprecated() {
        for known in KnownContextType::ALL {
            let read = ContextType::parse(known.name());
            assert_eq!(read.known(), Some(*known));
            assert_eq!(read.as_str(), known.name());
            assert!(read.is_deprecated_spelling());
        }
    }

    #[test]
    fn other_texts_are_kept_and_unknown() {
        for text in [
            "",
            "Account",
            "coursesection",
            "CourseSection ",
            "http://purl.imsglobal.org/vocab/lis/v2/course#",
            "http://purl.imsglobal.org/vocab/lis/v2/course#Course",
            "https://purl.imsglobal.org/vocab/lis/v2/course#Group",
            "http://evil.example/vocab/lis/v2/course#Group",
        ] {
            let read = ContextType::parse(text);
            assert_eq!(read.known(), None, "{text:?}");
            assert_eq!(read.as_str(), text);
            assert!(!read.is_deprecated_spelling());
        }
    }
}
