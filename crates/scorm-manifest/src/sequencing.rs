//! How activities are offered one after another: IMS Simple Sequencing and ADL's additions.
//!
//! Every part is read and written as it came. Fields hold what is written; methods of the same names give
//! what counts, defaults included, so that a run-time environment uses the types as they are. Words that
//! no vocabulary has are kept, with a finding, and methods that give a word give `None` or the default
//! for them.
//!
//! ```
//! use scorm_manifest::sequencing::{Preset, SharedSequencing};
//!
//! let sequencing = Preset::ForcedSequential.sequencing();
//! let resolved = sequencing.resolved(&SharedSequencing::default());
//! assert!(resolved.control_mode().flow());
//! assert!(resolved.delivery_controls().tracked());
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`collection`] | what activities share by name, and [`ResolvedSequencing`]: what counts for one |
//! | [`sequencing_rules`], [`rule_conditions`] | what is done before, at and after an activity |
//! | [`rollup_rules`] | how children decide about their parent |
//! | [`objectives`], [`adl_objectives`] | what an activity is measured by, and what is global |
//! | [`preset`] | sequencing that courses are given by name |
//! | [`rules`] | every rule that can be broken |

use edu_xml::{Element, Reader, SharedText, xml_element};

pub mod adl_objectives;
mod auxiliary_resources;
pub mod collection;
mod considerations;
mod control_mode;
mod delivery_controls;
mod judge;
mod limit_conditions;
mod maps;
pub mod names;
pub mod objectives;
pub mod preset;
mod randomization_controls;
mod references;
pub mod rollup_rules;
pub mod rule_conditions;
pub mod rules;
pub mod sequencing_rules;

pub use adl_objectives::{AdlMapInfo, AdlObjective, AdlObjectives};
pub use auxiliary_resources::{AuxiliaryResource, AuxiliaryResources};
pub use collection::{ResolvedSequencing, SequencingCollection, SharedSequencing};
pub use considerations::{
    ConstrainedChoiceConsiderations, RollupConsideration, RollupConsiderations,
};
pub use control_mode::ControlMode;
pub use delivery_controls::DeliveryControls;
pub use limit_conditions::LimitConditions;
pub use names::{adlseq, imsss};
pub use objectives::{MapInfo, MinNormalizedMeasure, Objective, Objectives, PrimaryObjective};
pub use preset::{ChildPlace, Preset};
pub use randomization_controls::{RandomizationControls, RandomizationTiming};
pub use references::{Activity, References};
pub use rollup_rules::{
    ChildActivitySet, RollupAction, RollupActionKind, RollupCondition, RollupConditionKind,
    RollupConditions, RollupRule, RollupRules,
};
pub use rule_conditions::{
    ConditionCombination, ConditionOperator, RuleCondition, RuleConditionKind, RuleConditions,
};
pub use sequencing_rules::{
    ExitConditionAction, ExitConditionRule, ExitConditionRuleAction, PostConditionAction,
    PostConditionRule, PostConditionRuleAction, PreConditionAction, PreConditionRule,
    PreConditionRuleAction, SequencingRules,
};

xml_element! {
    #[expect(clippy::struct_field_names, reason = "fields have the names of the standard")]
    /// How one activity is offered among others, as far as it is said at the activity itself.
    ///
    /// What counts is [`Sequencing::resolved`], which looks up what is shared by name.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.1; SN §3.
    pub struct Sequencing {
        attributes {
            /// The name that others refer to, in a collection alone.
            optional id: SharedText = imsss::ID,
            /// The name of what is shared, at an activity alone.
            optional id_ref: SharedText = imsss::ID_REF,
        }
        elements {
            /// Which ways through its children it offers.
            optional control_mode: Box<ControlMode> = imsss::CONTROL_MODE,
            /// What is done before, at and after it.
            optional sequencing_rules: Box<SequencingRules> = imsss::SEQUENCING_RULES,
            /// How often, how long and when it may be attempted.
            optional limit_conditions: Box<LimitConditions> = imsss::LIMIT_CONDITIONS,
            /// What is offered beside it.
            optional auxiliary_resources: Box<AuxiliaryResources> = imsss::AUXILIARY_RESOURCES,
            /// How its children decide about it.
            optional rollup_rules: Box<RollupRules> = imsss::ROLLUP_RULES,
            /// What it is measured by.
            optional objectives: Box<Objectives> = imsss::OBJECTIVES,
            /// Which of its children are offered, and in which order.
            optional randomization_controls: Box<RandomizationControls> = imsss::RANDOMIZATION_CONTROLS,
            /// What is tracked of it, and by whom it is set.
            optional delivery_controls: Box<DeliveryControls> = imsss::DELIVERY_CONTROLS,
            /// How the choice of activities is constrained.
            optional constrained_choice: Box<ConstrainedChoiceConsiderations> =
                adlseq::CONSTRAINED_CHOICE_CONSIDERATIONS,
            /// When it counts for rollup.
            optional rollup_considerations: Box<RollupConsiderations> = adlseq::ROLLUP_CONSIDERATIONS,
            /// What its objectives share beyond status and measure; 4th Edition alone.
            optional adl_objectives: Box<AdlObjectives> = adlseq::OBJECTIVES,
        }
        judged by own_names_are_known;
    }
}

impl Sequencing {
    /// The name of what is shared, without white space around it.
    pub fn shared_name(&self) -> Option<&str> {
        maps::name(self.id_ref.as_deref())
    }

    /// What counts for the activity: each part as it is said here, else as what is shared says it, else as
    /// the standard has it.
    ///
    /// A name that nothing is shared by counts as none.
    pub fn resolved<'a>(&'a self, shared: &SharedSequencing<'a>) -> ResolvedSequencing<'a> {
        ResolvedSequencing::new(self, shared)
    }
}

/// Judges the names that can be judged by themselves: those of an activity that has objectives of its own,
/// or shares none. [`References`] judges the others.
fn own_names_are_known(one: &Sequencing, element: Element<'_>, reader: &mut Reader<'_>) {
    let stands_alone = one.id.is_none() && (one.objectives.is_some() || one.id_ref.is_none());
    if stands_alone {
        references::names_are_known(one, &references::objectives_of(one), element, reader);
    }
}
