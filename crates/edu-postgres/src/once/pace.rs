//! When a store looks whether it holds too much.

use core::num::NonZeroU32;
use core::sync::atomic::{AtomicI64, AtomicU32, Ordering};

/// How often one process looks whether there is room, and how many rows it clears at a time.
///
/// A store with little room looks with every value it keeps. One with much would spend its time
/// counting, so it looks after a 128th of its room has come, and once a minute. Each look may
/// clear twice as many as came between two, so that rows leave faster than they come.
#[derive(Debug)]
pub(super) struct Pace {
    step: NonZeroU32,
    calls: AtomicU32,
    last: AtomicI64,
}

impl Pace {
    /// The largest part of its room by which a store may be too full, for each process.
    const PART: i64 = 128;

    /// Values between two looks at most.
    const LONGEST: u32 = 1024;

    /// Rows cleared with one look, at least.
    const FEWEST: i64 = 64;

    /// Seconds between two looks at most, where values come at all.
    const SECONDS: u64 = 60;

    pub(super) fn new(room: i64) -> Self {
        let step = u32::try_from(room.div_euclid(Self::PART)).unwrap_or(Self::LONGEST);
        Self {
            step: NonZeroU32::new(step.min(Self::LONGEST)).unwrap_or(NonZeroU32::MIN),
            calls: AtomicU32::new(0),
            last: AtomicI64::new(i64::MIN),
        }
    }

    /// Counts a value, and says whether to look now.
    pub(super) fn is_due(&self, now: i64) -> bool {
        let calls = self.calls.fetch_add(1, Ordering::Relaxed);
        let waited = now.abs_diff(self.last.load(Ordering::Relaxed));
        let due = calls % self.step == 0 || waited >= Self::SECONDS;
        if due {
            self.last.store(now, Ordering::Relaxed);
        }
        due
    }

    /// Rows to clear with one look at most.
    pub(super) fn batch(&self) -> i64 {
        i64::from(self.step.get())
            .saturating_mul(2)
            .max(Self::FEWEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(pace: &Pace, calls: usize, now: i64) -> usize {
        (0..calls).filter(|_| pace.is_due(now)).count()
    }

    #[test]
    fn small_store_looks_with_every_call() {
        for room in [1, 8, 255] {
            assert_eq!(looks(&Pace::new(room), 100, 0), 100);
        }
    }

    #[test]
    fn large_store_looks_with_the_first_call_and_then_seldom() {
        let pace = Pace::new(100_000);
        assert!(pace.is_due(0));
        assert_eq!(looks(&pace, 780, 0), 0);
        assert!(pace.is_due(0));
        assert_eq!(looks(&Pace::new(i64::MAX), 1025, 0), 2);
    }

    #[test]
    fn large_store_looks_once_a_minute_whichever_way_the_clock_goes() {
        let pace = Pace::new(100_000);
        assert!(pace.is_due(0));
        assert_eq!(looks(&pace, 5, 59), 0);
        assert_eq!(looks(&pace, 5, 60), 1);
        assert_eq!(looks(&pace, 5, -3600), 1);
    }

    #[test]
    fn one_look_clears_more_than_came() {
        assert_eq!(Pace::new(8).batch(), 64);
        assert_eq!(Pace::new(100_000).batch(), 2 * 781);
    }
}
