//! Archives of ours in `unzip` of Info-ZIP.

use std::path::Path;
use std::process::{Command, Output};

use edu_types::Profile;

use super::archives::{Files, MANY, changed, few, many, read, written};
use super::{EDITIONS, TIDES, package, placed, published};
use crate::peers::folder;

/// Whether it is installed; says so where it is not.
fn is_there() -> bool {
    let is_there = Command::new("unzip").arg("-v").output().is_ok();
    if !is_there {
        edu_testing::skip("peers", "unzip is not installed");
    }
    is_there
}

fn unzip(option: &str, archive: &Path) -> Output {
    let mut program = Command::new("unzip");
    // Names are written in the character set of the locale.
    program.env("LC_ALL", "C.UTF-8").arg(option).arg(archive);
    program.output().unwrap()
}

fn is_clean(folder: &Path, files: &Files) {
    let path = placed(folder, "ours.zip", &written(files));
    let tested = unzip("-tqq", &path);
    let said = String::from_utf8_lossy(&tested.stdout);
    assert!(tested.status.success() && said.trim().is_empty(), "{said}");
    let listed = unzip("-Z1", &path);
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(
        listed.lines().eq(files.iter().map(|(name, _)| name)),
        "other names"
    );
}

#[test]
fn unzip_finds_nothing_wrong_with_what_we_write() {
    if !is_there() {
        return;
    }
    let folder = folder("unzip-ours");
    is_clean(&folder, &few());
    let all = many();
    assert_eq!(all.len(), MANY);
    is_clean(&folder, &all);
}

#[test]
fn unzip_writes_out_the_bytes_that_we_wrote() {
    if !is_there() {
        return;
    }
    let path = placed(&folder("unzip-bytes"), "ours.zip", &written(&few()));
    let piped = unzip("-p", &path);
    let all: Vec<u8> = few().into_iter().flat_map(|(_, bytes)| bytes).collect();
    assert!(piped.status.success() && piped.stdout == all);
}

#[test]
fn unzip_finds_nothing_wrong_with_exported_packages() {
    if !is_there() {
        return;
    }
    let folder = folder("unzip-exported");
    let course = published(TIDES);
    for edition in EDITIONS {
        let bytes = package(&course, &format!(r#"{{"edition":"{edition}"}}"#));
        let tested = unzip("-tqq", &placed(&folder, "course.zip", &bytes));
        let said = String::from_utf8_lossy(&tested.stdout);
        assert!(
            tested.status.success() && said.trim().is_empty(),
            "{edition}: {said}"
        );
        assert!(read(&bytes, &Profile::strict()).is_ok());
    }
}

#[test]
fn unzip_finds_a_changed_byte_in_what_we_write() {
    if !is_there() {
        return;
    }
    let path = placed(&folder("unzip-changed"), "ours.zip", &changed());
    assert!(!unzip("-tqq", &path).status.success());
}
