//! Material made by others, where a copy of it is at hand.

use std::path::{Path, PathBuf};

use edu_testing::{corpus, read};
use lti_core::role::Role;

const ROLES: &str =
    "lti/conform-ed/packages/coverage/vendor/lti/v1_3/curated/role-vocabulary.schema.json";

/// The folders in a folder that must be there, by name.
pub(crate) fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut folders = edu_testing::entries(folder);
    folders.retain(|path| path.is_dir());
    folders
}

#[test]
fn every_role_of_an_independent_schema_is_known() {
    let Some(root) = corpus() else { return };
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
