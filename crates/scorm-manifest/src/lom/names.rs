//! The names that metadata has in XML: those of IMS, and of IEEE where they differ.

use edu_xml::xml_names;

xml_names! {
    /// Names of learning object metadata.
    pub mod lom {
        prefix = "lom";
        namespaces = ["http://www.imsglobal.org/xsd/imsmd_rootv1p2p1", "http://ltsc.ieee.org/xsd/LOM"];
        also = ["http://www.imsglobal.org/xsd/imsmd_v1p2", "http://www.imsproject.org/xsd/imsmd_rootv1p2"];
        qualified {
            /// The whole.
            LOM = "lom";
            /// Category 1.
            GENERAL = "general";
            /// Category 2.
            LIFE_CYCLE = "lifecycle" | "lifeCycle";
            /// Category 3.
            META_METADATA = "metametadata" | "metaMetadata";
            /// Category 4.
            TECHNICAL = "technical";
            /// Category 5.
            EDUCATIONAL = "educational";
            /// Category 6.
            RIGHTS = "rights";
            /// Category 7.
            RELATION = "relation";
            /// Category 8.
            ANNOTATION = "annotation";
            /// Category 9.
            CLASSIFICATION = "classification";
            /// A name among the names of a catalogue.
            IDENTIFIER = "identifier";
            /// The same in the binding of IMS.
            CATALOG_ENTRY = "catalogentry";
            /// The catalogue.
            CATALOG = "catalog";
            /// The name in it, or of a taxon.
            ENTRY = "entry";
            /// 1.2
            TITLE = "title";
            /// 1.3, 3.4, 5.11
            LANGUAGE = "language";
            /// Text that describes.
            DESCRIPTION = "description";
            /// 1.5, 9.4
            KEYWORD = "keyword";
            /// 1.6
            COVERAGE = "coverage";
            /// 1.7
            STRUCTURE = "structure";
            /// 1.8
            AGGREGATION_LEVEL = "aggregationlevel" | "aggregationLevel";
            /// 2.1
            VERSION = "version";
            /// 2.2
            STATUS = "status";
            /// 2.3, 3.2
            CONTRIBUTE = "contribute";
            /// 2.3.1
            ROLE = "role";
            /// 2.3.2
            CENTITY = "centity" | "entity";
            /// 8.1
            PERSON = "person" | "entity";
            /// A card, in the binding of IMS.
            VCARD = "vcard";
            /// A date with what is said of it.
            DATE = "date";
            /// The date itself, and in the binding of IMS a length of time.
            DATE_TIME = "datetime" | "dateTime";
            /// A length of time; 4.7.
            DURATION = "duration";
            /// 3.3
            METADATA_SCHEMA = "metadatascheme" | "metadataSchema";
            /// 4.1
            FORMAT = "format";
            /// 4.2
            SIZE = "size";
            /// 4.3
            LOCATION = "location";
            /// 4.4
            REQUIREMENT = "requirement";
            /// 4.4.1
            OR_COMPOSITE = "orComposite";
            /// 4.4.1.1
            TYPE = "type";
            /// 4.4.1.2
            NAME = "name";
            /// 4.4.1.3
            MINIMUM_VERSION = "minimumversion" | "minimumVersion";
            /// 4.4.1.4
            MAXIMUM_VERSION = "maximumversion" | "maximumVersion";
            /// 4.5
            INSTALLATION_REMARKS = "installationremarks" | "installationRemarks";
            /// 4.6
            OTHER_PLATFORM_REQUIREMENTS = "otherplatformrequirements" | "otherPlatformRequirements";
            /// 5.1
            INTERACTIVITY_TYPE = "interactivitytype" | "interactivityType";
            /// 5.2
            LEARNING_RESOURCE_TYPE = "learningresourcetype" | "learningResourceType";
            /// 5.3
            INTERACTIVITY_LEVEL = "interactivitylevel" | "interactivityLevel";
            /// 5.4
            SEMANTIC_DENSITY = "semanticdensity" | "semanticDensity";
            /// 5.5
            INTENDED_END_USER_ROLE = "intendedenduserrole" | "intendedEndUserRole";
            /// 5.6
            CONTEXT = "context";
            /// 5.7
            TYPICAL_AGE_RANGE = "typicalagerange" | "typicalAgeRange";
            /// 5.8
            DIFFICULTY = "difficulty";
            /// 5.9
            TYPICAL_LEARNING_TIME = "typicallearningtime" | "typicalLearningTime";
            /// 6.1
            COST = "cost";
            /// 6.2
            COPYRIGHT = "copyrightandotherrestrictions" | "copyrightAndOtherRestrictions";
            /// 7.1
            KIND = "kind";
            /// 7.2
            RESOURCE = "resource";
            /// 9.1
            PURPOSE = "purpose";
            /// 9.2
            TAXON_PATH = "taxonpath" | "taxonPath";
            /// 9.2.2
            TAXON = "taxon";
            /// 9.2.2.1
            ID = "id";
            /// Where a word comes from.
            SOURCE = "source";
            /// A word.
            VALUE = "value";
            /// A text in one language.
            STRING = "langstring" | "string";
        }
        plain {
            /// The language of a text, in the binding of IEEE.
            LANGUAGE_OF = "language";
            /// Whether a location is an address, in the binding of IMS.
            KIND_OF_LOCATION = "type";
        }
    }
}
