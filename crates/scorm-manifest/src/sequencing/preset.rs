//! Sequencing that courses are given by name.

use edu_types::Decimal;

use super::{
    ControlMode, MapInfo, Objectives, PreConditionAction, PreConditionRule, PrimaryObjective,
    RandomizationControls, RandomizationTiming, RollupRules, RuleCondition, RuleConditionKind,
    RuleConditions, Sequencing, SequencingRules,
};

/// A way of leading learners through the children of an activity, for courses that are made here.
///
/// [`Preset::sequencing`] is for the activity itself, [`Preset::of_child`] for each of its children.
///
/// ```
/// use scorm_manifest::sequencing::{ChildPlace, Preset};
///
/// let first = ChildPlace { identifier: "unit-1", before: None, is_last: false };
/// let second = ChildPlace { identifier: "unit-2", before: Some("unit-1"), is_last: true };
/// let preset = Preset::ForcedSequential;
/// assert!(preset.of_child(&first).sequencing_rules.is_none());
/// assert!(preset.of_child(&second).sequencing_rules.is_some());
/// ```
///
/// Spec: SCORM 2004 4th Ed. SN §3.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Preset {
    /// Learners choose what they like, and may go on and back.
    FreeChoice,
    /// Learners go on and back, and choose nothing.
    Linear,
    /// Learners choose what they like of what they have reached: each child opens once the one before it
    /// is satisfied. Content that says nothing of success satisfies when it ends.
    ForcedSequential,
    /// So many children, taken and put in order by chance before each new attempt.
    RandomPool {
        /// How many.
        count: u32,
    },
    /// The last child is a test: it alone decides about success and score. The others count for
    /// completion.
    PostTest {
        /// The least measure that passes, from -1 to 1.
        passing: Decimal,
    },
}

/// Where a child stands among the children of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "it is an argument")]
pub struct ChildPlace<'a> {
    /// What tells the child from all others of the course, such as the identifier of its item.
    pub identifier: &'a str,
    /// The identifier of the child before it.
    pub before: Option<&'a str>,
    /// Whether no child follows.
    pub is_last: bool,
}

impl Preset {
    /// The objective of each activity that a preset makes.
    pub const OBJECTIVE: &'static str = "primary";

    /// Sequencing of the activity whose children are led through.
    pub fn sequencing(&self) -> Sequencing {
        let mut all = Sequencing::new();
        let mut mode = ControlMode::new();
        mode.choice = Some(*self != Self::Linear);
        mode.flow = Some(true);
        all.control_mode = Some(Box::new(mode));
        if let Self::RandomPool { count } = self {
            all.randomization_controls = Some(Box::new(pool_of(*count)));
        }
        all
    }

    /// Sequencing of one child.
    pub fn of_child(&self, place: &ChildPlace<'_>) -> Sequencing {
        match self {
            Self::FreeChoice | Self::Linear | Self::RandomPool { .. } => Sequencing::new(),
            Self::ForcedSequential => opened_by(place),
            Self::PostTest { passing } if place.is_last => {
                Sequencing::new().with_mastery(passing.clone())
            }
            Self::PostTest { .. } => counting_for_completion(),
        }
    }
}

impl Sequencing {
    /// The same, with a primary objective that is satisfied from that measure on.
    ///
    /// The measure is what content reports as `cmi.score.scaled`, and initialises
    /// `cmi.scaled_passing_score`.
    ///
    /// Spec: SCORM 2004 4th Ed. RTE §4.2.18.
    #[must_use]
    pub fn with_mastery(mut self, passing: Decimal) -> Self {
        let objectives = self
            .objectives
            .get_or_insert_with(|| Box::new(Objectives::new()));
        let primary = objectives.primary.take();
        let primary = primary.unwrap_or_else(|| PrimaryObjective::named(Preset::OBJECTIVE));
        objectives.primary = Some(primary.satisfied_from(passing));
        self
    }
}

fn pool_of(count: u32) -> RandomizationControls {
    let mut controls = RandomizationControls::new();
    controls.selection_timing = Some(RandomizationTiming::OnEachNewAttempt);
    controls.select_count = Some(count);
    controls.randomization_timing = Some(RandomizationTiming::OnEachNewAttempt);
    controls.reorder_children = Some(true);
    controls
}

/// The name of the global objective that a child tells others of it by.
fn global(identifier: &str) -> String {
    format!("{identifier}.satisfied")
}

/// A child that tells when it is satisfied, and is closed until the one before it is.
fn opened_by(place: &ChildPlace<'_>) -> Sequencing {
    const BEFORE: &str = "before";
    let mut own = MapInfo::to(&global(place.identifier));
    own.write_satisfied_status = Some(true);
    let mut primary = PrimaryObjective::named(Preset::OBJECTIVE);
    primary.maps.push(own);
    let mut objectives = Objectives::of(primary);
    let mut all = Sequencing::new();
    if let Some(before) = place.before {
        let mut reached = super::Objective::named(BEFORE);
        reached.maps.push(MapInfo::to(&global(before)));
        objectives.others.push(reached);
        // What is unknown is not known to be unsatisfied: both are asked.
        let asked = [
            RuleConditionKind::Satisfied,
            RuleConditionKind::ObjectiveStatusKnown,
        ];
        let conditions =
            RuleConditions::any(asked.map(|kind| RuleCondition::of(kind).about(BEFORE).negated()));
        let mut rules = SequencingRules::new();
        let closed = PreConditionRule::of(PreConditionAction::Disabled, conditions);
        rules.pre_conditions.push(closed);
        all.sequencing_rules = Some(Box::new(rules));
    }
    all.objectives = Some(Box::new(objectives));
    all
}

/// A child that counts for completion, and for neither success nor score.
fn counting_for_completion() -> Sequencing {
    let mut rules = RollupRules::new();
    rules.rollup_objective_satisfied = Some(false);
    rules.objective_measure_weight = Some(Decimal::from(0));
    let mut all = Sequencing::new();
    all.rollup_rules = Some(Box::new(rules));
    all
}
