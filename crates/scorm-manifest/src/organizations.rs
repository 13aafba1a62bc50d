//! The ways through a package.

use edu_xml::text::collapsed;
use edu_xml::{SharedText, xml_element};

use crate::Organization;
use crate::names::cp;

xml_element! {
    /// The ways through a package, of which a learner takes one.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`organizations`); SCORM 1.2 CAM §2.3 (`organizations`).
    #[expect(clippy::struct_field_names, reason = "the standard names both alike")]
    pub struct Organizations {
        attributes {
            /// The identifier of the one that is taken where no other is chosen.
            optional default: SharedText = cp::DEFAULT,
        }
        elements {
            /// The organizations.
            list organizations: Organization = cp::ORGANIZATION,
        }
    }
}

impl Organizations {
    /// The organization that is taken where no other is chosen: the default one, or the first.
    pub fn chosen(&self) -> Option<&Organization> {
        self.named().or(self.organizations.first())
    }

    /// The default organization; `None` where none is named, or one that there is not.
    pub fn named(&self) -> Option<&Organization> {
        let default = collapsed(self.default.as_deref()?);
        let mut all = self.organizations.iter();
        all.find(|organization| organization.id() == default)
    }
}
