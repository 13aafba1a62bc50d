//! A text with some of its spans replaced, made from front to back.

use core::ops::Range;

use edu_json::{JsonWriter, Node, ToJson};

/// Copies a source, and writes other text in place of some spans of it; they must come in order.
pub(super) struct Splice<'s> {
    source: &'s str,
    /// Bytes of the source that are done with.
    done: usize,
    out: String,
}

impl<'s> Splice<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        // Room for what a store sets.
        let out = String::with_capacity(source.len().saturating_add(256));
        Self {
            source,
            done: 0,
            out,
        }
    }

    /// Writes a text in place of a span.
    pub(super) fn replace(&mut self, span: Range<usize>, text: &str) {
        let kept = self.source.get(self.done..span.start);
        self.out.push_str(kept.unwrap_or_default());
        self.out.push_str(text);
        self.done = span.end;
    }

    /// Writes a text between two bytes.
    pub(super) fn insert(&mut self, at: usize, text: &str) {
        self.replace(at..at, text);
    }

    /// Writes a value in place of another.
    pub(super) fn replace_by(&mut self, node: Node<'_>, value: &impl ToJson) {
        self.replace(node.span(), &value.to_json_string());
    }

    /// Writes members behind the last one of an object; nothing behind them may be replaced
    /// within it. Each is its name and its value's text.
    pub(super) fn append(&mut self, object: Node<'_>, members: &[(&str, String)]) {
        let last = object.members().last();
        let (at, mut between) = match last {
            Some((_, value)) => (value.span().end, ","),
            None => (object.span().start.saturating_add(1), ""),
        };
        let mut text = String::new();
        for (name, value) in members {
            text.push_str(between);
            push_member(&mut text, name, value);
            between = ",";
        }
        self.insert(at, &text);
    }

    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        let end = self.source.len();
        self.insert(end, "");
        self.out.into_bytes()
    }
}

/// Adds a name and the text of its value.
pub(super) fn push_member(text: &mut String, name: &str, value: &str) {
    let mut writer = JsonWriter::new();
    writer.string(name);
    text.push_str(&writer.into_string());
    text.push(':');
    text.push_str(value);
}
