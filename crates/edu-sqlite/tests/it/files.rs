//! Files of the tests, and what every file must be like.

use std::path::{Path, PathBuf};
use std::{fs, process};

use edu_sqlite::{Database, DatabaseError};
use pollster::block_on;

/// A folder for one test, removed with it.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        let name = format!("edu-sqlite-{test}-{}", process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// All that the file holds, with the write-ahead log worked in and emptied.
pub(crate) fn written(database: &Database, path: &Path) -> String {
    let flush = database
        .call(|connection| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())));
    block_on(flush).unwrap();
    String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()
}

fn setting(database: &Database, pragma: &'static str) -> i64 {
    let read = database
        .call(move |connection| connection.pragma_query_value(None, pragma, |row| row.get(0)));
    block_on(read).unwrap()
}

#[test]
fn settings_favour_durability() {
    let folder = Folder::new("settings");
    let database = Database::open(folder.file("a.sqlite")).unwrap();
    assert_eq!(setting(&database, "synchronous"), 2, "FULL");
    assert_eq!(setting(&database, "foreign_keys"), 1);
    assert_eq!(setting(&database, "secure_delete"), 1);
    assert_eq!(setting(&database, "trusted_schema"), 0);
    assert_eq!(setting(&database, "busy_timeout"), 5000);
    let mode: String =
        block_on(database.call(|connection| {
            connection.pragma_query_value(None, "journal_mode", |row| row.get(0))
        }))
        .unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn file_that_is_no_database_is_refused_and_left_alone() {
    let folder = Folder::new("foreign");
    let path = folder.file("letter.txt");
    let letter = "this is no database, ".repeat(100);
    fs::write(&path, &letter).unwrap();
    let error = Database::open(&path).unwrap_err();
    assert!(matches!(error, DatabaseError::Open { .. }), "{error}");
    assert!(
        error
            .to_string()
            .ends_with("file is not a database, code 26"),
        "{error}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), letter);
}

#[test]
fn folder_that_does_not_exist_is_named() {
    let folder = Folder::new("nowhere");
    let path = folder.file("missing/a.sqlite");
    let error = Database::open(&path).unwrap_err().to_string();
    assert!(error.contains("missing"), "{error}");
}

#[test]
fn many_may_make_one_file_at_the_same_moment() {
    let folder = Folder::new("together");
    let path = folder.file("a.sqlite");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| Database::open(&path).unwrap());
        }
    });
}
