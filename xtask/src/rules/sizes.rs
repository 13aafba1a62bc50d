//! How long a source file may grow before it should become two.

use super::{Texts, is_source};

/// Lines a source file should stay within; more is reported.
pub(super) const AIM: usize = 400;

/// Lines no source file may pass.
pub(super) const HARD_LIMIT: usize = 500;

/// Source files above a limit, longest first.
pub(super) fn too_long(texts: &Texts, limit: usize) -> Vec<String> {
    let sources = texts.iter().filter(|(path, _)| is_source(path));
    let mut long: Vec<(usize, &String)> = sources
        .map(|(path, text)| (text.lines().count(), path))
        .filter(|(lines, _)| *lines > limit)
        .collect();
    long.sort_unstable_by(|left, right| right.cmp(left));
    long.iter()
        .map(|(lines, path)| format!("{path} has {lines} lines, limit is {limit}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::texts;
    use super::*;

    #[test]
    fn a_file_of_401_lines_is_named() {
        let found = too_long(&texts(&[("src/a.rs", &"x\n".repeat(401))]), AIM);
        assert_eq!(found, ["src/a.rs has 401 lines, limit is 400"]);
    }

    #[test]
    fn a_file_of_400_lines_and_long_data_are_not_named() {
        let files = texts(&[
            ("src/a.rs", &"x\n".repeat(400)),
            ("data.csv", &"x\n".repeat(900)),
        ]);
        assert!(too_long(&files, AIM).is_empty());
    }
}
