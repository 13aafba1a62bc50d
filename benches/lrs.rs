//! What the record store costs over HTTP, beside its database alone: the same rows in the same
//! tables, durable against the loss of power.
//!
//! `EDU_TEST_POSTGRES` says how a PostgreSQL server is reached; without it SQLite is measured alone.
//! `fsync` and `synchronous_commit` stay as they are there, which is on unless an operator turned
//! them off. `--database NAME` measures one of the two, `--statements N` says how many there are
//! when lists are read: 100,000 unless it is said; `--list NAME` reads one list and inserts nothing else.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot be set up should stop at once"
)]

#[path = "lrs/alone.rs"]
mod alone;
#[path = "lrs/made.rs"]
mod made;
#[path = "lrs/postgres.rs"]
mod postgres;
#[path = "lrs/served.rs"]
mod served;
#[path = "lrs/sqlite.rs"]
mod sqlite;

use core::cell::RefCell;
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use alone::Alone;
use edu_benches::{Clock, Options, Rounds};
use edu_http::TenantId;
use edu_types::Timestamp;
use made::{Filter, Question};
use postgres::PostgresAlone;
use served::{Client, Served};
use sqlite::SqliteAlone;
use tokio::runtime::{Builder, Handle};
use tokio::task::JoinSet;
use xapi_lrs::{Batch, Inserted, RecordStore};

const OURS: &str = "record store over HTTP";
/// What a socket, two threads that wake each other and a server of HTTP take of it.
const SAME: &str = "such an answer, without a store";
/// What the service takes of it, and its store.
const INSIDE: &str = "record store without HTTP";
const BATCH: u64 = 50;
/// Programs that send single statements at the same time.
const CALLERS: usize = 16;
/// Statements that each of them sends, one after the other.
const EACH: usize = 4;
/// Statements of a page.
const PAGE: usize = 100;

fn main() -> ExitCode {
    let options = Options::from_args().with_clock(Clock::Wall);
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = runtime.expect("a run time");
    let bench = Bench {
        options,
        runtime: runtime.handle().clone(),
    };
    let chosen = argument("--database");
    let chosen = |name: &str| chosen.as_deref().is_none_or(|chosen| chosen == name);
    let mut held = true;
    if chosen("sqlite") {
        held &= bench.run::<SqliteAlone>();
    }
    if chosen("postgres") && std::env::var_os(postgres::SERVER).is_some() {
        held &= bench.run::<PostgresAlone>();
    } else {
        println!(
            "PostgreSQL skipped: not asked for, or {} is not set",
            postgres::SERVER
        );
    }
    if options.check && !held {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

struct Bench {
    options: Options,
    runtime: Handle,
}

impl Bench {
    fn run<D: Alone>(&self) -> bool {
        if argument("--list").is_some() {
            return self.lists::<D>();
        }
        let mut held = self.batches::<D>();
        held &= self.one_by_one::<D>();
        held & self.lists::<D>()
    }

    /// One client, one batch after the other.
    fn batches<D: Alone>(&self) -> bool {
        let alone = RefCell::new(D::new(&self.runtime, "edu_bench_alone"));
        let beside = D::new(&self.runtime, "edu_bench_served");
        let served = Served::start(&self.runtime, beside.records());
        let mut client = served.client();
        let options = self.options.with_round_micros(250_000);
        let (mut rows, mut texts) = (supply(BATCH, made::statement), supply(BATCH, made::text));
        let outcome = Rounds::new(
            format!("{}: a batch of {BATCH} statements", D::NAME),
            &options,
        )
        .prepared(
            D::NAME,
            || alone.borrow_mut().rows(&rows()),
            |rows| alone.borrow_mut().insert(rows),
        )
        .prepared(
            OURS,
            || served::post(&texts()),
            |request| client.call(&request).len(),
        )
        .run(D::NAME);
        rate(outcome.nanos(D::NAME), BATCH, D::NAME);
        rate(outcome.nanos(OURS), BATCH, OURS);
        outcome.must(
            "a batch, of the time of the database alone",
            OURS,
            1.0 / 0.6,
        )
    }

    /// Many clients, each with one statement after the other.
    fn one_by_one<D: Alone>(&self) -> bool {
        let alone = RefCell::new(D::new(&self.runtime, "edu_bench_alone"));
        let beside = D::new(&self.runtime, "edu_bench_served");
        let served = Served::start(&self.runtime, beside.records());
        let mut clients: Vec<Client> = (0..CALLERS).map(|_| served.client()).collect();
        let options = self.options.with_round_micros(250_000);
        let count = CALLERS.saturating_mul(EACH) as u64;
        let (mut rows, mut texts) = (supply(count, made::statement), supply(count, made::text));
        let what = format!("{}: {count} statements, one by one from {CALLERS}", D::NAME);
        let outcome = Rounds::new(what, &options)
            .prepared(
                D::NAME,
                || {
                    let mut alone = alone.borrow_mut();
                    let each = rows().into_iter();
                    each.map(|one| alone.rows(&[one])).collect()
                },
                |rows| alone.borrow_mut().insert_each(rows),
            )
            .prepared(
                OURS,
                || {
                    texts()
                        .into_iter()
                        .map(|one| served::post(&[one]))
                        .collect()
                },
                |requests| send_each(&mut clients, requests),
            )
            .run(D::NAME);
        rate(outcome.nanos(D::NAME), count, D::NAME);
        rate(outcome.nanos(OURS), count, OURS);
        outcome.must(
            "one by one, of the time of the database alone",
            OURS,
            1.0 / 0.5,
        )
    }

    fn lists<D: Alone>(&self) -> bool {
        let database = D::new(&self.runtime, "edu_bench_served");
        let (count, began, start) = (statements(), now(), Instant::now());
        self.runtime.block_on(fill(&database.records(), count));
        let took = start.elapsed();
        let seconds = took.as_secs_f64();
        println!("\n{}: {count} statements stored in {seconds:.1} s", D::NAME);
        database.analyze();
        let served = Served::start(&self.runtime, database.records());
        let mut held = true;
        let chosen = argument("--list");
        for filter in made::filters(&began, took) {
            if chosen.as_deref().is_none_or(|name| name == filter.name) {
                held &= self.list(&database, &served, &filter);
            }
        }
        held
    }

    /// The same pages, one question after the other: a client's request, and the query that finds it.
    fn list<D: Alone>(&self, database: &D, served: &Served, filter: &Filter) -> bool {
        let mut client = served.client();
        let first = filter.questions.first().expect("a question");
        let list = database.prepare_list(first);
        let alone = |question: &Question| database.list(&list, question);
        let of = |one: &Question| served::get(&one.parameters, &one.user);
        let requests: Vec<Vec<u8>> = filter.questions.iter().map(of).collect();
        let mut found = 0;
        for (question, request) in filter.questions.iter().zip(&requests).take(20) {
            let page = alone(question);
            found = page.len();
            let answer = client.call(request);
            assert_eq!(listed(answer), ids(&page), "not the same list");
            served.answer_without_store(answer);
        }
        let options = self.options.with_round_micros(50_000);
        let what = format!("{}: a list by {}: {found} statements", D::NAME, filter.name);
        let mut questions = filter.questions.iter().cycle();
        let mut same_questions = filter.questions.iter().cycle();
        let mut requests = requests.iter().cycle();
        let (same, mut other) = (served::get_same(), served.client());
        let outcome = Rounds::new(what, &options)
            .contestant(SAME, || other.call(&same).len())
            .contestant(D::NAME, || {
                let question = questions.next().expect("a question");
                alone(question)
            })
            .contestant(INSIDE, || {
                let one = same_questions.next().expect("a question");
                served.ask_inside(&one.parameters, &one.user).len()
            })
            .contestant(OURS, || {
                client.call(requests.next().expect("a request")).len()
            })
            .run(D::NAME);
        let (label, most) = ("a list, of the time of the database alone", 3.0);
        if filter.name == made::NO_FILTER {
            outcome.aim(label, OURS, most);
            return true;
        }
        outcome.must(label, OURS, most)
    }
}

/// The ids of the statements that an answer lists.
fn listed(answer: &[u8]) -> Vec<String> {
    let answer: serde_json::Value = serde_json::from_slice(answer).expect("JSON");
    let statements = answer.get("statements").and_then(|list| list.as_array());
    statements.expect("a list").iter().map(id).collect()
}

/// The ids of statements, by their texts.
fn ids(texts: &[Vec<u8>]) -> Vec<String> {
    let read = |text: &Vec<u8>| id(&serde_json::from_slice(text).expect("JSON"));
    texts.iter().map(read).collect()
}

fn id(statement: &serde_json::Value) -> String {
    let id = statement.get("id").and_then(serde_json::Value::as_str);
    id.expect("an id").to_owned()
}

/// Each client sends its share, all at the same time.
fn send_each(clients: &mut [Client], mut requests: Vec<Vec<u8>>) {
    thread::scope(|scope| {
        for client in clients {
            let own: Vec<Vec<u8>> = requests.drain(..EACH.min(requests.len())).collect();
            scope.spawn(move || {
                for request in own {
                    client.call(&request);
                }
            });
        }
    });
}

/// Stores so many statements, in batches that are made beside.
async fn fill(records: &(impl RecordStore + Clone + 'static), count: u64) {
    // Pages of indexes are written once for a batch, so that many at once take less.
    const AT_ONCE: u64 = 5000;
    const WRITERS: u64 = 2;
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let records = records.clone();
        writers.spawn(async move {
            let own = (0..count.div_ceil(AT_ONCE)).filter(|batch| batch % WRITERS == writer);
            for first in own.map(|batch| batch.saturating_mul(AT_ONCE)) {
                let numbers = first..first.saturating_add(AT_ONCE).min(count);
                let batch = Batch::new(numbers.map(made::statement).collect(), Vec::new());
                let done = records.insert(&tenant(), batch, &now()).await;
                assert_eq!(done, Ok(Inserted::Done));
            }
        });
    }
    writers.join_all().await;
}

/// What was never there before, so many at a time.
fn supply<T>(of: u64, make: fn(u64) -> T) -> impl FnMut() -> Vec<T> {
    let mut next = 0_u64;
    move || {
        let first = next;
        next = next.saturating_add(of);
        (first..next).map(make).collect()
    }
}

fn tenant() -> TenantId {
    TenantId::new("school").expect("an id")
}

fn now() -> Timestamp {
    Timestamp::from_system_time(std::time::SystemTime::now()).expect("a time")
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn rate(nanos: Option<f64>, statements: u64, name: &str) {
    let each = nanos.unwrap_or(f64::NAN) / statements as f64;
    println!("  {name}: {:.0} statements a second", 1e9 / each);
}

fn statements() -> u64 {
    let count = argument("--statements").and_then(|count| count.parse().ok());
    count.unwrap_or(100_000)
}

/// What follows a word among the program's arguments.
fn argument(name: &str) -> Option<String> {
    std::env::args().skip_while(|word| word != name).nth(1)
}
