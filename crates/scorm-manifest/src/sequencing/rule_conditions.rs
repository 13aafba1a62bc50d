//! When a rule before, at or after an activity does something.

use edu_types::{Decimal, open_enum};
use edu_xml::{Element, Reader, SharedText, xml_element};

use super::{imsss, judge, rules};

open_enum! {
    /// What a condition asks about an activity or an objective of it.
    ///
    /// Spec: SCORM 2004 4th Ed. SN §3.4.2.
    pub enum RuleConditionKind {
        /// Whether the objective is satisfied.
        Satisfied = "satisfied",
        /// Whether it is known if the objective is satisfied.
        ObjectiveStatusKnown = "objectiveStatusKnown",
        /// Whether the objective has a measure.
        ObjectiveMeasureKnown = "objectiveMeasureKnown",
        /// Whether the measure is above the threshold.
        ObjectiveMeasureGreaterThan = "objectiveMeasureGreaterThan",
        /// Whether the measure is below the threshold.
        ObjectiveMeasureLessThan = "objectiveMeasureLessThan",
        /// Whether the activity is completed.
        Completed = "completed",
        /// Whether it is known if the activity is completed.
        ActivityProgressKnown = "activityProgressKnown",
        /// Whether the activity has been attempted.
        Attempted = "attempted",
        /// Whether there is no attempt left.
        AttemptLimitExceeded = "attemptLimitExceeded",
        /// Whether there is no time left.
        TimeLimitExceeded = "timeLimitExceeded",
        /// Whether it is too early or too late.
        OutsideAvailableTimeRange = "outsideAvailableTimeRange",
        /// Nothing; it holds.
        Always = "always",
    }
}

open_enum! {
    /// Whether a condition is taken as it is or turned round.
    ///
    /// Spec: SCORM 2004 4th Ed. SN §3.4.2.
    pub enum ConditionOperator {
        /// As it is.
        NoOp = "noOp",
        /// Turned round.
        Not = "not",
    }
}

open_enum! {
    /// How many of some conditions must hold.
    ///
    /// Spec: SCORM 2004 4th Ed. SN §3.4.1.
    pub enum ConditionCombination {
        /// Each of them.
        All = "all",
        /// At least one.
        Any = "any",
    }
}
judge::words!(RuleConditionKind, ConditionOperator, ConditionCombination);

xml_element! {
    /// When a rule before, at or after an activity does something.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.3; SN §3.4.1.
    pub struct RuleConditions {
        attributes {
            /// How many of the conditions must hold; by default all.
            optional combination: ConditionCombination = imsss::CONDITION_COMBINATION,
        }
        elements {
            /// The conditions.
            list conditions: RuleCondition = imsss::RULE_CONDITION,
        }
        judged by conditions_are_usable;
    }
}

impl RuleConditions {
    /// Conditions of which each must hold.
    pub fn all(conditions: impl IntoIterator<Item = RuleCondition>) -> Self {
        let mut all = Self::new();
        all.conditions.extend(conditions);
        all
    }

    /// Conditions of which one must hold.
    pub fn any(conditions: impl IntoIterator<Item = RuleCondition>) -> Self {
        let mut any = Self::all(conditions);
        any.combination = Some(ConditionCombination::Any);
        any
    }

    /// Whether each of the conditions must hold, not only one.
    pub fn requires_all(&self) -> bool {
        self.combination != Some(ConditionCombination::Any)
    }
}

xml_element! {
    /// One question about an activity or an objective of it.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.3; SN §3.4.2.
    pub struct RuleCondition {
        attributes {
            /// The objective that is looked at; by default the primary one.
            optional referenced_objective: SharedText = imsss::REFERENCED_OBJECTIVE,
            /// What the measure is compared with, from -1 to 1; by default 0.
            optional measure_threshold: Decimal = imsss::MEASURE_THRESHOLD => &rules::THRESHOLD; otherwise Decimal::from(0),
            /// Whether the answer is turned round; by default it is not.
            optional operator: ConditionOperator = imsss::OPERATOR,
            /// What is asked.
            optional condition: RuleConditionKind = imsss::CONDITION,
        }
        judged by condition_is_usable;
    }
}

impl RuleCondition {
    /// A question about the activity or its primary objective.
    pub fn of(condition: RuleConditionKind) -> Self {
        let mut all = Self::new();
        all.condition = Some(condition);
        all
    }

    /// The question turned round.
    #[must_use]
    pub fn negated(mut self) -> Self {
        self.operator = Some(ConditionOperator::Not);
        self
    }

    /// The question about that objective of the activity.
    #[must_use]
    pub fn about(mut self, objective: &str) -> Self {
        self.referenced_objective = Some(objective.into());
        self
    }

    /// The question with what the measure is compared with.
    #[must_use]
    pub fn with_threshold(mut self, threshold: Decimal) -> Self {
        self.measure_threshold = Some(threshold);
        self
    }

    /// What is asked; `None` where that is missing or no word of the vocabulary.
    pub fn kind(&self) -> Option<&RuleConditionKind> {
        self.condition.as_ref().filter(|kind| kind.is_known())
    }

    /// Whether the answer is turned round.
    pub fn is_negated(&self) -> bool {
        self.operator == Some(ConditionOperator::Not)
    }
}

fn conditions_are_usable(all: &RuleConditions, element: Element<'_>, reader: &mut Reader<'_>) {
    let (rule, term) = (&rules::COMBINATION, imsss::CONDITION_COMBINATION);
    judge::word(all.combination.as_ref(), rule, term, element, reader);
    if all.conditions.is_empty() {
        let rule = Some(&rules::RULE_CONDITION_NONE);
        reader.missing::<()>(element, imsss::RULE_CONDITION, rule);
    }
    let (found, usual) = (all.conditions.len(), super::SequencingRules::USUAL);
    judge::count("ruleCondition", found, usual, element, reader);
}

fn condition_is_usable(one: &RuleCondition, element: Element<'_>, reader: &mut Reader<'_>) {
    let (rule, term) = (&rules::OPERATOR, imsss::OPERATOR);
    judge::word(one.operator.as_ref(), rule, term, element, reader);
    let (rule, term) = (&rules::CONDITION, imsss::CONDITION);
    judge::word(one.condition.as_ref(), rule, term, element, reader);
    if one.condition.is_none() {
        reader.missing::<()>(element, term, Some(rule));
    }
    let (rule, term) = (&rules::REFERENCED_BLANK, imsss::REFERENCED_OBJECTIVE);
    judge::blank(
        one.referenced_objective.as_deref(),
        rule,
        term,
        element,
        reader,
    );
    let (rule, term) = (&rules::THRESHOLD, imsss::MEASURE_THRESHOLD);
    judge::range(
        one.measure_threshold.as_ref(),
        -1,
        rule,
        term,
        element,
        reader,
    );
    let compares = matches!(
        one.condition,
        Some(
            RuleConditionKind::ObjectiveMeasureGreaterThan
                | RuleConditionKind::ObjectiveMeasureLessThan
        )
    );
    if compares && element.attribute("", "measureThreshold").is_none() {
        let message = "measure is compared and no measureThreshold given, 0 is taken";
        reader.note(&rules::THRESHOLD_MISSING, element, message);
    }
}
