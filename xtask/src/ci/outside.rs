//! Tasks that need something from outside: a database server, other implementations, a browser,
//! a fuzzer.
//!
//! What a task needs is installed first; a test is told that it may not skip only once that
//! has succeeded. Where it does not succeed the task fails and says so: nothing is skipped.

use crate::shell::{Call, required_with};
use crate::workspace::Workspace;
use crate::{Outcome, fuzzing, postgres, tools};

/// Seconds of fuzzing shared by all targets. As many run at once as there are processors, so that on two
/// of them it takes half as long.
const FUZZ_SECONDS: u64 = 300;

/// Tests alone, among all that a plain `cargo test` builds: packages chosen by name would get other
/// features, and so be built again with all that they need.
fn tests<const N: usize>(chosen: [&str; N]) -> Call {
    Call::cargo().args(["test", "--locked"]).args(chosen)
}

/// The stores on PostgreSQL: on the server of `EDU_TEST_POSTGRES` where it is set, else on one that
/// is made for them.
pub(super) fn postgres(_: &Workspace) -> Outcome {
    let test = tests(["--lib", "--test", "postgres"]);
    let test = test.env("EDU_REQUIRE", required_with("postgres"));
    if std::env::var_os("EDU_TEST_POSTGRES").is_some() {
        return test.run();
    }
    let server = postgres::Server::start()?;
    test.env("EDU_TEST_POSTGRES", server.settings()).run()
}

/// Installs what tasks to come need of the registries of other languages.
///
/// Run beside the tasks before them, which compile and leave the network alone. Nothing is lost where it
/// does not succeed: a task that needs something installs it then, and says why it cannot.
pub(super) fn install_ahead(workspace: &Workspace, tasks: &[&str]) {
    let target = &workspace.target;
    if tasks.contains(&"peers") {
        tools::peers_python(target).ok();
        tools::peers_modules(target).ok();
    }
    if tasks.contains(&"browser") {
        tools::browser_modules(target).ok();
    }
}

/// Our both ends against independent implementations.
pub(super) fn peers(workspace: &Workspace) -> Outcome {
    workspace.expect_file("crates/edu-judges/Cargo.toml")?;
    let python = tools::peers_python(&workspace.target)?;
    let modules = tools::peers_modules(&workspace.target)?;
    tools::unzip()?;
    tests(["--test", "judges"])
        .env("EDU_PEERS_PYTHON", python)
        .env("EDU_PEERS_NODE", modules)
        .env("EDU_REQUIRE", required_with("peers"))
        .run()
}

/// A real browser through exported courses, in a player of others, and through the pages of campus.
///
/// The walk finds the driver in `PLAYWRIGHT` (a module to import; imports do not look at
/// `NODE_PATH`), the browser in `CHROMIUM`, the judge of accessibility in `AXE` and the program to
/// start in `CAMPUS`.
pub(super) fn browser(workspace: &Workspace) -> Outcome {
    let walk = workspace.expect_file("examples/browser/walk.mjs")?;
    let chromium = tools::chromium()?;
    let modules = tools::browser_modules(&workspace.target)?;
    let build = [
        "build",
        "--locked",
        "--example",
        "campus",
        "--example",
        "scorm_export",
    ];
    Call::cargo().args(build).run()?;
    let played = workspace.expect_file("examples/browser/scorm.mjs")?;
    Call::new("node")
        .arg(played)
        .env("PLAYWRIGHT", modules.join("playwright-core/index.mjs"))
        .env("SCORM_AGAIN", modules.join("scorm-again/dist"))
        .env("AXE", modules.join("axe-core/axe.min.js"))
        .env("CHROMIUM", &chromium)
        .env(
            "EXPORT",
            workspace.target.join("debug/examples/scorm_export"),
        )
        .run()?;
    let driver = modules.join("playwright-core/index.mjs");
    let node = Call::new("node")
        .arg(walk)
        .env("NODE_PATH", &modules)
        .env("PLAYWRIGHT", driver);
    let campus = workspace.target.join("debug/examples/campus");
    let node = node.env("CHROMIUM", chromium).env("CAMPUS", campus);
    let node = node.env("AXE", modules.join("axe-core/axe.min.js"));
    node.env("EDU_REQUIRE", required_with("chromium")).run()
}

/// Every fuzz target for its share of a few minutes, from its seeds.
pub(super) fn fuzz(workspace: &Workspace) -> Outcome {
    let targets = fuzzing::prepare(workspace)?;
    let count = u64::try_from(targets.len()).map_err(|error| error.to_string())?;
    let share = FUZZ_SECONDS
        .checked_div(count)
        .ok_or("fuzz/Cargo.toml declares no target")?;
    // The tree holds no unsafe code; without a sanitizer the same minutes try far more inputs.
    fuzzing::run_all(&targets, share, "none")
}
