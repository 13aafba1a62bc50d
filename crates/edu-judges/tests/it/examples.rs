//! Programs of the examples, built of what lies in this tree.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// A built program; cargo builds no example for a test of another package.
pub(crate) fn example(name: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(built).join(name)
}

fn built() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--locked", "--example", "lti_conformance"]);
    build.args(["--example", "lrs"]);
    // Among the same packages as when all is tested, and without what cargo tells this test of its
    // package, which the build of `ring` would take for a change: so nothing is built twice.
    build.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            build.env_remove(&name);
        }
    }
    assert!(build.status().unwrap().success());
    // Beside `deps`, where this test lies.
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(|deps| deps.parent()).unwrap();
    folder.join("examples")
}
