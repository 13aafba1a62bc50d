//! What pages say of every rule, against the rules there are: the tables of `docs/scorm-packages.md`, which tell people
//! what a finding means and how to mend it, and that of `docs/conformance.md`.
//!
//! Every cell follows from the rules, their documentation and their hints, but for the last of `docs/conformance.md`: it
//! names tests, and `cargo xtask rules` sees to it that they exist. Where a page differs, the failure has the table as it
//! should be.

use core::fmt::Write as _;
use std::collections::BTreeMap;

use edu_types::{Profile, Rule};
use scorm_manifest::rules;

const GUIDE: &str = include_str!("../../../../docs/scorm-packages.md");
const CONFORMANCE: &str = include_str!("../../../../docs/conformance.md");

const GUIDE_HEAD: &str = "| code | what it means | how to mend it |\n|---|---|---|\n";
const CONFORMANCE_HEAD: &str = "| code | is about | number | clause | strict | lenient | tests |\n|---|---|---|---|---|---|---|\n";

/// Where rules are declared.
const SOURCES: &[&str] = &[
    include_str!("../../../edu-zip/src/rules.rs"),
    include_str!("../../../edu-xml/src/error.rs"),
    include_str!("../../src/rules.rs"),
    include_str!("../../src/sequencing/rules.rs"),
    include_str!("../../src/lom/rules.rs"),
    include_str!("../../src/course/rules.rs"),
    include_str!("../../src/export/rules.rs"),
];

/// The headings of the guide's tables, with the rules below each.
const GROUPS: &[(&str, &[&Rule])] = &[
    ("The archive", edu_zip::rules::ALL),
    ("XML", edu_xml::error::ALL),
    ("The package", rules::PACKAGE),
    ("The manifest", rules::MANIFEST),
    ("Sequencing", scorm_manifest::sequencing::rules::ALL),
    ("Metadata", scorm_manifest::lom::rules::ALL),
    ("Courses", scorm_manifest::course::rules::ALL),
    ("Exports", scorm_manifest::export::rules::ALL),
];

/// What each rule is about, by its code: the first sentence of its documentation.
fn meanings() -> BTreeMap<String, String> {
    let mut meanings = BTreeMap::new();
    for line_of in SOURCES {
        let mut told = String::new();
        for line in line_of.lines().map(str::trim) {
            if let Some(text) = line.strip_prefix("///") {
                told.push_str(text);
            } else if let Some(code) = line.split('"').nth(1) {
                let sentence = told.split(". ").next().unwrap_or_default();
                let sentence = sentence.trim().trim_end_matches('.').replace('|', "\\|");
                if code.contains('.') && !sentence.is_empty() {
                    meanings.insert(code.to_owned(), sentence);
                }
                told.clear();
            } else if line.is_empty() || line.ends_with([';', '}']) {
                told.clear();
            }
        }
    }
    meanings
}

/// A table of the guide as it should be.
fn expected_in_guide(of: &[&Rule], meanings: &BTreeMap<String, String>) -> String {
    let mut table = GUIDE_HEAD.to_owned();
    for rule in of {
        let code = rule.code;
        let hint = rules::hint(code).unwrap_or_default().replace('|', "\\|");
        let meaning = meanings.get(code).map_or("", String::as_str);
        writeln!(table, "| `{code}` | {meaning} | {hint} |").unwrap();
    }
    table
}

/// The cells of the rows of `docs/conformance.md`, by their code.
fn rows() -> BTreeMap<String, Vec<String>> {
    let (_, table) = CONFORMANCE.split_once(CONFORMANCE_HEAD).unwrap_or_default();
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    let cells = |row: &str| -> Vec<String> {
        let cells = row.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    };
    rows.map(cells)
        .map(|cells| (cells[0].trim_matches('`').to_owned(), cells))
        .collect()
}

fn weight(rule: &Rule, profile: &Profile) -> &'static str {
    profile
        .severity(rule)
        .map_or("–", |severity| severity.as_str())
}

/// The rules that a package can break by its manifest.
fn of_manifests() -> impl Iterator<Item = &'static Rule> {
    let lists = [
        rules::PACKAGE,
        rules::MANIFEST,
        scorm_manifest::sequencing::rules::ALL,
        scorm_manifest::lom::rules::ALL,
    ];
    lists.into_iter().flatten().copied()
}

/// The table of `docs/conformance.md` as it should be; tests are those that the page names.
fn expected_in_conformance() -> String {
    let (meanings, named) = (meanings(), rows());
    let (strict, lenient) = (Profile::strict(), Profile::lenient());
    let mut table = CONFORMANCE_HEAD.to_owned();
    for rule in of_manifests() {
        let Rule { code, clause, .. } = rule;
        let tests = named.get(*code).and_then(|cells| cells.last());
        let tests = tests.map_or("", String::as_str);
        let meaning = meanings.get(*code).map_or("", String::as_str);
        let clause = clause.strip_prefix("SCORM ").unwrap_or(clause);
        let number = rule.requirement.unwrap_or("–");
        let (strict, lenient) = (weight(rule, &strict), weight(rule, &lenient));
        writeln!(
            table,
            "| `{code}` | {meaning} | {number} | {clause} | {strict} | {lenient} | {tests} |"
        )
        .unwrap();
    }
    table
}

#[test]
fn the_guide_says_of_every_rule_what_it_means_and_how_to_mend_it() {
    let meanings = meanings();
    for (heading, of) in GROUPS {
        let expected = format!("### {heading}\n\n{}", expected_in_guide(of, &meanings));
        assert!(
            GUIDE.contains(&expected),
            "docs/scorm-packages.md is to say:\n{expected}"
        );
    }
}

#[test]
fn every_rule_of_the_crate_is_in_the_guide() {
    let missing: Vec<_> = rules::all()
        .map(|rule| rule.code)
        .filter(|code| !GUIDE.contains(&format!("\n| `{code}` |")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_page_has_a_row_for_every_rule_of_manifests_and_no_other() {
    let expected = expected_in_conformance();
    assert!(
        CONFORMANCE.contains(&expected),
        "the table of docs/conformance.md is to be:\n{expected}"
    );
}

#[test]
fn every_rule_of_manifests_names_a_test_that_shows_it() {
    let rows = rows();
    let shown = |code: &str| {
        let tests = rows.get(code).and_then(|cells| cells.last());
        tests.is_some_and(|tests| tests.contains('`'))
    };
    let unshown: Vec<_> = of_manifests()
        .map(|rule| rule.code)
        .filter(|code| !shown(code))
        .collect();
    assert!(unshown.is_empty(), "nothing shows {unshown:?}");
}

#[test]
fn every_rule_is_told_in_words() {
    let meanings = meanings();
    let mut codes = GROUPS
        .iter()
        .flat_map(|(_, of)| of.iter().map(|rule| rule.code));
    assert_eq!(codes.find(|code| !meanings.contains_key(*code)), None);
}
