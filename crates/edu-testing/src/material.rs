//! Material made by others: `EDU_CORPUS` names the folder that holds a copy of it.

use std::path::{Path, PathBuf};

use crate::skip;

/// The folder of the corpus; none where there is no copy of it, and the test is to skip.
///
/// # Panics
///
/// Where no test may skip for want of it, see [`skip`].
pub fn corpus() -> Option<PathBuf> {
    let root = std::env::var_os("EDU_CORPUS");
    if root.is_none() {
        skip("corpus", "EDU_CORPUS is not set");
    }
    root.map(PathBuf::from)
}

/// The bytes of a file that must be there.
///
/// # Panics
///
/// Where it is not there or cannot be read.
pub fn read(file: &Path) -> Vec<u8> {
    let bytes = std::fs::read(file);
    expected(bytes, file)
}

/// The files and folders in a folder that must be there, by name.
///
/// # Panics
///
/// Where it is not there or cannot be read.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).and_then(|entries| {
        let paths = entries.map(|entry| entry.map(|entry| entry.path()));
        paths.collect::<Result<Vec<_>, _>>()
    });
    let mut paths = expected(entries, folder);
    paths.sort();
    paths
}

#[expect(clippy::panic, reason = "a test without its material fails")]
fn expected<T>(found: std::io::Result<T>, path: &Path) -> T {
    found.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own_folder() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn entries_come_by_name_whatever_order_the_system_has() {
        let found = entries(&own_folder().join("src"));
        assert!(found.is_sorted());
        assert!(found.contains(&own_folder().join("src/lib.rs")));
    }

    #[test]
    #[should_panic(expected = "no-such-file")]
    fn a_file_that_is_missing_is_named() {
        read(&own_folder().join("no-such-file"));
    }

    #[test]
    #[should_panic(expected = "no-such-folder")]
    fn a_folder_that_is_missing_is_named() {
        entries(&own_folder().join("no-such-folder"));
    }
}
