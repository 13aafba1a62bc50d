//! What every crate folder must hold.

use super::Texts;
use crate::rooms;
use crate::workspace::{Package, Workspace};

/// The strict file all pure crates share; the first pure crate is the model for the others.
const STRICT: &str = "crates/edu-types/clippy.toml";

/// Pure crates whose `clippy.toml` differs from the strict one, and others that carry their own.
pub(super) fn impure(workspace: &Workspace, texts: &Texts) -> Vec<String> {
    let Some(strict) = texts.get(STRICT) else {
        return vec![format!("{STRICT} is missing")];
    };
    let judged = |package: &Package| {
        let path = file_of(workspace, package, "clippy.toml");
        match (rooms::is_pure(package), texts.get(&path)) {
            (true, None) => Some(format!("{path} is missing")),
            (true, Some(own)) if own != strict => Some(format!("{path} differs from {STRICT}")),
            (false, Some(_)) => Some(format!("{path} hides the workspace's clippy.toml")),
            (true, Some(_)) | (false, None) => None,
        }
    };
    workspace.packages.iter().filter_map(judged).collect()
}

/// Members that do not inherit the workspace's lint table.
pub(super) fn without_lints(workspace: &Workspace, texts: &Texts) -> Vec<String> {
    let manifests = workspace
        .packages
        .iter()
        .map(|package| file_of(workspace, package, "Cargo.toml"));
    manifests
        .filter(|path| !texts.get(path).is_some_and(|text| inherits_lints(text)))
        .map(|path| format!("{path} lacks `[lints] workspace = true`"))
        .collect()
}

fn inherits_lints(manifest: &str) -> bool {
    let mut lines = manifest
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    lines.any(|line| line == "[lints]") && lines.next() == Some("workspace = true")
}

/// Members whose README is missing or does not open with their name.
pub(super) fn without_readme(workspace: &Workspace, texts: &Texts) -> Vec<String> {
    let judged = |package: &Package| {
        let path = file_of(workspace, package, "README.md");
        match texts.get(&path).and_then(|text| text.lines().next()) {
            None => Some(format!("{path} is missing")),
            Some(title) if title != format!("# {}", package.name) => {
                Some(format!("{path} does not open with `# {}`", package.name))
            }
            Some(_) => None,
        }
    };
    workspace.packages.iter().filter_map(judged).collect()
}

fn file_of(workspace: &Workspace, package: &Package, file: &str) -> String {
    format!("{}/{file}", package.path_from(&workspace.root))
}

#[cfg(test)]
mod tests {
    use super::super::texts;
    use super::*;

    fn workspace(names: &[&str]) -> Workspace {
        let package = |name: &&str| Package {
            name: (*name).to_owned(),
            folder: format!("/w/crates/{name}").into(),
            published: true,
            features: Vec::new(),
            needs: Vec::new(),
        };
        let packages = names.iter().map(package).collect();
        Workspace {
            root: "/w".into(),
            target: "/w/target".into(),
            oldest_toolchain: "1.89.0".to_owned(),
            packages,
        }
    }

    #[test]
    fn a_pure_crate_with_a_weaker_file_is_named() {
        let texts = texts(&[
            (STRICT, "strict"),
            ("crates/lti-core/clippy.toml", "weaker"),
        ]);
        assert_eq!(
            impure(&workspace(&["edu-types", "lti-core"]), &texts),
            ["crates/lti-core/clippy.toml differs from crates/edu-types/clippy.toml"]
        );
    }

    #[test]
    fn a_pure_crate_without_the_file_is_named() {
        let found = impure(&workspace(&["edu-json"]), &texts(&[(STRICT, "strict")]));
        assert_eq!(found, ["crates/edu-json/clippy.toml is missing"]);
    }

    #[test]
    fn an_adapter_must_not_hide_the_shared_file() {
        let texts = texts(&[(STRICT, "strict"), ("crates/edu-axum/clippy.toml", "")]);
        assert_eq!(impure(&workspace(&["edu-axum"]), &texts).len(), 1);
    }

    #[test]
    fn a_manifest_without_the_lint_table_is_named() {
        let texts = texts(&[("crates/edu-json/Cargo.toml", "[lints]\nrust.x = 'allow'\n")]);
        assert_eq!(without_lints(&workspace(&["edu-json"]), &texts).len(), 1);
    }

    #[test]
    fn a_readme_under_another_name_is_named() {
        let texts = texts(&[("crates/edu-json/README.md", "# json\n")]);
        assert_eq!(without_readme(&workspace(&["edu-json"]), &texts).len(), 1);
    }

    #[test]
    fn a_crate_that_holds_all_of_it_is_not_named() {
        let texts = texts(&[
            (STRICT, "strict"),
            ("crates/edu-json/clippy.toml", "strict"),
            (
                "crates/edu-json/Cargo.toml",
                "[package]\n\n[lints]\nworkspace = true\n",
            ),
            ("crates/edu-json/README.md", "# edu-json\n"),
        ]);
        let workspace = workspace(&["edu-json"]);
        assert!(impure(&workspace, &texts).is_empty());
        assert!(without_lints(&workspace, &texts).is_empty());
        assert!(without_readme(&workspace, &texts).is_empty());
    }
}
