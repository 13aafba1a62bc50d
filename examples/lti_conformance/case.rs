//! One row of the tables of cases, and which of them are wanted.

use crate::verdict::Expected;

/// One thing that is tried. Cases are data: `act` says what to do and is carried out elsewhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case<A> {
    /// Number of the attack list with a letter for the spelling; letters first for other rules.
    pub(crate) id: &'static str,
    /// What is sent.
    pub(crate) sent: &'static str,
    /// Where it is written what is right.
    pub(crate) clause: &'static str,
    pub(crate) expected: Expected,
    pub(crate) act: A,
}

impl<A> Case<A> {
    pub(crate) const fn new(
        id: &'static str,
        sent: &'static str,
        clause: &'static str,
        expected: Expected,
        act: A,
    ) -> Self {
        Self {
            id,
            sent,
            clause,
            expected,
            act,
        }
    }
}

/// Whether a case is meant by one of these names: its id, its number, or its letters.
pub(crate) fn is_wanted(id: &str, only: &[String]) -> bool {
    only.is_empty() || only.iter().any(|name| is_meant(id, name.trim()))
}

fn is_meant(id: &str, name: &str) -> bool {
    let Some(rest) = id.strip_prefix(name) else {
        return false;
    };
    // `1` means 1a and not 10a; `g` means g1; `1a` means itself.
    match (name.chars().next_back(), rest.chars().next()) {
        (Some(last), Some(next)) => last.is_ascii_digit() != next.is_ascii_digit(),
        (Some(_), None) => true,
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(id: &str, only: &str) -> bool {
        let only: Vec<_> = only.split(',').map(str::to_owned).collect();
        is_wanted(id, &only)
    }

    #[test]
    fn a_number_means_its_spellings_and_no_longer_number() {
        assert!(wanted("1a", "1,2"));
        assert!(!wanted("10a", "1,2"));
        assert!(!wanted("21a", "1,2"));
    }

    #[test]
    fn a_letter_means_its_group_and_an_id_itself() {
        assert!(wanted("g12", "g"));
        assert!(!wanted("1g", "g"));
        assert!(wanted("1a", "1a") && !wanted("1b", "1a"));
    }

    #[test]
    fn nothing_named_means_everything_and_an_empty_name_nothing() {
        assert!(is_wanted("1a", &[]));
        assert!(!wanted("1a", ""));
    }
}
