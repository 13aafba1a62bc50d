//! Time as a cache counts it: how much has passed, never less than before.

use core::time::Duration;

use edu_types::Timestamp;

/// Adds up how far the caller's clock has moved forward.
///
/// Concurrent callers hand in times that are slightly out of order: to those, no time has
/// passed, so that a flood of them cannot make it run faster. A clock that is behind by more
/// than [`Clock::TOLERANCE`] was set back, and counting goes on from there, so that it does not
/// stand still until the clock has caught up.
#[derive(Default)]
pub(super) struct Clock {
    latest: Option<i128>,
    passed: Duration,
}

impl Clock {
    const TOLERANCE: Duration = Duration::from_secs(60);

    /// Time passed since the first call.
    pub(super) fn read(&mut self, now: &Timestamp) -> Duration {
        let now = now.unix_nanos();
        let latest = self.latest.unwrap_or(now);
        if now >= latest {
            self.passed = self.passed.saturating_add(between(latest, now));
            self.latest = Some(now);
        } else if between(now, latest) > Self::TOLERANCE {
            self.latest = Some(now);
        }
        self.passed
    }
}

fn between(earlier: i128, later: i128) -> Duration {
    let nanos = later.saturating_sub(earlier);
    let whole = u64::try_from(nanos / 1_000_000_000).unwrap_or(0);
    let rest = u32::try_from(nanos % 1_000_000_000).unwrap_or(0);
    Duration::new(whole, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_seconds(seconds)
    }

    #[test]
    fn times_out_of_order_do_not_add_up() {
        let mut clock = Clock::default();
        for _ in 0..1000 {
            clock.read(&at(100));
            clock.read(&at(90));
        }
        assert_eq!(clock.read(&at(100)), Duration::ZERO);
    }

    #[test]
    fn a_clock_set_back_goes_on_from_there() {
        let mut clock = Clock::default();
        clock.read(&at(4_000_000_000));
        assert_eq!(clock.read(&at(1000)), Duration::ZERO);
        assert_eq!(clock.read(&at(1030)), Duration::from_secs(30));
    }

    #[test]
    fn fractions_of_a_second_count() {
        let mut clock = Clock::default();
        clock.read(&Timestamp::from_unix_nanos(1_700_000_000_900_000_000).unwrap());
        let passed = clock.read(&Timestamp::from_unix_nanos(1_700_000_001_000_000_001).unwrap());
        assert_eq!(passed, Duration::from_nanos(100_000_001));
    }
}
