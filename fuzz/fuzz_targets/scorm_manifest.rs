//! A manifest: judged within bounds, written as it was read, and gone through without an address that leaves the package.
#![no_main]

use edu_types::Profile;
use edu_xml::{Tree, XmlRoot as _, canonical};
use libfuzzer_sys::fuzz_target;
use scorm_manifest::address::ExternalPolicy;
use scorm_manifest::{Activities, Manifest};

fuzz_target!(|bytes: &[u8]| {
    let strict = read(bytes, &Profile::strict());
    let Some(manifest) = read(bytes, &Profile::lenient()) else {
        // What a lenient profile refuses, a strict one does.
        assert!(strict.is_none());
        return;
    };
    let written = manifest.to_xml_bytes().expect("what was read can be written");
    let again = read(&written, &Profile::lenient()).expect("what was written can be read");
    // Namespaces may be declared in another order.
    assert_eq!(meant(&again.to_xml_bytes().expect("again")), meant(&written));
    for organization in manifest.organizations() {
        let activities = Activities::new(&manifest, organization, ExternalPolicy::Refused);
        assert!(activities.all().len() <= Activities::MOST);
        for (activity, launch) in activities.launchable() {
            let address = launch.address.to_string();
            assert!(!address.starts_with('/') && !address.contains([' ', '\\']) || address.contains('?') || address.contains('#'));
            if let Some(file) = launch.address.file() {
                assert!(!file.split('/').any(|segment| segment == ".."));
            }
            if let Some(Ok(script)) = activity.prerequisites() {
                script.is_satisfied(|_| None);
            }
        }
    }
});

fn meant(written: &[u8]) -> String {
    let parsed = Tree::parse(written, &Profile::lenient(), &Manifest::LIMITS);
    canonical(&parsed.expect("what was written is well-formed").tree)
}

fn read(bytes: &[u8], profile: &Profile) -> Option<Manifest> {
    let read = Manifest::from_slice(bytes, profile, &Manifest::LIMITS);
    read.ok().map(|checked| checked.value)
}
