//! `cargo xtask deep`: work that takes hours, resumable, its results kept by commit.
//!
//! A step is cut into units. What a unit ended with goes into `target/deep/results.jsonl` at
//! once, under the commit it ran on; a unit that passed is not run again on that commit.

mod ingest;
mod ledger;
mod steps;

use std::time::Instant;

use ledger::{Ledger, Record};
use steps::{Goal, STEPS, Step};

use crate::Outcome;
use crate::shell::Call;
use crate::workspace::Workspace;

/// Seconds one entry of a timed unit covers, and so the most that stopping can lose.
const SLICE_SECONDS: u64 = 600;

/// What the command line asked for.
#[derive(Debug, PartialEq, Eq)]
struct Wish {
    /// How long timed steps run, each, over all their units.
    minutes: u64,
    steps: Vec<String>,
    report: bool,
}

/// Names of all steps, in order.
pub(crate) fn names() -> Vec<&'static str> {
    STEPS.iter().map(|step| step.name).collect()
}

/// Runs the steps wished for, or reports what earlier runs found.
pub(crate) fn run(workspace: &Workspace, words: &[String]) -> Outcome {
    let wish = wish(words)?;
    let commit = Call::new("git")
        .args(["rev-parse", "--short=12", "HEAD"])
        .output()?;
    let mut ledger = Ledger::open(&workspace.target.join("deep"), commit.trim())?;
    if wish.report {
        println!("{}", ledger.table()?);
        return Ok(());
    }
    if !Call::new("git")
        .args(["status", "--porcelain"])
        .output()?
        .is_empty()
    {
        return Err("the work tree has changes; results would not be those of a commit".to_owned());
    }
    let chosen = |step: &&Step| wish.steps.is_empty() || wish.steps.iter().any(|w| w == step.name);
    let mut failures = 0_usize;
    for step in STEPS.iter().filter(chosen) {
        failures = failures.saturating_add(run_step(workspace, step, wish.minutes, &mut ledger)?);
    }
    println!("{}", ledger.table()?);
    if failures == 0 {
        Ok(())
    } else {
        Err(format!("failed units: {failures}"))
    }
}

fn wish(words: &[String]) -> Outcome<Wish> {
    let mut wish = Wish {
        minutes: 60,
        steps: Vec::new(),
        report: false,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--report" => wish.report = true,
            "--hours" => {
                let hours: Option<u64> = words.next().and_then(|hours| hours.parse().ok());
                let hours = hours.ok_or("--hours takes a whole number")?;
                wish.minutes = hours.saturating_mul(60);
            }
            "--minutes" => {
                let minutes = words.next().and_then(|minutes| minutes.parse().ok());
                wish.minutes = minutes.ok_or("--minutes takes a whole number")?;
            }
            step if names().contains(&step) => wish.steps.push(word.clone()),
            _ => {
                return Err(format!(
                    "no step `{word}`; there are: {}",
                    names().join(" ")
                ));
            }
        }
    }
    Ok(wish)
}

/// Runs what is left of a step and counts the units that failed.
fn run_step(
    workspace: &Workspace,
    step: &Step,
    minutes: u64,
    ledger: &mut Ledger,
) -> Outcome<usize> {
    let units = match (step.units)(workspace) {
        Ok(units) => units,
        Err(reason) => {
            ledger.add(Record::failed(step.name, "preparation", 0, reason))?;
            return Ok(1);
        }
    };
    let mut failures = 0_usize;
    for unit in &units {
        if left(step, unit, units.len(), minutes, ledger).is_none() {
            println!("=== {} {unit} is done at this commit", step.name);
        }
        while let Some(seconds) = left(step, unit, units.len(), minutes, ledger) {
            println!("=== {} {unit}", step.name);
            let start = Instant::now();
            let outcome = (step.run)(workspace, unit, seconds);
            let taken = start.elapsed().as_secs();
            let Err(reason) = outcome.and_then(|detail| {
                ledger.add(Record::passed(step.name, unit, taken.max(seconds), detail))
            }) else {
                continue;
            };
            println!("=== {} {unit} failed: {reason}", step.name);
            ledger.add(Record::failed(step.name, unit, taken, reason))?;
            failures = failures.saturating_add(1);
            break;
        }
    }
    Ok(failures)
}

/// Seconds the next run of a unit should take, or nothing when the unit is done.
///
/// A unit that runs once ends by itself: zero seconds.
fn left(step: &Step, unit: &str, units: usize, minutes: u64, ledger: &Ledger) -> Option<u64> {
    match step.goal {
        Goal::Once => (!ledger.has_passed(step.name, unit)).then_some(0),
        Goal::Hours => {
            let units = u64::try_from(units).unwrap_or(u64::MAX);
            let share = minutes.saturating_mul(60).checked_div(units)?;
            let left = share.saturating_sub(ledger.seconds(step.name, unit));
            (left > 0).then_some(left.min(SLICE_SECONDS))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn an_unknown_step_is_refused() {
        let reason = wish(&words("fuz")).unwrap_err();
        assert!(reason.starts_with("no step `fuz`"), "{reason}");
    }

    #[test]
    fn hours_without_a_number_are_refused() {
        assert_eq!(
            wish(&words("--hours fuzz")).unwrap_err(),
            "--hours takes a whole number"
        );
        assert!(wish(&words("--hours")).is_err());
        assert!(wish(&words("--minutes half")).is_err());
    }

    #[test]
    fn hours_steps_and_report_are_read_in_any_order() {
        let wished = wish(&words("fuzz --hours 8 --report")).unwrap();
        assert_eq!(
            wished,
            Wish {
                minutes: 480,
                steps: words("fuzz"),
                report: true
            }
        );
    }
}
