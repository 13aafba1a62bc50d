//! Statements: judged, written anew and converted, in every form that files have.

use serde_json::{Value, json};

use crate::fixtures::{Ended, Folder, edu, edu_reading};

const PASSED: &str = r#"{"actor":{"mbox":"mailto:ada@school.example"},  "verb":{"id":"http://adlnet.gov/expapi/verbs/passed"},"object":{"id":"course-v1:FUN-MOOC+00002+session01"},"result":{"score":{"raw":1e1,"max":10.0}}}"#;
const BROKEN: &str =
    r#"{"actor":{"mbox":"mailto:ada"},"verb":{"id":"passed"},"object":{"id":"urn:a"}}"#;
const ID: &str = "6d1c8f0e-3a2b-4c5d-8e9f-0123456789ab";

fn judged(text: &str, more: &[&str]) -> Ended {
    let arguments = ["check", "xapi-statement", "-", "--format", "json"];
    edu_reading(&[&arguments[..], more].concat(), text.as_bytes())
}

/// Code, place, line and column of every error.
fn errors(ended: &Ended) -> Vec<(String, String, i64, i64)> {
    let object = ended.object();
    let findings = object["findings"].as_array().unwrap().iter();
    let errors = findings.filter(|finding| finding["severity"] == "error");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let number = |value: &Value| value.as_i64().unwrap_or_default();
    errors
        .map(|one| {
            let (line, column) = (number(&one["line"]), number(&one["column"]));
            (text(&one["code"]), text(&one["at"]), line, column)
        })
        .collect()
}

fn converted(kind: &str, text: &str, more: &[&str]) -> Ended {
    edu_reading(
        &[&["convert", kind, "-"][..], more].concat(),
        text.as_bytes(),
    )
}

#[test]
fn a_statement_is_judged_by_the_latest_version_or_the_one_asked_for() {
    for (more, version) in [
        (&[][..], "2.0.0"),
        (&["--version", "2.0"], "2.0.0"),
        (&["--version", "1.0.3"], "1.0.3"),
    ] {
        let ended = judged(PASSED, more);
        assert_eq!(ended.code, 0, "{}", ended.output);
        assert_eq!(ended.object()["version"], version);
    }
}

#[test]
fn a_version_that_there_is_not_is_trouble() {
    let ended = judged(PASSED, &["--version", "3.0"]);
    assert_eq!(ended.code, 2);
    assert!(
        ended.errors.contains("1.0.3, 2.0 are known"),
        "{}",
        ended.errors
    );
}

#[test]
fn a_profile_of_platforms_is_trouble() {
    let ended = judged(PASSED, &["--profile", "moodle"]);
    assert_eq!(ended.code, 2);
    assert!(
        ended.errors.contains("strict, lenient are known"),
        "{}",
        ended.errors
    );
}

#[test]
fn what_only_one_version_has_is_judged_by_it() {
    let agents = r#","context":{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:bob@school.example"}}]}}"#;
    let text = PASSED.strip_suffix('}').unwrap().to_owned() + agents;
    assert_eq!(judged(&text, &["--version", "2.0"]).code, 0);
    let ended = judged(&text, &["--version", "1.0.3"]);
    assert_eq!(ended.code, 1);
    assert_eq!(errors(&ended)[0].0, "xapi.context_agents.version");
}

#[test]
fn every_finding_has_its_place_and_its_number() {
    let ended = judged(&format!("\n  {BROKEN}"), &[]);
    assert_eq!(ended.code, 1);
    let found = errors(&ended);
    let expected = [
        ("xapi.agent.mbox", "/actor/mbox", 2, 20),
        ("xapi.verb.id", "/verb/id", 2, 47),
    ];
    let expected = expected.map(|(code, at, line, column)| (code.into(), at.into(), line, column));
    assert_eq!(found, expected);
    let findings = &ended.object()["findings"];
    let numbers = findings.as_array().unwrap().iter();
    let numbers: Vec<_> = numbers
        .map(|finding| finding["requirement"].clone())
        .collect();
    assert!(numbers.contains(&json!("XAPI-00038")), "{numbers:?}");
}

#[test]
fn people_read_the_number_as_well() {
    let ended = edu_reading(&["check", "xapi-statement", "-"], BROKEN.as_bytes());
    assert_eq!(ended.code, 1);
    let line = "-: error xapi.agent.mbox at /actor/mbox line 1 column 18: ";
    assert!(ended.output.contains(line), "{}", ended.output);
    assert!(ended.output.contains("XAPI-00038"), "{}", ended.output);
}

#[test]
fn findings_in_an_array_point_to_their_statement() {
    let ended = judged(&format!("[{PASSED},\n{BROKEN}]"), &[]);
    let found = errors(&ended);
    assert_eq!(found[0].1, "/1/actor/mbox");
    assert_eq!((found[0].2, found[0].3), (2, 18));
}

#[test]
fn findings_in_lines_point_to_their_line() {
    let ended = judged(&format!("{PASSED}\r\n\r\n{BROKEN}\n{PASSED}\n"), &[]);
    assert_eq!(ended.code, 1);
    let found = errors(&ended);
    assert_eq!(found[0].1, "/actor/mbox");
    assert_eq!((found[0].2, found[0].3), (3, 18));
}

#[test]
fn a_line_that_is_no_json_does_not_hide_the_others() {
    let ended = judged(&format!("{PASSED}\n{{\"actor\": }}\n{BROKEN}\n"), &[]);
    let codes: Vec<_> = errors(&ended).into_iter().map(|error| error.0).collect();
    assert_eq!(codes, ["json.syntax", "xapi.agent.mbox", "xapi.verb.id"]);
}

#[test]
fn one_id_twice_is_refused_in_a_batch_but_not_in_lines() {
    let text = PASSED.replacen('{', &format!("{{\"id\":\"{ID}\","), 1);
    let ended = judged(&format!("[{text},{text}]"), &[]);
    assert_eq!(errors(&ended)[0].0, "xapi.statement.id_twice");
    assert_eq!(judged(&format!("{text}\n{text}\n"), &[]).code, 0);
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    assert_eq!(judged(&format!("\u{feff}{PASSED}"), &[]).code, 0);
    assert_eq!(judged(&format!("\u{feff}{PASSED}\n{PASSED}"), &[]).code, 0);
}

#[test]
fn nothing_at_all_is_refused() {
    for text in ["", " \n", "7", "\"statement\"", "null"] {
        let ended = judged(text, &[]);
        assert_eq!(ended.code, 1, "{text:?}: {}", ended.output);
    }
}

#[test]
fn an_empty_batch_is_valid() {
    assert_eq!(judged("[]", &[]).code, 0);
}

#[test]
fn exactly_means_byte_for_byte() {
    for text in [
        format!("{PASSED}\n"),
        format!("[{PASSED},\n{PASSED}]\n"),
        format!("{PASSED}\n{PASSED}\n"),
    ] {
        let arguments = ["roundtrip", "xapi-statement", "-", "--exact"];
        let ended = edu_reading(&arguments, text.as_bytes());
        assert_eq!(ended.code, 0, "{}", ended.errors);
        assert_eq!(ended.output, text);
    }
}

#[test]
fn what_was_read_is_written_with_the_text_of_numbers() {
    let ended = edu_reading(&["roundtrip", "xapi-statement", "-"], PASSED.as_bytes());
    assert_eq!(ended.code, 0, "{}", ended.errors);
    assert_eq!(ended.output, PASSED.replace("  ", "") + "\n");
}

#[test]
fn what_is_not_valid_is_not_written() {
    let arguments = ["roundtrip", "xapi-statement", "-", "--exact"];
    let ended = edu_reading(&arguments, BROKEN.as_bytes());
    assert_eq!(ended.code, 1);
    assert_eq!(ended.output, "");
    assert!(ended.errors.contains("xapi.agent.mbox"), "{}", ended.errors);
}

#[test]
fn statements_go_from_one_form_to_the_other_with_their_text() {
    let array = format!("[{PASSED},\n{BROKEN}]\n");
    let lines = format!("{PASSED}\n{BROKEN}\n");
    assert_eq!(converted("xapi-ndjson", &array, &[]).output, lines);
    assert_eq!(converted("xapi-array", &lines, &[]).output, array);
    assert_eq!(converted("xapi-ndjson", &lines, &[]).output, lines);
    assert_eq!(converted("xapi-array", &array, &[]).output, array);
    assert_eq!(converted("xapi-ndjson", "[]", &[]).output, "");
}

#[test]
fn a_statement_of_several_lines_becomes_one_line() {
    let indented = "[\n  {\n    \"id\": \"a\\nb\",\r\n    \"n\": 1.0\n  }\n]";
    let ended = converted("xapi-ndjson", indented, &[]);
    assert_eq!(ended.output, "{    \"id\": \"a\\nb\",    \"n\": 1.0  }\n");
}

#[test]
fn what_is_no_json_is_not_converted() {
    for kind in ["xapi-ndjson", "xapi-array", "xapi-csv"] {
        let ended = converted(kind, &format!("{PASSED}\n{{\"a\" 1}}\n"), &[]);
        assert_eq!(ended.code, 1);
        assert_eq!(ended.output, "");
        assert!(ended.errors.contains("line 2 column 6"), "{}", ended.errors);
    }
}

#[test]
fn several_files_become_one() {
    let folder = Folder::new("xapi-several");
    let (one, two) = (
        folder.write("1.json", PASSED),
        folder.write("2.json", "[{}]"),
    );
    let ended = edu(&["convert", "xapi-array", &one, &two]);
    assert_eq!(ended.output, format!("[{PASSED},\n{{}}]\n"));
}

#[test]
fn a_table_has_a_row_for_each_statement_and_says_what_voids_it() {
    let voided = PASSED.replacen('{', &format!("{{\"id\":\"{ID}\","), 1);
    let voids = format!(
        r#"{{"id":"7d1c8f0e-3a2b-4c5d-8e9f-0123456789ab","actor":{{"name":"=1, \"2\"","mbox":"mailto:bob@school.example"}},"verb":{{"id":"http://adlnet.gov/expapi/verbs/voided"}},"object":{{"objectType":"StatementRef","id":"{ID}"}}}}"#
    );
    let ended = converted("xapi-csv", &format!("{voided}\n{voids}\n"), &[]);
    assert_eq!(ended.code, 0, "{}", ended.errors);
    let rows: Vec<_> = ended.output.split_terminator("\r\n").collect();
    assert_eq!(rows.len(), 3);
    assert!(rows[0].starts_with("statement_id,stored,timestamp,"));
    let start = format!("{ID},,,,,true,7d1c8f0e-3a2b-4c5d-8e9f-0123456789ab,Agent,");
    assert!(rows[1].starts_with(&start), "{}", rows[1]);
    assert!(rows[1].contains(",1e1,,10.0,"), "{}", rows[1]);
    let cells = r#",false,,Agent,mailto:bob@school.example,,"'=1, ""2""","#;
    assert!(rows[2].contains(cells), "{}", rows[2]);
}

#[test]
fn a_table_does_not_say_of_what_voids_that_it_is_voided() {
    let voids = |id: &str, target: &str| {
        format!(
            r#"{{"id":"{id}","actor":{{"mbox":"mailto:bob@school.example"}},"verb":{{"id":"http://adlnet.gov/expapi/verbs/voided"}},"object":{{"objectType":"StatementRef","id":"{target}"}}}}"#
        )
    };
    let (one, two) = (ID, "7d1c8f0e-3a2b-4c5d-8e9f-0123456789ab");
    let text = format!("{}\n{}\n", voids(one, two), voids(two, one));
    let ended = converted("xapi-csv", &text, &[]);
    for (row, id) in ended.output.lines().skip(1).zip([one, two]) {
        assert!(row.starts_with(&format!("{id},,,,,false,,Agent,")), "{row}");
    }
}

#[test]
fn a_table_may_begin_with_a_mark_and_be_in_a_language() {
    let text = PASSED.replace(
        "passed\"}",
        "passed\",\"display\":{\"en\":\"passed\",\"de\":\"bestand\"}}",
    );
    let ended = converted("xapi-csv", &text, &["--bom", "--languages", "de"]);
    assert!(
        ended.output.starts_with("\u{feff}statement_id"),
        "{}",
        ended.output
    );
    assert!(ended.output.contains(",bestand,"), "{}", ended.output);
}

#[test]
fn a_table_is_made_of_valid_statements_only() {
    let ended = converted("xapi-csv", BROKEN, &["--format", "json"]);
    assert_eq!((ended.code, ended.output.as_str()), (1, ""));
    let told: Value = serde_json::from_str(&ended.errors).unwrap();
    assert_eq!(told["kind"], "xapi-csv");
    assert_eq!(told["findings"][0]["code"], "xapi.agent.mbox");
}

#[test]
fn forms_are_changed_without_a_version() {
    let ended = converted("xapi-array", PASSED, &["--version", "2.0"]);
    assert_eq!(ended.code, 2);
}
