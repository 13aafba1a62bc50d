//! The names that manifests have in XML, by edition: [`Edition::binding`](crate::Edition::binding) is the
//! position among the spellings.

use edu_xml::xml_names;

/// Content packaging of SCORM 1.2 (CP 1.1.2).
pub const CP_1_2: &str = "http://www.imsproject.org/xsd/imscp_rootv1p1p2";
/// Content packaging of SCORM 2004 (CP 1.1.4).
pub const CP_2004: &str = "http://www.imsglobal.org/xsd/imscp_v1p1";
/// ADL's additions to packages of SCORM 1.2.
pub const ADLCP_1_2: &str = "http://www.adlnet.org/xsd/adlcp_rootv1p2";
/// ADL's additions to packages of SCORM 2004.
pub const ADLCP_2004: &str = "http://www.adlnet.org/xsd/adlcp_v1p3";

xml_names! {
    /// Names of IMS Content Packaging.
    pub mod cp {
        prefix = "";
        namespaces = [
            "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
            "http://www.imsglobal.org/xsd/imscp_v1p1",
        ];
        also = ["http://www.imsglobal.org/xsd/imscp_v1p1p2", "http://www.imsglobal.org/xsd/imscp_v1p1p3"];
        qualified {
            /// A package, or a package within one.
            MANIFEST = "manifest";
            /// What is said about a package or a part of it.
            METADATA = "metadata";
            /// The name of the standard.
            SCHEMA = "schema";
            /// The edition of the standard.
            SCHEMA_VERSION = "schemaversion";
            /// The ways through the package.
            ORGANIZATIONS = "organizations";
            /// One way through the package.
            ORGANIZATION = "organization";
            /// A part of a way.
            ITEM = "item";
            /// The text that people see.
            TITLE = "title";
            /// What the package is made of.
            RESOURCES = "resources";
            /// One thing that can be launched or is needed.
            RESOURCE = "resource";
            /// A file of a resource.
            FILE = "file";
            /// Another resource that is needed.
            DEPENDENCY = "dependency";
        }
        plain {
            /// The name that others refer to.
            IDENTIFIER = "identifier";
            /// The name of what is referred to.
            IDENTIFIER_REF = "identifierref";
            /// The version of the package.
            VERSION = "version";
            /// The way that is taken where no other is chosen.
            DEFAULT = "default";
            /// The shape of a way.
            STRUCTURE = "structure";
            /// Whether an item is shown.
            IS_VISIBLE = "isvisible";
            /// What is added to the address of a resource.
            PARAMETERS = "parameters";
            /// The address of a file.
            HREF = "href";
            /// What a resource is.
            TYPE = "type";
        }
    }
}

xml_names! {
    /// Names of ADL's additions to packages.
    pub mod adlcp {
        prefix = "adlcp";
        namespaces = [
            "http://www.adlnet.org/xsd/adlcp_rootv1p2",
            "http://www.adlnet.org/xsd/adlcp_v1p3",
        ];
        also = ["http://www.adlnet.org/xsd/adlcp_v1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p3"];
        qualified {
            /// Where metadata is kept.
            LOCATION = "location";
            /// What must have been done before.
            PREREQUISITES = "prerequisites";
            /// How long an attempt may take.
            MAX_TIME_ALLOWED = "maxtimeallowed";
            /// What is done when time is up.
            TIME_LIMIT_ACTION = "timelimitaction" | "timeLimitAction";
            /// What is handed to content when it starts.
            DATA_FROM_LMS = "datafromlms" | "dataFromLMS";
            /// The score from which on an item is passed.
            MASTERY_SCORE = "masteryscore";
            /// From which progress on an item is completed.
            COMPLETION_THRESHOLD = "completionThreshold";
            /// What an item shares with others.
            DATA = "data";
            /// One store that an item shares.
            MAP = "map";
            /// Whether a resource is tracked.
            SCORM_TYPE = "scormtype" | "scormType";
            /// Whether the state of a resource is kept for the next attempt.
            PERSIST_STATE = "persistState";
            /// Whether shared stores are known to all courses.
            SHARED_DATA_GLOBAL_TO_SYSTEM = "sharedDataGlobalToSystem";
        }
        plain {
            /// The language of prerequisites.
            TYPE = "type";
            /// Whether progress says when an item is completed.
            COMPLETED_BY_MEASURE = "completedByMeasure";
            /// The progress from which on it is.
            MIN_PROGRESS_MEASURE = "minProgressMeasure";
            /// How much an item counts for its parent's progress.
            PROGRESS_WEIGHT = "progressWeight";
            /// The name of a shared store.
            TARGET_ID = "targetID";
            /// Whether it is read.
            READ_SHARED_DATA = "readSharedData";
            /// Whether it is written.
            WRITE_SHARED_DATA = "writeSharedData";
        }
    }
}

xml_names! {
    /// Names of ADL's controls of navigation.
    pub mod adlnav {
        prefix = "adlnav";
        namespaces = ["http://www.adlnet.org/xsd/adlnav_v1p3"];
        qualified {
            /// How an item is shown.
            PRESENTATION = "presentation";
            /// How learners move on from an item.
            NAVIGATION_INTERFACE = "navigationInterface";
            /// A control that is hidden, because content has its own.
            HIDE_LMS_UI = "hideLMSUI";
        }
    }
}

/// Whether a namespace is one of content packaging, in whichever version, or none.
pub fn is_content_packaging(namespace: &str) -> bool {
    namespace.is_empty() || cp::FAMILY.holds(namespace)
}

/// Whether a namespace is one of a Common Cartridge.
pub fn is_common_cartridge(namespace: &str) -> bool {
    namespace.starts_with("http://www.imsglobal.org/xsd/imscc")
        || namespace.starts_with("http://ltsc.ieee.org/xsd/imscc")
}
