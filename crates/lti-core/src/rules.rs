//! Every rule the launch can break, with its clause.
//!
//! The middle word of a code names the fault's family; see [`Fault`](crate::Fault).

use edu_json::{InformativeRules, MemberRules};
use edu_types::Rule;

/// What applies to every member of every claim.
pub static MEMBER_RULES: MemberRules = MemberRules {
    kind: &CLAIM_KIND,
    value: &CLAIM_VALUE,
    missing: &CLAIM_MISSING,
    null: &CLAIM_NULL,
    unknown: None,
    empty: None,
    informative: Some(&INFORMATIVE_RULES),
};
/// What applies inside claims that only inform; a profile may tolerate it.
///
/// No login, tenant, person, right or address of the protocol depends on such a claim.
pub static INFORMATIVE_RULES: InformativeRules = InformativeRules {
    kind: &INFO_KIND,
    value: &INFO_VALUE,
    missing: &INFO_MISSING,
    empty_array: &EMPTY_ARRAY,
};

/// A claim of the protocol has another JSON kind than allowed.
pub static CLAIM_KIND: Rule = Rule::security("lti.claim.kind", "LTI Core 1.3 §5");
/// A claim of the protocol has the right kind but a value that is not allowed.
pub static CLAIM_VALUE: Rule = Rule::security("lti.claim.value", "LTI Core 1.3 §5");
/// A required claim is absent.
pub static CLAIM_MISSING: Rule = Rule::security("lti.claim.missing", "LTI Core 1.3 §5.3");
/// An optional claim is `null`; Canvas does so.
pub static CLAIM_NULL: Rule = Rule::should("lti.claim.null", "LTI Core 1.3 §5.4");
/// An informative claim has another JSON kind than allowed.
pub static INFO_KIND: Rule = Rule::must("lti.claim.info_kind", "LTI Core 1.3 §5.4");
/// An informative claim has the right kind but a value that is not allowed.
pub static INFO_VALUE: Rule = Rule::must("lti.claim.info_value", "LTI Core 1.3 §5.4");
/// An informative claim lacks a member it requires.
pub static INFO_MISSING: Rule = Rule::must("lti.claim.info_missing", "LTI Core 1.3 §5.4");
/// An informative claim is an empty array in place of an empty object; PHP writes it so.
pub static EMPTY_ARRAY: Rule = Rule::must("lti.claim.empty_array", "LTI Core 1.3 §5.4");

/// A time is written with a fraction or an exponent.
pub static DATE_NOT_INTEGER: Rule = Rule::should("lti.time.not_integer", "RFC 7519 §2");
/// The token has expired.
pub static EXPIRED: Rule = Rule::security("lti.time.expired", "RFC 7519 §4.1.4");
/// The token was issued in the future.
pub static ISSUED_IN_FUTURE: Rule =
    Rule::security("lti.time.future", "Security Framework 1.0 §5.1.3 (8)");
/// The token was issued too long ago.
pub static ISSUED_LONG_AGO: Rule =
    Rule::security("lti.time.too_old", "Security Framework 1.0 §5.1.3 (8)");
/// The token is not valid yet.
pub static NOT_YET_VALID: Rule = Rule::security("lti.time.not_before", "RFC 7519 §4.1.5");
/// The token lives longer than any launch needs, or ends before it begins.
pub static LIFETIME: Rule = Rule::security("lti.time.lifetime", "RFC 8725 §3.10");

/// The token names another issuer than the login.
pub static ISSUER_DIFFERS: Rule =
    Rule::security("lti.issuer.differs", "Security Framework 1.0 §5.1.3 (2)");

/// The audience names nobody.
pub static AUDIENCE_EMPTY: Rule =
    Rule::security("lti.audience.empty", "Security Framework 1.0 §5.1.3 (3)");
/// The audience names more clients than any platform does.
pub static AUDIENCE_TOO_MANY: Rule =
    Rule::security("lti.audience.too_many", "Security Framework 1.0 §5.1.3 (3)");
/// The audience names one client twice.
pub static AUDIENCE_REPEATED: Rule =
    Rule::security("lti.audience.repeated", "Security Framework 1.0 §5.1.3 (3)");
/// The audience does not name this tool.
pub static AUDIENCE_OTHER: Rule =
    Rule::security("lti.audience.other", "Security Framework 1.0 §5.1.3 (3)");
/// The audience names a client this tool does not trust.
pub static AUDIENCE_UNTRUSTED: Rule = Rule::security(
    "lti.audience.untrusted",
    "Security Framework 1.0 §5.1.3 (3)",
);
/// The audience also names a client that the registration trusts.
pub static AUDIENCE_SHARED: Rule =
    Rule::should("lti.audience.shared", "Security Framework 1.0 §5.1.3 (3)");
/// The authorized party is missing although there are several audiences.
pub static AZP_MISSING: Rule = Rule::security(
    "lti.audience.azp_missing",
    "Security Framework 1.0 §5.1.3 (4)",
);
/// The authorized party is another client.
pub static AZP_OTHER: Rule = Rule::security(
    "lti.audience.azp_other",
    "Security Framework 1.0 §5.1.3 (5)",
);

/// The token's `typ` says that it is something else than an identity token.
pub static TOKEN_TYPE: Rule = Rule::security("lti.unsupported.token_type", "RFC 8725 §3.11");
/// The version is not 1.3.0.
pub static VERSION: Rule = Rule::security("lti.unsupported.version", "LTI Core 1.3 §5.3.2");
/// The message type is not one the tool accepts.
pub static MESSAGE_TYPE: Rule =
    Rule::security("lti.unsupported.message_type", "LTI Core 1.3 §5.3.1");

/// The nonce is not the one this login asked for.
pub static NONCE_DIFFERS: Rule =
    Rule::security("lti.nonce.differs", "Security Framework 1.0 §5.1.3 (9)");
/// An inspection was not told which nonce to expect.
pub static NONCE_NOT_CHECKED: Rule =
    Rule::advice("lti.nonce.not_checked", "Security Framework 1.0 §5.1.3 (9)");

/// The deployment is not the one the login announced.
pub static DEPLOYMENT_DIFFERS: Rule =
    Rule::security("lti.deployment.differs", "LTI Core 1.3 §4.1.2");
/// The deployment is not known for this registration.
pub static DEPLOYMENT_UNKNOWN: Rule =
    Rule::security("lti.deployment.unknown", "LTI Core 1.3 §3.1.3");
/// An inspection was not told which deployment is known.
pub static DEPLOYMENT_NOT_CHECKED: Rule =
    Rule::advice("lti.deployment.not_checked", "LTI Core 1.3 §3.1.3");

/// A launch without a person, which this tool does not allow.
pub static ANONYMOUS: Rule = Rule::security("lti.claim.anonymous", "LTI Core 1.3 §5.3.6.1");
/// The target is no http(s) address, or belongs to another host.
pub static TARGET_FOREIGN: Rule = Rule::security("lti.claim.target_foreign", "LTI Core 1.3 §5.3.4");
/// The target is not the one the login announced.
///
/// Open edX announces another. A warning also under the strict profile, because the signed
/// target is the one that counts; a profile may refuse it.
pub static TARGET_DIFFERS: Rule = Rule::should("lti.claim.target_differs", "LTI Core 1.3 §4.1.1");
/// An inspection was not told where the tool is.
pub static TARGET_NOT_CHECKED: Rule =
    Rule::advice("lti.claim.target_not_checked", "LTI Core 1.3 §5.3.4");
/// A resource link request has no resource link; Blackboard sends some.
pub static RESOURCE_LINK_MISSING: Rule =
    Rule::must("lti.claim.resource_link_missing", "LTI Core 1.3 §5.3.5");
/// A message that a person starts has no roles, be it an empty list.
pub static ROLES_MISSING: Rule = Rule::security("lti.claim.roles_missing", "LTI Core 1.3 §5.3.7");
/// A resource link request has no target.
pub static TARGET_MISSING: Rule = Rule::security("lti.claim.target_missing", "LTI Core 1.3 §5.3.4");
/// A deep-linking request does not say where the choice goes.
pub static DEEP_LINKING_SETTINGS_MISSING: Rule = Rule::security(
    "lti.claim.deep_linking_settings_missing",
    "Deep Linking 2.0 §4.4.1",
);
/// A message about a person does not name that person.
pub static FOR_USER_MISSING: Rule =
    Rule::security("lti.claim.for_user_missing", "Submission Review 1.0 §3");
/// An identifier is longer than 255 characters.
pub static ID_LENGTH: Rule = Rule::must("lti.claim.id_length", "LTI Core 1.3 §5.3.5");
/// An identifier has characters outside ASCII.
pub static ID_ASCII: Rule = Rule::must("lti.claim.id_ascii", "LTI Core 1.3 §5.3.5");
/// There are roles, but none of the vocabularies.
pub static ROLES_UNKNOWN: Rule = Rule::should("lti.claim.roles_unknown", "LTI Core 1.3 §5.3.7");
/// A role is spelled in an old form.
pub static ROLE_SPELLING: Rule = Rule::should("lti.claim.role_spelling", "LTI Core 1.3 §A.2.3.1");
/// A sub-role came without its principal role.
pub static ROLE_PRINCIPAL: Rule = Rule::should("lti.claim.role_principal", "LTI Core 1.3 §A.2.3.2");
/// A context says what kinds it is of, and names none.
pub static CONTEXT_TYPE_EMPTY: Rule =
    Rule::should("lti.claim.context_type_empty", "LTI Core 1.3 §5.4.1");
/// A custom parameter is not a string.
pub static CUSTOM_NOT_TEXT: Rule = Rule::should("lti.claim.custom_kind", "LTI Core 1.3 §5.4.6");
/// A number was sent as a string, or a flag as a word.
pub static LOOSE_SPELLING: Rule = Rule::should("lti.claim.loose_spelling", "LTI Core 1.3 §5.4.4");
/// A list was sent as one text with commas, or such a text as a list.
pub static LIST_SPELLING: Rule = Rule::must("lti.claim.list_spelling", "Deep Linking 2.0 §4.4.1");
/// An address to return to is not http(s).
pub static RETURN_URL: Rule = Rule::should("lti.claim.return_url", "LTI Core 1.3 §5.4.4");

/// A form of the launch lacks a field, or has one that is not allowed.
pub static FORM: Rule = Rule::security("lti.malformed.form", "Security Framework 1.0 §5.1.1");
/// The platform, or the tool at that platform, is not registered here.
pub static UNREGISTERED: Rule =
    Rule::security("lti.unregistered.client", "Security Framework 1.0 §5.1.1.1");
/// Several registrations fit; the platform must say which client it means.
pub static AMBIGUOUS: Rule = Rule::security("lti.unregistered.ambiguous", "LTI Core 1.3 §4.1.3");

/// No login of this name was started here.
pub static STATE_UNKNOWN: Rule =
    Rule::security("lti.state.unknown", "Security Framework 1.0 §5.1.1.5");
/// The login was used before.
pub static STATE_USED: Rule = Rule::security("lti.state.used", "Security Framework 1.0 §5.1.1.5");
/// The login took too long.
pub static STATE_EXPIRED: Rule =
    Rule::security("lti.state.expired", "Security Framework 1.0 §5.1.1.5");
/// The login was started in another browser.
pub static BROWSER: Rule = Rule::security("lti.state.browser", "RFC 6819 §5.3.5");
/// The browser kept no cookie of any login: most often, cookies are blocked in frames.
pub static NO_COOKIE: Rule = Rule::security("lti.state.no_cookie", "RFC 6819 §5.3.5");
/// The browser kept no cookie, and the platform's storage had nothing of the login either.
pub static NO_STORAGE: Rule = Rule::security(
    "lti.state.no_storage",
    "LTI OIDC Login with LTI Client Side postMessages 0.1",
);
/// The login asked for its answer at another address of this tool, or of another tool.
pub static OTHER_ADDRESS: Rule =
    Rule::security("lti.state.other_address", "Security Framework 1.0 §5.1.1.2");

/// The platform reported an error instead of a message.
pub static PLATFORM_ERROR: Rule =
    Rule::security("lti.platform.error", "OpenID Connect Core 1.0 §3.1.2.6");
/// The host's own store could not answer.
pub static BACKEND: Rule = Rule::security("lti.backend.failed", "the host's store");
/// A setting is outside its range.
pub static SETTING: Rule = Rule::security("lti.policy.setting", "the host's settings");
/// An address of the launch was called with a method it does not take.
pub static METHOD: Rule = Rule::security("lti.malformed.method", "Security Framework 1.0 §5.1.1.1");
