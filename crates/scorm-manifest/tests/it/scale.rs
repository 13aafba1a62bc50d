//! Large and hostile manifests: time and memory grow with the input, and no more.

use edu_types::Profile;
use scorm_manifest::address::ExternalPolicy;
use scorm_manifest::{Activities, Manifest};

use super::{PAGE_1_2, codes, item_with, lenient, of_1_2, organizations, read};

#[test]
fn a_hundred_thousand_resources_that_need_each_other_are_judged() {
    let count = 100_000;
    let resources: Vec<_> = (0..count)
        .map(|at| {
            let next = (at + 1) % count;
            format!(r#"<resource identifier="R{at}" type="webcontent" adlcp:scormtype="asset"><dependency identifierref="R{next}"/></resource>"#)
        })
        .collect();
    let resources = resources.concat();
    let resources = format!("<resources>{resources}</resources>");
    let items = item_with("", "").replace("\"R\"", "\"R0\"");
    let xml = of_1_2(&items, &resources);
    let checked = read(&xml, &Profile::lenient()).unwrap();
    let cycles = checked.report.findings().iter();
    assert_eq!(
        cycles
            .filter(|one| one.code == "scorm.dependency.cycle")
            .count(),
        1
    );
}

#[test]
fn many_items_of_one_resource_are_judged() {
    let items: Vec<_> = (0..20_000)
        .map(|at| format!(r#"<item identifier="I{at}" identifierref="R"><title>t</title></item>"#))
        .collect();
    let items = items.concat();
    let xml = of_1_2(&organizations(&items), PAGE_1_2);
    assert_eq!(codes(&xml), [] as [&str; 0]);
    let manifest = lenient(&xml);
    let organization = manifest.default_organization().unwrap();
    let tree = Activities::new(&manifest, organization, ExternalPolicy::Refused);
    assert_eq!(tree.launchable().count(), 20_000);
}

#[test]
fn packages_that_refer_to_each_other_many_times_are_bounded() {
    // Each of eight packages has the next one forty times.
    let package = |at: usize| {
        let items: Vec<_> = (0..40)
            .map(|item| {
                format!(
                    r#"<item identifier="I{at}-{item}" identifierref="P{}"/>"#,
                    at + 1
                )
            })
            .collect();
        let items = items.concat();
        format!(
            r#"<manifest identifier="P{at}"><organizations><organization identifier="O{at}">{items}</organization></organizations><resources/></manifest>"#
        )
    };
    let packages: String = (0..9).map(package).collect();
    let items = item_with("", "").replace("\"R\"", "\"P0\"");
    let xml = of_1_2(&items, &format!("{PAGE_1_2}{packages}"));
    let manifest = lenient(&xml);
    let organization = manifest.default_organization().unwrap();
    let tree = Activities::new(&manifest, organization, ExternalPolicy::Refused);
    assert_eq!(tree.all().len(), Activities::MOST);
}

#[test]
fn rejects_items_nested_beyond_the_limit() {
    let deep = format!(
        "{}{}",
        "<item identifier=\"x\">".repeat(5_000),
        "</item>".repeat(5_000)
    );
    let xml = of_1_2(&organizations(&deep), PAGE_1_2);
    let refused = read(&xml, &Profile::lenient()).unwrap_err();
    assert_eq!(refused.first().unwrap().code, "xml.limit");
}

#[test]
fn rejects_items_nested_deeper_than_the_stack_allows_whatever_the_limits() {
    let deep = format!(
        "{}{}",
        "<item identifier=\"x\">".repeat(5_000),
        "</item>".repeat(5_000)
    );
    let xml = of_1_2(&organizations(&deep), PAGE_1_2);
    let limits = Manifest::LIMITS.with_depth(100_000);
    assert!(Manifest::from_slice(xml.as_bytes(), &Profile::lenient(), &limits).is_err());
}
