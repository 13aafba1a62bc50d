//! What catalogues are told of an exported course, as learning object metadata of its edition.
//!
//! Spec: IMS Meta-data 1.2.1 for SCORM 1.2; IEEE 1484.12.3 for SCORM 2004.

use edu_xml::Leaf;

use super::ExportOptions;
use crate::course::{Metadata, Published};
use crate::lom::{
    Contribute, Educational, Entity, General, LangStrings, LifeCycle, Lom, LomBinding, LomDuration,
    LomIdentifier, LomText, Rights, Technical, VocabularyWord,
};

/// The metadata in the binding of the edition.
pub(super) fn of(course: &Published, options: &ExportOptions) -> Lom {
    let own = course.course();
    let language = options.language.as_ref().unwrap_or(&own.language);
    let about = About {
        course,
        options,
        metadata: own.metadata.as_ref(),
        language: language.as_str(),
    };
    let mut lom = Lom::new();
    lom.general = Some(Box::new(about.general()));
    lom.life_cycle = Some(Box::new(about.life_cycle()));
    lom.technical = about.technical().map(Box::new);
    lom.educational.extend(about.educational());
    lom.rights = about.rights().map(Box::new);
    lom.in_binding(if options.edition.is_2004() {
        LomBinding::Ieee
    } else {
        LomBinding::Ims
    })
}

/// A course, what was chosen for its export, and the language of both.
struct About<'a> {
    course: &'a Published,
    options: &'a ExportOptions,
    metadata: Option<&'a Metadata>,
    language: &'a str,
}

impl About<'_> {
    /// A text in the language of the metadata.
    fn text(&self, text: &str) -> LangStrings {
        LangStrings::of(self.language, text)
    }

    fn general(&self) -> General {
        let (course, options) = (self.course.course(), self.options);
        let identifier = options.identifier(self.course);
        let description = options.description.as_ref().or(course.description.as_ref());
        let own = self.metadata.map(|metadata| &metadata.keywords);
        let keywords = own
            .filter(|_| options.keywords.is_empty())
            .unwrap_or(&options.keywords);
        let mut named = LomIdentifier::of("course", identifier.as_str());
        // Where the binding asks for a language, it is that of the course.
        named.entry = Some(LomText {
            strings: self.text(identifier.as_str()).strings,
            ..LomText::default()
        });
        let mut general = General::new();
        general.identifiers = vec![named];
        general.title = Some(self.text(options.title(self.course)));
        general.languages = vec![Leaf::new(self.language.into())];
        general.descriptions = description
            .map(|text| self.text(text))
            .into_iter()
            .collect();
        general.keywords = keywords.iter().map(|word| self.text(word)).collect();
        general
    }

    fn life_cycle(&self) -> LifeCycle {
        let version = self.options.version.as_ref();
        let version = version.unwrap_or(self.course.version());
        let own = self.metadata.into_iter();
        let own = own.flat_map(|metadata| &metadata.contributors);
        let entities: Vec<Entity> = match &self.options.contributor {
            // XML has one end of line.
            Some(card) => vec![Entity::of_text(&card.expose().replace("\r\n", "\n"))],
            None => own.map(|one| Entity::of(&one.vcard())).collect(),
        };
        let contributions = entities.into_iter().map(|entity| {
            let mut contribution = Contribute::new();
            contribution.role = Some(VocabularyWord::of_lom("author"));
            contribution.entities.push(entity);
            contribution
        });
        let mut life_cycle = LifeCycle::new();
        life_cycle.version = Some(self.text(version.as_str()));
        life_cycle.contributions = contributions.collect();
        life_cycle
    }

    fn technical(&self) -> Option<Technical> {
        let own = self
            .metadata
            .and_then(|metadata| metadata.duration.as_ref());
        let duration = self.options.duration.as_ref().or(own)?;
        let mut technical = Technical::new();
        technical.duration = Some(LomDuration::of(duration.as_str()));
        Some(technical)
    }

    fn educational(&self) -> Option<Educational> {
        let own = self
            .metadata
            .and_then(|metadata| metadata.learning_time.as_ref());
        let time = self.options.learning_time.as_ref().or(own)?;
        let mut educational = Educational::new();
        educational.typical_learning_time = Some(LomDuration::of(time.as_str()));
        Some(educational)
    }

    fn rights(&self) -> Option<Rights> {
        let own = self.metadata.and_then(|metadata| metadata.rights.as_ref());
        let conditions = self.options.rights.as_ref().or(own)?;
        let mut rights = Rights::new();
        rights.copyright = Some(VocabularyWord::of_lom("yes"));
        rights.description = Some(self.text(conditions));
        Some(rights)
    }
}
