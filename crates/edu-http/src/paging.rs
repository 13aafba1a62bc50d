//! Pages of long lists: what a service asks of a store, and what it gets.

use core::num::NonZeroUsize;

edu_types::string_id! {
    /// Where a list goes on, in the words of the store that made it; nobody else reads it.
    ///
    /// It comes back in the address of the next page, so the store judges it anew: anyone may
    /// have changed it.
    pub struct Cursor("cursor", max 1024);
}

/// Which part of a list is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a part is where it starts and how long it is"
)]
pub struct Slice {
    /// Behind which place it starts; `None` is the beginning.
    pub after: Option<Cursor>,
    /// Items at most.
    pub limit: NonZeroUsize,
}

/// A part of a list, in the order of the store.
///
/// A list that changes between two pages may show an item on neither or both where it moved, but
/// loses none that stayed where it was: stores go on behind the last item, and do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "stores make pages")]
pub struct Page<T> {
    /// The items, as many as were asked for at most.
    pub items: Vec<T>,
    /// Where the list goes on; `None` where this was its end.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// A page without items, at the end of its list.
    pub const fn empty() -> Self {
        Self {
            items: Vec::new(),
            next: None,
        }
    }

    /// Cuts a page out of `found`, which holds one item more than asked for where the list goes
    /// on; `place` names the place of an item.
    pub fn of(mut found: Vec<T>, limit: NonZeroUsize, place: impl FnOnce(&T) -> Cursor) -> Self {
        let more = found.len() > limit.get();
        found.truncate(limit.get());
        let next = if more { found.last().map(place) } else { None };
        Self { items: found, next }
    }

    /// The same page of other items.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(change).collect(),
            next: self.next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(found: Vec<u8>) -> Page<u8> {
        let limit = NonZeroUsize::new(2).unwrap();
        Page::of(found, limit, |item| Cursor::new(item.to_string()).unwrap())
    }

    #[test]
    fn a_list_that_ends_with_the_page_goes_on_nowhere() {
        for found in [vec![], vec![1], vec![1, 2]] {
            let page = page(found.clone());
            assert_eq!(page.items, found);
            assert_eq!(page.next, None);
        }
    }

    #[test]
    fn a_longer_list_goes_on_behind_the_last_item_shown() {
        let page = page(vec![1, 2, 3]);
        assert_eq!(page.items, [1, 2]);
        assert_eq!(page.next.unwrap().as_str(), "2");
    }
}
