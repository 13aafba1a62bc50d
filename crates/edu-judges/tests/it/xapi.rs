//! Statements of xAPI 1.0.x, judged by us and by others.
//!
//! Each difference of verdict stands in a row of `docs/xapi-differences.md`, with who is right. The
//! tests know the rows and how many statements each is about: one more or less, and they fail.

mod material;
mod peers;
mod schema;

use std::collections::BTreeMap;
use std::path::Path;

use edu_types::Limits;
use xapi_model::{Statement as Typed, Version};

use material::{Statement, corpus, examples, mutations};

const TABLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../docs/xapi-differences.md"
);

/// A class of differences: what the statements are about, and whether we accept them.
type Class = (String, String);

fn is_ours(statement: &str) -> bool {
    let profile = Version::V1_0_3.strict();
    Typed::from_slice(statement.as_bytes(), &profile, &Limits::DEFAULT).is_ok()
}

/// How many statements of each class a peer judges otherwise than we do, and the first of them.
fn differences<'s>(
    statements: &'s [Statement],
    theirs: &[bool],
) -> BTreeMap<Class, (usize, &'s str)> {
    assert_eq!(statements.len(), theirs.len(), "one verdict each");
    let mut classes = BTreeMap::new();
    for (statement, theirs) in statements.iter().zip(theirs) {
        let ours = is_ours(&statement.text);
        if ours != *theirs {
            let verdict = if ours { "accepted" } else { "refused" };
            let class = (statement.about.clone(), verdict.to_owned());
            let first = (0_usize, statement.text.as_str());
            let (count, _) = classes.entry(class).or_insert(first);
            *count = count.saturating_add(1);
        }
    }
    classes
}

/// The rows of the table about one peer.
fn explained(peer: &str) -> BTreeMap<Class, usize> {
    let text = std::fs::read_to_string(TABLE).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| "));
    let cells = rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    let of_peer = cells.filter(|cells| cells.get(1) == Some(&peer));
    of_peer
        .map(|cells| {
            assert!(cells[5].len() > 10 && cells[6].len() > 2, "{cells:?}");
            let count: usize = cells[4].parse().unwrap_or_else(|_| panic!("{cells:?}"));
            let about = cells[2].trim_matches('`').to_owned();
            ((about, cells[3].to_owned()), count)
        })
        .collect()
}

/// The differences of a peer over a set of statements are those explained, and no others.
#[track_caller]
fn assert_explained(peer: &str, statements: &[Statement], theirs: &[bool]) {
    let found = differences(statements, theirs);
    let is_asked = |about: &str| statements.iter().any(|one| one.about == about);
    let mut told = explained(peer);
    told.retain(|(about, _), _| is_asked(about));
    let unexplained: Vec<_> = found
        .iter()
        .filter(|(class, (count, _))| told.get(class) != Some(count))
        .collect();
    let gone: Vec<_> = told
        .keys()
        .filter(|class| !found.contains_key(*class))
        .collect();
    assert!(
        unexplained.is_empty() && gone.is_empty(),
        "{peer}: not explained {unexplained:#?}, explained but not found {gone:#?}"
    );
}

fn ralph(statements: &[Statement], python: &Path) -> Vec<bool> {
    peers::verdicts(peers::ralph(python), statements)
}

fn learning_locker(statements: &[Statement], modules: &Path) -> Vec<bool> {
    peers::verdicts(peers::learning_locker(modules), statements)
}

#[test]
fn ralph_differs_over_our_own_statements_only_as_explained() {
    let Some(python) = crate::peers::python() else {
        return;
    };
    let statements = mutations();
    assert_explained("ralph", &statements, &ralph(&statements, &python));
}

#[test]
fn ralph_differs_over_statements_of_the_field_only_as_explained() {
    let (Some(python), Some(statements)) = (crate::peers::python(), corpus()) else {
        return;
    };
    assert_explained("ralph", &statements, &ralph(&statements, &python));
}

#[test]
fn learning_locker_differs_over_our_own_statements_only_as_explained() {
    let Some(modules) = crate::peers::node() else {
        return;
    };
    let statements = mutations();
    let theirs = learning_locker(&statements, &modules);
    assert_explained("learninglocker", &statements, &theirs);
}

#[test]
fn learning_locker_differs_over_statements_of_the_field_only_as_explained() {
    let (Some(modules), Some(statements)) = (crate::peers::node(), corpus()) else {
        return;
    };
    let theirs = learning_locker(&statements, &modules);
    assert_explained("learninglocker", &statements, &theirs);
}

#[test]
fn the_schema_differs_over_our_own_statements_only_as_explained() {
    let Some(schema) = schema::Schema::at_hand() else {
        return;
    };
    let statements = mutations();
    assert_explained("schema", &statements, &schema.verdicts(&statements));
}

#[test]
fn the_schema_differs_over_statements_of_the_field_only_as_explained() {
    let (Some(schema), Some(statements)) = (schema::Schema::at_hand(), corpus()) else {
        return;
    };
    assert_explained("schema", &statements, &schema.verdicts(&statements));
}

#[test]
fn the_examples_of_the_standard_hold() {
    let Some(examples) = examples() else { return };
    assert!(examples.len() >= 6, "{} examples", examples.len());
    for example in &examples {
        assert!(is_ours(&example.text), "{}", example.text);
    }
}
