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
];

/// Tests the pages name and no source file defines.
pub(super) fn unknown_tests(texts: &Texts) -> Vec<String> {
    let functions = functions(texts);
    let mut unknown = Vec::new();
    for (path, page) in PAGES.iter().filter_map(|path| texts.get_key_value(*path)) {
        for (line, test) in named_tests(page) {
            if !functions.contains(test.as_str()) {
                unknown.push(format!("{path}:{line} names `{test}`, no such function"));
            }
        }
    }
    unknown
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

/// Names of all functions in the tree's sources.
fn functions(texts: &Texts) -> BTreeSet<&str> {
    let sources = texts.iter().filter(|(path, _)| is_source(path));
    let lines = sources.flat_map(|(_, text)| text.lines());
    lines.filter_map(function_name).collect()
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
        let source = "    fn refuses_reused_nonce() {\n";
        let found = unknown_tests(&texts(&[
            (PAGES[0], TABLE),
            ("crates/a/src/lib.rs", source),
        ]));
        assert_eq!(
            found,
            ["docs/conformance.md:5 names `other`, no such function"]
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
