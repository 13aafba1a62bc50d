//! How long a client waits before it asks again.

use core::time::Duration;

use edu_types::Timestamp;
use http::HeaderMap;
use http::header::RETRY_AFTER;

mod http_date;

/// The pauses between the attempts of one call, each longer at most than the one before.
///
/// A pause is a random part of a ceiling that doubles, so that clients that failed together do
/// not come back together. Where the server says when to come back, that is waited for first;
/// a server that asks for more patience than allowed is not asked again. Holds no clock and no
/// random source: whoever calls waits.
///
/// ```
/// use core::time::Duration;
/// use edu_http::Backoff;
///
/// # let random = [0x80, 0, 0, 0, 0, 0, 0, 0];
/// let mut backoff = Backoff::new(); // four attempts
/// assert_eq!(backoff.pause(None, random), Some(Duration::from_millis(250)));
/// assert_eq!(backoff.pause(None, random), Some(Duration::from_millis(500)));
/// let asked = Some(Duration::from_secs(7));
/// assert_eq!(backoff.pause(asked, random), Some(Duration::from_secs(8)));
/// assert_eq!(backoff.pause(None, random), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backoff {
    ceiling: Duration,
    longest: Duration,
    patience: Duration,
    attempts: u32,
}

impl Backoff {
    /// Four attempts; pauses of at most 0.5 s, 1 s and 2 s; waits up to 60 s where the server
    /// asks for it.
    pub const fn new() -> Self {
        Self {
            ceiling: Duration::from_millis(500),
            longest: Duration::from_secs(30),
            patience: Duration::from_secs(60),
            attempts: 4,
        }
    }

    /// Sets how many attempts there are, the first among them.
    #[must_use]
    pub const fn with_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the ceiling of the first pause; that of each further one is twice as high.
    #[must_use]
    pub const fn with_first(mut self, ceiling: Duration) -> Self {
        self.ceiling = ceiling;
        self
    }

    /// Sets the ceiling that no pause exceeds.
    #[must_use]
    pub const fn with_longest(mut self, ceiling: Duration) -> Self {
        self.longest = ceiling;
        self
    }

    /// Sets how long a server may ask to wait.
    #[must_use]
    pub const fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// How long to wait after an attempt failed; `None` when it was the last.
    ///
    /// `asked` is what [`retry_after`] found in the response, and `random` comes fresh from a
    /// random source, such as [`Entropy::take`](crate::Entropy::take).
    pub fn pause(&mut self, asked: Option<Duration>, random: [u8; 8]) -> Option<Duration> {
        self.attempts = self.attempts.saturating_sub(1);
        let asked = asked.unwrap_or_default();
        if self.attempts == 0 || asked > self.patience {
            return None;
        }
        let ceiling = self.ceiling.min(self.longest);
        self.ceiling = ceiling.saturating_mul(2);
        Some(asked.saturating_add(part(ceiling, random)))
    }
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new()
    }
}

/// How long a response asks to wait, by its `Retry-After`: seconds, or a date as seen from `now`.
///
/// `None` where it does not say, or not readably; a date that has passed is no time at all.
///
/// Spec: RFC 9110, §10.2.3.
pub fn retry_after(headers: &HeaderMap, now: &Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number too large to hold asks for more than anyone waits.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = http_date::parse(text, now)?;
    let seconds = date.unix_seconds().saturating_sub(now.unix_seconds());
    Some(Duration::from_secs(seconds.try_into().unwrap_or(0)))
}

/// The part of `whole` that a random number is of all numbers.
fn part(whole: Duration, random: [u8; 8]) -> Duration {
    let nanos = u64::try_from(whole.as_nanos()).unwrap_or(u64::MAX);
    let share = u128::from(nanos).saturating_mul(u128::from(u64::from_be_bytes(random))) >> 64;
    Duration::from_nanos(u64::try_from(share).unwrap_or(nanos))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    const MOST: [u8; 8] = [0xff; 8];

    /// 1994-11-06T08:49:37Z, the moment of the standard's examples.
    const NOW: Timestamp = Timestamp::from_unix_seconds(784_111_777);

    fn asked(value: &'static str) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static(value));
        retry_after(&headers, &NOW).map(|asked| asked.as_secs())
    }

    #[test]
    fn attempts_come_to_an_end() {
        let mut backoff = Backoff::new().with_attempts(3);
        assert!(backoff.pause(None, MOST).is_some());
        assert!(backoff.pause(None, MOST).is_some());
        for _ in 0..3 {
            assert_eq!(backoff.pause(None, MOST), None);
        }
        assert_eq!(Backoff::new().with_attempts(0).pause(None, MOST), None);
        assert_eq!(Backoff::new().with_attempts(1).pause(None, MOST), None);
    }

    #[test]
    fn a_server_that_asks_for_too_much_patience_is_not_asked_again() {
        let patience = Duration::from_secs(60);
        let mut backoff = Backoff::new();
        assert!(backoff.clone().pause(Some(patience), MOST).is_some());
        assert_eq!(
            backoff.pause(Some(patience + Duration::from_secs(1)), MOST),
            None
        );
        assert_eq!(Backoff::new().pause(Some(Duration::MAX), MOST), None);
    }

    #[test]
    fn pauses_stay_below_a_ceiling_that_doubles_up_to_the_longest() {
        let mut backoff = Backoff::new()
            .with_attempts(100)
            .with_longest(Duration::from_secs(3));
        let mut ceilings = Vec::new();
        for _ in 0..6 {
            ceilings.push(backoff.pause(None, MOST).unwrap().as_millis());
        }
        assert_eq!(ceilings, [499, 999, 1999, 2999, 2999, 2999]);
        assert_eq!(Backoff::new().pause(None, [0; 8]), Some(Duration::ZERO));
        let mut endless = Backoff::new()
            .with_first(Duration::MAX)
            .with_longest(Duration::MAX);
        assert!(endless.pause(None, MOST).is_some());
        assert!(endless.pause(Some(Duration::from_secs(9)), MOST).is_some());
    }

    #[test]
    fn what_no_server_may_say_asks_for_nothing() {
        for value in [
            "",
            "-1",
            "1.5",
            "soon",
            "+3",
            "1994-11-06T08:49:38Z",
            "Sun, 06 Nov 1994",
        ] {
            assert_eq!(asked(value), None, "{value}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), &NOW), None);
    }

    #[test]
    fn seconds_and_dates_ask_for_the_same() {
        assert_eq!(asked("120"), Some(120));
        assert_eq!(asked("Sun, 06 Nov 1994 08:51:37 GMT"), Some(120));
        assert_eq!(asked("Sunday, 06-Nov-94 08:51:37 GMT"), Some(120));
        assert_eq!(asked("Sun Nov  6 08:51:37 1994"), Some(120));
        assert_eq!(asked("Sun, 06 Nov 1994 08:00:00 GMT"), Some(0));
        assert_eq!(asked("99999999999999999999999"), Some(u64::MAX));
    }
}
