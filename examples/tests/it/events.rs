//! Events that become statements, run to their end.

use serde_json::Value;

use crate::program::{Folder, Program, run};

/// The statements that a run prints, and its exit code.
fn statements(args: &[&str]) -> (Option<i32>, Vec<Value>) {
    let (code, said) = Program::start("xapi_events", args, "\n").end();
    let lines = said.lines().map(|line| serde_json::from_str(line).unwrap());
    (code, lines.collect())
}

#[test]
fn made_up_events_become_statements_and_replayed_ones_the_same() {
    let (code, made) = statements(&[]);
    assert_eq!(code, Some(0));
    let verbs: Vec<_> = made
        .iter()
        .map(|one| one["verb"]["display"]["en"].as_str().unwrap())
        .collect();
    let expected = [
        "registered",
        "viewed",
        "failed",
        "failed",
        "passed",
        "completed",
        "completed",
    ];
    assert_eq!(verbs, expected);
    assert_eq!(made[2], made[3]);
    assert_ne!(made[3]["id"], made[4]["id"]);
    assert_eq!(made[4]["result"]["score"]["scaled"], 1);
    assert_eq!(statements(&[]), (Some(0), made));
}

#[test]
fn another_tenant_has_other_statements() {
    let (_, made) = statements(&["--tenant", "school-2", "--version", "1.0.3"]);
    let (_, others) = statements(&["--version", "1.0.3"]);
    assert_ne!(made[0]["id"], others[0]["id"]);
    assert_eq!(made[0]["actor"], others[0]["actor"]);
}

#[test]
fn events_that_cannot_be_read_are_told_by_their_line() {
    let folder = Folder::new();
    let file = folder.file("events.ndjson");
    let events = "{\"type\":\"page.scrolled\"}\n\n{\"type\":\"lesson.opened\",\"id\":\"1\"}\n{\n";
    std::fs::write(&file, events).unwrap();
    let (code, said) = run("xapi_events", &[&file]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("line 3: member `user` is missing\n"),
        "{said}"
    );
    assert!(said.contains("line 4: "), "{said}");
    assert!(
        said.ends_with("0 statements, 1 events of other kinds, 2 refused\n"),
        "{said}"
    );
}

#[test]
fn a_file_that_is_not_there_and_a_version_that_is_none_are_told() {
    let folder = Folder::new();
    let (code, said) = run("xapi_events", &[&folder.file("none")]);
    assert_eq!(code, Some(2));
    assert!(said.starts_with("xapi_events: "), "{said}");
    let (code, said) = run("xapi_events", &["--version", "0.9"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("allowed are 1.0.3 and 2.0"), "{said}");
}

#[test]
fn a_line_beyond_the_limit_ends_the_reading() {
    let folder = Folder::new();
    let file = folder.file("events.ndjson");
    std::fs::write(&file, "x".repeat(2 * 1024 * 1024)).unwrap();
    let (code, said) = run("xapi_events", &[&file]);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("a line has more than 1048576 bytes"),
        "{said}"
    );
}
