//! Every rule that sequencing can break, by what breaks it.

use edu_types::Profile;
use scorm_manifest::Manifest;
use scorm_manifest::sequencing::{References, rules};

use super::{found, objectives, of_item, pre_rule, sequencing, sharing, with};
use crate::{PAGE_2004, of_2004, organizations, read};

#[test]
fn rules_of_activities_are_judged() {
    for (code, content) in [
        (
            "scorm.sequencing.switch",
            sequencing(r#"<imsss:controlMode flow="yes"/>"#),
        ),
        (
            "scorm.sequencing.rule.conditions",
            sequencing(
                r#"<imsss:sequencingRules><imsss:exitConditionRule><imsss:ruleAction action="exit"/></imsss:exitConditionRule></imsss:sequencingRules>"#,
            ),
        ),
        ("scorm.sequencing.rule.no_condition", pre_rule("")),
        (
            "scorm.sequencing.rule.action",
            pre_rule(r#"<imsss:ruleCondition condition="always"/>"#)
                .replace(r#"<imsss:ruleAction action="skip"/>"#, ""),
        ),
        (
            "scorm.sequencing.rule.combination",
            pre_rule(r#"<imsss:ruleCondition condition="always"/>"#).replace(
                "<imsss:ruleConditions>",
                r#"<imsss:ruleConditions conditionCombination="some">"#,
            ),
        ),
        (
            "scorm.sequencing.condition",
            pre_rule(r#"<imsss:ruleCondition condition="Satisfied"/>"#),
        ),
        (
            "scorm.sequencing.condition",
            pre_rule("<imsss:ruleCondition/>"),
        ),
        (
            "scorm.sequencing.condition.operator",
            pre_rule(r#"<imsss:ruleCondition condition="always" operator="NOT"/>"#),
        ),
        (
            "scorm.sequencing.condition.threshold",
            pre_rule(
                r#"<imsss:ruleCondition condition="objectiveMeasureLessThan" measureThreshold="1.0001"/>"#,
            ),
        ),
        (
            "scorm.sequencing.condition.threshold",
            pre_rule(
                r#"<imsss:ruleCondition condition="objectiveMeasureLessThan" measureThreshold="half"/>"#,
            ),
        ),
        (
            "scorm.sequencing.condition.no_threshold",
            pre_rule(r#"<imsss:ruleCondition condition="objectiveMeasureLessThan"/>"#),
        ),
        (
            "scorm.sequencing.condition.objective",
            pre_rule(r#"<imsss:ruleCondition condition="always" referencedObjective="x"/>"#),
        ),
        (
            "scorm.sequencing.condition.objective_blank",
            pre_rule(r#"<imsss:ruleCondition condition="always" referencedObjective=" "/>"#),
        ),
        (
            "scorm.sequencing.pre_condition.action",
            pre_rule(r#"<imsss:ruleCondition condition="always"/>"#).replace("skip", "exit"),
        ),
        (
            "scorm.sequencing.exit_condition.action",
            sequencing(
                r#"<imsss:sequencingRules><imsss:exitConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="exitAll"/></imsss:exitConditionRule></imsss:sequencingRules>"#,
            ),
        ),
        (
            "scorm.sequencing.post_condition.action",
            sequencing(
                r#"<imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:postConditionRule></imsss:sequencingRules>"#,
            ),
        ),
    ] {
        assert!(found(&with(&content)).contains(&code), "{code}: {content}");
    }
}

#[test]
fn limits_are_judged() {
    for (code, content) in [
        (
            "scorm.sequencing.limit.attempts",
            sequencing(r#"<imsss:limitConditions attemptLimit="-1"/>"#),
        ),
        (
            "scorm.sequencing.limit.duration",
            sequencing(r#"<imsss:limitConditions attemptAbsoluteDurationLimit="1h"/>"#),
        ),
        (
            "scorm.sequencing.limit.duration",
            sequencing(r#"<imsss:limitConditions attemptAbsoluteDurationLimit="P2W"/>"#),
        ),
        (
            "scorm.sequencing.limit.time",
            sequencing(r#"<imsss:limitConditions beginTimeLimit="tomorrow"/>"#),
        ),
        (
            "scorm.sequencing.limit.unsupported",
            sequencing(r#"<imsss:limitConditions endTimeLimit="2030-01-01T00:00:00"/>"#),
        ),
        (
            "scorm.sequencing.auxiliary.unsupported",
            sequencing(
                r#"<imsss:auxiliaryResources><imsss:auxiliaryResource auxiliaryResourceID="g" purpose="glossary"/></imsss:auxiliaryResources>"#,
            ),
        ),
    ] {
        assert!(found(&with(&content)).contains(&code), "{code}: {content}");
    }
}

#[test]
fn selection_is_judged() {
    for (code, content) in [
        (
            "scorm.sequencing.randomization.timing",
            r#"randomizationTiming="daily""#,
        ),
        (
            "scorm.sequencing.selection.timing",
            r#"selectionTiming="daily""#,
        ),
        (
            "scorm.sequencing.selection.count",
            r#"selectionTiming="once" selectCount="-1""#,
        ),
        ("scorm.sequencing.selection.unused", r#"selectCount="1""#),
        (
            "scorm.sequencing.selection.unused",
            r#"selectionTiming="once""#,
        ),
        (
            "scorm.sequencing.selection.beyond",
            r#"selectionTiming="once" selectCount="9""#,
        ),
    ] {
        let xml = with(&sequencing(&format!(
            "<imsss:randomizationControls {content}/>"
        )));
        assert!(found(&xml).contains(&code), "{code}: {content}");
    }
}

#[test]
fn what_is_shared_is_judged() {
    let own = r#"<imsss:sequencing IDRef="s"/>"#;
    let looks = pre_rule(r#"<imsss:ruleCondition condition="satisfied" referencedObjective="x"/>"#);
    for (code, xml) in [
        ("scorm.sequencing.collection.empty", sharing("", "")),
        (
            "scorm.sequencing.collection.id",
            sharing("", "<imsss:sequencing/>"),
        ),
        (
            "scorm.sequencing.collection.id_twice",
            sharing(own, &r#"<imsss:sequencing ID="s"/>"#.repeat(2)),
        ),
        (
            "scorm.sequencing.collection.idref",
            sharing(
                own,
                r#"<imsss:sequencing ID="s"/><imsss:sequencing ID="t" IDRef="s"/>"#,
            ),
        ),
        (
            "scorm.sequencing.idref",
            sharing(own, r#"<imsss:sequencing ID="S"/>"#),
        ),
        ("scorm.sequencing.idref", with(own)),
        (
            "scorm.sequencing.id_place",
            with(r#"<imsss:sequencing ID="s"/>"#),
        ),
        (
            "scorm.sequencing.condition.objective",
            sharing(
                own,
                &looks.replacen("<imsss:sequencing>", r#"<imsss:sequencing ID="s">"#, 1),
            ),
        ),
        (
            "scorm.sequencing.condition.objective",
            sharing(
                &looks.replacen("<imsss:sequencing>", r#"<imsss:sequencing IDRef="s">"#, 1),
                r#"<imsss:sequencing ID="s"/>"#,
            ),
        ),
    ] {
        assert!(found(&xml).contains(&code), "{code}: {xml}");
    }
}

#[test]
fn a_shared_objective_is_known_to_rules_of_the_activity() {
    let looks = pre_rule(r#"<imsss:ruleCondition condition="satisfied" referencedObjective="x"/>"#);
    let own = looks.replacen("<imsss:sequencing>", r#"<imsss:sequencing IDRef="s">"#, 1);
    let shared = objectives(r#"<imsss:primaryObjective objectiveID="x"/>"#);
    let shared = shared.replacen("<imsss:sequencing>", r#"<imsss:sequencing ID="s">"#, 1);
    assert_eq!(found(&sharing(&own, &shared)), Vec::<&str>::new());
}

#[test]
fn an_organization_leads_nowhere_outside() {
    for (code, action) in [
        ("scorm.sequencing.root.exit_parent", "exitParent"),
        ("scorm.sequencing.root.previous", "previous"),
    ] {
        let rule = sequencing(&format!(
            r#"<imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="{action}"/></imsss:postConditionRule></imsss:sequencingRules>"#
        ));
        let item = r#"<item identifier="I" identifierref="R"><title>Unit</title></item>"#;
        let xml = of_2004(
            "2004 4th Edition",
            &organizations(&format!("{item}{rule}")),
            PAGE_2004,
        );
        assert_eq!(found(&xml), [code]);
        assert!(!found(&with(&rule)).contains(&code));
    }
}

#[test]
fn a_hundred_thousand_rules_are_read_in_one_pass_and_told() {
    let one = r#"<imsss:rollupRule><imsss:rollupConditions><imsss:rollupCondition condition="satisfied"/></imsss:rollupConditions><imsss:rollupAction action="satisfied"/></imsss:rollupRule>"#;
    let xml = with(&sequencing(&format!(
        "<imsss:rollupRules>{}</imsss:rollupRules>",
        one.repeat(100_000)
    )));
    let limits = Manifest::LIMITS.with_nodes(1_000_000).with_bytes(64 << 20);
    let read = Manifest::from_slice(xml.as_bytes(), &Profile::lenient(), &limits).unwrap();
    assert_eq!(
        of_item(&read.value)
            .rollup_rules
            .as_ref()
            .unwrap()
            .rules
            .len(),
        100_000
    );
    let told = read
        .report
        .findings()
        .iter()
        .any(|finding| finding.code == "scorm.sequencing.count");
    assert!(told);
}

#[test]
fn many_activities_that_share_many_rules_are_judged_within_a_bound() {
    let condition = r#"<imsss:ruleCondition condition="satisfied" referencedObjective="x"/>"#;
    let rule = format!(
        r#"<imsss:preConditionRule><imsss:ruleConditions>{}</imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule>"#,
        condition.repeat(5_000)
    );
    let shared = format!(
        r#"<imsss:sequencing ID="s"><imsss:sequencingRules>{rule}</imsss:sequencingRules><imsss:objectives><imsss:primaryObjective objectiveID="x"/></imsss:objectives></imsss:sequencing>"#
    );
    let mut items = String::new();
    for at in 0..5_000 {
        let item = format!(
            r#"<item identifier="I{at}" identifierref="R"><title>U</title><imsss:sequencing IDRef="s"/></item>"#
        );
        items.push_str(&item);
    }
    let xml = of_2004("2004 4th Edition", &organizations(&items), PAGE_2004).replace(
        "</resources>",
        &format!("</resources><imsss:sequencingCollection>{shared}</imsss:sequencingCollection>"),
    );
    assert!(read(&xml, &Profile::lenient()).is_ok());
    const { assert!(References::MOST_SHARED < 5_000 * 5_000) };
}

#[test]
fn every_rule_of_sequencing_is_looked_for_here() {
    let here = concat!(include_str!("judged.rs"), include_str!("measured.rs"));
    for rule in rules::ALL {
        assert!(
            here.contains(&format!("\"{}\"", rule.code)),
            "{}",
            rule.code
        );
        assert!(
            rule.clause.starts_with("SCORM 2004 4th Ed. "),
            "{}",
            rule.code
        );
    }
}
