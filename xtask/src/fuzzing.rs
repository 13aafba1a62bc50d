//! Running fuzz targets, for minutes in `ci` and for hours in `deep`.

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
