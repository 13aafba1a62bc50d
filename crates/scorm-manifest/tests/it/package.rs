//! Packages: the manifest found, its files compared with those there, archives of others and hostile ones.

use core::fmt::Write as _;
use std::io::Cursor;

use edu_types::{Profile, Report};
use edu_zip::Writer;
use scorm_manifest::address::ExternalPolicy;
use scorm_manifest::{Activities, OpenedPackage, Package, PackageError, PackageLimits};

use super::{PAGE_1_2, corpus, item_with, of_1_2};

type Opened = Result<OpenedPackage<Cursor<Vec<u8>>>, PackageError>;

fn manifest() -> String {
    of_1_2(&item_with("", ""), PAGE_1_2)
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    for (name, content) in files {
        writer.add(name, content.as_bytes()).unwrap();
    }
    writer.finish().unwrap()
}

fn open(bytes: Vec<u8>, profile: &Profile) -> Opened {
    Package::open(Cursor::new(bytes), profile, &PackageLimits::DEFAULT)
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.findings().iter().map(|one| one.code).collect()
}

/// Strict refuses with the code, lenient tells of it.
fn only_lenient(files: &[(&str, &str)], code: &str) -> OpenedPackage<Cursor<Vec<u8>>> {
    let refused = open(zip(files), &Profile::strict()).unwrap_err();
    assert_eq!(refused.code(), Some(code));
    let opened = open(zip(files), &Profile::lenient()).unwrap();
    assert!(codes(&opened.report).contains(&code), "{}", opened.report);
    opened
}

#[test]
fn a_package_whose_files_are_those_listed_is_opened_strictly() {
    let bytes = zip(&[("a.html", "<p>"), ("imsmanifest.xml", &manifest())]);
    let opened = open(bytes, &Profile::strict()).unwrap();
    assert_eq!(codes(&opened.report), ["scorm.package.schemas"]);
    let mut package = opened.package;
    package.check(&mut ()).unwrap();
    let manifest = package.manifest().clone();
    let way = manifest.default_organization().unwrap();
    let activities = Activities::new(&manifest, way, ExternalPolicy::Refused);
    let (_, launch) = activities.launchable().next().unwrap();
    let mut page = String::new();
    let mut file = package.file(&launch.address).unwrap();
    std::io::Read::read_to_string(&mut file, &mut page).unwrap();
    assert_eq!(page, "<p>");
}

#[test]
fn a_package_without_manifest_is_refused_under_every_profile() {
    for profile in [Profile::strict(), Profile::lenient()] {
        let refused = open(zip(&[("a.html", "")]), &profile).unwrap_err();
        assert_eq!(refused.code(), Some("scorm.package.manifest"));
    }
}

#[test]
fn a_manifest_two_folders_down_is_none() {
    let bytes = zip(&[("a/b/imsmanifest.xml", &manifest())]);
    let refused = open(bytes, &Profile::lenient()).unwrap_err();
    assert_eq!(refused.code(), Some("scorm.package.manifest"));
}

#[test]
fn a_package_of_another_standard_is_named() {
    for (name, code) in [
        ("cmi5.xml", "scorm.family.cmi5"),
        ("tincan.xml", "scorm.family.tincan"),
    ] {
        let refused = open(zip(&[(name, "<a/>")]), &Profile::lenient()).unwrap_err();
        assert_eq!(refused.code(), Some(code));
    }
    let files = ["c.crs", "c.au", "c.des", "c.cst"].map(|name| (name, ""));
    let refused = open(zip(&files), &Profile::lenient()).unwrap_err();
    assert_eq!(refused.code(), Some("scorm.family.aicc"));
}

#[test]
fn a_manifest_of_another_case_is_found_leniently() {
    let files = [("IMSManifest.XML", manifest()), ("a.html", String::new())];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let opened = only_lenient(&files, "scorm.package.manifest_case");
    assert_eq!(opened.package.manifest_name(), "IMSManifest.XML");
}

#[test]
fn a_manifest_in_a_folder_is_found_leniently_and_its_files_with_it() {
    let manifest = manifest();
    let files = [("course/a.html", ""), ("course/imsmanifest.xml", &manifest)];
    let opened = only_lenient(&files, "scorm.package.manifest_folder");
    assert!(!codes(&opened.report).contains(&"scorm.package.file_missing"));
}

#[test]
fn the_manifest_at_the_top_wins_over_those_in_folders() {
    let manifest = manifest();
    let files = [
        ("a.html", ""),
        ("imsmanifest.xml", &manifest),
        ("b/imsmanifest.xml", "no XML"),
    ];
    let opened = open(zip(&files), &Profile::strict()).unwrap();
    assert_eq!(opened.package.manifest_name(), "imsmanifest.xml");
}

#[test]
fn a_listed_file_that_is_not_there_is_told_once() {
    let manifest = manifest();
    let opened = only_lenient(
        &[("imsmanifest.xml", &manifest)],
        "scorm.package.file_missing",
    );
    let told = codes(&opened.report);
    let told = told
        .iter()
        .filter(|code| **code == "scorm.package.file_missing");
    assert_eq!(told.count(), 1);
}

#[test]
fn a_listed_file_of_another_spelling_is_found_leniently() {
    let manifest = manifest();
    let files = [("A.HTML", ""), ("imsmanifest.xml", &manifest)];
    only_lenient(&files, "scorm.package.file_spelling");
}

#[test]
fn files_that_are_not_listed_are_told_of_in_one_finding() {
    let manifest = manifest();
    let files = [
        ("a.html", ""),
        ("imsmanifest.xml", &manifest),
        ("b.png", ""),
        ("c.png", ""),
    ];
    let opened = open(zip(&files), &Profile::strict()).unwrap();
    let report = opened.report.to_string();
    assert!(
        report.contains("2 files that its manifest does not list, such as b.png, c.png"),
        "{report}"
    );
}

#[test]
fn a_package_with_nothing_to_launch_is_told_so() {
    let nothing = of_1_2(&item_with("", ""), "<resources/>");
    let opened = open(zip(&[("imsmanifest.xml", &nothing)]), &Profile::lenient()).unwrap();
    assert!(codes(&opened.report).contains(&"scorm.package.launch"));
}

#[test]
fn many_organizations_with_nothing_to_launch_are_looked_at_once() {
    let count = 20_000;
    let organizations = (0..count).fold(String::new(), |mut text, at| {
        let item = format!("<item identifier=\"I{at}\"><title>t</title></item>");
        let open = format!("<organization identifier=\"O{at}\"><title>t</title>");
        write!(text, "{open}{item}</organization>").unwrap();
        text
    });
    let resources = (0..count).fold(String::new(), |mut text, at| {
        let kind = "type=\"webcontent\" adlcp:scormtype=\"asset\"";
        write!(text, "<resource identifier=\"R{at}\" {kind}/>").unwrap();
        text
    });
    let xml = of_1_2(
        &format!("<organizations default=\"O0\">{organizations}</organizations>"),
        &format!("<resources>{resources}</resources>"),
    );
    let opened = open(zip(&[("imsmanifest.xml", &xml)]), &Profile::lenient()).unwrap();
    let manifest = opened.package.manifest();
    let each = Activities::of_each(manifest, ExternalPolicy::Refused);
    let sizes: Vec<_> = each.map(|one| one.all().len()).collect();
    assert_eq!(sizes, vec![2; count]);
}

#[test]
fn a_package_whose_second_organization_alone_launches_something_is_not_told_of() {
    let second = item_with("", "").replace("<organizations default=\"O\">", "");
    let (_, second) = second.split_once("<organization ").unwrap();
    let first = "<organization identifier=\"O0\"><title>t</title></organization><organization ";
    let both = format!("<organizations>{first}{second}");
    let xml = of_1_2(&both, PAGE_1_2);
    let files = [("a.html", ""), ("imsmanifest.xml", &*xml)];
    let opened = open(zip(&files), &Profile::lenient()).unwrap();
    assert!(!codes(&opened.report).contains(&"scorm.package.launch"));
}

#[test]
fn an_encoded_name_is_found_decoded_and_as_it_is_written() {
    let manifest = manifest().replace("a.html", "a%20b.html");
    for name in ["a b.html", "a%20b.html"] {
        let files = [(name, ""), ("imsmanifest.xml", &*manifest)];
        let opened = open(zip(&files), &Profile::strict()).unwrap();
        assert!(
            !codes(&opened.report).contains(&"scorm.package.file_missing"),
            "{name}"
        );
    }
}

#[test]
fn findings_of_the_manifest_name_its_file() {
    let manifest = manifest().replace("identifierref=\"R\"", "identifierref=\"X\"");
    let refused = open(zip(&[("imsmanifest.xml", &manifest)]), &Profile::strict()).unwrap_err();
    let first = refused.report().unwrap().first_error().unwrap();
    assert_eq!(first.place.file.as_deref(), Some("imsmanifest.xml"));
}

#[test]
fn a_manifest_above_its_limit_is_refused() {
    let small = edu_types::Limits::DEFAULT.with_bytes(100);
    let limits = PackageLimits::DEFAULT.with_manifest(small);
    let bytes = zip(&[("imsmanifest.xml", &manifest())]);
    let refused = Package::open(Cursor::new(bytes), &Profile::lenient(), &limits).unwrap_err();
    assert_eq!(refused.code(), Some("zip.limit.entry"));
}

#[test]
fn a_hundred_thousand_resources_of_one_file_are_compared_in_time() {
    let mut resources = String::from("<resources>");
    for at in 0..100_000 {
        let written = write!(
            resources,
            r#"<resource identifier="R{at}" type="webcontent" href="a.html" adlcp:scormtype="sco"><file href="a.html"/><file href="b{at}.png"/></resource>"#
        );
        written.unwrap();
    }
    resources.push_str("</resources>");
    let manifest = of_1_2(&item_with("", "").replace("\"R\"", "\"R0\""), &resources);
    let limits =
        PackageLimits::DEFAULT.with_manifest(scorm_manifest::Manifest::LIMITS.with_bytes(1 << 26));
    let bytes = zip(&[("a.html", ""), ("imsmanifest.xml", &manifest)]);
    let limits = limits.with_archive(edu_zip::ZipLimits::DEFAULT.with_ratio(2000, 10_000_000));
    let opened = Package::open(Cursor::new(bytes), &Profile::lenient(), &limits).unwrap();
    assert_eq!(opened.report.omitted(), 100_001 - Report::CAPACITY);
}

/// What is expected of each hostile archive: refused under which profiles. Those that only a full check refuses are
/// refused by it.
const EXPECTED: &[(&str, &str)] = &[
    ("reject", "both"),
    ("accept", "neither"),
    ("accept (never recurse)", "neither"),
    ("accept-with-info", "neither"),
    ("accept-with-warning", "neither in lenient"),
    ("lenient:accept-with-warning strict:reject", "strict"),
    ("lenient:accept-with-warning strict:error", "strict"),
    ("reject when entry cap (10k default) else accept", "both"),
    (
        "reject when ratio cap (e.g. 200:1 above 1 MB) else accept",
        "both",
    ),
];

#[test]
fn hostile_packages_get_the_verdict_that_is_expected() {
    let Some(root) = corpus::root() else {
        return;
    };
    let folder = root.join("synthetic-hostile");
    let expected = edu_testing::read(&folder.join("EXPECTED.json"));
    let tree = edu_json::Tree::parse(&expected, &edu_types::Limits::DEFAULT).unwrap();
    let mut seen = 0;
    for (name, verdict) in tree.root().members() {
        let file = name.to_owned();
        if file.strip_suffix(".zip").is_none() || file == "nul-in-name.zip" {
            // The tool that made the last one wrote no NUL.
            continue;
        }
        let verdict = verdict
            .get("verdict")
            .and_then(edu_json::Node::as_str)
            .unwrap();
        let (_, refused_by) = EXPECTED.iter().find(|(one, _)| *one == verdict).unwrap();
        let refuses =
            |profile: &Profile| match open(edu_testing::read(&folder.join(&file)), profile) {
                Ok(opened) => {
                    let mut package = opened.package;
                    package.check(&mut ()).is_err()
                }
                Err(_) => true,
            };
        let found = (refuses(&Profile::strict()), refuses(&Profile::lenient()));
        let wanted = match *refused_by {
            "both" => found == (true, true),
            "strict" => found == (true, false),
            "neither" => found == (false, false),
            _ => !found.1,
        };
        assert!(
            wanted,
            "{file}: {verdict}, refused strictly {} and leniently {}",
            found.0, found.1
        );
        seen += 1;
    }
    assert_eq!(seen, 33);
}
