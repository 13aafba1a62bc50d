//! Names of the claims that LTI adds to an identity token.
//!
//! A name is compared byte for byte. Claims with other names belong to vendors and are kept.

// LTI 1.3 Core, §5.3 and §5.4.

/// Kind of the message.
pub const MESSAGE_TYPE: &str = "https://purl.imsglobal.org/spec/lti/claim/message_type";
/// Version of LTI; always `1.3.0`.
pub const VERSION: &str = "https://purl.imsglobal.org/spec/lti/claim/version";
/// Which installation of the tool the message belongs to.
pub const DEPLOYMENT_ID: &str = "https://purl.imsglobal.org/spec/lti/claim/deployment_id";
/// Address the person should reach; the signed counterpart of the login's parameter.
pub const TARGET_LINK_URI: &str = "https://purl.imsglobal.org/spec/lti/claim/target_link_uri";
/// The link that was followed.
pub const RESOURCE_LINK: &str = "https://purl.imsglobal.org/spec/lti/claim/resource_link";
/// Roles of the person.
pub const ROLES: &str = "https://purl.imsglobal.org/spec/lti/claim/roles";
/// The course or group the launch comes from.
pub const CONTEXT: &str = "https://purl.imsglobal.org/spec/lti/claim/context";
/// The platform itself.
pub const TOOL_PLATFORM: &str = "https://purl.imsglobal.org/spec/lti/claim/tool_platform";
/// Whom the person accompanies as a mentor.
pub const ROLE_SCOPE_MENTOR: &str = "https://purl.imsglobal.org/spec/lti/claim/role_scope_mentor";
/// Where the tool is shown and where it may return to.
pub const LAUNCH_PRESENTATION: &str =
    "https://purl.imsglobal.org/spec/lti/claim/launch_presentation";
/// Identifiers of person and course in the student information system.
pub const LIS: &str = "https://purl.imsglobal.org/spec/lti/claim/lis";
/// Parameters that the tool asked for.
pub const CUSTOM: &str = "https://purl.imsglobal.org/spec/lti/claim/custom";

// LTI 1.3 Migration Guide.

/// Identifiers that the same things had in LTI 1.1.
pub const LTI1P1: &str = "https://purl.imsglobal.org/spec/lti/claim/lti1p1";
/// Identifier that the person had in LTI 1.1.
pub const LTI11_LEGACY_USER_ID: &str =
    "https://purl.imsglobal.org/spec/lti/claim/lti11_legacy_user_id";

// Submission Review 1.0; Data Privacy Launch.

/// The person the message is about, when that is not the one who launches.
pub const FOR_USER: &str = "https://purl.imsglobal.org/spec/lti/claim/for_user";

// Deep Linking 2.0, §4.

/// What may be chosen and where the choice goes.
pub const DEEP_LINKING_SETTINGS: &str =
    "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings";
/// What was chosen.
pub const CONTENT_ITEMS: &str = "https://purl.imsglobal.org/spec/lti-dl/claim/content_items";
/// Text of the platform that must come back unaltered.
pub const DEEP_LINKING_DATA: &str = "https://purl.imsglobal.org/spec/lti-dl/claim/data";
/// Message for the person.
pub const DEEP_LINKING_MESSAGE: &str = "https://purl.imsglobal.org/spec/lti-dl/claim/msg";
/// Message for the platform's log.
pub const DEEP_LINKING_LOG: &str = "https://purl.imsglobal.org/spec/lti-dl/claim/log";
/// Error for the person.
pub const DEEP_LINKING_ERROR_MESSAGE: &str =
    "https://purl.imsglobal.org/spec/lti-dl/claim/errormsg";
/// Error for the platform's log.
pub const DEEP_LINKING_ERROR_LOG: &str = "https://purl.imsglobal.org/spec/lti-dl/claim/errorlog";

// Assignment and Grade Services 2.0.

/// Where grades go.
pub const AGS_ENDPOINT: &str = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint";

// Names and Role Provisioning Services 2.0.

/// Where the members of the context are listed.
pub const NAMES_AND_ROLES: &str = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";

// Course Groups Service 1.0.

/// Where the groups of the context are listed.
pub const GROUPS: &str = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice";

// Proctoring 1.0.

/// Where the proctoring tool sends its answer.
pub const START_ASSESSMENT_URL: &str =
    "https://purl.imsglobal.org/spec/lti-ap/claim/start_assessment_url";
/// Text of the platform that must come back unaltered.
pub const SESSION_DATA: &str = "https://purl.imsglobal.org/spec/lti-ap/claim/session_data";
/// Which attempt at the assessment this is, from one.
pub const ATTEMPT_NUMBER: &str = "https://purl.imsglobal.org/spec/lti-ap/claim/attempt_number";
/// Settings that the proctoring tool stored with the link.
pub const PROCTORING_SETTINGS: &str =
    "https://purl.imsglobal.org/spec/lti-ap/claim/proctoring_settings";
/// What the proctoring tool has verified about the person.
pub const VERIFIED_USER: &str = "https://purl.imsglobal.org/spec/lti-ap/claim/verified_user";
/// Whether the tool wants to hear when the assessment is over.
pub const END_ASSESSMENT_RETURN: &str =
    "https://purl.imsglobal.org/spec/lti-ap/claim/end_assessment_return";
/// Error for the person.
pub const PROCTORING_ERROR_MESSAGE: &str = "https://purl.imsglobal.org/spec/lti-ap/claim/errormsg";
/// Error for the platform's log.
pub const PROCTORING_ERROR_LOG: &str = "https://purl.imsglobal.org/spec/lti-ap/claim/errorlog";
/// Where the proctoring tool may pause, resume or end the assessment.
pub const ASSESSMENT_CONTROL: &str = "https://purl.imsglobal.org/spec/lti-ap/claim/acs";

// Platform Notification Service 1.0.

/// Where a tool subscribes to notices.
pub const NOTIFICATION_SERVICE: &str =
    "https://purl.imsglobal.org/spec/lti/claim/platformnotificationservice";
/// Identity, time and kind of a notice.
pub const NOTICE: &str = "https://purl.imsglobal.org/spec/lti/claim/notice";
/// Contexts from which the context was copied.
pub const ORIGIN_CONTEXTS: &str = "https://purl.imsglobal.org/spec/lti/claim/origin_contexts";

// Asset Processor 1.0.

/// The activity something was submitted to.
pub const ACTIVITY: &str = "https://purl.imsglobal.org/spec/lti/claim/activity";
/// The submission.
pub const SUBMISSION: &str = "https://purl.imsglobal.org/spec/lti/claim/submission";
/// Where the submitted assets are fetched.
pub const ASSET_SERVICE: &str = "https://purl.imsglobal.org/spec/lti/claim/assetservice";
/// Where reports on assets go.
pub const ASSET_REPORT: &str = "https://purl.imsglobal.org/spec/lti/claim/assetreport";
/// The asset a report is about.
pub const ASSET: &str = "https://purl.imsglobal.org/spec/lti/claim/asset";
/// Kind of the report.
pub const ASSET_REPORT_TYPE: &str = "https://purl.imsglobal.org/spec/lti/claim/assetreport_type";

// EULA Service.

/// Where a tool records who accepted its licence.
pub const EULA_SERVICE: &str = "https://purl.imsglobal.org/spec/lti/claim/eulaservice";

// Basic Outcomes as an LTI 1.3 claim; Caliper connector.

/// Where a result of LTI 1.1 goes.
pub const BASIC_OUTCOME: &str = "https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome";
/// Where Caliper events go.
pub const CALIPER_ENDPOINT: &str =
    "https://purl.imsglobal.org/spec/lti-ces/claim/caliper-endpoint-service";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const ALL: &[&str] = &[
        MESSAGE_TYPE,
        VERSION,
        DEPLOYMENT_ID,
        TARGET_LINK_URI,
        RESOURCE_LINK,
        ROLES,
        CONTEXT,
        TOOL_PLATFORM,
        ROLE_SCOPE_MENTOR,
        LAUNCH_PRESENTATION,
        LIS,
        CUSTOM,
        LTI1P1,
        LTI11_LEGACY_USER_ID,
        FOR_USER,
        DEEP_LINKING_SETTINGS,
        CONTENT_ITEMS,
        DEEP_LINKING_DATA,
        DEEP_LINKING_MESSAGE,
        DEEP_LINKING_LOG,
        DEEP_LINKING_ERROR_MESSAGE,
        DEEP_LINKING_ERROR_LOG,
        AGS_ENDPOINT,
        NAMES_AND_ROLES,
        GROUPS,
        START_ASSESSMENT_URL,
        SESSION_DATA,
        ATTEMPT_NUMBER,
        PROCTORING_SETTINGS,
        VERIFIED_USER,
        END_ASSESSMENT_RETURN,
        PROCTORING_ERROR_MESSAGE,
        PROCTORING_ERROR_LOG,
        ASSESSMENT_CONTROL,
        NOTIFICATION_SERVICE,
        NOTICE,
        ORIGIN_CONTEXTS,
        ACTIVITY,
        SUBMISSION,
        ASSET_SERVICE,
        ASSET_REPORT,
        ASSET,
        ASSET_REPORT_TYPE,
        EULA_SERVICE,
        BASIC_OUTCOME,
        CALIPER_ENDPOINT,
    ];

    #[test]
    fn no_two_claims_are_alike() {
        let distinct: BTreeSet<_> = ALL.iter().collect();
        assert_eq!(distinct.len(), ALL.len());
    }

    #[test]
    fn every_claim_is_a_plain_uri_of_the_standards() {
        for claim in ALL {
            let path = claim
                .strip_prefix("https://purl.imsglobal.org/spec/lti")
                .unwrap();
            assert!(path.contains("/claim/"), "{claim}");
            assert!(!path.ends_with('/'), "{claim}");
            assert!(
                path.bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"/_-.".contains(&byte)),
                "{claim}",
            );
        }
    }
}
