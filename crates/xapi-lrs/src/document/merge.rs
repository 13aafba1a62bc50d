//! Two JSON objects made one, at their top level.

use bytes::Bytes;
use edu_json::{Extra, JsonWriter, Kind, Tree};

use super::{DocumentRefusal, StoredDocument};
use crate::limits;

/// The document that is there with the members of the one that was sent: those of a name that is there take
/// their place, others follow. Every byte of a value stays as it came.
pub(super) fn merged(
    held: &StoredDocument,
    (content_type, content): (&str, &[u8]),
    max_bytes: usize,
) -> Result<Bytes, DocumentRefusal> {
    if !is_json(&held.content_type) || !is_json(content_type) {
        return Err(DocumentRefusal::NotMergeable);
    }
    let mut members = object(&held.content)?;
    members.merge(&object(content)?);
    let mut writer = JsonWriter::new();
    writer.object(|object| object.extra(&members));
    let text = writer.into_string();
    if text.len() > max_bytes {
        let (found, limit) = (text.len(), max_bytes);
        return Err(DocumentRefusal::TooLarge { found, limit });
    }
    Ok(text.into())
}

/// Whether a media type is that of JSON; parameters such as a character set do not matter.
pub(crate) fn is_json(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    media_type.eq_ignore_ascii_case("application/json")
}

fn object(content: &[u8]) -> Result<Extra, DocumentRefusal> {
    let tree = Tree::parse(content, &limits::DOCUMENT);
    let tree = tree.map_err(|_| DocumentRefusal::NotMergeable)?;
    if tree.root().kind() == Kind::Object {
        return Ok(Extra::of_members(tree.root()));
    }
    Err(DocumentRefusal::NotMergeable)
}

#[cfg(test)]
mod tests {
    use edu_types::Timestamp;

    use super::*;

    const JSON: &str = "application/json";

    fn held(content_type: &str, content: &str) -> StoredDocument {
        StoredDocument {
            content_type: content_type.into(),
            content: Bytes::copy_from_slice(content.as_bytes()),
            updated: Timestamp::MIN,
        }
    }

    fn merge(kept: &str, sent: &str) -> Result<String, DocumentRefusal> {
        let merged = merged(&held(JSON, kept), (JSON, sent.as_bytes()), 1024 * 1024)?;
        Ok(String::from_utf8(merged.to_vec()).unwrap())
    }

    #[test]
    fn values_are_replaced_in_their_place_and_new_ones_follow_in_order() {
        let merged = merge(r#"{"c":1,"a":2,"b":3}"#, r#"{"z":0,"a":5,"y":1}"#);
        assert_eq!(merged.unwrap(), r#"{"c":1,"a":5,"b":3,"z":0,"y":1}"#);
    }

    #[test]
    fn bytes_of_values_stay() {
        let merged = merge(
            r#"{ "a" : 1.50e+1 }"#,
            r#"{"b":{ "x" : "\u00e9" , "y":[ ]}}"#,
        );
        let expected = r#"{"a":1.50e+1,"b":{ "x" : "\u00e9" , "y":[ ]}}"#;
        assert_eq!(merged.unwrap(), expected);
    }

    #[test]
    fn objects_within_are_replaced_whole() {
        let merged = merge(r#"{"a":{"x":1,"y":2}}"#, r#"{"a":{"x":3}}"#);
        assert_eq!(merged.unwrap(), r#"{"a":{"x":3}}"#);
    }

    #[test]
    fn one_name_in_two_spellings_is_one() {
        assert_eq!(
            merge(r#"{"\u0061":1}"#, r#"{"a":2}"#).unwrap(),
            r#"{"a":2}"#
        );
    }

    #[test]
    fn nothing_merged_into_nothing_is_empty() {
        assert_eq!(merge("{}", " { } ").unwrap(), "{}");
    }

    #[test]
    fn what_is_no_object_is_refused_on_either_side() {
        let refused = Err(DocumentRefusal::NotMergeable);
        for other in [
            "[]",
            "1",
            "null",
            r#""{}""#,
            "",
            "{",
            "{} {}",
            r#"{"a":1,"a":2}"#,
        ] {
            assert_eq!(merge("{}", other), refused, "{other}");
            assert_eq!(merge(other, "{}"), refused, "{other}");
        }
    }

    #[test]
    fn what_is_not_sent_as_json_is_refused_on_either_side() {
        let refused = Err(DocumentRefusal::NotMergeable);
        for other in ["text/plain", "application/jsonx", "application/ld+json", ""] {
            assert_eq!(merged(&held(other, "{}"), (JSON, b"{}"), 9), refused);
            assert_eq!(merged(&held(JSON, "{}"), (other, b"{}"), 9), refused);
        }
    }

    #[test]
    fn case_and_parameters_of_the_media_type_do_not_matter() {
        let kept = held("Application/JSON; charset=utf-8", "{}");
        assert!(merged(&kept, ("application/json ;q=1", b"{}"), 9).is_ok());
    }

    #[test]
    fn what_would_be_too_large_is_refused_with_its_size() {
        let kept = held(JSON, r#"{"a":1}"#);
        let merge = |limit| merged(&kept, (JSON, br#"{"b":2}"#), limit);
        assert!(merge(13).is_ok());
        let (found, limit) = (13, 12);
        assert_eq!(merge(12), Err(DocumentRefusal::TooLarge { found, limit }));
    }

    #[test]
    fn texts_as_long_as_documents_may_be_are_merged() {
        let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(300 * 1024));
        assert_eq!(merge("{}", &long).unwrap(), long);
    }
}
