//! Of any number that take one login at the same time, exactly one gets it.

use core::time::Duration;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use std::{env, fs, process};

use edu_postgres::tokio_postgres::NoTls;
use edu_postgres::{Database, StoredLogins};
use lti_core::{Logins as _, Taken};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::bed::Bed;
use crate::logins::{NOW, at, login, login_until, state, tenant};

const SCHEMA: &str = "EDU_POSTGRES_RACE_SCHEMA";
const NAME: &str = "EDU_POSTGRES_RACE_NAME";

fn name(index: usize) -> String {
    format!("login-{index}")
}

async fn logins(database: &Database) -> StoredLogins {
    let logins = StoredLogins::new(database, tenant("t")).await;
    logins.unwrap()
}

/// Keeps so many logins, several at a time.
async fn keep_all(database: &Database, count: usize) {
    let logins = logins(database).await;
    let mut keeping = JoinSet::new();
    for part in 0..4 {
        let logins = logins.clone();
        keeping.spawn(async move {
            for index in (0..count).filter(|index| index % 4 == part) {
                logins.keep_login(login(&name(index)), &NOW).await.unwrap();
            }
        });
    }
    keeping.join_all().await;
}

/// Tries to take every login and returns those that were got.
async fn take_all(logins: StoredLogins, indices: core::ops::Range<usize>) -> Vec<usize> {
    let mut won = Vec::new();
    for index in indices {
        match logins.take_login(&state(&name(index)), &NOW).await.unwrap() {
            Taken::Fresh(_) => won.push(index),
            Taken::AlreadyUsed => {}
            Taken::Unknown => panic!("login {index} is gone"),
        }
    }
    won
}

fn assert_each_once(mut won: Vec<usize>, count: usize) {
    won.sort_unstable();
    assert_eq!(won, (0..count).collect::<Vec<_>>());
}

#[test]
fn of_eight_tasks_exactly_one_gets_each_login() {
    let Some(bed) = Bed::new() else { return };
    let (one, other) = (bed.database(), bed.database());
    bed.run(async {
        keep_all(&one, 200).await;
        let mut contenders = JoinSet::new();
        for index in 0..8 {
            let database = if index % 2 == 0 { &one } else { &other };
            contenders.spawn(take_all(logins(database).await, 0..200));
        }
        let won = contenders.join_all().await;
        assert_each_once(won.concat(), 200);
    });
}

const ROUNDS: usize = 20;
const PER_ROUND: usize = 50;
const STATES: usize = ROUNDS * PER_ROUND;

#[test]
fn of_two_processes_exactly_one_gets_each_login() {
    // The contenders are processes of this very test.
    if let (Ok(schema), Ok(contender)) = (env::var(SCHEMA), env::var(NAME)) {
        return contend(&schema, &contender);
    }
    let Some(bed) = Bed::new() else { return };
    let results = results(bed.schema());
    fs::create_dir_all(&results).unwrap();
    bed.run(keep_all(&bed.database(), STATES));
    let start = |contender: &str| -> Child {
        Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "races::of_two_processes_exactly_one_gets_each_login",
            ])
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
    assert_each_once(won, STATES);
}

/// Where the contenders of a schema say what they got.
fn results(schema: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("edu-postgres-{schema}"))
}

/// Takes what it can as one of two processes, and writes down what it got.
fn contend(schema: &str, contender: &str) {
    let results = results(schema);
    let won = Runtime::new().unwrap().block_on(async {
        let connect = Database::connect(Bed::config_of(schema), NoTls);
        let store = logins(&connect.await.unwrap()).await;
        let mut won = Vec::new();
        // Together again and again, so that neither is far ahead of the other.
        for (round, first) in (0..STATES).step_by(PER_ROUND).enumerate() {
            wait_for_the_other(&results, contender, round).await;
            let logins = first..first.saturating_add(PER_ROUND);
            won.extend(take_all(store.clone(), logins).await);
        }
        won
    });
    let lines: Vec<_> = won.iter().map(usize::to_string).collect();
    fs::write(results.join(contender), lines.join("\n")).unwrap();
}

async fn wait_for_the_other(results: &Path, contender: &str, round: usize) {
    let ready = |name: &str| results.join(format!("{name}.{round}"));
    fs::write(ready(contender), process::id().to_string()).unwrap();
    let began = Instant::now();
    while !(ready("one").exists() && ready("two").exists()) {
        let waited = began.elapsed();
        assert!(
            waited < Duration::from_secs(60),
            "the other process did not come"
        );
        tokio::task::yield_now().await;
    }
}

/// Eight that keep, take and forget at once, in so little room that all push out, under a clock so
/// fast that all forget.
async fn crowd(databases: &[Database]) {
    let mut crowd = JoinSet::new();
    for (member, database) in databases.iter().cycle().take(8).enumerate() {
        let logins = StoredLogins::with_capacity(database, tenant("t"), 4).await;
        let logins = logins.unwrap();
        crowd.spawn(async move {
            for index in 0..40_i64 {
                let name = format!("{}-{member}", index % 3);
                let seconds = index.saturating_mul(300);
                let login = login_until(&name, seconds.saturating_add(600));
                match logins.keep_login(login, &at(seconds)).await {
                    Ok(()) => {}
                    Err(error) => assert!(error.to_string().contains("in use"), "{error}"),
                }
                let taken = logins.take_login(&state(&name), &at(seconds)).await;
                assert!(taken.is_ok(), "{taken:?}");
            }
        });
    }
    crowd.join_all().await;
}

#[test]
fn crowd_gets_in_nobodys_way() {
    let Some(bed) = Bed::new() else { return };
    bed.run(crowd(&[bed.database(), bed.database()]));
}

#[test]
fn crowd_gets_in_nobodys_way_under_the_strictest_isolation() {
    let Some(bed) = Bed::new() else { return };
    let mut config = bed.config();
    let options = config.get_options().unwrap().to_owned();
    config.options(format!(
        "{options} -c default_transaction_isolation=serializable"
    ));
    bed.run(async {
        let strict = Database::connect(config, NoTls).await.unwrap();
        crowd(&[strict]).await;
    });
}
