//! Material made by others, where a copy of it is at hand: `EDU_CORPUS` names its folder.

use std::path::{Path, PathBuf};

use lti_core::role::Role;

const ROLES: &str =
    "lti/conform-ed/packages/coverage/vendor/lti/v1_3/curated/role-vocabulary.schema.json";

/// The folder of the corpus; `None`, with a word about it, where there is none.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test may ask where its material is and say that it has none"
)]
pub(crate) fn root() -> Option<PathBuf> {
    let Ok(root) = std::env::var("EDU_CORPUS") else {
        let required = std::env::var("EDU_REQUIRE").unwrap_or_default();
        assert!(
            !required.split(',').any(|name| name.trim() == "corpus"),
            "EDU_REQUIRE asks for the corpus, but EDU_CORPUS is not set"
        );
        eprintln!("skipped: EDU_CORPUS is not set");
        return None;
    };
    Some(root.into())
}

/// The bytes of a file that must be there.
pub(crate) fn read(file: &Path) -> Vec<u8> {
    read_optional(file).unwrap_or_else(|| panic!("{} is missing", file.display()))
}

/// The bytes of a file, where it is there.
#[expect(clippy::disallowed_methods, reason = "a test may read its material")]
pub(crate) fn read_optional(file: &Path) -> Option<Vec<u8>> {
    std::fs::read(file).ok()
}

/// The folders in a folder that must be there, by name.
#[expect(clippy::disallowed_methods, reason = "a test may read its material")]
pub(crate) fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = paths.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

#[test]
fn every_role_of_an_independent_schema_is_known() {
    let Some(root) = root() else { return };
    let bytes = read(&root.join(ROLES));
    let schema: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let listed = schema["properties"]["role"]["enum"].as_array().unwrap();
    assert!(listed.len() > 30);
    for text in listed {
        let text = text.as_str().unwrap();
        let role = Role::parse(text);
        assert!(role.known().is_some(), "{text}");
        assert_eq!(role.as_str(), text);
        assert_eq!(role.is_deprecated_spelling(), !text.contains('#'), "{text}");
    }
}
