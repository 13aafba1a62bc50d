//! In which order items open, as SCORM 2004 sequences them.

use std::collections::BTreeMap;

use super::{ExportOptions, Structure};
use crate::course::{Identifier, Item, Progression, Published, Share};
use crate::sequencing::{
    DeliveryControls, LimitConditions, MapInfo, Objective, Objectives, PreConditionAction,
    PreConditionRule, Preset, PrimaryObjective, RuleCondition, RuleConditionKind, RuleConditions,
    Sequencing, SequencingRules,
};

/// What leads learners through an exported course.
#[derive(Debug)]
pub(super) struct Order {
    is_2004: bool,
    pool: Option<u32>,
    /// The item before each, where they open in order.
    before: BTreeMap<Identifier, Identifier>,
}

impl Order {
    pub(super) fn of(course: &Published, options: &ExportOptions) -> Self {
        let open: Vec<&Identifier> = course
            .course()
            .walk()
            .filter(|visit| visit.item.is_launchable())
            .map(|visit| visit.item.identifier())
            .collect();
        let progression = options.progression(course);
        let several = options.structure() != Structure::OneObject;
        let half = i64::try_from(open.len().div_ceil(2)).unwrap_or(1);
        let size = u32::try_from(options.pool_size.unwrap_or(half)).unwrap_or(1);
        let pairs = open.iter().zip(open.iter().skip(1));
        let before = match progression {
            Progression::InOrder if several => pairs
                .map(|(before, item)| ((*item).clone(), (*before).clone()))
                .collect(),
            Progression::InOrder | Progression::Free | Progression::RandomPool => BTreeMap::new(),
        };
        Self {
            is_2004: options.edition.is_2004(),
            pool: (progression == Progression::RandomPool && several).then_some(size),
            before,
        }
    }

    /// What must be done before an item opens: its own prerequisites, and the item before it.
    pub(super) fn needs(&self, item: &Item) -> Vec<String> {
        let own = item.prerequisites().iter();
        let all = own.chain(self.before.get(item.identifier()));
        let mut needs: Vec<String> = all.map(ToString::to_string).collect();
        needs.sort_unstable();
        needs.dedup();
        needs
    }

    /// An activity with others in it; `pool` where those are what is chosen from.
    pub(super) fn of_cluster(&self, pool: bool) -> Option<Box<Sequencing>> {
        if !self.is_2004 {
            return None;
        }
        let preset = match self.pool.filter(|_| pool) {
            Some(count) => Preset::RandomPool { count },
            None => Preset::FreeChoice,
        };
        Some(Box::new(preset.sequencing()))
    }

    /// All of a course as one activity.
    pub(super) fn of_whole(
        &self,
        options: &ExportOptions,
        mastery: Option<&Share>,
    ) -> Option<Box<Sequencing>> {
        let mut sequencing = Sequencing::new();
        sequencing.limit_conditions = limits(options);
        sequencing.delivery_controls = Some(Box::new(reported()));
        let sequencing = with_mastery(sequencing, mastery);
        self.is_2004.then(|| Box::new(sequencing))
    }

    /// An activity that is launched: closed until others are satisfied, and telling them when it is.
    pub(super) fn of_leaf(
        item: &Item,
        needs: &[String],
        options: &ExportOptions,
        mastery: Option<&Share>,
    ) -> Sequencing {
        let mut sequencing = Sequencing::new();
        let mut primary = PrimaryObjective::named(Preset::OBJECTIVE);
        primary
            .maps
            .push(told(&satisfied(item.identifier().as_str())));
        primary.maps.extend(
            item.objectives()
                .iter()
                .map(|name| told(&format!("objective.{name}"))),
        );
        let mut objectives = Objectives::of(primary);
        for need in needs {
            let mut reached = Objective::named(&asked(need));
            reached.maps.push(MapInfo::to(&satisfied(need)));
            objectives.others.push(reached);
        }
        sequencing.objectives = Some(Box::new(objectives));
        sequencing.sequencing_rules = closed_until(needs);
        sequencing.limit_conditions = limits(options);
        if matches!(item, Item::Page(_)) {
            sequencing.delivery_controls = Some(Box::new(reported()));
        }
        with_mastery(sequencing, mastery)
    }
}

/// The objective of the course by which an item tells that it is satisfied.
fn satisfied(item: &str) -> String {
    format!("i_{item}.satisfied")
}

/// The objective of an item by which it asks for another.
fn asked(need: &str) -> String {
    format!("needs.{need}")
}

/// Written, and not read back: what others reach does not satisfy this.
fn told(target: &str) -> MapInfo {
    let mut map = MapInfo::to(target).writing();
    map.read_satisfied_status = Some(false);
    map.read_normalized_measure = Some(false);
    map
}

fn with_mastery(sequencing: Sequencing, mastery: Option<&Share>) -> Sequencing {
    match mastery {
        Some(share) => sequencing.with_mastery(share.as_decimal().clone()),
        None => sequencing,
    }
}

/// Our pages always say themselves whether they are completed and satisfied.
fn reported() -> DeliveryControls {
    let mut controls = DeliveryControls::new();
    controls.completion_set_by_content = Some(true);
    controls.objective_set_by_content = Some(true);
    controls
}

fn limits(options: &ExportOptions) -> Option<Box<LimitConditions>> {
    let limit = options.time_limit.clone()?;
    let mut limits = LimitConditions::new();
    limits.attempt_absolute_duration_limit = Some(limit);
    Some(Box::new(limits))
}

/// What is unknown is not known to be unsatisfied: both are asked, of each.
fn closed_until(needs: &[String]) -> Option<Box<SequencingRules>> {
    if needs.is_empty() {
        return None;
    }
    let kinds = || {
        [
            RuleConditionKind::Satisfied,
            RuleConditionKind::ObjectiveStatusKnown,
        ]
    };
    let conditions = needs
        .iter()
        .flat_map(|need| kinds().map(|kind| RuleCondition::of(kind).about(&asked(need)).negated()));
    let closed = PreConditionRule::of(
        PreConditionAction::Disabled,
        RuleConditions::any(conditions),
    );
    let mut rules = SequencingRules::new();
    rules.pre_conditions.push(closed);
    Some(Box::new(rules))
}
