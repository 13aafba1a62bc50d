//! Pages that name tests against the tests there are.
//!
//! In every table of these pages with a column headed `test` or `tests`, each code span of that
//! column is the name of a test function; a path before the name, as in
//! `launch::rejects_a_reused_nonce`, is for the reader.

use std::collections::BTreeSet;

use super::{Texts, is_source};

/// A page that is a module's documentation counts without its comment marks.
const PAGES: &[&str] = &[
    "docs/conformance.md",
    "docs/threat-model.md",
    "crates/lti-core/src/manual.rs",
    "docs/features.md",
];

/// How many lines above a function its test attribute may stand, other attributes between.
const ATTRIBUTE_REACH: usize = 3;

/// Tests the pages name and no source file defines; pages that are missing or name none.
pub(super) fn unknown_tests(texts: &Texts) -> Vec<String> {
    let written = tests_in(texts);
    let mut found = Vec::new();
    for path in PAGES {
        let Some(page) = texts.get(*path) else {
            found.push(format!("{path} is missing"));
            continue;
        };
        let named = named_tests(page);
        if named.is_empty() {
            found.push(format!("{path} names no test in a column `tests`"));
        }
        let unknown = named
            .iter()
            .filter(|(_, test)| !written.contains(test.as_str()));
        found.extend(
            unknown.map(|(line, test)| format!("{path}:{line} names `{test}`, no such test")),
        );
    }
    found
}

/// Test names by line number, as the page's tables give them.
fn named_tests(page: &str) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    let mut column = None;
    let mut in_table = false;
    for (index, line) in page.lines().enumerate() {
        let line = line.trim_start().trim_start_matches("//!").trim_start();
        let is_row = line.starts_with('|');
        if is_row && !in_table {
            column = cells(line).position(|cell| matches!(cell, "test" | "tests"));
        } else if let (true, Some(cell)) = (is_row, column.and_then(|at| cells(line).nth(at))) {
            let spans = cell.split('`').skip(1).step_by(2);
            let tests = spans.filter_map(|span| span.rsplit("::").next());
            named.extend(tests.map(|test| (index.saturating_add(1), test.trim().to_owned())));
        }
        in_table = is_row;
    }
    named
}

fn cells(row: &str) -> impl Iterator<Item = &str> {
    row.trim().trim_matches('|').split('|').map(str::trim)
}

/// Names of all test functions in the tree's sources.
fn tests_in(texts: &Texts) -> BTreeSet<&str> {
    let sources = texts.iter().filter(|(path, _)| is_source(path));
    sources
        .flat_map(|(_, text)| tests_of_source(text))
        .collect()
}

/// Functions that closely follow a test attribute; each attribute makes one function a test.
fn tests_of_source(text: &str) -> Vec<&str> {
    let mut tests = Vec::new();
    let mut attribute_at = None;
    for (index, line) in text.lines().enumerate() {
        if is_test_attribute(line) {
            attribute_at = Some(index);
        } else if let Some(name) = function_name(line)
            && let Some(at) = attribute_at.take()
            && index.saturating_sub(at) <= ATTRIBUTE_REACH
        {
            tests.push(name);
        }
    }
    tests
}

/// `#[test]`, or that of a runtime: `#[tokio::test]`, `#[tokio::test(…)]`.
fn is_test_attribute(line: &str) -> bool {
    let Some(attribute) = line.trim().strip_prefix("#[") else {
        return false;
    };
    let path = attribute.split([']', '(']).next().unwrap_or_default();
    path.rsplit("::").next() == Some("test")
}

fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    // `fn` must be a word of its own.
    if before
        .chars()
        .next_back()
        .is_some_and(|last| last.is_alphanumeric() || last == '_')
    {
        return None;
    }
    after
        .split(|character: char| !(character.is_alphanumeric() || character == '_'))
        .next()
}

#[cfg(test)]
mod tests {
    use super::super::texts;
    use super::*;

    const TABLE: &str = "# Page\n\n| clause | says | tests |\n|---|---|---|\n\
                         | 5.1 | `nonce` | `launch::refuses_reused_nonce`, `other` |\n\
                         | 5.2 | state | — |\n\nWords.\n\n| a | b |\n|---|---|\n| `x` | `y` |\n";

    /// A tree whose first page and only crate are given; the other pages name what the table names first.
    fn tree(page: &str, source: &str) -> Texts {
        let other = "| attack | tests |\n|---|---|\n| replay | `refuses_reused_nonce` |\n";
        let mut files = vec![(PAGES[0], page), ("crates/a/src/lib.rs", source)];
        files.extend(PAGES.iter().skip(1).map(|path| (*path, other)));
        texts(&files)
    }

    #[test]
    fn only_spans_of_the_tests_column_are_names() {
        let names: Vec<_> = named_tests(TABLE)
            .into_iter()
            .map(|(_, name)| name)
            .collect();
        assert_eq!(names, ["refuses_reused_nonce", "other"]);
    }

    #[test]
    fn a_test_nobody_wrote_is_named_with_its_line() {
        let source = "    #[test]\n    fn refuses_reused_nonce() {\n";
        let found = unknown_tests(&tree(TABLE, source));
        assert_eq!(found, ["docs/conformance.md:5 names `other`, no such test"]);
    }

    #[test]
    fn a_function_that_is_no_test_does_not_count() {
        let source = "#[test]\nfn refuses_reused_nonce() {}\nfn other() {}\n";
        assert_eq!(unknown_tests(&tree(TABLE, source)).len(), 1);
    }

    #[test]
    fn an_attribute_far_above_makes_no_test() {
        assert!(tests_of_source("#[test]\n\n\n\nfn far() {}\n").is_empty());
        assert_eq!(
            tests_of_source("#[tokio::test]\n#[expect(\n)]\nasync fn near() {}\n"),
            ["near"]
        );
    }

    #[test]
    fn a_page_that_is_missing_is_told() {
        let mut tree = tree(
            TABLE,
            "#[test]\nfn refuses_reused_nonce() {}\n#[test]\nfn other() {}\n",
        );
        tree.remove(PAGES[1]);
        assert_eq!(unknown_tests(&tree), ["docs/threat-model.md is missing"]);
    }

    #[test]
    fn a_page_that_names_no_test_is_told() {
        let found = unknown_tests(&tree("| clause | shown by |\n|---|---|\n| 1 | `x` |\n", ""));
        assert_eq!(
            found[0],
            "docs/conformance.md names no test in a column `tests`"
        );
    }

    #[test]
    fn tables_in_documentation_comments_are_read_too() {
        let page = "//! | attack | tests |\n//! |---|---|\n//! | replay | `once` |\n";
        assert_eq!(named_tests(page), [(3, "once".to_owned())]);
    }

    #[test]
    fn async_and_generic_functions_count() {
        assert_eq!(
            function_name("async fn takes_once<T>() {"),
            Some("takes_once")
        );
        assert_eq!(function_name("// defn other()"), None);
    }
}
