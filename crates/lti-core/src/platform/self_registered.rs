//! What is known of a tool that registered by itself.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use edu_http::Scopes;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::ToolRegistration;
use crate::dynamic_registration::ToolConfiguration;

/// What came of a tool's own registration.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SelfRegistered {
    /// What the tool said of itself.
    pub(super) configuration: Option<Arc<ToolConfiguration>>,
    /// Digest of the token that it changes its registration with.
    pub(super) access: Option<String>,
    /// Whether somebody must approve it first.
    pub(super) pending: bool,
}

impl ToolRegistration {
    /// Keeps what the tool said of itself when it registered, for the host's pages: its name, where
    /// links lead, its messages and placements, its custom parameters.
    #[must_use]
    pub fn with_configuration(mut self, configuration: ToolConfiguration) -> Self {
        let kept = configuration.without_token();
        self.registered.configuration = Some(Arc::new(kept));
        self
    }

    /// Keeps the tool from being launched, and from being granted anything, until it is approved.
    #[must_use]
    pub const fn pending(mut self) -> Self {
        self.registered.pending = true;
        self
    }

    /// Lets a tool in that waited for it.
    #[must_use]
    pub const fn approved(mut self) -> Self {
        self.registered.pending = false;
        self
    }

    /// What the tool said of itself when it registered, where it did so by itself.
    pub fn configuration(&self) -> Option<&ToolConfiguration> {
        self.registered.configuration.as_deref()
    }

    /// Whether the tool waits for approval.
    pub const fn is_pending(&self) -> bool {
        self.registered.pending
    }

    /// What the tool was granted, be it not in force yet.
    pub(crate) const fn granted(&self) -> &Scopes {
        &self.granted
    }

    /// Lets who shows `token` change the registration; keeps a digest of it.
    pub(crate) fn managed_by(mut self, token: &str) -> Self {
        self.registered.access = Some(digest(token));
        self
    }

    /// Whether who shows `token` may change the registration.
    pub(crate) fn is_managed_by(&self, token: &str) -> bool {
        let Some(access) = &self.registered.access else {
            return false;
        };
        bool::from(access.as_bytes().ct_eq(digest(token).as_bytes()))
    }

    /// With all that the host decided about `other`, which this tool was until now.
    pub(crate) fn decided_as(self, other: &Self) -> Self {
        let tool = other
            .deployments()
            .iter()
            .fold(self, |tool, one| tool.with_deployment(one.clone()));
        let mut tool = tool
            .with_privacy(other.privacy())
            .with_algorithms(other.algorithms())
            .with_key_choice(other.key_choice());
        tool.registered.access.clone_from(&other.registered.access);
        tool.registered.pending = other.registered.pending;
        tool
    }
}

fn digest(token: &str) -> String {
    let digest = Sha256::new()
        .chain_update(b"lti registration access\0")
        .chain_update(token)
        .finalize();
    URL_SAFE_NO_PAD.encode(digest)
}
