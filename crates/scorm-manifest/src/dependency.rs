//! Resources that another needs.

use edu_xml::text::collapsed;
use edu_xml::{SharedText, xml_element};

use crate::names::cp;

xml_element! {
    /// Says that a resource needs another one, with all its files.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`dependency`); SCORM 1.2 CAM §2.3 (`dependency`).
    pub struct Dependency {
        attributes {
            /// The identifier of the other resource.
            optional identifier_ref: SharedText = cp::IDENTIFIER_REF,
        }
    }
}

impl Dependency {
    /// The identifier that it refers to, without white space around it.
    pub fn target(&self) -> Option<&str> {
        self.identifier_ref.as_deref().map(collapsed)
    }

    /// A dependency on the resource of that identifier.
    pub fn on(identifier: impl Into<SharedText>) -> Self {
        let mut dependency = Self::new();
        dependency.identifier_ref = Some(identifier.into());
        dependency
    }
}
