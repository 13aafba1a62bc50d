//! How the categories of metadata are judged.

use edu_xml::{Element, Leaf, Reader, SharedText, Term};

use super::parts::VocabularyWord;
use super::text::{LangStrings, language_is_one};
use super::vocabulary::LomVocabulary;
use super::{
    Classification, Educational, General, LifeCycle, MetaMetadata, Relation, Requirement, Rights,
    Technical, Technology, lom, rules,
};

/// Notes words that the standard does not have for the element.
fn words_are_known<'w>(
    words: impl IntoIterator<Item = &'w VocabularyWord>,
    vocabulary: LomVocabulary,
    term: Term,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    let strange = |one: &&VocabularyWord| one.is_of_lom() && !vocabulary.has(one.word());
    let strange = words.into_iter().filter(strange).count();
    if strange == 0 {
        return;
    }
    let mut places = element.elements();
    let place = places.find(|child| reader.number(*child) == term.number());
    let message = format!(
        "{strange} words are none of LOMv1.0 for element {}",
        vocabulary.number()
    );
    reader.note(&rules::VOCABULARY, place.unwrap_or(element), message);
}

/// Notes more entries than every system keeps.
fn few(
    what: &'static str,
    found: usize,
    most: usize,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    if found > most {
        let message = format!("{found} entries {what} are there, every system keeps {most}");
        reader.note(&rules::SPM, element, message);
    }
}

fn languages_are_some(all: &[Leaf<SharedText>], element: Element<'_>, reader: &mut Reader<'_>) {
    for language in all {
        language_is_one(&language.value, element, reader);
    }
}

pub(super) fn general_is_usable(one: &General, element: Element<'_>, reader: &mut Reader<'_>) {
    let (words, term) = (LomVocabulary::STRUCTURE, lom::STRUCTURE);
    words_are_known(&one.structure, words, term, element, reader);
    let (words, term) = (LomVocabulary::AGGREGATION_LEVEL, lom::AGGREGATION_LEVEL);
    words_are_known(&one.aggregation_level, words, term, element, reader);
    languages_are_some(&one.languages, element, reader);
    for (what, found) in [
        ("identifier", one.all_identifiers().count()),
        ("language", one.languages.len()),
        ("description", one.descriptions.len()),
        ("keyword", one.keywords.len()),
        ("coverage", one.coverages.len()),
    ] {
        few(what, found, 10, element, reader);
    }
    let longest = |text: &LangStrings| {
        text.strings
            .iter()
            .map(|one| one.text.chars().count())
            .max()
    };
    if one
        .title
        .as_ref()
        .and_then(longest)
        .is_some_and(|found| found > 1000)
    {
        let message = "title has more than 1000 characters, which every system keeps";
        reader.note(&rules::SPM, element, message);
    }
}

pub(super) fn life_cycle_is_usable(one: &LifeCycle, element: Element<'_>, reader: &mut Reader<'_>) {
    words_are_known(
        &one.status,
        LomVocabulary::STATUS,
        lom::STATUS,
        element,
        reader,
    );
    let roles = one.contributions.iter().filter_map(|one| one.role.as_ref());
    words_are_known(roles, LomVocabulary::ROLE, lom::CONTRIBUTE, element, reader);
    few("contribute", one.contributions.len(), 30, element, reader);
}

pub(super) fn meta_metadata_is_usable(
    one: &MetaMetadata,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    let roles = one.contributions.iter().filter_map(|one| one.role.as_ref());
    words_are_known(
        roles,
        LomVocabulary::METADATA_ROLE,
        lom::CONTRIBUTE,
        element,
        reader,
    );
    languages_are_some(one.language.as_slice(), element, reader);
    few("metadataSchema", one.schemas.len(), 10, element, reader);
}

pub(super) fn technical_is_usable(one: &Technical, element: Element<'_>, reader: &mut Reader<'_>) {
    let size = one.size.as_ref().map(|size| size.value.trim());
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if size.is_some_and(|size| !is_number(size)) {
        reader.note(&rules::SIZE, element, "size is no whole number of bytes");
    }
    few("format", one.formats.len(), 40, element, reader);
    few("location", one.locations.len(), 10, element, reader);
    few("requirement", one.requirements.len(), 40, element, reader);
}

pub(super) fn requirement_is_usable(
    one: &Requirement,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    technology_is_known((&one.kind, &one.name), element, reader);
}

pub(super) fn technology_is_usable(
    one: &Technology,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    technology_is_known((&one.kind, &one.name), element, reader);
}

fn technology_is_known(
    (kind, name): (&Option<VocabularyWord>, &Option<VocabularyWord>),
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    type V = LomVocabulary;
    words_are_known(kind, V::REQUIREMENT_TYPE, lom::TYPE, element, reader);
    words_are_known(name, V::REQUIREMENT_NAME, lom::NAME, element, reader);
}

pub(super) fn educational_is_usable(
    one: &Educational,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    type V = LomVocabulary;
    for (word, words, term) in [
        (
            &one.interactivity_type,
            V::INTERACTIVITY_TYPE,
            lom::INTERACTIVITY_TYPE,
        ),
        (
            &one.interactivity_level,
            V::INTERACTIVITY_LEVEL,
            lom::INTERACTIVITY_LEVEL,
        ),
        (
            &one.semantic_density,
            V::SEMANTIC_DENSITY,
            lom::SEMANTIC_DENSITY,
        ),
        (&one.difficulty, V::DIFFICULTY, lom::DIFFICULTY),
    ] {
        words_are_known(word, words, term, element, reader);
    }
    for (all, words, term) in [
        (
            &one.learning_resource_types,
            V::LEARNING_RESOURCE_TYPE,
            lom::LEARNING_RESOURCE_TYPE,
        ),
        (
            &one.intended_end_user_roles,
            V::END_USER_ROLE,
            lom::INTENDED_END_USER_ROLE,
        ),
        (&one.contexts, V::CONTEXT, lom::CONTEXT),
    ] {
        words_are_known(all, words, term, element, reader);
        few(term.local(reader.binding()), all.len(), 10, element, reader);
    }
    languages_are_some(&one.languages, element, reader);
}

pub(super) fn rights_are_usable(one: &Rights, element: Element<'_>, reader: &mut Reader<'_>) {
    words_are_known(&one.cost, LomVocabulary::COST, lom::COST, element, reader);
    words_are_known(
        &one.copyright,
        LomVocabulary::COPYRIGHT,
        lom::COPYRIGHT,
        element,
        reader,
    );
}

pub(super) fn relation_is_usable(one: &Relation, element: Element<'_>, reader: &mut Reader<'_>) {
    words_are_known(&one.kind, LomVocabulary::KIND, lom::KIND, element, reader);
}

pub(super) fn classification_is_usable(
    one: &Classification,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    words_are_known(
        &one.purpose,
        LomVocabulary::PURPOSE,
        lom::PURPOSE,
        element,
        reader,
    );
    few("taxonPath", one.taxon_paths.len(), 15, element, reader);
    few("keyword", one.keywords.len(), 40, element, reader);
}
