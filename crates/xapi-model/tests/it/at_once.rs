//! Everything that is wrong with a statement is told at once: a member that cannot be read hides nothing of others.

use edu_types::Limits;
use xapi_model::{Statement, Version};

/// The codes of all findings, each once, in order.
fn codes(text: &str) -> Vec<&'static str> {
    let profile = Version::V2_0.strict();
    let refused = Statement::from_slice(text.as_bytes(), &profile, &Limits::DEFAULT).unwrap_err();
    let report = refused.into_report();
    let mut codes: Vec<_> = report
        .findings()
        .iter()
        .map(|finding| finding.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn an_actor_that_cannot_be_read_hides_no_version_authority_or_voiding() {
    let text = r#"{"actor":{"mbox":"ada"},
        "verb":{"id":"http://adlnet.gov/expapi/verbs/voided","display":{"en":"voided"}},
        "object":{"id":"http://example.org/book"},
        "authority":{"objectType":"Group","member":[{"mbox":"mailto:a@example.org"}]},
        "version":"3.0"}"#;
    assert_eq!(
        codes(text),
        [
            "xapi.agent.mbox",
            "xapi.authority.group",
            "xapi.version.form",
            "xapi.voiding.object"
        ]
    );
}

#[test]
fn a_verb_that_cannot_be_read_hides_no_platform_without_activity() {
    let text = r#"{"actor":{"mbox":"mailto:ada@example.org"},"verb":{"id":"read"},
        "object":{"objectType":"Agent","mbox":"mailto:eve@example.org"},
        "context":{"platform":"reader"}}"#;
    assert_eq!(
        codes(text),
        ["xapi.context.platform_object", "xapi.verb.id"]
    );
}

#[test]
fn within_a_sub_statement_nothing_is_hidden_either() {
    let text = r#"{"actor":{"mbox":"mailto:ada@example.org"},
        "verb":{"id":"http://example.org/plans","display":{"en":"plans"}},
        "object":{"objectType":"SubStatement","actor":{"mbox":"ada"},
            "verb":{"id":"http://adlnet.gov/expapi/verbs/voided","display":{"en":"voided"}},
            "object":{"id":"http://example.org/book"}}}"#;
    assert_eq!(codes(text), ["xapi.agent.mbox", "xapi.voiding.object"]);
}

#[test]
fn an_object_that_cannot_be_read_is_not_taken_for_another_kind() {
    let text = r#"{"actor":{"mbox":"mailto:ada@example.org"},
        "verb":{"id":"http://adlnet.gov/expapi/verbs/voided","display":{"en":"voided"}},
        "object":{"objectType":"StatementRef","id":"no"},"context":{"platform":"reader"}}"#;
    assert_eq!(codes(text), ["xapi.reference.id"]);
}
