//! What was done.

use edu_json::{Node, Reader, json_object, json_wire};
use edu_types::{Iri, LanguageMap};

use crate::rules;

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
