//! A process that takes in statements is killed: what it acknowledged is there, and nothing by halves.

use core::time::Duration;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, thread};

use edu_postgres::Database;
use edu_postgres::tokio_postgres::NoTls;
use edu_types::UuidText;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use xapi_lrs::{Inserted, RecordStore as _};

use crate::bed::Bed;
use crate::records::{NOW, all, batch, id, records, tenant};

const SCHEMA: &str = "EDU_POSTGRES_KILL_SCHEMA";
const ROUND: &str = "EDU_POSTGRES_KILL_ROUND";
/// How often to kill; more than in an ordinary run where there is time.
const KILLS: &str = "EDU_KILLS";

const WRITERS: u64 = 4;
const STATEMENTS: u64 = 10;
/// Batches of one writer at most.
const BATCHES: u64 = 2000;

#[test]
fn killed_process_leaves_what_it_acknowledged_once_and_nothing_by_halves() {
    // Whoever is killed is a process of this very test.
    if let (Ok(schema), Ok(round)) = (env::var(SCHEMA), env::var(ROUND)) {
        return take_in(&schema, round.parse().unwrap());
    }
    let Some(bed) = Bed::new() else { return };
    let kills: u64 = env::var(KILLS).map_or(5, |kills| kills.parse().unwrap());
    let folder = folder(bed.schema());
    fs::create_dir_all(&folder).unwrap();
    let database = bed.database();
    bed.run(records(&database));
    for round in 0..kills {
        let mut child = Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "kills::killed_process_leaves_what_it_acknowledged_once_and_nothing_by_halves",
            ])
            .env(SCHEMA, bed.schema())
            .env(ROUND, round.to_string())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let acknowledged = folder.join(round.to_string());
        while !fs::metadata(&acknowledged).is_ok_and(|file| file.len() > 0) {
            thread::sleep(Duration::from_millis(5));
        }
        thread::sleep(Duration::from_millis(round.wrapping_mul(37) % 300));
        child.kill().unwrap();
        child.wait().unwrap();
        bed.run(check(
            &database,
            round,
            &fs::read_to_string(&acknowledged).unwrap(),
        ));
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// Looks at what the killed process left, once the server has ended what it began.
async fn check(database: &Database, round: u64, acknowledged: &str) {
    let (records, tenant) = (records(database).await, tenant(&round.to_string()));
    let last = records.insert(&tenant, batch([u64::MAX >> 16]), &NOW).await;
    assert_eq!(last, Ok(Inserted::Done));
    let all = all(&records, &tenant).await;
    let positions: Vec<u64> = all.iter().map(|(position, _)| *position).collect();
    assert_eq!(positions, (1..).take(all.len()).collect::<Vec<_>>());
    let ids: BTreeSet<UuidText> = all.iter().map(|(_, id)| *id).collect();
    assert_eq!(ids.len(), all.len(), "a statement is there twice");
    let acknowledged: BTreeSet<u64> = acknowledged
        .lines()
        .map(|number| number.parse().unwrap())
        .collect();
    let numbers = (0..WRITERS).flat_map(batches_of);
    for number in numbers {
        let there = numbers_of(number).filter(|number| ids.contains(&id(*number)));
        match there.count() {
            0 => assert!(!acknowledged.contains(&number), "batch {number} is gone"),
            count => assert_eq!(count, 10, "batch {number} is there by halves"),
        }
    }
}

fn batches_of(writer: u64) -> impl Iterator<Item = u64> {
    let first = writer.saturating_mul(BATCHES);
    first..first.saturating_add(BATCHES)
}

fn numbers_of(batch: u64) -> impl Iterator<Item = u64> {
    let first = batch.saturating_mul(STATEMENTS);
    first..first.saturating_add(STATEMENTS)
}

/// Takes in batches until it is killed, and writes down which are done.
fn take_in(schema: &str, round: u64) {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let database = Database::connect(Bed::config_of(schema), NoTls).await;
        let records = records(&database.unwrap()).await;
        let mut writers = JoinSet::new();
        for writer in 0..WRITERS {
            let (records, path) = (records.clone(), folder(schema).join(round.to_string()));
            writers.spawn(async move {
                let mut file = fs::OpenOptions::new();
                let mut file = file.create(true).append(true).open(path).unwrap();
                for number in batches_of(writer) {
                    let batch = batch(numbers_of(number));
                    let inserted = records
                        .insert(&tenant(&round.to_string()), batch, &NOW)
                        .await;
                    assert_eq!(inserted, Ok(Inserted::Done));
                    file.write_all(format!("{number}\n").as_bytes()).unwrap();
                }
            });
        }
        writers.join_all().await;
    });
}

fn folder(schema: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("kills-{schema}"))
}
