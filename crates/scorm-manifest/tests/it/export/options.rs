//! Options: each with the editions that have it, in plain words.

use edu_json::ToJson as _;
use edu_types::Profile;
use scorm_manifest::Edition;
use scorm_manifest::export::{Export, ExportOptions, FIELDS, FieldKind, SchemaSet};

use super::{EDITIONS, options, plan, publish, tides, with_blocks};

fn codes(json: &str) -> Vec<&'static str> {
    let report = options(json).judge(&tides(), &Profile::strict());
    report
        .findings()
        .iter()
        .map(|finding| finding.code)
        .collect()
}

#[test]
fn every_edition_takes_the_options_that_it_needs() {
    for edition in EDITIONS {
        let report =
            options(&format!(r#"{{"edition":"{edition}"}}"#)).judge(&tides(), &Profile::strict());
        assert!(report.is_valid(), "{edition}: {report}");
    }
}

#[test]
fn options_are_written_as_they_were_read() {
    let json = r#"{"edition":"2004-3rd","title":"T","mastery":0.80,"keywords":["a"],"hide_controls":["exitAll"]}"#;
    assert_eq!(options(json).to_json_string(), json);
}

#[test]
fn every_option_is_described_for_a_form() {
    let mut all = ExportOptions::new(Edition::Scorm2004Fourth);
    all.keywords.push("k".to_owned());
    for field in FIELDS {
        assert!(
            !field.label.is_empty() && !field.help.is_empty() && !field.default.is_empty(),
            "{}",
            field.name
        );
        assert!(!field.editions.is_empty(), "{}", field.name);
    }
    let mut names: Vec<_> = FIELDS.iter().map(|field| field.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), FIELDS.len());
}

#[test]
fn every_value_that_a_form_offers_is_read() {
    for field in FIELDS {
        let json = match field.kind {
            FieldKind::Choice(allowed) => allowed
                .iter()
                .map(|one| format!("\"{}\"", one.value))
                .collect(),
            FieldKind::Several(allowed) => allowed
                .iter()
                .map(|one| format!("[\"{}\"]", one.value))
                .collect(),
            FieldKind::Flag => vec!["true".to_owned()],
            FieldKind::Share => vec!["0.5".to_owned()],
            FieldKind::Number { least, most } => vec![least.to_string(), most.to_string()],
            FieldKind::Duration => vec!["\"PT1H\"".to_owned()],
            FieldKind::Language => vec!["\"pt-BR\"".to_owned()],
            FieldKind::Words { .. } => vec!["[\"a\"]".to_owned()],
            FieldKind::Text { .. } | FieldKind::LongText { .. } => vec!["\"a.html\"".to_owned()],
            other => panic!("no value for {other:?}"),
        };
        for value in json {
            let edition = if field.name == "edition" {
                String::new()
            } else {
                "\"edition\":\"1.2\",".to_owned()
            };
            let read = options(&format!("{{{edition}\"{}\":{value}}}", field.name));
            assert!(read.to_json_string().contains(&value), "{}", field.name);
            assert!(read.extra.is_empty(), "{}", field.name);
        }
    }
}

#[test]
fn refuses_controls_that_the_edition_cannot_hide() {
    assert!(
        codes(r#"{"edition":"1.2","hide_controls":["exit"]}"#).contains(&"export.option.edition")
    );
    assert!(
        codes(r#"{"edition":"2004-2nd","hide_controls":["exitAll"]}"#)
            .contains(&"export.option.edition")
    );
    assert!(
        !codes(r#"{"edition":"2004-3rd","hide_controls":["exitAll"]}"#)
            .contains(&"export.option.edition")
    );
}

#[test]
fn refuses_a_mastery_and_passed_questions_where_nothing_is_scored() {
    let course = publish(with_blocks(r#"{"kind":"text","text":"x"}"#));
    for json in [
        r#"{"edition":"1.2","mastery":0.8}"#,
        r#"{"edition":"1.2","completion":"pass_quiz"}"#,
    ] {
        let report = options(json).judge(&course, &Profile::strict());
        assert_eq!(
            report.first_error().unwrap().code,
            "export.mastery.unscored"
        );
    }
}

#[test]
fn refuses_a_threshold_without_its_share_and_a_share_without_it() {
    assert!(
        codes(r#"{"edition":"1.2","completion":"threshold"}"#)
            .contains(&"export.completion.threshold")
    );
    assert!(
        codes(r#"{"edition":"1.2","completion_threshold":0.5}"#)
            .contains(&"export.completion.threshold")
    );
}

#[test]
fn refuses_time_limits_that_cannot_be_written() {
    for limit in ["P1Y", "P1M", "P2W", "PT0S", "PT20000H"] {
        let json = format!(r#"{{"edition":"1.2","time_limit":"{limit}"}}"#);
        assert!(codes(&json).contains(&"export.time_limit.form"), "{limit}");
    }
    let action = r#"{"edition":"1.2","time_limit_action":"exit,message"}"#;
    assert!(codes(action).contains(&"export.time_limit.form"));
}

#[test]
fn refuses_parameters_that_are_no_query() {
    for parameters in ["", "a b", "?a=\\\"b", "#top", "?a=<b>"] {
        let json = format!(r#"{{"edition":"1.2","parameters":"{parameters}"}}"#);
        assert!(
            codes(&json).contains(&"export.parameters.form"),
            "{parameters}"
        );
    }
}

#[test]
fn refuses_launch_data_beyond_what_the_edition_keeps() {
    let json = |edition: &str, length: usize| {
        format!(
            r#"{{"edition":"{edition}","launch_data":"{}"}}"#,
            "x".repeat(length)
        )
    };
    assert!(codes(&json("1.2", 4097)).contains(&"export.launch_data.length"));
    assert!(codes(&json("1.2", 300)).contains(&"export.launch_data.schema"));
    assert!(codes(&json("2004-4th", 4001)).contains(&"export.launch_data.length"));
}

#[test]
fn refuses_a_pool_that_nobody_keeps() {
    let pool = r#"{"edition":"1.2","progression":"random_pool","structure":"object_per_page"}"#;
    assert!(codes(pool).contains(&"export.progression.structure"));
    let one = r#"{"edition":"2004-4th","progression":"random_pool"}"#;
    assert!(codes(one).contains(&"export.progression.structure"));
    let large = r#"{"edition":"2004-4th","progression":"random_pool","structure":"root_cluster","pool_size":9}"#;
    assert!(codes(large).contains(&"export.pool.size"));
}

#[test]
fn refuses_a_launch_file_that_is_no_page_beside_the_manifest() {
    for name in ["a.txt", "a/b.html", "imsmanifest.xml"] {
        let json = format!(r#"{{"edition":"1.2","launch_file":"{name}"}}"#);
        assert!(codes(&json).contains(&"export.launch_file.form"), "{name}");
    }
    let unused = r#"{"edition":"1.2","launch_file":"a.html","structure":"root_cluster"}"#;
    assert!(codes(unused).contains(&"export.option.unused"));
}

#[test]
fn refuses_a_contributor_that_is_no_vcard() {
    assert!(
        codes(r#"{"edition":"1.2","contributor":"Ada"}"#).contains(&"export.contributor.vcard")
    );
    let card = r#"{"edition":"1.2","contributor":"BEGIN:VCARD\nFN:Ada\nEND:VCARD"}"#;
    assert!(!codes(card).contains(&"export.contributor.vcard"));
}

#[test]
fn refuses_texts_that_are_blank_or_that_no_manifest_may_hold() {
    assert!(codes(r#"{"edition":"1.2","title":" "}"#).contains(&"export.option.text"));
    assert!(codes(r#"{"edition":"1.2","rights":"a\u0007"}"#).contains(&"export.option.text"));
}

#[test]
fn refuses_to_include_schemas_that_nobody_handed_in() {
    let wanted = options(r#"{"edition":"1.2","include_schemas":true}"#);
    let refused =
        Export::plan(&tides(), &wanted, &SchemaSet::new(), &Profile::strict()).unwrap_err();
    assert_eq!(refused.first().unwrap().code, "export.schemas.absent");
    assert!(SchemaSet::new().with("index.html", Vec::new()).is_err());
}

#[test]
fn tells_of_prerequisites_that_one_content_object_does_not_keep() {
    let export = plan(&tides(), r#"{"edition":"1.2"}"#);
    let codes: Vec<_> = export
        .report()
        .findings()
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(codes, ["export.prerequisites.unkept"]);
}
