//! Checks of our own over the tree: what no compiler and no other linter looks at.

mod codes;
mod conformance;
mod crates;
mod fuzz_seeds;
mod links;
mod sizes;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

pub(crate) use fuzz_seeds::targets as fuzz_targets;

use crate::workspace::Workspace;
use crate::{Outcome, rooms};

/// Text files by path from the root.
type Texts = BTreeMap<String, String>;

/// What the tree keeps to, and the check that hands over every place where it does not.
struct Rule {
    says: &'static str,
    broken: fn(&Workspace, &Texts) -> Vec<String>,
}

const RULES: &[Rule] = &[
    Rule {
        says: "dependencies point down",
        broken: |workspace, _| rooms::violations(&workspace.packages),
    },
    Rule {
        says: "pure crates carry the strict clippy.toml",
        broken: crates::impure,
    },
    Rule {
        says: "every crate inherits the lints",
        broken: crates::without_lints,
    },
    Rule {
        says: "every crate says what it is for",
        broken: crates::without_readme,
    },
    Rule {
        says: "files stay short",
        broken: |_, texts| sizes::too_long(texts, sizes::HARD_LIMIT),
    },
    Rule {
        says: "no unfinished marks",
        broken: |_, texts| words::marks(texts),
    },
    Rule {
        says: "no paths of one machine",
        broken: |_, texts| words::machine_paths(texts),
    },
    Rule {
        says: "links lead somewhere",
        broken: |workspace, texts| links::broken(texts, |path| workspace.root.join(path).exists()),
    },
    Rule {
        says: "every fuzz target has seeds",
        broken: |workspace, texts| fuzz_seeds::missing(texts, |path| workspace.holds_file(path)),
    },
    Rule {
        says: "pages name tests that exist",
        broken: |_, texts| conformance::unknown_tests(texts),
    },
    Rule {
        says: "guides explain every code",
        broken: |_, texts| codes::guides_and_rules_apart(texts),
    },
];

/// Runs every rule and reports all that was found.
pub(crate) fn run(workspace: &Workspace) -> Outcome {
    let texts = workspace.texts()?;
    for line in sizes::too_long(&texts, sizes::AIM) {
        println!("note {line}");
    }
    let mut broken = 0_usize;
    for rule in RULES {
        let found = (rule.broken)(workspace, &texts);
        let verdict = if found.is_empty() { "ok  " } else { "FAIL" };
        println!("{verdict} {}", rule.says);
        for line in &found {
            println!("     {line}");
        }
        broken = broken.saturating_add(usize::from(!found.is_empty()));
    }
    if broken == 0 {
        Ok(())
    } else {
        Err(format!("{broken} of {} rules broken", RULES.len()))
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
