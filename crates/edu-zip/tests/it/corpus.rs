//! Packages made by others and hostile ones, where a copy of them is at hand.

use std::path::{Path, PathBuf};

use edu_testing::{corpus, entries, read};
use edu_types::Profile;

use crate::builder::verdict;

fn root() -> Option<PathBuf> {
    Some(corpus()?.join("scorm"))
}

/// What each hostile archive is refused for, by every profile.
const REFUSED: &[(&str, &[&str])] = &[
    ("abs-drive.zip", &["zip.name.drive"]),
    ("abs-unc.zip", &["zip.name.absolute"]),
    ("abs-unix.zip", &["zip.name.absolute"]),
    ("ads-colon.zip", &["zip.name.colon"]),
    ("bad-crc.zip", &["zip.local.size"]),
    ("bomb-10mb.zip", &["zip.limit.ratio"]),
    ("deep-path.zip", &["zip.limit.depth"]),
    ("dup-manifest.zip", &["zip.entry.duplicate"]),
    ("empty.zip", &["zip.empty"]),
    ("long-name.zip", &["zip.limit.name", "zip.limit.component"]),
    ("lying-size.zip", &["zip.data.longer"]),
    ("many-entries-20k.zip", &["zip.limit.entries"]),
    ("name-mismatch-lfh-cd.zip", &["zip.local.name"]),
    ("not-a-zip.zip", &["zip.end.missing"]),
    ("overlap.zip", &["zip.entry.duplicate", "zip.overlap"]),
    (
        "symlink-then-write.zip",
        &["zip.entry.special", "zip.entry.conflict"],
    ),
    ("symlink.zip", &["zip.entry.special"]),
    ("truncated.zip", &["zip.end.missing"]),
    ("zipslip-backslash.zip", &["zip.name.traversal"]),
    ("zipslip-dotdot.zip", &["zip.name.traversal"]),
    ("zipslip-mid.zip", &["zip.name.traversal"]),
];

/// What each other one is refused for strictly, and what every profile tells of it.
const ACCEPTED: &[(&str, &[&str], &[&str])] = &[
    ("backslash-separators.zip", &["zip.name.backslash"], &[]),
    ("bomb-nested.zip", &[], &[]),
    ("case-collision.zip", &[], &["zip.entry.case"]),
    ("macosx-junk.zip", &[], &["zip.entry.ignorable"]),
    ("nested-folder.zip", &[], &[]),
    // The tool that made it cut the name off at its NUL, so there is none in it.
    ("nul-in-name.zip", &[], &[]),
    ("ok-control.zip", &[], &[]),
    ("prefixed-sfx.zip", &["zip.prefix"], &[]),
    (
        "trailing-dot-space.zip",
        &[],
        &["zip.name.windows_trailing"],
    ),
    ("two-manifests.zip", &[], &[]),
    (
        "win-reserved.zip",
        &[],
        &["zip.name.windows_device", "zip.name.windows_device"],
    ),
    ("wrong-case-href.zip", &[], &[]),
    ("wrong-case-manifest.zip", &[], &[]),
];

#[test]
fn hostile_archives_are_refused_by_every_profile_and_by_name() {
    let Some(root) = root() else { return };
    for (file, expected) in REFUSED {
        let bytes = read(&root.join("synthetic-hostile").join(file));
        let (codes, _) = verdict(&bytes, &Profile::lenient());
        assert_eq!(codes, *expected, "{file}");
    }
}

#[test]
fn odd_archives_are_refused_strictly_alone_and_told_of() {
    let Some(root) = root() else { return };
    for (file, strict, told) in ACCEPTED {
        let bytes = read(&root.join("synthetic-hostile").join(file));
        let (errors, lenient) = verdict(&bytes, &Profile::lenient());
        assert_eq!(errors, Vec::<&str>::new(), "{file}");
        assert_eq!(lenient, [*strict, *told].concat(), "{file}");
        let (errors, _) = verdict(&bytes, &Profile::strict());
        assert_eq!(errors, *strict, "{file}");
    }
}

#[test]
fn every_hostile_archive_has_its_verdict_here() {
    let Some(root) = root() else { return };
    let files: Vec<String> = entries(&root.join("synthetic-hostile"))
        .iter()
        .filter(|file| is_archive(file))
        .map(|file| file.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    let accepted = ACCEPTED.iter().map(|(file, _, _)| *file);
    let mut known: Vec<&str> = REFUSED
        .iter()
        .map(|(file, _)| *file)
        .chain(accepted)
        .collect();
    known.sort_unstable();
    assert_eq!(files, known);
}

#[test]
fn every_package_of_the_field_opens_leniently() {
    let Some(root) = root() else { return };
    let mut opened = 0;
    for folder in entries(&root) {
        if folder.ends_with("synthetic-hostile") || !folder.is_dir() {
            continue;
        }
        let mut files = entries(&folder);
        let aicc = folder.join("aicc");
        if aicc.is_dir() {
            files.extend(entries(&aicc));
        }
        for file in files.iter().filter(|file| is_archive(file)) {
            let (errors, _) = verdict(&read(file), &Profile::lenient());
            // One of them says itself that it is broken: it is empty.
            let broken = file.ends_with("Non-working SCORM.zip");
            let expected: &[&str] = if broken { &["zip.empty"] } else { &[] };
            assert_eq!(errors, expected, "{}", file.display());
            opened += 1;
        }
    }
    assert!(opened >= 14, "{opened} packages were found");
}

fn is_archive(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending == "zip")
}
