//! Small manifests, and what is found in them.

use edu_types::Profile;
use edu_xml::{Checked, Refused};
use scorm_manifest::Manifest;

/// A manifest of SCORM 1.2 with that organization and resources.
pub(crate) fn of_1_2(organizations: &str, resources: &str) -> String {
    format!(
        r#"<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" identifier="M" version="1.0"><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>{organizations}{resources}</manifest>"#
    )
}

/// A manifest of that edition of SCORM 2004, named as `schemaversion` names it.
pub(crate) fn of_2004(version: &str, organizations: &str, resources: &str) -> String {
    format!(
        r#"<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss" identifier="M" version="1.0"><metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>{organizations}{resources}</manifest>"#
    )
}

/// One organization with one item that has these attributes and this content behind its title.
pub(crate) fn item_with(attributes: &str, content: &str) -> String {
    organizations(&format!(
        r#"<item identifier="I" identifierref="R"{attributes}><title>Unit</title>{content}</item>"#
    ))
}

/// One organization with these items.
pub(crate) fn organizations(items: &str) -> String {
    format!(
        r#"<organizations default="O"><organization identifier="O"><title>Course</title>{items}</organization></organizations>"#
    )
}

/// One tracked page, of SCORM 1.2.
pub(crate) const PAGE_1_2: &str = r#"<resources><resource identifier="R" type="webcontent" href="a.html" adlcp:scormtype="sco"><file href="a.html"/></resource></resources>"#;

/// One tracked page, of SCORM 2004.
pub(crate) const PAGE_2004: &str = r#"<resources><resource identifier="R" type="webcontent" href="a.html" adlcp:scormType="sco"><file href="a.html"/></resource></resources>"#;

pub(crate) fn read(xml: &str, profile: &Profile) -> Result<Checked<Manifest>, Refused> {
    Manifest::from_slice(xml.as_bytes(), profile, &Manifest::LIMITS)
}

/// The manifest as a lenient profile reads it.
pub(crate) fn lenient(xml: &str) -> Manifest {
    read(xml, &Profile::lenient()).unwrap().value
}

/// The codes found by a strict profile, in order, each with the last part of its place where it is an attribute.
pub(crate) fn codes(xml: &str) -> Vec<&'static str> {
    let report = match read(xml, &Profile::strict()) {
        Ok(checked) => checked.report,
        Err(refused) => refused.into_report(),
    };
    report
        .findings()
        .iter()
        .map(|finding| finding.code)
        .collect()
}
