//! The record store keeps its promises, also to other openings of the file.

use edu_sqlite::{Database, StoredRecords};
use pollster::block_on;
use xapi_lrs::kit;

use crate::files::Folder;

fn records(database: &Database) -> StoredRecords {
    block_on(StoredRecords::new(database)).unwrap()
}

#[test]
fn database_in_memory_keeps_every_promise_about_records() {
    let make = async || records(&Database::in_memory().unwrap());
    let report = block_on(kit::records(make));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn file_keeps_every_promise_about_records() {
    let folder = Folder::new("records-kit");
    let number = core::cell::Cell::new(0);
    let make = async || {
        number.set(number.get() + 1);
        let path = folder.file(&format!("{}.sqlite", number.get()));
        records(&Database::open(path).unwrap())
    };
    let report = block_on(kit::records(make));
    assert!(report.is_empty(), "{report}");
}
