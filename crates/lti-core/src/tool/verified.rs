//! A launch that holds.

use edu_types::{HttpUrl, Report};

use crate::{
    Claims, ClientId, DeepLinkingSettings, DeploymentId, ForUser, Issuer, MessageType,
    ResourceLink, Roles, Subject,
};

/// A launch whose browser, login, token and deployment were all checked.
///
/// There is no other way to make one than through the checks. Identity of the person is
/// ([`issuer`](Self::issuer), [`subject`](Self::subject)); the boundary between tenants is
/// (issuer, [`client_id`](Self::client_id), [`deployment_id`](Self::deployment_id)). Never key
/// on a mail address.
#[derive(Clone, Debug)]
pub struct VerifiedLaunch {
    claims: Claims,
    roles: Roles,
    client_id: ClientId,
    report: Report,
}

/// What a launch asks for, by message type.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Message<'l> {
    /// Show one resource link.
    ResourceLink(&'l ResourceLink),
    /// Let the person choose content.
    DeepLinking(&'l DeepLinkingSettings),
    /// Show one person's submission to another.
    SubmissionReview(&'l ForUser),
    /// Show and erase one person's data.
    DataPrivacy(&'l ForUser),
    /// Another message the tool said it accepts; its claims are kept.
    Other(&'l MessageType),
}

impl VerifiedLaunch {
    pub(super) fn new(claims: Claims, client_id: ClientId, report: Report) -> Self {
        let roles = claims.roles.clone().unwrap_or_default();
        Self {
            claims,
            roles,
            client_id,
            report,
        }
    }

    /// What the launch asks for.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the vocabulary is open")]
    pub fn message(&self) -> Message<'_> {
        let claims = &self.claims;
        let typed = match claims.message_type.canonical() {
            MessageType::ResourceLinkRequest => {
                claims.resource_link.as_ref().map(Message::ResourceLink)
            }
            MessageType::DeepLinkingRequest => claims
                .deep_linking_settings
                .as_ref()
                .map(Message::DeepLinking),
            MessageType::SubmissionReviewRequest => {
                claims.for_user.as_ref().map(Message::SubmissionReview)
            }
            MessageType::DataPrivacyLaunchRequest => {
                claims.for_user.as_ref().map(Message::DataPrivacy)
            }
            // Other messages have no type of their own here.
            _ => None,
        };
        typed.unwrap_or(Message::Other(&claims.message_type))
    }

    /// The platform.
    pub const fn issuer(&self) -> &Issuer {
        &self.claims.issuer
    }

    /// This tool, as the platform names it.
    pub const fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// The installation of this tool: the boundary between tenants.
    pub const fn deployment_id(&self) -> &DeploymentId {
        &self.claims.deployment_id
    }

    /// The person; `None` in an anonymous launch.
    pub const fn subject(&self) -> Option<&Subject> {
        self.claims.subject.as_ref()
    }

    /// What the person may do, with questions that are safe to ask.
    pub const fn roles(&self) -> &Roles {
        &self.roles
    }

    /// Where the person wanted to go: an address of this tool's, confirmed by the signature.
    pub fn target_link_uri(&self) -> Option<HttpUrl> {
        self.claims
            .target_link_uri
            .as_deref()
            .and_then(|target| HttpUrl::parse(target).ok())
    }

    /// Where the tool may send the person afterwards; `None` where it is missing or no http(s)
    /// address.
    pub fn return_url(&self) -> Option<HttpUrl> {
        let shown = self.claims.launch_presentation.as_ref()?;
        HttpUrl::parse(shown.return_url.as_deref()?).ok()
    }

    /// Everything the platform said.
    pub const fn claims(&self) -> &Claims {
        &self.claims
    }

    /// Warnings and advice about what the platform sent.
    pub const fn report(&self) -> &Report {
        &self.report
    }
}
