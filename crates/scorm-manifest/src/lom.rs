//! Learning object metadata, in the bindings of IMS and IEEE.
//!
//! There is one type for both. It is written in the binding it was read in; [`Lom::in_binding`] makes it follow the
//! other. Where the bindings differ in structure, both places have a field, and a method looks at both.
//! What is made here follows the binding of IEEE until it is told otherwise.
//!
//! ```
//! use scorm_manifest::lom::{General, LangStrings, Lom, LomBinding};
//!
//! let mut general = General::new();
//! general.title = Some(LangStrings::of("en", "Golf"));
//! let mut metadata = Lom::new();
//! metadata.general = Some(Box::new(general));
//! let of_1_2 = metadata.in_binding(LomBinding::Ims);
//! let title = of_1_2.general.as_ref().and_then(|general| general.title.as_ref());
//! assert_eq!(title.and_then(|title| title.in_language("en-GB")), Some("Golf"));
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`categories`] | the nine categories |
//! | [`parts`], [`identifier`], [`contribute`], [`text`](mod@text) | what they are made of |
//! | [`moment`] | dates and lengths of time |
//! | [`vocabulary`] | [`LomVocabulary`]: words in both bindings |
//! | [`vcard`] | [`VCard`]: who contributed |
//! | [`rules`] | every rule that can be broken |

use edu_xml::xml_element;

pub mod categories;
pub mod contribute;
mod follow;
pub mod identifier;
mod judge;
pub mod moment;
pub mod names;
pub mod parts;
pub mod rules;
pub mod text;
pub mod vcard;
pub mod vocabulary;

pub use categories::{
    Annotation, Classification, Educational, General, LifeCycle, MetaMetadata, RelatedResource,
    Relation, Requirement, Rights, Taxon, TaxonPath, Technical, Technology,
};
pub use contribute::{Contribute, Entity};
pub use identifier::{LomIdentifier, LomLocation};
pub use names::lom;
pub use parts::{LomDate, LomDuration, VocabularyWord};
pub use text::{LangString, LangStrings, LomText};
pub use vcard::{VCard, VCardError, VCardProperty};
pub use vocabulary::{LomBinding, LomVocabulary};

xml_element! {
    /// What is said about something to learn from.
    ///
    /// Spec: IEEE 1484.12.1 §6; IEEE 1484.12.3; IMS Learning Resource Meta-data 1.2.1.
    pub struct Lom {
        elements {
            /// What describes the whole.
            optional general: Box<General> = lom::GENERAL,
            /// Where it comes from and how finished it is.
            optional life_cycle: Box<LifeCycle> = lom::LIFE_CYCLE,
            /// What describes the metadata itself.
            optional meta_metadata: Box<MetaMetadata> = lom::META_METADATA,
            /// What is technically needed.
            optional technical: Box<Technical> = lom::TECHNICAL,
            /// How people learn with it; the binding of IMS has one at most.
            list educational: Educational = lom::EDUCATIONAL,
            /// Under which conditions it may be used.
            optional rights: Box<Rights> = lom::RIGHTS,
            /// How it is related to others.
            list relations: Relation = lom::RELATION,
            /// What people say about using it.
            list annotations: Annotation = lom::ANNOTATION,
            /// Where it stands in systems of classification.
            list classifications: Classification = lom::CLASSIFICATION,
        }
    }
}

impl Lom {
    /// The title in the language asked for, else in one that begins alike, else the first.
    pub fn title(&self, language: &str) -> Option<&str> {
        let title = self
            .general
            .as_ref()
            .and_then(|general| general.title.as_ref());
        title.and_then(|title| title.in_language(language))
    }

    /// The same metadata as the other binding says it. Prefixes, order and comments of the old one are not
    /// kept where they stand on elements of the standard; what is unknown is.
    #[must_use]
    pub fn in_binding(mut self, binding: LomBinding) -> Self {
        follow::lom(&mut self, binding);
        self
    }
}
