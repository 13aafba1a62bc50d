//! Every rule that line items, scores and results can break.

use edu_json::{InformativeRules, MemberRules};
use edu_types::Rule;

/// What applies to every member of the service's documents.
pub static MEMBER_RULES: MemberRules = MemberRules {
    kind: &KIND,
    value: &VALUE,
    missing: &MISSING,
    null: &NULL,
    unknown: None,
    empty: None,
    informative: Some(&INFORMATIVE_RULES),
};
/// What applies inside members that only inform; a profile may tolerate it.
///
/// No grade, person or column depends on such a member.
pub static INFORMATIVE_RULES: InformativeRules = InformativeRules {
    kind: &INFO_KIND,
    value: &INFO_VALUE,
    missing: &INFO_MISSING,
    empty_array: &EMPTY_ARRAY,
};

/// A member has another JSON kind than allowed.
pub static KIND: Rule = Rule::security("lti.ags.kind", "AGS 2.0 §3");
/// A member has the right kind but a value that is not allowed.
pub static VALUE: Rule = Rule::security("lti.ags.value", "AGS 2.0 §3");
/// A required member is absent.
pub static MISSING: Rule = Rule::security("lti.ags.missing", "AGS 2.0 §3");
/// An optional member is `null`; Canvas does so.
pub static NULL: Rule = Rule::should("lti.ags.null", "AGS 2.0 §3");
/// An informative member has another JSON kind than allowed.
pub static INFO_KIND: Rule = Rule::must("lti.ags.info_kind", "AGS 2.0 §3");
/// An informative member has the right kind but a value that is not allowed.
pub static INFO_VALUE: Rule = Rule::must("lti.ags.info_value", "AGS 2.0 §3");
/// An informative member lacks a member it requires.
pub static INFO_MISSING: Rule = Rule::must("lti.ags.info_missing", "AGS 2.0 §3");
/// An informative member is an empty array in place of an empty object; PHP writes it so.
pub static EMPTY_ARRAY: Rule = Rule::must("lti.ags.empty_array", "AGS 2.0 §3");

/// A score has points, and no maximum that they are out of.
pub static MAXIMUM_MISSING: Rule = Rule::security("lti.ags.maximum_missing", "AGS 2.0 §3.4.4");
/// A score has a maximum, and no points out of it; the maximum says nothing then.
pub static MAXIMUM_ALONE: Rule = Rule::should("lti.ags.maximum_alone", "AGS 2.0 §3.4.4");
/// The offset of a score's time is written without colon, as `+0000`.
pub static OFFSET_SPELLING: Rule = Rule::should("lti.ags.offset_spelling", "AGS 2.0 §3.4.2");
/// The time of a score has whole seconds only: two scores within one second have no order.
pub static NO_FRACTION: Rule = Rule::advice("lti.ags.no_fraction", "AGS 2.0 §3.4.2");

/// The call has no token, or one of nobody who may call.
pub static UNAUTHENTICATED: Rule =
    Rule::security("lti.ags.unauthenticated", "Security Framework 1.0 §4.1");
/// The token lacks every scope that the call needs.
pub static SCOPE: Rule = Rule::security("lti.ags.scope", "AGS 2.0 §3.1.1");
/// The address is not one of the service.
pub static PATH: Rule = Rule::security("lti.ags.path", "AGS 2.0 §3.2");
/// The address does not take this method.
pub static METHOD: Rule = Rule::security("lti.ags.method", "AGS 2.0 §3.2");
/// The media type is not exactly the one of the document.
pub static MEDIA_TYPE: Rule = Rule::security("lti.ags.media_type", "AGS 2.0 §3.2");
/// A parameter has a value that is not allowed.
pub static PARAMETER: Rule = Rule::security("lti.ags.parameter", "AGS 2.0 §3.2.6");
/// The tool is not installed there, or keeps no columns in that context.
pub static CONTEXT: Rule = Rule::security("lti.ags.context", "AGS 2.0 §3.2");
/// There is no such line item, or it is another tool's.
pub static LINE_ITEM: Rule = Rule::security("lti.ags.line_item", "AGS 2.0 §3.2");
/// The placement is unknown, or another tool's.
pub static RESOURCE_LINK: Rule = Rule::security("lti.ags.resource_link", "AGS 2.0 §3.2.8");
/// The tool has as many line items as it may have.
pub static TOO_MANY: Rule = Rule::security("lti.ags.too_many", "the host's gradebook");
/// A line item cannot be moved to another address or placement.
pub static MOVED: Rule = Rule::security("lti.ags.moved", "AGS 2.0 §3.2.9");
/// The host keeps the line item.
pub static KEPT: Rule = Rule::security("lti.ags.kept", "AGS 2.0 §3.2.9");
/// A later score of this person is there.
pub static OLDER: Rule = Rule::security("lti.ags.older", "AGS 2.0 §3.4.2");
/// The person or the line item takes no grades.
pub static NOT_GRADABLE: Rule = Rule::security("lti.ags.not_gradable", "AGS 2.0 §3.4");
/// The host's own gradebook could not answer.
pub static BACKEND: Rule = Rule::security("lti.ags.backend", "the host's gradebook");
/// A reply could not be written.
pub static REPLY: Rule = Rule::security("lti.ags.reply", "the host's gradebook");

/// Every rule that the service itself refuses by.
pub(super) static ALL: [&Rule; 28] = [
    &KIND,
    &VALUE,
    &MISSING,
    &NULL,
    &INFO_KIND,
    &INFO_VALUE,
    &INFO_MISSING,
    &EMPTY_ARRAY,
    &MAXIMUM_MISSING,
    &MAXIMUM_ALONE,
    &OFFSET_SPELLING,
    &NO_FRACTION,
    &UNAUTHENTICATED,
    &SCOPE,
    &PATH,
    &METHOD,
    &MEDIA_TYPE,
    &PARAMETER,
    &CONTEXT,
    &LINE_ITEM,
    &RESOURCE_LINK,
    &TOO_MANY,
    &MOVED,
    &KEPT,
    &OLDER,
    &NOT_GRADABLE,
    &BACKEND,
    &REPLY,
];
