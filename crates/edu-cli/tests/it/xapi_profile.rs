//! Statements judged by what a host asks beyond the standard.

use core::sync::atomic::{AtomicUsize, Ordering};

use crate::fixtures::{Ended, Folder, edu_reading};

const KEPT: &str = r#"{"id":"0b1e2f58-4f0c-4a2e-9d4b-6f4b6a3f2c11","timestamp":"2026-03-01T10:00:00Z","actor":{"account":{"homePage":"https://school.example/","name":"usr_1"}},"verb":{"id":"http://adlnet.gov/expapi/verbs/passed","display":{"en":"passed"}},"object":{"objectType":"Activity","id":"https://school.example/games/7"}}"#;
const BROKEN: &str = r#"{"actor":{"mbox":"mailto:ada@school.example"},"verb":{"id":"https://elsewhere.example/did"},"object":{"id":"urn:a"}}"#;
const NOW: &str = "2026-03-01T10:00:00Z";

fn judged(profile: &str, statements: &str) -> Ended {
    // Tests run beside each other, in one process.
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let call = CALLS.fetch_add(1, Ordering::Relaxed);
    let folder = Folder::new(&format!("xapi-profile-{call}"));
    let file = folder.write("profile.json", profile);
    let arguments = ["check", "xapi-statement", "-", "--format", "json"];
    let more = ["--now", NOW, "--host-profile", &file];
    edu_reading(&[&arguments[..], &more].concat(), statements.as_bytes())
}

/// Code, place, line and column of every finding of a profile.
fn found(ended: &Ended) -> Vec<String> {
    let object = ended.object();
    let findings = object["findings"].as_array().unwrap().iter();
    let told = findings.filter_map(|one| {
        let code = one["code"].as_str()?.strip_prefix("xapi.profile.")?;
        let at = one["at"].as_str()?;
        Some(format!("{code} {at} {}:{}", one["line"], one["column"]))
    });
    told.collect()
}

fn trouble(profile: &str) -> String {
    let ended = judged(profile, KEPT);
    assert_eq!(ended.code, 2, "{}", ended.output);
    assert!(
        ended.errors.contains("--host-profile: "),
        "{}",
        ended.errors
    );
    ended.errors
}

#[test]
fn without_a_profile_nothing_is_asked_beyond_the_standard() {
    let ended = edu_reading(
        &["check", "xapi-statement", "-", "--format", "json"],
        BROKEN.as_bytes(),
    );
    assert_eq!(ended.code, 0, "{}", ended.output);
    assert!(found(&ended).is_empty());
}

#[test]
fn a_profile_that_asks_for_nothing_refuses_nothing() {
    for profile in ["{}", r#"{"strict":false}"#, "\u{feff}{}"] {
        let ended = judged(profile, BROKEN);
        assert_eq!(ended.code, 0, "{}", ended.output);
        assert!(found(&ended).is_empty());
    }
}

#[test]
fn a_statement_that_keeps_to_a_strict_profile_is_valid() {
    let profile = r#"{"strict":true,"homePages":["https://school.example/"],
        "activitiesUnder":["https://school.example/games/"],"notBefore":"2026-03-01T10:00:00Z"}"#;
    let ended = judged(profile, KEPT);
    assert_eq!(ended.code, 0, "{}", ended.output);
}

#[test]
fn what_a_strict_profile_finds_has_its_place() {
    let ended = judged(r#"{"strict":true}"#, &format!("[{KEPT},\n{BROKEN}]"));
    assert_eq!(ended.code, 1);
    assert_eq!(
        found(&ended),
        [
            "id /1/id 2:1",
            "identifier /1/actor/mbox 2:18",
            "verb /1/verb/id 2:60",
            "verb_display /1/verb/display 2:54",
            "object_type /1/object/objectType 2:102",
            "timestamp /1/timestamp 2:1",
        ]
    );
}

#[test]
fn lines_are_judged_each_at_its_place() {
    let ended = judged(
        r#"{"demands":["account"]}"#,
        &format!("{KEPT}\n\n{BROKEN}\n"),
    );
    assert_eq!(ended.code, 1);
    assert_eq!(found(&ended), ["identifier /actor/mbox 3:18"]);
}

#[test]
fn a_file_that_breaks_the_standard_is_told_that_alone() {
    let ended = judged(
        r#"{"demands":["id"]}"#,
        r#"{"actor":{},"verb":{},"object":{}}"#,
    );
    assert_eq!(ended.code, 1);
    assert!(found(&ended).is_empty());
}

#[test]
fn every_member_of_a_profile_is_heeded() {
    for (profile, expected) in [
        (
            r#"{"homePages":["https://other.example/"]}"#,
            "home_page /actor/account/homePage",
        ),
        (
            r#"{"verbs":["http://adlnet.gov/expapi/verbs/failed"]}"#,
            "verb /verb/id",
        ),
        (
            r#"{"verbsUnder":["https://school.example/"]}"#,
            "verb /verb/id",
        ),
        (
            r#"{"activitiesUnder":["https://school.example/sequences/"]}"#,
            "activity /object/id",
        ),
        (
            r#"{"notBefore":"2026-03-01T10:00:01Z"}"#,
            "timestamp_early /timestamp",
        ),
        (r#"{"scaled":[0,1]}"#, "scaled /result/score/scaled"),
        (r#"{"points":[0,100]}"#, "raw /result/score/raw"),
        (r#"{"futureSkew":0}"#, "timestamp_future /timestamp"),
    ] {
        let score = r#","result":{"score":{"raw":101,"scaled":-1}}}"#;
        let mut statement = KEPT.strip_suffix('}').unwrap().to_owned() + score;
        if expected.starts_with("timestamp_future") {
            statement = statement.replace(NOW, "2026-03-01T10:00:01Z");
        }
        let ended = judged(profile, &statement);
        let found = found(&ended);
        assert_eq!(found.len(), 1, "{profile}: {}", ended.output);
        assert!(found[0].starts_with(expected), "{profile}: {}", found[0]);
    }
}

#[test]
fn an_attachment_is_as_large_as_the_profile_allows() {
    let digest = "0".repeat(64);
    let attachment = format!(
        r#","attachments":[{{"usageType":"urn:u","display":{{"en":"a"}},"contentType":"audio/midi","length":8,"sha2":"{digest}","fileUrl":"https://school.example/a"}}]}}"#
    );
    let statement = KEPT.strip_suffix('}').unwrap().to_owned() + &attachment;
    assert_eq!(judged(r#"{"attachmentLength":8}"#, &statement).code, 0);
    let ended = judged(r#"{"attachmentLength":7}"#, &statement);
    assert!(found(&ended)[0].starts_with("attachment_length /attachments/0/length "));
}

#[test]
fn single_rules_are_tolerated_or_accepted_by_their_codes() {
    let profile = r#"{"demands":["id","timestamp","account"],
        "tolerate":["xapi.profile.id","xapi.profile.timestamp"],"accept":["xapi.profile.identifier"]}"#;
    let ended = judged(profile, BROKEN);
    assert_eq!(ended.code, 0, "{}", ended.output);
    assert_eq!(found(&ended), ["id /id 1:1", "timestamp /timestamp 1:1"]);
}

#[test]
fn a_member_that_there_is_not_is_trouble_and_named_by_its_place() {
    let told = trouble("{\n \"demand\":[\"id\"]}");
    assert!(told.contains("/demand line 2"), "{told}");
    assert!(trouble(r#"{"Strict":true}"#).contains("/Strict"));
}

#[test]
fn values_that_are_not_allowed_are_trouble() {
    for (profile, told) in [
        ("", "json.syntax"),
        ("[]", "an object is allowed"),
        (r#"{"strict":1}"#, "/strict"),
        (r#"{"strict":null}"#, "/strict"),
        (r#"{"demands":"id"}"#, "/demands"),
        (
            r#"{"demands":["everything"]}"#,
            "demands: there is no everything, id, ",
        ),
        (r#"{"homePages":["school"]}"#, "/homePages/0"),
        (r#"{"verbs":["passed"]}"#, "/verbs/0"),
        (
            r#"{"verbsUnder":["https://school.example"]}"#,
            "verbsUnder: prefix ends within a name",
        ),
        (
            r#"{"activitiesUnder":["games/"]}"#,
            "activitiesUnder: prefix is no IRI",
        ),
        (r#"{"scaled":[0]}"#, "scaled: two numbers are allowed"),
        (r#"{"points":[100,0]}"#, "points: two numbers are allowed"),
        (
            r#"{"points":[0,50,100]}"#,
            "points: two numbers are allowed",
        ),
        (r#"{"futureSkew":-1}"#, "futureSkew: number is -1"),
        (r#"{"futureSkew":0.5}"#, "/futureSkew"),
        (r#"{"notBefore":"yesterday"}"#, "/notBefore"),
        (
            r#"{"attachmentLength":-1}"#,
            "attachmentLength: number is -1",
        ),
        (
            r#"{"tolerate":["xapi.statement.id"]}"#,
            "tolerate: there is no xapi.statement.id",
        ),
        (r#"{"accept":["id"]}"#, "accept: there is no id"),
        (r#"{"strict":true,"strict":true}"#, "json.duplicate"),
    ] {
        let errors = trouble(profile);
        assert!(errors.contains(told), "{profile}: {errors}");
    }
}

#[test]
fn a_file_that_is_not_there_or_too_large_is_trouble() {
    let large = format!("{{{}}}", " ".repeat(64 * 1024));
    assert!(trouble(&large).contains("file is over 65536 bytes"));
    let arguments = [
        "check",
        "xapi-statement",
        "-",
        "--host-profile",
        "nowhere.json",
    ];
    let ended = edu_reading(&arguments, KEPT.as_bytes());
    assert_eq!(ended.code, 2);
    assert!(
        ended.errors.contains("nowhere.json: there is no such file"),
        "{}",
        ended.errors
    );
}

#[test]
fn help_names_every_member() {
    let ended = edu_reading(&["check", "xapi-statement", "--help"], b"");
    for member in [
        "strict",
        "demands",
        "homePages",
        "verbs",
        "verbsUnder",
        "activitiesUnder",
        "scaled",
        "points",
        "futureSkew",
        "notBefore",
        "attachmentLength",
        "tolerate",
        "accept",
    ] {
        let quoted = format!("`{member}`");
        assert!(ended.output.contains(&quoted), "{member}: {}", ended.output);
    }
}
