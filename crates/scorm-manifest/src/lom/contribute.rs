//! Who contributed what.

use core::fmt;

use edu_xml::{
    Element, Extra, FromXml, Leaf, Node, Reader, SharedText, Term, ToXml, XmlWriter, xml_element,
};

use super::parts::{LomDate, VocabularyWord};
use super::vocabulary::{LomBinding, LomVocabulary};
use super::{VCard, VCardError, lom, rules};

xml_element! {
    /// Who contributed what, and when.
    ///
    /// Spec: IEEE 1484.12.1 §6 (2.3, 3.2).
    pub struct Contribute {
        elements {
            /// What was contributed.
            optional role: VocabularyWord = lom::ROLE,
            /// Who did, the most important first.
            list entities: Entity = lom::CENTITY,
            /// When.
            optional date: LomDate = lom::DATE,
        }
    }
}

impl Contribute {
    pub(super) fn follow(&mut self, binding: LomBinding, roles: LomVocabulary) {
        self.extra.forget_writing();
        self.role
            .iter_mut()
            .for_each(|role| role.follow(binding, roles));
        self.entities
            .iter_mut()
            .for_each(|entity| entity.follow(binding));
        self.date.iter_mut().for_each(|date| date.follow(binding));
    }
}

/// Who did something: a person or an organisation, as the text of a card.
///
/// `Debug` shows nothing of it.
///
/// Spec: IEEE 1484.12.1 §6 (2.3.2, 8.1).
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Entity {
    /// The card, in the binding of IEEE.
    pub bare: Option<SharedText>,
    /// The card, in the binding of IMS.
    pub wrapped: Option<Leaf<SharedText>>,
    /// What the element held beyond its type.
    pub extra: Extra,
}

impl Entity {
    /// Who is told by that card.
    pub fn of(card: &VCard) -> Self {
        Self::of_text(&card.to_string())
    }

    /// Who is told by the text of a card, which is taken as it is.
    pub fn of_text(card: &str) -> Self {
        Self {
            bare: Some(card.into()),
            ..Self::default()
        }
    }

    /// The text of the card, in either binding.
    pub fn text(&self) -> &str {
        let wrapped = || self.wrapped.as_ref().map(|card| &*card.value);
        self.bare.as_deref().or_else(wrapped).unwrap_or_default()
    }

    /// What the card says.
    ///
    /// # Errors
    ///
    /// [`VCardError`] where the text is no card.
    pub fn card(&self) -> Result<VCard, VCardError> {
        VCard::parse(self.text())
    }

    pub(super) fn follow(&mut self, binding: LomBinding) {
        self.extra.forget_writing();
        let text: SharedText = self.text().into();
        (self.bare, self.wrapped) = match binding {
            LomBinding::Ieee => (Some(text), None),
            LomBinding::Ims => (None, Some(Leaf::new(text))),
        };
    }
}

impl fmt::Debug for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Entity(…)")
    }
}

impl FromXml for Entity {
    fn from_xml(element: Element<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut opened = reader.open(element)?;
        for attribute in element.attributes() {
            reader.keep_attribute(&mut opened, attribute);
        }
        let (mut bare, mut wrapped) = (None, None);
        if element.elements().next().is_none() {
            bare = reader.text::<SharedText>(&mut opened, None);
        } else {
            for node in element.nodes() {
                match node {
                    Node::Element(child) if reader.number(child) == lom::VCARD.number() => {
                        reader.child(&mut opened, child, 0, &mut wrapped);
                    }
                    other @ (Node::Element(_)
                    | Node::Text(_)
                    | Node::CData(_)
                    | Node::Comment(_)
                    | Node::ProcessingInstruction(_)) => {
                        reader.node(&mut opened, other);
                    }
                }
            }
        }
        let extra = reader.close(opened);
        let entity = Self {
            bare,
            wrapped,
            extra,
        };
        if let Err(error) = entity.card() {
            reader.note(&rules::CARD, element, error.to_string());
        }
        Some(entity)
    }
}

impl ToXml for Entity {
    fn to_xml(&self, name: Term, writer: &mut XmlWriter) {
        writer.start(name, &self.extra);
        writer.kept_attributes(&self.extra);
        if let Some(text) = &self.bare {
            writer.value(&self.extra, text);
        } else {
            let count = usize::from(self.wrapped.is_some());
            writer.children(&self.extra, &[count], |writer, _, _| {
                if let Some(card) = &self.wrapped {
                    card.to_xml(lom::VCARD, writer);
                }
            });
        }
        writer.end();
    }
}
