//! Parameters of a host's own making.

use core::fmt;

use edu_json::{FromJson, JsonWriter, Kind, Node, RawJson, RawObject, Reader, ToJson};
use edu_types::Limits;

use crate::rules;

/// Parameters the tool or the teacher asked for.
///
/// Values should be strings; others are kept as they came, with a finding. `Debug` shows their
/// number only.
///
/// Spec: LTI Core 1.3, §5.4.6.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Custom(RawObject);

impl Custom {
    /// The parameters as they came.
    pub const fn raw(&self) -> &edu_json::Extra {
        &self.0.0
    }

    /// The parameter as text: a string decoded, any other value as its JSON text; `None` where
    /// it is absent or `null`.
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.0.get(name).and_then(text_of)
    }

    /// Sets a parameter to a text.
    pub fn set(&mut self, name: &str, text: &str) {
        self.0.0.insert(name, RawJson::string(text));
    }
}

/// No limit: the value was read under one, or made here.
const READ_BEFORE: Limits = Limits::DEFAULT
    .with_bytes(usize::MAX)
    .with_nodes(usize::MAX)
    .with_members(usize::MAX)
    .with_text(usize::MAX);

fn text_of(value: &RawJson) -> Option<String> {
    let source = value.as_str();
    if source == "null" {
        return None;
    }
    if !source.starts_with('"') {
        return Some(source.to_owned());
    }
    let tree = value.tree(&READ_BEFORE).ok()?;
    tree.root().as_str().map(str::to_owned)
}

impl fmt::Debug for Custom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Custom({} parameters)", self.raw().len())
    }
}

impl FromJson for Custom {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        for (_, value) in node.members() {
            if value.kind() != Kind::String {
                let message = format!("parameter is {}, a string is expected", value.kind());
                reader.note(&rules::CUSTOM_NOT_TEXT, value, message);
            }
        }
        RawObject::from_json(node, reader).map(Self)
    }
}

impl ToJson for Custom {
    fn to_json(&self, writer: &mut JsonWriter) {
        self.0.to_json(writer);
    }
}
