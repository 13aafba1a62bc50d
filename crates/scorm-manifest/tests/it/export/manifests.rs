//! Manifests of exported courses: valid, read back equal, and saying what was chosen.

use edu_types::Profile;

use super::{EDITIONS, Edition, Manifest, STRUCTURES, plan, tides};
use edu_xml::{Tree, XmlRoot as _, canonical_without_space};

fn canonical(bytes: &[u8]) -> String {
    let parsed = Tree::parse(bytes, &Profile::strict(), &Manifest::LIMITS);
    canonical_without_space(&parsed.unwrap().tree)
}

fn manifest(json: &str) -> String {
    plan(&tides(), json).manifest().to_xml_string().unwrap()
}

fn each(structure: &str) -> String {
    manifest(&format!(
        r#"{{"edition":"2004-4th","structure":"{structure}"}}"#
    ))
}

#[test]
fn every_edition_and_structure_is_valid_and_read_back_equal() {
    for edition in EDITIONS {
        for structure in STRUCTURES {
            for metadata in ["inline", "file", "none"] {
                let json = format!(
                    r#"{{"edition":"{edition}","structure":"{structure}","metadata":"{metadata}"}}"#
                );
                let export = plan(&tides(), &json);
                let bytes = export.manifest().to_xml_bytes().unwrap();
                let read = Manifest::from_slice(&bytes, &Profile::strict(), &Manifest::LIMITS);
                let read = read.unwrap_or_else(|refused| {
                    panic!("{json}: {refused}\n{}", String::from_utf8_lossy(&bytes))
                });
                assert!(read.report.is_empty(), "{json}: {}", read.report);
                assert_eq!(
                    canonical(&read.value.to_xml_bytes().unwrap()),
                    canonical(&bytes),
                    "{json}"
                );
                assert_eq!(read.value.edition, export.manifest().edition);
            }
        }
    }
}

#[test]
fn every_file_of_the_package_is_listed() {
    for structure in STRUCTURES {
        let json = format!(r#"{{"edition":"2004-4th","structure":"{structure}"}}"#);
        let export = plan(&tides(), &json);
        let resources = export.manifest().resources();
        let listed: Vec<&str> = resources
            .iter()
            .flat_map(|one| &one.files)
            .filter_map(|file| file.href.as_deref())
            .collect();
        for name in export.names() {
            assert_eq!(
                listed.iter().filter(|listed| **listed == name).count(),
                1,
                "{structure}: {name}"
            );
        }
        assert_eq!(listed.len(), export.names().count());
    }
}

#[test]
fn what_several_need_is_a_resource_that_each_depends_on() {
    let export = plan(
        &tides(),
        r#"{"edition":"1.2","structure":"object_per_page"}"#,
    );
    let shared = export.manifest().resources().last().unwrap();
    assert!(!shared.is_sco());
    assert!(
        shared
            .files
            .iter()
            .any(|file| file.href.as_deref() == Some("files/img/moon.png"))
    );
    let others = export.manifest().resources().iter().rev().skip(1);
    assert!(
        others.clone().count() == 4 && others.into_iter().all(|one| one.dependencies.len() == 1)
    );
}

#[test]
fn a_root_cluster_holds_all_and_launches_nothing() {
    let export = plan(&tides(), r#"{"edition":"1.2","structure":"root_cluster"}"#);
    let organization = export.manifest().default_organization().unwrap();
    assert_eq!(organization.items.len(), 1);
    assert_eq!(organization.items[0].target(), None);
    assert_eq!(organization.items[0].items.len(), 3);
}

#[test]
fn a_mastery_is_written_where_something_is_scored_alone() {
    let text = manifest(r#"{"edition":"1.2","structure":"object_per_page"}"#);
    assert_eq!(text.matches("masteryscore>50<").count(), 1, "{text}");
    let text = each("object_per_page");
    assert_eq!(
        text.matches("satisfiedByMeasure=\"true\"").count(),
        1,
        "{text}"
    );
    assert!(text.contains("minNormalizedMeasure>0.5<"), "{text}");
}

#[test]
fn prerequisites_are_a_script_in_1_2_and_rules_in_2004() {
    let text = manifest(r#"{"edition":"1.2","structure":"object_per_page"}"#);
    assert!(
        text.contains("prerequisites type=\"aicc_script\">i_moon<"),
        "{text}"
    );
    let text = each("object_per_page");
    assert!(
        text.contains("referencedObjective=\"needs.moon\""),
        "{text}"
    );
    assert!(
        text.contains("targetObjectiveID=\"i_moon.satisfied\""),
        "{text}"
    );
}

#[test]
fn pages_in_order_wait_for_the_one_before() {
    let json = r#"{"edition":"1.2","structure":"object_per_page","progression":"in_order"}"#;
    let text = manifest(json);
    assert_eq!(text.matches("aicc_script").count(), 3, "{text}");
    assert!(text.contains(">i_film&amp;i_moon<"), "{text}");
}

#[test]
fn a_pool_is_chosen_from_as_a_whole() {
    let json = r#"{"edition":"2004-3rd","structure":"root_cluster","progression":"random_pool","pool_size":2}"#;
    let export = plan(&tides(), json);
    let cluster = &export.manifest().default_organization().unwrap().items[0];
    assert_eq!(cluster.items.len(), 4);
    let text = manifest(json);
    assert_eq!(text.matches("selectCount=\"2\"").count(), 1, "{text}");
}

#[test]
fn thresholds_are_texts_before_the_4th_edition_and_attributes_in_it() {
    let json = |edition: &str| {
        format!(r#"{{"edition":"{edition}","completion":"threshold","completion_threshold":0.75}}"#)
    };
    assert!(manifest(&json("2004-3rd")).contains("completionThreshold>0.75<"));
    assert!(manifest(&json("2004-4th")).contains("minProgressMeasure=\"0.75\""));
    assert!(!manifest(&json("1.2")).contains("ompletionThreshold"));
}

#[test]
fn what_is_chosen_for_a_launch_is_written() {
    let json = r#"{"edition":"1.2","time_limit":"PT1H30M","time_limit_action":"exit,message","launch_data":"d","parameters":"?a=b"}"#;
    let text = manifest(json);
    for part in [
        "maxtimeallowed>0001:30:00.00<",
        "timelimitaction>exit,message<",
        "datafromlms>d<",
        "parameters=\"?a=b\"",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let text = manifest(&json.replace("1.2", "2004-4th"));
    assert!(
        text.contains("attemptAbsoluteDurationLimit=\"PT1H30M\""),
        "{text}"
    );
}

#[test]
fn objectives_stay_within_the_course() {
    let text = each("object_per_page");
    assert!(
        text.contains("objectivesGlobalToSystem=\"false\""),
        "{text}"
    );
    assert!(
        text.contains("targetObjectiveID=\"objective.cause\""),
        "{text}"
    );
    let edition = plan(&tides(), r#"{"edition":"2004-4th"}"#)
        .manifest()
        .edition;
    assert_eq!(edition, Edition::Scorm2004Fourth);
}

#[test]
fn every_item_says_that_it_is_shown() {
    for structure in STRUCTURES {
        let text = each(structure);
        let items = text.matches("<item ").count();
        assert!(items > 0, "{structure}: {text}");
        let shown = text.matches(" isvisible=\"true\"").count();
        assert_eq!(shown, items, "{structure}: {text}");
    }
}
