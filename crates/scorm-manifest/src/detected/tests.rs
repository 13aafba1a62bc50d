//! Every rule of detection, and what happens where two of them disagree.

use super::*;

fn of_2004() -> Signs<'static> {
    Signs {
        root: "manifest",
        root_namespace: names::CP_2004,
        adlcp_2004: true,
        schema: Some("ADL SCORM"),
        ..Signs::default()
    }
}

fn of_1_2() -> Signs<'static> {
    Signs {
        root: "manifest",
        root_namespace: names::CP_1_2,
        adlcp_1_2: true,
        schema: Some("ADL SCORM"),
        ..Signs::default()
    }
}

fn found(signs: &Signs<'_>) -> (Option<Edition>, Confidence) {
    let found = Detected::from_signs(signs);
    (found.edition, found.confidence)
}

#[test]
fn the_schema_version_names_the_edition() {
    for edition in Edition::ALL {
        let mut signs = if edition.is_2004() {
            of_2004()
        } else {
            of_1_2()
        };
        signs.schema_version = Some(edition.schema_version());
        assert_eq!(found(&signs), (Some(edition), Confidence::Stated));
    }
}

#[test]
fn the_namespace_of_adlcp_decides_against_the_schema_version() {
    let mut signs = of_2004();
    signs.schema_version = Some("1.2");
    let detected = Detected::from_signs(&signs);
    assert_eq!(detected.edition, Some(Edition::Scorm2004Third));
    let against: Vec<_> = detected.conflicts().map(|one| one.sign).collect();
    assert_eq!(against, [Sign::SchemaVersion]);
    assert_eq!(detected.confidence, Confidence::Guessed);
}

#[test]
fn the_case_of_scorm_type_is_a_conflict_that_decides_nothing() {
    let mut signs = of_2004();
    signs.schema_version = Some("2004 4th Edition");
    signs.lower_scorm_type = true;
    let detected = Detected::from_signs(&signs);
    assert_eq!(detected.edition, Some(Edition::Scorm2004Fourth));
    assert_eq!(detected.confidence, Confidence::Disputed);
    let against: Vec<_> = detected.conflicts().map(|one| one.sign).collect();
    assert_eq!(against, [Sign::ScormTypeCase]);
}

#[test]
fn names_tell_the_edition_where_no_schema_version_does() {
    let mut signs = of_2004();
    signs.fourth_edition_name = true;
    assert_eq!(
        found(&signs),
        (Some(Edition::Scorm2004Fourth), Confidence::Inferred)
    );
    let mut signs = of_2004();
    signs.persist_state = true;
    assert_eq!(
        found(&signs),
        (Some(Edition::Scorm2004Second), Confidence::Inferred)
    );
    let mut signs = of_2004();
    signs.hide_lms_ui_word = true;
    assert_eq!(
        found(&signs),
        (Some(Edition::Scorm2004Third), Confidence::Inferred)
    );
}

#[test]
fn the_root_decides_where_nothing_of_adl_is_in_scope() {
    let mut signs = of_2004();
    signs.adlcp_2004 = false;
    assert_eq!(found(&signs).0, Some(Edition::Scorm2004Third));
    let mut signs = of_1_2();
    signs.adlcp_1_2 = false;
    assert_eq!(found(&signs).0, Some(Edition::Scorm12));
}

#[test]
fn a_schema_version_without_any_namespace_is_enough() {
    let signs = Signs {
        root: "manifest",
        schema_version: Some("2004 3rd Edition"),
        ..Signs::default()
    };
    assert_eq!(
        found(&signs),
        (Some(Edition::Scorm2004Third), Confidence::Stated)
    );
}

#[test]
fn content_packaging_without_adl_is_not_tracked() {
    let signs = Signs {
        root: "manifest",
        root_namespace: names::CP_2004,
        schema: Some("IMS Content"),
        schema_version: Some("1.1.4"),
        ..Signs::default()
    };
    assert_eq!(
        Detected::from_signs(&signs).family,
        Family::ContentPackaging
    );
}

#[test]
fn a_cartridge_is_told_by_namespace_or_by_schema_alone() {
    let mut signs = of_2004();
    signs.adlcp_2004 = false;
    signs.schema = Some("IMS Common Cartridge");
    assert_eq!(Detected::from_signs(&signs).family, Family::CommonCartridge);
    signs.schema = Some("IMS Thin Common Cartridge");
    assert_eq!(Detected::from_signs(&signs).family, Family::CommonCartridge);
    signs.schema = None;
    signs.root_namespace = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1";
    assert_eq!(Detected::from_signs(&signs).family, Family::CommonCartridge);
}

#[test]
fn other_families_are_told_by_their_root() {
    for (root, family) in [
        ("courseStructure", Family::Cmi5),
        ("tincan", Family::TinCan),
        ("content", Family::Scorm11),
        ("html", Family::Unknown),
    ] {
        let signs = Signs {
            root,
            ..Signs::default()
        };
        let detected = Detected::from_signs(&signs);
        assert_eq!((detected.family, detected.edition), (family, None));
        assert!(!family.is_read());
    }
}

#[test]
fn scorm_1_1_says_so_in_its_schema_version() {
    let mut signs = of_1_2();
    signs.schema_version = Some("1.1");
    assert_eq!(Detected::from_signs(&signs).family, Family::Scorm11);
}

#[test]
fn a_course_of_aicc_has_all_four_files() {
    let part = Detected::from_files(["A.CRS", "a.au", "a.des"]);
    assert_eq!(part.family, Family::Unknown);
    let whole = Detected::from_files(["A.CRS", "a.au", "a.des", "a.Cst"]);
    assert_eq!(whole.family, Family::Aicc);
}

#[test]
fn files_below_the_top_do_not_tell_what_a_package_is() {
    assert_eq!(Detected::from_files(["x/cmi5.xml"]).family, Family::Unknown);
    assert_eq!(Detected::from_files(["TinCan.xml"]).family, Family::TinCan);
}
