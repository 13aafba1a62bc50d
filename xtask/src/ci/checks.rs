//! Tasks that need nothing but Rust tools.

use crate::rooms;
use crate::shell::Call;
use crate::workspace::{Package, Workspace};
use crate::{Outcome, tools};

const WASM: &str = "wasm32-unknown-unknown";

/// Features that are for hosts with an operating system: (crate, feature).
///
/// jsonwebtoken reaches entropy through getrandom, which on this target wants a choice that only
/// the final program may make.
const NOT_ON_WASM: &[(&str, &str)] = &[("edu-jose", "jsonwebtoken")];

/// The test command of the README, then the tests of the task runner.
///
/// Crates whose tests want features name themselves among their `dev-dependencies` with these.
pub(super) fn test(_: &Workspace) -> Outcome {
    let test = || Call::cargo().args(["test", "--locked"]);
    test().run()?;
    test().args(["--quiet", "--package", "xtask"]).run()
}

/// Formatting.
pub(super) fn fmt(_: &Workspace) -> Outcome {
    tools::component("rustfmt")?;
    Call::cargo().args(["fmt", "--all", "--check"]).run()
}

/// Lints over every target and feature; a warning is a failure.
pub(super) fn clippy(_: &Workspace) -> Outcome {
    tools::component("clippy")?;
    let scope = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--locked",
    ];
    Call::cargo()
        .args(scope)
        .args(["--", "-D", "warnings"])
        .run()
}

/// Documentation with every feature; a warning is a failure.
pub(super) fn doc(_: &Workspace) -> Outcome {
    let scope = [
        "doc",
        "--no-deps",
        "--workspace",
        "--all-features",
        "--locked",
    ];
    Call::cargo()
        .args(scope)
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()
}

/// The pure crates for a target that has no operating system, first with the features that they have
/// by themselves, which no other task builds, then with every one but those of [`NOT_ON_WASM`].
pub(super) fn wasm(workspace: &Workspace) -> Outcome {
    tools::target(WASM)?;
    let pure: Vec<_> = workspace
        .packages
        .iter()
        .filter(|p| rooms::is_pure(p))
        .collect();
    let check = || {
        let scope = pure
            .iter()
            .flat_map(|package| ["--package", package.name.as_str()]);
        let check = Call::cargo().args(["check", "--locked", "--target", WASM]);
        check.args(scope)
    };
    check().run()?;
    let features: Vec<String> = pure.iter().copied().flat_map(features_for_wasm).collect();
    check().arg("--features").arg(features.join(",")).run()
}

/// Features to check, as `crate/feature`.
fn features_for_wasm(package: &Package) -> impl Iterator<Item = String> {
    let name = package.name.as_str();
    let kept = |feature: &&String| !NOT_ON_WASM.contains(&(name, feature.as_str()));
    package
        .features
        .iter()
        .filter(kept)
        .map(move |feature| format!("{name}/{feature}"))
}

/// Everything published, with every feature, on the oldest toolchain promised.
pub(super) fn msrv(workspace: &Workspace) -> Outcome {
    tools::toolchain(&workspace.oldest_toolchain)?;
    let scope = workspace
        .published()
        .flat_map(|package| ["--package", package.name.as_str()]);
    let check = Call::cargo_of(&workspace.oldest_toolchain);
    check
        .args(["check", "--all-features", "--locked"])
        .args(scope)
        .run()
}

/// Licences, bans and sources of every dependency (deny.toml).
pub(super) fn deny(_: &Workspace) -> Outcome {
    tools::subcommand("deny")?;
    let checks = ["check", "bans", "licenses", "sources"];
    Call::cargo()
        .args(["deny", "--all-features", "--locked"])
        .args(checks)
        .run()
}

/// What would be uploaded of everything published.
pub(super) fn package(workspace: &Workspace) -> Outcome {
    let kept = workspace
        .packages
        .iter()
        .filter(|package| !package.published);
    let scope = kept.flat_map(|package| ["--exclude", package.name.as_str()]);
    let package = [
        "package",
        "--workspace",
        "--no-verify",
        "--allow-dirty",
        "--locked",
    ];
    Call::cargo().args(package).args(scope).run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_for_hosts_alone_is_not_checked_for_wasm() {
        let package = Package {
            name: "edu-jose".to_owned(),
            folder: "crates/edu-jose".into(),
            published: true,
            features: vec!["jsonwebtoken".to_owned(), "other".to_owned()],
            needs: Vec::new(),
        };
        assert_eq!(
            features_for_wasm(&package).collect::<Vec<_>>(),
            ["edu-jose/other"]
        );
    }
}
