//! The normal form of a statement: what counts, in an order of its own.

use core::cmp::Ordering;
use core::mem;

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

    /// What has names of the sender's own within; one leaf, however much that is.
    fn whole(&mut self, write: impl FnOnce(&mut Bytes));

    /// An item of a list without order, by its own form; one leaf, because nothing says which item of
    /// another list it is to be held against.
    fn unordered_item(&mut self, position: usize, item: Bytes);

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
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bytes(Vec<u8>);

/// Marks that keep one form from being read as another.
const OPEN: u8 = 1;
const ITEM: u8 = 2;
const TEXT: u8 = 3;
const CLOSE: u8 = 4;

impl Bytes {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
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

    fn whole(&mut self, write: impl FnOnce(&mut Self)) {
        write(self);
    }

    fn unordered_item(&mut self, _: usize, item: Bytes) {
        self.0.push(ITEM);
        self.0.extend_from_slice(&item.0);
        self.0.push(CLOSE);
    }
}

/// The form as its leaves, each with the place it came from.
///
/// Only members that the standard names lead deeper, so that no place is longer than their names
/// and one of the sender's own: all of them together take memory in proportion to the statement.
pub(super) struct Places {
    pointer: String,
    leaves: Vec<Leaf>,
    /// How long the pointer was outside of what was entered, and how many leaves there were.
    outside: Vec<(usize, usize)>,
}

/// What stands at a place.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Leaf {
    place: String,
    form: Vec<u8>,
    /// Which item of the list at the place, where the list has no order.
    item: Option<usize>,
}

impl Leaf {
    /// Orders leaves of two statements; an item of a list without order is like another of its form.
    fn compare(&self, other: &Self) -> Ordering {
        let places = self.place.cmp(&other.place);
        places.then_with(|| self.form.cmp(&other.form))
    }

    fn into_pointer(mut self) -> String {
        if let Some(item) = self.item {
            push_segment(&mut self.place, &item.to_string());
        }
        self.place
    }
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
        self.leaves.sort_unstable();
        other.leaves.sort_unstable();
        let (mut left, mut right) = (self.leaves.into_iter(), other.leaves.into_iter());
        let (mut one, mut two) = (left.next(), right.next());
        let mut found = Vec::new();
        loop {
            let order = match (&one, &two) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(one), Some(two)) => one.compare(two),
            };
            let skipped = match order {
                Ordering::Less => mem::replace(&mut one, left.next()),
                Ordering::Greater => mem::replace(&mut two, right.next()),
                Ordering::Equal => {
                    (one, two) = (left.next(), right.next());
                    None
                }
            };
            found.extend(skipped.map(Leaf::into_pointer));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn push(&mut self, form: Vec<u8>, item: Option<usize>) {
        let place = self.pointer.clone();
        self.leaves.push(Leaf { place, form, item });
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
            self.push(Vec::new(), None);
        }
        self.pointer.truncate(length);
    }

    fn text(&mut self, pieces: &[&str]) {
        self.push(pieces.concat().into_bytes(), None);
    }

    fn whole(&mut self, write: impl FnOnce(&mut Bytes)) {
        let mut form = Bytes::new();
        write(&mut form);
        self.push(form.into_bytes(), None);
    }

    fn unordered_item(&mut self, position: usize, item: Bytes) {
        self.push(item.into_bytes(), Some(position));
    }
}
