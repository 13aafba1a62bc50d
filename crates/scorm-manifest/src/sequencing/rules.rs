//! Every rule that sequencing can break, with its number among the conformance requirements of ADL.
//!
//! Where ADL numbers one demand for the rules before, at and after an activity, the first number is given.

use crate::rules::rule_list;

rule_list! {
    /// The rules of sequencing.
    ALL, "SCORM 2004 4th Ed. ";
    /// A switch is neither `true` nor `false`.
    SWITCH must "scorm.sequencing.switch" "REQ_31.5.1.2", "CAM §5.1.2";
    /// Sequencing of a collection has no `ID`.
    ID_MISSING must "scorm.sequencing.collection.id" "REQ_31.3.3", "CAM §5.1.1";
    /// Two of a collection have the same `ID`.
    ID_TWICE must "scorm.sequencing.collection.id_twice" "REQ_31.3.2", "CAM §5.1.1";
    /// Sequencing of an activity has an `ID`, which only that of a collection may have.
    ID_PLACE must "scorm.sequencing.id_place" "REQ_31.3.4", "CAM §5.1.1";
    /// Sequencing of a collection refers to another.
    IDREF_PLACE must "scorm.sequencing.collection.idref" "REQ_31.4", "CAM §5.1.1";
    /// An `IDRef` names no sequencing of the collection.
    IDREF must "scorm.sequencing.idref" "REQ_31.4.3", "CAM §5.1.1";
    /// A collection holds nothing.
    COLLECTION_EMPTY must "scorm.sequencing.collection.empty" "REQ_32.1", "CAM §5.1.1";
    /// There are more rules of one kind than any activity needs, or more conditions of one.
    COUNT should "scorm.sequencing.count", "CAM §5.1.3; SN §3.4";
    /// A rule has no conditions.
    RULE_CONDITIONS must "scorm.sequencing.rule.conditions" "REQ_31.6.1.1", "CAM §5.1.3; SN §3.4.2";
    /// Conditions hold no condition.
    RULE_CONDITION_NONE must "scorm.sequencing.rule.no_condition" "REQ_31.6.1.1.2", "CAM §5.1.3; SN §3.4.2";
    /// A rule has no action.
    RULE_ACTION must "scorm.sequencing.rule.action" "REQ_31.6.1.2", "CAM §5.1.3; SN §3.4.3";
    /// How conditions are combined is neither `all` nor `any`.
    COMBINATION must "scorm.sequencing.rule.combination" "REQ_31.6.1.1.1.1", "CAM §5.1.3; SN §3.4.2";
    /// What a condition asks for is none of the words for it.
    CONDITION must "scorm.sequencing.condition" "REQ_31.6.1.1.2.4.1", "CAM §5.1.3; SN §3.4.2";
    /// The operator of a condition is neither `not` nor `noOp`.
    OPERATOR must "scorm.sequencing.condition.operator" "REQ_31.6.1.1.2.3.1", "CAM §5.1.3; SN §3.4.2";
    /// A threshold is no number from -1 to 1.
    THRESHOLD must "scorm.sequencing.condition.threshold" "REQ_31.6.1.1.2.2.1", "CAM §5.1.3; SN §3.4.2";
    /// A condition compares a measure and says with what by default only.
    THRESHOLD_MISSING advice "scorm.sequencing.condition.no_threshold" "REQ_31.6.1.1.2.2.2", "CAM §5.1.3; SN §3.4.2";
    /// A condition looks at an objective that the activity does not have.
    REFERENCED_OBJECTIVE must "scorm.sequencing.condition.objective" "REQ_31.6.1.1.2.1.3", "CAM §5.1.3; SN §3.4.2";
    /// A condition looks at an objective without a name.
    REFERENCED_BLANK must "scorm.sequencing.condition.objective_blank" "REQ_31.6.1.1.2.1.2", "CAM §5.1.3";
    /// What is done before an activity is none of the words for it.
    PRE_ACTION must "scorm.sequencing.pre_condition.action" "REQ_31.6.1.2.1.1", "CAM §5.1.3; SN §3.4.3";
    /// What is done when an activity exits is not `exit`.
    EXIT_ACTION must "scorm.sequencing.exit_condition.action" "REQ_31.6.2.2.1.1", "CAM §5.1.3; SN §3.4.3";
    /// What is done after an activity is none of the words for it.
    POST_ACTION must "scorm.sequencing.post_condition.action" "REQ_31.6.3.2.1.1", "CAM §5.1.3; SN §3.4.3";
    /// An organization is told to exit its parent, and has none.
    ROOT_EXIT_PARENT must "scorm.sequencing.root.exit_parent" "REQ_31.6.3.2.1.1.1", "CAM §5.1.3; SN §3.4.3";
    /// An organization is told to go to the activity before it, and there is none.
    ROOT_PREVIOUS must "scorm.sequencing.root.previous" "REQ_31.6.3.2.1.1.2", "CAM §5.1.3; SN §3.4.3";
    /// A limit of attempts is no whole number from 0.
    ATTEMPT_LIMIT must "scorm.sequencing.limit.attempts" "REQ_31.7.1.1", "CAM §5.1.4; SN §3.5.1";
    /// A limit of time is no duration.
    DURATION_LIMIT must "scorm.sequencing.limit.duration" "REQ_31.7.2.1", "CAM §5.1.4; SN §3.5.2";
    /// A limit of availability is no date and time.
    TIME_LIMIT must "scorm.sequencing.limit.time" "REQ_31.7.6.1", "CAM §5.1.4; SN §3.5.6";
    /// A limit is set that run-time environments need not know.
    LIMIT_UNSUPPORTED advice "scorm.sequencing.limit.unsupported", "CAM §5.1.4; SN §3.5";
    /// Auxiliary resources are given, which run-time environments need not know.
    AUXILIARY_UNSUPPORTED advice "scorm.sequencing.auxiliary.unsupported", "CAM §5.1.5; SN §3.6";
    /// A weight is no number from 0 to 1.
    WEIGHT must "scorm.sequencing.rollup.weight" "REQ_31.9.3.1", "CAM §5.1.6; SN §3.8.3";
    /// Which children a rollup rule looks at is none of the words for it.
    CHILD_SET must "scorm.sequencing.rollup.child_set" "REQ_31.9.4.1.1", "CAM §5.1.6; SN §3.7.2";
    /// A least number of children is no whole number from 0.
    MINIMUM_COUNT must "scorm.sequencing.rollup.minimum_count" "REQ_31.9.4.2.1", "CAM §5.1.6; SN §3.7.2";
    /// A least share of children is no number from 0 to 1.
    MINIMUM_PERCENT must "scorm.sequencing.rollup.minimum_percent" "REQ_31.9.4.3.1", "CAM §5.1.6; SN §3.7.2";
    /// A least number or share is given and not used, or used and not given.
    MINIMUM_UNUSED should "scorm.sequencing.rollup.minimum_unused" "REQ_31.9.4.2.2", "CAM §5.1.6; SN §3.7.2";
    /// A rollup rule has no conditions.
    ROLLUP_CONDITIONS must "scorm.sequencing.rollup.conditions" "REQ_31.9.4.4", "CAM §5.1.6; SN §3.7.3";
    /// Conditions of rollup hold no condition.
    ROLLUP_CONDITION_NONE must "scorm.sequencing.rollup.no_condition" "REQ_31.9.4.4.2", "CAM §5.1.6; SN §3.7.3";
    /// How conditions of rollup are combined is neither `all` nor `any`.
    ROLLUP_COMBINATION must "scorm.sequencing.rollup.combination" "REQ_31.9.4.4.1.1", "CAM §5.1.6; SN §3.7.3";
    /// What a condition of rollup asks for is none of the words for it.
    ROLLUP_CONDITION must "scorm.sequencing.rollup.condition" "REQ_31.9.4.4.2.2.1", "CAM §5.1.6; SN §3.7.3";
    /// The operator of a condition of rollup is neither `not` nor `noOp`.
    ROLLUP_OPERATOR must "scorm.sequencing.rollup.operator" "REQ_31.9.4.4.2.1.1", "CAM §5.1.6; SN §3.7.3";
    /// A rollup rule has no action.
    ROLLUP_ACTION_MISSING must "scorm.sequencing.rollup.no_action" "REQ_31.9.4.5", "CAM §5.1.6; SN §3.7.4";
    /// What a rollup rule sets is none of the words for it.
    ROLLUP_ACTION must "scorm.sequencing.rollup.action" "REQ_31.9.4.5.1.1", "CAM §5.1.6; SN §3.7.4";
    /// Objectives are given without the one that counts for the activity.
    PRIMARY_MISSING must "scorm.sequencing.objective.primary" "REQ_31.10.1", "CAM §5.1.7; SN §3.10";
    /// An objective has no identifier.
    OBJECTIVE_ID must "scorm.sequencing.objective.id" "REQ_31.10.2.2", "CAM §5.1.7; SN §3.10.1";
    /// The primary objective is mapped and has no identifier.
    PRIMARY_ID must "scorm.sequencing.objective.primary_id" "REQ_31.10.1.2.2", "CAM §5.1.7; SN §3.10.1";
    /// Two objectives of an activity have the same identifier.
    OBJECTIVE_TWICE must "scorm.sequencing.objective.id_twice" "REQ_31.10.1.2.3", "CAM §5.1.7; SN §3.10.1";
    /// The identifier of an objective has no characters, or white space alone.
    OBJECTIVE_BLANK must "scorm.sequencing.objective.id_blank" "REQ_31.10.1.2.4", "CAM §5.1.7; SN §3.10.1";
    /// The least measure that satisfies is no number from -1 to 1.
    MIN_MEASURE must "scorm.sequencing.objective.min_measure" "REQ_31.10.1.3.1", "CAM §5.1.7; SN §3.10.3";
    /// The least measure that satisfies is given where the measure satisfies nothing.
    MIN_MEASURE_UNUSED advice "scorm.sequencing.objective.min_measure_unused", "CAM §5.1.7; SN §3.10.2";
    /// A map names no global objective.
    MAP_TARGET must "scorm.sequencing.map.target" "REQ_31.10.1.4.1", "CAM §5.1.7; SN §3.10.4";
    /// A map names a global objective by no characters, or white space alone.
    MAP_TARGET_BLANK must "scorm.sequencing.map.target_blank" "REQ_31.10.1.4.1.2", "CAM §5.1.7; SN §3.10.4";
    /// Two maps of an objective read the status of a global one.
    MAP_READS_STATUS must "scorm.sequencing.map.reads_status" "REQ_31.10.1.4.6.1", "CAM §5.1.7; SN §3.10.4";
    /// Two maps of an objective read the measure of a global one.
    MAP_READS_MEASURE must "scorm.sequencing.map.reads_measure" "REQ_31.10.1.4.6.2", "CAM §5.1.7; SN §3.10.4";
    /// Two objectives of an activity write the status of the same global one.
    MAP_WRITES_STATUS must "scorm.sequencing.map.writes_status" "REQ_31.10.1.4.7.1", "CAM §5.1.7; SN §3.10.4";
    /// Two objectives of an activity write the measure of the same global one.
    MAP_WRITES_MEASURE must "scorm.sequencing.map.writes_measure" "REQ_31.10.1.4.7.2", "CAM §5.1.7; SN §3.10.4";
    /// When children are put in another order is none of the words for it.
    RANDOMIZATION_TIMING must "scorm.sequencing.randomization.timing" "REQ_31.11.1.1", "CAM §5.1.8; SN §3.12.1";
    /// How many children are selected is no whole number from 0.
    SELECT_COUNT must "scorm.sequencing.selection.count" "REQ_31.11.2.1", "CAM §5.1.8; SN §3.11.2";
    /// More children are to be selected than there are.
    SELECT_COUNT_BEYOND should "scorm.sequencing.selection.beyond", "SN §3.11.2";
    /// Children are to be selected and nothing says how many, or how many and not when.
    SELECTION_UNUSED should "scorm.sequencing.selection.unused" "REQ_31.11.2.2", "SN §3.11";
    /// When children are selected is none of the words for it.
    SELECTION_TIMING must "scorm.sequencing.selection.timing" "REQ_31.11.4.1", "CAM §5.1.8; SN §3.11.1";
    /// When a child counts for rollup is none of the words for it.
    CONSIDERATION must "scorm.sequencing.rollup.consideration" "REQ_31.14.2.2", "CAM §5.1.11; SN §3.9";
    /// ADL's objectives hold none.
    ADL_OBJECTIVES_EMPTY must "scorm.sequencing.adl_objective.none" "REQ_31.15.2", "CAM §5.1.12";
    /// One of ADL's objectives has no identifier.
    ADL_OBJECTIVE_ID must "scorm.sequencing.adl_objective.id" "REQ_31.15.2.1", "CAM §5.1.12";
    /// Two of ADL's objectives of an activity have the same identifier.
    ADL_OBJECTIVE_TWICE must "scorm.sequencing.adl_objective.id_twice" "REQ_31.15.2.1.2", "CAM §5.1.12";
    /// The identifier of one of ADL's objectives has no characters, or white space alone.
    ADL_OBJECTIVE_BLANK must "scorm.sequencing.adl_objective.id_blank" "REQ_31.15.2.1.3", "CAM §5.1.12";
    /// One of ADL's objectives is none of the activity.
    ADL_OBJECTIVE_UNKNOWN must "scorm.sequencing.adl_objective.unknown" "REQ_31.15.2.1.4", "CAM §5.1.12";
    /// One of ADL's objectives has no map.
    ADL_MAP_NONE must "scorm.sequencing.adl_map.none" "REQ_31.15.2.2", "CAM §5.1.12";
    /// One of ADL's maps names no global objective.
    ADL_MAP_TARGET must "scorm.sequencing.adl_map.target" "REQ_31.15.2.2.1", "CAM §5.1.12";
    /// One of ADL's maps names a global objective by no characters, or white space alone.
    ADL_MAP_TARGET_BLANK must "scorm.sequencing.adl_map.target_blank" "REQ_31.15.2.2.1.2", "CAM §5.1.12";
    /// Two of ADL's maps of an objective read the same of a global one.
    ADL_MAP_READS must "scorm.sequencing.adl_map.reads" "REQ_31.15.2.2.12", "CAM §5.1.12; SN §3.10.4";
    /// Two objectives of an activity write, by ADL's maps, the same of the same global one.
    ADL_MAP_WRITES must "scorm.sequencing.adl_map.writes" "REQ_31.15.2.2.13", "CAM §5.1.12; SN §3.10.4";
    /// ADL's objectives are there in an edition that does not have them.
    ADL_OBJECTIVES_EDITION should "scorm.sequencing.adl_objective.edition", "CAM §5.1.12";
}
