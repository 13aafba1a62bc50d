//! Entries by name.

use edu_types::Profile;
use edu_zip::Spelling;

use crate::builder::{File, Zip, open};

fn found(names: &[&str], asked: &str) -> Option<(usize, Spelling)> {
    let zip = Zip::of(names.iter().map(|name| File::stored(name, b"")));
    let archive = open(&zip.build(), &Profile::lenient()).unwrap().archive;
    archive
        .find(asked)
        .map(|found| (found.index, found.spelling))
}

#[test]
fn a_name_is_found_by_its_bytes_first() {
    let names = ["Index.html", "index.html", "INDEX.html"];
    assert_eq!(found(&names, "index.html"), Some((1, Spelling::Exact)));
    assert_eq!(found(&names, "INDEX.html"), Some((2, Spelling::Exact)));
}

#[test]
fn a_name_in_another_case_is_found_and_told() {
    assert_eq!(
        found(&["x", "IMSManifest.XML"], "imsmanifest.xml"),
        Some((1, Spelling::Loose))
    );
    let names = ["B.html", "b.HTML"];
    assert_eq!(found(&names, "b.html"), Some((0, Spelling::Loose)));
    assert_eq!(
        found(&["\u{c9}t\u{e9}.html"], "\u{e9}t\u{e9}.html"),
        Some((0, Spelling::Loose))
    );
}

#[test]
fn a_name_with_its_accents_apart_is_found_and_told() {
    assert_eq!(
        found(&["cafe\u{301}.html"], "caf\u{e9}.html"),
        Some((0, Spelling::Loose))
    );
}

#[test]
fn a_name_with_backslashes_is_found_and_told() {
    assert_eq!(
        found(&["a/b.html"], "a\\b.html"),
        Some((0, Spelling::Loose))
    );
    assert_eq!(
        found(&["a\\b.html"], "a/b.html"),
        Some((0, Spelling::Exact))
    );
}

#[test]
fn neither_folders_nor_other_names_are_found() {
    assert_eq!(found(&["a/", "a/b"], "a/"), None);
    assert_eq!(found(&["a/", "a/b"], "a"), None);
    assert_eq!(found(&["a/", "a/b"], "b"), None);
    assert_eq!(found(&["a"], ""), None);
}
