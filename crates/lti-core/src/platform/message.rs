//! What a launch asks the tool to do.

use super::rules;
use crate::{Claims, DeepLinkingSettings, ForUser, MessageType, PlatformError, ResourceLink};

/// What a launch asks the tool to do, with the claims that only such a message has.
///
/// Spec: LTI Core 1.3, §5.3.
#[derive(Clone, Debug, PartialEq)]
pub struct LaunchMessage(Kind);

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    ResourceLink(ResourceLink),
    DeepLinking(DeepLinkingSettings),
    SubmissionReview(ForUser, Option<ResourceLink>),
    DataPrivacy(ForUser),
    Other(MessageType, Option<ResourceLink>),
}

impl LaunchMessage {
    /// Show one resource link.
    pub const fn resource_link(link: ResourceLink) -> Self {
        Self(Kind::ResourceLink(link))
    }

    /// Let the person choose content. Begin it with [`DeepLinking`](crate::DeepLinking), which
    /// keeps what is needed to check the answer.
    pub const fn deep_linking(settings: DeepLinkingSettings) -> Self {
        Self(Kind::DeepLinking(settings))
    }

    /// Show one person's submission to another; with the link, where the line item has one.
    ///
    /// Spec: LTI Submission Review 1.0, §3.
    pub const fn submission_review(person: ForUser, link: Option<ResourceLink>) -> Self {
        Self(Kind::SubmissionReview(person, link))
    }

    /// Show and erase one person's data.
    pub const fn data_privacy(person: ForUser) -> Self {
        Self(Kind::DataPrivacy(person))
    }

    /// Another message; its own claims are added with
    /// [`LaunchRequest::with_claim`](crate::LaunchRequest::with_claim).
    ///
    /// # Errors
    ///
    /// [`PlatformError`] for the types that have a constructor of their own, and for those that
    /// a tool sends to a platform.
    pub fn other(
        message_type: MessageType,
        link: Option<ResourceLink>,
    ) -> Result<Self, PlatformError> {
        let refused = matches!(
            message_type.canonical(),
            MessageType::ResourceLinkRequest
                | MessageType::DeepLinkingRequest
                | MessageType::DeepLinkingResponse
                | MessageType::SubmissionReviewRequest
                | MessageType::StartAssessment
                | MessageType::DataPrivacyLaunchRequest
        );
        if refused || message_type.as_str().is_empty() {
            let message = "message type is empty, has a constructor of its own, or goes from tool \
                           to platform";
            return Err(PlatformError::new(&rules::MESSAGE, message));
        }
        Ok(Self(Kind::Other(message_type, link)))
    }

    pub(super) const fn deep_linking_settings(&mut self) -> Option<&mut DeepLinkingSettings> {
        match &mut self.0 {
            Kind::DeepLinking(settings) => Some(settings),
            Kind::ResourceLink(_)
            | Kind::SubmissionReview(..)
            | Kind::DataPrivacy(_)
            | Kind::Other(..) => None,
        }
    }

    pub(super) fn message_type(&self) -> MessageType {
        match &self.0 {
            Kind::ResourceLink(_) => MessageType::ResourceLinkRequest,
            Kind::DeepLinking(_) => MessageType::DeepLinkingRequest,
            Kind::SubmissionReview(..) => MessageType::SubmissionReviewRequest,
            Kind::DataPrivacy(_) => MessageType::DataPrivacyLaunchRequest,
            Kind::Other(message_type, _) => message_type.clone(),
        }
    }

    pub(super) fn write_onto(&self, claims: &mut Claims) {
        match &self.0 {
            Kind::ResourceLink(link) => claims.resource_link = Some(link.clone()),
            Kind::DeepLinking(settings) => claims.deep_linking_settings = Some(settings.clone()),
            Kind::SubmissionReview(person, link) => {
                claims.for_user = Some(person.clone());
                claims.resource_link.clone_from(link);
            }
            Kind::DataPrivacy(person) => claims.for_user = Some(person.clone()),
            Kind::Other(_, link) => claims.resource_link.clone_from(link),
        }
    }
}
