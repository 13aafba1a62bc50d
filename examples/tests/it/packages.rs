//! Packages of SCORM made of a course and taken in, by the built examples.

use edu_types::Profile;
use edu_zip::Writer;

use crate::program::{Folder, Program, run};

/// What a run of the import prints, and its exit code.
fn taken_in(args: &[&str]) -> (Option<i32>, String) {
    Program::start("scorm_import", args, "\n").end()
}

const COURSE: &str = r#"{"identifier":"tides","title":"Tides","language":"en","items":[{"kind":"page","identifier":"moon","title":"The moon","blocks":[{"kind":"text","text":"It pulls."}]}]}"#;

/// A course exported into the folder: the package's name.
fn exported(folder: &Folder) -> String {
    let (course, package) = (folder.file("course.json"), folder.file("tides.zip"));
    std::fs::write(&course, COURSE).unwrap();
    let (code, said) = run("scorm_export", &[&course, &folder.file("."), &package]);
    assert_eq!(code, Some(0), "{said}");
    package
}

#[test]
fn a_made_up_package_shows_what_is_odd_and_how_to_mend_it() {
    let (code, said) = taken_in(&[]);
    assert_eq!(code, Some(0), "{said}");
    for expected in [
        "scorm.package.file_missing",
        "  Tides\n    The moon → /packages/1/moon.html\n",
        "    Test → /packages/1/test.html (tracked), passed from 80 of 100\n",
        "  /packages/1/moon.html (text/html, ",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn what_was_exported_is_taken_in_under_the_path_that_is_asked_for() {
    let folder = Folder::new();
    let package = exported(&folder);
    let (code, said) = taken_in(&[&package, "--strict", "--base", "/c/7/"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains(" → /c/7/index.html (tracked)"), "{said}");
    assert!(
        said.contains("  /c/7/imsmanifest.xml (text/xml, "),
        "{said}"
    );
}

#[test]
fn what_breaks_the_standard_is_refused_where_that_is_asked_for() {
    let (code, said) = taken_in(&["--strict"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("scorm.package.file_missing"), "{said}");
    assert!(!said.contains("Served"), "{said}");
}

#[test]
fn what_is_odd_in_metadata_in_a_file_of_its_own_is_shown() {
    let folder = Folder::new();
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    let manifest =
        br#"<manifest identifier="M" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
        xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema>
        <schemaversion>1.2</schemaversion><adlcp:location>about.xml</adlcp:location></metadata>
        <organizations/><resources/></manifest>"#;
    writer.add("imsmanifest.xml", manifest).unwrap();
    writer.add("about.xml", b"<html/>").unwrap();
    let package = folder.file("tides.zip");
    std::fs::write(&package, writer.finish().unwrap()).unwrap();
    let (code, said) = taken_in(&[&package]);
    assert_eq!(code, Some(0), "{said}");
    for expected in ["scorm.package.metadata", "about.xml"] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn a_spoilt_package_is_refused_before_anything_of_it_is_shown() {
    let folder = Folder::new();
    let package = exported(&folder);
    let mut bytes = std::fs::read(&package).unwrap();
    let half = bytes.len() / 2;
    bytes.truncate(half);
    std::fs::write(&package, bytes).unwrap();
    let (code, said) = taken_in(&[&package]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("zip.") && !said.contains("The course"),
        "{said}"
    );
}

#[test]
fn a_package_that_is_not_there_is_told_on_standard_error() {
    let (code, said) = run("scorm_import", &["no-such.zip"]);
    assert_eq!(code, Some(1));
    assert!(said.starts_with("not taken in: "), "{said}");
}
