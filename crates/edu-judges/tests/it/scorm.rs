//! Packages of SCORM beside the schemas, parsers, packagers and archivers of others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use edu_types::{Limits, Profile, Timestamp};
use scorm_manifest::course::{Course, CourseVersion, Draft, FilePath, Published};
use scorm_manifest::export::{Export, ExportOptions, SchemaSet};

mod archives;
mod info_zip;
mod openedx;
mod packager;
mod python_zip;
mod schemas;

/// The names of the editions in options.
const EDITIONS: [&str; 4] = ["1.2", "2004-2nd", "2004-3rd", "2004-4th"];

/// The ways in which a course is cut.
const STRUCTURES: [&str; 3] = ["one_object", "object_per_page", "root_cluster"];

/// A course that has everything: folders, pages, files, objectives, prerequisites, metadata and a quiz.
const TIDES: &str = include_str!("../../../scorm-manifest/tests/data/course/tides.json");

fn published(json: &str) -> Published {
    let course = Course::from_slice(json.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
    let course = course.unwrap_or_else(|refused| panic!("{refused}")).value;
    let now = Timestamp::parse("2026-01-05T09:00:00Z").unwrap();
    let version = CourseVersion::new("1.0").unwrap();
    let published = Draft::new(course).publish(version, &now);
    published.unwrap_or_else(|refused| panic!("{refused}"))
}

fn exported(course: &Published, options: &str) -> Export {
    let strict = Profile::strict();
    let read = ExportOptions::from_slice(options.as_bytes(), &strict, &Limits::DEFAULT);
    let read = read.unwrap_or_else(|refused| panic!("{options}: {refused}"));
    Export::plan(course, &read.value, &SchemaSet::new(), &strict)
        .unwrap_or_else(|refused| panic!("{options}: {refused}"))
}

/// The bytes of an exported package; files of the course are made up.
fn package(course: &Published, options: &str) -> Vec<u8> {
    let files = course.course().files().into_iter();
    let files: BTreeMap<FilePath, Vec<u8>> = files
        .map(|file| (file.clone(), file.as_str().as_bytes().to_vec()))
        .collect();
    let export = exported(course, options);
    export.write(&files, Vec::new(), &mut ()).unwrap()
}

/// Puts bytes where the programs of others find them.
fn placed(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}
