//! Packages of published courses.

use std::collections::BTreeMap;
use std::io::Cursor;

use edu_types::{Limits, Profile};
use scorm_manifest::course::{FilePath, Published};
use scorm_manifest::export::{Export, ExportOptions, SchemaSet};
use scorm_manifest::{Edition, Manifest};

use crate::course::{publish, tides, with_blocks};

mod escaping;
mod manifests;
mod options;
mod packages;
mod pages;

/// The names of the editions in options.
const EDITIONS: [&str; 4] = ["1.2", "2004-2nd", "2004-3rd", "2004-4th"];

/// The ways in which a course is cut.
const STRUCTURES: [&str; 3] = ["one_object", "object_per_page", "root_cluster"];

fn options(json: &str) -> ExportOptions {
    ExportOptions::from_slice(json.as_bytes(), &Profile::strict(), &Limits::DEFAULT)
        .unwrap_or_else(|refused| panic!("{refused}"))
        .value
}

fn plan(course: &Published, json: &str) -> Export {
    Export::plan(
        course,
        &options(json),
        &SchemaSet::new(),
        &Profile::strict(),
    )
    .unwrap_or_else(|refused| panic!("{json}: {refused}"))
}

/// Some bytes for every file of the course.
fn assets(course: &Published) -> BTreeMap<FilePath, Vec<u8>> {
    let files = course.course().files().into_iter();
    files
        .map(|file| (file.clone(), file.as_str().as_bytes().to_vec()))
        .collect()
}

fn package(course: &Published, json: &str) -> Vec<u8> {
    plan(course, json)
        .write(&assets(course), Vec::new(), &mut ())
        .unwrap()
}

/// The text of one file of a package.
fn file(package: &[u8], name: &str) -> String {
    let limits = edu_zip::ZipLimits::DEFAULT;
    let opened = edu_zip::Archive::open(Cursor::new(package), &Profile::strict(), &limits);
    let mut archive = opened.unwrap().archive;
    let names: Vec<_> = archive
        .entries()
        .iter()
        .map(|entry| entry.name().to_owned())
        .collect();
    let index = names.iter().position(|found| found == name);
    let bytes = archive.bytes(index.unwrap_or_else(|| panic!("no {name}")), 1 << 20);
    String::from_utf8(bytes.unwrap()).unwrap()
}

/// The page of a course that is one content object of these blocks.
fn page_of(blocks: &str) -> String {
    let course = publish(with_blocks(blocks));
    file(&package(&course, r#"{"edition":"1.2"}"#), "index.html")
}
