//! The table of rules in `docs/conformance.md`, against the rules there are and the statements that
//! show them.
//!
//! Every cell but the last follows from the rules and from `tests/data/mutations`. The last names
//! tests, and must where no statement of these files breaks the rule; `cargo xtask rules` sees to it
//! that they exist. Where the page differs, the failure has the table as it should be.

use core::fmt::Write as _;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use edu_json::{Tree, json_object, json_wire};
use edu_types::{IsoDuration, Limits, Rule, UuidText};
use xapi_model::{StatementRef, Version, rules};

const PAGE: &str = include_str!("../../../../docs/conformance.md");
const CRATE: &str = env!("CARGO_MANIFEST_DIR");

const HEAD: &str = "| code | is about | number | clause | 1.0.3 | 2.0 | broken in | nearly | tests |\n\
                    |---|---|---|---|---|---|---|---|---|\n";

/// How many statements of each file break a rule, and how many nearly do.
#[derive(Default)]
struct Shown {
    broken: BTreeMap<String, usize>,
    nearly: BTreeMap<String, usize>,
}

#[expect(clippy::disallowed_methods, reason = "a test may read its material")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// The files below a folder, in order.
#[expect(clippy::disallowed_methods, reason = "a test may read its material")]
fn files(folder: PathBuf) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![folder], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// What the statements show of each rule, by its code.
fn shown() -> BTreeMap<String, Shown> {
    let mut shown = BTreeMap::<String, Shown>::new();
    for file in files(Path::new(CRATE).join("tests/data/mutations")) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        for line in read(&file).lines() {
            let case = Tree::parse(line.as_bytes(), &Limits::DEFAULT).unwrap();
            let member = |name| case.root().get(name).unwrap();
            let mut verdicts = member("versions").members();
            let holds = verdicts.all(|(_, verdict)| verdict.as_str() == Some("accepted"));
            let rule = member("rule").as_str().unwrap();
            let of_rule = shown.entry(rule.to_owned()).or_default();
            let counts = if holds {
                &mut of_rule.nearly
            } else {
                &mut of_rule.broken
            };
            let count = counts.entry(name.clone()).or_default();
            *count = count.saturating_add(1);
        }
    }
    shown
}

/// What each rule is about, by its code: the first sentence of its documentation.
fn meanings() -> BTreeMap<String, String> {
    let mut meanings = BTreeMap::new();
    for file in files(Path::new(CRATE).join("src")) {
        let mut sentence = String::new();
        for line in read(&file).lines().map(str::trim) {
            if let Some(text) = line.strip_prefix("///") {
                sentence.push_str(text);
            } else if let Some((_, code)) = line.split_once("\"xapi.") {
                let code = code.split('"').next().unwrap();
                let first = sentence
                    .split(". ")
                    .flat_map(|first| first.split("; "))
                    .next();
                let first = first.unwrap().trim().trim_end_matches('.');
                if !first.is_empty() {
                    meanings.insert(format!("xapi.{code}"), first.to_owned());
                }
                sentence.clear();
            } else if line.is_empty() || line.ends_with([';', '}']) {
                sentence.clear();
            }
        }
    }
    meanings
}

fn weight(rule: &Rule, version: Version) -> &'static str {
    match version.strict().severity(rule) {
        Some(severity) => severity.as_str(),
        None => "–",
    }
}

fn counted(counts: &BTreeMap<String, usize>) -> String {
    let texts = counts.iter().map(|(file, count)| format!("{file} {count}"));
    texts.collect::<Vec<_>>().join(", ")
}

/// The cells of the page's rows of rules, by their code.
fn rows() -> Vec<(String, Vec<String>)> {
    let (_, table) = PAGE.split_once(HEAD).expect("the table has its columns");
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    let cells = |row: &str| -> Vec<String> {
        let cells = row.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    };
    rows.map(cells)
        .map(|cells| (cells[0].trim_matches('`').to_owned(), cells))
        .collect()
}

/// The table as it should be; tests are those that the page names.
fn expected() -> String {
    let (shown, meanings, none) = (shown(), meanings(), Shown::default());
    let named: BTreeMap<_, _> = rows().into_iter().collect();
    let mut table = HEAD.to_owned();
    for rule in rules::all() {
        let Shown { broken, nearly } = shown.get(rule.code).unwrap_or(&none);
        let cells = named.get(rule.code);
        let tests = cells
            .and_then(|cells| cells.get(8))
            .map_or("", String::as_str);
        let meaning = meanings.get(rule.code).map_or("", String::as_str);
        let [older, newer] = Version::ALL.map(|version| weight(rule, version));
        let clause = rule.clause.strip_prefix("xAPI ").unwrap_or(rule.clause);
        let number = rule.requirement.unwrap_or_default();
        let (broken, nearly) = (counted(broken), counted(nearly));
        let code = rule.code;
        writeln!(
            table,
            "| `{code}` | {meaning} | {number} | {clause} | {older} | {newer} | {broken} | {nearly} | {tests} |"
        )
        .unwrap();
    }
    while table.contains("  ") {
        table = table.replace("  ", " ");
    }
    table
}

/// The sentence above the table, with its numbers.
fn sentence() -> String {
    let (shown, all) = (shown(), rules::all().collect::<Vec<_>>());
    let both = all.iter().filter_map(|rule| shown.get(rule.code));
    let both = both.filter(|shown| !shown.broken.is_empty() && !shown.nearly.is_empty());
    format!(
        "{} of {} rules are covered by at least one document that breaks them and one that nearly \
         does, the others by the tests of their row.",
        both.count(),
        all.len()
    )
}

#[test]
fn the_page_has_a_row_for_every_rule_and_no_other() {
    let expected = expected();
    assert!(
        PAGE.contains(&expected),
        "the table of docs/conformance.md is to be:\n{expected}"
    );
}

#[test]
fn the_page_counts_the_rules_that_are_shown() {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = sentence();
    assert!(
        words(PAGE).contains(&words(&sentence)),
        "docs/conformance.md is to say:\n{sentence}"
    );
}

#[test]
fn a_rule_that_lacks_statements_on_one_side_names_its_tests() {
    let lacks = |cells: &[String]| cells[6].is_empty() || cells[7].is_empty();
    let unshown = rows().into_iter().filter(|(_, cells)| lacks(cells));
    let unnamed = unshown.filter(|(_, cells)| !cells[8].contains('`'));
    let codes: Vec<_> = unnamed.map(|(code, _)| code).collect();
    assert!(codes.is_empty(), "nothing shows {codes:?}");
}

#[test]
fn every_rule_is_told_in_words() {
    let meanings = meanings();
    let mut codes = rules::all().map(|rule| rule.code);
    assert_eq!(codes.find(|code| !meanings.contains_key(*code)), None);
}

json_object! {
    /// What a host says of its own, by the rules of statements.
    struct Pause {
        required {
            /// Of which attempt.
            attempt: UuidText = "attempt",
            /// How long.
            duration: IsoDuration = "duration" => &rules::DURATION,
        }
    }
}
json_wire!(Pause, &rules::MEMBER_RULES);

/// The code of the first thing wrong with a host's own value.
fn fault(json: &str) -> Option<&'static str> {
    let read = Pause::from_slice(json.as_bytes(), &Version::V2_0.strict(), &Limits::DEFAULT);
    read.err()?.first().map(|finding| finding.code)
}

#[test]
fn a_hosts_own_values_are_read_by_the_general_rules() {
    let attempt = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee";
    let right = format!(r#"{{"attempt":"{attempt}","duration":"PT5M"}}"#);
    assert_eq!(fault(&right), None);
    let missing = r#"{"duration":"PT5M"}"#;
    assert_eq!(fault(missing), Some("xapi.format.missing"));
    let other = right.replace(attempt, "7");
    assert_eq!(fault(&other), Some("xapi.format.value"));
    let other = right.replace("PT5M", "5 minutes");
    assert_eq!(fault(&other), Some("xapi.duration.form"));
}

#[test]
fn a_reference_that_is_read_by_itself_says_what_it_is() {
    let json = br#"{"id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee"}"#;
    let read = StatementRef::from_slice(json, &Version::V2_0.strict(), &Limits::DEFAULT);
    let refused = read.unwrap_err();
    assert_eq!(refused.first().unwrap().code, "xapi.reference.object_type");
}
