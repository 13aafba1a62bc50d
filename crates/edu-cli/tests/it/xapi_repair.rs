//! What would settle findings on statements: told below them, never done.

use serde_json::{Value, json};

use crate::fixtures::{Folder, edu, edu_reading};

const FAULTY: &str = r#"{"actor":{"mbox":"ada@school.example"},"verb":{"id":"http://adlnet.gov/expapi/verbs/passed","display":{"en":"passed"}},"object":{"id":"urn:a"},"result":{"Response":"b","duration":"P16559.14S"},"context":{"platform":null}}"#;
const KEPT: &str = r#"{"actor":{"mbox":"mailto:ada@school.example"},"verb":{"id":"http://adlnet.gov/expapi/verbs/passed","display":{"en":"passed"}},"object":{"id":"urn:a"}}"#;

fn lines_of(text: &str) -> Vec<String> {
    let ended = edu_reading(&["check", "xapi-statement", "-"], text.as_bytes());
    ended.output.lines().map(str::to_owned).collect()
}

/// Place and repair of every finding.
fn repairs(text: &str, more: &[&str]) -> Vec<(String, Value)> {
    let arguments = ["check", "xapi-statement", "-", "--format", "json"];
    let ended = edu_reading(&[&arguments[..], more].concat(), text.as_bytes());
    assert_eq!(ended.output.lines().count(), 1, "{}", ended.output);
    let object = ended.object();
    let findings = object["findings"].as_array().unwrap().iter();
    let told = |one: &Value| {
        (
            one["at"].as_str().unwrap().to_owned(),
            one["repair"].clone(),
        )
    };
    findings.map(told).collect()
}

fn expected() -> Vec<(String, Value)> {
    [
        ("/actor/mbox", json!({"change": "replace"})),
        (
            "/result/Response",
            json!({"change": "rename", "name": "response"}),
        ),
        (
            "/result/duration",
            json!({"change": "replace", "value": "PT16559.14S"}),
        ),
        ("/context/platform", json!({"change": "remove"})),
    ]
    .map(|(at, repair)| (at.to_owned(), repair))
    .into()
}

#[test]
fn people_read_below_a_finding_what_would_settle_it() {
    let lines = lines_of(FAULTY);
    let tried = lines.windows(2).filter_map(|pair| {
        let code = pair[0].split(' ').nth(2)?;
        Some((code, pair[1].strip_prefix("-: try: ")?))
    });
    assert_eq!(
        tried.collect::<Vec<_>>(),
        [
            ("xapi.agent.mbox", "\"mailto:…\" in its place"),
            ("xapi.format.unknown_member", "response as its name"),
            ("xapi.result.duration", "\"PT16559.14S\" in its place"),
            ("xapi.format.null", "without it"),
        ],
        "{lines:#?}"
    );
}

#[test]
fn programs_read_it_in_the_finding() {
    assert_eq!(repairs(FAULTY, &[]), expected());
}

#[test]
fn each_statement_of_an_array_and_of_lines_has_its_own() {
    let under = |prefix: &str| {
        let all = expected().into_iter();
        all.map(|(at, repair)| (format!("{prefix}{at}"), repair))
            .collect::<Vec<_>>()
    };
    let array = format!("[{KEPT},\n{FAULTY},{FAULTY}]");
    assert_eq!(repairs(&array, &[]), [under("/1"), under("/2")].concat());
    let lines = format!("\u{feff}{FAULTY}\n\n{KEPT}\n{FAULTY}\n");
    assert_eq!(repairs(&lines, &[]), [expected(), expected()].concat());
}

#[test]
fn what_only_the_sender_can_tell_has_none() {
    let text = KEPT.replace(
        "\"urn:a\"}",
        r#""urn:a"},"timestamp":"2024-05-01T10:00:00","result":{"score":{"scaled":95}}"#,
    );
    let found = repairs(&text, &[]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found.iter().all(|(_, repair)| repair.is_null()),
        "{found:?}"
    );
    assert!(!lines_of(&text).iter().any(|line| line.contains("try:")));
}

#[test]
fn what_is_no_json_has_none() {
    let (whole, line) = (format!("[{KEPT}"), format!("{KEPT}\n{{\"a\" 1}}\n"));
    for text in [whole, line] {
        let lines = lines_of(&text);
        assert!(lines.len() > 1, "{lines:?}");
        assert!(!lines.iter().any(|line| line.contains("try:")), "{lines:?}");
    }
}

#[test]
fn nobody_is_named() {
    let openid = KEPT.replace(
        "\"mbox\":\"mailto:ada@school.example\"",
        "\"openid\":\"https://ada.example/a b\"",
    );
    for text in [FAULTY, &openid] {
        let told = format!("{:?} {:?}", lines_of(text), repairs(text, &[]));
        assert!(told.contains("try:"), "{told}");
        assert!(!told.contains("ada"), "{told}");
    }
}

#[test]
fn a_long_value_is_cut_for_people_and_whole_on_one_line_for_programs() {
    let parent = format!("{{\"id\":\n\"urn:{}\"}}", "a".repeat(500));
    let context = format!(r#""urn:a"}},"context":{{"contextActivities":{{"parent":{parent}}}}}"#);
    let text = KEPT.replace("\"urn:a\"}", &context);
    let lines = lines_of(&text);
    let tried = lines.iter().find(|line| line.contains("try:")).unwrap();
    assert!(tried.ends_with("aaa… in its place"), "{tried}");
    assert!(tried.chars().count() < 200, "{tried}");
    let whole: Value = serde_json::from_str(&parent).unwrap();
    assert_eq!(repairs(&text, &[])[0].1["value"], json!([whole]));
}

#[test]
fn findings_of_a_host_and_of_the_standard_keep_to_their_own() {
    let folder = Folder::new("xapi-repair-host");
    let host = folder.write("host.json", r#"{"demands":["id"]}"#);
    let text = KEPT.replace(
        "\"urn:a\"}",
        r#""urn:a"},"context":{"contextActivities":{"parent":{"id":"urn:b"}}}"#,
    );
    let found = repairs(&text, &["--host-profile", &host]);
    let told: Vec<_> = found
        .iter()
        .map(|(at, one)| (&**at, one.is_null()))
        .collect();
    assert_eq!(
        told,
        [("/context/contextActivities/parent", false), ("/id", true)]
    );
}

#[test]
fn the_file_stays_as_it_was() {
    let folder = Folder::new("xapi-repair-file");
    let file = folder.write("faulty.json", FAULTY);
    assert!(
        edu(&["check", "xapi-statement", &file])
            .output
            .contains("try:")
    );
    let kept = edu(&["convert", "xapi-ndjson", &file]).output;
    assert_eq!(kept, format!("{FAULTY}\n"));
}

#[test]
fn help_says_that_nothing_is_changed() {
    let help = edu(&["check", "xapi-statement", "--help"]).output;
    for words in ["`try:`", "`repair`", "Nothing is changed"] {
        assert!(help.contains(words), "{help}");
    }
}
