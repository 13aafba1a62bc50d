//! What is offered beside an activity.

use edu_xml::{Element, Reader, SharedText, xml_element};

use super::{imsss, rules};

xml_element! {
    /// What is offered beside an activity, such as a glossary.
    ///
    /// SCORM asks no run-time environment to offer it.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.5; SN §3.6.
    pub struct AuxiliaryResources {
        elements {
            /// What is offered.
            list resources: AuxiliaryResource = imsss::AUXILIARY_RESOURCE,
        }
        judged by is_told;
    }
}

xml_element! {
    /// One thing that is offered beside an activity.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.5; SN §3.6.
    pub struct AuxiliaryResource {
        attributes {
            /// What it is.
            optional id: SharedText = imsss::AUXILIARY_RESOURCE_ID,
            /// What it is for.
            optional purpose: SharedText = imsss::PURPOSE,
        }
        judged by is_identified;
    }
}

fn is_told(_: &AuxiliaryResources, element: Element<'_>, reader: &mut Reader<'_>) {
    let message =
        "auxiliary resources are given, which run-time environments of SCORM need not offer";
    reader.note(&rules::AUXILIARY_UNSUPPORTED, element, message);
}

fn is_identified(resource: &AuxiliaryResource, element: Element<'_>, reader: &mut Reader<'_>) {
    for (value, term) in [
        (&resource.id, imsss::AUXILIARY_RESOURCE_ID),
        (&resource.purpose, imsss::PURPOSE),
    ] {
        if value.is_none() {
            reader.missing::<()>(element, term, None);
        }
    }
}
