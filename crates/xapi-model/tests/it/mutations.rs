//! Statements that break one rule each, and neighbours of theirs that hold.
//!
//! `tests/data/mutations` has a file for each noun, and `nearly` for neighbours of any rule. In it is a
//! case a line: why the statement is as it is, the rule it is about with its number, the verdict of
//! each version, where the rule is broken, and the statement. A statement that JSON itself forbids stands as `text`. A list of statements is
//! judged as a batch.

use std::collections::BTreeSet;
use std::path::Path;

use edu_json::{Checked, Document, Kind, Node, Refused, ToJson, Tree};
use edu_types::{Finding, Limits, Profile, Report, Rule, Severity, Timestamp};
use xapi_model::profile::{HostProfile, Moment};
use xapi_model::{Statement, Version, rules};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/mutations");

/// Rules for members without one of their own, which statements have none of, and for values that
/// are read outside statements.
const NOT_OF_STATEMENTS: [&str; 4] = [
    "xapi.format.value",
    "xapi.format.missing",
    "xapi.duration.form",
    "xapi.reference.object_type",
];

/// What a case expects of one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// One error, first of all; others only within the same place.
    Refused,
    /// One warning.
    Warned,
    /// The advice is among the findings, and nothing of weight.
    Advised,
    /// No finding of weight.
    Accepted,
}

/// One line of a file.
struct Case {
    place: String,
    rule: String,
    requirement: Option<String>,
    pointer: Option<String>,
    verdicts: Vec<(Version, Verdict)>,
    statement: String,
}

impl Case {
    fn parse(place: String, line: &str) -> Self {
        let tree = Tree::parse(line.as_bytes(), &Limits::DEFAULT).expect(&place);
        let root = tree.root();
        let text = |name: &str| root.get(name).and_then(Node::as_str).map(str::to_owned);
        let versions = root.get("versions").expect(&place).members();
        let verdict = |(name, node): (&str, Node<'_>)| {
            let version = Version::parse(name).expect(&place);
            (version, Verdict::parse(node.as_str().expect(&place)))
        };
        let raw = || root.get("statement").expect("a statement or a text").raw();
        assert!(text("why").is_some(), "{place}: nobody knows why");
        Self {
            rule: text("rule").expect(&place),
            requirement: text("requirement"),
            pointer: text("pointer"),
            verdicts: versions.map(verdict).collect(),
            statement: text("text").unwrap_or_else(|| raw().to_owned()),
            place,
        }
    }

    fn judge(&self, version: Version, profile: &Profile) -> (Report, bool) {
        let bytes = self.statement.as_bytes();
        let limits = &Limits::DEFAULT;
        let tree = Tree::parse(bytes, limits);
        let is_batch = tree.is_ok_and(|tree| tree.root().kind() == Kind::Array);
        let read = if is_batch {
            Statement::batch_from_slice(bytes, profile, limits)
                .map(|Checked { value, report, .. }| (value, report))
        } else {
            Document::from_slice(bytes, profile, limits)
                .map(|Checked { value, report, .. }| (vec![value], report))
        };
        match read.map_err(Refused::into_report) {
            Ok((documents, report)) => {
                for document in &documents {
                    self.comes_back(document, version, profile);
                }
                (report, true)
            }
            Err(report) => (report, false),
        }
    }

    /// What is accepted comes back: its bytes, and by value.
    fn comes_back(&self, document: &Document<Statement>, version: Version, profile: &Profile) {
        let (place, bytes) = (&self.place, document.to_bytes());
        let received = core::str::from_utf8(&bytes).expect(place);
        assert!(self.statement.contains(received), "{place}: {version}");
        let written = document.value().to_json_string();
        let again = Statement::from_slice(written.as_bytes(), profile, &Limits::DEFAULT);
        assert_eq!(
            &again.expect(place).value,
            document.value(),
            "{place}: {version}"
        );
    }

    /// What is wrong with the verdict of one version.
    fn complaint(&self, version: Version, expected: Verdict) -> Option<String> {
        let (report, accepted) = self.judge(version, &version.strict());
        let weighty = |finding: &&Finding| finding.severity != Severity::Advice;
        let found: Vec<_> = report.findings().iter().filter(weighty).collect();
        let right = match expected {
            Verdict::Refused => !accepted && self.is_told(&found, Severity::Error),
            Verdict::Warned => accepted && self.is_told(&found, Severity::Warning),
            Verdict::Accepted => accepted && found.is_empty(),
            Verdict::Advised => {
                let advice = report.findings().iter().filter(|one| one.code == self.rule);
                accepted
                    && found.is_empty()
                    && self.is_told(&advice.collect::<Vec<_>>(), Severity::Advice)
            }
        };
        (!right).then(|| {
            let (place, rule, pointer) = (&self.place, &self.rule, self.pointer.as_deref());
            let found = found
                .iter()
                .map(|one| format!("  {one}"))
                .collect::<Vec<_>>();
            let found = found.join("\n");
            format!("{place}: {version}: {expected:?} by {rule} at {pointer:?}, found\n{found}")
        })
    }

    /// Whether this was found, and nothing else but within the same place.
    fn is_told(&self, found: &[&Finding], severity: Severity) -> bool {
        let [first, others @ ..] = found else {
            return false;
        };
        let within = |other: &&Finding| {
            let (inner, outer) = (other.place.path.as_deref(), self.pointer.as_deref());
            let rest = inner.and_then(|inner| inner.strip_prefix(outer?));
            rest.is_some_and(|rest| rest.starts_with('/'))
        };
        first.severity == severity
            && first.code == self.rule
            && first.requirement == self.requirement.as_deref()
            && first.place.path == self.pointer
            && others.iter().all(within)
    }
}

impl Verdict {
    fn parse(text: &str) -> Self {
        match text {
            "refused" => Self::Refused,
            "warned" => Self::Warned,
            "advised" => Self::Advised,
            "accepted" => Self::Accepted,
            other => panic!("there is no verdict {other}"),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a test may read its material")]
fn cases() -> Vec<Case> {
    let entries = std::fs::read_dir(FOLDER).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let of_file = |file: &Path| {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(file).unwrap();
        let lines = text.lines().zip(1..);
        let cases = lines.map(|(line, number)| Case::parse(format!("{name} {number}"), line));
        cases.collect::<Vec<_>>()
    };
    files.iter().flat_map(|file| of_file(file)).collect()
}

/// Every statement or list of them that is JSON, with each version that judges it.
pub(crate) fn statements() -> Vec<(String, Version)> {
    let judged = |case: Case| {
        let versions = case.verdicts.into_iter().map(|(version, _)| version);
        versions.map(move |version| (case.statement.clone(), version))
    };
    let mut all: Vec<_> = cases().into_iter().flat_map(judged).collect();
    all.retain(|(text, _)| Tree::parse(text.as_bytes(), &Limits::DEFAULT).is_ok());
    all
}

#[test]
fn every_statement_gets_the_verdict_it_was_made_for() {
    let cases = cases();
    assert!(cases.len() >= 600, "{} cases", cases.len());
    let complaints = cases.iter().flat_map(|case| {
        let verdicts = case.verdicts.iter();
        verdicts.filter_map(|(version, verdict)| case.complaint(*version, *verdict))
    });
    let complaints: Vec<_> = complaints.collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn serde_takes_in_what_the_checked_door_does() {
    let alone = |case: &&Case| !case.statement.starts_with('[');
    for case in cases().iter().filter(alone) {
        let latest = |(version, _): &&(Version, Verdict)| *version == Version::LATEST;
        let Some((_, verdict)) = case.verdicts.iter().find(latest) else {
            continue;
        };
        let read = serde_json::from_str::<Statement>(&case.statement);
        let place = &case.place;
        assert_eq!(read.is_err(), *verdict == Verdict::Refused, "{place}");
        if let (Err(error), Some(pointer)) = (&read, &case.pointer) {
            let error = error.to_string();
            let said = if pointer.is_empty() {
                "the top"
            } else {
                pointer
            };
            assert!(error.starts_with(said), "{place}: {error}");
        }
    }
}

#[test]
fn what_is_strict_is_read_leniently_where_it_can_be_typed() {
    for case in &cases() {
        for (version, verdict) in &case.verdicts {
            let (report, accepted) = case.judge(*version, &version.lenient());
            let place = &case.place;
            assert_eq!(accepted, report.is_valid(), "{place}: {version}");
            assert!(
                accepted || *verdict == Verdict::Refused,
                "{place}: {version}"
            );
        }
    }
}

/// Whether a rule names a clause of that version.
fn applies(rule: &Rule, version: Version) -> bool {
    let named = match version {
        Version::V1_0_3 => "1.0.3 Part ",
        Version::V2_0 => "2.0 §",
    };
    rule.clause.contains(named)
}

#[test]
fn every_rule_is_broken_by_a_case_in_each_version_where_it_applies() {
    let cases = cases();
    let mut broken = BTreeSet::new();
    for case in &cases {
        let breaks = |(_, verdict): &&(Version, Verdict)| *verdict != Verdict::Accepted;
        let versions = case.verdicts.iter().filter(breaks);
        broken.extend(versions.map(|(version, _)| (&*case.rule, version.as_str())));
    }
    let rules = rules::STATEMENT.iter();
    let of_statements = rules.filter(|rule| !NOT_OF_STATEMENTS.contains(&rule.code));
    let mut asked = 0;
    for rule in of_statements {
        let versions = Version::ALL.into_iter();
        let versions: Vec<_> = versions.filter(|one| applies(rule, *one)).collect();
        assert!(!versions.is_empty(), "{} is of no version", rule.code);
        for version in versions {
            let pair = (rule.code, version.as_str());
            assert!(broken.contains(&pair), "no case breaks {pair:?}");
            asked += 1;
        }
    }
    assert!(asked >= 180, "{asked} pairs");
    for code in NOT_OF_STATEMENTS {
        let is_broken = broken.iter().any(|(broken, _)| *broken == code);
        assert!(!is_broken, "{code} has cases and need not be left out");
    }
}

#[test]
fn rules_have_neighbours_that_hold() {
    let cases = cases();
    let is_kept = |case: &&Case| {
        let mut verdicts = case.verdicts.iter();
        verdicts.any(|(_, verdict)| *verdict == Verdict::Accepted)
    };
    let kept: BTreeSet<_> = cases
        .iter()
        .filter(is_kept)
        .map(|case| &case.rule)
        .collect();
    assert!(kept.len() >= 60, "{} rules have a neighbour", kept.len());
}

#[test]
fn every_finding_points_to_a_byte() {
    for case in &cases() {
        for (version, _) in &case.verdicts {
            let (report, _) = case.judge(*version, &version.strict());
            for finding in report.findings() {
                let place = &case.place;
                assert!(finding.place.offset.is_some(), "{place}: {finding}");
            }
        }
    }
}

#[test]
fn a_profile_that_asks_for_nothing_lets_all_pass_and_a_strict_one_points_to_what_it_means() {
    let moment = Moment::new(Timestamp::MIN);
    let of_latest = |case: &&Case| {
        let mut verdicts = case.verdicts.iter();
        let refused = (Version::LATEST, Verdict::Refused);
        !case.statement.starts_with('[') && !verdicts.any(|verdict| *verdict == refused)
    };
    let mut told = BTreeSet::new();
    for case in cases().iter().filter(of_latest) {
        let read = Statement::from_slice(
            case.statement.as_bytes(),
            &Version::LATEST.strict(),
            &Limits::DEFAULT,
        );
        let Ok(Checked { value, .. }) = read else {
            continue;
        };
        let json: serde_json::Value = serde_json::from_str(&case.statement).unwrap();
        assert!(HostProfile::open().judge(&value, &moment).is_empty());
        for finding in HostProfile::strict().judge(&value, &moment).findings() {
            let pointer = finding.place.path.as_deref().unwrap();
            let (within, _) = pointer.rsplit_once('/').unwrap();
            assert!(json.pointer(within).is_some(), "{}: {finding}", case.place);
            told.insert(finding.code);
        }
    }
    assert!(told.len() >= 12, "{told:?}");
}
