//! The writer: typed values to compact JSON.

use edu_types::{
    Decimal, Iri, IsoDuration, LanguageMap, LanguageTag, PositiveDecimal, Timestamp, UuidText,
};

use crate::raw::{Extra, RawJson};

/// A value that can be written as JSON.
pub trait ToJson {
    /// Writes exactly one JSON value.
    fn to_json(&self, writer: &mut JsonWriter);

    /// The value as compact JSON text.
    fn to_json_string(&self) -> String {
        let mut writer = JsonWriter::new();
        self.to_json(&mut writer);
        writer.into_string()
    }
}

/// Writes JSON from the outside in: objects and arrays are closures, so they always close.
///
/// ```
/// use edu_json::JsonWriter;
///
/// let mut writer = JsonWriter::new();
/// writer.object(|object| {
///     object.member("label", "Essay \"1\"");
///     object.optional("tag", None::<&str>);
///     object.member("scores", &[1_i64, 2][..]);
/// });
/// assert_eq!(writer.into_string(), r#"{"label":"Essay \"1\"","scores":[1,2]}"#);
/// ```
#[derive(Debug, Default)]
pub struct JsonWriter {
    out: String,
}

impl JsonWriter {
    /// An empty writer.
    pub const fn new() -> Self {
        Self { out: String::new() }
    }

    /// What was written.
    pub fn into_string(self) -> String {
        self.out
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.out.push_str("null");
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.out.push_str(if value { "true" } else { "false" });
    }

    /// Writes an integer.
    pub fn integer(&mut self, value: i64) {
        self.out.push_str(&value.to_string());
    }

    /// Writes an integer that is not below zero.
    pub fn unsigned(&mut self, value: u64) {
        self.out.push_str(&value.to_string());
    }

    /// Writes a number, with the text it came in.
    pub fn number(&mut self, value: &Decimal) {
        self.out.push_str(value.as_str());
    }

    /// Writes a value that was checked before, byte for byte.
    pub fn raw(&mut self, value: &RawJson) {
        self.out.push_str(value.as_str());
    }

    /// Writes a point in time as a string, with the text it came in.
    pub fn time(&mut self, value: &Timestamp) {
        // Nothing in the text of a time needs an escape.
        self.out.push('"');
        value.push_onto(&mut self.out);
        self.out.push('"');
    }

    /// Writes a string with the escapes JSON asks for.
    pub fn string(&mut self, text: &str) {
        self.out.reserve(text.len().saturating_add(2));
        self.out.push('"');
        let mut rest = text;
        while let Some(at) = first_to_escape(rest.as_bytes()) {
            let (plain, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.out.push_str(plain);
            let mut characters = tail.chars();
            if let Some(character) = characters.next() {
                self.escape(character);
            }
            rest = characters.as_str();
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    /// Writes an object.
    pub fn object(&mut self, write: impl FnOnce(&mut ObjectWriter<'_>)) {
        self.out.push('{');
        write(&mut ObjectWriter {
            writer: self,
            first: true,
        });
        self.out.push('}');
    }

    /// Writes an array.
    pub fn array<T: ToJson>(&mut self, items: impl IntoIterator<Item = T>) {
        self.out.push('[');
        for (position, item) in items.into_iter().enumerate() {
            if position > 0 {
                self.out.push(',');
            }
            item.to_json(self);
        }
        self.out.push(']');
    }

    /// Escapes one of the characters below U+0020, the quote or the backslash.
    fn escape(&mut self, character: char) {
        match character {
            '"' => self.out.push_str("\\\""),
            '\\' => self.out.push_str("\\\\"),
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            '\t' => self.out.push_str("\\t"),
            other => {
                self.out.push_str("\\u00");
                for shift in [4, 0] {
                    let digit = (u32::from(other) >> shift) & 0xf;
                    self.out.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
        }
    }
}

/// Writes the members of one object.
#[derive(Debug)]
pub struct ObjectWriter<'w> {
    writer: &'w mut JsonWriter,
    first: bool,
}

impl ObjectWriter<'_> {
    /// Writes a member.
    pub fn member<T: ToJson + ?Sized>(&mut self, name: &str, value: &T) {
        self.name(name);
        value.to_json(self.writer);
    }

    /// Writes a member if there is a value.
    pub fn optional<T: ToJson>(&mut self, name: &str, value: Option<T>) {
        if let Some(value) = value {
            self.member(name, &value);
        }
    }

    /// Writes an array member if there are items.
    pub fn list<T: ToJson>(&mut self, name: &str, items: &[T]) {
        if !items.is_empty() {
            self.member(name, items);
        }
    }

    /// Writes members that were kept as they came.
    pub fn extra(&mut self, extra: &Extra) {
        self.extra_beside(extra, &[]);
    }

    /// Writes members that were kept as they came, beside the `known` members of a type.
    ///
    /// `known` says of each name whether it is taken: no object may have two of one name, so a
    /// kept member under a taken name is left out. A name that is known but not taken is that
    /// of an informative member without a value, whose text may have been kept.
    pub fn extra_beside(&mut self, extra: &Extra, known: &[(&str, bool)]) {
        for (name, value) in extra.iter() {
            if !known.iter().any(|(known, taken)| *taken && *known == name) {
                self.member(name, value);
            }
        }
    }

    fn name(&mut self, name: &str) {
        if !self.first {
            self.writer.out.push(',');
        }
        self.first = false;
        self.writer.string(name);
        self.writer.out.push(':');
    }
}

/// Where the first byte stands that may not stand in a string as it is; eight are looked at
/// together.
fn first_to_escape(bytes: &[u8]) -> Option<usize> {
    let (blocks, rest) = bytes.as_chunks::<8>();
    for (index, block) in blocks.iter().enumerate() {
        let found = to_escape(u64::from_le_bytes(*block));
        if found != 0 {
            let within = found.trailing_zeros() / 8;
            return Some(index.saturating_mul(8).saturating_add(within as usize));
        }
    }
    if rest.is_empty() {
        return None;
    }
    // The last eight overlap with what was found clean: cheaper than looking at each by itself.
    let Some(last) = bytes.last_chunk::<8>() else {
        let escaped = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'\\');
        return rest.iter().position(escaped);
    };
    let found = to_escape(u64::from_le_bytes(*last));
    let within = found.trailing_zeros() / 8;
    let before = bytes.len().saturating_sub(last.len());
    (found != 0).then(|| before.saturating_add(within as usize))
}

/// The highest bit of the first byte that is below a space, a quote or a backslash; bits of bytes
/// behind it mean nothing.
const fn to_escape(block: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);
    const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
    const QUOTES: u64 = u64::from_le_bytes([b'"'; 8]);
    const BACKSLASHES: u64 = u64::from_le_bytes([b'\\'; 8]);
    let (quotes, backslashes) = (block ^ QUOTES, block ^ BACKSLASHES);
    let controls = block.wrapping_sub(SPACES) & !block;
    let quotes = quotes.wrapping_sub(ONES) & !quotes;
    let backslashes = backslashes.wrapping_sub(ONES) & !backslashes;
    (controls | quotes | backslashes) & HIGHS
}

impl ToJson for str {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(self);
    }
}

impl ToJson for String {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(self);
    }
}

impl ToJson for Box<str> {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(self);
    }
}

impl ToJson for bool {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.boolean(*self);
    }
}

impl ToJson for i64 {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.integer(*self);
    }
}

impl ToJson for Decimal {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.number(self);
    }
}

impl ToJson for PositiveDecimal {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.number(self.as_decimal());
    }
}

impl ToJson for Timestamp {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.time(self);
    }
}

impl ToJson for Iri {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(self.as_str());
    }
}

impl ToJson for IsoDuration {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(self.as_str());
    }
}

impl ToJson for LanguageTag {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(self.as_str());
    }
}

impl ToJson for LanguageMap {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| {
            for (tag, text) in self.iter() {
                object.member(tag.as_str(), text);
            }
        });
    }
}

impl ToJson for UuidText {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(self.as_str());
    }
}

impl<T: ToJson> ToJson for [T] {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.array(self);
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.array(self);
    }
}

impl<T: ToJson> ToJson for Box<T> {
    fn to_json(&self, writer: &mut JsonWriter) {
        (**self).to_json(writer);
    }
}

impl<T: ToJson + ?Sized> ToJson for &T {
    fn to_json(&self, writer: &mut JsonWriter) {
        (**self).to_json(writer);
    }
}

impl<T: ToJson> ToJson for edu_types::Personal<T> {
    fn to_json(&self, writer: &mut JsonWriter) {
        self.expose().to_json(writer);
    }
}

impl<T: ToJson> ToJson for edu_types::Secret<T> {
    fn to_json(&self, writer: &mut JsonWriter) {
        self.expose().to_json(writer);
    }
}
