//! What was done.

use edu_json::{Node, Reader, json_object, json_wire};
use edu_types::{Iri, IriError, LanguageMap};

use crate::rules;
use crate::vocabulary::KnownVerb;

json_object! {
    /// What the actor did to the object, by an IRI that means it everywhere.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.4.3; 2.0 §4.2.2.2.
    pub struct Verb {
        required {
            /// What tells this verb from all others; compared byte for byte.
            id: Iri = "id" => &rules::VERB_ID,
        }
        optional {
            /// The verb for people to read; says nothing about what it means.
            display: LanguageMap = "display" => &rules::VERB_DISPLAY,
        }
        judged by has_display;
    }
}
json_wire!(Verb, &rules::MEMBER_RULES);

impl Verb {
    /// The verb by which a statement takes another one back; reserved for that.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.3.2; 2.0 §4.2.5.
    pub const VOIDED: &str = "http://adlnet.gov/expapi/verbs/voided";

    /// A verb with nothing but its id.
    ///
    /// # Errors
    ///
    /// [`IriError`] where the id is no IRI.
    pub fn identified(id: impl Into<Box<str>>) -> Result<Self, IriError> {
        Ok(Self::new(Iri::new(id)?))
    }

    /// A published verb, with its English word for people to read.
    ///
    /// # Errors
    ///
    /// [`IriError`] never, for a verb of this crate: all are tested.
    pub fn known(verb: KnownVerb) -> Result<Self, IriError> {
        let mut known = Self::identified(verb.iri())?;
        known.display = LanguageMap::from_pairs([("en", verb.name())]).ok();
        Ok(known)
    }

    /// A verb with its display for people to read.
    #[must_use]
    pub fn displayed(mut self, display: LanguageMap) -> Self {
        self.display = Some(display);
        self
    }

    /// Whether a statement with this verb takes another one back.
    pub fn is_voided(&self) -> bool {
        self.id.as_str() == Self::VOIDED
    }
}

fn has_display(verb: &Verb, node: Node<'_>, reader: &mut Reader<'_, '_>) {
    if verb.display.is_none() {
        let message = "verb has no display for people to read";
        reader.note(&rules::VERB_DISPLAY_MISSING, node, message);
    }
}
