//! The normal form of a statement: what counts, in an order of its own.

use edu_types::place::push_segment;

/// Takes in the normal form of a statement, leaf by leaf.
pub(super) trait Form: Sized {
    /// Goes into a member of an object.
    fn enter(&mut self, name: &str);

    /// Goes into an item of a list that stands at `position` in the source.
    fn enter_item(&mut self, position: usize);

    /// Goes back to where it stood before.
    fn leave(&mut self);

    /// A text, in pieces.
    fn text(&mut self, pieces: &[&str]);

    /// Writes a member of an object.
    fn member(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        self.enter(name);
        write(self);
        self.leave();
    }

    /// Writes an item of a list that stands at `position` in the source.
    fn item(&mut self, position: usize, write: impl FnOnce(&mut Self)) {
        self.enter_item(position);
        write(self);
        self.leave();
    }
}

/// The form as one run of bytes: two are equal when the forms are.
pub(super) struct Bytes(Vec<u8>);

/// Marks that keep one form from being read as another.
const OPEN: u8 = 1;
const ITEM: u8 = 2;
const TEXT: u8 = 3;
const CLOSE: u8 = 4;

impl Bytes {
    pub(super) fn new() -> Self {
        Self(Vec::with_capacity(768))
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    fn length(&mut self, length: usize) {
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        self.0.extend_from_slice(&length.to_le_bytes());
    }
}

impl Form for Bytes {
    fn enter(&mut self, name: &str) {
        self.0.push(OPEN);
        self.length(name.len());
        self.0.extend_from_slice(name.as_bytes());
    }

    fn enter_item(&mut self, _: usize) {
        self.0.push(ITEM);
    }

    fn leave(&mut self) {
        self.0.push(CLOSE);
    }

    fn text(&mut self, pieces: &[&str]) {
        self.0.push(TEXT);
        self.length(pieces.iter().map(|piece| piece.len()).sum());
        for piece in pieces {
            self.0.extend_from_slice(piece.as_bytes());
        }
    }
}

/// The form as its leaves, each with the place it came from.
pub(super) struct Places {
    pointer: String,
    leaves: Vec<(String, String)>,
    /// How long the pointer was outside of what was entered, and how many leaves there were.
    outside: Vec<(usize, usize)>,
}

impl Places {
    pub(super) const fn new() -> Self {
        Self {
            pointer: String::new(),
            leaves: Vec::new(),
            outside: Vec::new(),
        }
    }

    /// The places at which two forms have different leaves, in order.
    pub(super) fn differing(mut self, mut other: Self) -> Vec<String> {
        self.leaves.sort();
        other.leaves.sort();
        let (mut left, mut right) = (self.leaves.into_iter(), other.leaves.into_iter());
        let (mut one, mut two) = (left.next(), right.next());
        let mut found = Vec::new();
        loop {
            let order = match (&one, &two) {
                (None, None) => break,
                (Some(_), None) => core::cmp::Ordering::Less,
                (None, Some(_)) => core::cmp::Ordering::Greater,
                (Some(one), Some(two)) => one.cmp(two),
            };
            let skipped = match order {
                core::cmp::Ordering::Less => core::mem::replace(&mut one, left.next()),
                core::cmp::Ordering::Greater => core::mem::replace(&mut two, right.next()),
                core::cmp::Ordering::Equal => {
                    (one, two) = (left.next(), right.next());
                    None
                }
            };
            found.extend(skipped.map(|(place, _)| place));
        }
        found.dedup();
        found
    }
}

impl Form for Places {
    fn enter(&mut self, name: &str) {
        self.outside.push((self.pointer.len(), self.leaves.len()));
        push_segment(&mut self.pointer, name);
    }

    fn enter_item(&mut self, position: usize) {
        self.enter(&position.to_string());
    }

    fn leave(&mut self) {
        let Some((length, leaves)) = self.outside.pop() else {
            return;
        };
        // An object or list without leaves is something, too.
        if self.leaves.len() == leaves {
            self.leaves.push((self.pointer.clone(), String::new()));
        }
        self.pointer.truncate(length);
    }

    fn text(&mut self, pieces: &[&str]) {
        self.leaves.push((self.pointer.clone(), pieces.concat()));
    }
}
