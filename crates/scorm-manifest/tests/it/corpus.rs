//! Material made by others, where a copy of it is at hand.

use std::path::{Path, PathBuf};

use edu_testing::entries;
use edu_types::Profile;
use edu_xml::{Document, Tree, XmlRoot as _, canonical_without_space};
use scorm_manifest::Manifest;

/// The folder of packages; `None`, with a word about it, where there is none.
pub(crate) fn root() -> Option<PathBuf> {
    Some(edu_testing::corpus()?.join("scorm"))
}

/// The manifests of real packages and of ADL's tests, by name.
pub(crate) fn manifests(root: &Path) -> Vec<PathBuf> {
    let is_manifest =
        |path: &Path, name: &str| name.contains("imsmanifest") && has_extension(path, "xml");
    let found = walk(root, is_manifest);
    assert_eq!(found.len(), 181, "manifests in {}", root.display());
    found
}

/// The packages of others, as they were found, by name.
pub(crate) fn packages(root: &Path) -> Vec<PathBuf> {
    let found = walk(root, |path, _| has_extension(path, "zip"));
    assert_eq!(found.len(), 14, "packages in {}", root.display());
    found
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|one| one == extension)
}

/// The files below a folder that are wanted, by name; those made to attack readers are not among them.
fn walk(root: &Path, is_wanted: impl Fn(&Path, &str) -> bool) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "xsd" && name != "synthetic-hostile" {
                    folders.push(path);
                }
            } else if is_wanted(&path, &name) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_manifest_is_written_as_it_was_read() {
    let Some(root) = root() else { return };
    let mut read = 0;
    let mut odd = Vec::new();
    for path in manifests(&root) {
        let bytes = edu_testing::read(&path);
        let (profile, limits) = (Profile::lenient(), Manifest::LIMITS);
        let Ok(checked) = Manifest::from_slice(&bytes, &profile, &limits) else {
            continue;
        };
        read += 1;
        let recovery = Manifest::recovery(&bytes);
        let before = Tree::parse_with(&bytes, &profile, &limits, &recovery)
            .unwrap()
            .tree;
        let written = checked.value.to_xml_bytes().unwrap();
        let after = Tree::parse(&written, &profile, &limits).unwrap().tree;
        if canonical_without_space(&before) != canonical_without_space(&after) {
            odd.push(path.display().to_string());
        }
        let again = Manifest::from_slice(&written, &profile, &limits)
            .unwrap()
            .value;
        assert_eq!(again, checked.value, "{}", path.display());
    }
    assert!(odd.is_empty(), "{odd:#?}");
    // One is not well-formed, beyond what can be mended.
    assert_eq!(read, 180);
}

#[test]
fn every_unedited_manifest_comes_back_byte_for_byte() {
    let Some(root) = root() else { return };
    for path in manifests(&root) {
        let bytes = edu_testing::read(&path);
        let read = Document::<Manifest>::from_slice(&bytes, &Profile::lenient(), &Manifest::LIMITS);
        if let Ok(checked) = read {
            assert_eq!(&*checked.value.to_bytes().unwrap(), bytes);
        }
    }
}
