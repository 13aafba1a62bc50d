//! A launch that holds.

use edu_types::{HttpUrl, Report};

use crate::{
    AgsClaim, Binding, Claims, ClientId, DeepLinkingSettings, DeploymentId, ForUser, Issuer,
    MessageType, NrpsClaim, RegistrationId, ResourceLink, Roles, Subject, WebAddress,
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
    client_id: ClientId,
    binding: Binding,
    report: Report,
}

/// What a launch asks for, by message type.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Message<'l> {
    /// Show one resource link.
    ResourceLink(&'l ResourceLink),
    /// Show a resource link, but the platform did not say which one.
    ///
    /// Only where the profile tolerates
    /// [`RESOURCE_LINK_MISSING`](crate::rules::RESOURCE_LINK_MISSING), as
    /// [`quirks::blackboard`](crate::quirks::blackboard) does; refused otherwise. The context
    /// and the target are what such a launch can be told by.
    ResourceLinkMissing,
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
    pub(super) const fn new(
        claims: Claims,
        client_id: ClientId,
        binding: Binding,
        report: Report,
    ) -> Self {
        Self {
            claims,
            client_id,
            binding,
            report,
        }
    }

    /// How the browser proved that it began this login, and so whether it keeps cookies of this
    /// tool where it is shown.
    pub const fn binding(&self) -> Binding {
        self.binding
    }

    /// What the launch asks for.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the vocabulary is open")]
    pub fn message(&self) -> Message<'_> {
        let claims = &self.claims;
        let typed = match claims.message_type.canonical() {
            MessageType::ResourceLinkRequest => Some(match &claims.resource_link {
                Some(link) => Message::ResourceLink(link),
                None => Message::ResourceLinkMissing,
            }),
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
    pub fn roles(&self) -> &Roles {
        static NONE: Roles = Roles::none();
        self.claims.roles.as_ref().unwrap_or(&NONE)
    }

    /// Where the person wanted to go: an address of this tool's, confirmed by the signature; may
    /// have a query and a fragment.
    pub fn target_link_uri(&self) -> Option<HttpUrl> {
        let target = self.claims.target_link_uri.as_ref()?;
        target.to_url().ok()
    }

    /// Where the tool may send the person afterwards; `None` where it is missing or no http(s)
    /// address.
    pub fn return_url(&self) -> Option<HttpUrl> {
        let shown = self.claims.launch_presentation.as_ref()?;
        shown.return_url.as_ref().map(WebAddress::to_url)?.ok()
    }

    /// Where the choice of a deep-linking request goes; `None` where the message is another one
    /// or the address is no http(s) address.
    pub fn deep_link_return_url(&self) -> Option<HttpUrl> {
        let settings = self.claims.deep_linking_settings.as_ref()?;
        settings.deep_link_return_url.to_url().ok()
    }

    /// Where the tool reads and writes grades, where the platform offers it.
    pub const fn ags(&self) -> Option<&AgsClaim> {
        self.claims.ags.as_ref()
    }

    /// Where the tool reads who belongs to the context, where the platform offers it.
    pub const fn nrps(&self) -> Option<&NrpsClaim> {
        self.claims.nrps.as_ref()
    }

    /// What names the registration this launch came through.
    pub fn registration_id(&self) -> RegistrationId {
        RegistrationId {
            issuer: self.claims.issuer.clone(),
            client_id: self.client_id.clone(),
        }
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
