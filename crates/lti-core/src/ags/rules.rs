//! Every rule that line items, scores and results can break.

use edu_json::{InformativeRules, MemberRules};
use edu_types::Rule;

/// What applies to every member of the service's documents.
pub static MEMBER_RULES: MemberRules = MemberRules {
    kind: &KIND,
    value: &VALUE,
    missing: &MISSING,
    null: &NULL,
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
