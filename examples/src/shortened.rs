//! Texts of strangers cut to what a page has room for, and the page told of it.

/// The start of a text: at most `most` characters, and whether it is all of it.
///
/// Cut between characters, and never looked at beyond the cut, however long the text is.
///
/// ```
/// use edu_examples::shortened::shortened;
///
/// assert_eq!(shortened("Ebb", 3), ("Ebb", true));
/// assert_eq!(shortened("Ébb and flow", 3), ("Ébb", false));
/// ```
pub fn shortened(text: &str, most: usize) -> (&str, bool) {
    match text.char_indices().nth(most) {
        Some((end, _)) => (text.get(..end).unwrap_or_default(), false),
        None => (text, true),
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_text_at_the_limit_is_whole() {
        assert_eq!(shortened("", 0), ("", true));
        assert_eq!(shortened("潮汐", 2), ("潮汐", true));
    }

    #[test]
    fn a_text_beyond_the_limit_is_cut_between_characters_of_several_bytes() {
        assert_eq!(shortened("潮汐表", 2), ("潮汐", false));
        assert_eq!(shortened("🌊🌊", 1), ("🌊", false));
        assert_eq!(shortened("a", 0), ("", false));
    }
}
