//! Any bytes as a package: no panic; what is opened can be listed, asked for every launch address, and told of.
#![no_main]

use std::io::{Cursor, Read as _};

use edu_types::Profile;
use edu_zip::ZipLimits;
use libfuzzer_sys::fuzz_target;
use scorm_manifest::address::{Address, ExternalPolicy};
use scorm_manifest::{Activities, Package, PackageError, PackageLimits, rules};

const MOST: u64 = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    let strict = open(bytes, &Profile::strict());
    let Some(mut package) = open(bytes, &Profile::lenient()) else {
        // What a lenient profile refuses, a strict one does.
        assert!(strict.is_none());
        return;
    };
    let sound = package.check(&mut ()).is_ok();
    let names: Vec<String> = package.archive().entries().iter().map(|entry| entry.name().to_owned()).collect();
    assert!(names.iter().any(|name| name == package.manifest_name()));
    for address in addresses(&package) {
        let Some(mut file) = package.file(&address) else { continue };
        assert!(!address.is_external());
        let mut content = Vec::new();
        let read = file.read_to_end(&mut content);
        assert!(read.is_ok() || !sound);
    }
});

/// What is launched, on every way.
fn addresses(package: &Package<Cursor<&[u8]>>) -> Vec<Address> {
    let ways = Activities::of_each(package.manifest(), ExternalPolicy::Allowed);
    ways.flat_map(|activities| {
        let launched = activities.launchable().map(|(_, launch)| launch.address);
        launched.take(64).collect::<Vec<_>>()
    })
    .collect()
}

/// The package, unless it is refused; what was found is told either way.
fn open<'b>(bytes: &'b [u8], profile: &Profile) -> Option<Package<Cursor<&'b [u8]>>> {
    let archive = ZipLimits::default().with_entry_bytes(MOST).with_total_bytes(4 * MOST);
    let limits = PackageLimits::DEFAULT.with_archive(archive);
    let (report, package) = match Package::open(Cursor::new(bytes), profile, &limits) {
        Ok(opened) => (opened.report, Some(opened.package)),
        Err(PackageError::Refused(report)) => (report, None),
        Err(other) => panic!("memory does not fail: {other}"),
    };
    assert_eq!(report.is_valid(), package.is_some());
    for finding in report.findings() {
        let told = finding.to_string();
        assert!(!told.chars().any(char::is_control), "{told:?}");
        assert!(rules::hint(finding.code).is_some(), "{told}");
    }
    package
}
