//! What a tool decides for all its platforms.

use core::ops::RangeInclusive;
use core::time::Duration;

use crate::MessageType;

/// Times and message types of a tool; the defaults suit every known platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolSettings {
    leeway: Duration,
    max_age: Duration,
    login_lifetime: Duration,
    anonymous: bool,
    login_page: LoginPage,
    platform_storage: bool,
    messages: Vec<MessageType>,
}

/// Which logins are answered with a page in place of a redirect.
///
/// The page looks whether the browser keeps cookies in its frame and goes on. Where it does not, it
/// offers a window of its own; a tool [that can do
/// so](ToolSettings::using_platform_storage) leaves the login's secret in the platform's storage
/// first. No page is shown to a browser that says it shows the tool in a tab, where cookies are
/// kept.
///
/// From the page on it is the tool that sends the browser to the platform, inside a frame, where a
/// redirect would only pass it on: a platform sees its own session there only if that session's
/// cookie has `SameSite=None`. Platforms that offer storage are made for it, others need not be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LoginPage {
    /// Never: every login is answered with a redirect.
    Never,
    /// Where the platform offers storage.
    #[default]
    WhereStorageIsOffered,
    /// There, and in every frame: browsers without cookies are offered a window of their own.
    InEveryFrame,
}

/// A setting is outside its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} is {found:?}, {allowed} is allowed")]
#[non_exhaustive]
pub struct SettingsError {
    /// Which setting.
    pub what: &'static str,
    /// What was asked for.
    pub found: Duration,
    /// What is allowed.
    pub allowed: &'static str,
}

impl SettingsError {
    /// Refuses a duration outside these seconds, however little.
    pub(crate) fn check(
        what: &'static str,
        found: Duration,
        seconds: RangeInclusive<u64>,
        allowed: &'static str,
    ) -> Result<(), Self> {
        let (least, most) = seconds.into_inner();
        if (Duration::from_secs(least)..=Duration::from_secs(most)).contains(&found) {
            return Ok(());
        }
        Err(Self {
            what,
            found,
            allowed,
        })
    }
}

impl ToolSettings {
    /// A token's longest life, from `iat` to `exp`.
    pub const MAX_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

    /// Leeway 60 s, tokens at most 600 s old, logins open for 600 s, no anonymous launches,
    /// resource links and deep linking.
    pub fn new() -> Self {
        Self {
            leeway: Duration::from_secs(60),
            max_age: Duration::from_secs(600),
            login_lifetime: Duration::from_secs(600),
            anonymous: false,
            login_page: LoginPage::WhereStorageIsOffered,
            platform_storage: false,
            messages: vec![
                MessageType::ResourceLinkRequest,
                MessageType::DeepLinkingRequest,
            ],
        }
    }

    /// How far the platform's clock may be off: 0 to 300 s.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] above 300 s, the "few minutes" of the specification.
    pub fn with_leeway(mut self, leeway: Duration) -> Result<Self, SettingsError> {
        SettingsError::check("leeway", leeway, 0..=300, "0 to 300 s")?;
        self.leeway = leeway;
        Ok(self)
    }

    /// How old a token may be when it arrives: 1 s to 1 h. Bounds how long a nonce matters.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] outside 1 s to 1 h.
    pub fn with_max_age(mut self, max_age: Duration) -> Result<Self, SettingsError> {
        SettingsError::check("max age", max_age, 1..=3600, "1 s to 1 h")?;
        self.max_age = max_age;
        Ok(self)
    }

    /// How long a person may take between login and message: 10 s to 1 h.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] outside 10 s to 1 h.
    pub fn with_login_lifetime(mut self, lifetime: Duration) -> Result<Self, SettingsError> {
        SettingsError::check("login lifetime", lifetime, 10..=3600, "10 s to 1 h")?;
        self.login_lifetime = lifetime;
        Ok(self)
    }

    /// Says which logins are answered with a page that looks for cookies first.
    #[must_use]
    pub const fn with_login_page(mut self, login_page: LoginPage) -> Self {
        self.login_page = login_page;
        self
    }

    /// Takes launches without a person.
    #[must_use]
    pub const fn allowing_anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// Takes these message types and no others.
    #[must_use]
    pub fn accepting_messages(mut self, messages: impl Into<Vec<MessageType>>) -> Self {
        self.messages = messages.into();
        self
    }

    /// How far the platform's clock may be off.
    pub const fn leeway(&self) -> Duration {
        self.leeway
    }

    /// How old a token may be when it arrives.
    pub const fn max_age(&self) -> Duration {
        self.max_age
    }

    /// How long a person may take between login and message.
    pub const fn login_lifetime(&self) -> Duration {
        self.login_lifetime
    }

    /// Lets a browser that keeps no cookies prove itself by the platform's storage, where the
    /// platform offers it and [`LoginPage`] allows a page.
    ///
    /// Only for tools that go on without cookies after the launch, see
    /// [`Binding::PlatformStorage`](crate::Binding::PlatformStorage). Without this, such a browser
    /// is offered a window of its own.
    #[must_use]
    pub const fn using_platform_storage(mut self) -> Self {
        self.platform_storage = true;
        self
    }

    /// Whether a login may leave its secret in the platform's storage.
    pub const fn uses_platform_storage(&self) -> bool {
        self.platform_storage && !matches!(self.login_page, LoginPage::Never)
    }

    /// Which logins are answered with a page that looks for cookies first.
    pub const fn login_page(&self) -> LoginPage {
        self.login_page
    }

    /// Whether launches without a person are taken.
    pub const fn allows_anonymous(&self) -> bool {
        self.anonymous
    }

    /// Whether messages of this type are taken.
    pub fn accepts(&self, message_type: &MessageType) -> bool {
        self.messages
            .iter()
            .any(|accepted| accepted.canonical() == message_type.canonical())
    }
}

impl Default for ToolSettings {
    fn default() -> Self {
        Self::new()
    }
}
