//! Members of a community's own making.

use edu_json::{Extra, FromJson, JsonWriter, Kind, Node, RawJson, RawObject, Reader, ToJson};
use edu_types::Iri;

use crate::rules;

/// What a community says beyond the standard: any values under names that are IRIs.
///
/// Values are kept byte for byte, `null` and empty ones too; nothing about them is judged. `Debug`
/// shows their number only.
///
/// Spec: xAPI 1.0.3 Part 2 §4.1; 2.0 §4.2.7.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extensions(RawObject);

impl Extensions {
    /// No extensions.
    pub const fn new() -> Self {
        Self(RawObject(Extra::new()))
    }

    /// Names and values.
    pub const fn members(&self) -> &Extra {
        &self.0.0
    }

    /// Sets an extension, replacing one of the same name; looks through all that are there.
    pub fn insert(&mut self, name: &Iri, value: RawJson) {
        self.0.0.insert(name.as_str(), value);
    }

    /// Takes over the extensions of `later`: each replaces one of the same name, or follows at the
    /// end.
    pub fn merge(&mut self, later: &Self) {
        self.0.0.merge(&later.0.0);
    }
}

impl FromJson for Extensions {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Object)?;
        let mut sound = Some(());
        for (name, value) in node.members() {
            if let Err(error) = Iri::check(name) {
                let message = format!("name of extension is none that is allowed: {error}");
                sound = reader.within(name, |reader| {
                    reader.refuse(&rules::EXTENSION_KEY, value, message)
                });
            }
        }
        sound?;
        RawObject::from_json(node, reader).map(Self)
    }
}

impl ToJson for Extensions {
    fn to_json(&self, writer: &mut JsonWriter) {
        self.0.to_json(writer);
    }
}
