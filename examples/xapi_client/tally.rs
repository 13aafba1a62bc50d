//! What became of all statements, told while they are sent.

use core::fmt;

use xapi_lrs::client::{Outcome, Settled};

/// How many statements ended how.
#[derive(Default)]
pub(super) struct Tally {
    stored: usize,
    refused: usize,
    conflicts: usize,
    given_up: usize,
    unreadable: usize,
}

impl Tally {
    /// Notes what became of statements, and tells of those that are not stored.
    pub(super) fn note(&mut self, settled: Vec<Settled>) {
        let any = !settled.is_empty();
        for Settled { id, outcome } in settled {
            let count = match outcome {
                Outcome::Stored => &mut self.stored,
                Outcome::Conflict { differences } => {
                    let places = differences.join(", ");
                    eprintln!(
                        "{id}: the store has another statement of this id; they differ at {places}"
                    );
                    &mut self.conflicts
                }
                Outcome::Refused(refused) => {
                    let (status, told) = (refused.status, refused.told.expose());
                    eprintln!("{id}: refused with status {status}: {told}");
                    &mut self.refused
                }
                Outcome::GivenUp(error) => {
                    eprintln!("{id}: given up: {error}");
                    &mut self.given_up
                }
            };
            *count = count.saturating_add(1);
        }
        if any {
            eprintln!("{} stored …", self.stored);
        }
    }

    /// Notes a line that is no statement.
    pub(super) fn unreadable(&mut self, line: u64, error: &dyn core::error::Error) {
        eprintln!("line {line}: {error}");
        self.unreadable = self.unreadable.saturating_add(1);
    }

    pub(super) const fn is_all_stored(&self) -> bool {
        self.refused == 0 && self.conflicts == 0 && self.given_up == 0 && self.unreadable == 0
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            stored,
            refused,
            conflicts,
            given_up,
            unreadable,
        } = self;
        write!(
            f,
            "{stored} stored, {refused} refused, {conflicts} in conflict, {given_up} given up, {unreadable} unreadable"
        )
    }
}
