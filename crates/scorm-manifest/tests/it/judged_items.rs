//! Every rule that items can break, each broken alone.

use super::{PAGE_1_2, PAGE_2004, codes, item_with, of_1_2, of_2004, organizations};

/// The codes found in a manifest of SCORM 1.2 whose item has these attributes and this content.
pub(crate) fn item_1_2(attributes: &str, content: &str) -> Vec<&'static str> {
    codes(&of_1_2(&item_with(attributes, content), PAGE_1_2))
}

/// The codes found in a manifest of the fourth edition whose item has these attributes and this content.
pub(crate) fn item_2004(attributes: &str, content: &str) -> Vec<&'static str> {
    codes(&of_2004(
        "2004 4th Edition",
        &item_with(attributes, content),
        PAGE_2004,
    ))
}

#[test]
fn an_item_has_identifier_and_title() {
    let items = r#"<item identifierref="R"/>"#;
    let found = codes(&of_2004("CAM 1.3", &organizations(items), PAGE_2004));
    assert_eq!(found, ["scorm.item.identifier", "scorm.item.title"]);
    let found = codes(&of_1_2(&organizations(items), PAGE_1_2));
    assert_eq!(found, ["scorm.item.identifier", "scorm.title.missing"]);
}

#[test]
fn an_item_is_a_group_or_launches_something() {
    let group = r#"<item identifier="I" identifierref="R"><title>t</title><item identifier="J" identifierref="R"><title>t</title></item></item>"#;
    assert_eq!(
        codes(&of_2004("CAM 1.3", &organizations(group), PAGE_2004)),
        ["scorm.item.cluster"]
    );
    assert_eq!(
        codes(&of_1_2(&organizations(group), PAGE_1_2)),
        ["scorm.item.cluster_1_2"]
    );
    let leaf = r#"<item identifier="I" parameters="?a"><title>t</title></item>"#;
    let found = codes(&of_2004("CAM 1.3", &organizations(leaf), PAGE_2004));
    assert_eq!(found, ["scorm.item.leaf", "scorm.item.parameters_unused"]);
    let found = codes(&of_1_2(&organizations(leaf), PAGE_1_2));
    assert_eq!(
        found,
        ["scorm.item.leaf_1_2", "scorm.item.parameters_unused"]
    );
}

#[test]
fn an_item_refers_to_what_there_is() {
    let to = |target: &str| {
        item_with("", "").replace(
            "identifierref=\"R\"",
            &format!("identifierref=\"{target}\""),
        )
    };
    assert_eq!(
        codes(&of_1_2(&to("X"), PAGE_1_2)),
        ["scorm.item.identifierref"]
    );
    assert_eq!(
        codes(&of_1_2(&to("r"), PAGE_1_2)),
        ["scorm.item.identifierref"]
    );
    assert_eq!(codes(&of_1_2(&to("M"), PAGE_1_2)), ["scorm.item.self"]);
    assert_eq!(codes(&of_1_2(&to("  R "), PAGE_1_2)), [] as [&str; 0]);
}

#[test]
fn an_item_refers_to_no_item_and_no_organization() {
    let manifest = of_1_2(&item_with("", ""), PAGE_1_2);
    for target in ["I", "O", "IN", "ON"] {
        let found = codes(&around(&manifest, target, &package("N", "R")));
        assert_eq!(found, ["scorm.manifest.submanifest", "scorm.item.activity"]);
    }
}

#[test]
fn an_item_that_refers_to_a_resource_named_as_an_item_finds_the_resource() {
    let page = PAGE_1_2.replace("identifier=\"R\"", "identifier=\"I\"");
    let items = item_with("", "").replace("identifierref=\"R\"", "identifierref=\"I\"");
    assert_eq!(codes(&of_1_2(&items, &page)), ["scorm.identifier.twice"]);
}

#[test]
fn values_of_items_are_of_their_vocabularies() {
    assert_eq!(item_1_2(" isvisible=\"yes\"", ""), ["scorm.item.isvisible"]);
    assert_eq!(
        item_1_2(" parameters=\"?a=b c\"", ""),
        ["scorm.item.parameters"]
    );
    let action = "<adlcp:timelimitaction>stop</adlcp:timelimitaction>";
    assert_eq!(item_1_2("", action), ["scorm.item.time_limit_action"]);
    let action = "<adlcp:timeLimitAction>exit, message</adlcp:timeLimitAction>";
    assert_eq!(item_2004("", action), ["scorm.item.time_limit_action"]);
}

#[test]
fn a_mastery_score_is_from_0_to_100() {
    let score = |text: &str| {
        item_1_2(
            "",
            &format!("<adlcp:masteryscore>{text}</adlcp:masteryscore>"),
        )
    };
    for text in ["0", "100", " 80.5 "] {
        assert_eq!(score(text), [] as [&str; 0], "{text}");
    }
    for text in ["101", "-1", "80%", "", "1e2"] {
        assert_eq!(score(text), ["scorm.item.mastery_score"], "{text}");
    }
}

#[test]
fn a_span_of_time_is_written_with_hours() {
    let time = |text: &str| {
        item_1_2(
            "",
            &format!("<adlcp:maxtimeallowed>{text}</adlcp:maxtimeallowed>"),
        )
    };
    for text in ["00:30:00", "0001:30:00.5", "9999:59:59.99", ""] {
        assert_eq!(time(text), [] as [&str; 0], "{text}");
    }
    for text in [
        "30:00",
        "1:30:00",
        "PT30M",
        "00:30:00.123",
        "00:30",
        "00000:30:00",
        "aa:30:00",
    ] {
        assert_eq!(time(text), ["scorm.item.max_time_allowed"], "{text}");
    }
}

#[test]
fn prerequisites_are_a_script_of_items() {
    let script = |attributes: &str, text: &str| {
        item_1_2(
            "",
            &format!("<adlcp:prerequisites{attributes}>{text}</adlcp:prerequisites>"),
        )
    };
    let aicc = " type=\"aicc_script\"";
    assert_eq!(script(aicc, "I"), [] as [&str; 0]);
    assert_eq!(script(aicc, ""), [] as [&str; 0]);
    assert_eq!(script("", "I"), ["scorm.prerequisites.type"]);
    assert_eq!(script(" type=\"basic\"", "I"), ["scorm.prerequisites.type"]);
    assert_eq!(script(aicc, "I &amp;"), ["scorm.prerequisites.script"]);
    assert_eq!(script(aicc, "I AND I"), ["scorm.prerequisites.words"]);
    assert_eq!(script(aicc, "X"), ["scorm.prerequisites.item"]);
    let deep = format!("{}I{}", "(".repeat(10_000), ")".repeat(10_000));
    assert_eq!(
        script(aicc, &deep),
        ["scorm.prerequisites.script", "scorm.text.length"]
    );
}

#[test]
fn a_threshold_of_completion_is_from_0_to_1_in_the_way_of_its_edition() {
    let threshold =
        |version: &str, element: &str| codes(&of_2004(version, &item_with("", element), PAGE_2004));
    let (third, fourth) = ("2004 3rd Edition", "2004 4th Edition");
    let text = "<adlcp:completionThreshold>0.5</adlcp:completionThreshold>";
    assert_eq!(threshold(third, text), [] as [&str; 0]);
    assert_eq!(threshold(fourth, text), ["scorm.completion_threshold.text"]);
    let beyond = text.replace("0.5", "1.5");
    assert_eq!(
        threshold(third, &beyond),
        ["scorm.completion_threshold.range"]
    );
    let none = text.replace("0.5", "half");
    assert_eq!(
        threshold(third, &none),
        ["scorm.completion_threshold.range"]
    );
    for (attribute, code) in [
        (
            "completedByMeasure=\"yes\"",
            "scorm.completion_threshold.by_measure",
        ),
        (
            "minProgressMeasure=\"2\"",
            "scorm.completion_threshold.min_progress",
        ),
        (
            "progressWeight=\"-0.1\"",
            "scorm.completion_threshold.weight",
        ),
    ] {
        let element = format!("<adlcp:completionThreshold {attribute}/>");
        assert_eq!(threshold(fourth, &element), [code]);
    }
    let both = text.replace("hold>0", "hold progressWeight=\"1\">0");
    assert_eq!(
        threshold(fourth, &both),
        ["scorm.completion_threshold.both"]
    );
}

#[test]
fn shared_stores_have_names_of_their_own() {
    for (data, code) in [
        ("<adlcp:data/>", "scorm.data.empty"),
        (
            "<adlcp:data><adlcp:map/></adlcp:data>",
            "scorm.data.target_missing",
        ),
        (
            "<adlcp:data><adlcp:map targetID=\" \"/></adlcp:data>",
            "scorm.data.target",
        ),
        (
            "<adlcp:data><adlcp:map targetID=\"a\" readSharedData=\"x\"/></adlcp:data>",
            "scorm.data.read",
        ),
        (
            "<adlcp:data><adlcp:map targetID=\"a\" writeSharedData=\"x\"/></adlcp:data>",
            "scorm.data.write",
        ),
        (
            "<adlcp:data><adlcp:map targetID=\"a\"/><adlcp:map targetID=\"a\"/></adlcp:data>",
            "scorm.data.target_twice",
        ),
    ] {
        assert_eq!(item_2004("", data), [code]);
    }
}

#[test]
fn hidden_controls_are_of_the_vocabulary_of_the_edition() {
    let hide = |version: &str, word: &str| {
        let element = format!(
            "<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>{word}</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>"
        );
        codes(&of_2004(version, &item_with("", &element), PAGE_2004))
    };
    assert_eq!(hide("CAM 1.3", "continue"), [] as [&str; 0]);
    assert_eq!(hide("2004 3rd Edition", "suspendAll"), [] as [&str; 0]);
    assert_eq!(
        hide("2004 3rd Edition", "menu"),
        ["scorm.presentation.hide"]
    );
    let found = hide("CAM 1.3", "suspendAll");
    assert!(
        found.contains(&"scorm.presentation.hide_edition"),
        "{found:?}"
    );
}

#[test]
fn what_an_edition_does_not_have_is_told() {
    let score = "<adlcp:masteryscore>1</adlcp:masteryscore>";
    assert!(item_2004("", score).contains(&"scorm.item.edition"));
    let data = "<adlcp:data><adlcp:map targetID=\"a\"/></adlcp:data>";
    let found = codes(&of_2004(
        "2004 3rd Edition",
        &item_with("", data),
        PAGE_2004,
    ));
    assert!(found.contains(&"scorm.item.edition"), "{found:?}");
}

#[test]
fn what_only_a_sco_has_is_told_where_an_asset_is_launched() {
    let asset = PAGE_2004.replace("\"sco\"", "\"asset\"");
    let data = "<adlcp:dataFromLMS>x</adlcp:dataFromLMS>";
    let found = codes(&of_2004("2004 4th Edition", &item_with("", data), &asset));
    assert_eq!(found, ["scorm.item.sco_only"]);
}

#[test]
fn texts_beyond_what_every_player_takes_are_warned_of() {
    let long = "x".repeat(4001);
    let data = format!("<adlcp:dataFromLMS>{long}</adlcp:dataFromLMS>");
    assert_eq!(item_2004("", &data), ["scorm.text.length"]);
    let data = format!("<adlcp:datafromlms>{}</adlcp:datafromlms>", "é".repeat(256));
    assert_eq!(item_1_2("", &data), ["scorm.text.length"]);
    let data = format!("<adlcp:datafromlms>{}</adlcp:datafromlms>", "é".repeat(255));
    assert_eq!(item_1_2("", &data), [] as [&str; 0]);
    let parameters = format!(" parameters=\"?{}\"", "x".repeat(1000));
    assert_eq!(item_1_2(&parameters, ""), ["scorm.text.length"]);
}

/// A manifest whose item refers to `target` among these packages within it.
fn around(manifest: &str, target: &str, packages: &str) -> String {
    manifest
        .replace(
            "identifierref=\"R\"",
            &format!("identifierref=\"{target}\""),
        )
        .replace(
            "</resources></manifest>",
            &format!("</resources>{packages}</manifest>"),
        )
}

/// A package within, whose only item refers to `target`.
fn package(own: &str, target: &str) -> String {
    format!(
        r#"<manifest identifier="{own}"><organizations default="O{own}"><organization identifier="O{own}"><title>t</title><item identifier="I{own}" identifierref="{target}"><title>t</title></item></organization></organizations><resources/></manifest>"#
    )
}

#[test]
fn an_item_may_refer_to_a_package_within_in_every_edition() {
    let mut manifests = vec![of_1_2(&item_with("", ""), PAGE_1_2)];
    for edition in ["CAM 1.3", "2004 3rd Edition", "2004 4th Edition"] {
        manifests.push(of_2004(edition, &item_with("", ""), PAGE_2004));
    }
    for manifest in manifests {
        let xml = around(&manifest, "N", &package("N", "R"));
        assert_eq!(codes(&xml), ["scorm.manifest.submanifest"]);
    }
}

#[test]
fn an_item_refers_to_no_package_that_leads_back() {
    let manifest = of_1_2(&item_with("", ""), PAGE_1_2);
    let itself = |packages: &str| {
        let found = codes(&around(&manifest, "A", packages));
        found
            .iter()
            .filter(|code| **code == "scorm.item.self")
            .count()
    };
    assert_eq!(itself(&package("A", "A")), 1);
    assert_eq!(itself(&package("A", "M")), 1);
    assert_eq!(itself(&(package("A", "B") + &package("B", "A"))), 2);
    assert_eq!(itself(&(package("A", "B") + &package("B", "R"))), 0);
}

#[test]
fn an_item_refers_to_a_package_with_items() {
    let manifest = of_1_2(&item_with("", ""), PAGE_1_2);
    let empty = r#"<manifest identifier="A"><organizations/><resources/></manifest>"#;
    let found = codes(&around(&manifest, "A", empty));
    assert!(found.contains(&"scorm.item.identifierref"), "{found:?}");
}

#[test]
fn what_only_a_sco_has_is_told_where_an_item_refers_to_a_package() {
    let data = "<adlcp:dataFromLMS>x</adlcp:dataFromLMS>";
    let manifest = of_2004("2004 4th Edition", &item_with("", data), PAGE_2004);
    let found = codes(&around(&manifest, "A", &package("A", "R")));
    assert!(found.contains(&"scorm.item.sco_only"), "{found:?}");
}

#[test]
fn many_packages_that_refer_to_each_other_are_judged() {
    let row = |at: usize| package(&format!("A{at}"), &format!("A{}", (at + 1) % 5000));
    let manifest = of_1_2(&item_with("", ""), PAGE_1_2);
    let xml = around(&manifest, "A0", &(0..5000).map(row).collect::<String>());
    assert!(codes(&xml).contains(&"scorm.item.self"));
}
