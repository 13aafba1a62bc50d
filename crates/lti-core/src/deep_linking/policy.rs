//! What a platform decides about requests for content.

use core::time::Duration;

use edu_types::{HttpUrl, Profile};

use crate::{Issuer, PlatformSettings, SettingsError};

/// Where answers go, how long people may choose, and how strictly answers are judged; the
/// defaults suit every known tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionPolicy {
    pub(super) platform: PlatformSettings,
    pub(super) return_url: HttpUrl,
    pub(super) lifetime: Duration,
    pub(super) most_items: usize,
    pub(super) profile: Profile,
}

impl SelectionPolicy {
    /// How far a tool's clock may differ: 60 s.
    pub const LEEWAY: Duration = Duration::from_secs(60);

    /// How old an answer may be: 600 s, beside the leeway.
    pub const MAX_AGE: Duration = Duration::from_secs(600);

    /// Answers go to `return_url`, an address of the host's whose handler calls
    /// [`DeepLinking::selected`](crate::deep_linking::DeepLinking::selected). People may take an
    /// hour to choose, and choose 100 items at most; answers are judged strictly.
    pub const fn new(platform: PlatformSettings, return_url: HttpUrl) -> Self {
        Self {
            platform,
            return_url,
            lifetime: Duration::from_secs(3600),
            most_items: 100,
            profile: Profile::strict(),
        }
    }

    /// How long a person may take from the start of the message to the answer: 60 s to 24 h.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] outside 60 s to 24 h.
    pub fn with_lifetime(mut self, lifetime: Duration) -> Result<Self, SettingsError> {
        SettingsError::check(
            "lifetime of a request",
            lifetime,
            60..=86_400,
            "60 s to 24 h",
        )?;
        self.lifetime = lifetime;
        Ok(self)
    }

    /// How many items one answer may have.
    #[must_use]
    pub const fn with_most_items(mut self, most: usize) -> Self {
        self.most_items = most;
        self
    }

    /// Judges what only informs by this profile; no profile relaxes a rule of security.
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// The platform, as answers must name it.
    pub const fn issuer(&self) -> &Issuer {
        self.platform.issuer()
    }

    /// Where answers go.
    pub const fn return_url(&self) -> &HttpUrl {
        &self.return_url
    }
}
