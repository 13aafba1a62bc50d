//! A page of a list, as a store hands it over.

use core::fmt;
use core::iter::FusedIterator;

use bytes::Bytes;
use edu_types::Timestamp;

use crate::{Position, StoredStatement};

/// Statements in the order of a list, whose texts lie one behind the other as they are answered.
///
/// A text is moved once, from where the store keeps it to the answer; most lists are sent as they
/// are found.
///
/// ```
/// use edu_types::Timestamp;
/// use xapi_lrs::{Position, StatementPage};
///
/// let mut page = StatementPage::for_up_to(100);
/// let stored = Timestamp::from_unix_seconds(1_700_000_000);
/// page.push(Position::new(1), stored, br#"{"id":"5f3c7c4e-33a8-4b0e-8f3b-0b7d3a7c5d11"}"#);
/// assert_eq!(page.len(), 1);
/// assert_eq!(page.last().map(|one| one.position), Some(Position::new(1)));
/// ```
#[derive(Clone)]
pub struct StatementPage {
    /// Begins as an answer does; texts are parted by commas.
    text: Vec<u8>,
    entries: Vec<Entry>,
    /// Statements for which there is to be room.
    expected: usize,
}

/// A statement of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListedStatement<'a> {
    /// Where it stands in the tenant's order.
    pub position: Position,
    /// When it was stored.
    pub stored: &'a Timestamp,
    /// Its JSON text with all that the store set.
    pub json: &'a [u8],
}

#[derive(Clone)]
struct Entry {
    position: Position,
    stored: Timestamp,
    /// Where its text ends.
    end: usize,
}

/// What stands before the first statement of an answer.
const BEGIN: &[u8] = br#"{"statements":["#;

/// Bytes of an answer around its statements, unless the address of more is long.
const ENVELOPE: usize = 512;

/// Bytes of texts for which there is room before they are found, at most.
const ROOM: usize = 1 << 20;

impl StatementPage {
    /// Without a statement, and to be filled with about so many at most.
    ///
    /// Its memory is taken when the first one is there, whose length is a guess at that of the others.
    pub const fn for_up_to(statements: usize) -> Self {
        Self {
            text: Vec::new(),
            entries: Vec::new(),
            expected: statements,
        }
    }

    /// Adds the next statement of the list.
    pub fn push(&mut self, position: Position, stored: Timestamp, json: &[u8]) {
        if self.entries.is_empty() {
            self.begin(json.len());
        } else {
            self.text.push(b',');
        }
        self.text.extend_from_slice(json);
        self.entries.push(Entry {
            position,
            stored,
            end: self.text.len(),
        });
    }

    /// Takes what a page of texts like the first needs, so that it is not moved as it grows.
    fn begin(&mut self, first: usize) {
        let each = first.saturating_add(first / 8).saturating_add(1);
        let fitting = ROOM.checked_div(each).unwrap_or(0);
        let expected = self.expected.min(fitting).max(1);
        let texts = each.saturating_mul(expected);
        self.text = Vec::with_capacity(texts.saturating_add(ENVELOPE));
        self.text.extend_from_slice(BEGIN);
        self.entries.reserve(expected);
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The last one.
    pub fn last(&self) -> Option<ListedStatement<'_>> {
        self.iter().next_back()
    }

    /// The statements, in order.
    pub fn iter(
        &self,
    ) -> impl DoubleEndedIterator<Item = ListedStatement<'_>> + ExactSizeIterator + FusedIterator
    {
        self.entries
            .iter()
            .enumerate()
            .map(|(at, entry)| ListedStatement {
                position: entry.position,
                stored: &entry.stored,
                json: self.text.get(self.start(at)..entry.end).unwrap_or_default(),
            })
    }

    /// Where the text of one begins: behind the comma that ends the one before.
    fn start(&self, at: usize) -> usize {
        let before = at.checked_sub(1).and_then(|at| self.entries.get(at));
        before.map_or(BEGIN.len(), |before| before.end.saturating_add(1))
    }

    /// Leaves so many of the first.
    pub fn truncate(&mut self, statements: usize) {
        self.entries.truncate(statements);
        let end = self.entries.last().map_or(0, |last| last.end);
        self.text.truncate(end);
    }

    /// The statements, each for itself; their texts share one piece of memory.
    pub fn into_statements(self) -> Vec<StoredStatement> {
        let starts: Vec<usize> = (0..self.len()).map(|at| self.start(at)).collect();
        let text = Bytes::from(self.text);
        let each = self.entries.into_iter().zip(starts);
        each.map(|(entry, start)| StoredStatement {
            position: entry.position,
            stored: entry.stored,
            json: text.slice(start..entry.end),
        })
        .collect()
    }

    /// The answer to whoever asked for the list, with the address of more.
    pub(crate) fn into_answer(self, more: &str) -> Vec<u8> {
        let mut text = self.text;
        if self.entries.is_empty() {
            text.extend_from_slice(BEGIN);
        }
        text.extend_from_slice(br#"],"more":""#);
        // An address of ours has no character that JSON would escape.
        text.extend_from_slice(more.as_bytes());
        text.extend_from_slice(br#""}"#);
        if text.capacity() / 2 > text.len() {
            // Few were found: a client may take long to read what they are in.
            text.shrink_to_fit();
        }
        text
    }

    /// The same list with each text written anew.
    pub(crate) fn rewritten<E>(
        &self,
        write: impl Fn(&[u8]) -> Result<Vec<u8>, E>,
    ) -> Result<Self, E> {
        let mut page = Self::for_up_to(self.len());
        for one in self.iter() {
            page.push(one.position, one.stored.clone(), &write(one.json)?);
        }
        Ok(page)
    }
}

impl Default for StatementPage {
    fn default() -> Self {
        Self::for_up_to(0)
    }
}

impl From<Vec<StoredStatement>> for StatementPage {
    fn from(statements: Vec<StoredStatement>) -> Self {
        let mut page = Self::for_up_to(statements.len());
        for one in statements {
            page.push(one.position, one.stored, &one.json);
        }
        page
    }
}

/// Of the same statements, whatever room there is.
impl PartialEq for StatementPage {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for StatementPage {}

impl fmt::Debug for StatementPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl fmt::Debug for ListedStatement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListedStatement")
            .field("position", &self.position)
            .field("stored", self.stored)
            .field("bytes", &self.json.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&[u8]; 3] = [b"{}", br#"{"id":","}"#, b"{ }"];

    fn page() -> StatementPage {
        let mut page = StatementPage::for_up_to(2);
        for (text, number) in TEXTS.into_iter().zip(1_u32..) {
            let stored = Timestamp::from_unix_seconds(i64::from(number));
            page.push(Position::new(u64::from(number)), stored, text);
        }
        page
    }

    fn numbers(page: &StatementPage) -> Vec<u64> {
        page.iter().map(|one| one.position.get()).collect()
    }

    #[test]
    fn statements_come_out_as_they_went_in() {
        let page = page();
        let texts: Vec<&[u8]> = page.iter().map(|one| one.json).collect();
        assert_eq!(texts, TEXTS);
        assert_eq!(numbers(&page), [1, 2, 3]);
        let statements = page.clone().into_statements();
        let texts: Vec<&[u8]> = statements.iter().map(|one| &one.json[..]).collect();
        assert_eq!(texts, TEXTS);
        let mut again = StatementPage::from(statements);
        assert_eq!(again, page);
        again.truncate(2);
        assert_ne!(again, page);
    }

    #[test]
    fn answer_is_the_list_and_the_address_of_more() {
        let answer = page().into_answer("/more?token");
        let expected = br#"{"statements":[{},{"id":","},{ }],"more":"/more?token"}"#;
        assert_eq!(answer, expected);
        let answer = StatementPage::default().into_answer("");
        assert_eq!(answer, br#"{"statements":[],"more":""}"#);
    }

    #[test]
    fn answer_of_few_statements_takes_no_room_for_many() {
        let mut page = StatementPage::for_up_to(1000);
        page.push(
            Position::new(1),
            Timestamp::from_unix_seconds(1),
            &[b' '; 100],
        );
        let answer = page.into_answer("");
        assert!(
            answer.capacity() < 2 * answer.len(),
            "{}",
            answer.capacity()
        );
    }

    #[test]
    fn what_is_cut_off_is_not_answered() {
        for (left, expected) in [
            (2, &br#"{"statements":[{},{"id":","}],"more":""}"#[..]),
            (0, br#"{"statements":[],"more":""}"#),
        ] {
            let mut page = page();
            page.truncate(left);
            assert_eq!(page.len(), left);
            assert_eq!(page.into_answer(""), expected);
        }
        let mut whole = page();
        whole.truncate(3);
        assert_eq!(whole, page());
    }

    #[test]
    fn page_that_was_emptied_is_filled_anew() {
        let mut page = page();
        page.truncate(0);
        assert!(page.is_empty());
        assert_eq!(page.last(), None);
        page.push(Position::new(9), Timestamp::from_unix_seconds(9), b"{}");
        assert_eq!(numbers(&page), [9]);
        assert_eq!(page.into_answer(""), br#"{"statements":[{}],"more":""}"#);
    }

    #[test]
    fn debug_shows_no_text() {
        let shown = format!("{:?}", page());
        assert!(shown.contains("bytes: 10"), "{shown}");
        assert!(!shown.contains("id"), "{shown}");
    }
}
