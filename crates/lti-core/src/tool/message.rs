//! The checks of the message inside a token.

use super::check::{Asked, Judge};
use edu_types::Rule;

use crate::id::MAX_ID_CHARS;
use crate::{MessageType, Roles, Version, WebAddress, claim, rules};

pub(super) fn check_message(judge: &mut Judge<'_>, asked: &Asked<'_>) {
    if judge.claims.version != Version::V1_3_0 {
        judge.note(&rules::VERSION, claim::VERSION, "version is not 1.3.0");
    }
    if !judge.settings.accepts(&judge.claims.message_type) {
        let message = "message type is not one this tool accepts";
        judge.note(&rules::MESSAGE_TYPE, claim::MESSAGE_TYPE, message);
    }
    if judge.claims.subject.is_none() && !judge.settings.allows_anonymous() {
        let message = "launch names no person, this tool requires one";
        judge.note(&rules::ANONYMOUS, "sub", message);
    }
    check_required(judge);
    check_target(judge, asked);
    check_ids(judge);
    check_roles(judge);
    check_return_url(judge);
}

/// Claims that one message type requires and another does not.
fn check_required(judge: &mut Judge<'_>) {
    let claims = judge.claims;
    for (name, rule) in required_claims(claims.message_type.canonical()) {
        let present = match *name {
            claim::RESOURCE_LINK => claims.resource_link.is_some(),
            claim::TARGET_LINK_URI => claims.target_link_uri.is_some(),
            claim::DEEP_LINKING_SETTINGS => claims.deep_linking_settings.is_some(),
            claim::FOR_USER => claims.for_user.is_some(),
            // What remains of the lists below.
            _ => claims.roles.is_some(),
        };
        if !present {
            judge.note(rule, name, "this message type requires the claim");
        }
    }
}

type Required = (&'static str, &'static Rule);

const ROLES: Required = (claim::ROLES, &rules::ROLES_MISSING);
const OF_RESOURCE_LINK: &[Required] = &[
    (claim::RESOURCE_LINK, &rules::RESOURCE_LINK_MISSING),
    ROLES,
    (claim::TARGET_LINK_URI, &rules::TARGET_MISSING),
];
const OF_DEEP_LINKING: &[Required] = &[
    (
        claim::DEEP_LINKING_SETTINGS,
        &rules::DEEP_LINKING_SETTINGS_MISSING,
    ),
    ROLES,
];
const ABOUT_A_PERSON: &[Required] = &[(claim::FOR_USER, &rules::FOR_USER_MISSING), ROLES];

#[expect(clippy::wildcard_enum_match_arm, reason = "the vocabulary is open")]
const fn required_claims(message_type: &MessageType) -> &'static [Required] {
    match message_type {
        MessageType::ResourceLinkRequest => OF_RESOURCE_LINK,
        MessageType::DeepLinkingRequest => OF_DEEP_LINKING,
        MessageType::SubmissionReviewRequest | MessageType::DataPrivacyLaunchRequest => {
            ABOUT_A_PERSON
        }
        // Other messages are kept whole.
        _ => const { &[ROLES] },
    }
}

fn check_target(judge: &mut Judge<'_>, asked: &Asked<'_>) {
    let Some(target) = &judge.claims.target_link_uri else {
        return;
    };
    match target.to_url() {
        Err(error) => {
            let message = error.to_string();
            judge.note(&rules::TARGET_FOREIGN, claim::TARGET_LINK_URI, message);
        }
        Ok(url) if !judge.registration.owns(&url) => {
            let message = "target is not on an origin of this tool";
            judge.note(&rules::TARGET_FOREIGN, claim::TARGET_LINK_URI, message);
        }
        Ok(_) if target.as_str() != asked.target => {
            let message = "target is not the one the login announced";
            judge.note(&rules::TARGET_DIFFERS, claim::TARGET_LINK_URI, message);
        }
        Ok(_) => {}
    }
}

fn check_ids(judge: &mut Judge<'_>) {
    let claims = judge.claims;
    let ids = [
        (
            claim::RESOURCE_LINK,
            claims.resource_link.as_ref().map(|link| link.id.as_str()),
        ),
        (
            claim::CONTEXT,
            claims.context.as_ref().map(|context| context.id.as_str()),
        ),
        (
            claim::TOOL_PLATFORM,
            claims
                .tool_platform
                .as_ref()
                .map(|platform| &*platform.guid),
        ),
    ];
    for (name, id) in ids.into_iter().filter_map(|(name, id)| Some((name, id?))) {
        let found = id.chars().count();
        if found > MAX_ID_CHARS {
            let message = format!("id has {found} characters, {MAX_ID_CHARS} are allowed");
            judge.note(&rules::ID_LENGTH, name, message);
        }
        if !id.is_ascii() {
            judge.note(&rules::ID_ASCII, name, "id has characters outside ASCII");
        }
    }
}

fn check_roles(judge: &mut Judge<'_>) {
    let Some(roles) = &judge.claims.roles else {
        return;
    };
    if !roles.is_empty() && !roles.has_known_role() {
        let message = "none of the roles is of the vocabularies";
        judge.note(&rules::ROLES_UNKNOWN, claim::ROLES, message);
    }
    if roles.iter().any(crate::Role::is_deprecated_spelling) {
        judge.note(
            &rules::ROLE_SPELLING,
            claim::ROLES,
            "a role is spelled in an old form",
        );
    }
    if !Roles::missing_principals(roles).is_empty() {
        let message = "a sub-role came without its principal role";
        judge.note(&rules::ROLE_PRINCIPAL, claim::ROLES, message);
    }
}

fn check_return_url(judge: &mut Judge<'_>) {
    let claims = judge.claims;
    let shown = claims.launch_presentation.as_ref();
    let settings = claims.deep_linking_settings.as_ref();
    let addresses = [
        (
            claim::LAUNCH_PRESENTATION,
            shown.and_then(|shown| shown.return_url.as_ref()),
        ),
        (
            claim::DEEP_LINKING_SETTINGS,
            settings.map(|settings| &settings.deep_link_return_url),
        ),
    ];
    for (name, address) in addresses {
        if let Some(Err(error)) = address.map(WebAddress::to_url) {
            judge.note(&rules::RETURN_URL, name, error.to_string());
        }
    }
}
