//! What a platform knows about one tool.

use edu_types::HttpUrl;

use crate::tool::check_address;
use crate::{ClientId, DeploymentId, Privacy, RegistrationError};

/// One tool that this platform may launch.
///
/// A message goes to a redirect URI only if it is registered byte for byte: neither a prefix nor
/// another case, query or slash at the end will do. Without [`ToolRegistration::with_privacy`]
/// the tool learns an opaque id of each person and nothing else.
///
/// Spec: 1EdTech Security Framework 1.0, §5.1.1; `OpenID` Connect Core 1.0, §3.1.2.1.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolRegistration {
    client_id: ClientId,
    initiate_login_uri: HttpUrl,
    redirect_uris: Vec<HttpUrl>,
    deployments: Vec<DeploymentId>,
    privacy: Privacy,
    pub(super) insecure_loopback: bool,
}

impl ToolRegistration {
    /// A tool by the client id this platform gave it, the address where its logins start, and
    /// the address that takes its messages; installed nowhere yet.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where an address is not https.
    pub fn new(
        client_id: ClientId,
        initiate_login_uri: HttpUrl,
        redirect_uri: HttpUrl,
    ) -> Result<Self, RegistrationError> {
        Self::build(client_id, initiate_login_uri, redirect_uri, false)
    }

    /// Like [`ToolRegistration::new`], but plain http is accepted for loopback hosts: for
    /// development and tests on one machine.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where an address is neither https nor http on a loopback host.
    pub fn insecure_allow_loopback(
        client_id: ClientId,
        initiate_login_uri: HttpUrl,
        redirect_uri: HttpUrl,
    ) -> Result<Self, RegistrationError> {
        Self::build(client_id, initiate_login_uri, redirect_uri, true)
    }

    fn build(
        client_id: ClientId,
        initiate_login_uri: HttpUrl,
        redirect_uri: HttpUrl,
        insecure_loopback: bool,
    ) -> Result<Self, RegistrationError> {
        check_address(
            &initiate_login_uri,
            "login initiation address",
            insecure_loopback,
        )?;
        check_address(&redirect_uri, "redirect URI", insecure_loopback)?;
        Ok(Self {
            client_id,
            initiate_login_uri,
            redirect_uris: vec![redirect_uri],
            deployments: Vec::new(),
            privacy: Privacy::default(),
            insecure_loopback,
        })
    }

    /// Adds a further address that takes messages.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where it is not https.
    pub fn with_redirect_uri(mut self, uri: HttpUrl) -> Result<Self, RegistrationError> {
        check_address(&uri, "redirect URI", self.insecure_loopback)?;
        self.redirect_uris.push(uri);
        Ok(self)
    }

    /// Installs the tool once more; a deployment it has already stays one.
    #[must_use]
    pub fn with_deployment(mut self, deployment: DeploymentId) -> Self {
        if !self.is_deployed(&deployment) {
            self.deployments.push(deployment);
        }
        self
    }

    /// Takes an installation of the tool away.
    #[must_use]
    pub fn without_deployment(mut self, deployment: &DeploymentId) -> Self {
        self.deployments.retain(|one| one != deployment);
        self
    }

    /// Says what the tool may learn about people.
    #[must_use]
    pub const fn with_privacy(mut self, privacy: Privacy) -> Self {
        self.privacy = privacy;
        self
    }

    /// The tool, as this platform names it.
    pub const fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// Where logins start.
    pub const fn initiate_login_uri(&self) -> &HttpUrl {
        &self.initiate_login_uri
    }

    /// The addresses that take messages.
    pub fn redirect_uris(&self) -> &[HttpUrl] {
        &self.redirect_uris
    }

    /// The installations of the tool.
    pub fn deployments(&self) -> &[DeploymentId] {
        &self.deployments
    }

    /// What the tool may learn about people.
    pub const fn privacy(&self) -> Privacy {
        self.privacy
    }

    /// Whether the tool is installed in this deployment.
    pub fn is_deployed(&self, deployment: &DeploymentId) -> bool {
        self.deployments.contains(deployment)
    }

    /// The registered address that equals `text` byte for byte.
    pub fn redirect_uri(&self, text: &str) -> Option<&HttpUrl> {
        self.redirect_uris.iter().find(|uri| uri.as_str() == text)
    }
}
