//! What a host asks of statements beyond the standard.
//!
//! Every statement here holds by the standard. Each test changes one thing of a statement that a
//! school's profile lets pass, and looks at what is found.

mod attachments;
mod names;
mod numbers;
mod people;
mod times;

use edu_types::{Limits, Profile, Report, Severity, Timestamp};
use serde_json::{Value, json};
use xapi_model::profile::{Demand, HostProfile, IriPrefix, Moment, rules};
use xapi_model::{Statement, Version};

const NOW: &str = "2026-03-01T10:00:00Z";

/// Everything that can be asked, by a school.
fn school() -> HostProfile {
    let prefix = |text| IriPrefix::parse(text).unwrap();
    HostProfile::strict()
        .accounts_of("https://school.example/".parse().unwrap())
        .allowing_verbs_under(prefix("https://school.example/xapi/verbs/"))
        .allowing_activities_under(prefix("https://school.example/games/"))
}

/// A statement that the school lets pass, with something of everything.
fn passing() -> Value {
    let account = |name| json!({"account": {"homePage": "https://school.example/", "name": name}});
    let activity = |id| json!({"objectType": "Activity", "id": id});
    json!({
        "id": "0b1e2f58-4f0c-4a2e-9d4b-6f4b6a3f2c11",
        "timestamp": NOW,
        "actor": account("usr_12345"),
        "verb": {"id": "http://adlnet.gov/expapi/verbs/passed", "display": {"en": "passed"}},
        "object": activity("https://school.example/games/7/quiz"),
        "result": {"score": {"raw": 85, "min": 0, "max": 100, "scaled": 0.85}, "success": true},
        "context": {
            "instructor": account("usr_7"),
            "contextActivities": {
                "parent": [activity("https://school.example/games/7")],
                "category": [activity("https://w3id.org/xapi/cmi5/context/categories/cmi5")],
            },
        },
        "attachments": [{
            "usageType": "https://school.example/uses/recording",
            "display": {"en": "Recording"},
            "contentType": "audio/midi",
            "length": 5_000_000,
            "sha2": "0".repeat(64),
            "fileUrl": "https://school.example/files/7",
        }],
    })
}

/// The same with something changed.
fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut statement = passing();
    change(&mut statement);
    statement
}

fn read(statement: &Value) -> Statement {
    let (bytes, limits) = (statement.to_string(), Limits::DEFAULT);
    let read = Statement::from_slice(bytes.as_bytes(), &Version::V2_0.strict(), &limits);
    read.expect("the standard allows it").value
}

fn now() -> Moment {
    Moment::new(Timestamp::parse(NOW).unwrap())
}

fn report(profile: &HostProfile, statement: &Value) -> Report {
    profile.judge(&read(statement), &now())
}

/// The code of every finding and its place.
fn found(profile: &HostProfile, statement: &Value) -> Vec<String> {
    told(&report(profile, statement))
}

fn told(report: &Report) -> Vec<String> {
    let findings = report.findings().iter();
    let told = findings.map(|one| format!("{} {}", one.code, one.place));
    told.collect()
}

/// A profile that asks for one thing.
fn only(demand: Demand) -> HostProfile {
    HostProfile::open().demanding(demand)
}

/// A statement that breaks whatever can be broken, and holds by the standard.
fn unloved() -> Value {
    json!({
        "timestamp": "2030-01-01T00:00:00+05:00",
        "actor": {"mbox": "mailto:ada@school.example", "name": "Ada"},
        "verb": {"id": "https://elsewhere.example/did"},
        "object": {"id": "https://elsewhere.example/7"},
        "result": {"score": {"raw": 700, "min": 1, "max": 1000, "scaled": -1}},
        "attachments": [{
            "usageType": "https://school.example/uses/recording",
            "display": {"en": "Recording"},
            "contentType": "audio/midi",
            "length": 5_000_001,
            "sha2": "0".repeat(64),
        }],
    })
}

#[test]
fn a_statement_that_keeps_to_everything_passes() {
    assert!(report(&school(), &passing()).is_empty());
}

#[test]
fn a_statement_that_keeps_to_nothing_is_told_everything_at_once() {
    assert_eq!(
        found(&school(), &unloved()),
        [
            "xapi.profile.id /id",
            "xapi.profile.actor_name /actor/name",
            "xapi.profile.identifier /actor/mbox",
            "xapi.profile.verb /verb/id",
            "xapi.profile.verb_display /verb/display",
            "xapi.profile.object_type /object/objectType",
            "xapi.profile.activity /object/id",
            "xapi.profile.scaled /result/score/scaled",
            "xapi.profile.raw /result/score/raw",
            "xapi.profile.min /result/score/min",
            "xapi.profile.max /result/score/max",
            "xapi.profile.scaled_ratio /result/score/scaled",
            "xapi.profile.attachment_length /attachments/0/length",
            "xapi.profile.timestamp_future /timestamp",
            "xapi.profile.timestamp_utc /timestamp",
        ]
    );
}

#[test]
fn a_profile_that_asks_for_nothing_finds_nothing() {
    assert!(report(&HostProfile::open(), &unloved()).is_empty());
    assert!(report(&HostProfile::default(), &unloved()).is_empty());
}

#[test]
fn reading_finds_nothing_of_any_profile() {
    let bytes = unloved().to_string();
    for version in Version::ALL {
        let read = Statement::from_slice(bytes.as_bytes(), &version.strict(), &Limits::DEFAULT);
        let report = read.expect("the standard allows it").report;
        assert!(report.is_valid());
        let mut codes = report.findings().iter().map(|one| one.code);
        assert!(!codes.any(|code| code.starts_with("xapi.profile.")));
    }
}

#[test]
fn findings_are_errors_and_quote_nothing_of_the_statement() {
    let report = report(&school(), &unloved());
    assert!(!report.is_valid());
    let text = report.to_string();
    for quoted in ["ada", "Ada", "elsewhere", "700", "2030"] {
        assert!(!text.contains(quoted), "{quoted} in {text}");
    }
}

#[test]
fn every_finding_names_the_clause_that_leaves_it_open() {
    let report = report(&school(), &unloved());
    for finding in report.findings() {
        assert!(
            finding
                .clause
                .starts_with("profile, beyond xAPI 1.0.3 Part 2 §")
        );
        assert_eq!(finding.requirement, None);
    }
}

#[test]
fn a_host_makes_single_rules_milder_or_drops_them() {
    let weights = Profile::strict()
        .tolerating(&rules::VERB_DISPLAY)
        .accepting(&rules::ID);
    let profile = school().weighed_by(weights);
    let statement = changed(|json| {
        json["verb"] = json!({"id": "http://adlnet.gov/expapi/verbs/passed"});
        json.as_object_mut().unwrap().remove("id");
    });
    let report = report(&profile, &statement);
    assert_eq!(told(&report), ["xapi.profile.verb_display /verb/display"]);
    assert_eq!(report.findings()[0].severity, Severity::Warning);
    assert!(report.is_valid());
}

#[test]
fn a_batch_is_judged_statement_by_statement() {
    let statements = [
        read(&passing()),
        read(&changed(|json| json["actor"]["name"] = json!("Ada"))),
        read(&changed(|json| {
            json["verb"]["id"] = json!("https://elsewhere.example/did");
        })),
    ];
    let at = now();
    let batch = statements.iter().map(|statement| (statement, &at));
    assert_eq!(
        told(&school().judge_batch(batch)),
        [
            "xapi.profile.actor_name /1/actor/name",
            "xapi.profile.verb /2/verb/id"
        ]
    );
}

#[test]
fn each_statement_of_a_batch_has_an_account_of_its_own_age() {
    let (one, two) = (read(&passing()), read(&passing()));
    let since = |text| now().with_account_since(Timestamp::parse(text).unwrap());
    let (before, after) = (since("2026-03-01T09:00:00Z"), since("2026-03-01T10:00:01Z"));
    assert_eq!(
        told(&school().judge_batch([(&one, &before), (&two, &after)])),
        ["xapi.profile.timestamp_early /1/timestamp"]
    );
}

#[test]
fn a_batch_of_none_and_one_that_keeps_to_everything_pass() {
    let (passing, at) = (read(&passing()), now());
    assert!(school().judge_batch([]).is_empty());
    assert!(school().judge_batch([(&passing, &at); 3]).is_empty());
}
