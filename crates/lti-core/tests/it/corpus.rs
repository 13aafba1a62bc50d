//! Material made by others, where a copy of it is at hand: `EDU_CORPUS` names its folder.

use lti_core::role::Role;

const ROLES: &str =
    "lti/conform-ed/packages/coverage/vendor/lti/v1_3/curated/role-vocabulary.schema.json";

#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test may ask where its material is and say that it has none"
)]
fn read(path: &str) -> Option<Vec<u8>> {
    let Ok(root) = std::env::var("EDU_CORPUS") else {
        let required = std::env::var("EDU_REQUIRE").unwrap_or_default();
        assert!(
            !required.split(',').any(|name| name.trim() == "corpus"),
            "EDU_REQUIRE asks for the corpus, but EDU_CORPUS is not set"
        );
        eprintln!("skipped: EDU_CORPUS is not set");
        return None;
    };
    let file = format!("{root}/{path}");
    Some(std::fs::read(&file).unwrap_or_else(|error| panic!("{file}: {error}")))
}

#[test]
fn every_role_of_an_independent_schema_is_known() {
    let Some(bytes) = read(ROLES) else { return };
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
