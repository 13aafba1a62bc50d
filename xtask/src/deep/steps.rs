//! The steps of a deep run.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::ingest;
use crate::shell::Call;
use crate::workspace::Workspace;
use crate::{Outcome, fuzzing, tools};

/// Parts the mutants of one crate are cut into, so that stopping loses little.
const MUTANT_SHARDS: usize = 4;

/// When a unit is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// After one run that passed.
    Once,
    /// After its share of the hours asked for.
    Hours,
}

/// One kind of long work.
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) goal: Goal,
    /// Names of the units, once what they need is installed.
    pub(super) units: fn(&Workspace) -> Outcome<Vec<String>>,
    /// Runs one unit, for a number of seconds if it has no end of its own; what was measured.
    pub(super) run: fn(&Workspace, &str, u64) -> Outcome<String>,
}

/// All steps, quick ones first.
pub(super) const STEPS: &[Step] = &[
    Step {
        name: "features",
        goal: Goal::Once,
        units: published,
        run: features,
    },
    Step {
        name: "advisories",
        goal: Goal::Once,
        units: whole,
        run: advisories,
    },
    Step {
        name: "coverage",
        goal: Goal::Once,
        units: whole,
        run: coverage,
    },
    Step {
        name: "bench",
        goal: Goal::Once,
        units: bench_packages,
        run: bench,
    },
    Step {
        name: "ingest",
        goal: Goal::Hours,
        units: ingest::databases,
        run: ingest::run,
    },
    Step {
        name: "mutants",
        goal: Goal::Once,
        units: mutant_shards,
        run: mutants,
    },
    Step {
        name: "fuzz",
        goal: Goal::Hours,
        units: fuzzing::prepare,
        run: fuzz,
    },
];

#[expect(clippy::unnecessary_wraps, reason = "one signature for every step")]
fn published(workspace: &Workspace) -> Outcome<Vec<String>> {
    Ok(workspace
        .published()
        .map(|package| package.name.clone())
        .collect())
}

#[expect(clippy::unnecessary_wraps, reason = "one signature for every step")]
fn whole(_: &Workspace) -> Outcome<Vec<String>> {
    Ok(vec!["workspace".to_owned()])
}

/// Lints a crate without features, with each alone and with all.
fn features(workspace: &Workspace, unit: &str, _: u64) -> Outcome<String> {
    let package = workspace.published().find(|package| package.name == unit);
    let package = package.ok_or_else(|| format!("no published package {unit}"))?;
    let lint = |choice: &[&str]| {
        let call = Call::cargo()
            .args(["clippy", "--locked", "--package", unit])
            .args(choice);
        call.args(["--", "-D", "warnings"]).run()
    };
    lint(&["--no-default-features"])?;
    for feature in &package.features {
        lint(&["--no-default-features", "--features", feature])?;
    }
    lint(&["--all-features"])?;
    Ok(format!(
        "{} combinations",
        package.features.len().saturating_add(2)
    ))
}

fn advisories(_: &Workspace, _: &str, _: u64) -> Outcome<String> {
    tools::subcommand("deny")?;
    Call::cargo()
        .args(["deny", "--all-features", "--locked", "check", "advisories"])
        .run()?;
    Ok(String::new())
}

fn coverage(workspace: &Workspace, _: &str, _: u64) -> Outcome<String> {
    tools::component("llvm-tools")?;
    tools::subcommand("llvm-cov")?;
    let file = workspace.target.join("deep/coverage.json");
    let measure = [
        "llvm-cov",
        "--locked",
        "--all-features",
        "--json",
        "--summary-only",
        "--output-path",
    ];
    Call::cargo().args(measure).arg(&file).run()?;
    let percent = |value: &Value| value.pointer("/data/0/totals/lines/percent")?.as_f64();
    let lines = percent(&json_of(&file)?).ok_or("cargo-llvm-cov told no line coverage")?;
    Ok(format!("{lines:.1} % of lines"))
}

fn bench_packages(workspace: &Workspace) -> Outcome<Vec<String>> {
    workspace.expect_file("benches/Cargo.toml")?;
    let folder = workspace.root.join("benches");
    let packages = workspace
        .packages
        .iter()
        .filter(|package| package.folder.starts_with(&folder));
    Ok(packages.map(|package| package.name.clone()).collect())
}

fn bench(_: &Workspace, unit: &str, _: u64) -> Outcome<String> {
    Call::cargo()
        .args(["bench", "--locked", "--package", unit])
        .run()?;
    Ok(String::new())
}

/// Units `crate:shard`.
fn mutant_shards(workspace: &Workspace) -> Outcome<Vec<String>> {
    tools::subcommand("mutants")?;
    let shards = |name: String| (0..MUTANT_SHARDS).map(move |shard| format!("{name}:{shard}"));
    Ok(published(workspace)?.into_iter().flat_map(shards).collect())
}

fn mutants(workspace: &Workspace, unit: &str, _: u64) -> Outcome<String> {
    let (package, shard) = unit.split_once(':').ok_or("a unit is `crate:shard`")?;
    let folder: PathBuf = workspace
        .target
        .join(format!("deep/mutants/{package}-{shard}"));
    let scope = ["--all-features", "--package", package];
    let call = Call::cargo().args(["mutants", "--cargo-arg=--locked"]);
    let call = call
        .args(scope)
        .arg("--shard")
        .arg(format!("{shard}/{MUTANT_SHARDS}"))
        .arg("--output");
    let status = call.arg(&folder).status()?;
    // 2 and 3 say that mutants survived or ran too long: a result, not a failure of the run.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        return Err(format!("cargo mutants ended with {status}"));
    }
    let outcomes = folder.join("mutants.out/outcomes.json");
    if outcomes.is_file() {
        Ok(mutant_counts(&json_of(&outcomes)?))
    } else {
        Ok("none".to_owned())
    }
}

fn mutant_counts(outcomes: &Value) -> String {
    let count = |member: &str| {
        outcomes
            .get(member)
            .and_then(Value::as_u64)
            .unwrap_or_default()
    };
    let (caught, missed, timeout) = (count("caught"), count("missed"), count("timeout"));
    format!("{caught} caught, {missed} missed, {timeout} timed out")
}

fn fuzz(_: &Workspace, unit: &str, seconds: u64) -> Outcome<String> {
    fuzzing::run(unit, seconds, "address")?;
    Ok("no finding".to_owned())
}

fn json_of(file: &Path) -> Outcome<Value> {
    let failed = |reason: String| format!("{}: {reason}", file.display());
    let text = std::fs::read_to_string(file).map_err(|error| failed(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| failed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mutants_that_survived_are_told() {
        let outcomes =
            serde_json::json!({"total_mutants": 9, "caught": 6, "missed": 2, "timeout": 1});
        assert_eq!(mutant_counts(&outcomes), "6 caught, 2 missed, 1 timed out");
    }
}
