//! Every rule that starting a message, or asking for one, can break.

use edu_types::Rule;

/// The request lacks a field without which nobody can be answered, or is no form.
pub static FORM: Rule = Rule::security("lti.request.form", "Security Framework 1.0 §5.1.1.2");
/// An address of the platform was called with a method it does not take.
pub static METHOD: Rule = Rule::security("lti.request.method", "OpenID Connect Core 1.0 §3.1.2.1");
/// The client is not registered here.
pub static CLIENT: Rule = Rule::security("lti.request.client", "Security Framework 1.0 §5.1.1.3");
/// The redirect URI is not, byte for byte, one that the tool registered.
pub static REDIRECT: Rule =
    Rule::security("lti.request.redirect", "OpenID Connect Core 1.0 §3.1.2.1");

/// A parameter is missing or has a value that is not allowed.
pub static PARAMETER: Rule =
    Rule::security("lti.request.parameter", "Security Framework 1.0 §5.1.1.2");
/// The scope lacks `openid`.
pub static SCOPE: Rule = Rule::security("lti.request.scope", "Security Framework 1.0 §5.1.1.2");
/// Anything but an identity token was asked for.
pub static RESPONSE_TYPE: Rule = Rule::security(
    "lti.request.response_type",
    "Security Framework 1.0 §5.1.1.2",
);
/// The answer was asked for by another way than a posted form.
pub static RESPONSE_MODE: Rule = Rule::security(
    "lti.request.response_mode",
    "Security Framework 1.0 §5.1.1.2",
);
/// The platform was asked to talk to the person.
pub static PROMPT: Rule = Rule::security("lti.request.prompt", "Security Framework 1.0 §5.1.1.2");
/// Nobody is signed in, or somebody else than the launch was started for.
pub static SESSION: Rule = Rule::security("lti.request.session", "Security Framework 1.0 §5.1.1.3");
/// The login hint belongs to another launch.
pub static LOGIN_HINT: Rule =
    Rule::security("lti.request.login_hint", "Security Framework 1.0 §5.1.1.3");
/// No launch of this hint was started here, or it is long void.
pub static HINT_UNKNOWN: Rule = Rule::security("lti.request.hint_unknown", "LTI Core 1.3 §4.1.1");
/// The launch was answered before.
pub static HINT_USED: Rule = Rule::security("lti.request.hint_used", "LTI Core 1.3 §4.1.1");
/// The launch was started too long ago.
pub static HINT_EXPIRED: Rule = Rule::security("lti.request.hint_expired", "LTI Core 1.3 §4.1.1");
/// The launch was started for another tool.
pub static HINT_CLIENT: Rule = Rule::security("lti.request.hint_client", "LTI Core 1.3 §4.1.1");

/// The tool is not installed in this deployment.
pub static DEPLOYMENT: Rule = Rule::security("lti.request.deployment", "LTI Core 1.3 §3.1.3");
/// The message type needs claims of its own, or does not go from platform to tool.
pub static MESSAGE: Rule = Rule::security("lti.request.message_type", "LTI Core 1.3 §5.3.1");
/// A claim of the message to send has a value that is not allowed.
pub static CLAIM: Rule = Rule::security("lti.request.claim", "LTI Core 1.3 §5");
/// The message is larger than a tool takes.
pub static SIZE: Rule = Rule::security("lti.request.size", "RFC 8259 §9");
/// A claim that was added by name is one the platform sets itself.
pub static CLAIM_RESERVED: Rule = Rule::security("lti.request.claim_reserved", "LTI Core 1.3 §5");

/// The token could not be signed.
pub static SIGNATURE: Rule = Rule::security("lti.request.signature", "the host's key");
/// The host's own store could not answer.
pub static BACKEND: Rule = Rule::security("lti.request.backend", "the host's store");
/// A setting is outside its range, or there was no randomness.
pub static SETTING: Rule = Rule::security("lti.request.setting", "the host's settings");
