use pollster::block_on;

use super::*;

const ALL: [&str; 11] = [
    FORGET,
    FORGET_USE,
    FREE,
    KEEP,
    PUSH_OUT_OWN,
    PUSH_OUT,
    TAKE,
    USE,
    PUSH_OUT_USE,
    FIND,
    // Of a trigger.
    "SELECT min(place) FROM edu_once WHERE kind = 'test' AND owner = x'00'",
];

fn digest(name: u32) -> Digest {
    let mut digest = [0; 32];
    digest[..4].copy_from_slice(&name.to_be_bytes());
    digest
}

fn rows(database: &Database, total: usize, of_one_owner: usize) -> OnceRows {
    let room = Room::new(total, of_one_owner);
    block_on(OnceRows::open(database, "test", room)).unwrap()
}

fn fresh(total: usize, of_one_owner: usize) -> (Database, OnceRows) {
    let database = Database::in_memory().unwrap();
    let rows = rows(&database, total, of_one_owner);
    (database, rows)
}

fn keep(rows: &OnceRows, key: u32, owner: u32) -> Kept {
    let row = NewRow {
        key: digest(key),
        owner: digest(owner),
        payload: key.to_string(),
        expires: 1000,
    };
    block_on(rows.keep(row, 0)).unwrap()
}

fn take(rows: &OnceRows, key: u32) -> TakenRow {
    block_on(rows.take(digest(key), None, 1)).unwrap()
}

/// Which of the keys were still waiting.
fn taken(rows: &OnceRows, keys: core::ops::Range<u32>) -> Vec<u32> {
    let fresh = |key: &u32| take(rows, *key) == TakenRow::Fresh(key.to_string());
    keys.filter(fresh).collect()
}

fn numbers(database: &Database, sql: &'static str) -> Vec<i64> {
    let read = move |connection: &mut Connection| {
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect()
    };
    block_on(database.call(read)).unwrap()
}

/// The numbers that triggers keep are those that counting gives.
fn assert_counted(database: &Database) {
    let differences = "
        SELECT (SELECT sum(waiting) FROM edu_once_count) - (SELECT count(*) FROM edu_once)
        UNION ALL
        SELECT (SELECT sum(used) FROM edu_once_count) - (SELECT count(*) FROM edu_once_used)
        UNION ALL SELECT count(*) FROM (
            SELECT kind, owner, waiting, oldest FROM edu_once_owner
            EXCEPT SELECT kind, owner, count(*), min(place) FROM edu_once GROUP BY kind, owner)
        UNION ALL SELECT count(*) FROM (
            SELECT kind, owner, count(*), min(place) FROM edu_once GROUP BY kind, owner
            EXCEPT SELECT kind, owner, waiting, oldest FROM edu_once_owner)";
    assert_eq!(numbers(database, differences), [0, 0, 0, 0]);
}

#[test]
fn no_statement_reads_a_whole_table() {
    let (database, _) = fresh(4, 4);
    let mut searches = 0;
    for sql in ALL {
        let plan: Vec<String> = block_on(database.call(move |connection| {
            let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            // Unbound parameters are null, which changes no plan.
            let mut steps = statement.raw_query();
            let mut plan = Vec::new();
            while let Some(step) = steps.next()? {
                plan.push(step.get(3)?);
            }
            Ok(plan)
        }))
        .unwrap();
        for step in plan {
            searches += usize::from(step.starts_with("SEARCH edu_once"));
            let whole = step.starts_with("SCAN edu_once") || step.contains("TEMP B-TREE");
            assert!(!whole, "{step} of {sql}");
        }
    }
    assert!(searches >= ALL.len(), "the test would see them");
}

#[test]
fn flood_of_one_owner_pushes_out_its_own() {
    let (database, rows) = fresh(100, 100);
    for key in 0..5 {
        keep(&rows, key, 1);
    }
    for key in 100..400 {
        keep(&rows, key, 2);
    }
    assert_counted(&database);
    assert_eq!(taken(&rows, 0..400).len(), 100);
    assert_counted(&database);
    for key in 0..5 {
        assert_eq!(take(&rows, key), TakenRow::AlreadyUsed);
    }
    for (key, expected) in [(304, TakenRow::Unknown), (305, TakenRow::AlreadyUsed)] {
        assert_eq!(take(&rows, key), expected);
    }
}

#[test]
fn flood_in_many_names_pushes_out_the_fullest() {
    let (database, rows) = fresh(50, 50);
    for key in 0..5 {
        keep(&rows, key, 77);
    }
    for key in 100..400 {
        keep(&rows, key, key % 7);
    }
    assert_counted(&database);
    assert_eq!(taken(&rows, 0..5), [0, 1, 2, 3, 4]);
}

#[test]
fn of_owners_with_one_each_the_oldest_goes() {
    let (_, rows) = fresh(10, 10);
    for key in 0..30 {
        // Digests fall as keys rise: the order is that of arrival.
        keep(&rows, key, 1000 - key);
    }
    assert_eq!(taken(&rows, 0..30), (20..30).collect::<Vec<_>>());
}

#[test]
fn one_owner_has_no_more_than_its_room() {
    let (database, rows) = fresh(100, 3);
    keep(&rows, 50, 2);
    for key in 0..9 {
        keep(&rows, key, 1);
    }
    assert_counted(&database);
    assert_eq!(taken(&rows, 0..51), [6, 7, 8, 50]);
}

#[test]
fn used_and_waiting_never_push_out_each_other() {
    let (database, rows) = fresh(3, 3);
    for key in 0..3 {
        keep(&rows, key, 1);
        take(&rows, key);
    }
    for key in 10..20 {
        keep(&rows, key, 1);
    }
    for key in 0..3 {
        assert_eq!(take(&rows, key), TakenRow::AlreadyUsed);
    }
    assert_eq!(taken(&rows, 10..20), [17, 18, 19]);
    assert_counted(&database);
    // The uses of the second three have pushed out those of the first.
    for key in 0..3 {
        assert_eq!(take(&rows, key), TakenRow::Unknown);
    }
}

#[test]
fn key_in_use_pushes_nothing_out() {
    let (database, rows) = fresh(2, 2);
    keep(&rows, 1, 1);
    keep(&rows, 2, 1);
    assert_eq!(keep(&rows, 2, 9), Kept::KeyInUse);
    assert_eq!(taken(&rows, 1..3), [1, 2]);
    assert_eq!(keep(&rows, 2, 9), Kept::KeyInUse);
    assert_counted(&database);
}

#[test]
fn smaller_room_is_reached_in_steps() {
    let (database, large) = fresh(200, 200);
    for key in 0..200 {
        keep(&large, key, 1);
    }
    let small = rows(&database, 10, 10);
    for key in 200..204 {
        keep(&small, key, 2);
    }
    assert_counted(&database);
    assert_eq!(numbers(&database, "SELECT count(*) FROM edu_once"), [10]);
    assert_eq!(taken(&small, 200..204), [200, 201, 202, 203]);
}

#[test]
fn kinds_share_a_file_and_no_room() {
    let (database, rows) = fresh(2, 2);
    let other = block_on(OnceRows::open(&database, "other", Room::new(2, 2))).unwrap();
    keep(&rows, 1, 1);
    for key in 0..9 {
        keep(&other, key, 1);
    }
    assert_eq!(take(&rows, 1), TakenRow::Fresh("1".to_owned()));
    assert_counted(&database);
}

#[test]
fn room_for_nothing_keeps_one() {
    let (_, rows) = fresh(0, 0);
    keep(&rows, 1, 1);
    keep(&rows, 2, 2);
    assert_eq!(taken(&rows, 1..3), [2]);
}
