//! Running fuzz targets, for minutes in `ci` and for hours in `deep`.

use core::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::rules::fuzz_targets;
use crate::shell::Call;
use crate::workspace::Workspace;
use crate::{Outcome, tools};

/// The fuzz targets there are, once all that running them takes is installed.
pub(crate) fn prepare(workspace: &Workspace) -> Outcome<Vec<String>> {
    let manifest = workspace.expect_file("fuzz/Cargo.toml")?;
    let text = std::fs::read_to_string(manifest).map_err(|error| format!("fuzz: {error}"))?;
    tools::toolchain("nightly")?;
    tools::subcommand("fuzz")?;
    // `cargo fuzz` takes no `--locked`: this fails where its lock file is behind the crates.
    let fetch = Call::cargo_of("nightly").args(["fetch", "--locked"]);
    fetch.args(["--manifest-path", "fuzz/Cargo.toml"]).run()?;
    Ok(fuzz_targets(&text))
}

/// Builds all targets, and runs each for some seconds, as many at a time as there are processors: a
/// fuzzer keeps one busy.
pub(crate) fn run_all(targets: &[String], seconds: u64, sanitizer: &str) -> Outcome {
    let build = Call::cargo_of("nightly").args(["fuzz", "build", "--sanitizer", sanitizer]);
    build.run()?;
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(target) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
            run(target, seconds, sanitizer)?;
        }
        Ok(())
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..processors).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            let outcome = worker.join();
            outcome.unwrap_or_else(|_| Err("a fuzzing thread panicked".to_owned()))
        })
    })
}

/// Runs one target for some seconds.
///
/// The grown corpus comes first: the fuzzer writes what it finds into the first folder, and
/// the seeds beside it stay as they are.
pub(crate) fn run(target: &str, seconds: u64, sanitizer: &str) -> Outcome {
    let corpus = format!("fuzz/corpus/{target}");
    std::fs::create_dir_all(&corpus).map_err(|error| format!("{corpus}: {error}"))?;
    let call = Call::cargo_of("nightly").args(["fuzz", "run", "--sanitizer", sanitizer, target]);
    call.args([corpus, format!("fuzz/seeds/{target}"), "--".to_owned()])
        .arg(format!("-max_total_time={seconds}"))
        .args([
            "-rss_limit_mb=1024",
            "-timeout=10",
            "-print_final_stats=1",
            "-verbosity=0",
        ])
        .run()
}
