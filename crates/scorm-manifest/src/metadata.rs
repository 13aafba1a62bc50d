//! What is said about a package or a part of it.

use edu_xml::{Leaf, SharedText, xml_element};

use crate::lom::{Lom, lom};
use crate::names::{adlcp, cp};

xml_element! {
    /// What is said about a package, an organization, an item, a resource or a file.
    ///
    /// `schema` and `schema_version` say something of the package only where the metadata is that of the
    /// manifest itself; some tools write them everywhere.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`metadata`); SCORM 1.2 CAM §2.3 (`metadata`).
    pub struct Metadata {
        elements {
            /// The standard: `ADL SCORM`.
            optional schema: Leaf<SharedText> = cp::SCHEMA,
            /// Its edition, in the words of [`Edition::schema_version`](crate::Edition::schema_version).
            optional schema_version: Leaf<SharedText> = cp::SCHEMA_VERSION,
            /// Files of the package that hold metadata, as addresses.
            list locations: Leaf<SharedText> = adlcp::LOCATION,
            /// Metadata that is held in the manifest itself.
            optional lom: Box<Lom> = lom::LOM,
        }
    }
}
