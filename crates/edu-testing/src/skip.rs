//! Tests that lack something.

/// Says that a test skips and for want of what, so that nobody takes it for one that passed.
///
/// # Panics
///
/// Where `EDU_REQUIRE`, a list of words separated by commas, names what is missing: then no test may
/// skip for want of it.
#[expect(clippy::print_stderr, reason = "a test says that it skipped")]
pub fn skip(missing: &str, reason: &str) {
    let required = std::env::var("EDU_REQUIRE").unwrap_or_default();
    assert!(
        !names(&required, missing),
        "EDU_REQUIRE asks for {missing}, but {reason}"
    );
    eprintln!("skipped: {reason}");
}

fn names(list: &str, word: &str) -> bool {
    list.split(',').any(|name| name.trim() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_required_by_an_empty_list() {
        assert!(!names("", "corpus"));
    }

    #[test]
    fn part_of_a_word_requires_nothing() {
        assert!(!names("corpus_of_others,peer", "corpus"));
        assert!(!names("corpus_of_others,peer", "peers"));
    }

    #[test]
    fn a_word_is_required_wherever_it_stands() {
        assert!(names("peers, corpus", "corpus"));
        assert!(names("peers, corpus", "peers"));
    }
}
