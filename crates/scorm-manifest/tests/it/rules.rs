//! The list of all rules: each once, each with a hint; every one of manifests looked for by a test.

use std::collections::BTreeSet;

use scorm_manifest::rules;

const JUDGED: &str = concat!(
    include_str!("judged.rs"),
    include_str!("judged_items.rs"),
    include_str!("judged_resources.rs")
);

#[test]
fn no_two_rules_have_one_code() {
    let codes: BTreeSet<_> = rules::all().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), rules::all().count());
}

#[test]
fn every_rule_names_noun_clause_and_number() {
    for rule in rules::MANIFEST {
        let parts: Vec<_> = rule.code.split('.').collect();
        assert_eq!((parts.len(), parts[0]), (3, "scorm"), "{}", rule.code);
        assert!(rule.clause.contains('§'), "{}", rule.code);
        if let Some(number) = rule.requirement {
            assert!(number.starts_with("REQ_3"), "{}: {number}", rule.code);
        }
    }
}

#[test]
fn every_rule_has_a_hint_how_to_mend_what_breaks_it() {
    let foundation = edu_xml::error::ALL.iter().chain(edu_zip::rules::ALL);
    for rule in rules::all().chain(foundation.copied()) {
        let hint = rules::hint(rule.code).unwrap_or_default();
        let sentence = hint.ends_with('.') && hint.starts_with(char::is_uppercase);
        assert!(sentence, "{}: {hint:?}", rule.code);
    }
}

#[test]
fn a_code_that_no_rule_has_has_no_hint() {
    let codes = [
        "",
        "scorm",
        "scorm.no.such",
        "xml.no",
        "zip.no.such",
        "json.syntax",
    ];
    assert!(codes.iter().all(|code| rules::hint(code).is_none()));
}

#[test]
fn every_rule_is_looked_for_by_a_test() {
    // Courses of AICC have no manifest; what a required child or a value breaks otherwise has rules of its own.
    let elsewhere = [
        "scorm.family.aicc",
        "scorm.element.missing",
        "scorm.element.value",
    ];
    let missing: Vec<_> = rules::MANIFEST
        .iter()
        .map(|rule| rule.code)
        .filter(|code| !elsewhere.contains(code))
        .filter(|code| !JUDGED.contains(&format!("\"{code}\"")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
