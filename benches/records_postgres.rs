//! What the record store on PostgreSQL costs beside PostgreSQL alone: the same rows in the same tables.
//!
//! `EDU_TEST_POSTGRES` says how a server is reached; without it there is nothing to measure. `fsync`
//! and `synchronous_commit` stay as they are, which is on unless an operator turned them off.
//!
//! `--statements N` says how many there are when lists are read; 100,000 unless it is said.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot be set up should stop at once"
)]

#[path = "records/bare_postgres.rs"]
mod bare;
#[path = "records/made.rs"]
mod made;

use core::num::NonZeroUsize;
use std::process::ExitCode;
use std::time::Instant;

use bare::{Bare, Handed, Rows};
use edu_benches::{Clock, Options, Rounds};
use edu_http::TenantId;
use edu_postgres::tokio_postgres::{Config, NoTls};
use edu_postgres::{Database, StoredRecords};
use edu_types::Timestamp;
use made::statement;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;
use xapi_lrs::{Access, Batch, Inserted, Key, NewStatement, RecordStore as _, StatementQuery};

const BARE: &str = "PostgreSQL alone";
const OURS: &str = "StoredRecords";
const BATCH: u64 = 50;
const CALLERS: u64 = 16;
/// Statements that each caller sends, one after the other.
const EACH: u64 = 4;
/// Statements of a page.
const PAGE: usize = 100;

fn main() -> ExitCode {
    let Ok(server) = std::env::var("EDU_TEST_POSTGRES") else {
        println!("skipped: EDU_TEST_POSTGRES is not set");
        return ExitCode::SUCCESS;
    };
    let options = Options::from_args().with_clock(Clock::Wall);
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let bench = Bench {
        server: server.parse().expect("settings"),
        runtime: runtime.expect("a run time"),
        options,
    };
    let mut held = bench.batches();
    held &= bench.one_by_one();
    held &= bench.lists();
    if options.check && !held {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

struct Bench {
    server: Config,
    runtime: Runtime,
    options: Options,
}

/// A schema with the record store's tables, gone when dropped.
struct Bed<'a> {
    bench: &'a Bench,
    name: &'static str,
    config: Config,
    records: StoredRecords,
}

impl Bench {
    fn bed(&self, name: &'static str) -> Bed<'_> {
        self.administer(&format!(
            "DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}"
        ));
        let mut config = self.server.clone();
        config.options(format!("-c search_path={name}"));
        let records = self.runtime.block_on(async {
            let database = Database::connect(config.clone(), NoTls).await;
            let records = StoredRecords::new(&database.expect("a database")).await;
            let records = records.expect("tables");
            // The tenant gets its number.
            let through = records.consistent_through(&tenant(), &now()).await;
            through.expect("a time");
            records
        });
        Bed {
            bench: self,
            name,
            config,
            records,
        }
    }

    fn administer(&self, statements: &str) {
        self.runtime.block_on(async {
            let (client, connection) = self.server.connect(NoTls).await.expect("a connection");
            tokio::spawn(connection);
            client.batch_execute(statements).await.expect("statements");
        });
    }

    fn batches(&self) -> bool {
        let (beside, bed) = (self.bed("edu_bench_bare"), self.bed("edu_bench"));
        let bare = self.runtime.block_on(Bare::connect(&beside.config));
        let mut handed = Handed::default();
        let (mut rows, mut batch) = (supply(BATCH), supply(BATCH));
        let options = self.options.with_round_micros(250_000);
        let outcome = Rounds::new(format!("a batch of {BATCH} statements"), &options)
            .prepared(
                BARE,
                || handed.rows(&rows()),
                |rows| self.runtime.block_on(bare.insert(&rows)),
            )
            .prepared(OURS, &mut batch, |batch| {
                self.runtime.block_on(inserted(&bed.records, batch));
            })
            .run(BARE);
        rate(outcome.nanos(BARE), BATCH, BARE);
        rate(outcome.nanos(OURS), BATCH, OURS);
        outcome.must("a batch, of the time of PostgreSQL alone", OURS, 1.0 / 0.6)
    }

    fn one_by_one(&self) -> bool {
        let (beside, bed) = (self.bed("edu_bench_bare"), self.bed("edu_bench"));
        let connected = async {
            let mut all = Vec::new();
            for _ in 0..CALLERS {
                all.push(std::sync::Arc::new(Bare::connect(&beside.config).await));
            }
            all
        };
        let all = self.runtime.block_on(connected);
        let mut handed = Handed::default();
        let count = CALLERS.saturating_mul(EACH);
        let (mut rows, mut batch) = (supply(count), supply(count));
        let options = self.options.with_round_micros(250_000);
        let what = format!("{count} statements one by one, from {CALLERS} callers");
        let outcome = Rounds::new(what, &options)
            .prepared(
                BARE,
                || {
                    let each = rows().into_iter();
                    each.map(|one| handed.rows(&[one])).collect()
                },
                |rows| self.runtime.block_on(by_connections(&all, rows)),
            )
            .prepared(OURS, &mut batch, |batch| {
                self.runtime.block_on(from_callers(&bed.records, batch));
            })
            .run(BARE);
        rate(outcome.nanos(BARE), count, BARE);
        rate(outcome.nanos(OURS), count, OURS);
        outcome.must(
            "one by one, of the time of PostgreSQL alone",
            OURS,
            1.0 / 0.5,
        )
    }

    fn lists(&self) -> bool {
        let bed = self.bed("edu_bench");
        let (count, began) = (statements(), Instant::now());
        let mut next = supply(500);
        for _ in 0..count.div_ceil(500) {
            self.runtime.block_on(inserted(&bed.records, next()));
        }
        let took = began.elapsed().as_secs_f64();
        println!("\n{count} statements stored in {took:.1} s");
        // As the server does by itself, within a minute.
        self.administer("ANALYZE edu_bench.edu_xapi_entry, edu_bench.edu_xapi_statement");
        let bare = self.runtime.block_on(Bare::connect(&bed.config));
        let mut held = true;
        for (name, keys) in made::filters() {
            let mut query = StatementQuery::new(Access::all(), page());
            query.keys.clone_from(&keys);
            held &= self.list(name, &bare, &bed.records, &query);
        }
        let mut recent = StatementQuery::new(Access::all(), page());
        recent.since = Some(Timestamp::from_unix_seconds(0));
        held &= self.list("since", &bare, &bed.records, &recent);
        let one = made::learner(7);
        let mut own = StatementQuery::new(Access::any([one]), page());
        held &= self.list("what one learner may see", &bare, &bed.records, &own);
        own.keys = vec![made::verb(3)];
        let both = "a verb, of what one learner may see";
        held & self.list(both, &bare, &bed.records, &own)
    }

    fn list(
        &self,
        name: &str,
        bare: &Bare,
        records: &StoredRecords,
        query: &StatementQuery,
    ) -> bool {
        let mut keys: Vec<Key> = query.keys.clone();
        keys.extend(query.access.keys().into_iter().flatten());
        let tenant = tenant();
        let list = self.runtime.block_on(bare.list_of(keys.len()));
        let found = self.runtime.block_on(bare.list(&list, &keys)).len();
        let options = self.options.with_round_micros(20_000);
        let outcome = Rounds::new(format!("a list by {name}: {found} statements"), &options)
            .contestant(BARE, || self.runtime.block_on(bare.list(&list, &keys)))
            .contestant(OURS, || {
                let now = now();
                let list = self
                    .runtime
                    .block_on(records.statements(&tenant, query, &now));
                let list = list.expect("a list").value;
                assert_eq!(list.len(), found, "not the same list");
                list
            })
            .run(BARE);
        outcome.must("a list, of the time of PostgreSQL alone", OURS, 3.0)
    }
}

impl Drop for Bed<'_> {
    fn drop(&mut self) {
        let name = self.name;
        self.bench
            .administer(&format!("DROP SCHEMA {name} CASCADE"));
    }
}

fn tenant() -> TenantId {
    TenantId::new("school").expect("an id")
}

fn now() -> Timestamp {
    Timestamp::from_system_time(std::time::SystemTime::now()).expect("a time")
}

fn page() -> NonZeroUsize {
    NonZeroUsize::new(PAGE).unwrap_or(NonZeroUsize::MIN)
}

async fn inserted(records: &StoredRecords, statements: Vec<NewStatement>) {
    let batch = Batch::new(statements, Vec::new());
    let done = records.insert(&tenant(), batch, &now()).await;
    assert_eq!(done, Ok(Inserted::Done));
}

/// Batches of statements that were never there.
fn supply(of: u64) -> impl FnMut() -> Vec<NewStatement> {
    let mut next = 0_u64;
    move || {
        let first = next;
        next = next.saturating_add(of);
        (first..next).map(statement).collect()
    }
}

/// Shares of what the callers send, each for one of them.
fn shares<T>(mut all: Vec<T>) -> Vec<Vec<T>> {
    let each = usize::try_from(EACH).unwrap_or(1);
    let mut shares = Vec::new();
    while !all.is_empty() {
        shares.push(all.drain(..each.min(all.len())).collect());
    }
    shares
}

async fn by_connections(connections: &[std::sync::Arc<Bare>], rows: Vec<Rows>) {
    let mut callers = JoinSet::new();
    for (own, bare) in shares(rows).into_iter().zip(connections) {
        let bare = std::sync::Arc::clone(bare);
        callers.spawn(async move {
            for rows in own {
                bare.insert(&rows).await;
            }
        });
    }
    callers.join_all().await;
}

async fn from_callers(records: &StoredRecords, statements: Vec<NewStatement>) {
    let mut callers = JoinSet::new();
    for own in shares(statements) {
        let records = records.clone();
        callers.spawn(async move {
            for statement in own {
                inserted(&records, vec![statement]).await;
            }
        });
    }
    callers.join_all().await;
}

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
