//! Checks of our own over the tree: what no compiler and no other linter looks at.

mod codes;
mod conformance;
mod crates;
mod fuzz_seeds;
mod sizes;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

pub(crate) use fuzz_seeds::targets as fuzz_targets;

use crate::workspace::Workspace;
use crate::{Outcome, rooms};

/// Text files by path from the root.
type Texts = BTreeMap<String, String>;

/// Runs every rule and reports all that was found.
pub(crate) fn run(workspace: &Workspace) -> Outcome {
    let texts = workspace.texts()?;
    let rules: [(&str, Vec<String>); 9] = [
        (
            "dependencies point down",
            rooms::violations(&workspace.packages),
        ),
        (
            "pure crates carry the strict clippy.toml",
            crates::impure(workspace, &texts),
        ),
        (
            "every crate inherits the lints",
            crates::without_lints(workspace, &texts),
        ),
        (
            "every crate says what it is for",
            crates::without_readme(workspace, &texts),
        ),
        (
            "files stay short",
            sizes::too_long(&texts, sizes::HARD_LIMIT),
        ),
        ("no unfinished marks", words::marks(&texts)),
        ("every fuzz target has seeds", fuzz_seeds::missing(&texts)),
        (
            "pages name tests that exist",
            conformance::unknown_tests(&texts),
        ),
        (
            "guides explain every code",
            codes::guides_and_rules_apart(&texts),
        ),
    ];
    for line in sizes::too_long(&texts, sizes::AIM) {
        println!("note {line}");
    }
    let mut broken = 0_usize;
    for (rule, found) in &rules {
        println!("{} {rule}", if found.is_empty() { "ok  " } else { "FAIL" });
        for line in found {
            println!("     {line}");
        }
        broken = broken.saturating_add(usize::from(!found.is_empty()));
    }
    if broken == 0 {
        Ok(())
    } else {
        Err(format!("{broken} of {} rules broken", rules.len()))
    }
}

/// Whether a path is that of Rust source.
fn is_source(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "rs")
}

#[cfg(test)]
fn texts(files: &[(&str, &str)]) -> Texts {
    files
        .iter()
        .map(|&(path, text)| (path.to_owned(), text.to_owned()))
        .collect()
}
