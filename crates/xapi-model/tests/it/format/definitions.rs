//! What several statements say of one activity.

use edu_json::ToJson as _;
use edu_types::Limits;
use xapi_model::{ActivityDefinition, Version};

fn read(text: &str) -> ActivityDefinition {
    let profile = Version::V1_0_3.lenient();
    let read = ActivityDefinition::from_slice(text.as_bytes(), &profile, &Limits::default());
    read.unwrap().value
}

fn merged(one: &str, later: &str) -> String {
    let mut definition = read(one);
    definition.merge(&read(later));
    definition.to_json_string()
}

#[test]
fn later_texts_replace_those_of_their_language() {
    assert_eq!(
        merged(
            r#"{"name":{"en":"Speling","de":"Wort"}}"#,
            r#"{"name":{"EN":"Spelling","fr":"Mot"},"description":{"fr":"Un mot"}}"#
        ),
        r#"{"name":{"en":"Spelling","de":"Wort","fr":"Mot"},"description":{"fr":"Un mot"}}"#
    );
}

#[test]
fn what_the_later_one_is_silent_about_stays() {
    let one = r#"{"name":{"en":"a"},"type":"a:t","moreInfo":"a:m","extensions":{"a:e":1}}"#;
    assert_eq!(
        merged(one, r#"{"moreInfo":"a:n"}"#),
        one.replace("a:m", "a:n")
    );
}

#[test]
fn later_extensions_replace_those_of_their_name() {
    assert_eq!(
        merged(
            r#"{"extensions":{"a:one":{"deep":1},"a:two":2}}"#,
            r#"{"extensions":{"a:three":3.0,"a:one":null}}"#
        ),
        r#"{"extensions":{"a:one":null,"a:two":2,"a:three":3.0}}"#
    );
}

#[test]
fn correct_responses_are_not_changed() {
    let one = r#"{"interactionType":"true-false","correctResponsesPattern":["true"]}"#;
    let other =
        r#"{"interactionType":"choice","correctResponsesPattern":["a"],"choices":[{"id":"a"}]}"#;
    assert_eq!(merged(one, other), one);
}

#[test]
fn a_definition_that_was_no_question_becomes_one() {
    let other =
        r#"{"interactionType":"choice","correctResponsesPattern":["a"],"choices":[{"id":"a"}]}"#;
    assert_eq!(
        merged(r#"{"type":"a:t"}"#, other),
        other.replacen('{', r#"{"type":"a:t","#, 1)
    );
}

#[test]
fn merging_again_changes_nothing() {
    let one = r#"{"name":{"en":"a"},"extensions":{"a:e":1}}"#;
    assert_eq!(merged(one, one), one);
}
