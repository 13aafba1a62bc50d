//! Pages of long lists: what a service asks of a store, and what it gets.

use core::fmt::Write as _;
use core::num::NonZeroUsize;

use edu_types::IdError;

edu_types::string_id! {
    /// Where a list goes on, in the words of the store that made it; nobody else reads it.
    ///
    /// It comes back in the address of the next page, so the store judges it anew: anyone may
    /// have changed it.
    pub struct Cursor("cursor", max 1024);
}

impl Cursor {
    /// The cursor as it stands in the address of the next page: its bytes in lower-case
    /// hexadecimal digits.
    ///
    /// There are clients that change such addresses to lower case before they follow them; these
    /// digits mean the same afterwards.
    ///
    /// ```
    /// let cursor = edu_http::Cursor::new("Zoë")?;
    /// assert_eq!(cursor.to_parameter(), "5a6fc3ab");
    /// assert_eq!(edu_http::Cursor::from_parameter("5a6fc3ab"), Ok(cursor));
    /// # Ok::<(), edu_types::IdError>(())
    /// ```
    pub fn to_parameter(&self) -> String {
        let bytes = self.as_str().as_bytes();
        let mut digits = String::with_capacity(bytes.len().saturating_mul(2));
        for byte in bytes {
            // Writing to a text cannot fail.
            let _ = write!(digits, "{byte:02x}");
        }
        digits
    }

    /// Reads what [`Cursor::to_parameter`] wrote.
    ///
    /// # Errors
    ///
    /// [`CursorError`] where it did not write that.
    pub fn from_parameter(text: &str) -> Result<Self, CursorError> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if !rest.is_empty() {
            return Err(CursorError::Digits);
        }
        let bytes = pairs.iter().map(|[high, low]| {
            let (high, low) = (digit(*high)?, digit(*low)?);
            Some((high << 4) | low)
        });
        let bytes = bytes.collect::<Option<Vec<u8>>>();
        let read = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(Self::new(read.ok_or(CursorError::Digits)?)?)
    }
}

/// The value of a lower-case hexadecimal digit.
const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte & 0xf),
        b'a'..=b'f' => Some((byte & 0xf).saturating_add(9)),
        _ => None,
    }
}

/// Why a parameter is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CursorError {
    /// It is not written as cursors are.
    #[error("cursor is not written as a text in lower-case hexadecimal digits")]
    Digits,
    /// What it says can be no cursor.
    #[error(transparent)]
    Text(#[from] IdError),
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

    #[test]
    fn a_cursor_reads_back_from_its_parameter_also_where_that_was_changed_to_lower_case() {
        for text in ["a", "Za-_9 /?#&=%+", "Zoë 学生", &"x".repeat(1024)] {
            let cursor = Cursor::new(text).unwrap();
            let parameter = cursor.to_parameter();
            assert_eq!(parameter, parameter.to_lowercase());
            assert_eq!(Cursor::from_parameter(&parameter), Ok(cursor));
        }
    }

    #[test]
    fn a_parameter_in_other_digits_is_no_cursor() {
        for text in ["x", "4", "4g", "5A", "+4", "0x41", "c3", "4141é", "41 "] {
            let read = Cursor::from_parameter(text);
            assert_eq!(read, Err(CursorError::Digits), "{text}");
        }
    }

    #[test]
    fn a_parameter_that_says_what_no_cursor_is_is_refused() {
        for text in ["", "00", &"41".repeat(1025)] {
            let read = Cursor::from_parameter(text);
            assert!(matches!(read, Err(CursorError::Text(_))), "{read:?}");
        }
    }
}
