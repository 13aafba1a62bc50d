//! How the children of an activity decide about it.

use edu_types::{Decimal, open_enum};
use edu_xml::{Element, Reader, xml_element};

use super::rule_conditions::{ConditionCombination, ConditionOperator};
use super::{imsss, judge, rules};

open_enum! {
    /// Which children must be as the conditions say.
    ///
    /// Spec: SCORM 2004 4th Ed. SN §3.7.2.
    pub enum ChildActivitySet {
        /// Each of them.
        All = "all",
        /// At least one.
        Any = "any",
        /// No one.
        None = "none",
        /// So many at least.
        AtLeastCount = "atLeastCount",
        /// Such a share at least.
        AtLeastPercent = "atLeastPercent",
    }
}

open_enum! {
    /// What a condition of rollup asks about a child.
    ///
    /// Spec: SCORM 2004 4th Ed. SN §3.7.3.
    pub enum RollupConditionKind {
        /// Whether its primary objective is satisfied.
        Satisfied = "satisfied",
        /// Whether it is known if its primary objective is satisfied.
        ObjectiveStatusKnown = "objectiveStatusKnown",
        /// Whether its primary objective has a measure.
        ObjectiveMeasureKnown = "objectiveMeasureKnown",
        /// Whether it is completed.
        Completed = "completed",
        /// Whether it is known if it is completed.
        ActivityProgressKnown = "activityProgressKnown",
        /// Whether it has been attempted.
        Attempted = "attempted",
        /// Whether there is no attempt left.
        AttemptLimitExceeded = "attemptLimitExceeded",
        /// Whether there is no time left.
        TimeLimitExceeded = "timeLimitExceeded",
        /// Whether it is too early or too late.
        OutsideAvailableTimeRange = "outsideAvailableTimeRange",
    }
}

open_enum! {
    /// What a rollup rule sets of the activity.
    ///
    /// Spec: SCORM 2004 4th Ed. SN §3.7.4.
    pub enum RollupActionKind {
        /// Its primary objective is satisfied.
        Satisfied = "satisfied",
        /// Its primary objective is not satisfied.
        NotSatisfied = "notSatisfied",
        /// It is completed.
        Completed = "completed",
        /// It is not completed.
        Incomplete = "incomplete",
    }
}
judge::words!(ChildActivitySet, RollupConditionKind, RollupActionKind);

xml_element! {
    /// How the children of an activity decide about it, and how it decides about its parent.
    ///
    /// Fields hold what is written, methods of the same names what counts. Which rules apply where none of
    /// an action's family is given is for the run-time environment.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.6; SN §3.7, §3.8.
    pub struct RollupRules {
        attributes {
            /// Whether it counts for whether its parent is satisfied; by default it does.
            optional rollup_objective_satisfied: bool = imsss::ROLLUP_OBJECTIVE_SATISFIED => &rules::SWITCH; otherwise true,
            /// Whether it counts for whether its parent is completed; by default it does.
            optional rollup_progress_completion: bool = imsss::ROLLUP_PROGRESS_COMPLETION => &rules::SWITCH; otherwise true,
            /// How much its measure counts for that of its parent, from 0 to 1; by default 1.
            optional objective_measure_weight: Decimal = imsss::OBJECTIVE_MEASURE_WEIGHT => &rules::WEIGHT; otherwise Decimal::from(1),
        }
        elements {
            /// The rules, in order.
            list rules: RollupRule = imsss::ROLLUP_RULE,
        }
        judged by rollup_is_usable;
    }
}

impl RollupRules {
    /// Rules beyond which a manifest is told to be unusual.
    pub const USUAL: usize = 1000;
}

xml_element! {
    /// One rule by which the children of an activity decide about it.
    ///
    /// Fields hold what is written, methods of the same names what counts.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.6; SN §3.7.
    pub struct RollupRule {
        attributes {
            /// Which children must be as the conditions say; by default all.
            optional child_activity_set: ChildActivitySet = imsss::CHILD_ACTIVITY_SET,
            /// How many, for [`ChildActivitySet::AtLeastCount`]; by default 0.
            optional minimum_count: u32 = imsss::MINIMUM_COUNT => &rules::MINIMUM_COUNT; otherwise 0,
            /// Which share from 0 to 1, for [`ChildActivitySet::AtLeastPercent`]; by default 0.
            optional minimum_percent: Decimal = imsss::MINIMUM_PERCENT => &rules::MINIMUM_PERCENT; otherwise Decimal::from(0),
        }
        elements {
            /// How each of those children must be.
            optional conditions: RollupConditions = imsss::ROLLUP_CONDITIONS,
            /// What is set then.
            optional rollup_action: RollupAction = imsss::ROLLUP_ACTION,
        }
        judged by rule_is_whole;
    }
}

impl RollupRule {
    /// A rule that sets this where all children are as the conditions say.
    pub fn of(action: RollupActionKind, conditions: RollupConditions) -> Self {
        let mut element = RollupAction::new();
        element.action = Some(action);
        let mut rule = Self::new();
        rule.conditions = Some(conditions);
        rule.rollup_action = Some(element);
        rule
    }

    /// Which children must be as the conditions say; `None` where that is no word of the vocabulary, so
    /// that the rule cannot hold.
    pub fn child_activity_set(&self) -> Option<&ChildActivitySet> {
        match &self.child_activity_set {
            None => Some(&ChildActivitySet::All),
            Some(set) => Some(set).filter(|set| set.is_known()),
        }
    }

    /// What is set; `None` where that is missing or no word of the vocabulary, so that nothing is.
    pub fn action(&self) -> Option<&RollupActionKind> {
        let element = self.rollup_action.as_ref()?;
        element.action.as_ref().filter(|action| action.is_known())
    }
}

xml_element! {
    /// How a child must be for a rollup rule.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.6; SN §3.7.1.
    pub struct RollupConditions {
        attributes {
            /// How many of the conditions must hold; by default one, other than in [`super::RuleConditions`].
            optional combination: ConditionCombination = imsss::CONDITION_COMBINATION,
        }
        elements {
            /// The conditions.
            list conditions: RollupCondition = imsss::ROLLUP_CONDITION,
        }
        judged by conditions_are_usable;
    }
}

impl RollupConditions {
    /// Conditions of which one must hold.
    pub fn any(conditions: impl IntoIterator<Item = RollupCondition>) -> Self {
        let mut any = Self::new();
        any.conditions.extend(conditions);
        any
    }

    /// Conditions of which each must hold.
    pub fn all(conditions: impl IntoIterator<Item = RollupCondition>) -> Self {
        let mut all = Self::any(conditions);
        all.combination = Some(ConditionCombination::All);
        all
    }

    /// Whether each of the conditions must hold, not only one.
    pub fn requires_all(&self) -> bool {
        self.combination == Some(ConditionCombination::All)
    }
}

xml_element! {
    /// One question about a child.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.6; SN §3.7.3.
    pub struct RollupCondition {
        attributes {
            /// Whether the answer is turned round; by default it is not.
            optional operator: ConditionOperator = imsss::OPERATOR,
            /// What is asked.
            optional condition: RollupConditionKind = imsss::CONDITION,
        }
        judged by condition_is_usable;
    }
}

impl RollupCondition {
    /// A question about a child.
    pub fn of(condition: RollupConditionKind) -> Self {
        let mut one = Self::new();
        one.condition = Some(condition);
        one
    }

    /// The question turned round.
    #[must_use]
    pub fn negated(mut self) -> Self {
        self.operator = Some(ConditionOperator::Not);
        self
    }

    /// What is asked; `None` where that is missing or no word of the vocabulary.
    pub fn kind(&self) -> Option<&RollupConditionKind> {
        self.condition.as_ref().filter(|kind| kind.is_known())
    }

    /// Whether the answer is turned round.
    pub fn is_negated(&self) -> bool {
        self.operator == Some(ConditionOperator::Not)
    }
}

xml_element! {
    /// What a rollup rule sets.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.6; SN §3.7.4.
    pub struct RollupAction {
        attributes {
            /// The action.
            optional action: RollupActionKind = imsss::ACTION,
        }
        judged by action_is_known;
    }
}

fn rollup_is_usable(all: &RollupRules, element: Element<'_>, reader: &mut Reader<'_>) {
    let (rule, term) = (&rules::WEIGHT, imsss::OBJECTIVE_MEASURE_WEIGHT);
    judge::range(
        all.objective_measure_weight.as_ref(),
        0,
        rule,
        term,
        element,
        reader,
    );
    judge::count(
        "rollupRule",
        all.rules.len(),
        RollupRules::USUAL,
        element,
        reader,
    );
}

fn rule_is_whole(one: &RollupRule, element: Element<'_>, reader: &mut Reader<'_>) {
    let (rule, term) = (&rules::CHILD_SET, imsss::CHILD_ACTIVITY_SET);
    judge::word(one.child_activity_set.as_ref(), rule, term, element, reader);
    let (rule, term) = (&rules::MINIMUM_PERCENT, imsss::MINIMUM_PERCENT);
    judge::range(one.minimum_percent.as_ref(), 0, rule, term, element, reader);
    minimum_is_used(one, element, reader);
    if one.conditions.is_none() {
        let rule = Some(&rules::ROLLUP_CONDITIONS);
        reader.missing::<()>(element, imsss::ROLLUP_CONDITIONS, rule);
    }
    if one.rollup_action.is_none() {
        let rule = Some(&rules::ROLLUP_ACTION_MISSING);
        reader.missing::<()>(element, imsss::ROLLUP_ACTION, rule);
    }
}

fn minimum_is_used(one: &RollupRule, element: Element<'_>, reader: &mut Reader<'_>) {
    let is = |set| one.child_activity_set == Some(set);
    let written = |local| element.attribute("", local).is_some();
    let above_zero = one.minimum_count.is_some_and(|count| count > 0);
    let share = one
        .minimum_percent
        .as_ref()
        .is_some_and(Decimal::is_positive);
    let message = if is(ChildActivitySet::AtLeastCount) && !written("minimumCount") {
        "childActivitySet is atLeastCount and no minimumCount is given, 0 is taken"
    } else if is(ChildActivitySet::AtLeastPercent) && !written("minimumPercent") {
        "childActivitySet is atLeastPercent and no minimumPercent is given, 0 is taken"
    } else if above_zero && !is(ChildActivitySet::AtLeastCount) {
        "minimumCount is given and childActivitySet is not atLeastCount"
    } else if share && !is(ChildActivitySet::AtLeastPercent) {
        "minimumPercent is given and childActivitySet is not atLeastPercent"
    } else {
        return;
    };
    reader.note(&rules::MINIMUM_UNUSED, element, message);
}

fn conditions_are_usable(all: &RollupConditions, element: Element<'_>, reader: &mut Reader<'_>) {
    let (rule, term) = (&rules::ROLLUP_COMBINATION, imsss::CONDITION_COMBINATION);
    judge::word(all.combination.as_ref(), rule, term, element, reader);
    if all.conditions.is_empty() {
        let rule = Some(&rules::ROLLUP_CONDITION_NONE);
        reader.missing::<()>(element, imsss::ROLLUP_CONDITION, rule);
    }
    let (found, usual) = (all.conditions.len(), RollupRules::USUAL);
    judge::count("rollupCondition", found, usual, element, reader);
}

fn condition_is_usable(one: &RollupCondition, element: Element<'_>, reader: &mut Reader<'_>) {
    let (rule, term) = (&rules::ROLLUP_OPERATOR, imsss::OPERATOR);
    judge::word(one.operator.as_ref(), rule, term, element, reader);
    let (rule, term) = (&rules::ROLLUP_CONDITION, imsss::CONDITION);
    judge::word(one.condition.as_ref(), rule, term, element, reader);
    if one.condition.is_none() {
        reader.missing::<()>(element, term, Some(rule));
    }
}

fn action_is_known(one: &RollupAction, element: Element<'_>, reader: &mut Reader<'_>) {
    let (rule, term) = (&rules::ROLLUP_ACTION, imsss::ACTION);
    judge::word(one.action.as_ref(), rule, term, element, reader);
    if one.action.is_none() {
        reader.missing::<()>(element, term, Some(rule));
    }
}
