//! Manifests with everything that an edition has: read without a finding, written as they were, and written for others.

use edu_types::{Decimal, Profile};
use edu_xml::{Tree, XmlRoot as _, canonical_without_space};
use scorm_manifest::{
    Edition, HiddenControl, Item, Manifest, Organization, Resource, ScormType, TimeLimitAction,
};

const ALL: [(Edition, &str); 4] = [
    (Edition::Scorm12, include_str!("../data/editions/1.2.xml")),
    (
        Edition::Scorm2004Second,
        include_str!("../data/editions/2004-2nd.xml"),
    ),
    (
        Edition::Scorm2004Third,
        include_str!("../data/editions/2004-3rd.xml"),
    ),
    (
        Edition::Scorm2004Fourth,
        include_str!("../data/editions/2004-4th.xml"),
    ),
];

fn strict(xml: &str) -> Manifest {
    let checked =
        Manifest::from_slice(xml.as_bytes(), &Profile::strict(), &Manifest::LIMITS).unwrap();
    assert!(checked.report.is_empty(), "{}", checked.report);
    checked.value
}

#[test]
fn each_edition_is_told_and_read_without_a_finding() {
    for (edition, xml) in ALL {
        assert_eq!(strict(xml).edition, edition);
    }
}

#[test]
fn each_edition_is_written_as_it_was_read() {
    let canonical = |xml: &str| {
        let (profile, limits) = (Profile::strict(), Manifest::LIMITS);
        canonical_without_space(&Tree::parse(xml.as_bytes(), &profile, &limits).unwrap().tree)
    };
    for (_, xml) in ALL {
        let written = strict(xml).to_xml_string().unwrap();
        assert_eq!(canonical(&written), canonical(xml));
        assert_eq!(strict(&written), strict(xml));
    }
}

#[test]
fn fields_of_1_2_are_read() {
    let manifest = strict(ALL[0].1);
    let unit = &manifest.organizations()[0].items[0];
    assert_eq!((unit.id(), unit.target()), ("unit1", Some("page1")));
    assert_eq!(
        unit.max_time_allowed.as_ref().map(|time| &*time.value),
        Some("0001:00:00")
    );
    assert_eq!(
        unit.time_limit_action.as_ref().map(|one| &one.value),
        Some(&TimeLimitAction::ContinueNoMessage)
    );
    assert_eq!(
        unit.mastery_score.as_ref().map(|score| &score.value),
        Some(&Decimal::from(80))
    );
    let inner = &manifest.organizations()[0].items[1].items[0];
    assert!(!inner.is_visible());
    assert_eq!(
        inner.prerequisites.as_ref().map(|one| &*one.script),
        Some("unit1")
    );
    let page = &manifest.resources()[0];
    assert_eq!(
        (page.files.len(), page.dependencies[0].target()),
        (2, Some("shared"))
    );
}

#[test]
fn fields_of_the_fourth_edition_are_read() {
    let manifest = strict(ALL[3].1);
    let organization = &manifest.organizations()[0];
    assert!(
        !organization.objectives_global_to_system() && !organization.shared_data_global_to_system()
    );
    let unit = &organization.items[0];
    let threshold = unit.completion_threshold.as_ref().unwrap();
    assert_eq!(threshold.threshold(), Decimal::parse("0.75").ok());
    let hidden: Vec<_> = unit.presentation.as_ref().unwrap().hidden().collect();
    assert_eq!(hidden, [&HiddenControl::Continue, &HiddenControl::ExitAll]);
    let map = &unit.data.as_ref().unwrap().maps[0];
    assert_eq!(map.target_id.as_deref(), Some("store"));
    assert!(map.read_shared_data() && map.write_shared_data());
}

#[test]
fn one_model_is_written_with_the_names_of_each_edition() {
    for edition in Edition::ALL {
        let mut item = Item::launching("unit", "Unit", "page");
        item.time_limit_action = Some(TimeLimitAction::ExitMessage.into());
        item.data_from_lms = Some("mode=quiz".into());
        let mut way = Organization::new();
        way.identifier = Some("way".into());
        way.title = Some("Course".into());
        way.items.push(item);
        let mut manifest = Manifest::new(edition, "course");
        manifest.add_organization(way);
        manifest.add_resource(Resource::web("page", "a.html", ScormType::Sco));
        let written = manifest.to_xml_string().unwrap();
        assert_eq!(strict(&written), manifest);
        let names = if edition.is_2004() {
            ["scormType=", "timeLimitAction>", "dataFromLMS>"]
        } else {
            ["scormtype=", "timelimitaction>", "datafromlms>"]
        };
        assert!(names.iter().all(|name| written.contains(name)), "{written}");
        assert!(written.contains(edition.content_packaging()) && written.contains(edition.adlcp()));
    }
}
