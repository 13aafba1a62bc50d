//! Every rule that a list of members, or asking for one, can break.

use edu_json::{InformativeRules, MemberRules};
use edu_types::Rule;

/// What applies to every member of a list of members.
pub static MEMBER_RULES: MemberRules = MemberRules {
    kind: &KIND,
    value: &VALUE,
    missing: &MISSING,
    null: &NULL,
    unknown: None,
    empty: None,
    informative: Some(&INFORMATIVE_RULES),
};
/// What applies inside one entry of the list; a profile may tolerate it, and the entry is then
/// left out.
pub static INFORMATIVE_RULES: InformativeRules = InformativeRules {
    kind: &MEMBER_KIND,
    value: &MEMBER_VALUE,
    missing: &MEMBER_MISSING,
    empty_array: &EMPTY_ARRAY,
};

/// The list, or what it says of itself, has another JSON kind than allowed.
pub static KIND: Rule = Rule::security("lti.nrps.kind", "NRPS 2.0 §2.2");
/// The list says of itself what is not allowed.
pub static VALUE: Rule = Rule::security("lti.nrps.value", "NRPS 2.0 §2.2");
/// The list lacks a member it requires.
pub static MISSING: Rule = Rule::security("lti.nrps.missing", "NRPS 2.0 §2.2");
/// An optional member is `null`.
pub static NULL: Rule = Rule::should("lti.nrps.null", "NRPS 2.0 §2.2");
/// Something said of a person has another JSON kind than allowed.
pub static MEMBER_KIND: Rule = Rule::must("lti.nrps.member_kind", "NRPS 2.0 §2.2");
/// Something said of a person has the right kind but a value that is not allowed.
pub static MEMBER_VALUE: Rule = Rule::must("lti.nrps.member_value", "NRPS 2.0 §2.2");
/// An entry lacks what every entry must have: the person's id or roles.
pub static MEMBER_MISSING: Rule = Rule::must("lti.nrps.member_missing", "NRPS 2.0 §2.2");
/// An empty array stands for an empty object; PHP writes it so.
pub static EMPTY_ARRAY: Rule = Rule::must("lti.nrps.empty_array", "NRPS 2.0 §2.2");

/// No program calls, only somebody unknown.
pub static CLIENT: Rule = Rule::security("lti.nrps.client", "RFC 6750 §3.1");
/// The caller was not granted the scope.
pub static SCOPE: Rule = Rule::security("lti.nrps.scope", "NRPS 2.0 §3.6.1.2");
/// The tool is not used in such a context.
pub static CONTEXT: Rule = Rule::security("lti.nrps.context", "NRPS 2.0 §2.1");
/// The resource link is not one of the tool's in that context.
pub static LINK: Rule = Rule::security("lti.nrps.link", "NRPS 2.0 §3.1");
/// The list was called with a method it does not take.
pub static METHOD: Rule = Rule::security("lti.nrps.method", "NRPS 2.0 §2.1");
/// A parameter has a value that is not allowed, or stands there twice.
pub static PARAMETER: Rule = Rule::security("lti.nrps.parameter", "NRPS 2.0 §2.4");
/// The place to go on at is none of this list, or is forgotten: begin anew.
pub static PLACE: Rule = Rule::security("lti.nrps.place", "NRPS 2.0 §2.4.2");
/// The host's own store could not answer.
pub static BACKEND: Rule = Rule::security("lti.nrps.backend", "the host's store");
/// What the host's store says cannot be sent.
pub static REPLY: Rule = Rule::security("lti.nrps.reply", "the host's store");
