//! Names of an independent schema of content items, where a copy of it is at hand.

use edu_json::{Extra, ToJson as _};
use edu_testing::{corpus, read};
use edu_types::{Limits, Profile};
use lti_core::ContentItem;
use serde_json::{Map, Value, json};

const SCHEMA: &str = "lti/conform-ed/packages/coverage/vendor/lti/v1_3/curated/deep-linking-content-item.schema.json";

/// A value for a property, as its schema asks for it.
fn value(schema: &Value, name: &str, property: &Value) -> Value {
    if let Some(constant) = property.get("const") {
        return constant.clone();
    }
    if let Some(reference) = property["$ref"].as_str() {
        let pointer = reference.strip_prefix('#').unwrap();
        return object(schema, schema.pointer(pointer).unwrap());
    }
    match property["type"].as_str().unwrap() {
        "integer" => json!(7),
        "number" => json!(7.5),
        "boolean" => json!(true),
        "object" => json!({"a": "b"}),
        "string" if name.ends_with("DateTime") || name == "expiresAt" => {
            json!("2040-01-01T00:00:00Z")
        }
        "string" => json!(format!("https://tool.example/{name}")),
        other => panic!("{other}"),
    }
}

fn object(schema: &Value, definition: &Value) -> Value {
    let properties = definition["properties"].as_object().unwrap();
    let members: Map<_, _> = properties
        .iter()
        // A line item that does not exist yet has no address, link or times of its own.
        .filter(|(name, _)| {
            let line_item = properties.contains_key("scoreMaximum");
            !line_item
                || !["id", "resourceLinkId", "startDateTime", "endDateTime"].contains(&&***name)
        })
        .map(|(name, property)| (name.clone(), value(schema, name, property)))
        .collect();
    members.into()
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the schema has five kinds of the seven"
)]
fn extra(item: &ContentItem) -> &Extra {
    match item {
        ContentItem::Link(item) => &item.extra,
        ContentItem::ResourceLink(item) => {
            assert!(item.line_item.as_ref().unwrap().extra.is_empty());
            assert!(item.available.as_ref().unwrap().extra.is_empty());
            &item.extra
        }
        ContentItem::File(item) => &item.extra,
        ContentItem::Html(item) => &item.extra,
        ContentItem::Image(item) => &item.extra,
        _ => {
            panic!("{item:?} is none of these kinds")
        }
    }
}

#[test]
fn every_member_that_an_independent_schema_names_is_typed() {
    let Some(root) = corpus() else { return };
    let schema: Value = serde_json::from_slice(&read(&root.join(SCHEMA))).unwrap();
    let kinds = schema["oneOf"].as_array().unwrap();
    assert_eq!(kinds.len(), 5);
    for kind in kinds {
        let written = value(&schema, "", kind);
        let text = written.to_string();
        let read = ContentItem::from_slice(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
        let checked = read.unwrap();
        assert!(checked.report.is_empty(), "{}", checked.report);
        assert!(extra(&checked.value).is_empty(), "{text}");
        let again: Value = serde_json::from_str(&checked.value.to_json_string()).unwrap();
        assert_eq!(again, written);
    }
}
