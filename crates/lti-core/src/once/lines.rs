//! Who waits, by owner, in the order of arrival.

use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Digest;

/// Keys that wait, in one line for each owner.
///
/// Lines are ranked by their length and, of equals, by their oldest key, so that the line to
/// shorten is found without a look at the others.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: BTreeMap<Digest, BTreeMap<u64, Digest>>,
    ranks: BTreeSet<Rank>,
}

/// The longest line ranks last; of equals, the one with the oldest key.
type Rank = (usize, Reverse<u64>, Digest);

impl Lines {
    /// Puts a key at the end of its owner's line; `place` is above all places given before.
    pub(super) fn enter(&mut self, owner: Digest, place: u64, key: Digest) {
        self.change(owner, |line| line.insert(place, key));
    }

    /// Takes the key at `place` out of its owner's line.
    pub(super) fn leave(&mut self, owner: Digest, place: u64) {
        self.change(owner, |line| line.remove(&place));
    }

    /// How many keys of one owner wait.
    pub(super) fn len(&self, owner: &Digest) -> usize {
        self.lines.get(owner).map_or(0, BTreeMap::len)
    }

    /// The key of one owner that waits longest.
    pub(super) fn oldest_of(&self, owner: &Digest) -> Option<Digest> {
        let (_, key) = self.lines.get(owner)?.first_key_value()?;
        Some(*key)
    }

    /// The oldest key of the owner with most keys; of owners with equally many, the oldest of
    /// all.
    pub(super) fn oldest_of_longest(&self) -> Option<Digest> {
        let (_, _, owner) = self.ranks.last()?;
        self.oldest_of(owner)
    }

    fn change<T>(&mut self, owner: Digest, change: impl FnOnce(&mut BTreeMap<u64, Digest>) -> T) {
        let line = self.lines.entry(owner).or_default();
        if let Some(rank) = rank(owner, line) {
            self.ranks.remove(&rank);
        }
        change(line);
        match rank(owner, line) {
            Some(rank) => {
                self.ranks.insert(rank);
            }
            None => {
                self.lines.remove(&owner);
            }
        }
    }
}

fn rank(owner: Digest, line: &BTreeMap<u64, Digest>) -> Option<Rank> {
    let (oldest, _) = line.first_key_value()?;
    Some((line.len(), Reverse(*oldest), owner))
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Digest = [1; 32];
    const B: Digest = [2; 32];

    fn key(number: u8) -> Digest {
        [number; 32]
    }

    #[test]
    fn longest_line_is_found_after_every_change() {
        let mut lines = Lines::default();
        assert_eq!(lines.oldest_of_longest(), None);
        lines.enter(A, 1, key(11));
        lines.enter(B, 2, key(12));
        lines.enter(B, 3, key(13));
        assert_eq!(lines.oldest_of_longest(), Some(key(12)));
        lines.leave(B, 2);
        assert_eq!(
            lines.oldest_of_longest(),
            Some(key(11)),
            "equals: the older"
        );
        lines.leave(A, 1);
        assert_eq!(lines.oldest_of_longest(), Some(key(13)));
        lines.leave(B, 3);
        assert_eq!(lines.oldest_of_longest(), None);
    }

    #[test]
    fn nothing_stays_of_an_empty_line() {
        let mut lines = Lines::default();
        lines.enter(A, 1, key(1));
        lines.leave(A, 1);
        lines.leave(B, 1);
        assert!(lines.lines.is_empty() && lines.ranks.is_empty());
    }
}
