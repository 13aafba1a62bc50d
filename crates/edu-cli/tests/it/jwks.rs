//! Key sets.

use serde_json::json;

use crate::fixtures::{Folder, edu, edu_reading, key_set, platform, weak_set};

#[test]
fn a_set_with_one_good_key_is_valid() {
    let folder = Folder::new("jwks-good");
    let file = folder.write("keys.json", key_set(platform()));
    let ended = edu(&["check", "jwks", &file, "--format", "json"]);
    assert_eq!(ended.code, 0, "{}", ended.errors);
    assert_eq!(
        ended.object(),
        json!({"file": file, "kind": "jwks", "version": null, "valid": true, "findings": []})
    );
}

#[test]
fn a_set_with_only_a_weak_key_is_refused_and_its_place_told() {
    let ended = edu_reading(
        &["check", "jwks", "-", "--format", "json"],
        weak_set().as_bytes(),
    );
    assert_eq!(ended.code, 1);
    assert_eq!(ended.codes("warning"), ["jwk.weak"]);
    assert_eq!(ended.codes("error"), ["jwks.no_usable_key"]);
    let finding = &ended.object()["findings"][0];
    assert_eq!(finding["at"], "/keys/0");
    assert_eq!(
        (&finding["line"], &finding["column"]),
        (&json!(2), &json!(3))
    );
}

#[test]
fn leniency_does_not_help_a_set_without_keys() {
    let arguments = [
        "check",
        "jwks",
        "-",
        "--format",
        "json",
        "--profile",
        "lenient",
    ];
    let ended = edu_reading(&arguments, br#"{"keys":[]}"#);
    assert_eq!(ended.code, 1);
    assert_eq!(ended.codes("error"), ["jwks.no_usable_key"]);
}

#[test]
fn what_is_no_set_is_refused_with_line_and_column() {
    for (bytes, code) in [
        (&b"{}"[..], "jwks.shape"),
        (b"[]", "jwks.shape"),
        (br#"{"keys":{}}"#, "jwks.shape"),
        (b"{\"keys\":\n[}", "json.syntax"),
        (br#"{"keys":[],"keys":[]}"#, "json.duplicate"),
        (b"\xff", "json.syntax"),
        (b"", "json.syntax"),
    ] {
        let ended = edu_reading(&["check", "jwks", "-", "--format", "json"], bytes);
        assert_eq!(ended.code, 1);
        assert_eq!(ended.codes("error"), [code]);
        let finding = &ended.object()["findings"][0];
        assert_eq!(finding["line"].is_null(), code == "jwks.shape", "{finding}");
    }
}

#[test]
fn a_huge_file_is_refused() {
    let huge = vec![b' '; 3 * 1024 * 1024];
    let ended = edu_reading(&["check", "jwks", "-", "--format", "json"], &huge);
    assert_eq!(ended.code, 1);
    assert_eq!(ended.codes("error"), ["edu.file.size"]);
}

#[test]
fn text_has_one_finding_a_line_and_a_summary() {
    let ended = edu_reading(&["check", "jwks", "-"], weak_set().as_bytes());
    let lines: Vec<_> = ended.output.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("-: warning jwk.weak at /keys/0 line 2 column 3: "));
    assert!(lines[1].starts_with("-: error jwks.no_usable_key: "));
    assert_eq!(lines[2], "-: invalid jwks: 1 error, 1 warning, 0 advice");
    assert!(!ended.output.contains('\u{1b}'), "no terminal, no colour");
}

#[test]
fn each_file_has_its_object_and_the_worst_decides() {
    let folder = Folder::new("jwks-several");
    let good = folder.write("good.json", key_set(platform()));
    let bad = folder.write("bad.json", "{}");
    let ended = edu(&["check", "--format", "json", "jwks", &bad, &good]);
    assert_eq!(ended.code, 1);
    assert_eq!(ended.output.lines().count(), 2);
    let missing = format!("{good}.missing");
    let ended = edu(&["check", "jwks", "--format", "json", &missing, &bad, &good]);
    assert_eq!(ended.code, 2, "trouble outweighs a refusal");
    assert_eq!(ended.output.lines().count(), 2, "the others are judged");
}
