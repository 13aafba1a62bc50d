//! What is found in each of the manifests and packages made by others: edition, verdicts and codes, in `tests/data/golden/`.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use edu_types::{Profile, Report};
use edu_xml::Refused;
use scorm_manifest::{Manifest, Package, PackageError, PackageLimits};

use super::corpus;

/// Each line: the file, the edition, the verdicts of a strict and of a lenient profile, the codes of the strict one.
const MANIFESTS: &str = include_str!("../data/golden/manifests.txt");

/// The same of whole packages, with the codes that both profiles find; comments say why one is refused.
const PACKAGES: &str = include_str!("../data/golden/packages.txt");

fn line(root: &Path, file: &Path) -> String {
    let bytes = edu_testing::read(file);
    let read = |profile: &Profile| Manifest::from_slice(&bytes, profile, &Manifest::LIMITS);
    let (strict, lenient) = (read(&Profile::strict()), read(&Profile::lenient()));
    let verdict = |valid: bool| if valid { "valid" } else { "refused" };
    let edition = lenient
        .as_ref()
        .map_or("-", |checked| checked.value.edition.as_str());
    let verdicts = (verdict(strict.is_ok()), verdict(lenient.is_ok()));
    let report = match strict {
        Ok(checked) => checked.report,
        Err(refused) => Refused::into_report(refused),
    };
    row(root, file, edition, verdicts, &[&report])
}

fn row(
    root: &Path,
    file: &Path,
    edition: &str,
    verdicts: (&str, &str),
    reports: &[&Report],
) -> String {
    let findings = reports.iter().flat_map(|report| report.findings());
    let codes: BTreeSet<_> = findings.map(|finding| finding.code).collect();
    let codes: Vec<_> = codes.into_iter().collect();
    let name = file.strip_prefix(root).unwrap().display();
    let line = format!(
        "{name} | {edition} | {} | {} | {}",
        verdicts.0,
        verdicts.1,
        codes.join(" ")
    );
    line.trim_end().to_owned()
}

fn package_line(root: &Path, file: &Path) -> String {
    let bytes = edu_testing::read(file);
    let [(strict, found), (lenient, more)] =
        [Profile::strict(), Profile::lenient()].map(|profile| opened(&bytes, &profile));
    let verdict = |edition: Option<_>| edition.map_or("refused", |_| "valid");
    let verdicts = (verdict(strict), verdict(lenient));
    row(
        root,
        file,
        lenient.unwrap_or("-"),
        verdicts,
        &[&found, &more],
    )
}

/// The edition of a package that is accepted to the last byte, and what was found.
fn opened(bytes: &[u8], profile: &Profile) -> (Option<&'static str>, Report) {
    let refused = |error: PackageError| error.report().cloned().expect("memory does not fail");
    match Package::open(Cursor::new(bytes), profile, &PackageLimits::DEFAULT) {
        Ok(mut opened) => match opened.package.check(&mut ()) {
            Ok(()) => (
                Some(opened.package.manifest().edition.as_str()),
                opened.report,
            ),
            Err(error) => (None, refused(error)),
        },
        Err(error) => (None, refused(error)),
    }
}

/// Compares what is found in every file with the rows of a table.
fn compare(files: &[PathBuf], table: &str, line: impl Fn(&Path) -> String) {
    let lines: Vec<_> = files.iter().map(|file| line(file)).collect();
    let expected: Vec<_> = table.lines().filter(|row| !row.starts_with('#')).collect();
    let differing: Vec<_> = lines
        .iter()
        .filter(|line| !expected.contains(&line.as_str()))
        .collect();
    assert!(differing.is_empty(), "{differing:#?}");
    assert_eq!(lines.len(), expected.len());
}

#[test]
fn every_manifest_is_found_to_be_as_in_the_table() {
    let Some(root) = corpus::root() else { return };
    compare(&corpus::manifests(&root), MANIFESTS, |file| {
        line(&root, file)
    });
}

#[test]
fn every_package_is_found_to_be_as_in_the_table() {
    let Some(root) = corpus::root() else { return };
    compare(&corpus::packages(&root), PACKAGES, |file| {
        package_line(&root, file)
    });
}
