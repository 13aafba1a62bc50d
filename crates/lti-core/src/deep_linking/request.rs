//! A request for content, as a tool keeps it while the person chooses.

use core::fmt;

use edu_json::{MemberRules, ToJson as _, Wire, json_object};
use edu_types::{HttpUrl, Limits, Profile};

use super::offer::Offer;
use super::{DeepLinkingError, DeepLinkingSettings, ItemType, rules};
use crate::rules::MEMBER_RULES;
use crate::{BackendError, ClientId, DeploymentId, Issuer, Message, VerifiedLaunch};

/// A platform's request for content, held by the tool while the person chooses.
///
/// People choose over several pages: keep it as text on the server, beside the tool's own session
/// of the person. It is no proof of who the person is, and the answer to it is accepted once.
/// `Debug` shows neither the address nor the platform's `data`.
///
/// Spec: Deep Linking 2.0, §4.4.
#[derive(Clone, PartialEq)]
pub struct DeepLinkingRequest {
    pub(super) issuer: Issuer,
    pub(super) client_id: ClientId,
    pub(super) deployment_id: DeploymentId,
    pub(super) return_url: HttpUrl,
    pub(super) settings: DeepLinkingSettings,
}

impl DeepLinkingRequest {
    /// What a launch asks for, where it asks for content.
    ///
    /// # Errors
    ///
    /// [`DeepLinkingError`] where the message is another one, or the address to answer at is no
    /// http(s) address: a form must never be posted to a script.
    pub fn from_launch(launch: &VerifiedLaunch) -> Result<Self, DeepLinkingError> {
        let Message::DeepLinking(settings) = launch.message() else {
            let message = "message is no request for content";
            return Err(DeepLinkingError::new(&rules::REQUEST, message));
        };
        let (issuer, client) = (launch.issuer().clone(), launch.client_id().clone());
        Self::build(issuer, client, launch.deployment_id().clone(), settings)
    }

    fn build(
        issuer: Issuer,
        client_id: ClientId,
        deployment_id: DeploymentId,
        settings: &DeepLinkingSettings,
    ) -> Result<Self, DeepLinkingError> {
        let return_url = settings.deep_link_return_url.to_url();
        let return_url = return_url
            .map_err(|error| DeepLinkingError::new(&rules::RETURN_URL, error.to_string()))?;
        Ok(Self {
            issuer,
            client_id,
            deployment_id,
            return_url,
            settings: settings.clone(),
        })
    }

    /// The platform that asks.
    pub const fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// This tool, as the platform names it.
    pub const fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// The installation of this tool: the boundary between tenants.
    pub const fn deployment_id(&self) -> &DeploymentId {
        &self.deployment_id
    }

    /// Where the answer goes.
    pub const fn return_url(&self) -> &HttpUrl {
        &self.return_url
    }

    /// What the platform offers.
    pub const fn settings(&self) -> &DeepLinkingSettings {
        &self.settings
    }

    /// Whether the platform takes items of this type.
    pub fn accepts(&self, item_type: &ItemType) -> bool {
        self.settings.accept_types.0.contains(item_type)
    }

    /// Whether more than one item may be chosen; not where the platform does not say so.
    pub fn accepts_multiple(&self) -> bool {
        self.offer().multiple
    }

    pub(super) fn offer(&self) -> Offer {
        Offer::of(&self.settings)
    }

    /// The request as text, for the server; it holds the platform's `data`.
    pub fn to_stored(&self) -> String {
        let (issuer, client) = (self.issuer.clone(), self.client_id.clone());
        let deployment = self.deployment_id.clone();
        Stored::new(issuer, client, deployment, self.settings.clone()).to_json_string()
    }

    /// The request that [`DeepLinkingRequest::to_stored`] wrote.
    ///
    /// # Errors
    ///
    /// [`BackendError`] where the text was changed.
    pub fn from_stored(text: &str) -> Result<Self, BackendError> {
        let damaged = || BackendError::failed("stored request for content cannot be read");
        // A launch whose profile tolerated something is kept as it was read.
        let read = edu_json::read(text.as_bytes(), &Profile::lenient(), &Limits::DEFAULT);
        let stored: Stored = read.map_err(|_| damaged())?.value;
        let (issuer, client) = (stored.issuer, stored.client_id);
        let built = Self::build(issuer, client, stored.deployment_id, &stored.settings);
        built.map_err(|_| damaged())
    }
}

impl fmt::Debug for DeepLinkingRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeepLinkingRequest")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("deployment_id", &self.deployment_id)
            .finish_non_exhaustive()
    }
}

json_object! {
    /// What is kept of a request.
    struct Stored {
        required {
            /// The platform.
            issuer: Issuer = "issuer",
            /// The tool.
            client_id: ClientId = "client_id",
            /// The installation.
            deployment_id: DeploymentId = "deployment_id",
            /// What the platform offers.
            settings: DeepLinkingSettings = "settings",
        }
    }
}

impl Wire for Stored {
    const RULES: &'static MemberRules = &MEMBER_RULES;
}
