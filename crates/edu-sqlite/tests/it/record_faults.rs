//! Whatever is acknowledged is there, once and whole, when the program is killed at any moment.

use core::num::NonZeroUsize;
use core::time::Duration;
use std::collections::{HashMap, HashSet};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::{env, thread};

use edu_sqlite::{Database, StoredRecords};
use edu_types::UuidText;
use pollster::block_on;
use xapi_lrs::{
    Access, Batch, Followed, FollowerId, Inserted, Key, Order, Position, RecordStore as _,
    StatementQuery,
};

use crate::files::Folder;
use crate::records::{VERB, following, id, now, records, statement, tenant};

const FILE: &str = "EDU_SQLITE_KILL_FILE";
const FIRST: &str = "EDU_SQLITE_KILL_FIRST";
/// How often the program is killed; five times unless it is said.
const KILLS: &str = "EDU_KILLS";

/// Statements of a batch; the last targets the first.
const BATCH: u64 = 20;
/// Tasks that send at the same time.
const SENDERS: u64 = 4;
/// Numbers of statements that one program may use.
const NUMBERS: u64 = 10_000_000;

#[test]
fn what_was_acknowledged_is_there_once_and_whole_after_kills() {
    // The program to be killed is this very test.
    if let (Ok(path), Ok(first)) = (env::var(FILE), env::var(FIRST)) {
        return ingest(Path::new(&path), first.parse().unwrap());
    }
    let folder = Folder::new("kills");
    let path = folder.file("a.sqlite");
    drop(records(&Database::open(&path).unwrap()));
    let kills = env::var(KILLS).map_or(5, |count| count.parse().unwrap());
    let (mut acknowledged, mut followed) = (Vec::new(), Vec::new());
    for kill in 0..kills {
        acknowledged.extend(killed(&path, kill));
        let store = records(&Database::open(&path).unwrap());
        follow(&store, &mut followed);
        assert_whole(&store, &acknowledged, &followed);
    }
    assert!(!acknowledged.is_empty(), "nothing was acknowledged");
}

/// Runs the program and kills it; the first numbers of the batches that it said were stored.
fn killed(path: &Path, kill: u64) -> Vec<u64> {
    let mut child: Child = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "record_faults::what_was_acknowledged_is_there_once_and_whole_after_kills",
            "--nocapture",
        ])
        .env(FILE, path)
        .env(FIRST, kill.saturating_mul(NUMBERS).to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let reader = thread::spawn(move || {
        let lines = output.lines().map_while(Result::ok);
        let told = lines.filter_map(|line| line.strip_prefix("stored ")?.parse().ok());
        told.collect::<Vec<u64>>()
    });
    // At another moment each time: in a commit, between two, while the log is worked in.
    let further = kill.saturating_mul(37) % 211;
    thread::sleep(Duration::from_millis(further.saturating_add(150)));
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

/// Stores batches and says so, until it is killed.
fn ingest(path: &Path, first: u64) {
    let store = records(&Database::open(path).unwrap());
    thread::scope(|scope| {
        for sender in 0..SENDERS {
            let own = sender.saturating_mul(NUMBERS / SENDERS);
            let (store, from) = (&store, first.saturating_add(own));
            scope.spawn(move || {
                for from in (from..).step_by(usize::try_from(BATCH).unwrap()) {
                    let done = block_on(store.insert(&tenant("t"), batch(from), &now()));
                    assert_eq!(done, Ok(Inserted::Done));
                    // One write, so that the line is there wholly or not.
                    let line = format!("stored {from}\n");
                    std::io::stdout().write_all(line.as_bytes()).unwrap();
                }
            });
        }
    });
}

fn batch(from: u64) -> Batch {
    let last = from.saturating_add(BATCH - 1);
    let mut statements: Vec<_> = (from..last).map(statement).collect();
    statements.push(following(last, from));
    Batch::new(statements, Vec::new())
}

fn assert_whole(store: &StoredRecords, acknowledged: &[u64], followed: &[Followed]) {
    let mut places: HashMap<UuidText, Position> = HashMap::new();
    for one in followed {
        let held = places.insert(one.id, one.statement.position);
        assert_eq!(held, None, "a statement is there twice");
    }
    for from in acknowledged {
        for number in *from..from.saturating_add(BATCH) {
            assert!(places.contains_key(&id(number)), "{number} is lost");
        }
    }
    // Batches that were not acknowledged are there wholly or not at all.
    let batch = usize::try_from(BATCH).unwrap();
    assert!(
        followed.len().is_multiple_of(batch),
        "a batch is there by half"
    );
    let ordered = followed.windows(2);
    for pair in ordered {
        assert!(pair[0].statement.position < pair[1].statement.position);
        assert!(pair[0].statement.stored <= pair[1].statement.stored);
    }
    // The index holds what the table holds.
    let mut listed = HashSet::new();
    let mut query = StatementQuery::new(Access::all(), NonZeroUsize::new(500).unwrap());
    (query.keys, query.order) = (vec![Key::verb(VERB)], Order::Earliest);
    loop {
        let page = block_on(store.statements(&tenant("t"), &query, &now())).unwrap();
        let page = page.value;
        listed.extend(page.iter().map(|one| one.position));
        query.after = page.last().map(|one| one.position);
        if page.len() <= 500 {
            break;
        }
    }
    assert_eq!(listed.len(), followed.len(), "the index is not whole");
}

/// What a follower is told that goes on where it was before the kill.
fn follow(store: &StoredRecords, followed: &mut Vec<Followed>) {
    let forwarder = FollowerId::new("forwarder").unwrap();
    let limit = NonZeroUsize::new(1000).unwrap();
    loop {
        let unseen = block_on(store.unseen(&tenant("t"), &forwarder, limit)).unwrap();
        let Some(last) = unseen.last() else {
            return;
        };
        let position = last.statement.position;
        followed.extend(unseen);
        block_on(store.seen(&tenant("t"), &forwarder, position)).unwrap();
    }
}
