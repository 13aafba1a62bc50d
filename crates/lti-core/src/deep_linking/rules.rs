//! Every rule that content items, and a tool's answer with them, can break.

use edu_json::{InformativeRules, MemberRules};
use edu_types::Rule;

/// What applies to every member of an answer and its items.
pub static MEMBER_RULES: MemberRules = MemberRules {
    kind: &KIND,
    value: &VALUE,
    missing: &MISSING,
    null: &NULL,
    unknown: None,
    empty: None,
    informative: Some(&INFORMATIVE_RULES),
};
/// What applies inside members that only say how an item is shown or named; a profile may
/// tolerate it.
pub static INFORMATIVE_RULES: InformativeRules = InformativeRules {
    kind: &INFO_KIND,
    value: &INFO_VALUE,
    missing: &INFO_MISSING,
    empty_array: &EMPTY_ARRAY,
};

/// A member has another JSON kind than allowed.
pub static KIND: Rule = Rule::security("lti.deep_linking.kind", "Deep Linking 2.0 §3");
/// A member has the right kind but a value that is not allowed.
pub static VALUE: Rule = Rule::security("lti.deep_linking.value", "Deep Linking 2.0 §3");
/// A required member is absent.
pub static MISSING: Rule = Rule::security("lti.deep_linking.missing", "Deep Linking 2.0 §3");
/// An optional member is `null`.
pub static NULL: Rule = Rule::should("lti.deep_linking.null", "Deep Linking 2.0 §3");
/// An informative member has another JSON kind than allowed.
pub static INFO_KIND: Rule = Rule::must("lti.deep_linking.info_kind", "Deep Linking 2.0 §3");
/// An informative member has the right kind but a value that is not allowed.
pub static INFO_VALUE: Rule = Rule::must("lti.deep_linking.info_value", "Deep Linking 2.0 §3");
/// An informative object lacks a member it requires.
pub static INFO_MISSING: Rule = Rule::must("lti.deep_linking.info_missing", "Deep Linking 2.0 §3");
/// An informative object is an empty array in place of an empty object; PHP writes it so.
pub static EMPTY_ARRAY: Rule = Rule::must("lti.deep_linking.empty_array", "Deep Linking 2.0 §3");

/// An item is of a type that the platform does not take.
pub static ITEM_TYPE: Rule =
    Rule::security("lti.deep_linking.item_type", "Deep Linking 2.0 §4.4.1");
/// There are several items, and the platform takes one.
pub static MULTIPLE: Rule = Rule::security("lti.deep_linking.multiple", "Deep Linking 2.0 §4.4.1");
/// There are more items than the host takes at a time.
pub static TOO_MANY: Rule = Rule::security("lti.deep_linking.too_many", "the host's settings");
/// A file is of a media type that the platform does not take.
pub static MEDIA_TYPE: Rule = Rule::must("lti.deep_linking.media_type", "Deep Linking 2.0 §4.4.1");
/// An item brings a column of the gradebook to a platform that makes none.
pub static LINE_ITEM: Rule = Rule::should("lti.deep_linking.line_item", "Deep Linking 2.0 §4.4.1");
/// An address of an item is no http(s) address.
pub static ADDRESS: Rule = Rule::security("lti.deep_linking.address", "Deep Linking 2.0 §3");
/// A file could be fetched until a time that has passed.
pub static FILE_EXPIRED: Rule =
    Rule::should("lti.deep_linking.file_expired", "Deep Linking 2.0 §3.3");
/// An LTI link has no address of its own; Blackboard then says "Invalid Link".
pub static NO_URL: Rule = Rule::advice("lti.deep_linking.no_url", "Deep Linking 2.0 §3.2");
/// An LTI link has no title; Canvas then makes one up.
pub static NO_TITLE: Rule = Rule::advice("lti.deep_linking.no_title", "Deep Linking 2.0 §3.2");
/// An item holds HTML of the tool's, to be sanitised before anybody sees it.
pub static HTML: Rule = Rule::advice("lti.deep_linking.html", "Deep Linking 2.0 §3.4");

/// The message to answer is no request for content.
pub static REQUEST: Rule = Rule::security("lti.deep_linking.request", "Deep Linking 2.0 §4.4");
/// The address to answer at is no http(s) address.
pub static RETURN_URL: Rule =
    Rule::security("lti.deep_linking.return_url", "Deep Linking 2.0 §4.4.1");
/// An answer is larger than platforms take.
pub static SIZE: Rule = Rule::security("lti.deep_linking.size", "RFC 8259 §9");
/// An answer could not be signed.
pub static SIGNATURE: Rule = Rule::security("lti.deep_linking.signature", "the host's key");
/// The host's store, time or randomness is at fault.
pub static SETTING: Rule = Rule::security("lti.deep_linking.setting", "the host's settings");

/// The address was called with a method it does not take.
pub static METHOD: Rule = Rule::security("lti.deep_linking.method", "Deep Linking 2.0 §4.5");
/// What was posted is no form, or has no field `JWT`.
pub static FORM: Rule = Rule::security("lti.deep_linking.form", "Deep Linking 2.0 §4.5");
/// The answer names no tool that is registered here.
pub static CLIENT: Rule =
    Rule::security("lti.deep_linking.client", "Security Framework 1.0 §5.2.3");
/// The header says that this is another kind of token.
pub static TOKEN_TYPE: Rule = Rule::security("lti.deep_linking.token_type", "RFC 8725 §3.11");
/// The answer is meant for another platform, or for others beside this one.
pub static AUDIENCE: Rule =
    Rule::security("lti.deep_linking.audience", "Security Framework 1.0 §5.2.3");
/// The authorized party is not this platform, or missing beside several audiences.
pub static AUTHORIZED_PARTY: Rule = Rule::security(
    "lti.deep_linking.authorized_party",
    "Security Framework 1.0 §5.2.3",
);
/// The message is no answer to a request for content.
pub static MESSAGE_TYPE: Rule =
    Rule::security("lti.deep_linking.message_type", "Deep Linking 2.0 §4.5");
/// The version is not 1.3.0.
pub static VERSION: Rule = Rule::security("lti.deep_linking.version", "LTI Core 1.3 §5.3.2");
/// The answer is of another deployment than the request, or the tool is no longer there.
pub static DEPLOYMENT: Rule =
    Rule::security("lti.deep_linking.deployment", "Deep Linking 2.0 §4.5");
/// The answer does not say which request it answers.
pub static DATA_MISSING: Rule =
    Rule::security("lti.deep_linking.data_missing", "Deep Linking 2.0 §4.5");
/// No request of this name was made here, or it is long void.
pub static DATA_UNKNOWN: Rule =
    Rule::security("lti.deep_linking.data_unknown", "Deep Linking 2.0 §4.5");
/// The request was answered before.
pub static DATA_USED: Rule = Rule::security("lti.deep_linking.data_used", "Deep Linking 2.0 §4.5");
/// The request was made too long ago.
pub static DATA_EXPIRED: Rule =
    Rule::security("lti.deep_linking.data_expired", "Deep Linking 2.0 §4.5");
/// The request was made to another tool.
pub static DATA_CLIENT: Rule =
    Rule::security("lti.deep_linking.data_client", "Deep Linking 2.0 §4.5");
/// Nobody is signed in, or somebody else than the request was made for.
pub static SESSION: Rule = Rule::security("lti.deep_linking.session", "Deep Linking 2.0 §4.5");
/// The host's own store could not answer.
pub static BACKEND: Rule = Rule::security("lti.deep_linking.backend", "the host's store");
