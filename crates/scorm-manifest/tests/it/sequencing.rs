//! Sequencing: what counts, what is kept, and what is made of presets.

mod judged;
mod measured;

use edu_types::Decimal;
use edu_xml::XmlRoot as _;
use scorm_manifest::Manifest;
use scorm_manifest::sequencing::{
    ChildActivitySet, ChildPlace, MapInfo, Preset, RandomizationTiming, ResolvedSequencing,
    RollupConsideration, RuleConditionKind, Sequencing, SharedSequencing,
};

use super::{PAGE_2004, codes, item_with, lenient, of_2004};

/// A manifest with an item of that sequencing, content and attributes in one.
fn with(sequencing: &str) -> String {
    of_2004("2004 4th Edition", &item_with("", sequencing), PAGE_2004)
}

/// The same with a collection.
fn sharing(sequencing: &str, collection: &str) -> String {
    with(sequencing).replace(
        "</resources>",
        &format!(
            "</resources><imsss:sequencingCollection>{collection}</imsss:sequencingCollection>"
        ),
    )
}

/// Codes of sequencing alone.
fn found(xml: &str) -> Vec<&'static str> {
    let all = codes(xml).into_iter();
    all.filter(|code| code.starts_with("scorm.sequencing"))
        .collect()
}

fn of_item(manifest: &Manifest) -> &Sequencing {
    let item = &manifest.organizations()[0].items[0];
    item.sequencing.as_deref().unwrap()
}

/// Sequencing with that content.
fn sequencing(content: &str) -> String {
    format!("<imsss:sequencing>{content}</imsss:sequencing>")
}

fn pre_rule(conditions: &str) -> String {
    sequencing(&format!(
        r#"<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions>{conditions}</imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules>"#
    ))
}

fn rollup(attributes: &str, content: &str) -> String {
    sequencing(&format!(
        "<imsss:rollupRules><imsss:rollupRule {attributes}>{content}</imsss:rollupRule></imsss:rollupRules>"
    ))
}

fn objectives(content: &str) -> String {
    sequencing(&format!("<imsss:objectives>{content}</imsss:objectives>"))
}

const ROLLUP: &str = r#"<imsss:rollupConditions><imsss:rollupCondition condition="satisfied"/></imsss:rollupConditions><imsss:rollupAction action="completed"/>"#;

const WHOLE: &str = r#"<imsss:sequencing><imsss:controlMode choice="false" choiceExit="false" flow="true" forwardOnly="true" useCurrentAttemptObjectiveInfo="false" useCurrentAttemptProgressInfo="false"/><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions conditionCombination="any"><imsss:ruleCondition referencedObjective="obj" measureThreshold="0.5000" operator="not" condition="objectiveMeasureGreaterThan"/></imsss:ruleConditions><imsss:ruleAction action="hiddenFromChoice"/></imsss:preConditionRule><imsss:exitConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="completed"/></imsss:ruleConditions><imsss:ruleAction action="exit"/></imsss:exitConditionRule><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="retry"/></imsss:postConditionRule></imsss:sequencingRules><imsss:limitConditions attemptLimit="2" attemptAbsoluteDurationLimit="PT30M"/><imsss:rollupRules rollupObjectiveSatisfied="false" rollupProgressCompletion="false" objectiveMeasureWeight=".25"><imsss:rollupRule childActivitySet="atLeastCount" minimumCount="3"><imsss:rollupConditions conditionCombination="all"><imsss:rollupCondition operator="not" condition="attempted"/></imsss:rollupConditions><imsss:rollupAction action="incomplete"/></imsss:rollupRule></imsss:rollupRules><imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true" objectiveID="OBJ"><imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure><imsss:mapInfo targetObjectiveID="g1" writeSatisfiedStatus="true"/></imsss:primaryObjective><imsss:objective objectiveID="obj"><imsss:mapInfo targetObjectiveID="g2"/></imsss:objective></imsss:objectives><imsss:randomizationControls randomizationTiming="once" reorderChildren="true"/><imsss:deliveryControls tracked="false" completionSetByContent="true" objectiveSetByContent="true"/><adlseq:constrainedChoiceConsiderations preventActivation="true" constrainChoice="true"/><adlseq:rollupConsiderations requiredForSatisfied="ifAttempted" measureSatisfactionIfActive="false"/><adlseq:objectives><adlseq:objective objectiveID="obj"><adlseq:mapInfo targetObjectiveID="g2" writeRawScore="true"/></adlseq:objective></adlseq:objectives></imsss:sequencing>"#;

#[test]
fn every_element_is_read_and_breaks_no_rule() {
    let xml = with(WHOLE);
    assert_eq!(found(&xml), Vec::<&str>::new());
    let manifest = lenient(&xml);
    let none = SharedSequencing::default();
    let all = of_item(&manifest).resolved(&none);
    assert!(!all.control_mode().choice() && all.control_mode().forward_only());
    let rule = &all.sequencing_rules().pre_conditions[0];
    let conditions = rule.conditions.as_ref().unwrap();
    assert!(!conditions.requires_all() && conditions.conditions[0].is_negated());
    let kind = RuleConditionKind::ObjectiveMeasureGreaterThan;
    assert_eq!(conditions.conditions[0].kind(), Some(&kind));
    assert_eq!(all.limit_conditions().attempt_limit, Some(2));
    let rollup = all.rollup_rules();
    assert_eq!(
        rollup.objective_measure_weight(),
        Decimal::parse("0.25").unwrap()
    );
    assert_eq!(rollup.rules[0].minimum_count(), 3);
    let ids: Vec<_> = all.objectives().ids().collect();
    assert_eq!(ids, ["OBJ", "obj"]);
    let primary = all.objectives().primary.as_ref().unwrap();
    assert_eq!(
        primary.min_normalized_measure(),
        Decimal::parse("0.8").unwrap()
    );
    assert!(all.constrained_choice().prevent_activation());
    let wanted = RollupConsideration::IfAttempted;
    assert_eq!(all.rollup_considerations().required_for_satisfied(), wanted);
    assert!(all.adl_objectives().objectives[0].maps[0].write_raw_score());
}

#[test]
fn what_is_read_is_written_as_it_came() {
    let xml = with(WHOLE);
    assert_eq!(lenient(&xml).to_xml_string().unwrap(), xml);
}

#[test]
fn what_is_absent_counts_as_the_standard_says() {
    let all = ResolvedSequencing::default();
    let mode = all.control_mode();
    assert!(mode.choice() && mode.choice_exit() && !mode.flow() && !mode.forward_only());
    assert!(mode.use_current_attempt_objective_info() && mode.use_current_attempt_progress_info());
    let rollup = all.rollup_rules();
    assert!(rollup.rollup_objective_satisfied() && rollup.rollup_progress_completion());
    assert_eq!(rollup.objective_measure_weight(), Decimal::from(1));
    let delivery = all.delivery_controls();
    assert!(delivery.tracked());
    assert!(!delivery.completion_set_by_content() && !delivery.objective_set_by_content());
    let random = all.randomization_controls();
    assert_eq!(random.randomization_timing(), RandomizationTiming::Never);
    assert_eq!(
        (random.selected_of(7), random.reorder_children()),
        (7, false)
    );
    let choice = all.constrained_choice();
    assert!(!choice.prevent_activation() && !choice.constrain_choice());
    let considered = all.rollup_considerations();
    assert_eq!(
        considered.required_for_incomplete(),
        RollupConsideration::Always
    );
    assert!(considered.measure_satisfaction_if_active());
    let map = MapInfo::to("g");
    assert!(map.read_satisfied_status() && map.read_normalized_measure());
    assert!(!map.write_satisfied_status() && !map.write_normalized_measure());
}

#[test]
fn conditions_of_rules_are_combined_by_all_and_those_of_rollup_by_any() {
    let xml = with(&pre_rule(r#"<imsss:ruleCondition condition="always"/>"#));
    let manifest = lenient(&xml);
    let rules = of_item(&manifest).sequencing_rules.as_ref().unwrap();
    assert!(
        rules.pre_conditions[0]
            .conditions
            .as_ref()
            .unwrap()
            .requires_all()
    );
    let manifest = lenient(&with(&rollup("", ROLLUP)));
    let rule = &of_item(&manifest).rollup_rules.as_ref().unwrap().rules[0];
    assert!(!rule.conditions.as_ref().unwrap().requires_all());
    assert_eq!(rule.child_activity_set(), Some(&ChildActivitySet::All));
}

#[test]
fn a_word_of_no_vocabulary_is_kept_and_does_nothing() {
    let xml = with(&pre_rule(r#"<imsss:ruleCondition condition="bored"/>"#));
    let manifest = lenient(&xml);
    let rules = of_item(&manifest).sequencing_rules.as_ref().unwrap();
    let condition = &rules.pre_conditions[0]
        .conditions
        .as_ref()
        .unwrap()
        .conditions[0];
    assert_eq!(condition.kind(), None);
    assert_eq!(condition.condition.as_ref().unwrap().as_str(), "bored");
    assert_eq!(manifest.to_xml_string().unwrap(), xml);
}

#[test]
fn a_part_at_the_activity_takes_the_place_of_the_shared_one() {
    let own =
        r#"<imsss:sequencing IDRef="s"><imsss:controlMode forwardOnly="true"/></imsss:sequencing>"#;
    let shared = r#"<imsss:sequencing ID="s"><imsss:controlMode flow="true"/><imsss:deliveryControls tracked="false"/></imsss:sequencing>"#;
    let manifest = lenient(&sharing(own, shared));
    let collection = manifest.sequencing_collection.as_ref().unwrap();
    let all = of_item(&manifest).resolved(&collection.by_name());
    assert!(all.control_mode().forward_only() && !all.control_mode().flow());
    assert!(!all.delivery_controls().tracked());
    let merged = all.to_sequencing();
    assert_eq!(
        (merged.id.as_deref(), merged.id_ref.as_deref()),
        (None, None)
    );
    assert!(merged.delivery_controls.is_some());
}

#[test]
fn shared_sequencing_that_is_used_well_breaks_no_rule() {
    let own = r#"<imsss:sequencing IDRef=" s "/>"#;
    let shared = format!(
        r#"<imsss:sequencing ID="s">{}</imsss:sequencing>"#,
        WHOLE
            .replace("<imsss:sequencing>", "")
            .replace("</imsss:sequencing>", "")
    );
    assert_eq!(found(&sharing(own, &shared)), Vec::<&str>::new());
}

#[test]
fn a_forced_sequence_opens_each_child_by_the_one_before_it() {
    let place = |identifier, before| ChildPlace {
        identifier,
        before,
        is_last: false,
    };
    let second = Preset::ForcedSequential.of_child(&place("b", Some("a")));
    let first = Preset::ForcedSequential.of_child(&place("a", None));
    let written = &first
        .objectives
        .as_ref()
        .unwrap()
        .primary
        .as_ref()
        .unwrap()
        .maps[0];
    assert!(written.write_satisfied_status());
    let read = &second.objectives.as_ref().unwrap().others[0].maps[0];
    assert_eq!(read.target(), written.target());
    let rules = second.sequencing_rules.as_ref().unwrap();
    let conditions = rules.pre_conditions[0].conditions.as_ref().unwrap();
    assert!(!conditions.requires_all());
    let about: Vec<_> = conditions
        .conditions
        .iter()
        .map(|one| one.referenced_objective.as_deref())
        .collect();
    assert_eq!(about, [Some("before"), Some("before")]);
}

#[test]
fn a_pool_offers_so_many_of_its_children() {
    let pool = Preset::RandomPool { count: 3 }.sequencing();
    let controls = pool.randomization_controls.unwrap();
    assert_eq!((controls.selected_of(10), controls.selected_of(2)), (3, 2));
    assert!(controls.reorder_children());
}

#[test]
fn only_the_test_at_the_end_counts_for_success() {
    let preset = Preset::PostTest {
        passing: Decimal::parse("0.8").unwrap(),
    };
    let test = preset.of_child(&ChildPlace {
        identifier: "t",
        before: Some("a"),
        is_last: true,
    });
    let primary = test.objectives.unwrap().primary.unwrap();
    assert!(primary.satisfied_by_measure());
    let other = preset.of_child(&ChildPlace {
        identifier: "a",
        before: None,
        is_last: false,
    });
    let rollup = other.rollup_rules.unwrap();
    assert!(!rollup.rollup_objective_satisfied() && rollup.rollup_progress_completion());
    assert!(rollup.objective_measure_weight().is_zero());
}
