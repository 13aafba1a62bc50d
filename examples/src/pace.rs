//! How slowly a file may be sent, so that nobody keeps a place from others by sending next to nothing.

use core::time::Duration;

/// What is waited for at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a program to copy; whoever adds a bound has to think of each place that waits"
)]
pub struct Pace {
    /// How long nothing at all may come.
    pub silence: Duration,
    /// How long a file may take however little of it comes.
    pub patience: Duration,
    /// Bytes a second that have to come on average once patience is over; above zero.
    pub slowest: u64,
}

impl Pace {
    /// A minute of silence, a minute of patience, then 32 KiB a second: 64 MiB take some 35 minutes at most.
    pub const DEFAULT: Self = Self {
        silence: Duration::from_secs(60),
        patience: Duration::from_secs(60),
        slowest: 32 * 1024,
    };

    /// How long the next bytes may take, of a file of which so many came in so long; zero where the file is too late.
    ///
    /// ```
    /// use core::time::Duration;
    /// use edu_examples::pace::Pace;
    ///
    /// let ten = Duration::from_secs(10);
    /// assert_eq!(Pace::DEFAULT.left(50 * 1024, ten), Duration::from_secs(51));
    /// ```
    pub fn left(&self, bytes: u64, elapsed: Duration) -> Duration {
        let earned = bytes.checked_div(self.slowest).unwrap_or_default();
        let whole = self.patience.saturating_add(Duration::from_secs(earned));
        whole.saturating_sub(elapsed).min(self.silence)
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Pace};

    const SECOND: u64 = Pace::DEFAULT.slowest;

    fn left(bytes: u64, elapsed: u64) -> u64 {
        let left = Pace::DEFAULT.left(bytes, Duration::from_secs(elapsed));
        left.as_secs()
    }

    #[test]
    fn a_file_of_which_next_to_nothing_comes_ends_with_patience() {
        assert_eq!(left(0, 0), 60);
        assert_eq!(left(1, 59), 1);
        assert_eq!(left(2, 60), 0);
        assert_eq!(left(SECOND - 1, 3600), 0);
    }

    #[test]
    fn a_file_that_keeps_the_pace_goes_on() {
        assert!(left(600 * SECOND, 600) > 0);
        assert_eq!(left(600 * SECOND, 660), 0);
    }

    #[test]
    fn a_file_that_was_fast_is_not_waited_for_longer_than_silence() {
        assert_eq!(left(2000 * SECOND, 1), 60);
    }

    #[test]
    fn no_number_is_too_large() {
        assert_eq!(left(u64::MAX, 0), 60);
        assert_eq!(left(0, u64::MAX), 0);
        let still = Pace {
            slowest: 0,
            ..Pace::DEFAULT
        };
        assert_eq!(
            still.left(u64::MAX, Duration::from_secs(60)),
            Duration::ZERO
        );
    }
}
