//! Of any number that take one login at the same time, exactly one gets it.

use core::time::Duration;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use std::{env, fs, thread};

use edu_sqlite::Database;
use lti_core::{Logins as _, Taken};
use pollster::block_on;

use crate::files::Folder;
use crate::logins::{NOW, login, state, tool};

const FILE: &str = "EDU_SQLITE_RACE_FILE";
const NAME: &str = "EDU_SQLITE_RACE_NAME";

fn name(index: usize) -> String {
    format!("login-{index}")
}

/// Keeps so many logins, and returns what is to be taken from.
fn keep_all(path: &Path, count: usize) -> Database {
    let database = Database::open(path).unwrap();
    let tool = tool(&database);
    for index in 0..count {
        block_on(tool.keep_login(login(&name(index)), &NOW)).unwrap();
    }
    database
}

/// Tries to take every login and returns those that were got.
fn take_all(database: &Database, logins: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let tool = tool(database);
    let fresh =
        |index: &usize| match block_on(tool.take_login(&state(&name(*index)), &NOW)).unwrap() {
            Taken::Fresh(_) => true,
            Taken::AlreadyUsed => false,
            Taken::Unknown => panic!("login {index} is gone"),
        };
    logins.into_iter().filter(fresh).collect()
}

fn assert_each_once(mut won: Vec<usize>, count: usize) {
    won.sort_unstable();
    assert_eq!(won, (0..count).collect::<Vec<_>>());
}

#[test]
fn of_eight_threads_exactly_one_gets_each_login() {
    let folder = Folder::new("threads");
    let path = folder.file("a.sqlite");
    let shared = keep_all(&path, 200);
    let mut won = Vec::new();
    thread::scope(|scope| {
        let contenders: Vec<_> = (0..8)
            .map(|index| {
                // Half share a connection, half have their own.
                let own = || Database::open(&path).unwrap();
                let database = if index % 2 == 0 {
                    shared.clone()
                } else {
                    own()
                };
                scope.spawn(move || take_all(&database, 0..200))
            })
            .collect();
        for contender in contenders {
            won.extend(contender.join().unwrap());
        }
    });
    assert_each_once(won, 200);
}

const ROUNDS: usize = 20;
const PER_ROUND: usize = 50;
const STATES: usize = ROUNDS * PER_ROUND;

#[test]
fn of_two_processes_exactly_one_gets_each_login() {
    // The contenders are processes of this very test.
    if let (Ok(path), Ok(contender)) = (env::var(FILE), env::var(NAME)) {
        return contend(Path::new(&path), &contender);
    }
    let folder = Folder::new("processes");
    let path = folder.file("a.sqlite");
    drop(keep_all(&path, STATES));
    let start = |contender: &str| -> Child {
        Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "races::of_two_processes_exactly_one_gets_each_login",
            ])
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
    assert_each_once(won, STATES);
}

/// Takes what it can as one of two processes, and writes down what it got.
fn contend(path: &Path, contender: &str) {
    let database = Database::open(path).unwrap();
    let mut won = Vec::new();
    // Together again and again, so that neither is far ahead of the other.
    let all: Vec<_> = (0..STATES).collect();
    for (round, logins) in all.chunks(PER_ROUND).enumerate() {
        wait_for_the_other(path, contender, round);
        won.extend(take_all(&database, logins.iter().copied()));
    }
    let lines: Vec<_> = won.iter().map(usize::to_string).collect();
    fs::write(path.with_extension(contender), lines.join("\n")).unwrap();
}

fn wait_for_the_other(path: &Path, contender: &str, round: usize) {
    let ready = |name: &str| path.with_extension(format!("{name}.{round}"));
    fs::write(ready(contender), "").unwrap();
    let began = Instant::now();
    while !(ready("one").exists() && ready("two").exists()) {
        let waited = began.elapsed();
        assert!(
            waited < Duration::from_secs(30),
            "the other process did not come"
        );
        thread::yield_now();
    }
}
