//! Names in catalogues, and where something is.

use edu_xml::{
    Element, Extra, FromXml, Leaf, Node, Reader, SharedText, Term, ToXml, XmlWriter, xml_element,
};

use super::lom;
use super::parts::forget;
use super::text::LomText;
use super::vocabulary::LomBinding;

/// A name among the names of a catalogue, such as an ISBN.
///
/// The binding of IMS calls it `catalogentry`; its `identifier` is a bare text that it reserves.
///
/// Spec: IEEE 1484.12.1 §6 (1.1).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct LomIdentifier {
    /// The catalogue.
    pub catalog: Option<Leaf<SharedText>>,
    /// The name in it.
    pub entry: Option<LomText>,
    /// A text without a catalogue.
    pub bare: Option<SharedText>,
    /// What the element held beyond its type.
    pub extra: Extra,
}

impl LomIdentifier {
    /// That name of that catalogue.
    pub fn of(catalog: &str, entry: &str) -> Self {
        Self {
            catalog: Some(Leaf::new(catalog.into())),
            entry: Some(LomText::bare(entry)),
            ..Self::default()
        }
    }

    pub(super) fn follow(&mut self, binding: LomBinding) {
        self.extra.forget_writing();
        forget(self.catalog.as_mut());
        if let Some(entry) = &mut self.entry {
            match binding {
                LomBinding::Ieee => entry.unwrap_strings(),
                LomBinding::Ims => entry.wrap(binding),
            }
        }
    }
}

impl FromXml for LomIdentifier {
    fn from_xml(element: Element<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut opened = reader.open(element)?;
        for attribute in element.attributes() {
            reader.keep_attribute(&mut opened, attribute);
        }
        let mut one = Self::default();
        if element.elements().next().is_none() && !element.text().trim().is_empty() {
            one.bare = reader.text::<SharedText>(&mut opened, None);
        } else {
            for node in element.nodes() {
                if let Node::Element(child) = node {
                    let number = reader.number(child);
                    if number == lom::CATALOG.number() {
                        reader.child(&mut opened, child, 0, &mut one.catalog);
                        continue;
                    }
                    if number == lom::ENTRY.number() {
                        reader.child(&mut opened, child, 1, &mut one.entry);
                        continue;
                    }
                }
                reader.node(&mut opened, node);
            }
        }
        one.extra = reader.close(opened);
        Some(one)
    }
}

impl ToXml for LomIdentifier {
    fn to_xml(&self, name: Term, writer: &mut XmlWriter) {
        writer.start(name, &self.extra);
        writer.kept_attributes(&self.extra);
        if let Some(text) = &self.bare {
            writer.value(&self.extra, text);
        } else {
            let counts = [
                usize::from(self.catalog.is_some()),
                usize::from(self.entry.is_some()),
            ];
            writer.children(&self.extra, &counts, |writer, field, _| match field {
                0 => self
                    .catalog
                    .iter()
                    .for_each(|one| one.to_xml(lom::CATALOG, writer)),
                _ => self
                    .entry
                    .iter()
                    .for_each(|one| one.to_xml(lom::ENTRY, writer)),
            });
        }
        writer.end();
    }
}

xml_element! {
    /// Where something is.
    ///
    /// Spec: IEEE 1484.12.1 §6 (4.3).
    pub struct LomLocation {
        attributes {
            /// `URI` or `TEXT`, in the binding of IMS; by default the first.
            optional kind: SharedText = lom::KIND_OF_LOCATION,
        }
        text {
            /// The address, or words about it.
            required text: SharedText,
        }
    }
}

impl LomLocation {
    pub(super) fn follow(&mut self, binding: LomBinding) {
        self.extra.forget_writing();
        if binding == LomBinding::Ieee {
            self.kind = None;
        }
    }
}
