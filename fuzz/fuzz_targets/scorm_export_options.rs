//! Any options over a course: no panic; what is planned is written, and its manifest is valid.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use edu_types::{Limits, Profile, Timestamp};
use edu_xml::XmlRoot as _;
use libfuzzer_sys::fuzz_target;
use scorm_manifest::Manifest;
use scorm_manifest::course::{Course, CourseVersion, Draft, Published};
use scorm_manifest::export::{Export, ExportOptions, SchemaSet};

static COURSE: LazyLock<Published> = LazyLock::new(|| {
    let json = br#"{"identifier":"c","title":"C","language":"en","items":[
        {"kind":"page","identifier":"a","title":"A","blocks":[{"kind":"text","text":"x"}]},
        {"kind":"page","identifier":"b","title":"B","prerequisites":["a"],"blocks":[{"kind":"quiz","title":"Q",
         "questions":[{"identifier":"q","kind":"true_false","text":"?","answer":true}]}]}]}"#;
    let course = Course::from_slice(json, &Profile::strict(), &Limits::DEFAULT).expect("a course").value;
    let version = CourseVersion::new("1").expect("a version");
    Draft::new(course).publish(version, &Timestamp::MIN).expect("a course without fault")
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(options) = ExportOptions::from_slice(bytes, &Profile::lenient(), &Limits::DEFAULT) else { return };
    let Ok(export) = Export::plan(&COURSE, &options.value, &SchemaSet::new(), &Profile::strict()) else { return };
    export.write(&BTreeMap::new(), Vec::new(), &mut ()).expect("a package");
    let manifest = export.manifest().to_xml_bytes().expect("a manifest");
    Manifest::from_slice(&manifest, &Profile::strict(), &Manifest::LIMITS).expect("a valid manifest");
});
