//! What a platform decides about its access tokens.

use core::time::Duration;

use crate::times::TimeLimits;
use crate::{Issuer, SettingsError};

/// Whose access tokens these are, and how long they live.
///
/// Token endpoint and services of one platform share it: a token is good where its issuer and
/// audience are these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenSettings {
    issuer: Issuer,
    services: String,
    lifetime: Duration,
    leeway: Duration,
    audiences: Vec<String>,
}

impl TokenSettings {
    /// Longest life of an assertion that is accepted.
    pub const MAX_ASSERTION_LIFETIME: Duration = Duration::from_secs(60 * 60);

    /// Most bytes of an assertion or access token that are looked at.
    pub const MAX_BYTES: usize = 16 * 1024;

    /// A platform by its issuer and by a name for its services, such as the address they share;
    /// tokens live for an hour, and clocks may differ by a minute.
    pub fn new(issuer: Issuer, services: impl Into<String>) -> Self {
        Self {
            issuer,
            services: services.into(),
            lifetime: Duration::from_secs(60 * 60),
            leeway: Duration::from_secs(60),
            audiences: Vec::new(),
        }
    }

    /// How long an access token is good for: 1 min to 24 h.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] outside 1 min to 24 h.
    pub fn with_lifetime(mut self, lifetime: Duration) -> Result<Self, SettingsError> {
        SettingsError::check(
            "lifetime of access tokens",
            lifetime,
            60..=86_400,
            "1 min to 24 h",
        )?;
        self.lifetime = lifetime;
        Ok(self)
    }

    /// How far the clocks of tools may differ from this one: 0 s to 300 s.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] above 300 s.
    pub fn with_leeway(mut self, leeway: Duration) -> Result<Self, SettingsError> {
        SettingsError::check("leeway", leeway, 0..=300, "0 s to 300 s")?;
        self.leeway = leeway;
        Ok(self)
    }

    /// Takes assertions that are meant for `audience`, beside those for the token endpoint: the
    /// name under which tools know this platform as authorization server.
    #[must_use]
    pub fn with_audience(mut self, audience: impl Into<String>) -> Self {
        self.audiences.push(audience.into());
        self
    }

    /// The platform.
    pub const fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// The name of the services, which is the audience of every access token.
    pub fn services(&self) -> &str {
        &self.services
    }

    /// How long an access token is good for.
    pub const fn lifetime(&self) -> Duration {
        self.lifetime
    }

    /// How far clocks may differ.
    pub const fn leeway(&self) -> Duration {
        self.leeway
    }

    /// Further audiences of assertions.
    pub fn audiences(&self) -> &[String] {
        &self.audiences
    }

    /// For assertions, whose age is bounded by their life.
    pub(super) const fn assertion_times(&self) -> TimeLimits {
        TimeLimits {
            leeway: self.leeway,
            max_age: Self::MAX_ASSERTION_LIFETIME,
            lifetime: Self::MAX_ASSERTION_LIFETIME,
        }
    }

    /// For access tokens. A platform that shortens their life shortens it for all at once.
    pub(super) const fn access_times(&self) -> TimeLimits {
        TimeLimits {
            leeway: self.leeway,
            max_age: self.lifetime,
            lifetime: Duration::from_secs(86_400),
        }
    }
}
