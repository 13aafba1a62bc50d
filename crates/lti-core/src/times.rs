//! The times of a signed text, by the same rules whoever signed it.

use core::time::Duration;

use edu_types::{Rule, Timestamp};

use crate::{NumericDate, rules};

/// When a signed text was made, and from when until when it holds.
#[derive(Clone, Copy)]
pub(crate) struct Times {
    pub(crate) expires: NumericDate,
    pub(crate) issued: NumericDate,
    pub(crate) not_before: Option<NumericDate>,
}

/// How far its times may be from the clock of whoever judges it.
#[derive(Clone, Copy)]
pub(crate) struct TimeLimits {
    /// How far the two clocks may differ.
    pub(crate) leeway: Duration,
    /// How old the text may be.
    pub(crate) max_age: Duration,
    /// How long the text may live.
    pub(crate) lifetime: Duration,
}

impl Times {
    /// Judges the times; tells `note` of each broken rule, with the claim and what was found.
    pub(crate) fn check(
        self,
        limits: &TimeLimits,
        now: &Timestamp,
        mut note: impl FnMut(&Rule, &str, String),
    ) {
        let now = now.unix_seconds();
        let leeway = seconds(limits.leeway);
        let (expires, issued) = (self.expires.seconds(), self.issued.seconds());
        if now >= expires.saturating_add(leeway) {
            let late = now.saturating_sub(expires);
            let message = format!("token expired {late} s ago, leeway is {leeway} s");
            note(&rules::EXPIRED, "exp", message);
        }
        if issued > now.saturating_add(leeway) {
            let early = issued.saturating_sub(now);
            let message = format!("token was issued {early} s in the future, leeway is {leeway} s");
            note(&rules::ISSUED_IN_FUTURE, "iat", message);
        }
        let max_age = seconds(limits.max_age);
        let age = now.saturating_sub(issued);
        if age > max_age.saturating_add(leeway) {
            let message = format!("token is {age} s old, {max_age} s are allowed");
            note(&rules::ISSUED_LONG_AGO, "iat", message);
        }
        let life = expires.saturating_sub(issued);
        let longest = seconds(limits.lifetime);
        if life <= 0 || life > longest {
            let message = format!("token lives {life} s, 1 to {longest} s are allowed");
            note(&rules::LIFETIME, "exp", message);
        }
        let not_before = self.not_before.map_or(0, NumericDate::seconds);
        if not_before > now.saturating_add(leeway) {
            let early = not_before.saturating_sub(now);
            let message = format!("token is not valid for {early} s");
            note(&rules::NOT_YET_VALID, "nbf", message);
        }
    }
}

fn seconds(value: Duration) -> i64 {
    i64::try_from(value.as_secs()).unwrap_or(i64::MAX)
}
