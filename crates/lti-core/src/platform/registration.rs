//! What a platform knows about one tool.

use std::sync::Arc;

use edu_http::Scopes;
use edu_jose::{Algorithms, KeyChoice, KeySet};
use edu_types::HttpUrl;

use super::self_registered::SelfRegistered;
use crate::tool::check_address;
use crate::{ClientId, DeploymentId, Privacy, RegistrationError};

/// One tool that this platform may launch.
///
/// A message goes to a redirect URI only if it is registered byte for byte: neither a prefix nor
/// another case, query or slash at the end will do. Without [`ToolRegistration::with_privacy`]
/// the tool learns an opaque id of each person and nothing else; without
/// [`ToolRegistration::with_scopes`] it may call no service, and without keys or their address
/// nothing that it signs is believed.
///
/// Spec: 1EdTech Security Framework 1.0, §5.1.1; `OpenID` Connect Core 1.0, §3.1.2.1.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolRegistration {
    client_id: ClientId,
    initiate_login_uri: HttpUrl,
    redirect_uris: Vec<HttpUrl>,
    deployments: Vec<DeploymentId>,
    privacy: Privacy,
    key_set_url: Option<HttpUrl>,
    keys: Option<Arc<KeySet>>,
    key_choice: KeyChoice,
    algorithms: Algorithms,
    pub(super) granted: Scopes,
    pub(super) insecure_loopback: bool,
    /// What came of the tool's own registration, where it registered by itself.
    pub(super) registered: SelfRegistered,
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
            key_set_url: None,
            keys: None,
            key_choice: KeyChoice::KeyIdRequired,
            algorithms: Algorithms::default(),
            granted: Scopes::none(),
            insecure_loopback,
            registered: SelfRegistered::default(),
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

    /// The tool at other addresses: where its logins start, and the one that takes its messages in
    /// place of all there were. What was decided about it, and what it said of itself, stays.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where one is not https.
    pub fn moved_to(
        mut self,
        initiate_login_uri: HttpUrl,
        redirect_uri: HttpUrl,
    ) -> Result<Self, RegistrationError> {
        let insecure = self.insecure_loopback;
        check_address(&initiate_login_uri, "login initiation address", insecure)?;
        check_address(&redirect_uri, "redirect URI", insecure)?;
        self.initiate_login_uri = initiate_login_uri;
        self.redirect_uris = vec![redirect_uri];
        Ok(self)
    }

    /// Installs the tool once more; a deployment it has already stays one.
    #[must_use]
    pub fn with_deployment(mut self, deployment: DeploymentId) -> Self {
        if !self.deployments.contains(&deployment) {
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

    /// Adds the address of the tool's keys.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where it is not https.
    pub fn with_key_set_url(mut self, url: HttpUrl) -> Result<Self, RegistrationError> {
        check_address(&url, "key set address", self.insecure_loopback)?;
        self.key_set_url = Some(url);
        Ok(self)
    }

    /// Holds the tool's keys here, so that none are fetched: for tools that hand over a key by
    /// hand and publish none.
    #[must_use]
    pub fn with_keys(mut self, keys: KeySet) -> Self {
        self.keys = Some(Arc::new(keys));
        self
    }

    /// Accepts what the tool signs without key id where its key set has a single usable key.
    #[must_use]
    pub const fn lenient_sole_key(mut self) -> Self {
        self.key_choice = KeyChoice::SoleKey;
        self
    }

    pub(super) const fn with_key_choice(mut self, choice: KeyChoice) -> Self {
        self.key_choice = choice;
        self
    }

    /// Accepts these algorithms; RS256 alone is the default.
    #[must_use]
    pub const fn with_algorithms(mut self, algorithms: Algorithms) -> Self {
        self.algorithms = algorithms;
        self
    }

    /// Says which services the tool may be granted, by their [`scope`](crate::scope)s.
    #[must_use]
    pub fn with_scopes(mut self, scopes: Scopes) -> Self {
        self.granted = scopes;
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

    /// Where the tool publishes its keys; not asked where [`ToolRegistration::keys`] holds some.
    pub const fn key_set_url(&self) -> Option<&HttpUrl> {
        self.key_set_url.as_ref()
    }

    /// The tool's keys, where they were handed over by hand.
    pub const fn keys(&self) -> Option<&Arc<KeySet>> {
        self.keys.as_ref()
    }

    /// What happens to signed texts without key id.
    pub const fn key_choice(&self) -> KeyChoice {
        self.key_choice
    }

    /// Algorithms accepted in what the tool signs.
    pub const fn algorithms(&self) -> Algorithms {
        self.algorithms
    }

    /// What the tool may be granted: nothing while it waits for approval.
    pub const fn scopes(&self) -> &Scopes {
        static NONE: Scopes = Scopes::none();
        if self.is_pending() {
            &NONE
        } else {
            &self.granted
        }
    }

    /// Whether the tool is installed in this deployment, and does not wait for approval.
    pub fn is_deployed(&self, deployment: &DeploymentId) -> bool {
        !self.is_pending() && self.deployments.contains(deployment)
    }

    /// The registered address that equals `text` byte for byte.
    pub fn redirect_uri(&self, text: &str) -> Option<&HttpUrl> {
        self.redirect_uris.iter().find(|uri| uri.as_str() == text)
    }
}
