//! The rules for what a token endpoint answers.

use edu_json::MemberRules;
use edu_types::Rule;

pub(super) static RULES: MemberRules = MemberRules {
    kind: &KIND,
    value: &VALUE,
    missing: &MISSING,
    null: &NULL,
    unknown: None,
    empty: None,
    informative: None,
};

static KIND: Rule = Rule::security("oauth.reply.kind", "RFC 6749 §5.1");
static VALUE: Rule = Rule::security("oauth.reply.value", "RFC 6749 §5.1");
static MISSING: Rule = Rule::security("oauth.reply.missing", "RFC 6749 §5.1");
static NULL: Rule = Rule::should("oauth.reply.null", "RFC 6749 §5.1");
/// The life of a token is a number in quotes.
pub(super) static LOOSE: Rule = Rule::should("oauth.reply.loose_spelling", "RFC 6749 §5.1");
