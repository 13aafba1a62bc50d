//! When a platform may change the key that signs, and when an old one may go.

use core::time::Duration;

use lti_core::PlatformSettings;

/// Where a key stands between its making and its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a page must say something about each of the four"
)]
pub enum Stage {
    /// Published, so that tools know it before it signs.
    Next,
    /// Signs every message.
    Signs,
    /// Published for the tokens it signed before.
    Old,
    /// Published no more.
    Retired,
}

/// When a key was published, signed and was retired; seconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a row of a table")]
pub struct KeyTimes {
    /// When readers could first find it.
    pub published: i64,
    /// When it began to sign, the last time where it did so more than once.
    pub signs_since: Option<i64>,
    /// When it ceased to sign; `None` while it does.
    pub signed_until: Option<i64>,
    /// When it was published no more.
    pub retired: Option<i64>,
}

impl KeyTimes {
    /// Where the key stands.
    pub const fn stage(&self) -> Stage {
        match (self.retired, self.signs_since, self.signed_until) {
            (Some(_), _, _) => Stage::Retired,
            (None, Some(_), None) => Stage::Signs,
            (None, _, Some(_)) => Stage::Old,
            (None, None, None) => Stage::Next,
        }
    }

    /// From when on every reader has the key, so that it may sign.
    pub fn may_sign_from(&self) -> i64 {
        after(self.published, PlatformSettings::KEYS_MAX_AGE)
    }

    /// From when on no token that it signed can be valid, so that it may go; `None` while it
    /// signs and when it is gone.
    ///
    /// A token lives for `token_lifetime`, and waits for a reader that checks it with a set it
    /// fetched before.
    pub fn may_retire_from(&self, token_lifetime: Duration) -> Option<i64> {
        match self.stage() {
            Stage::Next => Some(self.published),
            Stage::Old => self.signed_until.map(|until| {
                let kept = PlatformSettings::KEYS_MAX_AGE;
                after(until, kept.saturating_add(token_lifetime))
            }),
            Stage::Signs | Stage::Retired => None,
        }
    }
}

const fn after(time: i64, duration: Duration) -> i64 {
    time.saturating_add_unsigned(duration.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADE: KeyTimes = KeyTimes {
        published: 10_000,
        signs_since: None,
        signed_until: None,
        retired: None,
    };
    const TOKENS: Duration = Duration::from_secs(300);

    fn signing() -> KeyTimes {
        KeyTimes {
            signs_since: Some(11_000),
            ..MADE
        }
    }

    fn old() -> KeyTimes {
        KeyTimes {
            signed_until: Some(20_000),
            ..signing()
        }
    }

    #[test]
    fn a_key_signs_no_sooner_than_every_reader_has_it() {
        assert_eq!(MADE.stage(), Stage::Next);
        assert_eq!(MADE.may_sign_from(), 10_900);
    }

    #[test]
    fn a_key_stays_until_its_last_token_is_void_wherever_it_is_checked() {
        assert_eq!(old().stage(), Stage::Old);
        assert_eq!(old().may_retire_from(TOKENS), Some(20_000 + 900 + 300));
    }

    #[test]
    fn a_key_that_never_signed_may_go_at_once() {
        assert_eq!(MADE.may_retire_from(TOKENS), Some(10_000));
    }

    #[test]
    fn a_key_that_signs_does_not_go() {
        assert_eq!(signing().stage(), Stage::Signs);
        assert_eq!(signing().may_retire_from(TOKENS), None);
    }

    #[test]
    fn a_retired_key_does_not_go_again_whatever_it_did_before() {
        for times in [MADE, signing(), old()] {
            let gone = KeyTimes {
                retired: Some(30_000),
                ..times
            };
            assert_eq!(gone.stage(), Stage::Retired);
            assert_eq!(gone.may_retire_from(TOKENS), None);
        }
    }

    #[test]
    fn times_at_the_end_of_the_calendar_do_not_overflow() {
        let late = KeyTimes {
            published: i64::MAX,
            signed_until: Some(i64::MAX),
            ..MADE
        };
        assert_eq!(late.may_sign_from(), i64::MAX);
        assert_eq!(late.may_retire_from(TOKENS), Some(i64::MAX));
    }
}
