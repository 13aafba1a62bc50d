//! What is done before, at and after an activity.

use edu_types::{Rule, open_enum};
use edu_xml::{Element, Reader, xml_element};

use super::rule_conditions::{RuleCondition, RuleConditions};
use super::{imsss, judge, rules};

open_enum! {
    /// What is done with an activity before it is offered.
    ///
    /// Spec: SCORM 2004 4th Ed. SN §3.4.3.
    pub enum PreConditionAction {
        /// It is left out when learners go on or back.
        Skip = "skip",
        /// It cannot be attempted.
        Disabled = "disabled",
        /// It cannot be chosen.
        HiddenFromChoice = "hiddenFromChoice",
        /// Learners cannot go on behind it.
        StopForwardTraversal = "stopForwardTraversal",
    }
}

open_enum! {
    /// What is done when something inside an activity ends.
    ///
    /// Spec: SCORM 2004 4th Ed. SN §3.4.3.
    pub enum ExitConditionAction {
        /// The activity ends, too.
        Exit = "exit",
    }
}

open_enum! {
    /// What is done after an activity has ended.
    ///
    /// Spec: SCORM 2004 4th Ed. SN §3.4.3.
    pub enum PostConditionAction {
        /// Its parent ends, too.
        ExitParent = "exitParent",
        /// The whole course ends.
        ExitAll = "exitAll",
        /// It is attempted again.
        Retry = "retry",
        /// The whole course is begun again.
        RetryAll = "retryAll",
        /// Learners are led on.
        Continue = "continue",
        /// Learners are led back.
        Previous = "previous",
    }
}
judge::words!(PreConditionAction, ExitConditionAction, PostConditionAction);

xml_element! {
    /// What is done before, at and after an activity.
    ///
    /// Of each kind the first rule whose conditions hold counts; among those before an activity, the first
    /// of each action.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.3; SN §3.4.
    pub struct SequencingRules {
        elements {
            /// What is done before the activity is offered.
            list pre_conditions: PreConditionRule = imsss::PRE_CONDITION_RULE,
            /// What is done when something inside it ends.
            list exit_conditions: ExitConditionRule = imsss::EXIT_CONDITION_RULE,
            /// What is done after it has ended.
            list post_conditions: PostConditionRule = imsss::POST_CONDITION_RULE,
        }
        judged by rules_are_few;
    }
}

/// Declares one kind of rule and its action.
macro_rules! condition_rule {
    (
        $(#[$meta:meta])* $name:ident;
        $(#[$element_meta:meta])* $element:ident: $action:ty, $rule:ident;
        $judge:ident, $judge_action:ident
    ) => {
        xml_element! {
            $(#[$meta])*
            ///
            /// Spec: SCORM 2004 4th Ed. CAM §5.1.3; SN §3.4.
            pub struct $name {
                elements {
                    /// When it is done.
                    optional conditions: RuleConditions = imsss::RULE_CONDITIONS,
                    /// What is done.
                    optional rule_action: $element = imsss::RULE_ACTION,
                }
                judged by $judge;
            }
        }

        impl $name {
            /// A rule that does this under those conditions.
            pub fn of(action: $action, conditions: RuleConditions) -> Self {
                let mut element = $element::new();
                element.action = Some(action);
                let mut rule = Self::new();
                rule.conditions = Some(conditions);
                rule.rule_action = Some(element);
                rule
            }

            /// What is done; `None` where that is missing or no word of the vocabulary, so that nothing
            /// is.
            pub fn action(&self) -> Option<&$action> {
                let element = self.rule_action.as_ref()?;
                element.action.as_ref().filter(|action| action.is_known())
            }
        }

        xml_element! {
            $(#[$element_meta])*
            ///
            /// Spec: SCORM 2004 4th Ed. CAM §5.1.3; SN §3.4.3.
            pub struct $element {
                attributes {
                    /// The action.
                    optional action: $action = imsss::ACTION,
                }
                judged by $judge_action;
            }
        }

        fn $judge(rule: &$name, element: Element<'_>, reader: &mut Reader<'_>) {
            is_whole(rule.conditions.is_some(), rule.rule_action.is_some(), element, reader);
        }

        fn $judge_action(action: &$element, element: Element<'_>, reader: &mut Reader<'_>) {
            if action.action.is_none() && element.attribute("", "action").is_none() {
                reader.missing::<()>(element, imsss::ACTION, Some(&rules::$rule));
            }
            judge::word(action.action.as_ref(), &rules::$rule, imsss::ACTION, element, reader);
        }
    };
}

condition_rule! {
    /// What is done with an activity before it is offered.
    PreConditionRule;
    /// The action of a [`PreConditionRule`].
    PreConditionRuleAction: PreConditionAction, PRE_ACTION;
    pre_is_whole, pre_action_is_known
}

condition_rule! {
    /// What is done when something inside an activity ends.
    ExitConditionRule;
    /// The action of an [`ExitConditionRule`].
    ExitConditionRuleAction: ExitConditionAction, EXIT_ACTION;
    exit_is_whole, exit_action_is_known
}

condition_rule! {
    /// What is done after an activity has ended.
    PostConditionRule;
    /// The action of a [`PostConditionRule`].
    PostConditionRuleAction: PostConditionAction, POST_ACTION;
    post_is_whole, post_action_is_known
}

impl SequencingRules {
    /// Rules of one kind beyond which a manifest is told to be unusual.
    pub const USUAL: usize = 1000;

    /// The conditions of all rules, in order.
    pub fn conditions(&self) -> impl Iterator<Item = &RuleCondition> {
        let pre = self.pre_conditions.iter().map(|rule| &rule.conditions);
        let exit = self.exit_conditions.iter().map(|rule| &rule.conditions);
        let post = self.post_conditions.iter().map(|rule| &rule.conditions);
        let all = pre.chain(exit).chain(post).flatten();
        all.flat_map(|all| &all.conditions)
    }
}

fn is_whole(conditions: bool, action: bool, element: Element<'_>, reader: &mut Reader<'_>) {
    let absent = |present: bool, term, rule: &'static Rule, reader: &mut Reader<'_>| {
        if !present {
            reader.missing::<()>(element, term, Some(rule));
        }
    };
    absent(
        conditions,
        imsss::RULE_CONDITIONS,
        &rules::RULE_CONDITIONS,
        reader,
    );
    absent(action, imsss::RULE_ACTION, &rules::RULE_ACTION, reader);
}

fn rules_are_few(all: &SequencingRules, element: Element<'_>, reader: &mut Reader<'_>) {
    for (kind, found) in [
        ("preConditionRule", all.pre_conditions.len()),
        ("exitConditionRule", all.exit_conditions.len()),
        ("postConditionRule", all.post_conditions.len()),
    ] {
        judge::count(kind, found, SequencingRules::USUAL, element, reader);
    }
}
