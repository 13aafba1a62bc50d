//! Message types: what a launch, a response to it or a notice asks for.

use edu_types::open_enum;

open_enum! {
    /// The kind of an LTI 1.3 message: the value of the claim `message_type`.
    ///
    /// Case counts; a value that is not known must be refused unless the application has
    /// registered it. Two names that drafts and older software use are values of their own, so
    /// that they are written as they came; read them through [`MessageType::canonical`].
    ///
    /// Spec: LTI 1.3 Core, §5.3.1, and the standards of the single messages.
    pub enum MessageType {
        /// Opens a resource for a person. LTI 1.3 Core, §5.1.
        ResourceLinkRequest = "LtiResourceLinkRequest",
        /// Asks the person to choose content in the tool. Deep Linking 2.0, §4.4.
        DeepLinkingRequest = "LtiDeepLinkingRequest",
        /// Brings the chosen content back, from tool to platform. Deep Linking 2.0, §4.5.
        DeepLinkingResponse = "LtiDeepLinkingResponse",
        /// Opens what one learner has submitted. Submission Review 1.0.
        SubmissionReviewRequest = "LtiSubmissionReviewRequest",
        /// Asks a proctoring tool to begin. Proctoring 1.0.
        StartProctoring = "LtiStartProctoring",
        /// Says that the assessment may begin, from tool to platform. Proctoring 1.0.
        StartAssessment = "LtiStartAssessment",
        /// Says that the assessment is over. Proctoring 1.0.
        EndAssessment = "LtiEndAssessment",
        /// Opens the settings of an asset processor. Asset Processor 1.0.
        AssetProcessorSettingsRequest = "LtiAssetProcessorSettingsRequest",
        /// Opens a report on a submitted asset. Asset Processor 1.0.
        ReportReviewRequest = "LtiReportReviewRequest",
        /// Asks the person to accept the tool's licence. EULA service.
        EulaRequest = "LtiEulaRequest",
        /// Opens the tool's page on one person's data. Data Privacy Launch, draft.
        DataPrivacyLaunchRequest = "LtiDataPrivacyLaunchRequest",
        /// The name of [`Self::DataPrivacyLaunchRequest`] in older drafts; read, never written
        /// anew.
        DataPrivacyLaunchRequestOfOldDrafts = "DataPrivacyLaunchRequest",
        /// Opens the tool for a context without a resource link. Draft.
        ContextLaunchRequest = "LtiContextLaunchRequest",
        /// The name of [`Self::ContextLaunchRequest`] in examples of Dynamic Registration; read,
        /// never written anew.
        ContextLaunchRequestOfOldDrafts = "ContextLaunchRequest",
        /// Asks the person to change content chosen earlier. Outside the standards; one platform
        /// library has it.
        DeepLinkingUpdateRequest = "LtiDeepLinkingUpdateRequest",
    }
}

impl MessageType {
    /// The value under its current name: older names are replaced, all others stay.
    pub fn canonical(&self) -> &Self {
        if *self == Self::DataPrivacyLaunchRequestOfOldDrafts {
            return &Self::DataPrivacyLaunchRequest;
        }
        if *self == Self::ContextLaunchRequestOfOldDrafts {
            return &Self::ContextLaunchRequest;
        }
        self
    }
}

open_enum! {
    /// The kind of a notice that a platform sends to a tool's server, without a person.
    ///
    /// Spec: Platform Notification Service 1.0; Asset Processor 1.0.
    pub enum NoticeType {
        /// Tests that notices arrive.
        HelloWorld = "LtiHelloWorldNotice",
        /// A context was copied.
        ContextCopy = "LtiContextCopyNotice",
        /// Something was submitted that an asset processor should look at.
        AssetProcessorSubmission = "LtiAssetProcessorSubmissionNotice",
    }
}

open_enum! {
    /// The kind of an LTI 1.x or 2.0 message: the form field `lti_message_type`.
    ///
    /// None of these is ever a [`MessageType`].
    ///
    /// Spec: LTI 1.1 Implementation Guide, §3; Content-Item Message 1.0.
    pub enum LegacyMessageType {
        /// Opens a resource for a person.
        BasicLaunch = "basic-lti-launch-request",
        /// Asks the person to choose content in the tool. Content-Item Message 1.0.
        ContentItemSelectionRequest = "ContentItemSelectionRequest",
        /// Brings the chosen content back. Content-Item Message 1.0.
        ContentItemSelection = "ContentItemSelection",
        /// Asks the person to change content chosen earlier.
        ContentItemUpdateRequest = "ContentItemUpdateRequest",
        /// Opens the settings of the tool.
        ConfigureLaunchRequest = "ConfigureLaunchRequest",
        /// Opens a dashboard of the tool. Unofficial.
        DashboardRequest = "DashboardRequest",
        /// Registers a tool by LTI 2.0, which is withdrawn.
        ToolProxyRegistrationRequest = "ToolProxyRegistrationRequest",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_type_comes_back_as_it_went() {
        assert_eq!(MessageType::KNOWN.len(), 15);
        for known in MessageType::KNOWN {
            assert_eq!(MessageType::from(known.as_str()), *known);
        }
        assert_eq!(NoticeType::KNOWN.len(), 3);
        for known in NoticeType::KNOWN {
            assert_eq!(NoticeType::from(known.as_str()), *known);
        }
        assert_eq!(LegacyMessageType::KNOWN.len(), 7);
        for known in LegacyMessageType::KNOWN {
            assert_eq!(LegacyMessageType::from(known.as_str()), *known);
        }
    }

    #[test]
    fn case_and_padding_make_a_message_type_unknown() {
        for text in [
            "ltiResourceLinkRequest",
            "LTIRESOURCELINKREQUEST",
            "LtiResourceLinkRequest ",
            "ResourceLinkRequest",
            "basic-lti-launch-request",
            "LtiHelloWorldNotice",
            "",
        ] {
            let read = MessageType::from(text);
            assert!(!read.is_known(), "{text:?}");
            assert_eq!(read.as_str(), text);
            assert_eq!(read.canonical(), &read);
        }
    }

    #[test]
    fn older_names_are_read_as_the_current_ones_and_keep_their_text() {
        for (old, current) in [
            (
                "DataPrivacyLaunchRequest",
                MessageType::DataPrivacyLaunchRequest,
            ),
            ("ContextLaunchRequest", MessageType::ContextLaunchRequest),
        ] {
            let read = MessageType::from(old);
            assert_eq!(read.as_str(), old);
            assert_eq!(read.canonical(), &current);
            assert_eq!(current.canonical(), &current);
        }
    }
}
