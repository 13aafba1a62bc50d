//! The record store keeps its promises, also to other openings of the file.

use core::num::NonZeroUsize;
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use std::sync::mpsc;
use std::thread;
use std::time::SystemTime;

use edu_http::TenantId;
use edu_json::Document;
use edu_sqlite::{Database, DatabaseError, StoredRecords};
use edu_types::{Limits, Timestamp, UuidText};
use pollster::block_on;
use xapi_lrs::{
    Access, Batch, Inserted, Key, NewStatement, RecordStore as _, Sender, StatementQuery, kit,
};
use xapi_model::{Actor, Agent, Statement, Version};

use crate::files::Folder;

pub(crate) const VERB: &str = "https://school.example/verbs/answered";

pub(crate) fn records(database: &Database) -> StoredRecords {
    block_on(StoredRecords::new(database)).unwrap()
}

pub(crate) fn tenant(name: &str) -> TenantId {
    TenantId::new(name).unwrap()
}

pub(crate) fn now() -> Timestamp {
    Timestamp::from_system_time(SystemTime::now()).unwrap()
}

pub(crate) fn id(number: u64) -> UuidText {
    let bits = u128::from(number) | (0x4000_u128 << 64) | (0x8_u128 << 60);
    UuidText::from_bytes(bits.to_be_bytes())
}

/// A statement about an activity.
pub(crate) fn statement(number: u64) -> NewStatement {
    of(
        number,
        &format!(r#"{{"id":"https://school.example/question/{number}"}}"#),
    )
}

/// A statement about another.
pub(crate) fn following(number: u64, target: u64) -> NewStatement {
    let target = id(target);
    of(
        number,
        &format!(r#"{{"objectType":"StatementRef","id":"{target}"}}"#),
    )
}

fn of(number: u64, object: &str) -> NewStatement {
    let actor = r#"{"objectType":"Agent","mbox":"mailto:ada@school.example"}"#;
    let text = format!(r#"{{"actor":{actor},"verb":{{"id":"{VERB}"}},"object":{object}}}"#);
    let profile = Version::V2_0.strict();
    let read = Document::<Statement>::from_slice(text.as_bytes(), &profile, &Limits::DEFAULT);
    let sender = Sender {
        version: Version::V2_0,
        authority: &Actor::Agent(Agent::account("https://school.example/", "lms").unwrap()),
        labels: &[],
        defines: true,
    };
    NewStatement::new(read.unwrap().value, id(number), &sender)
}

fn put(store: &StoredRecords, statements: Vec<NewStatement>) -> Inserted {
    let batch = Batch::new(statements, Vec::new());
    block_on(store.insert(&tenant("t"), batch, &now())).unwrap()
}

fn everything() -> StatementQuery {
    StatementQuery::new(Access::all(), NonZeroUsize::new(1000).unwrap())
}

fn count(store: &StoredRecords) -> usize {
    let list = block_on(store.statements(&tenant("t"), &everything(), &now()));
    list.unwrap().value.len()
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

#[test]
fn statements_survive_the_program() {
    let folder = Folder::new("records-reopened");
    let path = folder.file("a.sqlite");
    let before = records(&Database::open(&path).unwrap());
    assert_eq!(
        put(&before, vec![following(2, 1), statement(1)]),
        Inserted::Done
    );
    let mut query = everything();
    query.keys = vec![Key::activity("https://school.example/question/1")];
    let list = block_on(before.statements(&tenant("t"), &query, &now())).unwrap();
    drop(before);
    let after = records(&Database::open(&path).unwrap());
    let again = block_on(after.statements(&tenant("t"), &query, &now())).unwrap();
    assert_eq!(again.value, list.value);
    assert_eq!(again.value.len(), 2);
    assert_eq!(put(&after, vec![statement(3)]), Inserted::Done);
    assert_eq!(count(&after), 3);
}

#[test]
fn tables_of_a_later_version_are_refused() {
    let database = Database::in_memory().unwrap();
    drop(records(&database));
    let later = "UPDATE edu_migration SET version = 99 WHERE component = 'edu.xapi'";
    block_on(database.call(move |connection| connection.execute(later, []))).unwrap();
    let error = block_on(StoredRecords::new(&database)).unwrap_err();
    assert!(
        matches!(error, DatabaseError::Newer { found: 99, .. }),
        "{error}"
    );
}

#[test]
fn batches_of_the_same_ids_through_two_openings_are_stored_once() {
    let folder = Folder::new("records-two");
    let path = folder.file("a.sqlite");
    let open = || records(&Database::open(&path).unwrap());
    let stores = [open(), open()];
    thread::scope(|scope| {
        for store in &stores {
            for sender in 0..4_u64 {
                scope.spawn(move || {
                    for round in 0..10_u64 {
                        let mut batch: Vec<_> = (0..5).map(|n| statement(round * 5 + n)).collect();
                        // Crosswise, as where two lock each other out.
                        if sender % 2 == 0 {
                            batch.reverse();
                        }
                        assert_eq!(put(store, batch), Inserted::Done);
                    }
                });
            }
        }
    });
    for store in &stores {
        assert_eq!(count(store), 50);
    }
}

#[test]
fn of_two_openings_one_stores_an_id_and_the_other_is_told_of_it() {
    let folder = Folder::new("records-conflict");
    let path = folder.file("a.sqlite");
    let open = || records(&Database::open(&path).unwrap());
    let (one, other) = (open(), open());
    assert_eq!(put(&one, vec![statement(1)]), Inserted::Done);
    let conflict = put(&other, vec![statement(2), following(1, 7)]);
    assert_eq!(conflict, Inserted::Conflict { at: 1 });
    assert_eq!(count(&one), 1);
}

/// Keeps the database's thread at work until the end of `meanwhile`.
fn while_busy<T>(database: &Database, meanwhile: impl FnOnce(mpsc::Sender<()>) -> T) -> T {
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let (started, has_started) = mpsc::channel();
    let busy = database.call(move |_| {
        started.send(()).unwrap();
        // Ends as well where the test fails.
        let _ended = may_go_on.recv();
        Ok(())
    });
    let mut busy = pin!(busy);
    let polled = busy.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(polled.is_pending());
    has_started.recv().unwrap();
    let outcome = meanwhile(go_on);
    block_on(busy).unwrap();
    outcome
}

#[test]
fn conflict_of_one_batch_leaves_those_beside_it_alone() {
    let database = Database::in_memory().unwrap();
    let store = records(&database);
    assert_eq!(put(&store, vec![statement(1)]), Inserted::Done);
    let [one, two, three] = [
        vec![statement(2)],
        vec![statement(3), following(1, 7)],
        vec![statement(4)],
    ]
    .map(|statements| {
        let (store, batch) = (store.clone(), Batch::new(statements, Vec::new()));
        Box::pin(async move { store.insert(&tenant("t"), batch, &now()).await })
    });
    let mut waiting = [one, two, three];
    while_busy(&database, |go_on| {
        for insert in &mut waiting {
            let polled = insert
                .as_mut()
                .poll(&mut Context::from_waker(Waker::noop()));
            assert!(polled.is_pending());
        }
        go_on.send(()).unwrap();
    });
    let outcomes = waiting.map(|insert| block_on(insert).unwrap());
    assert_eq!(
        outcomes,
        [Inserted::Done, Inserted::Conflict { at: 1 }, Inserted::Done]
    );
    assert_eq!(count(&store), 3);
}

#[test]
fn batch_that_is_given_up_before_its_turn_is_not_stored() {
    let database = Database::in_memory().unwrap();
    let store = records(&database);
    while_busy(&database, |go_on| {
        let batch = Batch::new(vec![statement(1)], Vec::new());
        let (tenant, now) = (tenant("t"), now());
        let mut insert = Box::pin(store.insert(&tenant, batch, &now));
        let polled = insert
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(polled, Poll::Pending));
        drop(insert);
        go_on.send(()).unwrap();
    });
    assert_eq!(put(&store, vec![statement(2)]), Inserted::Done);
    assert_eq!(count(&store), 1);
}

/// Whether a time is in the two milliseconds before another: what is told to be complete is over.
fn is_just_before(told: &Timestamp, now: &Timestamp) -> bool {
    let nanos = now.unix_nanos().saturating_sub(told.unix_nanos());
    (1..2_000_000).contains(&nanos)
}

#[test]
fn reads_do_not_wait_for_writes_and_say_what_is_on_its_way() {
    let folder = Folder::new("records-reads");
    let database = Database::open(folder.file("a.sqlite")).unwrap();
    let store = records(&database);
    assert_eq!(put(&store, vec![statement(1)]), Inserted::Done);
    while_busy(&database, |go_on| {
        let (tenant, sent) = (tenant("t"), now());
        let batch = Batch::new(vec![statement(2)], Vec::new());
        let mut insert = Box::pin(store.insert(&tenant, batch, &sent));
        let polled = insert
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_pending());
        assert_eq!(count(&store), 1);
        let later = sent.saturating_add_seconds(60);
        let through = block_on(store.consistent_through(&tenant, &later)).unwrap();
        assert!(through < later.saturating_add_seconds(-59), "{through}");
        go_on.send(()).unwrap();
        assert_eq!(block_on(insert), Ok(Inserted::Done));
        let through = block_on(store.consistent_through(&tenant, &later)).unwrap();
        assert!(is_just_before(&through, &later), "{through}");
    });
    assert_eq!(count(&store), 2);
}

/// Holds the write lock, as another program does that writes, until the end of `meanwhile`.
fn while_another_writes(other: Database, meanwhile: impl FnOnce()) {
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let (started, has_started) = mpsc::channel();
    let writing = thread::spawn(move || {
        block_on(other.call(move |connection| {
            let immediate = rusqlite::TransactionBehavior::Immediate;
            let transaction = connection.transaction_with_behavior(immediate)?;
            started.send(()).unwrap();
            let _ended = may_go_on.recv();
            transaction.commit()
        }))
    });
    has_started.recv().unwrap();
    meanwhile();
    go_on.send(()).unwrap();
    writing.join().unwrap().unwrap();
}

#[test]
fn while_another_program_writes_an_answer_is_complete_up_to_the_last_statement() {
    let folder = Folder::new("records-through");
    let path = folder.file("a.sqlite");
    let store = records(&Database::open(&path).unwrap());
    let other = Database::open(&path).unwrap();
    assert_eq!(put(&store, vec![statement(1)]), Inserted::Done);
    let list = block_on(store.statements(&tenant("t"), &everything(), &now())).unwrap();
    let stored = list.value.iter().next().unwrap().stored.clone();
    let later = stored.saturating_add_seconds(60);
    let through = || block_on(store.consistent_through(&tenant("t"), &later)).unwrap();
    while_another_writes(other, || assert_eq!(through(), stored));
    assert!(is_just_before(&through(), &later));
}

#[test]
fn an_answer_is_complete_up_to_when_no_other_program_was_seen_to_write_a_moment_ago() {
    let folder = Folder::new("records-calm");
    let path = folder.file("a.sqlite");
    let store = records(&Database::open(&path).unwrap());
    let other = Database::open(&path).unwrap();
    assert_eq!(put(&store, vec![statement(1)]), Inserted::Done);
    let through = |now: &Timestamp| {
        let told = block_on(store.consistent_through(&tenant("t"), now));
        told.unwrap()
    };
    let seen = now().saturating_add_seconds(60);
    let told = through(&seen);
    assert!(is_just_before(&told, &seen));
    let after = |millis: i128| {
        let nanos = seen.unix_nanos().saturating_add(millis * 1_000_000);
        Timestamp::from_unix_nanos(nanos).unwrap()
    };
    while_another_writes(other, || {
        assert_eq!(through(&after(9)), told);
        assert!(through(&after(11)) < told);
    });
    let later = after(11);
    assert!(is_just_before(&through(&later), &later));
}

/// An activity with a definition.
const QUIZ: &str = r#"{"id":"https://school.example/quiz","definition":{"name":{"en":"Quiz"}}}"#;

#[test]
fn definition_that_is_damaged_is_told_and_not_passed_over() {
    let database = Database::in_memory().unwrap();
    let store = records(&database);
    assert_eq!(put(&store, vec![of(1, QUIZ)]), Inserted::Done);
    let quiz = [edu_types::Iri::new("https://school.example/quiz").unwrap()];
    let known = block_on(store.definitions(&tenant("t"), &quiz)).unwrap();
    assert_eq!(known.len(), 1);
    let damage = "UPDATE edu_xapi_definition SET definition = '{'";
    block_on(database.call(move |connection| connection.execute(damage, []))).unwrap();
    let error = block_on(store.definitions(&tenant("t"), &quiz)).unwrap_err();
    assert!(error.to_string().contains("cannot be read"), "{error}");
}

#[test]
fn what_is_said_again_changes_no_row() {
    let database = Database::in_memory().unwrap();
    let store = records(&database);
    assert_eq!(put(&store, vec![of(1, QUIZ)]), Inserted::Done);
    let forbid = "CREATE TRIGGER forbid BEFORE UPDATE ON edu_xapi_definition
        BEGIN SELECT RAISE(ABORT, 'written again'); END";
    block_on(database.call(move |connection| connection.execute_batch(forbid))).unwrap();
    assert_eq!(put(&store, vec![of(2, QUIZ)]), Inserted::Done);
}
