//! Material made by others, where a copy of it is at hand: `EDU_CORPUS` names its folder.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

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

/// The JSON document in a file that must be there.
#[expect(clippy::disallowed_methods, reason = "a test may read its material")]
pub(crate) fn json(file: &Path) -> serde_json::Value {
    let bytes = std::fs::read(file);
    let bytes = bytes.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let json = serde_json::from_slice(&bytes);
    json.unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The bytes in a packed file that must be there.
#[expect(clippy::disallowed_methods, reason = "a test may read its material")]
pub(crate) fn unpacked(file: &Path) -> Vec<u8> {
    let packed = std::fs::read(file);
    let packed = packed.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut bytes = Vec::new();
    let mut decoder = GzDecoder::new(packed.as_slice());
    decoder.read_to_end(&mut bytes).unwrap();
    bytes
}

/// The files and folders in a folder that must be there, by name.
#[expect(clippy::disallowed_methods, reason = "a test may read its material")]
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
