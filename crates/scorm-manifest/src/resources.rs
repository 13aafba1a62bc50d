//! All resources of a package.

use edu_xml::{Element, Reader, SharedText, xml, xml_element};

use crate::judge::reference;
use crate::names::cp;
use crate::{Resource, rules};

xml_element! {
    /// All that a package is made of.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`resources`); SCORM 1.2 CAM §2.3 (`resources`).
    #[expect(clippy::struct_field_names, reason = "the standard names both alike")]
    pub struct Resources {
        attributes {
            /// What the addresses of all resources are relative to, below the base of the manifest.
            optional base: SharedText = xml::BASE,
        }
        elements {
            /// The resources.
            list resources: Resource = cp::RESOURCE,
        }
        judged by judge;
    }
}

fn judge(resources: &Resources, element: Element<'_>, reader: &mut Reader<'_>) {
    if let Some(base) = &resources.base {
        reference::judge_base(base, &rules::RESOURCES_BASE, element, reader);
    }
}
