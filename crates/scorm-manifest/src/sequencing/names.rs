//! The names that sequencing has in XML.

use edu_xml::xml_names;

xml_names! {
    /// Names of IMS Simple Sequencing.
    pub mod imsss {
        prefix = "imsss";
        namespaces = ["http://www.imsglobal.org/xsd/imsss"];
        qualified {
            /// What is shared between activities.
            SEQUENCING_COLLECTION = "sequencingCollection";
            /// How an activity behaves among others.
            SEQUENCING = "sequencing";
            /// Which ways through its children an activity offers.
            CONTROL_MODE = "controlMode";
            /// What is done before, at and after an activity.
            SEQUENCING_RULES = "sequencingRules";
            /// A rule before an activity.
            PRE_CONDITION_RULE = "preConditionRule";
            /// A rule at the exit of an activity.
            EXIT_CONDITION_RULE = "exitConditionRule";
            /// A rule after an activity.
            POST_CONDITION_RULE = "postConditionRule";
            /// The conditions of a rule.
            RULE_CONDITIONS = "ruleConditions";
            /// One condition of a rule.
            RULE_CONDITION = "ruleCondition";
            /// What a rule does.
            RULE_ACTION = "ruleAction";
            /// How often and how long an activity may be attempted.
            LIMIT_CONDITIONS = "limitConditions";
            /// What is offered beside an activity.
            AUXILIARY_RESOURCES = "auxiliaryResources";
            /// One thing that is offered beside an activity.
            AUXILIARY_RESOURCE = "auxiliaryResource";
            /// How children decide about their parent.
            ROLLUP_RULES = "rollupRules";
            /// One rule by which children decide about their parent.
            ROLLUP_RULE = "rollupRule";
            /// The conditions of a rollup rule.
            ROLLUP_CONDITIONS = "rollupConditions";
            /// One condition of a rollup rule.
            ROLLUP_CONDITION = "rollupCondition";
            /// What a rollup rule sets.
            ROLLUP_ACTION = "rollupAction";
            /// The objectives of an activity.
            OBJECTIVES = "objectives";
            /// The objective that counts for the activity itself.
            PRIMARY_OBJECTIVE = "primaryObjective";
            /// A further objective.
            OBJECTIVE = "objective";
            /// The least measure that satisfies.
            MIN_NORMALIZED_MEASURE = "minNormalizedMeasure";
            /// What an objective shares with a global one.
            MAP_INFO = "mapInfo";
            /// Which children are offered, and in which order.
            RANDOMIZATION_CONTROLS = "randomizationControls";
            /// What is tracked, and by whom it is set.
            DELIVERY_CONTROLS = "deliveryControls";
        }
        plain {
            /// The name that others refer to.
            ID = "ID";
            /// The name of what is shared.
            ID_REF = "IDRef";
            /// Whether learners may choose children.
            CHOICE = "choice";
            /// Whether learners may choose something outside.
            CHOICE_EXIT = "choiceExit";
            /// Whether learners may go on and back.
            FLOW = "flow";
            /// Whether learners may only go on.
            FORWARD_ONLY = "forwardOnly";
            /// Whether objectives count of the current attempt alone.
            USE_CURRENT_ATTEMPT_OBJECTIVE_INFO = "useCurrentAttemptObjectiveInfo";
            /// Whether progress counts of the current attempt alone.
            USE_CURRENT_ATTEMPT_PROGRESS_INFO = "useCurrentAttemptProgressInfo";
            /// Whether all conditions must hold, or any.
            CONDITION_COMBINATION = "conditionCombination";
            /// The objective that a condition looks at.
            REFERENCED_OBJECTIVE = "referencedObjective";
            /// What a condition compares the measure with.
            MEASURE_THRESHOLD = "measureThreshold";
            /// Whether a condition is turned round.
            OPERATOR = "operator";
            /// What is asked.
            CONDITION = "condition";
            /// What is done.
            ACTION = "action";
            /// How many attempts there are.
            ATTEMPT_LIMIT = "attemptLimit";
            /// How long an attempt may take.
            ATTEMPT_ABSOLUTE_DURATION_LIMIT = "attemptAbsoluteDurationLimit";
            /// How long an attempt may be worked on.
            ATTEMPT_EXPERIENCED_DURATION_LIMIT = "attemptExperiencedDurationLimit";
            /// How long all attempts may take.
            ACTIVITY_ABSOLUTE_DURATION_LIMIT = "activityAbsoluteDurationLimit";
            /// How long all attempts may be worked on.
            ACTIVITY_EXPERIENCED_DURATION_LIMIT = "activityExperiencedDurationLimit";
            /// When the activity begins to be available.
            BEGIN_TIME_LIMIT = "beginTimeLimit";
            /// When the activity ends to be available.
            END_TIME_LIMIT = "endTimeLimit";
            /// The identifier of an auxiliary resource.
            AUXILIARY_RESOURCE_ID = "auxiliaryResourceID";
            /// What an auxiliary resource is for.
            PURPOSE = "purpose";
            /// Whether the activity counts for whether its parent is satisfied.
            ROLLUP_OBJECTIVE_SATISFIED = "rollupObjectiveSatisfied";
            /// Whether the activity counts for whether its parent is completed.
            ROLLUP_PROGRESS_COMPLETION = "rollupProgressCompletion";
            /// How much the activity counts for its parent's measure.
            OBJECTIVE_MEASURE_WEIGHT = "objectiveMeasureWeight";
            /// Which children a rule looks at.
            CHILD_ACTIVITY_SET = "childActivitySet";
            /// How many children at least.
            MINIMUM_COUNT = "minimumCount";
            /// Which share of the children at least.
            MINIMUM_PERCENT = "minimumPercent";
            /// Whether the measure decides about satisfaction.
            SATISFIED_BY_MEASURE = "satisfiedByMeasure";
            /// The identifier of an objective.
            OBJECTIVE_ID = "objectiveID";
            /// The identifier of a global objective.
            TARGET_OBJECTIVE_ID = "targetObjectiveID";
            /// Whether the status is read from the global objective.
            READ_SATISFIED_STATUS = "readSatisfiedStatus";
            /// Whether the measure is read from the global objective.
            READ_NORMALIZED_MEASURE = "readNormalizedMeasure";
            /// Whether the status is written to the global objective.
            WRITE_SATISFIED_STATUS = "writeSatisfiedStatus";
            /// Whether the measure is written to the global objective.
            WRITE_NORMALIZED_MEASURE = "writeNormalizedMeasure";
            /// When children are put in another order.
            RANDOMIZATION_TIMING = "randomizationTiming";
            /// How many children are offered.
            SELECT_COUNT = "selectCount";
            /// Whether the order of children is changed.
            REORDER_CHILDREN = "reorderChildren";
            /// When children are selected.
            SELECTION_TIMING = "selectionTiming";
            /// Whether the activity is tracked.
            TRACKED = "tracked";
            /// Whether content says when it is completed.
            COMPLETION_SET_BY_CONTENT = "completionSetByContent";
            /// Whether content says when it is satisfied.
            OBJECTIVE_SET_BY_CONTENT = "objectiveSetByContent";
        }
    }
}

xml_names! {
    /// Names of ADL's additions to sequencing.
    pub mod adlseq {
        prefix = "adlseq";
        namespaces = ["http://www.adlnet.org/xsd/adlseq_v1p3"];
        qualified {
            /// How choice is constrained.
            CONSTRAINED_CHOICE_CONSIDERATIONS = "constrainedChoiceConsiderations";
            /// When a child counts for rollup.
            ROLLUP_CONSIDERATIONS = "rollupConsiderations";
            /// What objectives share beyond status and measure.
            OBJECTIVES = "objectives";
            /// One objective that shares more.
            OBJECTIVE = "objective";
            /// What an objective shares with a global one.
            MAP_INFO = "mapInfo";
            /// On an organization: whether its global objectives are known to all courses.
            OBJECTIVES_GLOBAL_TO_SYSTEM = "objectivesGlobalToSystem";
        }
        plain {
            /// Whether children stay inactive until their parent is chosen.
            PREVENT_ACTIVATION = "preventActivation";
            /// Whether only the nearest activities can be chosen.
            CONSTRAIN_CHOICE = "constrainChoice";
            /// When the activity counts for the parent being satisfied.
            REQUIRED_FOR_SATISFIED = "requiredForSatisfied";
            /// When the activity counts for the parent being not satisfied.
            REQUIRED_FOR_NOT_SATISFIED = "requiredForNotSatisfied";
            /// When the activity counts for the parent being completed.
            REQUIRED_FOR_COMPLETED = "requiredForCompleted";
            /// When the activity counts for the parent being incomplete.
            REQUIRED_FOR_INCOMPLETE = "requiredForIncomplete";
            /// Whether the measure decides while the activity is active.
            MEASURE_SATISFACTION_IF_ACTIVE = "measureSatisfactionIfActive";
            /// The identifier of an objective.
            OBJECTIVE_ID = "objectiveID";
            /// The identifier of a global objective.
            TARGET_OBJECTIVE_ID = "targetObjectiveID";
            /// Whether the raw score is read.
            READ_RAW_SCORE = "readRawScore";
            /// Whether the least score is read.
            READ_MIN_SCORE = "readMinScore";
            /// Whether the highest score is read.
            READ_MAX_SCORE = "readMaxScore";
            /// Whether the completion status is read.
            READ_COMPLETION_STATUS = "readCompletionStatus";
            /// Whether the progress measure is read.
            READ_PROGRESS_MEASURE = "readProgressMeasure";
            /// Whether the raw score is written.
            WRITE_RAW_SCORE = "writeRawScore";
            /// Whether the least score is written.
            WRITE_MIN_SCORE = "writeMinScore";
            /// Whether the highest score is written.
            WRITE_MAX_SCORE = "writeMaxScore";
            /// Whether the completion status is written.
            WRITE_COMPLETION_STATUS = "writeCompletionStatus";
            /// Whether the progress measure is written.
            WRITE_PROGRESS_MEASURE = "writeProgressMeasure";
        }
    }
}
