//! How long a line waits for those who were just answered.
//!
//! A program that sends one statement after the other comes back as soon as it has its answer. Were the next
//! transaction to begin before, half of such programs would wait for the other half, and each write to the disk
//! would serve only one half.

use core::time::Duration;

/// What a line has seen of those who join it.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// Groups before which nobody is waited for, because it did not pay.
    rest: u32,
}

/// For how many batches a line waits, and how long at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Patience {
    pub(super) batches: usize,
    pub(super) most: Duration,
}

impl Patience {
    /// However long a transaction takes: those who are there are not to wait for long.
    const LONGEST: Duration = Duration::from_millis(5);
}

impl Pace {
    /// Groups before which nobody is waited for after it did not pay.
    const REST: u32 = 16;

    /// What to wait for after a transaction of `answered` batches that took so long, while `waiting` joined.
    ///
    /// For all of them, unless a single one was answered: half as long at most as the transaction took.
    pub(super) fn after(
        &mut self,
        answered: usize,
        waiting: usize,
        took: Duration,
    ) -> Option<Patience> {
        if self.rest > 0 {
            self.rest = self.rest.saturating_sub(1);
            return None;
        }
        let batches = answered.saturating_add(waiting);
        let most = took.div_f32(2.0).min(Patience::LONGEST);
        (answered > 1).then_some(Patience { batches, most })
    }

    /// Notes how many more came. It paid where half of the missing did.
    pub(super) fn note(&mut self, missing: usize, came: usize) {
        if came.saturating_mul(2) < missing {
            self.rest = Self::REST;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOOK: Duration = Duration::from_millis(4);

    #[test]
    fn nobody_is_waited_for_after_a_lone_batch() {
        assert_eq!(Pace::default().after(1, 0, TOOK), None);
        assert_eq!(Pace::default().after(1, 7, TOOK), None);
    }

    #[test]
    fn nobody_is_waited_for_before_the_first_group() {
        assert_eq!(Pace::default().after(0, 3, Duration::ZERO), None);
    }

    #[test]
    fn those_answered_and_those_who_came_meanwhile_are_waited_for() {
        let patience = Pace::default().after(8, 8, TOOK).unwrap();
        assert_eq!((patience.batches, patience.most), (16, TOOK / 2));
    }

    #[test]
    fn slow_transaction_makes_nobody_wait_for_long() {
        let patience = Pace::default().after(8, 8, Duration::from_secs(4));
        assert_eq!(patience.unwrap().most, Patience::LONGEST);
    }

    #[test]
    fn nobody_is_waited_for_a_while_after_too_few_came_back() {
        let mut pace = Pace::default();
        pace.note(8, 3);
        let waits = (0..Pace::REST).filter_map(|_| pace.after(8, 8, TOOK));
        assert_eq!(waits.count(), 0);
        assert!(pace.after(8, 8, TOOK).is_some());
    }

    #[test]
    fn half_of_the_missing_is_enough_to_go_on_waiting() {
        let mut pace = Pace::default();
        pace.note(8, 4);
        assert!(pace.after(8, 8, TOOK).is_some());
    }
}
