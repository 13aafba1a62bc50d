//! Values of edu-types as members: read, judged and written.

use edu_json::{
    LanguageMapRules, MemberRules, Reader, ToJson, Tree, json_object, json_wire, read_language_map,
};
use edu_types::{Iri, IsoDuration, LanguageMap, LanguageTag, Limits, Profile, Rule, UuidText};

static EMPTY: Rule = Rule::should("t.empty", "T §0");
static KIND: Rule = Rule::must("t.kind", "T §1");
static VALUE: Rule = Rule::must("t.value", "T §2");
static OWN: Rule = Rule::must("t.own", "T §3");
static TAG: Rule = Rule::must("t.tag", "T §4");
static TEXT: Rule = Rule::must("t.text", "T §5");
static REPEATED: Rule = Rule::should("t.repeated", "T §6");
static RULES: MemberRules = MemberRules {
    kind: &KIND,
    value: &VALUE,
    missing: &KIND,
    null: &KIND,
    unknown: None,
    empty: Some(&EMPTY),
    informative: None,
};

json_object! {
    /// Something that was learnt.
    pub struct Lesson {
        required {
            /// Its name.
            id: Iri = "id",
        }
        optional {
            /// Which attempt.
            attempt: UuidText = "attempt",
            /// How long it took.
            took: IsoDuration = "took",
            /// In which language.
            language: LanguageTag = "language",
            /// Its title.
            title: LanguageMap = "title",
            /// What it is about.
            about: LanguageMap = "about" => &OWN,
        }
    }
}
json_wire!(Lesson, &RULES);

/// What is found in a map whose members break rules of their own, and whether it is read.
fn map_found(json: &str, profile: &Profile) -> (Vec<String>, bool) {
    let rules = LanguageMapRules {
        tag: Some(&TAG),
        text: Some(&TEXT),
        repeated: Some(&REPEATED),
    };
    let tree = Tree::parse(json.as_bytes(), &Limits::default()).unwrap();
    let mut reader = Reader::new(profile, &RULES);
    let read = read_language_map(tree.root(), &mut reader, &rules).is_some();
    let report = reader.into_report();
    (
        report.findings().iter().map(ToString::to_string).collect(),
        read,
    )
}

fn found(json: &str) -> Vec<String> {
    let report = match Lesson::from_slice(json.as_bytes(), &Profile::strict(), &Limits::default()) {
        Ok(checked) => checked.report,
        Err(refused) => refused.into_report(),
    };
    report.findings().iter().map(ToString::to_string).collect()
}

#[test]
fn values_are_written_as_they_came() {
    let json = concat!(
        r#"{"id":"HTTP://a/%7e","attempt":"07940580-B309-415E-A37C-914D387C1150","took":"PT1,50S","#,
        r#""language":"PT-br","title":{"fr":"\"a\"","EN-us":""},"about":{}}"#
    );
    let lesson: Lesson = serde_json::from_str(json).unwrap();
    assert_eq!(lesson.to_json_string(), json);
}

#[test]
fn texts_of_another_form_are_not_allowed() {
    for (member, message) in [
        (
            r#""id":"lesson""#,
            "IRI has no scheme, it begins with one such as `https:`",
        ),
        (
            r#""id":"x:","attempt":"7""#,
            "UUID is 1 bytes, allowed are 36",
        ),
        (
            r#""id":"x:","took":"P""#,
            "duration has no digit at byte 1, its form is PnYnMnDTnHnMnS or PnW",
        ),
        (r#""id":"x:","language":"""#, "language tag is empty"),
    ] {
        let found = found(&format!("{{{member}}}"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("error t.value at /"), "{found:?}");
        assert!(found[0].contains(message), "{found:?}");
    }
}

#[test]
fn values_of_another_kind_are_refused() {
    assert_eq!(
        found(r#"{"id":7,"took":null,"language":[],"title":"a"}"#),
        [
            "error t.kind at /id: found a number, a string is allowed (T §1)",
            "error t.kind at /took: member is null, leaving it out is allowed (T §1)",
            "error t.kind at /language: found an array, a string is allowed (T §1)",
            "error t.kind at /title: found a string, an object is allowed (T §1)",
        ]
    );
}

#[test]
fn each_member_of_a_map_that_is_no_text_by_language_is_found() {
    assert_eq!(
        found(r#"{"id":"x:","title":{"en_US":"a","en":7,"de":null,"fr":"a"}}"#),
        [
            "error t.value at /title/en_US: character at byte 2 of language tag is not a letter, digit or hyphen (T §2)",
            "error t.kind at /title/en: found a number, a string is allowed (T §1)",
            "error t.kind at /title/de: found null, a string is allowed (T §1)",
        ]
    );
}

#[test]
fn a_language_that_is_there_twice_is_refused() {
    assert_eq!(
        found(r#"{"id":"x:","title":{"en":"a","EN":"b"}}"#),
        ["error t.value at /title/EN: language is there before, its tag in different case (T §2)"]
    );
}

#[test]
fn a_map_without_texts_is_told_where_the_standard_minds() {
    assert_eq!(
        found(r#"{"id":"x:","title":{}}"#),
        ["warning t.empty at /title: object has no members (T §0)"]
    );
}

#[test]
fn members_of_a_map_break_the_rule_of_the_map() {
    assert_eq!(
        found(r#"{"id":"x:","about":{"e":"a","en":7,"de":"a","DE":"b"}}"#),
        [
            "error t.own at /about/e: text is not a language tag such as `en`, `pt-BR` or `zh-Hant-TW` (T §3)",
            "error t.own at /about/en: found a number, a string is allowed (T §3)",
            "error t.own at /about/DE: language is there before, its tag in different case (T §3)",
        ]
    );
}

#[test]
fn members_of_a_map_break_rules_of_their_own() {
    let (found, read) = map_found(r#"{"1":"a","en":7}"#, &Profile::lenient());
    assert_eq!(
        found,
        [
            "error t.tag at /1: text is not a language tag such as `en`, `pt-BR` or `zh-Hant-TW` (T §4)",
            "error t.text at /en: found a number, a string is allowed (T §5)",
        ]
    );
    assert!(!read);
}

#[test]
fn a_repeated_language_is_weighed_by_the_profile() {
    let (found, read) = map_found(r#"{"en":"a","EN":"b"}"#, &Profile::strict());
    assert_eq!(
        found,
        ["warning t.repeated at /EN: language is there before, its tag in different case (T §6)"]
    );
    assert!(read);
}
