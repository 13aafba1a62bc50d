//! Tables are brought from version to version, wholly or not at all.

use edu_postgres::tokio_postgres::NoTls;
use edu_postgres::{Database, DatabaseError, Schema};

use crate::bed::Bed;

const FIRST: &str = "CREATE TABLE note (text TEXT NOT NULL)";
const SECOND: &str = "ALTER TABLE note ADD COLUMN colour TEXT; CREATE INDEX ON note (colour)";

const ONE: Schema = Schema::new("notes", &[FIRST]);
const TWO: Schema = Schema::new("notes", &[FIRST, SECOND]);

/// A schema, a database on it, and the means to run statements there.
struct Notes {
    bed: Bed,
    database: Database,
}

impl Notes {
    fn new() -> Option<Self> {
        let bed = Bed::new()?;
        let database = bed.database();
        Some(Self { bed, database })
    }

    fn migrate(&self, schema: Schema) -> Result<(), DatabaseError> {
        self.bed.run(self.database.migrate(schema))
    }

    fn run(&self, sql: &str) -> Result<(), DatabaseError> {
        let call = self
            .database
            .call(async |transaction| transaction.batch_execute(sql).await);
        self.bed.run(call)
    }
}

#[test]
fn steps_that_are_missing_are_applied_and_rows_stay() {
    let Some(notes) = Notes::new() else { return };
    notes.migrate(ONE).unwrap();
    notes.run("INSERT INTO note VALUES ('kept')").unwrap();
    notes.migrate(TWO).unwrap();
    notes.migrate(TWO).unwrap();
    let read = notes.database.call(async |transaction| {
        let row = transaction.query_one("SELECT text FROM note WHERE colour IS NULL", &[]);
        row.await?.try_get(0)
    });
    let text: String = notes.bed.run(read).unwrap();
    assert_eq!(text, "kept");
}

#[test]
fn tables_of_a_later_version_are_refused_and_left_alone() {
    let Some(notes) = Notes::new() else { return };
    notes.migrate(TWO).unwrap();
    let error = notes.migrate(ONE).unwrap_err();
    assert_eq!(
        error.to_string(),
        "tables of notes have version 2, this program knows up to 1"
    );
    notes
        .run("INSERT INTO note VALUES ('still', 'red')")
        .unwrap();
    notes.migrate(TWO).unwrap();
}

#[test]
fn step_that_fails_takes_the_others_back() {
    let Some(notes) = Notes::new() else { return };
    let broken = Schema::new(
        "notes",
        &[FIRST, "ALTER TABLE nothing ADD COLUMN colour TEXT"],
    );
    assert_eq!(
        notes.migrate(broken).unwrap_err().to_string(),
        "statement failed: relation \"nothing\" does not exist, SQLSTATE 42P01"
    );
    assert!(notes.run("SELECT text FROM note").is_err());
    notes.migrate(TWO).unwrap();
}

#[test]
fn programs_that_start_together_migrate_once() {
    let Some(notes) = Notes::new() else { return };
    let starting: Vec<_> = (0..8).map(|_| notes.bed.database()).collect();
    std::thread::scope(|scope| {
        for database in &starting {
            scope.spawn(|| notes.bed.run(database.migrate(TWO)).unwrap());
        }
    });
}

#[test]
fn components_of_two_schemas_know_nothing_of_each_other() {
    let (Some(one), Some(other)) = (Notes::new(), Notes::new()) else {
        return;
    };
    one.migrate(TWO).unwrap();
    other.migrate(ONE).unwrap();
    one.run("INSERT INTO note VALUES ('here', 'red')").unwrap();
    other.run("INSERT INTO note VALUES ('there')").unwrap();
}

#[test]
fn tables_further_along_the_path_are_not_taken_for_ours() {
    let (Some(one), Some(other)) = (Notes::new(), Notes::new()) else {
        return;
    };
    one.migrate(ONE).unwrap();
    let path = format!("{}, {}", other.bed.schema(), one.bed.schema());
    let both = Bed::config_of(&path.replace(' ', "\\ "));
    let both = other.bed.run(Database::connect(both, NoTls)).unwrap();
    other.bed.run(both.migrate(ONE)).unwrap();
    other.run("INSERT INTO note VALUES ('here')").unwrap();
}

#[test]
fn role_that_may_make_nothing_uses_what_another_has_made() {
    let Some(notes) = Notes::new() else { return };
    let role = format!("{}_reader", notes.bed.schema());
    let schema = notes.bed.schema();
    notes.migrate(ONE).unwrap();
    let grant = format!(
        "CREATE ROLE {role} LOGIN;
        GRANT USAGE ON SCHEMA {schema} TO {role};
        GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}"
    );
    notes.run(&grant).unwrap();
    let mut config = notes.bed.config();
    config.user(&role);
    let reader = notes.bed.run(Database::connect(config, NoTls)).unwrap();
    assert_eq!(notes.bed.run(reader.migrate(ONE)), Ok(()));
    let refused = notes.bed.run(reader.migrate(TWO)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "statement failed: must be owner of table note, SQLSTATE 42501"
    );
    let remove = format!("DROP OWNED BY {role}; DROP ROLE {role}");
    notes.run(&remove).unwrap();
}

#[test]
fn connection_without_a_schema_is_told_so() {
    let Some(bed) = Bed::new() else { return };
    let nowhere = Bed::config_of("no_such_schema");
    let database = bed.run(Database::connect(nowhere, NoTls)).unwrap();
    assert_eq!(
        bed.run(database.migrate(ONE)).unwrap_err().to_string(),
        "statement failed: no schema has been selected to create in, SQLSTATE 3F000"
    );
}
