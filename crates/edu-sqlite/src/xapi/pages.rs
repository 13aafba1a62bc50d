//! What was found for a list.

use bytes::Bytes;
use xapi_lrs::StoredStatement;

use super::{tenants, times};

/// Statements that were found, whose texts share one buffer.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: Vec<u8>,
    found: Vec<Found>,
}

#[derive(Debug)]
struct Found {
    position: i64,
    stored: i64,
    /// Where its text ends in the buffer.
    end: usize,
}

impl Page {
    pub(super) fn push(&mut self, position: i64, stored: i64, json: &[u8]) {
        self.text.extend_from_slice(json);
        self.found.push(Found {
            position,
            stored,
            end: self.text.len(),
        });
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.found.len()
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
