//! Scopes: what a service token lets a tool do.
//!
//! A scope is compared as a whole and byte for byte: [`LINE_ITEM`] is no pattern that covers
//! [`LINE_ITEM_READ_ONLY`].

// Assignment and Grade Services 2.0.

/// Read and change the tool's own gradebook columns.
pub const LINE_ITEM: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem";
/// Read the tool's own gradebook columns.
pub const LINE_ITEM_READ_ONLY: &str =
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly";
/// Read results of the tool's own columns.
pub const RESULT_READ_ONLY: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly";
/// Write scores to the tool's own columns.
pub const SCORE: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/score";

// Names and Role Provisioning Services 2.0.

/// Read who belongs to a context.
pub const MEMBERSHIP_READ_ONLY: &str =
    "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";

// Course Groups Service 1.0.

/// Read the groups of a context.
pub const GROUPS_READ_ONLY: &str =
    "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly";

// Proctoring 1.0.

/// Pause, resume or end an assessment.
pub const ASSESSMENT_CONTROL: &str = "https://purl.imsglobal.org/spec/lti-ap/scope/control.all";

// Platform Notification Service 1.0.

/// Say where notices go.
pub const NOTICE_HANDLERS: &str = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers";

// Asset Processor 1.0.

/// Fetch submitted assets.
pub const ASSET_READ_ONLY: &str = "https://purl.imsglobal.org/spec/lti/scope/asset.readonly";
/// Write reports on submitted assets.
pub const REPORT: &str = "https://purl.imsglobal.org/spec/lti/scope/report";

// EULA Service.

/// Record who accepted the licence.
pub const EULA_USER: &str = "https://purl.imsglobal.org/spec/lti/scope/eula/user";
/// Say whether the deployment needs the licence accepted.
pub const EULA_DEPLOYMENT: &str = "https://purl.imsglobal.org/spec/lti/scope/eula/deployment";
/// Both of the above, in older drafts; read, never asked for.
pub const EULA_OF_OLD_DRAFTS: &str = "https://purl.imsglobal.org/spec/lti/scope/eula";

// Dynamic Registration 1.0.

/// Read and change the tool's registration.
pub const REGISTRATION: &str = "https://purl.imsglobal.org/spec/lti-reg/scope/registration";
/// Read the tool's registration.
pub const REGISTRATION_READ_ONLY: &str =
    "https://purl.imsglobal.org/spec/lti-reg/scope/registration.readonly";

// Tool Settings; Basic Outcomes as an LTI 1.3 service; Caliper connector.

/// Read and change settings stored in the platform.
pub const TOOL_SETTING: &str = "https://purl.imsglobal.org/spec/lti-ts/scope/toolsetting";
/// Write results of LTI 1.1.
pub const BASIC_OUTCOME: &str = "https://purl.imsglobal.org/spec/lti-bo/scope/basicoutcome";
/// Send Caliper events.
pub const CALIPER_SEND: &str = "https://purl.imsglobal.org/spec/lti-ces/v1p0/scope/send";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const ALL: &[&str] = &[
        LINE_ITEM,
        LINE_ITEM_READ_ONLY,
        RESULT_READ_ONLY,
        SCORE,
        MEMBERSHIP_READ_ONLY,
        GROUPS_READ_ONLY,
        ASSESSMENT_CONTROL,
        NOTICE_HANDLERS,
        ASSET_READ_ONLY,
        REPORT,
        EULA_USER,
        EULA_DEPLOYMENT,
        EULA_OF_OLD_DRAFTS,
        REGISTRATION,
        REGISTRATION_READ_ONLY,
        TOOL_SETTING,
        BASIC_OUTCOME,
        CALIPER_SEND,
    ];

    #[test]
    fn no_two_scopes_are_alike() {
        let distinct: BTreeSet<_> = ALL.iter().collect();
        assert_eq!(distinct.len(), ALL.len());
    }

    #[test]
    fn every_scope_is_a_plain_uri_of_the_standards() {
        for scope in ALL {
            let path = scope
                .strip_prefix("https://purl.imsglobal.org/spec/lti")
                .unwrap();
            assert!(path.contains("/scope/"), "{scope}");
            assert!(!path.ends_with('/'), "{scope}");
            assert!(
                path.bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"/_-.".contains(&byte)),
                "{scope}",
            );
        }
    }
}
