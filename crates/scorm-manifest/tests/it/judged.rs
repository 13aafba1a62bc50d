//! Every rule that a manifest can break, each broken alone.

use edu_types::Profile;

use super::judged_items::{item_1_2, item_2004};
use super::{PAGE_1_2, PAGE_2004, codes, item_with, of_1_2, of_2004, organizations, read};

#[test]
fn a_manifest_that_is_fine_has_no_findings() {
    assert_eq!(item_1_2("", ""), [] as [&str; 0]);
    assert_eq!(
        item_2004(" isvisible=\"false\" parameters=\"?a=1\"", ""),
        [] as [&str; 0]
    );
}

#[test]
fn rejects_a_root_that_is_no_manifest() {
    assert_eq!(codes("<html/>"), ["scorm.manifest.root"]);
    assert!(read("<html/>", &Profile::lenient()).is_err());
}

#[test]
fn rejects_packages_of_other_standards_by_name_under_every_profile() {
    let cartridge = r#"<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"/>"#;
    for (xml, code) in [
        (
            "<courseStructure xmlns=\"https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd\"/>",
            "scorm.family.cmi5",
        ),
        (
            "<tincan xmlns=\"http://projecttincan.com/tincan.xsd\"/>",
            "scorm.family.tincan",
        ),
        ("<content/>", "scorm.family.scorm_1_1"),
        (cartridge, "scorm.family.common_cartridge"),
    ] {
        for profile in [Profile::strict(), Profile::lenient()] {
            let refused = read(xml, &profile).unwrap_err();
            assert!(
                refused
                    .report()
                    .findings()
                    .iter()
                    .any(|finding| finding.code == code),
                "{refused}"
            );
        }
    }
}

#[test]
fn content_of_ims_without_adl_is_read_and_told() {
    let xml = r#"<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><organizations/><resources/></manifest>"#;
    assert!(codes(xml).contains(&"scorm.family.content_packaging"));
    assert!(read(xml, &Profile::lenient()).is_ok());
}

#[test]
fn parts_that_a_manifest_must_have_are_missed() {
    let xml = r#"<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"/>"#;
    let found = codes(xml);
    for code in [
        "scorm.manifest.identifier",
        "scorm.manifest.organizations",
        "scorm.manifest.resources",
        "scorm.metadata.missing",
        "scorm.edition.unstated",
    ] {
        assert!(found.contains(&code), "{code}: {found:?}");
    }
}

#[test]
fn metadata_names_standard_and_edition_exactly() {
    let with = |metadata: &str| {
        let xml = of_2004("X", &item_with("", ""), PAGE_2004);
        codes(&xml.replace(
            "<schema>ADL SCORM</schema><schemaversion>X</schemaversion>",
            metadata,
        ))
    };
    assert_eq!(
        with("<schema>ADL SCORM</schema><schemaversion> 2004 3rd Edition </schemaversion>"),
        [] as [&str; 0]
    );
    assert_eq!(
        with("<schema>SCORM</schema><schemaversion>2004 3rd Edition</schemaversion>"),
        ["scorm.metadata.schema"]
    );
    assert_eq!(
        with("<schema>ADL SCORM</schema><schemaversion>cam 1.3</schemaversion>"),
        ["scorm.metadata.schemaversion"]
    );
    assert_eq!(
        with("<schemaversion>CAM 1.3</schemaversion>"),
        ["scorm.metadata.schema_missing"]
    );
    let found = with("<schema>ADL SCORM</schema>");
    assert_eq!(
        found,
        [
            "scorm.edition.unstated",
            "scorm.metadata.schemaversion_missing"
        ]
    );
    let found = with("<schemaversion>CAM 1.3</schemaversion><schema>ADL SCORM</schema>");
    assert_eq!(found, ["scorm.element.order"]);
}

#[test]
fn signs_of_two_editions_are_told() {
    let xml = of_2004("1.2", &item_with("", ""), PAGE_2004);
    assert_eq!(
        codes(&xml),
        ["scorm.edition.conflict", "scorm.metadata.schemaversion"]
    );
    let lower = PAGE_2004.replace("scormType", "scormtype");
    let found = codes(&of_2004("2004 4th Edition", &item_with("", ""), &lower));
    assert_eq!(found, ["scorm.element.edition", "scorm.edition.conflict"]);
}

#[test]
fn identifiers_are_names_and_each_once() {
    let with = |id: &str| {
        let items =
            format!(r#"<item identifier="{id}" identifierref="R"><title>Unit</title></item>"#);
        codes(&of_1_2(&organizations(&items), PAGE_1_2))
    };
    assert_eq!(with("_1"), [] as [&str; 0]);
    for id in ["1a", "a b", "a:b", "a/b", ""] {
        assert_eq!(with(id), ["scorm.identifier.form"], "{id}");
    }
    for id in ["R", "O", "M", " R "] {
        assert_eq!(with(id), ["scorm.identifier.twice"], "{id}");
    }
}

#[test]
fn organizations_have_a_default_that_there_is() {
    let xml = of_2004("CAM 1.3", &item_with("", ""), PAGE_2004);
    assert_eq!(
        codes(&xml.replace(" default=\"O\"", "")),
        ["scorm.organizations.default_missing"]
    );
    assert_eq!(
        codes(&xml.replace("default=\"O\"", "default=\"X\"")),
        ["scorm.organizations.default"]
    );
    let of_1_2 = of_1_2(&item_with("", ""), PAGE_1_2);
    assert_eq!(
        codes(&of_1_2.replace(" default=\"O\"", "")),
        [] as [&str; 0]
    );
    let empty = of_2004_empty("<organizations/>");
    assert_eq!(codes(&empty), ["scorm.organizations.empty"]);
}

fn of_2004_empty(organizations: &str) -> String {
    of_2004("CAM 1.3", organizations, "<resources/>")
}

#[test]
fn an_organization_has_identifier_title_and_items() {
    let found = codes(&of_2004_empty(
        r#"<organizations default="O"><organization/></organizations>"#,
    ));
    for code in [
        "scorm.organization.identifier",
        "scorm.organization.title",
        "scorm.organization.empty",
    ] {
        assert!(found.contains(&code), "{code}: {found:?}");
    }
    let found = codes(&of_2004_empty(
        r#"<organizations default="O"><organization identifier="O" adlseq:objectivesGlobalToSystem="yes" adlcp:sharedDataGlobalToSystem="2"><title> </title><item identifier="I"><title>t</title></item></organization></organizations>"#,
    ));
    for code in [
        "scorm.organization.objectives_global",
        "scorm.organization.shared_data_global",
        "scorm.title.empty",
        "scorm.item.leaf",
    ] {
        assert!(found.contains(&code), "{code}: {found:?}");
    }
}
