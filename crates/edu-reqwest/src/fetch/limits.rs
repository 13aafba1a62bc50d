//! How much of an answer is read, and how long it is waited for.

use core::time::Duration;

use crate::guarded::Times;

/// How long a fetch may take and how much it may bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchLimits {
    connect_timeout: Duration,
    total_timeout: Duration,
    bytes: usize,
}

/// A limit is outside its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchLimitsError {
    /// A time is too short or too long.
    #[error("{what} is {found:?}, 100ms to 30s is allowed")]
    Time {
        /// Which limit.
        what: &'static str,
        /// What was asked for.
        found: Duration,
    },
    /// The size is too small or too large.
    #[error("size of a key set is {found} bytes, 1024 to 1048576 is allowed")]
    Bytes {
        /// What was asked for.
        found: usize,
    },
}

impl FetchLimits {
    /// 3 s to connect, 5 s in all, 64 KiB.
    pub const DEFAULT: Self = Self {
        connect_timeout: Duration::from_secs(3),
        total_timeout: Duration::from_secs(5),
        bytes: 64 * 1024,
    };

    /// How long it may take to reach the host: 100 ms to 30 s.
    ///
    /// # Errors
    ///
    /// [`FetchLimitsError`] outside that range.
    pub fn with_connect_timeout(mut self, timeout: Duration) -> Result<Self, FetchLimitsError> {
        self.connect_timeout = time("time to connect", timeout)?;
        Ok(self)
    }

    /// How long it may take in all, from the name to the last byte: 100 ms to 30 s. Should be
    /// shorter than [`CacheSettings::fetch_timeout`](edu_jose::CacheSettings::fetch_timeout).
    ///
    /// # Errors
    ///
    /// [`FetchLimitsError`] outside that range.
    pub fn with_total_timeout(mut self, timeout: Duration) -> Result<Self, FetchLimitsError> {
        self.total_timeout = time("time in all", timeout)?;
        Ok(self)
    }

    /// How many bytes a key set may have: 1 KiB to 1 MiB.
    ///
    /// # Errors
    ///
    /// [`FetchLimitsError`] outside that range.
    pub const fn with_bytes(mut self, bytes: usize) -> Result<Self, FetchLimitsError> {
        if bytes < 1024 || bytes > 1024 * 1024 {
            return Err(FetchLimitsError::Bytes { found: bytes });
        }
        self.bytes = bytes;
        Ok(self)
    }

    /// How long it may take to reach the host.
    pub const fn connect_timeout(&self) -> Duration {
        self.connect_timeout
    }

    /// How long it may take in all.
    pub const fn total_timeout(&self) -> Duration {
        self.total_timeout
    }

    pub(crate) const fn times(&self) -> Times {
        Times {
            connect: self.connect_timeout,
            total: self.total_timeout,
        }
    }

    /// How many bytes a key set may have.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

fn time(what: &'static str, found: Duration) -> Result<Duration, FetchLimitsError> {
    if found < Duration::from_millis(100) || found > Duration::from_secs(30) {
        return Err(FetchLimitsError::Time { what, found });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_outside_their_range_are_refused_to_the_nanosecond() {
        let (short, long) = (99_999_999, 30_000_000_001);
        for found in [short, long].map(Duration::from_nanos) {
            assert!(FetchLimits::DEFAULT.with_connect_timeout(found).is_err());
            assert!(FetchLimits::DEFAULT.with_total_timeout(found).is_err());
        }
        for found in [0, 1023, 1024 * 1024 + 1] {
            assert!(FetchLimits::DEFAULT.with_bytes(found).is_err());
        }
    }
}
