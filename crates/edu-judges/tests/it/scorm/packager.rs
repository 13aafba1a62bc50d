//! Packages of `simple-scorm-packager`, read by us.

use std::io::{Cursor, Read as _};

use edu_types::{Profile, Severity};
use scorm_manifest::address::ExternalPolicy;
use scorm_manifest::{Activities, OpenedPackage, Package, PackageError, PackageLimits};
use serde_json::Value;

use super::placed;
use super::schemas::faults;
use crate::peers::{folder, node, node_program};

const PAGE: &str = "<!DOCTYPE html><title>Tides</title>";

/// What it makes of a page and an image with an awkward name: the edition in its words, and the package; `None`
/// where it is not at hand.
fn packages(name: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let modules = node()?;
    let folder = folder(name);
    let (source, output) = (folder.join("source"), folder.join("output"));
    std::fs::create_dir_all(source.join("img")).unwrap();
    std::fs::create_dir_all(&output).unwrap();
    placed(&source, "start.html", PAGE.as_bytes());
    placed(&source, "img/\u{fc}ber moon.png", b"moon");
    let mut program = node_program(&modules, "scorm_packager.cjs");
    let ended = program.args([&source, &output]).output().unwrap();
    let errors = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{errors}");
    let said = String::from_utf8(ended.stdout).unwrap();
    let made: Vec<_> = said
        .lines()
        .map(|line| {
            let told: Value = serde_json::from_str(line).unwrap();
            let bytes = std::fs::read(told["file"].as_str().unwrap()).unwrap();
            (told["version"].as_str().unwrap().to_owned(), bytes)
        })
        .collect();
    assert_eq!(made.len(), 3);
    Some(made)
}

fn opened(
    bytes: Vec<u8>,
    profile: &Profile,
) -> Result<OpenedPackage<Cursor<Vec<u8>>>, PackageError> {
    Package::open(Cursor::new(bytes), profile, &PackageLimits::DEFAULT)
}

#[test]
fn every_package_of_simple_scorm_packager_imports() {
    let Some(packages) = packages("scorm-packager") else {
        return;
    };
    for (version, bytes) in packages {
        let opened = opened(bytes, &Profile::lenient());
        let opened = opened.unwrap_or_else(|refused| panic!("{version}: {refused}"));
        let mut package = opened.package;
        package.check(&mut ()).unwrap();
        let manifest = package.manifest();
        assert_eq!(manifest.edition.schema_version(), version);
        let way = manifest.default_organization().unwrap();
        let activities = Activities::new(manifest, way, ExternalPolicy::Refused);
        let launches: Vec<_> = activities
            .launchable()
            .map(|(activity, launch)| (activity.title().to_owned(), launch.address, launch.is_sco))
            .collect();
        let [(title, address, true)] = &*launches else {
            panic!("{version}: {launches:?}")
        };
        assert_eq!(
            (&**title, &*address.to_string()),
            ("Tides & currents", "start.html")
        );
        let mut page = String::new();
        package
            .file(address)
            .unwrap()
            .read_to_string(&mut page)
            .unwrap();
        assert_eq!(page, PAGE);
    }
}

/// What strict mode finds in its packages of an edition.
fn expected(version: &str) -> [(&'static str, Severity); 2] {
    // Metadata of an item and of an organization stands behind what ADL adds to these, not before it.
    let order = match version {
        "1.2" => "scorm.element.order_1_2",
        _ => "scorm.element.order",
    };
    // Resources as a whole have metadata, which each of them may have alone.
    let unknown = "scorm.element.unknown";
    [(order, Severity::Error), (unknown, Severity::Error)]
}

#[test]
fn strict_mode_says_what_is_odd_about_packages_of_simple_scorm_packager() {
    let Some(packages) = packages("scorm-packager-strict") else {
        return;
    };
    for (version, bytes) in packages {
        let opened = opened(bytes, &Profile::strict());
        let report = match &opened {
            Ok(opened) => &opened.report,
            Err(refused) => refused.report().unwrap(),
        };
        let mut found: Vec<_> = report
            .findings()
            .iter()
            .map(|one| (one.code, one.severity))
            .collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, expected(&version), "{version}: {report}");
    }
}

#[test]
fn lxml_finds_packages_of_simple_scorm_packager_as_invalid_as_strict_mode_does() {
    let Some(packages) = packages("scorm-packager-schemas") else {
        return;
    };
    let edition = |version: &str| match version {
        "1.2" => "1.2",
        "2004 3rd Edition" => "2004-3rd",
        _ => "2004-4th",
    };
    let asked: Vec<_> = packages
        .iter()
        .map(|(version, bytes)| (edition(version), bytes.clone()))
        .collect();
    let Some(faults) = faults("scorm-packager-faults", &asked) else {
        return;
    };
    for ((version, bytes), found) in packages.into_iter().zip(faults) {
        let opened = opened(bytes, &Profile::strict());
        assert_eq!(opened.is_err(), !found.is_empty(), "{version}: {found:#?}");
    }
}
