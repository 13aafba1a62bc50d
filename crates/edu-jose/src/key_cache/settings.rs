//! Times and sizes of a cache of keys.

use core::time::Duration;

/// Times and sizes of a [`KeySetCache`](crate::KeySetCache); the defaults suit every known
/// platform.
///
/// Spec: 1EdTech Security Framework 1.0, §6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheSettings {
    default_lifetime: Duration,
    refetch_interval: Duration,
    longest_use: Duration,
    fetch_timeout: Duration,
    absent_lifetime: Duration,
    absent_keys: usize,
}

/// A setting is outside its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CacheSettingsError {
    /// A time is too short or too long.
    #[error("{what} is {found:?}, {least:?} to {most:?} is allowed")]
    Time {
        /// Which setting.
        what: &'static str,
        /// What was asked for.
        found: Duration,
        /// The shortest allowed.
        least: Duration,
        /// The longest allowed.
        most: Duration,
    },
    /// A number is too small or too large.
    #[error("{what} is {found}, {least} to {most} is allowed")]
    Number {
        /// Which setting.
        what: &'static str,
        /// What was asked for.
        found: usize,
        /// The smallest allowed.
        least: usize,
        /// The largest allowed.
        most: usize,
    },
}

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

impl CacheSettings {
    /// Keys are fresh for at least this long, whatever their sender says: 5 min.
    pub const SHORTEST_LIFETIME: Duration = Duration::from_secs(5 * 60);
    /// Keys are fresh for at most this long, whatever their sender says: 60 min.
    pub const LONGEST_LIFETIME: Duration = HOUR;
    /// No setting lets keys be used for longer than this after they were fetched: 24 h.
    pub const LONGEST_USE: Duration = Duration::from_secs(24 * 60 * 60);

    /// Lifetime 15 min where the sender does not say, fetches 30 s apart and 10 s long at most,
    /// keys used for 24 h while new ones cannot be had, 256 absent key ids for 5 min each.
    pub const DEFAULT: Self = Self {
        default_lifetime: Duration::from_secs(15 * 60),
        refetch_interval: Duration::from_secs(30),
        longest_use: Self::LONGEST_USE,
        fetch_timeout: Duration::from_secs(10),
        absent_lifetime: Duration::from_secs(5 * 60),
        absent_keys: 256,
    };

    /// How long keys are fresh where their sender does not say: 5 min to 60 min.
    ///
    /// # Errors
    ///
    /// [`CacheSettingsError`] outside that range.
    pub fn with_default_lifetime(mut self, lifetime: Duration) -> Result<Self, CacheSettingsError> {
        let range = (Self::SHORTEST_LIFETIME, Self::LONGEST_LIFETIME);
        self.default_lifetime = time("default lifetime", lifetime, range)?;
        Ok(self)
    }

    /// How far apart fetches are while keys are held, however many unknown key ids are asked
    /// for: 30 s to 1 h. Also how long a sender that rotates without notice is locked out at
    /// most.
    ///
    /// # Errors
    ///
    /// [`CacheSettingsError`] outside that range.
    pub fn with_refetch_interval(mut self, interval: Duration) -> Result<Self, CacheSettingsError> {
        let range = (Duration::from_secs(30), HOUR);
        self.refetch_interval = time("refetch interval", interval, range)?;
        Ok(self)
    }

    /// How long after their fetch keys are used while new ones cannot be had: 5 min to 24 h.
    ///
    /// Ends their lifetime too, where it is shorter.
    ///
    /// # Errors
    ///
    /// [`CacheSettingsError`] outside that range.
    pub fn with_longest_use(mut self, longest: Duration) -> Result<Self, CacheSettingsError> {
        let range = (Self::SHORTEST_LIFETIME, Self::LONGEST_USE);
        self.longest_use = time("longest use", longest, range)?;
        Ok(self)
    }

    /// When a fetch without answer counts as failed: 1 s to 60 s. Should be longer than the
    /// time-out of the client that fetches.
    ///
    /// # Errors
    ///
    /// [`CacheSettingsError`] outside that range.
    pub fn with_fetch_timeout(mut self, timeout: Duration) -> Result<Self, CacheSettingsError> {
        self.fetch_timeout = time("fetch timeout", timeout, (SECOND, MINUTE))?;
        Ok(self)
    }

    /// How long a key id that a fetched set did not have leads to no fetch: 30 s to 1 h.
    ///
    /// # Errors
    ///
    /// [`CacheSettingsError`] outside that range.
    pub fn with_absent_lifetime(mut self, lifetime: Duration) -> Result<Self, CacheSettingsError> {
        let range = (Duration::from_secs(30), HOUR);
        self.absent_lifetime = time("lifetime of absent keys", lifetime, range)?;
        Ok(self)
    }

    /// How many such key ids are remembered: 1 to 4096.
    ///
    /// # Errors
    ///
    /// [`CacheSettingsError`] outside that range.
    pub const fn with_absent_keys(mut self, number: usize) -> Result<Self, CacheSettingsError> {
        const LEAST: usize = 1;
        const MOST: usize = 4096;
        if number < LEAST || number > MOST {
            return Err(CacheSettingsError::Number {
                what: "number of absent keys",
                found: number,
                least: LEAST,
                most: MOST,
            });
        }
        self.absent_keys = number;
        Ok(self)
    }

    /// How long keys are fresh where their sender does not say.
    pub const fn default_lifetime(&self) -> Duration {
        self.default_lifetime
    }

    /// How far apart fetches are while keys are held.
    pub const fn refetch_interval(&self) -> Duration {
        self.refetch_interval
    }

    /// How long after their fetch keys are used while new ones cannot be had.
    pub const fn longest_use(&self) -> Duration {
        self.longest_use
    }

    /// When a fetch without answer counts as failed.
    pub const fn fetch_timeout(&self) -> Duration {
        self.fetch_timeout
    }

    /// How long a key id that a fetched set did not have leads to no fetch.
    pub const fn absent_lifetime(&self) -> Duration {
        self.absent_lifetime
    }

    /// How many such key ids are remembered.
    pub const fn absent_keys(&self) -> usize {
        self.absent_keys
    }

    /// What the sender says, within bounds.
    pub(super) fn clamp(&self, lifetime: Option<Duration>) -> Duration {
        lifetime
            .unwrap_or(self.default_lifetime)
            .clamp(Self::SHORTEST_LIFETIME, Self::LONGEST_LIFETIME)
    }
}

impl Default for CacheSettings {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Compares to the nanosecond, so that 24 h and a bit is refused.
fn time(
    what: &'static str,
    found: Duration,
    (least, most): (Duration, Duration),
) -> Result<Duration, CacheSettingsError> {
    if found < least || found > most {
        return Err(CacheSettingsError::Time {
            what,
            found,
            least,
            most,
        });
    }
    Ok(found)
}
