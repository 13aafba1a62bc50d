//! An assertion is used once, by whichever machine, process or thread.

use core::time::Duration;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use std::{env, fs};

use edu_postgres::tokio_postgres::NoTls;
use edu_postgres::{Database, StoredAssertions};
use lti_core::token::AssertionId;
use lti_core::{AssertionUse, Assertions as _, BackendError, ClientId, kit};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::bed::Bed;
use crate::logins::{at, tenant};

const SCHEMA: &str = "EDU_POSTGRES_ASSERTION_SCHEMA";
const NAME: &str = "EDU_POSTGRES_ASSERTION_NAME";
const ALL: usize = 400;

async fn store(database: &Database) -> StoredAssertions {
    StoredAssertions::new(database, tenant("t")).await.unwrap()
}

async fn uses(
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
    store
        .use_assertion(&client, &id, &expires, &at(seconds))
        .await
}

#[test]
fn database_keeps_every_promise_about_assertions() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let number = core::cell::Cell::new(0_u32);
    let report = bed.run(kit::assertions_of_capacity(12, async || {
        // A tenant of its own is an empty store.
        number.set(number.get().saturating_add(1));
        let own = tenant(&format!("t-{}", number.get()));
        let store = StoredAssertions::with_capacity(&database, own, 12);
        store.await.unwrap()
    }));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn tenants_of_one_database_share_no_assertion() {
    let Some(bed) = Bed::new() else { return };
    let store = bed.run(store(&bed.database()));
    let other = store.for_tenant(tenant("u"));
    let report = bed.run(kit::assertions_of_tenants((store, other)));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn one_client_leaves_room_for_the_others() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let store = StoredAssertions::with_capacity(&database, tenant("t"), 2).await;
        let store = store.unwrap();
        for id in ["1", "2"] {
            assert_eq!(uses(&store, "greedy", id, 0).await, Ok(AssertionUse::First));
        }
        assert!(uses(&store, "greedy", "3", 0).await.is_err());
        assert_eq!(
            uses(&store, "greedy", "1", 0).await,
            Ok(AssertionUse::Repeated)
        );
        assert_eq!(
            uses(&store, "modest", "1", 0).await,
            Ok(AssertionUse::First)
        );
        assert_eq!(
            uses(&store, "greedy", "3", 600).await,
            Ok(AssertionUse::First)
        );
    });
}

/// Uses every assertion, and returns those that it was first with.
async fn use_all(store: StoredAssertions) -> Vec<usize> {
    let mut won = Vec::new();
    for index in 0..ALL {
        if uses(&store, "tool", &index.to_string(), 0).await.unwrap() == AssertionUse::First {
            won.push(index);
        }
    }
    won
}

fn assert_each_once(mut won: Vec<usize>) {
    won.sort_unstable();
    assert_eq!(won, (0..ALL).collect::<Vec<_>>());
}

#[test]
fn of_eight_tasks_exactly_one_is_first_with_each_assertion() {
    let Some(bed) = Bed::new() else { return };
    let (one, other) = (bed.database(), bed.database());
    bed.run(async {
        let mut contenders = JoinSet::new();
        for index in 0..8 {
            let database = if index % 2 == 0 { &one } else { &other };
            contenders.spawn(use_all(store(database).await));
        }
        assert_each_once(contenders.join_all().await.concat());
    });
}

#[test]
fn of_two_processes_exactly_one_is_first_with_each_assertion() {
    // The contenders are processes of this very test.
    if let (Ok(schema), Ok(contender)) = (env::var(SCHEMA), env::var(NAME)) {
        return contend(&schema, &contender);
    }
    let Some(bed) = Bed::new() else { return };
    let results = results(bed.schema());
    fs::create_dir_all(&results).unwrap();
    drop(bed.run(store(&bed.database())));
    let start = |contender: &str| -> Child {
        let test = "assertions::of_two_processes_exactly_one_is_first_with_each_assertion";
        Command::new(env::current_exe().unwrap())
            .args(["--exact", test])
            .env(SCHEMA, bed.schema())
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
        let got = fs::read_to_string(results.join(contender)).unwrap();
        won.extend(got.lines().map(|line| line.parse::<usize>().unwrap()));
    }
    fs::remove_dir_all(results).unwrap();
    assert_each_once(won);
}

/// Where the contenders of a schema say what they were first with.
fn results(schema: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("edu-postgres-assertions-{schema}"))
}

/// Uses what it can as one of two processes, and writes down what it was first with.
fn contend(schema: &str, contender: &str) {
    let results = results(schema);
    let won = Runtime::new().unwrap().block_on(async {
        let connect = Database::connect(Bed::config_of(schema), NoTls);
        let store = store(&connect.await.unwrap()).await;
        let ready = |name: &str| results.join(format!("{name}.ready"));
        fs::write(ready(contender), "").unwrap();
        let began = Instant::now();
        while !(ready("one").exists() && ready("two").exists()) {
            assert!(
                began.elapsed() < Duration::from_secs(60),
                "the other did not come"
            );
            tokio::task::yield_now().await;
        }
        use_all(store).await
    });
    let lines: Vec<_> = won.iter().map(usize::to_string).collect();
    fs::write(results.join(contender), lines.join("\n")).unwrap();
}
