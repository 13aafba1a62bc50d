//! Marks of unfinished work, which the tree must not hold.

use super::{Texts, is_source};

/// Whole words that mark unfinished work. Split, so that this file does not name itself.
const WORDS: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
];

/// Source text that means a test is switched off.
const SWITCHED_OFF: &str = concat!("#[ign", "ore");

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
}
