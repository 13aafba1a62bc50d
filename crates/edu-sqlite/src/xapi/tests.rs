//! No list of any shape reads more than an index leads to.

use pollster::block_on;
use rusqlite::Connection;

use super::tables::{
    ALL_EARLIEST, ALL_LATEST, AT, ATTACHMENT, BY_KEY_EARLIEST, BY_KEY_LATEST, DEFINITION, DOCUMENT,
    DOCUMENT_IDS, EARLIEST, EARLIEST_OWN, FIND, HAS_NAME, KEYS_AT, LAST, LAST_UNTIL, LATEST,
    LATEST_OWN, SEEN, TARGETED_BY, UNSEEN, VOIDED_BY,
};
use crate::{Database, StoredRecords};

/// How SQLite goes about a statement.
fn plan(sql: &'static str) -> String {
    let database = Database::in_memory().unwrap();
    drop(block_on(StoredRecords::new(&database)).unwrap());
    let explain = move |connection: &mut Connection| {
        let mut explain = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        // What is bound does not matter to the plan.
        let mut rows = explain.raw_query();
        let mut steps: Vec<String> = Vec::new();
        while let Some(row) = rows.next()? {
            steps.push(row.get(3)?);
        }
        Ok(steps)
    };
    block_on(database.call(explain)).unwrap().join("; ")
}

#[test]
fn entries_of_a_key_are_read_in_the_order_of_the_index() {
    for sql in [LATEST, LATEST_OWN, EARLIEST, EARLIEST_OWN] {
        let plan = plan(sql);
        assert!(
            plan.starts_with("SEARCH edu_xapi_entry USING PRIMARY KEY (tenant=? AND key=? AND "),
            "{plan}"
        );
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        assert!(plan.contains("listed"), "{plan}");
    }
}

#[test]
fn statements_of_a_key_are_read_in_the_order_of_the_index() {
    for sql in [BY_KEY_LATEST, BY_KEY_EARLIEST] {
        assert_eq!(
            plan(sql),
            "SEARCH entry USING PRIMARY KEY (tenant=? AND key=? AND listed>? AND listed<?); \
            SEARCH statement USING INTEGER PRIMARY KEY (rowid=?)"
        );
    }
}

#[test]
fn statements_without_a_filter_are_read_in_their_own_order() {
    for sql in [ALL_LATEST, ALL_EARLIEST, UNSEEN, LAST] {
        assert_eq!(
            plan(sql),
            "SEARCH edu_xapi_statement USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"
        );
    }
}

#[test]
fn times_are_found_by_an_index() {
    assert_eq!(
        plan(LAST_UNTIL),
        "SEARCH edu_xapi_statement USING COVERING INDEX edu_xapi_statement_stored (tenant=? AND stored<?)"
    );
}

#[test]
fn whatever_has_a_name_is_found_by_it() {
    for sql in [
        FIND,
        AT,
        KEYS_AT,
        TARGETED_BY,
        VOIDED_BY,
        ATTACHMENT,
        DEFINITION,
        HAS_NAME,
        DOCUMENT,
        SEEN,
    ] {
        let plan = plan(sql);
        assert!(plan.starts_with("SEARCH "), "{sql}: {plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{sql}: {plan}");
    }
    let ids = plan(DOCUMENT_IDS);
    assert!(ids.starts_with("SEARCH "), "{ids}");
}
