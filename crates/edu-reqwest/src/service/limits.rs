//! How much of a service's answer is read, and how long it is waited for.

use core::time::Duration;

use crate::guarded::Times;

/// How long one request to a service may take, how much it may bring, and how many pages are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceLimits {
    connect_timeout: Duration,
    total_timeout: Duration,
    bytes: usize,
    pages: usize,
}

/// A limit is outside its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} is outside its range, {allowed} is allowed")]
#[non_exhaustive]
pub struct ServiceLimitsError {
    /// Which limit.
    pub what: &'static str,
    /// What is allowed.
    pub allowed: &'static str,
}

impl ServiceLimits {
    /// 3 s to connect, 30 s in all, 4 MiB, 10,000 pages.
    pub const DEFAULT: Self = Self {
        connect_timeout: Duration::from_secs(3),
        total_timeout: Duration::from_secs(30),
        bytes: 4 * 1024 * 1024,
        pages: 10_000,
    };

    /// How long it may take to reach the host: 100 ms to 30 s.
    ///
    /// # Errors
    ///
    /// [`ServiceLimitsError`] outside that range.
    pub fn with_connect_timeout(mut self, timeout: Duration) -> Result<Self, ServiceLimitsError> {
        self.connect_timeout = within("time to connect", timeout, 30, "100 ms to 30 s")?;
        Ok(self)
    }

    /// How long one request may take in all, from the name to the last byte: 100 ms to 5 min.
    ///
    /// # Errors
    ///
    /// [`ServiceLimitsError`] outside that range.
    pub fn with_total_timeout(mut self, timeout: Duration) -> Result<Self, ServiceLimitsError> {
        self.total_timeout = within("time in all", timeout, 300, "100 ms to 5 min")?;
        Ok(self)
    }

    /// How many bytes one answer may have: 1 KiB to 64 MiB.
    ///
    /// # Errors
    ///
    /// [`ServiceLimitsError`] outside that range.
    pub const fn with_bytes(mut self, bytes: usize) -> Result<Self, ServiceLimitsError> {
        if bytes < 1024 || bytes > 64 * 1024 * 1024 {
            return Err(ServiceLimitsError {
                what: "size of an answer",
                allowed: "1 KiB to 64 MiB",
            });
        }
        self.bytes = bytes;
        Ok(self)
    }

    /// How many pages of one list are read; one at least.
    #[must_use]
    pub const fn with_pages(mut self, pages: usize) -> Self {
        self.pages = if pages == 0 { 1 } else { pages };
        self
    }

    /// How long it may take to reach the host.
    pub const fn connect_timeout(&self) -> Duration {
        self.connect_timeout
    }

    /// How long one request may take in all.
    pub const fn total_timeout(&self) -> Duration {
        self.total_timeout
    }

    pub(super) const fn times(&self) -> Times {
        Times {
            connect: self.connect_timeout,
            total: self.total_timeout,
        }
    }

    /// How many bytes one answer may have.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// How many pages of one list are read.
    pub const fn pages(&self) -> usize {
        self.pages
    }
}

impl Default for ServiceLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

fn within(
    what: &'static str,
    found: Duration,
    seconds: u64,
    allowed: &'static str,
) -> Result<Duration, ServiceLimitsError> {
    if found < Duration::from_millis(100) || found > Duration::from_secs(seconds) {
        return Err(ServiceLimitsError { what, allowed });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_services_outside_their_range_are_refused() {
        for found in [
            Duration::ZERO,
            Duration::from_millis(99),
            Duration::from_secs(301),
        ] {
            assert!(ServiceLimits::DEFAULT.with_connect_timeout(found).is_err());
            assert!(ServiceLimits::DEFAULT.with_total_timeout(found).is_err());
        }
        for found in [0, 1023, 64 * 1024 * 1024 + 1] {
            assert!(ServiceLimits::DEFAULT.with_bytes(found).is_err());
        }
        assert_eq!(ServiceLimits::DEFAULT.with_pages(0).pages(), 1);
    }
}
