//! Large and hostile manifests: time and memory grow with the input, and no more.

use allocation_counter::measure;
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

/// Bytes that going through all activities and addresses of a manifest takes at once, at most.
fn held(manifest: &Manifest, launches: usize) -> u64 {
    let taken = measure(|| {
        let organization = manifest.default_organization().unwrap();
        let tree = Activities::new(manifest, organization, ExternalPolicy::Refused);
        assert_eq!(tree.launchable().count(), launches);
    });
    taken.bytes_max
}

#[test]
fn an_address_that_is_long_once_takes_no_memory_for_each_activity_below_it() {
    const ITEMS: usize = 500;
    let items: Vec<_> = (0..ITEMS)
        .map(|at| {
            format!(
                r#"<item identifier="I{at}" identifierref="R{}"/>"#,
                at % 250
            )
        })
        .collect();
    let resources: Vec<_> = (0..250)
        .map(|at| PAGE_1_2.replace("\"R\"", &format!("\"R{at}\"")))
        .collect();
    let resources = resources.concat().replace("</resources><resources>", "");
    let xml = of_1_2(&organizations(&items.concat()), &resources);
    let folder = format!("{}/", "long".repeat(1500));
    let short = held(&lenient(&xml), ITEMS);
    for base in [
        folder.clone(),
        format!("./{folder}"),
        format!("gone/../{folder}"),
        format!("{}{folder}", "x/../".repeat(100)),
    ] {
        for element in ["manifest", "resources"] {
            let based = xml.replacen(
                &format!("<{element}"),
                &format!("<{element} xml:base=\"{base}\""),
                1,
            );
            let long = held(&lenient(&based), ITEMS);
            // A few copies while one address is made, not one for each item.
            let most = short + 8 * base.len() as u64;
            assert!(long < most, "{element}: {long} bytes, {most} are allowed");
        }
    }
}

#[test]
fn what_is_long_of_one_resource_takes_no_memory_for_each_item_that_refers_to_it() {
    const ITEMS: usize = 500;
    let items: Vec<_> = (0..ITEMS)
        .map(|at| format!(r#"<item identifier="I{at}" identifierref="R"/>"#))
        .collect();
    let xml = of_1_2(&organizations(&items.concat()), PAGE_1_2);
    let short = held(&lenient(&xml), ITEMS);
    let long = "long".repeat(1500);
    for href in [
        format!("{long}.html"),
        format!("a.html?{long}"),
        format!("a.html#{long}"),
    ] {
        let taken = held(&lenient(&xml.replace("a.html", &href)), ITEMS);
        let most = short + 8 * href.len() as u64;
        assert!(taken < most, "{taken} bytes, {most} are allowed");
    }
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
