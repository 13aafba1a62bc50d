//! What ADL adds about choice and rollup.

use edu_types::open_enum;
use edu_xml::xml_element;

use super::{adlseq, judge, rules};

open_enum! {
    /// When an activity counts for the rollup of its parent.
    ///
    /// Spec: SCORM 2004 4th Ed. SN §3.9.
    pub enum RollupConsideration {
        /// In any case.
        Always = "always",
        /// Once it has been attempted.
        IfAttempted = "ifAttempted",
        /// Unless it is skipped.
        IfNotSkipped = "ifNotSkipped",
        /// Unless its attempt is suspended.
        IfNotSuspended = "ifNotSuspended",
    }
}
judge::words!(RollupConsideration);

xml_element! {
    /// How the choice of activities is constrained beyond the control modes.
    ///
    /// Fields hold what is written, methods of the same names what counts.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.10; SN §3.3.
    pub struct ConstrainedChoiceConsiderations {
        attributes {
            /// Whether children cannot be chosen before this is active; by default they can.
            optional prevent_activation: bool = adlseq::PREVENT_ACTIVATION => &rules::SWITCH; otherwise false,
            /// Whether only the nearest activities before and after can be chosen; by default all can.
            optional constrain_choice: bool = adlseq::CONSTRAIN_CHOICE => &rules::SWITCH; otherwise false,
        }
    }
}

xml_element! {
    /// When an activity counts for the rollup of its parent.
    ///
    /// Fields hold what is written, methods of the same names what counts. What is no word of the
    /// vocabulary is kept, and counts as [`RollupConsideration::Always`].
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.11; SN §3.9.
    pub struct RollupConsiderations {
        attributes {
            /// When it counts for the parent being satisfied; by default always.
            optional required_for_satisfied: RollupConsideration = adlseq::REQUIRED_FOR_SATISFIED,
            /// When it counts for the parent being not satisfied; by default always.
            optional required_for_not_satisfied: RollupConsideration = adlseq::REQUIRED_FOR_NOT_SATISFIED,
            /// When it counts for the parent being completed; by default always.
            optional required_for_completed: RollupConsideration = adlseq::REQUIRED_FOR_COMPLETED,
            /// When it counts for the parent being incomplete; by default always.
            optional required_for_incomplete: RollupConsideration = adlseq::REQUIRED_FOR_INCOMPLETE,
            /// Whether the measure decides about satisfaction while the activity is active; by default it
            /// does.
            optional measure_satisfaction_if_active: bool =
                adlseq::MEASURE_SATISFACTION_IF_ACTIVE => &rules::SWITCH; otherwise true,
        }
        judged by words_are_known;
    }
}

impl RollupConsiderations {
    /// When it counts for the parent being satisfied.
    pub fn required_for_satisfied(&self) -> RollupConsideration {
        known(self.required_for_satisfied.as_ref())
    }

    /// When it counts for the parent being not satisfied.
    pub fn required_for_not_satisfied(&self) -> RollupConsideration {
        known(self.required_for_not_satisfied.as_ref())
    }

    /// When it counts for the parent being completed.
    pub fn required_for_completed(&self) -> RollupConsideration {
        known(self.required_for_completed.as_ref())
    }

    /// When it counts for the parent being incomplete.
    pub fn required_for_incomplete(&self) -> RollupConsideration {
        known(self.required_for_incomplete.as_ref())
    }
}

fn known(written: Option<&RollupConsideration>) -> RollupConsideration {
    written
        .filter(|word| word.is_known())
        .cloned()
        .unwrap_or(RollupConsideration::Always)
}

fn words_are_known(
    value: &RollupConsiderations,
    element: edu_xml::Element<'_>,
    reader: &mut edu_xml::Reader<'_>,
) {
    let words = [
        (
            &value.required_for_satisfied,
            adlseq::REQUIRED_FOR_SATISFIED,
        ),
        (
            &value.required_for_not_satisfied,
            adlseq::REQUIRED_FOR_NOT_SATISFIED,
        ),
        (
            &value.required_for_completed,
            adlseq::REQUIRED_FOR_COMPLETED,
        ),
        (
            &value.required_for_incomplete,
            adlseq::REQUIRED_FOR_INCOMPLETE,
        ),
    ];
    for (word, term) in words {
        judge::word(word.as_ref(), &rules::CONSIDERATION, term, element, reader);
    }
}
