//! The list of entries that a tree is, and its memory, which the next tree of the thread takes over.

use core::cell::Cell;
use core::ops::{Deref, DerefMut};

use crate::tree::Entry;

/// Entries in source order.
///
/// When they are dropped, the thread keeps their memory for the next list. A list is far larger than
/// what else is allocated to read a document; asked for one with each of many small documents, an
/// allocator tidies up all its small pieces every time, which costs more than reading them.
/// What is kept are places and lengths, no text.
#[derive(Default)]
pub(crate) struct Entries(Vec<Entry>);

/// The most memory that a thread keeps, in entries: 64 KiB.
const MOST_KEPT: usize = 4096;

thread_local! {
    static KEPT: Cell<Vec<Entry>> = const { Cell::new(Vec::new()) };
}

impl Entries {
    /// No entries, with room for so many.
    pub(crate) fn with_capacity(entries: usize) -> Self {
        // Without a kept list, as while the thread ends, a new one does.
        let mut kept = KEPT.try_with(Cell::take).unwrap_or_default();
        kept.reserve(entries);
        Self(kept)
    }
}

impl Drop for Entries {
    fn drop(&mut self) {
        if self.0.capacity() > MOST_KEPT {
            return;
        }
        let mut entries = core::mem::take(&mut self.0);
        entries.clear();
        // Once the thread ends, nothing is kept any more.
        let _ended = KEPT.try_with(|kept| kept.set(entries));
    }
}

impl Deref for Entries {
    type Target = Vec<Entry>;

    fn deref(&self) -> &Vec<Entry> {
        &self.0
    }
}

impl DerefMut for Entries {
    fn deref_mut(&mut self) -> &mut Vec<Entry> {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use edu_types::Limits;

    use crate::Tree;

    #[test]
    fn documents_that_are_open_at_once_share_no_entries() {
        let limits = Limits::default();
        for _ in 0..3 {
            let outer = Tree::parse(b"[1, [2, 3]]", &limits).unwrap();
            let inner = Tree::parse(b"{\"a\": null}", &limits).unwrap();
            assert_eq!(outer.root().items().count(), 2);
            assert_eq!(inner.root().len(), 1);
            drop(inner);
            assert_eq!(outer.root().items().count(), 2);
        }
    }
}
