//! How metadata comes to follow the other binding.

use edu_xml::{Leaf, SharedText};

use super::parts::forget;
use super::{
    Annotation, Classification, Educational, General, LangStrings, LifeCycle, Lom, LomBinding,
    LomIdentifier, LomVocabulary, MetaMetadata, RelatedResource, Relation, Requirement, Rights,
    Taxon, TaxonPath, Technical, Technology, VocabularyWord,
};

/// Makes all of it follow a binding.
pub(super) fn lom(all: &mut Lom, binding: LomBinding) {
    all.extra.forget_writing();
    all.general.iter_mut().for_each(|one| general(one, binding));
    all.life_cycle
        .iter_mut()
        .for_each(|one| life_cycle(one, binding));
    all.meta_metadata
        .iter_mut()
        .for_each(|one| meta_metadata(one, binding));
    all.technical
        .iter_mut()
        .for_each(|one| technical(one, binding));
    all.educational
        .iter_mut()
        .for_each(|one| educational(one, binding));
    all.rights.iter_mut().for_each(|one| rights(one, binding));
    all.relations
        .iter_mut()
        .for_each(|one| relation(one, binding));
    all.annotations
        .iter_mut()
        .for_each(|one| annotation(one, binding));
    all.classifications
        .iter_mut()
        .for_each(|one| classification(one, binding));
}

fn words<'w>(
    all: impl IntoIterator<Item = &'w mut VocabularyWord>,
    binding: LomBinding,
    vocabulary: LomVocabulary,
) {
    all.into_iter()
        .for_each(|one| one.follow(binding, vocabulary));
}

fn texts<'w>(all: impl IntoIterator<Item = &'w mut LangStrings>, binding: LomBinding) {
    all.into_iter().for_each(|one| one.follow(binding));
}

/// Puts names of catalogues where a binding has them. A bare text that the binding of IMS reserves has no catalogue and
/// stays where it is.
fn identifiers(ieee: &mut Vec<LomIdentifier>, ims: &mut Vec<LomIdentifier>, binding: LomBinding) {
    let (from, to) = match binding {
        LomBinding::Ieee => (ims, ieee),
        LomBinding::Ims => (ieee, ims),
    };
    let is_name = |one: &LomIdentifier| one.catalog.is_some() || one.entry.is_some();
    let (names, others): (Vec<_>, Vec<_>) = core::mem::take(from).into_iter().partition(is_name);
    *from = others;
    to.extend(names);
    to.iter_mut()
        .chain(from)
        .for_each(|one| one.follow(binding));
}

fn general(one: &mut General, binding: LomBinding) {
    one.extra.forget_writing();
    identifiers(&mut one.identifiers, &mut one.catalog_entries, binding);
    forget(&mut one.languages);
    let lists = [&mut one.descriptions, &mut one.keywords, &mut one.coverages];
    texts(lists.into_iter().flatten().chain(&mut one.title), binding);
    words(&mut one.structure, binding, LomVocabulary::STRUCTURE);
    words(
        &mut one.aggregation_level,
        binding,
        LomVocabulary::AGGREGATION_LEVEL,
    );
}

fn life_cycle(one: &mut LifeCycle, binding: LomBinding) {
    one.extra.forget_writing();
    texts(&mut one.version, binding);
    words(&mut one.status, binding, LomVocabulary::STATUS);
    for contribution in &mut one.contributions {
        contribution.follow(binding, LomVocabulary::ROLE);
    }
}

fn meta_metadata(one: &mut MetaMetadata, binding: LomBinding) {
    one.extra.forget_writing();
    identifiers(&mut one.identifiers, &mut one.catalog_entries, binding);
    forget(one.schemas.iter_mut().chain(&mut one.language));
    for contribution in &mut one.contributions {
        contribution.follow(binding, LomVocabulary::METADATA_ROLE);
    }
}

fn technical(one: &mut Technical, binding: LomBinding) {
    one.extra.forget_writing();
    forget(one.formats.iter_mut().chain(&mut one.size));
    one.locations
        .iter_mut()
        .for_each(|location| location.follow(binding));
    let requirements = core::mem::take(&mut one.requirements);
    for requirement in requirements {
        one.requirements.extend(alternatives(requirement, binding));
    }
    let remarks = one.installation_remarks.iter_mut();
    texts(remarks.chain(&mut one.other_platform_requirements), binding);
    one.duration
        .iter_mut()
        .for_each(|duration| duration.follow(binding));
}

/// A requirement as the binding has it: the binding of IMS has one technology in each.
fn alternatives(mut one: Requirement, binding: LomBinding) -> Vec<Requirement> {
    one.extra.forget_writing();
    let mut flat = Technology::new();
    flat.kind = one.kind.take();
    flat.name = one.name.take();
    flat.minimum_version = one.minimum_version.take();
    flat.maximum_version = one.maximum_version.take();
    if flat != Technology::new() {
        one.alternatives.insert(0, flat);
    }
    one.alternatives
        .iter_mut()
        .for_each(|alternative| technology(alternative, binding));
    if binding == LomBinding::Ieee || one.alternatives.is_empty() {
        return vec![one];
    }
    let all = core::mem::take(&mut one.alternatives)
        .into_iter()
        .map(|technology| {
            let mut flat = Requirement::new();
            flat.kind = technology.kind;
            flat.name = technology.name;
            flat.minimum_version = technology.minimum_version;
            flat.maximum_version = technology.maximum_version;
            flat.extra = technology.extra;
            flat
        });
    all.collect()
}

fn technology(one: &mut Technology, binding: LomBinding) {
    one.extra.forget_writing();
    words(&mut one.kind, binding, LomVocabulary::REQUIREMENT_TYPE);
    words(&mut one.name, binding, LomVocabulary::REQUIREMENT_NAME);
    let versions: [&mut Option<Leaf<SharedText>>; 2] =
        [&mut one.minimum_version, &mut one.maximum_version];
    forget(versions.into_iter().flatten());
}

fn educational(one: &mut Educational, binding: LomBinding) {
    type V = LomVocabulary;
    one.extra.forget_writing();
    words(&mut one.interactivity_type, binding, V::INTERACTIVITY_TYPE);
    words(
        &mut one.learning_resource_types,
        binding,
        V::LEARNING_RESOURCE_TYPE,
    );
    words(
        &mut one.interactivity_level,
        binding,
        V::INTERACTIVITY_LEVEL,
    );
    words(&mut one.semantic_density, binding, V::SEMANTIC_DENSITY);
    words(&mut one.intended_end_user_roles, binding, V::END_USER_ROLE);
    words(&mut one.contexts, binding, V::CONTEXT);
    words(&mut one.difficulty, binding, V::DIFFICULTY);
    texts(
        one.typical_age_ranges
            .iter_mut()
            .chain(&mut one.descriptions),
        binding,
    );
    one.typical_learning_time
        .iter_mut()
        .for_each(|time| time.follow(binding));
    forget(&mut one.languages);
}

fn rights(one: &mut Rights, binding: LomBinding) {
    one.extra.forget_writing();
    words(&mut one.cost, binding, LomVocabulary::COST);
    words(&mut one.copyright, binding, LomVocabulary::COPYRIGHT);
    texts(&mut one.description, binding);
}

fn relation(one: &mut Relation, binding: LomBinding) {
    one.extra.forget_writing();
    words(&mut one.kind, binding, LomVocabulary::KIND);
    one.resource
        .iter_mut()
        .for_each(|resource| related(resource, binding));
}

fn related(one: &mut RelatedResource, binding: LomBinding) {
    one.extra.forget_writing();
    identifiers(&mut one.identifiers, &mut one.catalog_entries, binding);
    texts(&mut one.descriptions, binding);
}

fn annotation(one: &mut Annotation, binding: LomBinding) {
    one.extra.forget_writing();
    one.entity
        .iter_mut()
        .for_each(|entity| entity.follow(binding));
    one.date.iter_mut().for_each(|date| date.follow(binding));
    texts(&mut one.description, binding);
}

fn classification(one: &mut Classification, binding: LomBinding) {
    one.extra.forget_writing();
    words(&mut one.purpose, binding, LomVocabulary::PURPOSE);
    one.taxon_paths
        .iter_mut()
        .for_each(|path| taxon_path(path, binding));
    texts(one.keywords.iter_mut().chain(&mut one.description), binding);
}

/// Puts the steps of a path beside each other, or each into the one before it.
fn taxon_path(one: &mut TaxonPath, binding: LomBinding) {
    one.extra.forget_writing();
    texts(&mut one.source, binding);
    let mut steps = Vec::new();
    for first in core::mem::take(&mut one.taxa) {
        let mut next = Some(Box::new(first));
        while let Some(mut step) = next {
            next = step.next.take();
            taxon(&mut step, binding);
            steps.push(*step);
        }
    }
    match binding {
        LomBinding::Ieee => one.taxa = steps,
        LomBinding::Ims => one.taxa = nested(steps),
    }
}

/// Most steps that are put into each other; each takes from the stack when it is written.
const DEEPEST: usize = 64;

/// Steps of a path, each in the one before it; what goes deeper than any path does starts anew.
fn nested(mut steps: Vec<Taxon>) -> Vec<Taxon> {
    let mut all = Vec::new();
    while !steps.is_empty() {
        let rest = steps.split_off(steps.len().min(DEEPEST));
        let chain = steps.into_iter().rev().reduce(|next, mut step| {
            step.next = Some(Box::new(next));
            step
        });
        all.extend(chain);
        steps = rest;
    }
    all
}

fn taxon(one: &mut Taxon, binding: LomBinding) {
    one.extra.forget_writing();
    forget(&mut one.id);
    texts(&mut one.entry, binding);
}
