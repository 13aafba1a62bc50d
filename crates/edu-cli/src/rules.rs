//! Rules of the command itself.

use edu_json::MemberRules;
use edu_types::Rule;

/// The file is longer than this kind of file may be.
pub(crate) static FILE_SIZE: Rule = Rule::security("edu.file.size", "RFC 8259 §9");
/// The file is not text.
pub(crate) static NOT_TEXT: Rule = Rule::security("edu.file.not_text", "RFC 7515 §7.1");
/// The set has no key that could check a signature: every token of its owner is refused.
pub(crate) static NO_USABLE_KEY: Rule = Rule::security("jwks.no_usable_key", "RFC 7517 §5");
/// Nobody has vouched for what was read.
pub(crate) static NOT_VERIFIED: Rule = Rule::advice(
    "edu.signature.not_checked",
    "Security Framework 1.0 §5.1.3 (1)",
);
/// A file that says how others are judged has a member, or a value, that is not allowed.
pub(crate) static SETTING: Rule = Rule::security("edu.file.setting", "RFC 8259 §4");

/// What applies to every member of such a file.
pub(crate) static SETTINGS: MemberRules = MemberRules {
    kind: &SETTING,
    value: &SETTING,
    missing: &SETTING,
    null: &SETTING,
    unknown: Some(&SETTING),
    empty: None,
    informative: None,
};
