//! Every rule that rollup and objectives can break, by what breaks it.

use super::{ROLLUP, WHOLE, found, objectives, rollup, sequencing, with};

#[test]
fn rollup_is_judged() {
    for (code, content) in [
        (
            "scorm.sequencing.rollup.weight",
            sequencing(r#"<imsss:rollupRules objectiveMeasureWeight="1.5"/>"#),
        ),
        (
            "scorm.sequencing.rollup.weight",
            sequencing(r#"<imsss:rollupRules objectiveMeasureWeight="-0.1"/>"#),
        ),
        (
            "scorm.sequencing.rollup.child_set",
            rollup(r#"childActivitySet="some""#, ROLLUP),
        ),
        (
            "scorm.sequencing.rollup.minimum_count",
            rollup(
                r#"childActivitySet="atLeastCount" minimumCount="-2""#,
                ROLLUP,
            ),
        ),
        (
            "scorm.sequencing.rollup.minimum_percent",
            rollup(
                r#"childActivitySet="atLeastPercent" minimumPercent="50""#,
                ROLLUP,
            ),
        ),
        (
            "scorm.sequencing.rollup.minimum_unused",
            rollup(r#"minimumCount="2""#, ROLLUP),
        ),
        (
            "scorm.sequencing.rollup.minimum_unused",
            rollup(r#"minimumPercent="0.5""#, ROLLUP),
        ),
        (
            "scorm.sequencing.rollup.minimum_unused",
            rollup(r#"childActivitySet="atLeastCount""#, ROLLUP),
        ),
        (
            "scorm.sequencing.rollup.conditions",
            rollup("", r#"<imsss:rollupAction action="completed"/>"#),
        ),
        (
            "scorm.sequencing.rollup.no_condition",
            rollup(
                "",
                r#"<imsss:rollupConditions/><imsss:rollupAction action="completed"/>"#,
            ),
        ),
        (
            "scorm.sequencing.rollup.combination",
            rollup(
                "",
                &ROLLUP.replace(
                    "<imsss:rollupConditions>",
                    r#"<imsss:rollupConditions conditionCombination="">"#,
                ),
            ),
        ),
        (
            "scorm.sequencing.rollup.condition",
            rollup(
                "",
                &ROLLUP.replace(r#"condition="satisfied""#, r#"condition="always""#),
            ),
        ),
        (
            "scorm.sequencing.rollup.operator",
            rollup(
                "",
                &ROLLUP.replace(
                    r#"condition="satisfied""#,
                    r#"condition="satisfied" operator="no""#,
                ),
            ),
        ),
        (
            "scorm.sequencing.rollup.no_action",
            rollup(
                "",
                r#"<imsss:rollupConditions><imsss:rollupCondition condition="satisfied"/></imsss:rollupConditions>"#,
            ),
        ),
        (
            "scorm.sequencing.rollup.action",
            rollup(
                "",
                &ROLLUP.replace(r#"action="completed""#, r#"action="passed""#),
            ),
        ),
        (
            "scorm.sequencing.rollup.consideration",
            sequencing(r#"<adlseq:rollupConsiderations requiredForCompleted="never"/>"#),
        ),
    ] {
        assert!(found(&with(&content)).contains(&code), "{code}: {content}");
    }
}

#[test]
fn objectives_are_judged() {
    for (code, content) in [
        (
            "scorm.sequencing.objective.primary",
            objectives(r#"<imsss:objective objectiveID="o"/>"#),
        ),
        (
            "scorm.sequencing.objective.id",
            objectives("<imsss:primaryObjective/><imsss:objective/>"),
        ),
        (
            "scorm.sequencing.objective.primary_id",
            objectives(
                r#"<imsss:primaryObjective><imsss:mapInfo targetObjectiveID="g"/></imsss:primaryObjective>"#,
            ),
        ),
        (
            "scorm.sequencing.objective.id_twice",
            objectives(
                r#"<imsss:primaryObjective objectiveID="o"/><imsss:objective objectiveID="o"/>"#,
            ),
        ),
        (
            "scorm.sequencing.objective.id_blank",
            objectives(r#"<imsss:primaryObjective objectiveID=" "/>"#),
        ),
        (
            "scorm.sequencing.objective.min_measure",
            objectives(
                r#"<imsss:primaryObjective satisfiedByMeasure="true"><imsss:minNormalizedMeasure>1.01</imsss:minNormalizedMeasure></imsss:primaryObjective>"#,
            ),
        ),
        (
            "scorm.sequencing.objective.min_measure",
            objectives(
                r#"<imsss:primaryObjective satisfiedByMeasure="true"><imsss:minNormalizedMeasure>80%</imsss:minNormalizedMeasure></imsss:primaryObjective>"#,
            ),
        ),
        (
            "scorm.sequencing.objective.min_measure_unused",
            objectives(
                "<imsss:primaryObjective><imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure></imsss:primaryObjective>",
            ),
        ),
        (
            "scorm.sequencing.map.target",
            objectives(
                r#"<imsss:primaryObjective objectiveID="p"><imsss:mapInfo/></imsss:primaryObjective>"#,
            ),
        ),
        (
            "scorm.sequencing.map.target_blank",
            objectives(
                r#"<imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID=""/></imsss:primaryObjective>"#,
            ),
        ),
        (
            "scorm.sequencing.map.reads_status",
            objectives(
                r#"<imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="a"/><imsss:mapInfo targetObjectiveID="b" readNormalizedMeasure="false"/></imsss:primaryObjective>"#,
            ),
        ),
        (
            "scorm.sequencing.map.reads_measure",
            objectives(
                r#"<imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="a"/><imsss:mapInfo targetObjectiveID="b" readSatisfiedStatus="false"/></imsss:primaryObjective>"#,
            ),
        ),
        (
            "scorm.sequencing.map.writes_status",
            objectives(
                r#"<imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="a" writeSatisfiedStatus="true"/></imsss:primaryObjective><imsss:objective objectiveID="o"><imsss:mapInfo targetObjectiveID="a" writeSatisfiedStatus="1"/></imsss:objective>"#,
            ),
        ),
        (
            "scorm.sequencing.map.writes_measure",
            objectives(
                r#"<imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="a" writeNormalizedMeasure="true"/></imsss:primaryObjective><imsss:objective objectiveID="o"><imsss:mapInfo targetObjectiveID="a" writeNormalizedMeasure="true"/></imsss:objective>"#,
            ),
        ),
    ] {
        assert!(found(&with(&content)).contains(&code), "{code}: {content}");
    }
}

#[test]
fn objectives_of_adl_are_judged() {
    let adl = |content: &str| {
        sequencing(&format!(
            r#"<imsss:objectives><imsss:primaryObjective objectiveID="p"/><imsss:objective objectiveID="o"/></imsss:objectives><adlseq:objectives>{content}</adlseq:objectives>"#
        ))
    };
    for (code, content) in [
        ("scorm.sequencing.adl_objective.none", adl("")),
        ("scorm.sequencing.adl_objective.id", adl(r#"<adlseq:objective><adlseq:mapInfo targetObjectiveID="g"/></adlseq:objective>"#)),
        ("scorm.sequencing.adl_objective.id_twice", adl(&r#"<adlseq:objective objectiveID="o"><adlseq:mapInfo targetObjectiveID="g"/></adlseq:objective>"#.repeat(2))),
        ("scorm.sequencing.adl_objective.id_blank", adl(r#"<adlseq:objective objectiveID=" "><adlseq:mapInfo targetObjectiveID="g"/></adlseq:objective>"#)),
        ("scorm.sequencing.adl_objective.unknown", adl(r#"<adlseq:objective objectiveID="O"><adlseq:mapInfo targetObjectiveID="g"/></adlseq:objective>"#)),
        ("scorm.sequencing.adl_map.none", adl(r#"<adlseq:objective objectiveID="o"/>"#)),
        ("scorm.sequencing.adl_map.target", adl(r#"<adlseq:objective objectiveID="o"><adlseq:mapInfo/></adlseq:objective>"#)),
        ("scorm.sequencing.adl_map.target_blank", adl(r#"<adlseq:objective objectiveID="o"><adlseq:mapInfo targetObjectiveID=""/></adlseq:objective>"#)),
        ("scorm.sequencing.adl_map.reads", adl(r#"<adlseq:objective objectiveID="o"><adlseq:mapInfo targetObjectiveID="a"/><adlseq:mapInfo targetObjectiveID="b"/></adlseq:objective>"#)),
        ("scorm.sequencing.adl_map.writes", adl(r#"<adlseq:objective objectiveID="o"><adlseq:mapInfo targetObjectiveID="a" writeRawScore="true"/></adlseq:objective><adlseq:objective objectiveID="p"><adlseq:mapInfo targetObjectiveID="a" writeRawScore="true"/></adlseq:objective>"#)),
    ] {
        assert!(found(&with(&content)).contains(&code), "{code}: {content}");
    }
}

#[test]
fn objectives_of_adl_are_of_the_fourth_edition() {
    let xml = with(WHOLE).replace("2004 4th Edition", "2004 3rd Edition");
    assert_eq!(found(&xml), ["scorm.sequencing.adl_objective.edition"]);
}

#[test]
fn objectives_whose_names_differ_in_case_are_different() {
    let content = objectives(
        r#"<imsss:primaryObjective objectiveID="OBJ"/><imsss:objective objectiveID="obj"/><imsss:objective objectiveID="Obj"/>"#,
    );
    assert_eq!(found(&with(&content)), Vec::<&str>::new());
}
