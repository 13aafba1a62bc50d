//! The results of deep runs: one JSON object a line, appended as soon as a unit ends.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::Outcome;

/// What one unit of a step ended with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    step: String,
    unit: String,
    passed: bool,
    seconds: u64,
    detail: String,
}

/// The records of one commit, and the file they are kept in.
pub(super) struct Ledger {
    file: PathBuf,
    commit: String,
    records: Vec<Record>,
}

impl Record {
    pub(super) fn passed(step: &str, unit: &str, seconds: u64, detail: String) -> Self {
        let (step, unit) = (step.to_owned(), unit.to_owned());
        Self {
            step,
            unit,
            passed: true,
            seconds,
            detail,
        }
    }

    pub(super) fn failed(step: &str, unit: &str, seconds: u64, detail: String) -> Self {
        Self {
            passed: false,
            ..Self::passed(step, unit, seconds, detail)
        }
    }

    fn to_line(&self, commit: &str) -> String {
        let Self {
            step,
            unit,
            passed,
            seconds,
            detail,
        } = self;
        let value = json!({
            "commit": commit, "step": step, "unit": unit,
            "passed": passed, "seconds": seconds, "detail": detail,
        });
        format!("{value}\n")
    }

    /// A record and its commit; none when the line is not a record.
    fn from_line(line: &str) -> Option<(String, Self)> {
        let value: Value = serde_json::from_str(line).ok()?;
        let text = |member: &str| Some(value.get(member)?.as_str()?.to_owned());
        let record = Self {
            step: text("step")?,
            unit: text("unit")?,
            passed: value.get("passed")?.as_bool()?,
            seconds: value.get("seconds")?.as_u64()?,
            detail: text("detail")?,
        };
        Some((text("commit")?, record))
    }
}

impl Ledger {
    /// Reads what is known of a commit; the folder is made where it is missing.
    pub(super) fn open(folder: &Path, commit: &str) -> Outcome<Self> {
        let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
        std::fs::create_dir_all(folder).map_err(failed)?;
        let file = folder.join("results.jsonl");
        let text = if file.exists() {
            std::fs::read_to_string(&file).map_err(failed)?
        } else {
            String::new()
        };
        // A run that was killed may leave half a line; its unit simply runs again.
        let records = text.lines().filter_map(Record::from_line);
        let records = records
            .filter(|(of, _)| of == commit)
            .map(|(_, record)| record)
            .collect();
        Ok(Self {
            file,
            commit: commit.to_owned(),
            records,
        })
    }

    pub(super) fn add(&mut self, record: Record) -> Outcome {
        let failed = |error: std::io::Error| format!("{}: {error}", self.file.display());
        let mut options = std::fs::OpenOptions::new();
        let mut file = options
            .create(true)
            .append(true)
            .open(&self.file)
            .map_err(failed)?;
        file.write_all(record.to_line(&self.commit).as_bytes())
            .map_err(failed)?;
        self.records.push(record);
        Ok(())
    }

    pub(super) fn has_passed(&self, step: &str, unit: &str) -> bool {
        self.of(step, unit).any(|record| record.passed)
    }

    /// Seconds a unit has passed so far.
    pub(super) fn seconds(&self, step: &str, unit: &str) -> u64 {
        self.of(step, unit)
            .filter(|record| record.passed)
            .map(|record| record.seconds)
            .sum()
    }

    fn of(&self, step: &str, unit: &str) -> impl Iterator<Item = &Record> {
        self.records
            .iter()
            .filter(move |record| record.step == step && record.unit == unit)
    }

    /// The commit's results as a markdown table, one row a unit, its last word and all its time.
    pub(super) fn table(&self) -> Outcome<String> {
        if self.records.is_empty() {
            return Err(format!("no deep run at commit {}", self.commit));
        }
        let mut rows: BTreeMap<(&str, &str), (u64, &Record)> = BTreeMap::new();
        for record in &self.records {
            let row = rows
                .entry((&record.step, &record.unit))
                .or_insert((0, record));
            *row = (row.0.saturating_add(record.seconds), record);
        }
        let head = "| step | unit | outcome | seconds | detail |\n|---|---|---|---:|---|\n";
        let rows = rows.into_iter().map(|((step, unit), (seconds, last))| {
            let outcome = if last.passed { "passed" } else { "failed" };
            let detail = last.detail.replace('|', "\\|").replace('\n', " ");
            format!("| {step} | {unit} | {outcome} | {seconds} | {detail} |\n")
        });
        Ok(format!(
            "Commit {}\n\n{head}{}",
            self.commit,
            rows.collect::<String>()
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(records: &[Record]) -> Ledger {
        Ledger {
            file: "unused".into(),
            commit: "abc".to_owned(),
            records: records.to_vec(),
        }
    }

    #[test]
    fn half_a_line_is_no_record() {
        let line = Record::passed("fuzz", "jws", 600, String::new()).to_line("abc");
        assert_eq!(Record::from_line(line.split_at(line.len() / 2).0), None);
    }

    #[test]
    fn a_record_survives_its_line() {
        let record = Record::failed("mutants", "edu-json", 7, "3 missed | \"x\"\n".to_owned());
        let line = record.to_line("abc");
        assert_eq!(line.lines().count(), 1);
        assert_eq!(Record::from_line(&line), Some(("abc".to_owned(), record)));
    }

    #[test]
    fn a_unit_that_failed_has_not_passed_and_counts_no_seconds() {
        let ledger = ledger(&[Record::failed("fuzz", "jws", 600, String::new())]);
        assert!(!ledger.has_passed("fuzz", "jws"));
        assert_eq!(ledger.seconds("fuzz", "jws"), 0);
    }

    #[test]
    fn the_table_sums_time_and_keeps_the_last_word() {
        let passed = Record::passed("fuzz", "jws", 600, String::new());
        let failed = Record::failed("fuzz", "jws", 9, "crash | a".to_owned());
        let table = ledger(&[passed, failed]).table().unwrap();
        assert!(
            table.ends_with("| fuzz | jws | failed | 609 | crash \\| a |\n"),
            "{table}"
        );
    }

    #[test]
    fn a_commit_without_a_run_has_no_table() {
        assert_eq!(
            ledger(&[]).table().unwrap_err(),
            "no deep run at commit abc"
        );
    }
}
