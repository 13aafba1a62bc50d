//! What the record store on SQLite costs beside SQLite alone: the same rows in the same tables.
//!
//! Lists are compared with the same query on a connection that has a thread of its own, as any
//! program has it that must not block: what handing a query over takes is the machine's to say.
//!
//! Everything waits for the disk as it does in service: `synchronous = FULL`.
//!
//! `--statements N` says how many there are when lists are read; 100,000 unless it is said.

#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot be set up should stop at once"
)]

#[path = "records/bare.rs"]
mod bare;
#[path = "records/made.rs"]
mod made;

use core::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use bare::Bare;
use edu_benches::{Clock, Options, Rounds};
use edu_http::TenantId;
use edu_sqlite::{Database, StoredRecords};
use edu_types::Timestamp;
use made::statement;
use pollster::block_on;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;
use xapi_lrs::{Access, Batch, Inserted, Key, NewStatement, RecordStore as _, StatementQuery};

const BARE: &str = "SQLite alone";
const THREAD: &str = "SQLite alone, on a thread";
const OURS: &str = "StoredRecords";
const BATCH: u64 = 50;
const CALLERS: u64 = 16;
/// Statements that each caller sends, one after the other.
const EACH: u64 = 4;
/// Statements of a page.
const PAGE: usize = 100;

fn main() -> ExitCode {
    let options = Options::from_args().with_clock(Clock::Wall);
    let runtime = Builder::new_multi_thread().worker_threads(2).build();
    let runtime = runtime.expect("a run time");
    let mut held = batches(&options.with_round_micros(250_000));
    held &= one_by_one(&options.with_round_micros(250_000), &runtime);
    held &= lists(&options.with_round_micros(20_000));
    if options.check && !held {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// A new file and the record store in it.
fn opened(name: &str) -> (PathBuf, StoredRecords) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for end in ["", "-wal", "-shm"] {
        // What an earlier run left behind, where there was one.
        let _removed = std::fs::remove_file(format!("{}{end}", path.display()));
    }
    let database = Database::open(&path).expect("a file");
    let records = block_on(StoredRecords::new(&database)).expect("tables");
    (path, records)
}

fn tenant() -> TenantId {
    TenantId::new("school").expect("an id")
}

fn now() -> Timestamp {
    Timestamp::from_system_time(std::time::SystemTime::now()).expect("a time")
}

async fn inserted(records: &StoredRecords, statements: Vec<NewStatement>) {
    let batch = Batch::new(statements, Vec::new());
    let done = records.insert(&tenant(), batch, &now()).await;
    assert_eq!(done, Ok(Inserted::Done));
}

/// Batches of statements that were never there.
fn supply(from: u64, of: u64) -> impl FnMut() -> Vec<NewStatement> {
    let mut next = from;
    move || {
        let first = next;
        next = next.saturating_add(of);
        (first..next).map(statement).collect()
    }
}

fn batches(options: &Options) -> bool {
    let (path, records) = opened("records-batches-bare.sqlite");
    drop(records);
    let bare = core::cell::RefCell::new(Bare::open(&path));
    let (_, records) = opened("records-batches.sqlite");
    let (mut rows, mut batch) = (supply(0, BATCH), supply(0, BATCH));
    let outcome = Rounds::new(format!("a batch of {BATCH} statements"), options)
        .prepared(
            BARE,
            || bare.borrow_mut().rows(&rows()),
            |rows| bare.borrow_mut().insert(&rows),
        )
        .prepared(OURS, &mut batch, |batch| {
            block_on(inserted(&records, batch));
        })
        .run(BARE);
    rate(outcome.nanos(BARE), BATCH, BARE);
    rate(outcome.nanos(OURS), BATCH, OURS);
    outcome.must("a batch, of the time of SQLite alone", OURS, 1.0 / 0.6)
}

fn one_by_one(options: &Options, runtime: &Runtime) -> bool {
    let (path, records) = opened("records-single-bare.sqlite");
    drop(records);
    let bare = core::cell::RefCell::new(Bare::open(&path));
    let (_, records) = opened("records-single.sqlite");
    let (mut rows, mut batch) = (supply(0, CALLERS * EACH), supply(0, CALLERS * EACH));
    let what = format!(
        "{} statements one by one, from {CALLERS} callers",
        CALLERS * EACH
    );
    let outcome = Rounds::new(what, options)
        .prepared(
            BARE,
            || {
                let each = rows().into_iter();
                let mut bare = bare.borrow_mut();
                each.map(|one| bare.rows(&[one])).collect::<Vec<_>>()
            },
            |rows| {
                let mut bare = bare.borrow_mut();
                for rows in &rows {
                    bare.insert(rows);
                }
            },
        )
        .prepared(OURS, &mut batch, |batch| {
            runtime.block_on(from_callers(&records, batch));
        })
        .run(BARE);
    rate(outcome.nanos(BARE), CALLERS * EACH, BARE);
    rate(outcome.nanos(OURS), CALLERS * EACH, OURS);
    outcome.must("one by one, of the time of SQLite alone", OURS, 1.0 / 0.5)
}

async fn from_callers(records: &StoredRecords, mut statements: Vec<NewStatement>) {
    let mut callers = JoinSet::new();
    while !statements.is_empty() {
        let each = usize::try_from(EACH).unwrap_or(1).min(statements.len());
        let own: Vec<NewStatement> = statements.drain(..each).collect();
        let records = records.clone();
        callers.spawn(async move {
            for statement in own {
                inserted(&records, vec![statement]).await;
            }
        });
    }
    callers.join_all().await;
}

#[expect(
    clippy::print_stdout,
    reason = "a benchmark reports on standard output"
)]
#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn rate(nanos: Option<f64>, statements: u64, name: &str) {
    let each = nanos.unwrap_or(f64::NAN) / statements as f64;
    println!("  {name}: {:.0} statements a second", 1e9 / each);
}

fn statements() -> u64 {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--statements");
    let count = arguments.nth(1).and_then(|count| count.parse().ok());
    count.unwrap_or(100_000)
}

#[expect(
    clippy::print_stdout,
    reason = "a benchmark reports on standard output"
)]
fn lists(options: &Options) -> bool {
    let (path, records) = opened("records-lists.sqlite");
    let (count, began) = (statements(), Instant::now());
    let mut next = supply(0, 500);
    for _ in 0..count.div_ceil(500) {
        block_on(inserted(&records, next()));
    }
    println!(
        "\n{count} statements stored in {:.1} s",
        began.elapsed().as_secs_f64()
    );
    let bare = Bare::open(&path);
    let database = Database::open(&path).expect("a file");
    let measured = (&bare, &database, &records);
    let mut held = true;
    for (name, keys) in made::filters() {
        let mut query = StatementQuery::new(Access::all(), page());
        query.keys.clone_from(&keys);
        held &= list(options, name, measured, &query);
    }
    let mut recent = StatementQuery::new(Access::all(), page());
    recent.since = Some(Timestamp::MIN);
    held &= list(options, "since", measured, &recent);
    let one = made::learner(7);
    let mut own = StatementQuery::new(Access::any([one]), page());
    held &= list(options, "what one learner may see", measured, &own);
    own.keys = vec![made::verb(3)];
    held && list(
        options,
        "a verb, of what one learner may see",
        measured,
        &own,
    )
}

fn page() -> NonZeroUsize {
    NonZeroUsize::new(PAGE).unwrap_or(NonZeroUsize::MIN)
}

fn list(
    options: &Options,
    name: &str,
    (bare, database, records): (&Bare, &Database, &StoredRecords),
    query: &StatementQuery,
) -> bool {
    let mut keys: Vec<Key> = query.keys.clone();
    keys.extend(query.access.keys().into_iter().flatten());
    let tenant = tenant();
    let found = bare::list(bare.connection(), &keys).len();
    let outcome = Rounds::new(format!("a list by {name}: {found} statements"), options)
        .contestant(BARE, || bare::list(bare.connection(), &keys))
        .contestant(THREAD, || {
            let keys = keys.clone();
            block_on(database.call(move |connection| Ok(bare::list(connection, &keys))))
        })
        .contestant(OURS, || {
            let list = block_on(records.statements(&tenant, query, &now()));
            let list = list.expect("a list").value;
            assert_eq!(list.len(), found, "not the same list");
            list
        })
        .run(THREAD);
    outcome.must("a list, of the time of SQLite alone on a thread", OURS, 3.0)
}
