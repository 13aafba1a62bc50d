//! Metadata in files of its own, named by `adlcp:location`: found, read and judged.

use core::ops::ControlFlow;
use std::io::Cursor;

use edu_types::{Limits, Profile, Report};
use edu_zip::{Step, Writer};
use scorm_manifest::lom::Lom;
use scorm_manifest::{Package, PackageError, PackageLimits};

use super::{PAGE_2004, item_with, of_2004};

const IEEE: &str = include_str!("../data/lom/ieee.xml");
const IMS: &str = include_str!("../data/lom/ims.xml");

type InMemory = Package<Cursor<Vec<u8>>>;

/// A manifest whose metadata names a file.
fn naming(location: &str) -> String {
    of_2004("2004 4th Edition", &item_with("", ""), PAGE_2004).replacen(
        "</metadata>",
        &format!("<adlcp:location>{location}</adlcp:location></metadata>"),
        1,
    )
}

fn opened(
    manifest: &str,
    files: &[(&str, &str)],
    profile: &Profile,
) -> Result<(InMemory, Report), PackageError> {
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    let own = [("imsmanifest.xml", manifest), ("a.html", "")];
    for (name, content) in own.iter().chain(files) {
        writer.add(name, content.as_bytes()).unwrap();
    }
    let bytes = Cursor::new(writer.finish().unwrap());
    let opened = Package::open(bytes, profile, &PackageLimits::DEFAULT)?;
    Ok((opened.package, opened.report))
}

fn package(manifest: &str, files: &[(&str, &str)]) -> InMemory {
    opened(manifest, files, &Profile::strict()).unwrap().0
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.findings().iter().map(|one| one.code).collect()
}

/// What is found in one file of metadata.
fn found(content: &str, profile: &Profile, limits: &Limits) -> Result<Report, PackageError> {
    package(&naming("m.xml"), &[("m.xml", content)]).check_metadata(profile, limits, &mut ())
}

#[test]
fn check_is_told_of_each_file_and_can_be_stopped() {
    let manifest = naming("m.xml").replacen(
        "</adlcp:location>",
        "</adlcp:location><adlcp:location>n.xml</adlcp:location>",
        1,
    );
    let mut package = package(&manifest, &[("m.xml", IEEE), ("n.xml", IMS)]);
    let mut told = Vec::new();
    let all = (IEEE.len() + IMS.len()) as u64;
    let mut note = |step: Step<'_>| {
        told.push((step.entry.to_owned(), step.done));
        assert_eq!(step.total, all);
        ControlFlow::Continue(())
    };
    let done = package.check_metadata(&Profile::lenient(), &Lom::LIMITS, &mut note);
    assert!(done.is_ok());
    let expected = [
        ("m.xml".to_owned(), 0),
        ("n.xml".to_owned(), IEEE.len() as u64),
    ];
    assert_eq!(told, expected);
    let mut stop = |step: Step<'_>| match step.done {
        0 => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    };
    let stopped = package.check_metadata(&Profile::lenient(), &Lom::LIMITS, &mut stop);
    assert!(matches!(stopped, Err(PackageError::Stopped)));
}

#[test]
fn metadata_of_either_binding_is_read() {
    for content in [IEEE, IMS] {
        let mut package = package(&naming("m.xml"), &[("m.xml", content)]);
        let files = package.metadata_files();
        assert_eq!(files.len(), 1);
        let read = package
            .metadata(files[0], &Profile::strict(), &Lom::LIMITS)
            .unwrap();
        assert_eq!(read.value.title("en"), Some("Golf"));
        assert!(read.report.is_empty(), "{}", read.report);
        assert_eq!(
            edu_xml::XmlRoot::to_xml_string(&read.value).unwrap(),
            content.trim()
        );
    }
}

#[test]
fn every_part_may_name_metadata_from_where_it_stands() {
    let named =
        |file: &str| format!("<metadata><adlcp:location>{file}</adlcp:location></metadata>");
    let manifest = naming("top.xml")
        .replacen(
            "</organization>",
            &format!("{}</organization>", named("way.xml")),
            1,
        )
        .replacen("</item>", &format!("{}</item>", named("way.xml")), 1)
        .replacen(
            "adlcp:scormType=\"sco\"",
            "adlcp:scormType=\"sco\" xml:base=\"sub/\"",
            1,
        )
        .replacen("<file ", &format!("{}<file ", named("near%20by.xml")), 1);
    let files = [
        ("top.xml", ""),
        ("way.xml", ""),
        ("sub/near by.xml", ""),
        ("sub/a.html", ""),
    ];
    let (package, report) = opened(&manifest, &files, &Profile::lenient()).unwrap();
    let entries = package.archive().entries();
    let found: Vec<_> = package
        .metadata_files()
        .into_iter()
        .map(|at| entries[at].name())
        .collect();
    assert_eq!(found, ["top.xml", "way.xml", "sub/near by.xml"]);
    assert!(
        !codes(&report).contains(&"scorm.package.metadata_missing"),
        "{report}"
    );
}

#[test]
fn a_file_of_metadata_is_listed_by_its_location() {
    let (_, report) = opened(&naming("m.xml"), &[("m.xml", IEEE)], &Profile::strict()).unwrap();
    assert_eq!(codes(&report), ["scorm.package.schemas"]);
}

#[test]
fn metadata_in_a_file_that_is_not_there_is_told_of() {
    for location in ["gone.xml", "../gone.xml", "javascript:alert(1)"] {
        let refused = opened(&naming(location), &[], &Profile::strict()).unwrap_err();
        assert_eq!(
            refused.code(),
            Some("scorm.package.metadata_missing"),
            "{location}"
        );
        let (package, report) = opened(&naming(location), &[], &Profile::lenient()).unwrap();
        assert!(codes(&report).contains(&"scorm.package.metadata_missing"));
        assert_eq!(package.metadata_files(), [] as [usize; 0]);
    }
}

#[test]
fn metadata_on_the_web_is_not_looked_for() {
    let manifest = naming("https://example.org/m.xml");
    let (package, _) = opened(&manifest, &[], &Profile::strict()).unwrap();
    assert_eq!(package.metadata_files(), [] as [usize; 0]);
}

#[test]
fn metadata_in_a_file_breaks_the_rules_that_it_breaks_in_the_manifest() {
    let content = r#"<lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general><language>english language</language></general></lom>"#;
    let report = found(content, &Profile::strict(), &Lom::LIMITS).unwrap();
    let [finding] = report.findings() else {
        panic!("{report}");
    };
    assert_eq!(finding.code, "scorm.lom.language");
    assert_eq!(finding.place.file.as_deref(), Some("m.xml"));
    assert!(
        finding
            .place
            .path
            .as_deref()
            .unwrap()
            .starts_with("/lom/general")
    );
}

#[test]
fn a_file_that_is_no_metadata_is_one_finding() {
    let small = Lom::LIMITS.with_bytes(8);
    let doctype = "<!DOCTYPE lom SYSTEM \"file:///etc/passwd\"><lom/>";
    for (content, limits) in [
        ("", &Lom::LIMITS),
        ("<lom>", &Lom::LIMITS),
        ("<html/>", &Lom::LIMITS),
        (doctype, &Lom::LIMITS),
        (IEEE, &small),
    ] {
        let refused = found(content, &Profile::strict(), limits).unwrap_err();
        assert_eq!(codes(refused.report().unwrap()), ["scorm.package.metadata"]);
        let told = found(content, &Profile::lenient(), limits).unwrap();
        assert_eq!(codes(&told), ["scorm.package.metadata"]);
        assert_eq!(told.findings()[0].place.file.as_deref(), Some("m.xml"));
    }
}

#[test]
fn an_entry_that_there_is_not_holds_no_metadata() {
    let mut package = package(&naming("m.xml"), &[("m.xml", IEEE)]);
    let read = package.metadata(99, &Profile::strict(), &Lom::LIMITS);
    assert!(matches!(read, Err(PackageError::Source(_))));
}
