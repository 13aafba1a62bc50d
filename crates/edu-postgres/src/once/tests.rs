use core::ops::Range;

use super::*;
use crate::bed::Bed;
use crate::plan;

fn digest(name: u32) -> Digest {
    let mut digest = [0; 32];
    digest[..4].copy_from_slice(&name.to_be_bytes());
    digest
}

/// A store, and the schema it lies in.
struct Shelf {
    rows: OnceRows,
    database: Database,
    bed: Bed,
}

impl Shelf {
    fn new(total: usize, of_one_owner: usize) -> Option<Self> {
        let bed = Bed::new()?;
        let database = bed.database();
        let room = Room::new(total, of_one_owner);
        let open = OnceRows::open(&database, "test", room);
        let rows = bed.run(open).unwrap();
        Some(Self {
            rows,
            database,
            bed,
        })
    }

    /// The same table, for a kind.
    fn other(&self, kind: &'static str, total: usize) -> OnceRows {
        let room = Room::new(total, total);
        let open = OnceRows::open(&self.database, kind, room);
        self.bed.run(open).unwrap()
    }

    fn keep(&self, key: u32, owner: u32) -> Kept {
        self.keep_in(&self.rows, key, owner)
    }

    fn keep_in(&self, rows: &OnceRows, key: u32, owner: u32) -> Kept {
        self.keep_at(rows, key, owner, 0)
    }

    fn keep_at(&self, rows: &OnceRows, key: u32, owner: u32, now: i64) -> Kept {
        let row = NewRow {
            key: digest(key),
            owner: digest(owner),
            payload: key.to_string(),
            expires: now.saturating_add(1000),
        };
        self.bed.run(rows.keep(row, now)).unwrap()
    }

    fn take(&self, key: u32) -> TakenRow {
        self.take_from(&self.rows, key)
    }

    fn take_from(&self, rows: &OnceRows, key: u32) -> TakenRow {
        self.bed.run(rows.take(digest(key), None, 1)).unwrap()
    }

    fn find(&self, key: u32, now: i64) -> Option<String> {
        self.bed.run(self.rows.find(digest(key), now)).unwrap()
    }

    /// Which of the keys were still waiting.
    fn taken(&self, keys: Range<u32>) -> Vec<u32> {
        let fresh = |key: &u32| self.take(*key) == TakenRow::Fresh(key.to_string());
        keys.filter(fresh).collect()
    }

    fn number(&self, sql: &'static str) -> i64 {
        let read = self
            .database
            .call(async move |transaction| transaction.query_one(sql, &[]).await?.try_get(0));
        self.bed.run(read).unwrap()
    }

    fn rows(&self) -> i64 {
        self.number("SELECT count(*) FROM edu_once")
    }
}

#[test]
fn no_statement_reads_rows_of_another_kind() {
    let Some(shelf) = Shelf::new(4, 4) else {
        return;
    };
    for (statement, by) in [
        (KEEP_OF_FEW, "((kind = $1) AND (owner = $3)"),
        (FORGET, "((kind = $1) AND (expires <= $2)"),
        (PUSH_OUT, "(kind = $1)"),
        (PUSH_OUT_USED, "(kind = $1)"),
        (TAKE, "(key = $1)"),
        (FIND, "(key = $1)"),
    ] {
        let plan = shelf.bed.run(plan::of(&shelf.database, statement)).unwrap();
        let count = |text: &str| plan.matches(text).count();
        let (found, by_place) = (
            count(&format!("Index Cond: {by}")),
            count("Index Cond: (place = "),
        );
        assert!(found > 0, "{plan}");
        assert_eq!(
            count(" using edu_once"),
            found.saturating_add(by_place),
            "{plan}"
        );
        assert_eq!(count("Seq Scan on edu_once"), 0, "{plan}");
    }
}

#[test]
fn flood_of_one_owner_pushes_out_its_own() {
    let Some(shelf) = Shelf::new(100, 100) else {
        return;
    };
    for key in 0..5 {
        shelf.keep(key, 1);
    }
    for key in 100..400 {
        shelf.keep(key, 2);
    }
    assert_eq!(shelf.rows(), 100);
    assert_eq!(shelf.taken(0..400).len(), 100);
    for key in 0..5 {
        assert_eq!(shelf.take(key), TakenRow::AlreadyUsed);
    }
    for (key, expected) in [(304, TakenRow::Unknown), (305, TakenRow::AlreadyUsed)] {
        assert_eq!(shelf.take(key), expected);
    }
}

#[test]
fn flood_in_many_names_pushes_out_the_fullest() {
    let Some(shelf) = Shelf::new(50, 50) else {
        return;
    };
    for key in 0..5 {
        shelf.keep(key, 77);
    }
    for key in 100..400 {
        shelf.keep(key, key % 7);
    }
    assert_eq!(shelf.rows(), 50);
    assert_eq!(shelf.taken(0..5), [0, 1, 2, 3, 4]);
}

#[test]
fn of_owners_with_one_each_the_oldest_goes() {
    let Some(shelf) = Shelf::new(10, 10) else {
        return;
    };
    for key in 0..30 {
        // Digests fall as keys rise: the order is that of arrival.
        shelf.keep(key, 1000 - key);
    }
    assert_eq!(shelf.taken(0..30), (20..30).collect::<Vec<_>>());
}

#[test]
fn one_owner_has_no_more_than_its_room() {
    let Some(shelf) = Shelf::new(100, 3) else {
        return;
    };
    shelf.keep(50, 2);
    for key in 0..9 {
        shelf.keep(key, 1);
    }
    assert_eq!(shelf.rows(), 4);
    assert_eq!(shelf.taken(0..51), [6, 7, 8, 50]);
}

#[test]
fn used_and_waiting_never_push_out_each_other() {
    let Some(shelf) = Shelf::new(3, 3) else {
        return;
    };
    for key in 0..3 {
        shelf.keep(key, 1);
        shelf.take(key);
    }
    for key in 10..20 {
        shelf.keep(key, 1);
    }
    for key in 0..3 {
        assert_eq!(shelf.take(key), TakenRow::AlreadyUsed);
    }
    assert_eq!(shelf.taken(10..20), [17, 18, 19]);
    // The uses of the second three push out those of the first, as the next is kept.
    shelf.keep(20, 1);
    for key in 0..3 {
        assert_eq!(shelf.take(key), TakenRow::Unknown);
    }
    assert_eq!(shelf.rows(), 4);
}

#[test]
fn key_in_use_pushes_nothing_out() {
    for of_one_owner in [2, 1] {
        let Some(shelf) = Shelf::new(2, of_one_owner) else {
            return;
        };
        shelf.keep(1, 1);
        shelf.keep(2, 2);
        assert_eq!(shelf.keep(2, 1), Kept::KeyInUse);
        assert_eq!(shelf.taken(1..3), [1, 2]);
        assert_eq!(shelf.keep(2, 1), Kept::KeyInUse);
    }
}

#[test]
fn key_of_an_expired_row_is_kept_anew_at_the_end_of_the_line() {
    for of_one_owner in [9, 2] {
        let Some(shelf) = Shelf::new(9, of_one_owner) else {
            return;
        };
        shelf.keep(1, 1);
        shelf.keep_at(&shelf.rows, 2, 1, 500);
        assert_eq!(shelf.keep_at(&shelf.rows, 1, 1, 1000), Kept::Stored);
        let last = "SELECT count(*) FROM edu_once AS last WHERE payload = '1'
            AND NOT EXISTS (SELECT FROM edu_once WHERE place > last.place)";
        assert_eq!(shelf.number(last), 1);
        assert_eq!(shelf.rows(), 2);
    }
}

#[test]
fn smaller_room_is_reached_in_steps() {
    let Some(shelf) = Shelf::new(200, 200) else {
        return;
    };
    for key in 0..200 {
        shelf.keep(key, 1);
    }
    let small = shelf.other("test", 10);
    shelf.keep_in(&small, 200, 2);
    assert_eq!(shelf.rows(), 201 - 64);
    for key in 201..204 {
        shelf.keep_in(&small, key, 2);
    }
    assert_eq!(shelf.rows(), 10);
    assert_eq!(shelf.taken(200..204), [200, 201, 202, 203]);
}

#[test]
fn large_room_is_passed_by_what_comes_between_two_looks_at_most() {
    let Some(shelf) = Shelf::new(512, 512) else {
        return;
    };
    for key in 0..560 {
        shelf.keep(key, key % 3);
        assert!(key % 50 != 0 || shelf.rows() <= 512 + 4);
    }
    assert!(shelf.rows() >= 512);
}

#[test]
fn kinds_share_a_table_and_no_room() {
    let Some(shelf) = Shelf::new(2, 2) else {
        return;
    };
    shelf.keep(1, 1);
    let other = shelf.other("other", 2);
    for key in 10..19 {
        assert_eq!(shelf.keep_in(&other, key, 1), Kept::Stored);
    }
    assert_eq!(shelf.rows(), 3);
    assert_eq!(shelf.take(1), TakenRow::Fresh("1".to_owned()));
}

#[test]
fn room_for_nothing_keeps_one() {
    let Some(shelf) = Shelf::new(0, 0) else {
        return;
    };
    shelf.keep(1, 1);
    shelf.keep(2, 2);
    assert_eq!(shelf.taken(1..3), [2]);
}

#[test]
fn looking_at_a_value_changes_nothing() {
    let Some(shelf) = Shelf::new(8, 8) else {
        return;
    };
    shelf.keep(1, 7);
    for _ in 0..3 {
        assert_eq!(shelf.find(1, 999), Some("1".to_owned()));
        assert_eq!(shelf.find(1, 1000), None);
        assert_eq!(shelf.find(2, 1), None);
    }
    assert_eq!(shelf.take(1), TakenRow::Fresh("1".to_owned()));
    assert_eq!(shelf.find(1, 999), None);
}

#[test]
fn value_of_another_owner_stays() {
    let Some(shelf) = Shelf::new(8, 8) else {
        return;
    };
    shelf.keep(1, 7);
    let take = |owner, now| {
        let take = shelf.rows.take(digest(1), Some(digest(owner)), now);
        shelf.bed.run(take).unwrap()
    };
    assert_eq!(take(8, 999), TakenRow::OtherOwner);
    assert_eq!(take(8, 1000), TakenRow::Unknown);
    assert_eq!(take(7, 999), TakenRow::Fresh("1".to_owned()));
    assert_eq!(take(8, 999), TakenRow::AlreadyUsed);
}

#[test]
fn whoever_keeps_a_key_while_it_is_taken_is_refused() {
    let Some(shelf) = Shelf::new(8, 8) else {
        return;
    };
    shelf.keep(1, 1);
    // The row is locked as by a taker that has not committed.
    let taker = shelf.database.call(async |transaction| {
        let use_up = "UPDATE edu_once SET payload = NULL";
        transaction.execute(use_up, &[]).await?;
        let row = NewRow {
            key: digest(1),
            owner: digest(1),
            payload: "again".to_owned(),
            expires: 1000,
        };
        let rows = shelf.rows.clone();
        let keeper = tokio::spawn(async move { rows.keep(row, 0).await });
        tokio::time::sleep(core::time::Duration::from_millis(200)).await;
        assert!(!keeper.is_finished(), "it waits for the taker");
        Ok(keeper)
    });
    let kept = shelf.bed.run(async { taker.await.unwrap().await.unwrap() });
    assert_eq!(kept, Ok(Kept::KeyInUse));
}
