//! The nine categories of metadata.

use edu_xml::{Leaf, SharedText, xml_element};

use super::contribute::{Contribute, Entity};
use super::identifier::{LomIdentifier, LomLocation};
use super::parts::{LomDate, LomDuration, VocabularyWord};
use super::text::LangStrings;
use super::{judge, lom};

xml_element! {
    /// What describes the whole: names, titles, languages.
    ///
    /// Spec: IEEE 1484.12.1 §6 (1).
    pub struct General {
        elements {
            /// Names of it; in the binding of IMS a reserved bare text, which is kept.
            list identifiers: LomIdentifier = lom::IDENTIFIER,
            /// Its title.
            optional title: LangStrings = lom::TITLE,
            /// Names of it, in the binding of IMS.
            list catalog_entries: LomIdentifier = lom::CATALOG_ENTRY,
            /// Languages that people use in it, or `none`.
            list languages: Leaf<SharedText> = lom::LANGUAGE,
            /// What it is about.
            list descriptions: LangStrings = lom::DESCRIPTION,
            /// What it may be found by.
            list keywords: LangStrings = lom::KEYWORD,
            /// The time, culture or place that it is about.
            list coverages: LangStrings = lom::COVERAGE,
            /// How it is composed.
            optional structure: VocabularyWord = lom::STRUCTURE,
            /// How much it is.
            optional aggregation_level: VocabularyWord = lom::AGGREGATION_LEVEL,
        }
        judged by judge::general_is_usable;
    }
}

impl General {
    /// Names of it, in either binding.
    pub fn all_identifiers(&self) -> impl Iterator<Item = &LomIdentifier> {
        self.identifiers.iter().chain(&self.catalog_entries)
    }
}

xml_element! {
    /// Where it comes from and how finished it is.
    ///
    /// Spec: IEEE 1484.12.1 §6 (2).
    pub struct LifeCycle {
        elements {
            /// Its version.
            optional version: LangStrings = lom::VERSION,
            /// How finished it is.
            optional status: VocabularyWord = lom::STATUS,
            /// Who contributed.
            list contributions: Contribute = lom::CONTRIBUTE,
        }
        judged by judge::life_cycle_is_usable;
    }
}

xml_element! {
    /// What describes the metadata itself.
    ///
    /// Spec: IEEE 1484.12.1 §6 (3).
    pub struct MetaMetadata {
        elements {
            /// Names of the metadata.
            list identifiers: LomIdentifier = lom::IDENTIFIER,
            /// Names of the metadata, in the binding of IMS.
            list catalog_entries: LomIdentifier = lom::CATALOG_ENTRY,
            /// Who made it.
            list contributions: Contribute = lom::CONTRIBUTE,
            /// What it follows, such as `LOMv1.0`.
            list schemas: Leaf<SharedText> = lom::METADATA_SCHEMA,
            /// Its language.
            optional language: Leaf<SharedText> = lom::LANGUAGE,
        }
        judged by judge::meta_metadata_is_usable;
    }
}

xml_element! {
    /// What is technically needed.
    ///
    /// Spec: IEEE 1484.12.1 §6 (4).
    pub struct Technical {
        elements {
            /// Media types, or `non-digital`.
            list formats: Leaf<SharedText> = lom::FORMAT,
            /// Bytes.
            optional size: Leaf<SharedText> = lom::SIZE,
            /// Where it is.
            list locations: LomLocation = lom::LOCATION,
            /// What must be there.
            list requirements: Requirement = lom::REQUIREMENT,
            /// How to install it.
            optional installation_remarks: LangStrings = lom::INSTALLATION_REMARKS,
            /// What else must be there.
            optional other_platform_requirements: LangStrings = lom::OTHER_PLATFORM_REQUIREMENTS,
            /// How long it plays.
            optional duration: LomDuration = lom::DURATION,
        }
        judged by judge::technical_is_usable;
    }
}

xml_element! {
    /// Something that must be there: one of several technologies.
    ///
    /// The binding of IMS knows one alone, and gives its parts without an element around them.
    ///
    /// Spec: IEEE 1484.12.1 §6 (4.4).
    pub struct Requirement {
        elements {
            /// What may be there, in the binding of IEEE.
            list alternatives: Technology = lom::OR_COMPOSITE,
            /// What kind it is, in the binding of IMS.
            optional kind: VocabularyWord = lom::TYPE,
            /// Which it is, in the binding of IMS.
            optional name: VocabularyWord = lom::NAME,
            /// The earliest version, in the binding of IMS.
            optional minimum_version: Leaf<SharedText> = lom::MINIMUM_VERSION,
            /// The latest version, in the binding of IMS.
            optional maximum_version: Leaf<SharedText> = lom::MAXIMUM_VERSION,
        }
        judged by judge::requirement_is_usable;
    }
}

xml_element! {
    /// A technology that may be required.
    ///
    /// Spec: IEEE 1484.12.1 §6 (4.4.1).
    pub struct Technology {
        elements {
            /// What kind it is.
            optional kind: VocabularyWord = lom::TYPE,
            /// Which it is.
            optional name: VocabularyWord = lom::NAME,
            /// The earliest version.
            optional minimum_version: Leaf<SharedText> = lom::MINIMUM_VERSION,
            /// The latest version.
            optional maximum_version: Leaf<SharedText> = lom::MAXIMUM_VERSION,
        }
        judged by judge::technology_is_usable;
    }
}

xml_element! {
    /// How people learn with it.
    ///
    /// Spec: IEEE 1484.12.1 §6 (5).
    pub struct Educational {
        elements {
            /// How people mainly learn with it.
            optional interactivity_type: VocabularyWord = lom::INTERACTIVITY_TYPE,
            /// What kind it is, the main one first.
            list learning_resource_types: VocabularyWord = lom::LEARNING_RESOURCE_TYPE,
            /// How much learners can influence it.
            optional interactivity_level: VocabularyWord = lom::INTERACTIVITY_LEVEL,
            /// How concise it is.
            optional semantic_density: VocabularyWord = lom::SEMANTIC_DENSITY,
            /// Whom it is made for.
            list intended_end_user_roles: VocabularyWord = lom::INTENDED_END_USER_ROLE,
            /// Where it is used.
            list contexts: VocabularyWord = lom::CONTEXT,
            /// How old those are whom it is made for.
            list typical_age_ranges: LangStrings = lom::TYPICAL_AGE_RANGE,
            /// How hard it is.
            optional difficulty: VocabularyWord = lom::DIFFICULTY,
            /// How long it takes.
            optional typical_learning_time: LomDuration = lom::TYPICAL_LEARNING_TIME,
            /// How it is used.
            list descriptions: LangStrings = lom::DESCRIPTION,
            /// Languages of those whom it is made for.
            list languages: Leaf<SharedText> = lom::LANGUAGE,
        }
        judged by judge::educational_is_usable;
    }
}

xml_element! {
    /// Under which conditions it may be used.
    ///
    /// Spec: IEEE 1484.12.1 §6 (6).
    pub struct Rights {
        elements {
            /// Whether it costs something.
            optional cost: VocabularyWord = lom::COST,
            /// Whether copyright or other restrictions apply.
            optional copyright: VocabularyWord = lom::COPYRIGHT,
            /// The conditions.
            optional description: LangStrings = lom::DESCRIPTION,
        }
        judged by judge::rights_are_usable;
    }
}

xml_element! {
    /// How it is related to another.
    ///
    /// Spec: IEEE 1484.12.1 §6 (7).
    pub struct Relation {
        elements {
            /// How.
            optional kind: VocabularyWord = lom::KIND,
            /// To what.
            optional resource: RelatedResource = lom::RESOURCE,
        }
        judged by judge::relation_is_usable;
    }
}

xml_element! {
    /// Something that is related.
    ///
    /// Spec: IEEE 1484.12.1 §6 (7.2).
    pub struct RelatedResource {
        elements {
            /// Names of it.
            list identifiers: LomIdentifier = lom::IDENTIFIER,
            /// What it is.
            list descriptions: LangStrings = lom::DESCRIPTION,
            /// Names of it, in the binding of IMS.
            list catalog_entries: LomIdentifier = lom::CATALOG_ENTRY,
        }
    }
}

xml_element! {
    /// What someone says about using it.
    ///
    /// Spec: IEEE 1484.12.1 §6 (8).
    pub struct Annotation {
        elements {
            /// Who says so.
            optional entity: Entity = lom::PERSON,
            /// When.
            optional date: LomDate = lom::DATE,
            /// What.
            optional description: LangStrings = lom::DESCRIPTION,
        }
    }
}

xml_element! {
    /// Where it stands in systems of classification.
    ///
    /// Spec: IEEE 1484.12.1 §6 (9).
    pub struct Classification {
        elements {
            /// What it is classified for.
            optional purpose: VocabularyWord = lom::PURPOSE,
            /// Where it stands.
            list taxon_paths: TaxonPath = lom::TAXON_PATH,
            /// What is said of it.
            optional description: LangStrings = lom::DESCRIPTION,
            /// Words for it.
            list keywords: LangStrings = lom::KEYWORD,
        }
        judged by judge::classification_is_usable;
    }
}

xml_element! {
    /// A way from the top of a system of classification to where something stands.
    ///
    /// Spec: IEEE 1484.12.1 §6 (9.2).
    pub struct TaxonPath {
        elements {
            /// The system.
            optional source: LangStrings = lom::SOURCE,
            /// The steps, the most general first; the binding of IMS puts each into the one before it.
            list taxa: Taxon = lom::TAXON,
        }
    }
}

xml_element! {
    /// One step of a way through a system of classification.
    ///
    /// Spec: IEEE 1484.12.1 §6 (9.2.2).
    pub struct Taxon {
        elements {
            /// Its number.
            optional id: Leaf<SharedText> = lom::ID,
            /// Its name.
            optional entry: LangStrings = lom::ENTRY,
            /// The next step, in the binding of IMS.
            optional next: Box<Taxon> = lom::TAXON,
        }
    }
}
