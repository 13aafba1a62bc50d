//! What a platform decides for all its tools.

use core::time::Duration;

use crate::tool::check_issuer;
use crate::{Issuer, RegistrationError, SettingsError, StorageTarget};

/// A platform's name and times; the defaults suit every known tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlatformSettings {
    issuer: Issuer,
    hint_lifetime: Duration,
    token_lifetime: Duration,
    storage_target: Option<StorageTarget>,
}

impl PlatformSettings {
    /// How long readers may keep the platform's key set: 900 s.
    ///
    /// A new key must be published at least this long before it signs, and an old one stay this
    /// long, plus a token's life, after its last signature.
    pub const KEYS_MAX_AGE: Duration = Duration::from_secs(900);

    /// A platform by its issuer; hints and tokens live for 300 s.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where the issuer is no https address without query and fragment.
    pub fn new(issuer: Issuer) -> Result<Self, RegistrationError> {
        Self::build(issuer, false)
    }

    /// Like [`PlatformSettings::new`], but plain http is accepted for loopback hosts: for
    /// development and tests on one machine.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where the issuer is neither https nor http on a loopback host.
    pub fn insecure_allow_loopback(issuer: Issuer) -> Result<Self, RegistrationError> {
        Self::build(issuer, true)
    }

    fn build(issuer: Issuer, loopback: bool) -> Result<Self, RegistrationError> {
        check_issuer(&issuer, loopback)?;
        Ok(Self {
            issuer,
            hint_lifetime: Duration::from_secs(300),
            token_lifetime: Duration::from_secs(300),
            storage_target: None,
        })
    }

    /// How long a tool may take from the start of a launch to its request: 10 s to 1 h.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] outside 10 s to 1 h.
    pub fn with_hint_lifetime(mut self, lifetime: Duration) -> Result<Self, SettingsError> {
        SettingsError::check("hint lifetime", lifetime, 10..=3600, "10 s to 1 h")?;
        self.hint_lifetime = lifetime;
        Ok(self)
    }

    /// How long a token is valid: 10 s to 1 h.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] outside 10 s to 1 h.
    pub fn with_token_lifetime(mut self, lifetime: Duration) -> Result<Self, SettingsError> {
        SettingsError::check("token lifetime", lifetime, 10..=3600, "10 s to 1 h")?;
        self.token_lifetime = lifetime;
        Ok(self)
    }

    /// Tells tools that the pages which show them keep values for tools without cookies, in the
    /// frame `target`; `_parent` where the page itself has
    /// [`STORAGE_SCRIPT`](crate::platform::STORAGE_SCRIPT).
    ///
    /// Tools that use it send the browser to `/authorize` from a page of their own inside the
    /// frame: the host's session cookie reaches it there only with `SameSite=None`.
    #[must_use]
    pub fn with_storage(mut self, target: StorageTarget) -> Self {
        self.storage_target = Some(target);
        self
    }

    /// The frame that keeps values for tools without cookies.
    pub const fn storage_target(&self) -> Option<&StorageTarget> {
        self.storage_target.as_ref()
    }

    /// The platform, as it names itself in every token.
    pub const fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// How long a tool may take from the start of a launch to its request.
    pub const fn hint_lifetime(&self) -> Duration {
        self.hint_lifetime
    }

    /// How long a token is valid.
    pub const fn token_lifetime(&self) -> Duration {
        self.token_lifetime
    }
}
