//! As everybody knows it.

use edu_types::{AcceptLanguage, LanguageMap, Limits, Profile};
use xapi_model::ActivityDefinition;
use xapi_model::format::{Definitions, Received};

fn canonical(text: &str, definitions: &impl Definitions, wanted: &str) -> String {
    let received = Received::new(text.as_bytes(), &Limits::default()).unwrap();
    let wanted = AcceptLanguage::parse(wanted);
    String::from_utf8(received.canonical(definitions, &wanted)).unwrap()
}

fn own(text: &str, wanted: &str) -> String {
    canonical(text, &(), wanted)
}

/// A store that knows one verb and one activity.
struct Store {
    activity: ActivityDefinition,
    verb: LanguageMap,
}

impl Store {
    fn new() -> Self {
        let text = r#"{"name":{"en":"Known","de":"Bekannt"},"description":{"fr":"Connu"},"interactionType":"choice","choices":[{"id":"a","description":{"en":"A","de":"Ah"}}]}"#;
        let read =
            ActivityDefinition::from_slice(text.as_bytes(), &Profile::strict(), &Limits::default());
        Self {
            activity: read.unwrap().value,
            verb: serde_json::from_str(r#"{"en":"knew","de":"kannte"}"#).unwrap(),
        }
    }
}

impl Definitions for Store {
    fn activity(&self, id: &str) -> Option<&ActivityDefinition> {
        (id == "a:known").then_some(&self.activity)
    }

    fn verb(&self, id: &str) -> Option<&LanguageMap> {
        (id == "a:knew").then_some(&self.verb)
    }
}

#[test]
fn a_display_comes_in_the_language_wanted() {
    let text = r#"{"verb":{"id":"a:v","display":{"en-US":"a", "de" : "\u0062","fr":"c"}}}"#;
    assert_eq!(
        own(text, "de-AT, en;q=0.5"),
        r#"{"verb":{"id":"a:v","display":{"de":"\u0062"}}}"#
    );
}

#[test]
fn each_map_is_chosen_from_by_itself() {
    let text = r#"{"object":{"id":"a:o","definition":{"description":{"fr":"f","en":"e"},"type":"a:t","name":{"de":"d","en":"e"}}}}"#;
    assert_eq!(
        own(text, "de, fr;q=0.8, en;q=0.1"),
        r#"{"object":{"id":"a:o","definition":{"description":{"fr":"f"},"type":"a:t","name":{"de":"d"}}}}"#
    );
}

#[test]
fn components_are_described_in_one_language() {
    for list in ["choices", "scale", "source", "target", "steps"] {
        let text = format!(
            r#"{{"object":{{"id":"a:o","definition":{{"{list}":[{{"id":"x","description":{{"en":"e","de":"d"}}}},{{"id":"y"}}]}}}}}}"#
        );
        assert_eq!(
            own(&text, "de"),
            text.replace(r#"{"en":"e","de":"d"}"#, r#"{"de":"d"}"#)
        );
    }
}

#[test]
fn a_text_comes_even_where_no_language_wanted_is_there() {
    let text = r#"{"verb":{"id":"a:v","display":{"en":"a","de":"b"}}}"#;
    assert_eq!(own(text, "ja"), own(text, ""));
    assert_eq!(own(text, ""), text.replace(r#","de":"b""#, ""));
}

#[test]
fn an_empty_map_stays_empty() {
    let text = r#"{"verb":{"id":"a:v","display":{}}}"#;
    assert_eq!(own(text, "en"), text);
}

#[test]
fn what_the_store_holds_stands_in_place_of_what_came() {
    let text = r#"{"verb":{"display":{"en":"other"},"id":"a:knew"},"object":{"definition":{"name":{"en":"Other"},"type":"a:t"},"id":"a:known"}}"#;
    assert_eq!(
        canonical(text, &Store::new(), "de"),
        r#"{"verb":{"display":{"de":"kannte"},"id":"a:knew"},"object":{"definition":{"name":{"de":"Bekannt"},"description":{"fr":"Connu"},"interactionType":"choice","choices":[{"id":"a","description":{"de":"Ah"}}]},"id":"a:known"}}"#
    );
}

#[test]
fn what_the_store_holds_is_added_where_nothing_came() {
    let text = r#"{"verb":{"id":"a:knew"},"object":{"id":"a:known" }}"#;
    let whole = canonical(text, &Store::new(), "en");
    assert!(whole.starts_with(
        r#"{"verb":{"id":"a:knew","display":{"en":"knew"}},"object":{"id":"a:known","definition":{"name":{"en":"Known"},"#
    ));
    assert!(whole.ends_with("]} }}"), "{whole}");
}

#[test]
fn what_the_store_does_not_hold_comes_from_the_statement() {
    let text = r#"{"verb":{"id":"a:new","display":{"en":"a","de":"b"}},"object":{"id":"a:new","definition":{"name":{"en":"a","de":"b"}}}}"#;
    let store = Store::new();
    assert_eq!(canonical(text, &store, "de"), own(text, "de"));
}

#[test]
fn a_sub_statement_and_its_context_are_filled_as_well() {
    let text = r#"{"object":{"objectType":"SubStatement","verb":{"id":"a:knew"},"object":{"id":"a:x","definition":{"name":{"en":"a","de":"b"}}},"context":{"contextActivities":{"parent":{"id":"a:y","definition":{"name":{"en":"a","de":"b"}}}}}}}"#;
    assert_eq!(
        canonical(text, &Store::new(), "de"),
        r#"{"object":{"objectType":"SubStatement","verb":{"id":"a:knew","display":{"de":"kannte"}},"object":{"id":"a:x","definition":{"name":{"de":"b"}}},"context":{"contextActivities":{"parent":[{"id":"a:y","definition":{"name":{"de":"b"}}}]}}}}"#
    );
}

#[test]
fn agents_groups_and_attachments_come_as_they_came() {
    let text = r#"{"actor":{"name":"A","openid":"a:b"},"object":{"objectType":"Group","name":"G","member":[{"openid":"a:b","name":"A"}]},"attachments":[{"display":{"en":"a","de":"b"},"description":{"en":"a","de":"b"}}]}"#;
    assert_eq!(own(text, "de"), text);
}

#[test]
fn extensions_that_look_like_language_maps_are_not_touched() {
    let text = r#"{"object":{"id":"a:o","definition":{"extensions":{"a:name":{"en":"a","de":"b"}}}},"result":{"extensions":{"a:x":{"en":"a","de":"b"}}}}"#;
    assert_eq!(own(text, "de"), text);
}
