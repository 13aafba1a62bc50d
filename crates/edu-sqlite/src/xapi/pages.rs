//! What was found for a list.

use bytes::Bytes;
use xapi_lrs::StoredStatement;

use super::{tenants, times};

/// Statements that were found, whose texts share one buffer.
#[derive(Debug)]
pub(super) struct Page {
    text: Vec<u8>,
    found: Vec<Found>,
    /// How many are wanted at most.
    wanted: usize,
}

/// Bytes of texts for which there is room before they are found, at most.
const ROOM: usize = 1 << 20;

#[derive(Debug)]
struct Found {
    position: i64,
    stored: i64,
    /// Where its text ends in the buffer.
    end: usize,
}

impl Page {
    pub(super) const fn new(wanted: usize) -> Self {
        Self {
            text: Vec::new(),
            found: Vec::new(),
            wanted,
        }
    }

    pub(super) fn push(&mut self, position: i64, stored: i64, json: &[u8]) {
        if self.found.is_empty() {
            self.make_room(json.len());
        }
        self.text.extend_from_slice(json);
        self.found.push(Found {
            position,
            stored,
            end: self.text.len(),
        });
    }

    /// Takes what a page of texts like the first needs, so that it is not moved as it grows.
    fn make_room(&mut self, first: usize) {
        let each = first.saturating_add(first / 8);
        let most = ROOM.checked_div(each).unwrap_or(0);
        let expected = self.wanted.min(most);
        self.text.reserve(each.saturating_mul(expected));
        self.found.reserve(expected);
    }

    /// Whether as many are there as are wanted.
    pub(super) const fn is_full(&self) -> bool {
        self.found.len() >= self.wanted
    }

    /// Whether the last is the statement of that position.
    pub(super) fn ends_with(&self, position: i64) -> bool {
        self.found
            .last()
            .is_some_and(|one| one.position == position)
    }

    pub(super) fn into_statements(self) -> Vec<StoredStatement> {
        let mut text = Bytes::from(self.text);
        let mut begin = 0_usize;
        let statements = self.found.iter().map(|one| {
            let json = text.split_to(one.end.saturating_sub(begin));
            begin = one.end;
            StoredStatement {
                position: tenants::position(one.position),
                stored: times::timestamp(one.stored),
                json,
            }
        });
        statements.collect()
    }
}
