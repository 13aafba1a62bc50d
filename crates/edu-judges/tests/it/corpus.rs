//! Material made by others, where a copy of it is at hand: `EDU_CORPUS` names its folder.

use std::env;
use std::path::PathBuf;

/// The folder of the corpus; `None`, with a word about it, where there is none.
#[expect(clippy::print_stderr, reason = "a test says that it skipped")]
pub(crate) fn root() -> Option<PathBuf> {
    if let Some(root) = env::var_os("EDU_CORPUS") {
        return Some(root.into());
    }
    let required = env::var("EDU_REQUIRE").unwrap_or_default();
    assert!(
        !required.split(',').any(|name| name.trim() == "corpus"),
        "EDU_REQUIRE asks for the corpus, but EDU_CORPUS is not set"
    );
    eprintln!("skipped: EDU_CORPUS is not set");
    None
}
