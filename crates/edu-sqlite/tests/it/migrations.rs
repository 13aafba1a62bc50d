//! Tables are brought from version to version, wholly or not at all.

use edu_sqlite::{Database, DatabaseError, Schema, StoredLogins};
use pollster::block_on;

use crate::files::Folder;
use crate::logins::tenant;

const FIRST: &str = "CREATE TABLE note (text TEXT NOT NULL) STRICT";
const SECOND: &str = "ALTER TABLE note ADD COLUMN colour TEXT";

const ONE: Schema = Schema::new("notes", &[FIRST]);
const TWO: Schema = Schema::new("notes", &[FIRST, SECOND]);

fn run(database: &Database, sql: &'static str) -> Result<(), DatabaseError> {
    block_on(database.call(move |connection| connection.execute_batch(sql)))
}

#[test]
fn steps_that_are_missing_are_applied_and_rows_stay() {
    let database = Database::in_memory().unwrap();
    block_on(database.migrate(ONE)).unwrap();
    run(&database, "INSERT INTO note VALUES ('kept')").unwrap();
    block_on(database.migrate(TWO)).unwrap();
    block_on(database.migrate(TWO)).unwrap();
    let text: String = block_on(database.call(|connection| {
        connection.query_row("SELECT text FROM note WHERE colour IS NULL", [], |row| {
            row.get(0)
        })
    }))
    .unwrap();
    assert_eq!(text, "kept");
}

#[test]
fn tables_of_a_later_version_are_refused_and_left_alone() {
    let database = Database::in_memory().unwrap();
    block_on(database.migrate(TWO)).unwrap();
    let error = block_on(database.migrate(ONE)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "tables of notes have version 2, this program knows up to 1"
    );
    run(&database, "INSERT INTO note VALUES ('still', 'red')").unwrap();
    block_on(database.migrate(TWO)).unwrap();
}

#[test]
fn login_store_of_a_later_version_is_refused() {
    let database = Database::in_memory().unwrap();
    block_on(StoredLogins::new(&database, tenant("t"))).unwrap();
    run(
        &database,
        "UPDATE edu_migration SET version = 99 WHERE component = 'edu.once'",
    )
    .unwrap();
    let error = block_on(StoredLogins::new(&database, tenant("t"))).unwrap_err();
    assert!(
        matches!(error, DatabaseError::Newer { found: 99, .. }),
        "{error}"
    );
}

#[test]
fn step_that_fails_takes_the_others_back() {
    let database = Database::in_memory().unwrap();
    let broken = Schema::new(
        "notes",
        &[FIRST, "ALTER TABLE nothing ADD COLUMN colour TEXT"],
    );
    let error = block_on(database.migrate(broken)).unwrap_err();
    assert!(matches!(error, DatabaseError::Statement { .. }), "{error}");
    assert!(run(&database, "SELECT text FROM note").is_err());
    block_on(database.migrate(TWO)).unwrap();
}

#[test]
fn programs_that_start_together_migrate_once() {
    let folder = Folder::new("migrate-together");
    let path = folder.file("a.sqlite");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let database = Database::open(&path).unwrap();
                block_on(database.migrate(TWO)).unwrap();
            });
        }
    });
}
