//! What a platform offers to tools that register.

use edu_http::Scopes;
use edu_types::{HttpUrl, Profile};

use super::{LtiPlatformConfiguration, PlatformConfiguration, SupportedMessage};
use crate::{Issuer, MessageType, WebAddress};

/// What a platform offers to tools that register, and how it judges them.
///
/// Every scope and message here is one that the host really serves: tools set themselves up by it.
#[derive(Clone, Debug, PartialEq)]
pub struct RegistrationOffer {
    configuration: PlatformConfiguration,
    lti: LtiPlatformConfiguration,
    scopes: Scopes,
    profile: Profile,
    insecure_loopback: bool,
}

impl RegistrationOffer {
    /// A platform by its issuer, its product, and its addresses: where tools ask for messages, for
    /// access tokens and for its keys. It sends resource links, and offers no service yet.
    pub fn new(
        issuer: Issuer,
        product_family_code: impl Into<String>,
        authorization_endpoint: &HttpUrl,
        token_endpoint: &HttpUrl,
        key_set_url: &HttpUrl,
    ) -> Self {
        let configuration = PlatformConfiguration::new(
            issuer,
            WebAddress::from(authorization_endpoint),
            WebAddress::from(token_endpoint),
            WebAddress::from(key_set_url),
            // The service puts its own address here.
            WebAddress::from(""),
        );
        let mut lti = LtiPlatformConfiguration::new(product_family_code.into());
        lti.messages = vec![SupportedMessage::new(MessageType::ResourceLinkRequest)];
        Self {
            configuration: configuration.with_core(),
            lti,
            scopes: Scopes::none(),
            profile: Profile::strict(),
            insecure_loopback: false,
        }
    }

    /// Says which services tools may be granted, by their [`scope`](crate::scope)s.
    #[must_use]
    pub fn with_scopes(mut self, scopes: Scopes) -> Self {
        self.scopes = scopes;
        self
    }

    /// Adds a message that the platform sends, and the places in its pages where tools may be
    /// found that take it.
    #[must_use]
    pub fn with_message(mut self, message_type: MessageType, placements: &[&str]) -> Self {
        let mut message = SupportedMessage::new(message_type);
        message.placements = placements.iter().map(|&one| one.to_owned()).collect();
        self.lti.messages.push(message);
        self
    }

    /// Says which variables are replaced in custom parameters, without their `$`.
    #[must_use]
    pub fn with_variables(mut self, variables: impl IntoIterator<Item = String>) -> Self {
        self.lti.variables = variables.into_iter().collect();
        self
    }

    /// Says which version of the product this is.
    #[must_use]
    pub fn with_version(mut self, version: impl Into<String>) -> Self {
        self.lti.version = Some(version.into());
        self
    }

    /// Names the audience of what tools sign for the token endpoint, where it is another than that
    /// address.
    #[must_use]
    pub fn with_authorization_server(mut self, audience: impl Into<String>) -> Self {
        self.configuration.authorization_server = Some(audience.into());
        self
    }

    /// Judges what tools say of themselves by `profile`; no profile relaxes a security rule.
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// Accepts plain http for tools on loopback hosts: for development and tests on one machine.
    #[must_use]
    pub const fn insecure_allow_loopback(mut self) -> Self {
        self.insecure_loopback = true;
        self
    }

    /// Which services tools may be granted.
    pub const fn scopes(&self) -> &Scopes {
        &self.scopes
    }

    pub(super) const fn profile(&self) -> &Profile {
        &self.profile
    }

    pub(super) const fn allows_loopback(&self) -> bool {
        self.insecure_loopback
    }

    /// The places where tools that take this message may be found; `None` where it is not sent.
    pub(super) fn placements(&self, message: &MessageType) -> Option<Vec<&str>> {
        let sent = self.lti.messages.iter();
        let mut sent = sent.filter(|one| one.message_type == *message).peekable();
        sent.peek()?;
        let placements = sent.flat_map(|one| &one.placements);
        Some(placements.map(String::as_str).collect())
    }

    /// What is published, with the address where tools register.
    pub(super) fn configuration(&self, registration_endpoint: &str) -> PlatformConfiguration {
        let mut configuration = self.configuration.clone();
        configuration.registration_endpoint = WebAddress::from(registration_endpoint);
        let openid = core::iter::once("openid");
        configuration.scopes = openid
            .chain(self.scopes.iter())
            .map(str::to_owned)
            .collect();
        configuration.lti = Some(self.lti.clone());
        configuration
    }
}
