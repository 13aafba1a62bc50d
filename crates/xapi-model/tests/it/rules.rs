//! The list of all rules of the crate: each once, none beside it, every one looked for by a test.

use std::collections::BTreeSet;
use std::path::Path;

use xapi_model::rules;

const CRATE: &str = env!("CARGO_MANIFEST_DIR");

/// The text of every source of a folder, by path.
#[expect(clippy::disallowed_methods, reason = "a test may read its material")]
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path.to_string_lossy().into_owned(), text));
        }
    }
    found
}

#[test]
fn no_two_rules_have_one_code() {
    let codes: BTreeSet<_> = rules::all().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), rules::all().count());
}

#[test]
fn every_rule_names_its_standard_noun_clause_and_number() {
    for rule in rules::all() {
        let parts: Vec<_> = rule.code.split('.').collect();
        assert_eq!((parts.len(), parts[0]), (3, "xapi"), "{}", rule.code);
        assert!(rule.clause.contains('§'), "{}", rule.code);
        if let Some(number) = rule.requirement {
            let digits = number.strip_prefix("XAPI-").unwrap_or_default();
            let is_number = digits.len() == 5 && digits.bytes().all(|one| one.is_ascii_digit());
            assert!(is_number, "{}: {number}", rule.code);
        }
    }
}

#[test]
fn no_rule_is_declared_outside_the_lists() {
    let listed = rules::all().count();
    let mut declared = 0;
    for (path, text) in sources(&Path::new(CRATE).join("src")) {
        assert!(!text.contains(": Rule ="), "{path} declares a rule by hand");
        let code = |line: &&str| line.starts_with("    ") && line.contains(" \"xapi.");
        let is_list = text.contains("rule_list! {");
        declared += text.lines().filter(code).count() * usize::from(is_list);
    }
    assert_eq!(declared, listed);
}

/// Those of statements are counted by their cases.
#[test]
fn every_rule_beyond_statements_is_looked_for_by_a_test() {
    let mut tests: Vec<_> = sources(&Path::new(CRATE).join("tests"));
    let within = sources(&Path::new(CRATE).join("src")).into_iter();
    tests.extend(within.filter_map(|(path, text)| {
        let (_, tests) = text.split_once("#[cfg(test)]")?;
        Some((path, tests.to_owned()))
    }));
    let of_statements: BTreeSet<_> = rules::STATEMENT.iter().map(|rule| rule.code).collect();
    let others = rules::all().filter(|rule| !of_statements.contains(rule.code));
    // Alone, or with the place of the finding behind it.
    let is_named = |code: &str| {
        let quoted = [format!("\"{code}\""), format!("\"{code} /")];
        let names = |text: &String| quoted.iter().any(|quoted| text.contains(quoted));
        tests.iter().any(|(_, text)| names(text))
    };
    let missing: Vec<_> = others
        .map(|rule| rule.code)
        .filter(|code| !is_named(code))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
