//! Manifests as a run-time environment goes through them.

use edu_types::Decimal;
use scorm_manifest::address::{AddressError, ExternalPolicy};
use scorm_manifest::prerequisites::LessonStatus;
use scorm_manifest::{Activities, Manifest, NotLaunchable, Organization};

use super::{PAGE_1_2, PAGE_2004, item_with, lenient, of_1_2, of_2004, organizations};

fn activities(manifest: &Manifest) -> Activities<'_> {
    let organization = manifest.default_organization().unwrap();
    Activities::new(manifest, organization, ExternalPolicy::Refused)
}

fn launched(xml: &str) -> Result<String, NotLaunchable> {
    let manifest = lenient(xml);
    let launch = activities(&manifest).get(1).unwrap().launch();
    launch.map(|launch| launch.address.to_string())
}

#[test]
fn the_tree_has_parents_before_children_in_the_order_of_the_document() {
    let items = r#"<item identifier="A"><title>A</title><item identifier="B" identifierref="R"><title>B</title></item><item identifier="C" identifierref="R" isvisible="false"><title>C</title></item></item><item identifier="D" identifierref="R"><title>D</title></item>"#;
    let manifest = lenient(&of_1_2(&organizations(items), PAGE_1_2));
    let tree = activities(&manifest);
    let ids: Vec<_> = tree
        .all()
        .iter()
        .map(|one| (one.id(), one.parent))
        .collect();
    assert_eq!(
        ids,
        [
            ("O", None),
            ("A", Some(0)),
            ("B", Some(1)),
            ("C", Some(1)),
            ("D", Some(0))
        ]
    );
    assert_eq!(tree.root().unwrap().children(), [1, 4]);
    assert_eq!(tree.get(1).unwrap().launch(), Err(NotLaunchable::Group));
    let visible: Vec<_> = tree
        .all()
        .iter()
        .map(scorm_manifest::Activity::is_visible)
        .collect();
    assert_eq!(visible, [true, true, true, false, true]);
    assert_eq!(tree.launchable().count(), 3);
}

#[test]
fn limits_and_data_are_at_hand() {
    let content = "<adlcp:prerequisites type=\"aicc_script\">J</adlcp:prerequisites><adlcp:maxtimeallowed> 00:30:00 </adlcp:maxtimeallowed><adlcp:datafromlms>a=1</adlcp:datafromlms><adlcp:masteryscore>80</adlcp:masteryscore>";
    let manifest = lenient(&of_1_2(&item_with("", content), PAGE_1_2));
    let tree = activities(&manifest);
    let unit = tree.get(1).unwrap();
    assert_eq!(unit.mastery_score(), Some(&Decimal::from(80)));
    assert_eq!(unit.launch_data(), Some("a=1"));
    assert_eq!(unit.max_time_allowed(), Some("00:30:00"));
    let script = unit.prerequisites().unwrap().unwrap();
    assert!(!script.is_satisfied(|_| Some(LessonStatus::Incomplete)));
    assert!(script.is_satisfied(|_| Some(LessonStatus::Passed)));
}

#[test]
fn an_empty_mastery_score_is_none() {
    let content =
        "<adlcp:masteryscore/><adlcp:maxtimeallowed/><adlcp:prerequisites type=\"aicc_script\"/>";
    let manifest = lenient(&of_1_2(&item_with("", content), PAGE_1_2));
    let tree = activities(&manifest);
    let unit = tree.get(1).unwrap();
    assert_eq!(
        (unit.mastery_score(), unit.max_time_allowed()),
        (None, None)
    );
    assert!(unit.prerequisites().is_none());
}

#[test]
fn both_ways_of_completion_thresholds_are_understood() {
    for (version, element) in [
        (
            "2004 3rd Edition",
            "<adlcp:completionThreshold> .5 </adlcp:completionThreshold>",
        ),
        (
            "2004 4th Edition",
            "<adlcp:completionThreshold completedByMeasure=\"true\" minProgressMeasure=\"0.5\"/>",
        ),
    ] {
        let manifest = lenient(&of_2004(version, &item_with("", element), PAGE_2004));
        let tree = activities(&manifest);
        let threshold = tree.get(1).unwrap().completion_threshold().unwrap();
        assert_eq!(threshold.threshold(), Decimal::parse("0.5").ok());
    }
}

#[test]
fn shared_sequencing_is_looked_up() {
    let own = "<imsss:sequencing IDRef=\"S\"/>";
    let shared = "</resources><imsss:sequencingCollection><imsss:sequencing ID=\"S\"><imsss:controlMode flow=\"true\"/></imsss:sequencing></imsss:sequencingCollection>";
    let xml =
        of_2004("2004 4th Edition", &item_with("", own), PAGE_2004).replace("</resources>", shared);
    let manifest = lenient(&xml);
    let tree = activities(&manifest);
    assert!(tree.get(1).unwrap().sequencing.control_mode().flow());
    assert!(!tree.get(0).unwrap().sequencing.control_mode().flow());
}

#[test]
fn an_item_that_cannot_be_launched_says_why_and_the_others_can() {
    let items = r#"<item identifier="A" identifierref="GONE"><title>A</title></item><item identifier="B"><title>B</title></item><item identifier="C" identifierref="R"><title>C</title></item>"#;
    let manifest = lenient(&of_1_2(&organizations(items), PAGE_1_2));
    let tree = activities(&manifest);
    let why = |at: usize| tree.get(at).unwrap().launch().err();
    assert_eq!(why(1), Some(NotLaunchable::Dangling));
    assert_eq!(why(2), Some(NotLaunchable::NoReference));
    assert_eq!(why(3), None);
}

#[test]
fn addresses_on_the_web_are_launched_by_policy_only() {
    let xml = of_1_2(
        &item_with("", ""),
        &PAGE_1_2.replace("a.html", "https://example.org/a"),
    );
    assert_eq!(
        launched(&xml),
        Err(NotLaunchable::Address(AddressError::External))
    );
    let manifest = lenient(&xml);
    let organization = manifest.default_organization().unwrap();
    let tree = Activities::new(&manifest, organization, ExternalPolicy::Allowed);
    assert!(tree.get(1).unwrap().launch().is_ok());
}

#[test]
fn a_resource_without_address_is_not_launched() {
    let xml = of_1_2(&item_with("", ""), PAGE_1_2).replace(" href=\"a.html\" adlcp", " adlcp");
    assert_eq!(
        launched(&xml),
        Err(NotLaunchable::Address(AddressError::Missing))
    );
}

/// A package with another within it, to which the item refers.
fn nested(reference: &str, inner: &str) -> String {
    let inner = format!(
        r#"<manifest identifier="N" xml:base="inner/"><organizations default="P"><organization identifier="P"><title>P</title>{inner}</organization></organizations><resources xml:base="x/"><resource identifier="S" type="webcontent" adlcp:scormType="sco" xml:base="y/" href="s.html"><file href="s.html"/></resource></resources></manifest>"#
    );
    of_2004(
        "2004 4th Edition",
        &item_with("", "").replace("\"R\"", &format!("\"{reference}\"")),
        PAGE_2004,
    )
    .replace("identifier=\"M\"", "identifier=\"M\" xml:base=\"outer/\"")
    .replace("</resources>", &format!("</resources>{inner}"))
}

#[test]
fn a_package_within_is_launched_by_its_resource_from_its_own_base() {
    assert_eq!(
        launched(&nested("S", "")),
        Ok("outer/inner/x/y/s.html".to_owned())
    );
}

#[test]
fn a_package_within_has_its_items_below_the_item_that_refers_to_it() {
    let xml = nested(
        "N",
        r#"<item identifier="J" identifierref="S"><title>J</title></item>"#,
    );
    let manifest = lenient(&xml);
    let tree = activities(&manifest);
    let ids: Vec<_> = tree
        .all()
        .iter()
        .map(|one| (one.id(), one.parent))
        .collect();
    assert_eq!(ids, [("O", None), ("I", Some(0)), ("J", Some(1))]);
}

#[test]
fn an_item_or_organization_of_a_package_within_is_nothing_to_launch() {
    let inner = r#"<item identifier="J" identifierref="S"><title>J</title></item>"#;
    for target in ["J", "P", "I", "O"] {
        let launched = launched(&nested(target, inner));
        assert_eq!(launched, Err(NotLaunchable::Activity), "{target}");
    }
}

#[test]
fn a_package_that_refers_to_itself_is_not_followed() {
    for target in ["N", "M"] {
        let inner =
            format!(r#"<item identifier="J" identifierref="{target}"><title>J</title></item>"#);
        let manifest = lenient(&nested("N", &inner));
        let tree = activities(&manifest);
        assert_eq!(tree.get(2).unwrap().launch(), Err(NotLaunchable::Itself));
    }
    assert_eq!(launched(&nested("M", "")), Err(NotLaunchable::Itself));
}

/// A package within, whose only item refers to `target`.
fn package(own: &str, target: &str) -> String {
    format!(
        r#"<manifest identifier="{own}"><organizations default="O{own}"><organization identifier="O{own}"><title>t</title><item identifier="I{own}" identifierref="{target}"><title>t</title></item></organization></organizations><resources/></manifest>"#
    )
}

/// A package whose item refers to `target` among these packages within it.
fn around(target: &str, packages: &str) -> String {
    let items = item_with("", "").replace("\"R\"", &format!("\"{target}\""));
    of_2004("2004 4th Edition", &items, PAGE_2004).replace(
        "</resources></manifest>",
        &format!("</resources>{packages}</manifest>"),
    )
}

#[test]
fn packages_side_by_side_that_refer_to_each_other_are_not_followed() {
    let xml = around("A", &(package("A", "B") + &package("B", "A")));
    let manifest = lenient(&xml);
    let tree = activities(&manifest);
    assert_eq!(tree.all().len(), 3);
    assert_eq!(tree.get(2).unwrap().launch(), Err(NotLaunchable::Itself));
}

#[test]
fn packages_that_refer_to_each_other_in_a_row_are_followed_so_far_only() {
    let row = |at: usize| package(&format!("N{at}"), &format!("N{}", at + 1));
    let xml = around("N0", &(0..20).map(row).collect::<String>());
    let manifest = lenient(&xml);
    let tree = activities(&manifest);
    assert_eq!(tree.all().len(), 10);
    assert!(matches!(
        tree.get(9).unwrap().launch(),
        Err(NotLaunchable::TooDeep { .. })
    ));
}

#[test]
fn an_item_takes_from_the_organization_of_its_package_what_it_does_not_say() {
    let xml = nested(
        "N",
        r#"<item identifier="J" identifierref="S"><title>J</title></item><imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
    )
    .replace("<title>Unit</title>", "");
    let manifest = lenient(&xml);
    let tree = activities(&manifest);
    let unit = tree.get(1).unwrap();
    assert_eq!(unit.title(), "P");
    assert_eq!(unit.package.map(Organization::id), Some("P"));
    assert!(unit.sequencing.control_mode().flow());
}

#[test]
fn a_package_without_items_is_not_launched() {
    assert_eq!(launched(&nested("N", "")), Err(NotLaunchable::EmptyPackage));
}
