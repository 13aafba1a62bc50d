//! A call happens wholly or not at all, whoever stops waiting for it.

use core::pin::Pin;
use core::task::{Context, Waker};
use std::sync::mpsc;

use edu_sqlite::{Database, DatabaseError, Schema};
use pollster::block_on;

const PAIRS: Schema = Schema::new("pairs", &["CREATE TABLE pair (side TEXT NOT NULL) STRICT"]);

fn database() -> Database {
    let database = Database::in_memory().unwrap();
    block_on(database.migrate(PAIRS)).unwrap();
    database
}

fn rows(database: &Database) -> i64 {
    block_on(
        database.call(|connection| {
            connection.query_row("SELECT count(*) FROM pair", [], |row| row.get(0))
        }),
    )
    .unwrap()
}

/// Polls once: the call is in the queue, or has begun.
fn begin<F: Future>(future: F) -> Pin<Box<F>> {
    let mut future = Box::pin(future);
    let mut context = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut context).is_pending());
    future
}

#[test]
fn future_dropped_midway_leaves_no_half_of_a_transaction() {
    let database = database();
    let (started, has_started) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let call = begin(database.call(move |connection| {
        let transaction = connection.transaction()?;
        transaction.execute("INSERT INTO pair VALUES ('left')", [])?;
        started.send(()).unwrap();
        may_go_on.recv().unwrap();
        transaction.execute("INSERT INTO pair VALUES ('right')", [])?;
        transaction.commit()
    }));
    has_started.recv().unwrap();
    // The transaction is half done.
    drop(call);
    go_on.send(()).unwrap();
    assert_eq!(rows(&database), 2);
}

#[test]
fn future_dropped_before_its_turn_does_nothing() {
    let database = database();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let first = begin(database.call(move |_| {
        may_go_on.recv().unwrap();
        Ok(())
    }));
    let second = begin(
        database.call(|connection| connection.execute("INSERT INTO pair VALUES ('left')", [])),
    );
    drop(second);
    go_on.send(()).unwrap();
    block_on(first).unwrap();
    assert_eq!(rows(&database), 0);
}

#[test]
fn panic_takes_its_transaction_back_and_the_database_goes_on() {
    let database = database();
    let outcome: Result<(), _> = block_on(database.call(|connection| {
        let transaction = connection.transaction()?;
        transaction.execute("INSERT INTO pair VALUES ('left')", [])?;
        panic!("a fault of the host");
    }));
    assert_eq!(outcome.unwrap_err(), DatabaseError::Panicked);
    assert_eq!(rows(&database), 0);
}

#[test]
fn transaction_left_open_is_rolled_back_and_told() {
    let database = database();
    let outcome =
        block_on(database.call(|connection| {
            connection.execute_batch("BEGIN; INSERT INTO pair VALUES ('left')")
        }));
    assert_eq!(outcome.unwrap_err(), DatabaseError::LeftOpen);
    assert_eq!(rows(&database), 0);
}

#[test]
fn queue_is_bounded_and_says_so() {
    let database = database();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let (started, has_started) = mpsc::channel();
    let first = begin(database.call(move |_| {
        started.send(()).unwrap();
        may_go_on.recv().unwrap();
        Ok(())
    }));
    has_started.recv().unwrap();
    let waiting: Vec<_> = (0..Database::QUEUE)
        .map(|_| begin(database.call(|_| Ok(()))))
        .collect();
    let refused = block_on(database.call(|_| Ok(())));
    assert_eq!(
        refused.unwrap_err(),
        DatabaseError::Busy {
            limit: Database::QUEUE
        }
    );
    go_on.send(()).unwrap();
    block_on(first).unwrap();
    for call in waiting {
        block_on(call).unwrap();
    }
}

#[test]
fn another_connection_goes_on_while_the_first_is_at_work() {
    let folder = crate::files::Folder::new("another");
    let database = Database::open(folder.file("a.sqlite")).unwrap();
    block_on(database.migrate(PAIRS)).unwrap();
    let another = database.another().unwrap();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let call = begin(database.call(move |_| {
        may_go_on.recv().unwrap();
        Ok(())
    }));
    assert_eq!(rows(&another), 0);
    go_on.send(()).unwrap();
    block_on(call).unwrap();
}

#[test]
fn another_connection_in_memory_is_the_same() {
    let database = database();
    let another = database.another().unwrap();
    let add = |connection: &mut rusqlite::Connection| {
        connection.execute("INSERT INTO pair VALUES ('left')", [])
    };
    block_on(another.call(add)).unwrap();
    assert_eq!(rows(&database), 1);
}
