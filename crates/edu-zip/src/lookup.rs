//! Entries by name, and names that stand in each other's way.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::findings::Findings;
use crate::name::fold;
use crate::{Entry, rules};

/// A file that was found by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// Its place among the entries.
    pub index: usize,
    /// How the name that was asked for compares with its own.
    pub spelling: Spelling,
}

/// How a name that was asked for compares with that of the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "either the bytes are the same or they are not"
)]
pub enum Spelling {
    /// The same bytes.
    Exact,
    /// The same letters in another case or composition, or with backslashes: found by many
    /// readers, and not by all.
    Loose,
}

/// The names of all files, in two orders.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// Indexes of files by name.
    exact: Vec<usize>,
    /// Indexes of files by folded name, then by index.
    folded: Vec<usize>,
}

impl Names {
    /// Puts names in order and notes those that stand in each other's way.
    pub(crate) fn judge(entries: &[Entry], findings: &mut Findings<'_>) -> Self {
        twice(entries, findings);
        conflicts(entries, findings);
        ignorable(entries, findings);
        let mut folded: Vec<(Cow<'_, str>, usize)> = entries
            .iter()
            .zip(0..)
            .map(|(entry, index)| (fold(entry.name().trim_end_matches('/')), index))
            .collect();
        folded.sort_unstable();
        for pair in folded.windows(2) {
            if let [(one, first), (other, second)] = pair
                && one == other
                && let (Some(first), Some(second)) = (entries.get(*first), entries.get(*second))
                && first.name().trim_end_matches('/') != second.name().trim_end_matches('/')
            {
                let message = "name differs from another one in case or composition only";
                findings.about(&rules::ENTRY_CASE, second.name(), message);
            }
        }
        let is_file = |index: &usize| entries.get(*index).is_some_and(|one| !one.is_folder());
        let folded = folded.into_iter().map(|(_, index)| index).filter(is_file);
        let folded: Vec<usize> = folded.collect();
        let mut exact = folded.clone();
        exact.sort_unstable_by_key(|index| name(entries, *index));
        Self { exact, folded }
    }

    pub(crate) fn find(&self, entries: &[Entry], asked: &str) -> Option<Found> {
        let found = self
            .exact
            .binary_search_by_key(&asked, |index| name(entries, *index));
        if let Some(index) = found.ok().and_then(|at| self.exact.get(at)) {
            return Some(Found {
                index: *index,
                spelling: Spelling::Exact,
            });
        }
        let asked = asked.replace('\\', "/");
        let asked = fold(&asked);
        let at = self
            .folded
            .partition_point(|index| fold(name(entries, *index)) < asked);
        let index = *self.folded.get(at)?;
        (fold(name(entries, index)) == asked).then_some(Found {
            index,
            spelling: Spelling::Loose,
        })
    }
}

fn name(entries: &[Entry], index: usize) -> &str {
    entries.get(index).map_or("", Entry::name)
}

/// Notes names that stand there twice: readers take the first, the last, or both.
fn twice(entries: &[Entry], findings: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for entry in entries {
        if seen.insert(entry.name()) {
            continue;
        }
        if entry.is_folder() {
            findings.about(
                &rules::ENTRY_FOLDER_TWICE,
                entry.name(),
                "folder is listed twice",
            );
        } else {
            findings.about(
                &rules::ENTRY_DUPLICATE,
                entry.name(),
                "two entries have this name",
            );
        }
    }
}

/// Notes files that others take for a folder.
fn conflicts(entries: &[Entry], findings: &mut Findings<'_>) {
    let mut folders = BTreeSet::new();
    for entry in entries {
        for folder in folders_of(entry.name()) {
            if !folders.insert(folder) {
                break;
            }
        }
    }
    for entry in entries
        .iter()
        .filter(|entry| folders.contains(entry.name()))
    {
        let message = "file has the name of a folder";
        findings.about(&rules::ENTRY_CONFLICT, entry.name(), message);
    }
}

/// The folders a name stands in, the innermost first; a folder stands in itself.
pub(crate) fn folders_of(name: &str) -> impl Iterator<Item = &str> {
    let mut left = name;
    core::iter::from_fn(move || {
        let (folder, _) = left.rsplit_once('/')?;
        left = folder;
        Some(folder)
    })
}

fn ignorable(entries: &[Entry], findings: &mut Findings<'_>) {
    let mut left = entries.iter().filter(|entry| entry.is_ignorable());
    if let Some(first) = left.next() {
        let count = left.count().saturating_add(1);
        let message =
            format!("{count} entries were left by an operating system, they can be ignored");
        findings.about(&rules::ENTRY_IGNORABLE, first.name(), message);
    }
}
