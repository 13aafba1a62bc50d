//! Statements as rows of a table.

use edu_types::{AcceptLanguage, Limits, UuidText};
use xapi_model::csv::{Beside, COLUMNS, row};
use xapi_model::{Statement, Version};

const FULL: &str = r#"{
    "id": "6d1c8f0e-3a2b-4c5d-8e9f-0123456789ab",
    "stored": "2024-05-01T09:00:01.000Z", "timestamp": "2024-05-01T11:00:00.250+02:00",
    "actor": {"name": "Ada", "account": {"homePage": "https://school.example", "name": "7"}},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/passed", "display": {"en": "passed", "de": "bestand"}},
    "object": {"id": "https://school.example/quiz/1", "definition": {
        "name": {"en": "Quiz", "de-CH": "Prüfung"}, "type": "http://adlnet.gov/expapi/activities/assessment",
        "extensions": {"https://school.example/ext/level": 3.0}}},
    "result": {"success": true, "completion": false, "duration": "PT1H0.50S",
        "score": {"scaled": -0.50, "raw": 5e0, "min": 0, "max": 10},
        "extensions": {"https://school.example/ext/tries": 2}},
    "context": {"registration": "1f0a8a90-77b1-4f39-9d65-2f4b7f3f6f10", "platform": "Reader", "language": "de-CH",
        "instructor": {"objectType": "Group", "member": [{"mbox": "mailto:bob@school.example"},
            {"account": {"homePage": "https://school.example", "name": "9"}}]},
        "contextActivities": {"parent": [{"id": "https://school.example/a"}, {"id": "https://school.example/b"}],
            "grouping": {"id": "https://school.example/c"}}},
    "authority": {"openid": "https://id.school.example/lms"}
}"#;

const LEAST: &str = r#"{"actor": {"mbox": "mailto:ada@school.example"},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/read"}, "object": {"id": "urn:isbn:9780141439518"}}"#;

fn read(text: &str) -> Statement {
    let profile = Version::V1_0_3.strict();
    let read = Statement::from_slice(text.as_bytes(), &profile, &Limits::DEFAULT);
    read.unwrap().value
}

fn cells(text: &str, beside: &Beside) -> Vec<(&'static str, String)> {
    let row = row(&read(text), beside);
    assert_eq!(row.len(), COLUMNS.len());
    COLUMNS.into_iter().zip(row).collect()
}

/// The cells that are not empty.
fn told(text: &str, beside: &Beside) -> Vec<(&'static str, String)> {
    let mut cells = cells(text, beside);
    cells.retain(|(_, cell)| !cell.is_empty());
    cells
}

#[track_caller]
fn assert_cell(text: &str, column: &str, expected: &str) {
    let cells = cells(text, &Beside::default());
    let (_, cell) = cells.iter().find(|(name, _)| *name == column).unwrap();
    assert_eq!(cell, expected, "{column}");
}

/// The least statement with one part of it replaced.
fn with(member: &str, value: &str) -> String {
    let rest = LEAST.trim_end_matches('}').trim_end();
    match member {
        "actor" | "object" => {
            let parts = serde_json::from_str::<serde_json::Value>(LEAST).unwrap();
            let other = if member == "actor" { "object" } else { "actor" };
            let (verb, other_value) = (&parts["verb"], &parts[other]);
            format!(r#"{{"{member}": {value}, "verb": {verb}, "{other}": {other_value}}}"#)
        }
        _ => format!("{rest}}}, \"{member}\": {value}}}"),
    }
}

#[test]
fn every_column_of_a_full_statement_is_filled_from_its_place() {
    let mut beside = Beside::default();
    beside.organization_id = Some("school-1".into());
    beside.privacy_level = Some("standard".into());
    beside.is_voided = true;
    beside.voided_by = Some(UuidText::parse("7d1c8f0e-3a2b-4c5d-8e9f-0123456789ab").unwrap());
    beside.languages = AcceptLanguage::parse("de");
    let expected = [
        ("statement_id", "6d1c8f0e-3a2b-4c5d-8e9f-0123456789ab"),
        ("stored", "2024-05-01T09:00:01.000Z"),
        ("timestamp", "2024-05-01T11:00:00.250+02:00"),
        ("organization_id", "school-1"),
        ("privacy_level", "standard"),
        ("voided", "true"),
        ("voided_by", "7d1c8f0e-3a2b-4c5d-8e9f-0123456789ab"),
        ("actor_type", "Agent"),
        ("actor_ifi", "7"),
        ("actor_home_page", "https://school.example"),
        ("actor_name", "Ada"),
        ("verb_id", "http://adlnet.gov/expapi/verbs/passed"),
        ("verb_display", "bestand"),
        ("object_type", "Activity"),
        ("object_id", "https://school.example/quiz/1"),
        ("object_name", "Prüfung"),
        (
            "activity_type",
            "http://adlnet.gov/expapi/activities/assessment",
        ),
        ("success", "true"),
        ("completion", "false"),
        ("score_scaled", "-0.50"),
        ("score_raw", "5e0"),
        ("score_min", "0"),
        ("score_max", "10"),
        ("duration_iso", "PT1H0.50S"),
        ("duration_seconds", "3600.5"),
        ("registration", "1f0a8a90-77b1-4f39-9d65-2f4b7f3f6f10"),
        (
            "parent_ids",
            "https://school.example/a https://school.example/b",
        ),
        ("grouping_ids", "https://school.example/c"),
        (
            "instructor",
            "mailto:bob@school.example; 9@https://school.example",
        ),
        ("platform", "Reader"),
        ("language", "de-CH"),
        ("authority", "https://id.school.example/lms"),
        (
            "extensions_json",
            concat!(
                r#"{"activity":{"https://school.example/ext/level":3.0},"#,
                r#""result":{"https://school.example/ext/tries":2}}"#
            ),
        ),
    ];
    let expected = expected.map(|(column, cell)| (column, cell.to_owned()));
    assert_eq!(told(FULL, &beside), expected);
}

#[test]
fn what_is_not_said_is_an_empty_cell() {
    let expected = [
        ("voided", "false"),
        ("actor_type", "Agent"),
        ("actor_ifi", "mailto:ada@school.example"),
        ("verb_id", "http://adlnet.gov/expapi/verbs/read"),
        ("object_type", "Activity"),
        ("object_id", "urn:isbn:9780141439518"),
    ];
    let expected = expected.map(|(column, cell)| (column, cell.to_owned()));
    assert_eq!(told(LEAST, &Beside::default()), expected);
}

#[test]
fn text_that_a_spreadsheet_would_run_is_guarded() {
    for (name, cell) in [
        (r"=1+1", "'=1+1"),
        (r"+1", "'+1"),
        (r"-1", "'-1"),
        (r"@SUM(A1)", "'@SUM(A1)"),
        (r"\t=1", "'\t=1"),
        (r"\r=1", "'\r=1"),
        (r"'=1", "'=1"),
        (r" =1", " =1"),
        (r"a=1", "a=1"),
    ] {
        let actor = format!(r#"{{"name": "{name}", "mbox": "mailto:ada@school.example"}}"#);
        assert_cell(&with("actor", &actor), "actor_name", cell);
    }
}

#[test]
fn numbers_are_not_guarded_and_keep_their_text() {
    let text = with(
        "result",
        r#"{"score": {"scaled": -1.0, "raw": -5, "min": -1E1}}"#,
    );
    assert_cell(&text, "score_scaled", "-1.0");
    assert_cell(&text, "score_raw", "-5");
    assert_cell(&text, "score_min", "-1E1");
}

#[test]
fn account_names_platforms_and_words_of_the_host_are_guarded_too() {
    let account = r#"{"account": {"homePage": "https://school.example", "name": "=cmd"}}"#;
    assert_cell(&with("actor", account), "actor_ifi", "'=cmd");
    assert_cell(
        &with("context", r#"{"platform": "@home"}"#),
        "platform",
        "'@home",
    );
    let mut beside = Beside::default();
    beside.organization_id = Some("-school".into());
    assert!(told(LEAST, &beside).contains(&("organization_id", "'-school".to_owned())));
}

#[test]
fn a_duration_without_a_length_of_its_own_has_no_seconds() {
    for (duration, seconds) in [
        ("P1Y", ""),
        ("P1M", ""),
        ("P1W", "604800"),
        ("P1DT1S", "86401"),
        ("PT0.125S", "0.125"),
        ("PT0S", "0"),
    ] {
        let text = with("result", &format!(r#"{{"duration": "{duration}"}}"#));
        assert_cell(&text, "duration_iso", duration);
        assert_cell(&text, "duration_seconds", seconds);
    }
}

#[test]
fn every_kind_of_object_is_told_by_what_names_it() {
    let agent = r#"{"objectType": "Agent", "name": "Bob", "mbox": "mailto:bob@school.example"}"#;
    for (object, kind, id, name) in [
        (agent, "Agent", "mailto:bob@school.example", "Bob"),
        (
            r#"{"objectType": "Group", "name": "7b", "member": [{"openid": "https://id.example/b"}]}"#,
            "Group",
            "https://id.example/b",
            "7b",
        ),
        (
            r#"{"objectType": "StatementRef", "id": "1f0a8a90-77b1-4f39-9d65-2f4b7f3f6f10"}"#,
            "StatementRef",
            "1f0a8a90-77b1-4f39-9d65-2f4b7f3f6f10",
            "",
        ),
        (
            &LEAST.replacen('{', r#"{"objectType": "SubStatement", "#, 1),
            "SubStatement",
            "",
            "",
        ),
    ] {
        let text = with("object", object);
        assert_cell(&text, "object_type", kind);
        assert_cell(&text, "object_id", id);
        assert_cell(&text, "object_name", name);
    }
}

#[test]
fn a_group_that_acts_is_told_by_its_own_identifier_only() {
    let identified =
        r#"{"objectType": "Group", "mbox_sha1sum": "cd9b00a5611f94eaa7b1661edab976068e364975"}"#;
    let text = with("actor", identified);
    assert_cell(&text, "actor_type", "Group");
    assert_cell(
        &text,
        "actor_ifi",
        "cd9b00a5611f94eaa7b1661edab976068e364975",
    );
    let anonymous = r#"{"objectType": "Group", "member": [{"mbox": "mailto:bob@school.example"}]}"#;
    assert_cell(&with("actor", anonymous), "actor_ifi", "");
}
