//! Two JSON objects made one, at their top level.

use std::collections::BTreeMap;

use bytes::Bytes;
use edu_json::{JsonWriter, Kind, Tree};

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
    let (held, sent) = (object(&held.content)?, object(content)?);
    let mut new: BTreeMap<&str, &str> = sent
        .root()
        .members()
        .map(|(name, value)| (name, value.raw()))
        .collect();
    let mut text = String::from("{");
    for (name, value) in held.root().members() {
        push(&mut text, name, new.remove(name).unwrap_or(value.raw()));
    }
    for (name, value) in sent.root().members() {
        if new.contains_key(name) {
            push(&mut text, name, value.raw());
        }
    }
    text.push('}');
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

fn push(text: &mut String, name: &str, value: &str) {
    if text.len() > 1 {
        text.push(',');
    }
    let mut writer = JsonWriter::new();
    writer.string(name);
    text.push_str(&writer.into_string());
    text.push(':');
    text.push_str(value);
}

fn object(content: &[u8]) -> Result<Tree<'_>, DocumentRefusal> {
    let tree = Tree::parse(content, &limits::DOCUMENT);
    let tree = tree.map_err(|_| DocumentRefusal::NotMergeable)?;
    if tree.root().kind() == Kind::Object {
        return Ok(tree);
    }
    Err(DocumentRefusal::NotMergeable)
}
