//! What a tool wants a platform to know of it.

use edu_http::Scopes;
use edu_types::{HttpUrl, Personal};

use super::{GrantType, LtiToolConfiguration, ToolConfiguration, ToolMessage};
use crate::{Custom, MessageType, WebAddress};

/// What a tool wants every platform to know of it when it registers.
///
/// ```
/// use edu_http::Scopes;
/// use edu_types::HttpUrl;
/// use lti_core::dynamic_registration::ToolMetadata;
/// use lti_core::{MessageType, scope};
///
/// let url = |path: &str| HttpUrl::parse(&format!("https://tool.example{path}"));
/// let tool = ToolMetadata::new("Quiz", &url("/login")?, &url("/launch")?, &url("/jwks")?)
///     .with_scopes(&Scopes::parse(scope::MEMBERSHIP_READ_ONLY)?)
///     .with_message(MessageType::DeepLinkingRequest, &["ContentArea"]);
/// let configuration = tool.to_configuration();
/// let lti = configuration.lti.ok_or("no section")?;
/// assert_eq!(lti.domain.as_deref(), Some("tool.example"));
/// assert_eq!(lti.messages.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Spec: Dynamic Registration 1.0, §3.5.3.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolMetadata {
    pub(super) redirect_uris: Vec<HttpUrl>,
    pub(super) target_link_uri: HttpUrl,
    configuration: ToolConfiguration,
    lti: LtiToolConfiguration,
}

impl ToolMetadata {
    /// A tool by its name, where its logins start, where it takes messages and where it publishes
    /// its keys. It takes resource links; its domain is the host of `launch`.
    pub fn new(
        name: impl Into<String>,
        initiate_login_uri: &HttpUrl,
        launch: &HttpUrl,
        key_set_url: &HttpUrl,
    ) -> Self {
        let mut configuration = ToolConfiguration::new();
        configuration.application_type = Some("web".to_owned());
        configuration.client_name = Some(name.into());
        configuration.initiate_login_uri = Some(WebAddress::from(initiate_login_uri));
        configuration.jwks_uri = Some(WebAddress::from(key_set_url));
        configuration.token_endpoint_auth_method = Some("private_key_jwt".to_owned());
        configuration.response_types = vec!["id_token".to_owned()];
        configuration.grant_types = vec![GrantType::Implicit, GrantType::ClientCredentials];
        let mut lti = LtiToolConfiguration::new();
        lti.domain = Some(launch.host().to_owned());
        lti.target_link_uri = Some(WebAddress::from(launch));
        lti.claims = vec!["iss".to_owned(), "sub".to_owned()];
        lti.messages = vec![ToolMessage::new(MessageType::ResourceLinkRequest)];
        Self {
            redirect_uris: vec![launch.clone()],
            target_link_uri: launch.clone(),
            configuration,
            lti,
        }
    }

    /// Adds a further address that takes messages.
    #[must_use]
    pub fn with_redirect_uri(mut self, uri: HttpUrl) -> Self {
        self.redirect_uris.push(uri);
        self
    }

    /// Says where links lead that say nothing else, where that is not where messages are taken.
    #[must_use]
    pub fn with_target_link_uri(mut self, uri: HttpUrl) -> Self {
        self.lti.target_link_uri = Some(WebAddress::from(&uri));
        self.target_link_uri = uri;
        self
    }

    /// Adds a host that messages lead to.
    #[must_use]
    pub fn with_secondary_domain(mut self, host: impl Into<String>) -> Self {
        self.lti.secondary_domains.push(host.into());
        self
    }

    /// Asks for services, by their [`scope`](crate::scope)s.
    #[must_use]
    pub fn with_scopes(mut self, scopes: &Scopes) -> Self {
        self.configuration.scope = (!scopes.is_empty()).then(|| scopes.to_string());
        self
    }

    /// Adds a message that the tool takes, and where people should find it.
    #[must_use]
    pub fn with_message(mut self, message_type: MessageType, placements: &[&str]) -> Self {
        let mut message = ToolMessage::new(message_type);
        message.placements = placements.iter().map(|&one| one.to_owned()).collect();
        self.lti.messages.push(message);
        self
    }

    /// Adds what messages should say of persons, such as `name` or `email`.
    #[must_use]
    pub fn with_claim(mut self, claim: impl Into<String>) -> Self {
        self.lti.claims.push(claim.into());
        self
    }

    /// Adds a parameter of every message; its value may be a variable such as `$Context.id`.
    #[must_use]
    pub fn with_custom_parameter(mut self, name: &str, value: &str) -> Self {
        let custom = self
            .lti
            .custom_parameters
            .get_or_insert_with(Custom::default);
        custom.set(name, value);
        self
    }

    /// Adds a sentence about the tool.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.lti.description = Some(description.into());
        self
    }

    /// Adds the address of a picture.
    #[must_use]
    pub fn with_logo(mut self, url: &HttpUrl) -> Self {
        self.configuration.logo_uri = Some(WebAddress::from(url));
        self
    }

    /// Adds the mail address of somebody who answers for the tool.
    #[must_use]
    pub fn with_contact(mut self, email: impl Into<String>) -> Self {
        self.configuration
            .contacts
            .push(Personal::new(email.into()));
        self
    }

    /// What is sent to a platform. Change it for what a platform wants beside the standard.
    pub fn to_configuration(&self) -> ToolConfiguration {
        let mut configuration = self.configuration.clone();
        configuration.redirect_uris = self.redirect_uris.iter().map(WebAddress::from).collect();
        configuration.lti = Some(self.lti.clone());
        configuration
    }
}
