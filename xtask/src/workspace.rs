//! What the workspace holds, as `cargo metadata` and git tell it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Outcome;
use crate::shell::Call;

/// The workspace: where it lies and which packages are its members.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
    /// The oldest toolchain the family builds with, by its `rustup` name.
    pub(crate) oldest_toolchain: String,
    pub(crate) packages: Vec<Package>,
}

/// One member of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    /// Whether it may go to a registry.
    pub(crate) published: bool,
    /// Feature names, `default` among them.
    pub(crate) features: Vec<String>,
    /// Names of the packages it needs to build, test-only ones left out.
    pub(crate) needs: Vec<String>,
}

impl Workspace {
    /// Reads the workspace and makes its root the current folder, so that a task does the
    /// same wherever it was called from.
    pub(crate) fn load() -> Outcome<Self> {
        let text = Call::cargo()
            .args(["metadata", "--locked", "--no-deps", "--format-version", "1"])
            .output()?;
        let workspace = Self::from_metadata(&text)?;
        std::env::set_current_dir(&workspace.root).map_err(|error| format!("root: {error}"))?;
        Ok(workspace)
    }

    fn from_metadata(text: &str) -> Outcome<Self> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| format!("cargo metadata: {error}"))?;
        let folder = |member: &str| -> Outcome<PathBuf> {
            let text = value.get(member).and_then(Value::as_str);
            Ok(text
                .ok_or_else(|| format!("cargo metadata has no `{member}`"))?
                .into())
        };
        let packages = array(&value, "packages")
            .map(package)
            .collect::<Outcome<Vec<_>>>()?;
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
            oldest_toolchain: oldest_toolchain(&value)?,
            packages,
        })
    }

    pub(crate) fn published(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.published)
    }

    /// Checks that a file other work relies on is there.
    pub(crate) fn expect_file(&self, path: &str) -> Outcome<PathBuf> {
        let full = self.root.join(path);
        if full.is_file() {
            Ok(full)
        } else {
            Err(format!("{path} is missing"))
        }
    }

    /// Whether a folder is there and a file is in it.
    pub(crate) fn holds_file(&self, path: &str) -> bool {
        let entries = std::fs::read_dir(self.root.join(path));
        entries
            .is_ok_and(|mut all| all.any(|entry| entry.is_ok_and(|entry| entry.path().is_file())))
    }

    /// Text files under version control and new ones not ignored, by path from the root.
    pub(crate) fn texts(&self) -> Outcome<BTreeMap<String, String>> {
        let list = Call::new("git")
            .args([
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ])
            .output()?;
        let mut texts = BTreeMap::new();
        for path in list.split('\0').filter(|path| !path.is_empty()) {
            // A listed file may be deleted in the work tree, or hold no text: neither is ours to judge.
            if let Ok(text) = std::fs::read_to_string(self.root.join(path)) {
                texts.insert(path.to_owned(), text);
            }
        }
        Ok(texts)
    }
}

impl Package {
    /// Its folder as seen from the root, with forward slashes.
    pub(crate) fn path_from(&self, root: &Path) -> String {
        let relative = self.folder.strip_prefix(root).unwrap_or(&self.folder);
        relative.to_string_lossy().replace('\\', "/")
    }
}

fn package(value: &Value) -> Outcome<Package> {
    let text = |member: &str| value.get(member).and_then(Value::as_str);
    let name = text("name")
        .ok_or("cargo metadata: a package has no name")?
        .to_owned();
    let manifest = text("manifest_path").ok_or("cargo metadata: a package has no manifest")?;
    let folder = Path::new(manifest)
        .parent()
        .ok_or("cargo metadata: a manifest has no folder")?;
    let features = value.get("features").and_then(Value::as_object);
    let needs = array(value, "dependencies")
        .filter(|need| need.get("kind").and_then(Value::as_str) != Some("dev"))
        .filter_map(|need| need.get("name").and_then(Value::as_str))
        .map(str::to_owned)
        .collect();
    Ok(Package {
        name,
        folder: folder.to_owned(),
        // `publish = false` reads as an empty list of registries, no word at all as null.
        published: value
            .get("publish")
            .and_then(Value::as_array)
            .is_none_or(|all| !all.is_empty()),
        features: features
            .map(|map| map.keys().cloned().collect())
            .unwrap_or_default(),
        needs,
    })
}

/// `rust-version` of the first member as a toolchain name: `1.89` is `1.89.0` there.
fn oldest_toolchain(metadata: &Value) -> Outcome<String> {
    let version = array(metadata, "packages")
        .find_map(|package| package.get("rust_version").and_then(Value::as_str))
        .ok_or("no member states its rust-version")?;
    let is_short = version.matches('.').count() == 1;
    Ok(if is_short {
        format!("{version}.0")
    } else {
        version.to_owned()
    })
}

fn array<'a>(value: &'a Value, member: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(member)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const METADATA: &str = r#"{
        "workspace_root": "/w", "target_directory": "/w/target",
        "packages": [
            {"name": "a", "manifest_path": "/w/crates/a/Cargo.toml", "publish": null,
             "rust_version": "1.89", "features": {"default": [], "url": []},
             "dependencies": [{"name": "b", "kind": null}, {"name": "c", "kind": "dev"},
                              {"name": "d", "kind": "build"}]},
            {"name": "xtask", "manifest_path": "/w/xtask/Cargo.toml", "publish": [],
             "features": {}, "dependencies": []}
        ]
    }"#;

    #[test]
    fn test_only_dependencies_are_left_out() {
        let workspace = Workspace::from_metadata(METADATA).unwrap();
        assert_eq!(workspace.packages[0].needs, ["b", "d"]);
    }

    #[test]
    fn a_package_with_an_empty_registry_list_is_not_published() {
        let workspace = Workspace::from_metadata(METADATA).unwrap();
        let published: Vec<_> = workspace.published().map(|package| &package.name).collect();
        assert_eq!(published, ["a"]);
    }

    #[test]
    fn a_folder_is_told_from_the_root() {
        let workspace = Workspace::from_metadata(METADATA).unwrap();
        assert_eq!(workspace.packages[0].path_from(&workspace.root), "crates/a");
    }

    #[test]
    fn a_short_rust_version_becomes_a_toolchain_name() {
        assert_eq!(
            Workspace::from_metadata(METADATA).unwrap().oldest_toolchain,
            "1.89.0"
        );
    }

    #[test]
    fn metadata_without_a_root_is_refused() {
        let reason = Workspace::from_metadata(r#"{"packages":[]}"#)
            .err()
            .unwrap();
        assert_eq!(reason, "cargo metadata has no `workspace_root`");
    }
}
