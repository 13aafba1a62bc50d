//! What is found in each of the manifests made by others: edition, verdicts and codes, in `tests/data/golden/manifests.txt`.

use std::collections::BTreeSet;
use std::path::Path;

use edu_types::Profile;
use edu_xml::Refused;
use scorm_manifest::Manifest;

use super::corpus;

/// Each line: the file, the edition, the verdicts of a strict and of a lenient profile, the codes of the strict one.
const TABLE: &str = include_str!("../data/golden/manifests.txt");

fn line(root: &Path, file: &Path) -> String {
    let bytes = corpus::bytes(file);
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
    let codes: BTreeSet<_> = report
        .findings()
        .iter()
        .map(|finding| finding.code)
        .collect();
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

#[test]
fn every_manifest_is_found_to_be_as_in_the_table() {
    let Some(root) = corpus::root() else { return };
    let lines: Vec<_> = corpus::manifests(&root)
        .iter()
        .map(|file| line(&root, file))
        .collect();
    let expected: Vec<_> = TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let differing: Vec<_> = lines
        .iter()
        .filter(|line| !expected.contains(&line.as_str()))
        .collect();
    assert!(differing.is_empty(), "{differing:#?}");
    assert_eq!(lines.len(), expected.len());
}
