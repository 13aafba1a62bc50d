//! Every rule that asking for an access token, or calling with one, can break.
//!
//! Faults of signatures have codes of `jose.*`, malformed JSON those of `json.*`, times and claims
//! those of [`rules`](crate::rules).

use edu_types::Rule;

/// The request lacks a field, has one twice, or is no form.
pub static FORM: Rule = Rule::security("lti.token.form", "RFC 6749 §5.2");
/// The token endpoint was called with a method it does not take.
pub static METHOD: Rule = Rule::security("lti.token.method", "RFC 6749 §3.2");
/// The body is of another media type than a form.
pub static MEDIA_TYPE: Rule = Rule::security("lti.token.media_type", "RFC 6749 §4.4.2");
/// Another grant than client credentials was asked for.
pub static GRANT: Rule = Rule::security("lti.token.grant", "RFC 6749 §4.4.2");
/// The client does not prove who it is by a signed assertion.
pub static AUTHENTICATION: Rule =
    Rule::security("lti.token.authentication", "Security Framework 1.0 §4.1.1");
/// The assertion says that it is another kind of token.
pub static TYPE: Rule = Rule::security("lti.token.type", "RFC 8725 §3.11");
/// The client is not registered here.
pub static CLIENT: Rule = Rule::security("lti.token.client", "Security Framework 1.0 §4.1.1");
/// The request names another client than its assertion.
pub static CLIENT_DIFFERS: Rule = Rule::security("lti.token.client_differs", "RFC 7521 §4.2");
/// Issuer and subject of the assertion are not both the client.
pub static ISSUER: Rule = Rule::security("lti.token.issuer", "RFC 7523 §3 (1, 2)");
/// The assertion is meant for another server.
pub static AUDIENCE: Rule = Rule::security("lti.token.audience", "RFC 7523 §3 (3)");
/// The assertion was used before.
pub static REPLAYED: Rule = Rule::security("lti.token.replayed", "RFC 7523 §3 (7)");
/// The assertion names an installation that the tool does not have.
pub static DEPLOYMENT: Rule = Rule::security("lti.token.deployment", "LTI Core 1.3 §3.1.3");
/// Nothing was asked for that the tool may have.
pub static SCOPE: Rule = Rule::security("lti.token.scope", "RFC 6749 §3.3");

/// The tool's keys could not be had.
pub static KEYS: Rule = Rule::security("lti.token.keys", "Security Framework 1.0 §6.3");
/// The host's own store could not answer.
pub static BACKEND: Rule = Rule::security("lti.token.backend", "the host's store");
/// A setting is outside its range, or there was no randomness.
pub static SETTING: Rule = Rule::security("lti.token.setting", "the host's settings");
/// The access token could not be signed.
pub static SIGNATURE: Rule = Rule::security("lti.token.signature", "the host's key");

/// What is sent as access token is another kind of token, such as an identity token.
pub static ACCESS_TYPE: Rule = Rule::security("lti.access.type", "RFC 9068 §4");
/// The access token was made by or for another platform.
pub static ACCESS_ISSUER: Rule = Rule::security("lti.access.issuer", "RFC 9068 §4");
/// The access token is meant for other services.
pub static ACCESS_AUDIENCE: Rule = Rule::security("lti.access.audience", "RFC 9068 §4");
/// The access token belongs to a client that is not registered here any more, or to two.
pub static ACCESS_CLIENT: Rule = Rule::security("lti.access.client", "RFC 9068 §2.2");
/// The access token is for an installation that the tool does not have any more.
pub static ACCESS_DEPLOYMENT: Rule = Rule::security("lti.access.deployment", "LTI Core 1.3 §3.1.3");
