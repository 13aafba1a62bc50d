//! Whether the names that sequencing uses are names of something.

use std::collections::{BTreeMap, BTreeSet};

use edu_types::Rule;
use edu_xml::text::collapsed;
use edu_xml::{Element, Reader, Term};

use super::{
    Objectives, PostConditionAction, Sequencing, SequencingRules, SharedSequencing, imsss, judge,
    maps, rules,
};
use crate::Edition;

/// Judges sequencing by what stands around it: what is shared, and the activity it belongs to.
///
/// Judging takes time in proportion to what is written, and to a bound for what is shared by many: rules
/// that are shared and look at objectives of each activity are looked at [`References::MOST_SHARED`]
/// times in all.
#[derive(Debug)]
pub struct References<'a> {
    shared: &'a SharedSequencing<'a>,
    edition: Edition,
    /// The objectives of what is shared, by its name, once they were asked for.
    known: BTreeMap<&'a str, BTreeSet<&'a str>>,
    left: usize,
}

/// The activity that sequencing belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "it is an argument")]
pub struct Activity {
    /// Whether it is the organization, at the top of all activities.
    pub is_organization: bool,
    /// How many activities it has right below it.
    pub children: usize,
}

impl<'a> References<'a> {
    /// Conditions that are shared and looked at again for each activity, at most.
    pub const MOST_SHARED: usize = 1_000_000;

    /// Judges by what is shared, in a manifest of that edition.
    pub const fn new(shared: &'a SharedSequencing<'a>, edition: Edition) -> Self {
        Self {
            shared,
            edition,
            known: BTreeMap::new(),
            left: Self::MOST_SHARED,
        }
    }

    /// Judges the sequencing of one activity, which stands at `element`.
    pub fn judge(
        &mut self,
        one: &Sequencing,
        activity: Activity,
        element: Element<'_>,
        reader: &mut Reader<'_>,
    ) {
        if one.id.is_some() {
            let message =
                "ID is given to sequencing of an activity, only that of a collection has one";
            judge::note_at(&rules::ID_PLACE, imsss::ID, element, reader, message);
        }
        if activity.is_organization {
            root_stays(one, element, reader);
        }
        let select_count = one
            .randomization_controls
            .as_ref()
            .and_then(|controls| controls.select_count);
        let selected = select_count.and_then(|count| usize::try_from(count).ok());
        if let Some(count) = selected.filter(|count| *count > activity.children) {
            let message = format!(
                "selectCount is {count}, the activity has {} children",
                activity.children
            );
            reader.note(&rules::SELECT_COUNT_BEYOND, element, message);
        }
        if one.adl_objectives.is_some() && self.edition < Edition::Scorm2004Fourth {
            let message = format!("{} does not have adlseq:objectives", self.edition);
            reader.note(&rules::ADL_OBJECTIVES_EDITION, element, message);
        }
        if one.id_ref.is_some() {
            self.judge_shared(one, element, reader);
        }
    }

    /// Judges what an activity shares.
    fn judge_shared(&mut self, one: &Sequencing, element: Element<'_>, reader: &mut Reader<'_>) {
        let name = one.shared_name();
        let Some(shared) = name.and_then(|name| self.shared.find(name)) else {
            let message = "IDRef names no sequencing of the collection";
            judge::note_at(&rules::IDREF, imsss::ID_REF, element, reader, message);
            return;
        };
        let of_its_own = one.objectives.as_deref().map(known_names);
        let known = if let Some(own) = &of_its_own {
            own
        } else {
            let name = shared.id.as_deref().unwrap_or_default();
            let known = self.known.entry(name);
            known.or_insert_with(|| objectives_of(shared))
        };
        if of_its_own.is_none() {
            names_are_known(one, known, element, reader);
        }
        if one.sequencing_rules.is_some() {
            return;
        }
        for name in own_names(shared) {
            self.left = self.left.saturating_sub(1);
            if self.left == 0 {
                return;
            }
            if !known.contains(name) {
                let message =
                    "rules that are shared look at an objective that the activity does not have";
                let (rule, term) = (&rules::REFERENCED_OBJECTIVE, imsss::ID_REF);
                judge::note_at(rule, term, element, reader, message);
                return;
            }
        }
    }
}

/// The names of the objectives that sequencing says by itself.
pub(super) fn objectives_of(one: &Sequencing) -> BTreeSet<&str> {
    one.objectives
        .as_deref()
        .map(known_names)
        .unwrap_or_default()
}

/// Notes every name of an objective, in rules and in ADL's objectives, that is not known.
pub(super) fn names_are_known(
    one: &Sequencing,
    known: &BTreeSet<&str>,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    if own_names(one).any(|name| !known.contains(name)) {
        let term = imsss::REFERENCED_OBJECTIVE;
        let rule = &rules::REFERENCED_OBJECTIVE;
        unknown(element, &RULE_CONDITION, known, term, rule, reader);
    }
    let mapped = one.adl_objectives.iter().flat_map(|all| &all.objectives);
    let mut mapped = mapped.filter_map(super::AdlObjective::id);
    if mapped.any(|name| !known.contains(name)) {
        let term = imsss::OBJECTIVE_ID;
        let rule = &rules::ADL_OBJECTIVE_UNKNOWN;
        unknown(element, &ADL_OBJECTIVE, known, term, rule, reader);
    }
}

/// The way from sequencing to a condition of a rule; an empty name is any.
const RULE_CONDITION: [&str; 4] = ["sequencingRules", "", "ruleConditions", "ruleCondition"];

/// The way from sequencing to one of ADL's objectives.
const ADL_OBJECTIVE: [&str; 2] = ["objectives", "objective"];

/// Notes, where they stand, the names on a way of elements that are not known.
#[cold]
fn unknown(
    element: Element<'_>,
    way: &[&str],
    known: &BTreeSet<&str>,
    term: Term,
    rule: &'static Rule,
    reader: &mut Reader<'_>,
) {
    let is_adl = way.len() == ADL_OBJECTIVE.len();
    let mut open = vec![element.elements()];
    while let Some(elements) = open.last_mut() {
        let Some(child) = elements.next() else {
            open.pop();
            continue;
        };
        let step = way.get(open.len().saturating_sub(1)).copied();
        let local = child.name().local;
        let of_family = !is_adl || child.name().namespace.contains("adlseq");
        if !of_family || !step.is_some_and(|step| step.is_empty() || step == local) {
            continue;
        }
        if open.len() < way.len() {
            open.push(child.elements());
            continue;
        }
        let name = child
            .attributes()
            .find(|one| one.name().local == term.local(reader.binding()));
        let name = name.map(|one| collapsed(one.value()).to_owned());
        if name.is_some_and(|name| !name.is_empty() && !known.contains(&*name)) {
            let message = "name is that of no objective of the activity";
            judge::note_at(rule, term, child, reader, message);
        }
    }
}

fn known_names(objectives: &Objectives) -> BTreeSet<&str> {
    objectives.ids().collect()
}

/// The objectives that the rules of this sequencing look at.
fn own_names(one: &Sequencing) -> impl Iterator<Item = &str> {
    let rules = one.sequencing_rules.as_deref().into_iter();
    let conditions = rules.flat_map(SequencingRules::conditions);
    conditions.filter_map(|condition| maps::name(condition.referenced_objective.as_deref()))
}

/// Notes rules of an organization that lead out of it.
fn root_stays(one: &Sequencing, element: Element<'_>, reader: &mut Reader<'_>) {
    let rules = one
        .sequencing_rules
        .iter()
        .flat_map(|all| &all.post_conditions);
    let actions: Vec<_> = rules.filter_map(super::PostConditionRule::action).collect();
    for (action, rule) in [
        (PostConditionAction::ExitParent, &rules::ROOT_EXIT_PARENT),
        (PostConditionAction::Previous, &rules::ROOT_PREVIOUS),
    ] {
        if actions.contains(&&action) {
            let message =
                format!("action {action} is given to the organization, only items have it");
            reader.note(rule, element, message);
        }
    }
}
