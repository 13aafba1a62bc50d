//! Words the tree must not hold: marks of unfinished work, paths of one machine.

use super::{Texts, is_source};

/// Whole words that mark unfinished work. Split, so that this file does not name itself.
const WORDS: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
];

/// Source text that means a test is switched off.
const SWITCHED_OFF: &str = concat!("#[ign", "ore");

/// Beginnings of paths that exist on one machine only, and the file that may hold each. Split, too.
const PATHS: &[(&str, Option<&str>)] = &[
    (concat!("/wo", "rk/"), None),
    (concat!("../sha", "red"), Some(".ci/run")),
];

/// Every line that holds a mark, by file and line number.
pub(super) fn marks(texts: &Texts) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in texts {
        for (index, line) in text.lines().enumerate() {
            if let Some(mark) = mark_in(line, is_source(path)) {
                found.push(format!("{path}:{} holds `{mark}`", index.saturating_add(1)));
            }
        }
    }
    found
}

fn mark_in(line: &str, is_source: bool) -> Option<&'static str> {
    if is_source && line.contains(SWITCHED_OFF) {
        return Some(SWITCHED_OFF);
    }
    let is_word = |character: char| character.is_ascii_alphanumeric() || character == '_';
    line.split(|character| !is_word(character))
        .find_map(|word| WORDS.iter().copied().find(|mark| *mark == word))
}

/// Every line that holds a path of one machine, by file and line number.
pub(super) fn machine_paths(texts: &Texts) -> Vec<String> {
    let mut found = Vec::new();
    for (file, text) in texts {
        for (index, line) in text.lines().enumerate() {
            let barred = PATHS
                .iter()
                .filter(|(_, home)| *home != Some(file.as_str()));
            let held = barred.filter(|(path, _)| holds_path(line, path));
            let line = index.saturating_add(1);
            found.extend(held.map(|(path, _)| format!("{file}:{line} holds `{path}`")));
        }
    }
    found
}

/// Whether a path starts in this line; within a longer one, as in `https://host/x`, it does not.
fn holds_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|last| last.is_alphanumeric() || matches!(last, '_' | '-' | '.'))
    })
}

#[cfg(test)]
mod tests {
    use super::super::texts;
    use super::*;

    #[test]
    fn an_unfinished_mark_is_named_with_its_line() {
        let text = format!("one\n// {}: later\n", WORDS[0]);
        let found = marks(&texts(&[("src/a.rs", &text)]));
        assert_eq!(found, [format!("src/a.rs:2 holds `{}`", WORDS[0])]);
    }

    #[test]
    fn a_test_that_is_switched_off_is_named() {
        let text = format!("{SWITCHED_OFF} = \"slow\"]\n");
        assert_eq!(marks(&texts(&[("tests/a.rs", &text)])).len(), 1);
    }

    #[test]
    fn a_mark_inside_a_longer_word_is_no_mark() {
        let text = format!("{}S and prefix{}\n", WORDS[0], WORDS[1]);
        assert!(marks(&texts(&[("src/a.rs", &text)])).is_empty());
    }

    #[test]
    fn a_path_of_one_machine_is_named_with_its_line() {
        let text = format!("one\nsee `{}x`\n", PATHS[0].0);
        let found = machine_paths(&texts(&[("docs/a.md", &text)]));
        assert_eq!(found, [format!("docs/a.md:2 holds `{}`", PATHS[0].0)]);
    }

    #[test]
    fn a_path_may_stand_in_its_own_file_alone() {
        let text = format!("cd ../{}/x\n", PATHS[1].0);
        let files = texts(&[(".ci/run", &text), ("xtask/src/a.rs", &text)]);
        assert_eq!(machine_paths(&files).len(), 1);
    }

    #[test]
    fn a_part_of_an_address_is_no_path_of_a_machine() {
        let text = format!("https://lms.example{}7\n", PATHS[0].0);
        assert!(machine_paths(&texts(&[("a.md", &text)])).is_empty());
    }
}
