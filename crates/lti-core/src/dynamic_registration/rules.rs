//! Every rule that a registration by itself can break.

use edu_json::{InformativeRules, MemberRules};
use edu_types::Rule;

/// What applies to every member of a configuration or registration.
pub static MEMBER_RULES: MemberRules = MemberRules {
    kind: &KIND,
    value: &VALUE,
    missing: &MISSING,
    null: &NULL,
    unknown: None,
    empty: None,
    informative: Some(&INFORMATIVE_RULES),
};
/// What applies to members that are optional; a profile may tolerate it.
pub static INFORMATIVE_RULES: InformativeRules = InformativeRules {
    kind: &INFO_KIND,
    value: &INFO_VALUE,
    missing: &INFO_MISSING,
    empty_array: &EMPTY_ARRAY,
};

/// A member has another JSON kind than allowed.
pub static KIND: Rule = Rule::security("lti.registration.kind", "Dynamic Registration 1.0 §3");
/// A member has the right kind but a value that is not allowed.
pub static VALUE: Rule = Rule::security("lti.registration.value", "Dynamic Registration 1.0 §3");
/// A member that must be there is absent.
pub static MISSING: Rule =
    Rule::security("lti.registration.missing", "Dynamic Registration 1.0 §3");
/// An optional member is `null`.
pub static NULL: Rule = Rule::should("lti.registration.null", "Dynamic Registration 1.0 §3");
/// An optional member has another JSON kind than allowed.
pub static INFO_KIND: Rule =
    Rule::must("lti.registration.info_kind", "Dynamic Registration 1.0 §3");
/// An optional member has the right kind but a value that is not allowed.
pub static INFO_VALUE: Rule =
    Rule::must("lti.registration.info_value", "Dynamic Registration 1.0 §3");
/// An optional object lacks a member it requires.
pub static INFO_MISSING: Rule = Rule::must(
    "lti.registration.info_missing",
    "Dynamic Registration 1.0 §3",
);
/// An empty array stands for an empty object; PHP writes it so.
pub static EMPTY_ARRAY: Rule = Rule::must(
    "lti.registration.empty_array",
    "Dynamic Registration 1.0 §3",
);
/// The name of a member has spaces around it, as in an example of the standard.
pub static PADDED_NAME: Rule = Rule::should(
    "lti.registration.padded_name",
    "Dynamic Registration 1.0 §3.5.2",
);
/// The grant type is spelt as in an example of the standard.
pub static MISSPELT_GRANT: Rule = Rule::should(
    "lti.registration.misspelt_grant",
    "Dynamic Registration 1.0 §3.5.3",
);

/// The call to register lacks the address of the configuration, or has one that is not allowed.
pub static INITIATION: Rule = Rule::security(
    "lti.registration.initiation",
    "Dynamic Registration 1.0 §3.3",
);
/// The configuration was not given.
pub static NO_CONFIGURATION: Rule = Rule::security(
    "lti.registration.no_configuration",
    "Dynamic Registration 1.0 §3.4",
);
/// The issuer is on another host than its configuration.
pub static ISSUER: Rule =
    Rule::security("lti.registration.issuer", "Dynamic Registration 1.0 §3.5");
/// An address is none of https.
pub static ADDRESS: Rule = Rule::security(
    "lti.registration.address",
    "Dynamic Registration 1.0 §3.5.2",
);
/// The platform lacks what every platform of LTI 1.3 has.
pub static UNSUPPORTED: Rule = Rule::security(
    "lti.registration.unsupported",
    "Dynamic Registration 1.0 §3.5.2",
);
/// The platform did not register the tool.
pub static REFUSED: Rule =
    Rule::security("lti.registration.refused", "Dynamic Registration 1.0 §3.6");
/// The platform's answer names no client.
pub static NO_CLIENT: Rule = Rule::security(
    "lti.registration.no_client",
    "Dynamic Registration 1.0 §3.6",
);

/// There is no such address, or it does not take this method.
pub static METHOD: Rule = Rule::security("lti.registration.method", "RFC 7592 §2");
/// The invitation is missing, unknown, spent or expired.
pub static INVITATION: Rule = Rule::security(
    "lti.registration.invitation",
    "Dynamic Registration 1.0 §3.6",
);
/// The registration is not that of the token.
pub static ACCESS: Rule = Rule::security("lti.registration.access", "RFC 7592 §2");
/// The body is no JSON, or too large.
pub static BODY: Rule = Rule::security("lti.registration.body", "RFC 7591 §3.1");
/// A redirect URI is not allowed.
pub static REDIRECT_URI: Rule = Rule::security("lti.registration.redirect_uri", "RFC 7591 §3.2.2");
/// What the tool says of itself is not what every tool of LTI 1.3 must say.
pub static METADATA: Rule = Rule::security(
    "lti.registration.metadata",
    "Dynamic Registration 1.0 §3.5.3",
);
/// The tool has neither keys nor their address, or both.
pub static KEYS: Rule = Rule::security("lti.registration.keys", "RFC 7591 §2");
/// An address of the tool is on a host that it does not claim as its domain.
///
/// Nothing of the protocol rests on the domain, so that a profile may tolerate it; by default a
/// platform insists, because what an administrator reads there is whom they let in.
pub static DOMAIN: Rule = Rule::must("lti.registration.domain", "Dynamic Registration 1.0 §3.5.3");
/// The tool asks for a scope that is not offered; it is not granted.
pub static SCOPE: Rule = Rule::should("lti.registration.scope", "RFC 7591 §2");
/// The tool has a message or placement that is not offered; it is left out.
pub static NOT_OFFERED: Rule = Rule::should(
    "lti.registration.not_offered",
    "Dynamic Registration 1.0 §3.5.3",
);
/// Somebody else changed the registration at the same time.
pub static CHANGED: Rule = Rule::security("lti.registration.changed", "RFC 7592 §2.2");
/// The host's own store could not answer.
pub static BACKEND: Rule = Rule::security("lti.registration.backend", "the host's store");
/// A setting is outside its range, or there was no randomness.
pub static SETTING: Rule = Rule::security("lti.registration.setting", "the host's settings");
