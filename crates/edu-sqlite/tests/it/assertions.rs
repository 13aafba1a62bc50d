//! An assertion is used once, by whichever thread or process.

use core::time::Duration;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use std::{env, fs, thread};

use edu_sqlite::{Database, StoredAssertions};
use lti_core::token::AssertionId;
use lti_core::{AssertionUse, Assertions as _, BackendError, ClientId, kit};
use pollster::block_on;

use crate::files::Folder;
use crate::logins::{NOW, at, tenant};

const FILE: &str = "EDU_SQLITE_ASSERTION_FILE";
const NAME: &str = "EDU_SQLITE_ASSERTION_NAME";
const ALL: usize = 400;

fn store(database: &Database) -> StoredAssertions {
    block_on(StoredAssertions::new(database, tenant("t"))).unwrap()
}

fn uses(
    store: &StoredAssertions,
    client: &str,
    id: &str,
    seconds: i64,
) -> Result<AssertionUse, BackendError> {
    let (client, id) = (
        ClientId::new(client).unwrap(),
        AssertionId::new(id).unwrap(),
    );
    let expires = at(seconds.saturating_add(600));
    block_on(store.use_assertion(&client, &id, &expires, &at(seconds)))
}

#[test]
fn database_keeps_every_promise_about_assertions() {
    let report = block_on(kit::assertions_of_capacity(12, async || {
        let database = Database::in_memory().unwrap();
        let store = StoredAssertions::with_capacity(&database, tenant("t"), 12);
        store.await.unwrap()
    }));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn tenants_of_one_database_share_no_assertion() {
    let store = store(&Database::in_memory().unwrap());
    let other = store.for_tenant(tenant("u"));
    let report = block_on(kit::assertions_of_tenants((store, other)));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn one_client_leaves_room_for_the_others() {
    let database = Database::in_memory().unwrap();
    let store = block_on(StoredAssertions::with_capacity(&database, tenant("t"), 2)).unwrap();
    for id in ["1", "2"] {
        assert_eq!(uses(&store, "greedy", id, 0), Ok(AssertionUse::First));
    }
    assert!(uses(&store, "greedy", "3", 0).is_err());
    assert_eq!(uses(&store, "modest", "1", 0), Ok(AssertionUse::First));
    assert_eq!(uses(&store, "greedy", "3", 600), Ok(AssertionUse::First));
}

#[test]
fn assertion_survives_a_restart() {
    let folder = Folder::new("assertions");
    let path = folder.file("a.sqlite");
    let first = uses(&store(&Database::open(&path).unwrap()), "tool", "1", 0);
    assert_eq!(first, Ok(AssertionUse::First));
    let again = uses(&store(&Database::open(&path).unwrap()), "tool", "1", 1);
    assert_eq!(again, Ok(AssertionUse::Repeated));
}

/// Uses every assertion, and returns those that it was first with.
fn use_all(database: &Database) -> Vec<usize> {
    let store = store(database);
    let first = |index: &usize| uses(&store, "tool", &index.to_string(), 0);
    let first = |index: &usize| first(index) == Ok(AssertionUse::First);
    (0..ALL).filter(first).collect()
}

fn assert_each_once(mut won: Vec<usize>) {
    won.sort_unstable();
    assert_eq!(won, (0..ALL).collect::<Vec<_>>());
}

#[test]
fn of_four_threads_exactly_one_is_first_with_each_assertion() {
    let folder = Folder::new("assertion-threads");
    let path = folder.file("a.sqlite");
    let won = thread::scope(|scope| {
        let contenders = [0; 4].map(|_| scope.spawn(|| use_all(&Database::open(&path).unwrap())));
        contenders
            .map(|contender| contender.join().unwrap())
            .concat()
    });
    assert_each_once(won);
}

#[test]
fn of_two_processes_exactly_one_is_first_with_each_assertion() {
    // The contenders are processes of this very test.
    if let (Ok(path), Ok(contender)) = (env::var(FILE), env::var(NAME)) {
        return contend(Path::new(&path), &contender);
    }
    let folder = Folder::new("assertion-processes");
    let path = folder.file("a.sqlite");
    drop(store(&Database::open(&path).unwrap()));
    let start = |contender: &str| -> Child {
        let test = "assertions::of_two_processes_exactly_one_is_first_with_each_assertion";
        Command::new(env::current_exe().unwrap())
            .args(["--exact", test])
            .env(FILE, &path)
            .env(NAME, contender)
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let mut contenders = [start("one"), start("two")];
    for contender in &mut contenders {
        assert!(contender.wait().unwrap().success());
    }
    let mut won = Vec::new();
    for contender in ["one", "two"] {
        let got = fs::read_to_string(path.with_extension(contender)).unwrap();
        won.extend(got.lines().map(|line| line.parse::<usize>().unwrap()));
    }
    assert_each_once(won);
}

/// Uses what it can as one of two processes, and writes down what it was first with.
fn contend(path: &Path, contender: &str) {
    let ready = |name: &str| path.with_extension(format!("{name}.ready"));
    fs::write(ready(contender), "").unwrap();
    let began = Instant::now();
    while !(ready("one").exists() && ready("two").exists()) {
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "the other did not come"
        );
        thread::yield_now();
    }
    let won = use_all(&Database::open(path).unwrap());
    let lines: Vec<_> = won.iter().map(usize::to_string).collect();
    fs::write(path.with_extension(contender), lines.join("\n")).unwrap();
    assert_eq!(at(0), NOW);
}
