//! Texts of metadata: in several languages, wrapped or bare.

use edu_types::LanguageTag;
use edu_xml::{
    Element, Extra, FromXml, Node, Reader, SharedText, Term, ToXml, XmlWriter, xml, xml_element,
};

use super::vocabulary::LomBinding;
use super::{lom, rules};

xml_element! {
    /// One text, in as many languages as it was given.
    ///
    /// Spec: IEEE 1484.12.1 §8 (`LangString`).
    pub struct LangStrings {
        elements {
            /// The text in each language.
            list strings: LangString = lom::STRING,
        }
        judged by has_strings;
    }
}

xml_element! {
    /// A text in one language.
    ///
    /// Spec: IEEE 1484.12.1 §8 (`LangString`).
    pub struct LangString {
        attributes {
            /// The language, in the binding of IEEE.
            optional ieee_language: SharedText = lom::LANGUAGE_OF,
            /// The language, in the binding of IMS.
            optional ims_language: SharedText = xml::LANG,
        }
        text {
            /// The text.
            required text: SharedText,
        }
        judged by is_in_a_language;
    }
}

impl LangString {
    /// The name that metadata gives to no language.
    pub const NO_LANGUAGE: &'static str = "x-none";

    /// The language as it was given, in either binding.
    pub fn language(&self) -> Option<&str> {
        self.ieee_language
            .as_deref()
            .or(self.ims_language.as_deref())
    }

    /// Follows that binding from now on.
    pub(super) fn follow(&mut self, binding: LomBinding) {
        self.extra.forget_writing();
        let language = self
            .ieee_language
            .take()
            .or_else(|| self.ims_language.take());
        match binding {
            LomBinding::Ieee => (self.ieee_language, self.ims_language) = (language, None),
            LomBinding::Ims => (self.ieee_language, self.ims_language) = (None, language),
        }
    }
}

impl LangStrings {
    /// A text in one language.
    pub fn of(language: &str, text: &str) -> Self {
        let mut one = LangString::new(text.into());
        one.ieee_language = Some(language.into());
        let mut all = Self::new();
        all.strings.push(one);
        all
    }

    /// The text in the language asked for, else in one that begins alike, else the first.
    pub fn in_language(&self, language: &str) -> Option<&str> {
        let same = |one: &&LangString| {
            one.language()
                .is_some_and(|known| known.eq_ignore_ascii_case(language))
        };
        let primary = |tag: &str| {
            tag.split('-')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
        };
        let wanted = primary(language);
        let alike =
            |one: &&LangString| one.language().is_some_and(|known| primary(known) == wanted);
        let found = self.strings.iter().find(same);
        let found = found.or_else(|| self.strings.iter().find(alike));
        found.or(self.strings.first()).map(|one| &*one.text)
    }

    pub(super) fn follow(&mut self, binding: LomBinding) {
        self.extra.forget_writing();
        self.strings.iter_mut().for_each(|one| one.follow(binding));
    }
}

/// A text that the binding of IEEE writes bare and that of IMS as strings with languages, or the other
/// way round: words of vocabularies, names in catalogues and of taxa.
///
/// Spec: IEEE 1484.12.1 §8.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct LomText {
    /// The text where it is bare.
    pub bare: Option<SharedText>,
    /// The text where it is given as strings with languages.
    pub strings: Vec<LangString>,
    /// What the element held beyond its type.
    pub extra: Extra,
}

impl LomText {
    /// A bare text.
    pub fn bare(text: &str) -> Self {
        Self {
            bare: Some(text.into()),
            ..Self::default()
        }
    }

    /// The text, of several the first, without white space around it.
    pub fn text(&self) -> &str {
        let first = || self.strings.first().map(|one| &*one.text);
        let text = self.bare.as_deref().or_else(first);
        text.unwrap_or_default().trim()
    }

    /// Is written bare from now on, of several strings the first.
    pub(super) fn unwrap_strings(&mut self) {
        self.extra.forget_writing();
        if self.bare.is_none() {
            self.bare = Some(self.text().into());
            self.strings.clear();
        }
    }

    /// Is written as strings from now on.
    pub(super) fn wrap(&mut self, binding: LomBinding) {
        self.extra.forget_writing();
        if let Some(text) = self.bare.take() {
            let mut one = LangString::new(text);
            one.ims_language = Some(LangString::NO_LANGUAGE.into());
            self.strings.push(one);
        }
        self.strings.iter_mut().for_each(|one| one.follow(binding));
    }
}

impl FromXml for LomText {
    fn from_xml(element: Element<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut opened = reader.open(element)?;
        for attribute in element.attributes() {
            reader.keep_attribute(&mut opened, attribute);
        }
        let mut strings = Vec::new();
        let mut bare = None;
        let is_string = |reader: &Reader<'_>, child| reader.number(child) == lom::STRING.number();
        if element.elements().any(|child| is_string(reader, child)) {
            for node in element.nodes() {
                match node {
                    Node::Element(child) if is_string(reader, child) => {
                        reader.item(&mut opened, child, 0, &mut strings);
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
        } else {
            bare = reader.text::<SharedText>(&mut opened, None);
        }
        let extra = reader.close(opened);
        Some(Self {
            bare,
            strings,
            extra,
        })
    }
}

impl ToXml for LomText {
    fn to_xml(&self, name: Term, writer: &mut XmlWriter) {
        writer.start(name, &self.extra);
        writer.kept_attributes(&self.extra);
        match &self.bare {
            Some(text) => writer.value(&self.extra, text),
            None => writer.children(&self.extra, &[self.strings.len()], |writer, _, some| {
                for one in self.strings.get(some).unwrap_or_default() {
                    one.to_xml(lom::STRING, writer);
                }
            }),
        }
        writer.end();
    }
}

fn has_strings(all: &LangStrings, element: Element<'_>, reader: &mut Reader<'_>) {
    if all.strings.is_empty() {
        let message = "text has no string in any language";
        reader.note(&rules::STRING_NONE, element, message);
    }
}

fn is_in_a_language(one: &LangString, element: Element<'_>, reader: &mut Reader<'_>) {
    if let Some(language) = one.language() {
        language_is_one(language, element, reader);
    }
}

/// Notes a name of a language that is none; `none` and `x-none` stand for no language.
pub(super) fn language_is_one(language: &str, element: Element<'_>, reader: &mut Reader<'_>) {
    let language = language.trim();
    if matches!(language, "none" | "x-none") {
        return;
    }
    if let Err(error) = LanguageTag::check(language) {
        reader.note(&rules::LANGUAGE, element, error.to_string());
    }
}
