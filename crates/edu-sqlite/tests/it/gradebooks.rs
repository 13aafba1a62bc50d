//! Grades are kept as the kit asks, and the latest score stays whatever process it comes from.

use core::time::Duration;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use std::{env, fs, thread};

use edu_sqlite::{Database, StoredGradebook};
use edu_types::{Decimal, PositiveDecimal, Timestamp};
use lti_core::ags::{
    Column, CourseGradebook as _, Gradable, Gradebook as _, Label, LineItem, LineItemId, Points,
    Recorded, Score, ScoreOutcome,
};
use lti_core::{ClientId, ContextId, DeploymentId, ServiceContext, Subject, kit};
use pollster::block_on;

use crate::files::Folder;
use crate::logins::{NOW, tenant};

const FILE: &str = "EDU_SQLITE_GRADES_FILE";
const NAME: &str = "EDU_SQLITE_GRADES_NAME";

fn gradebook(database: &Database, gradable: Gradable) -> StoredGradebook {
    block_on(StoredGradebook::new(database, tenant("t"), gradable)).unwrap()
}

fn context() -> ServiceContext {
    ServiceContext {
        client_id: ClientId::new("tool").unwrap(),
        deployment_id: DeploymentId::new("d").unwrap(),
        context_id: ContextId::new("course").unwrap(),
    }
}

fn id() -> LineItemId {
    LineItemId::new("essay").unwrap()
}

fn maximum() -> PositiveDecimal {
    PositiveDecimal::new(Decimal::from(1_000_000)).unwrap()
}

fn column() -> Column {
    Column::new(id(), LineItem::new(Label::new("Essay").unwrap(), maximum()))
}

/// The score of a person whose points are its milliseconds.
fn score(user: &str, millis: i64) -> Score {
    let points = Points::new(Decimal::from(millis), maximum()).unwrap();
    let later = i128::from(millis).saturating_mul(1_000_000);
    let nanos = NOW.unix_nanos().saturating_add(later);
    let time = Timestamp::from_unix_nanos(nanos).unwrap();
    Score::completed(Subject::new(user).unwrap(), points, time)
}

fn record(store: &StoredGradebook, sent: &Score) -> Recorded {
    block_on(store.record_score(&context(), &id(), sent, &NOW)).unwrap()
}

#[test]
fn database_keeps_every_promise_about_grades() {
    let make = async || gradebook(&Database::in_memory().unwrap(), Gradable::Enrolled);
    let report = block_on(kit::gradebook(make));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn tenants_of_one_database_share_no_grades() {
    let one = gradebook(&Database::in_memory().unwrap(), Gradable::Enrolled);
    let other = one.for_tenant(tenant("u"));
    let report = block_on(kit::gradebook_of_tenants((one, other)));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn host_without_a_list_of_persons_grades_anyone() {
    let store = gradebook(&Database::in_memory().unwrap(), Gradable::Anyone);
    block_on(store.set_column(&context(), &column())).unwrap();
    let recorded = record(&store, &score("anyone", 0));
    assert_eq!(recorded, Recorded::Taken(ScoreOutcome::Created));
}

#[test]
fn score_that_was_taken_before_a_crash_is_taken_as_the_same_after_it() {
    let folder = Folder::new("grades-crash");
    let path = folder.file("a.sqlite");
    let sent = score("ada", 5);
    {
        let store = gradebook(&Database::open(&path).unwrap(), Gradable::Anyone);
        block_on(store.set_column(&context(), &column())).unwrap();
        assert_eq!(
            record(&store, &sent),
            Recorded::Taken(ScoreOutcome::Created)
        );
    }
    // The program ended before it could reply; the tool sends the score again.
    let store = gradebook(&Database::open(&path).unwrap(), Gradable::Anyone);
    assert_eq!(
        record(&store, &sent),
        Recorded::Taken(ScoreOutcome::Unchanged)
    );
}

#[test]
fn damaged_score_is_refused_and_names_nobody() {
    let database = Database::in_memory().unwrap();
    let store = gradebook(&database, Gradable::Anyone);
    block_on(store.set_column(&context(), &column())).unwrap();
    record(&store, &score("ada", 5));
    let damage = "UPDATE edu_lti_score SET stored = replace(stored, 'Completed', 'Done')";
    block_on(database.call(move |connection| connection.execute(damage, []))).unwrap();
    let user = Subject::new("ada").unwrap();
    let slice = edu_http::Slice {
        after: None,
        limit: 9.try_into().unwrap(),
    };
    let found = block_on(store.results(&context(), &id(), Some(&user), &slice));
    let error = found.unwrap_err().to_string();
    assert_eq!(error, "store failed: stored score cannot be read");
}

const PERSONS: i64 = 20;
const SCORES: i64 = 50;

#[test]
fn of_the_scores_of_two_processes_the_latest_stays() {
    // The contenders are processes of this very test.
    if let (Ok(path), Ok(contender)) = (env::var(FILE), env::var(NAME)) {
        return contend(Path::new(&path), &contender);
    }
    let folder = Folder::new("grades");
    let path = folder.file("a.sqlite");
    let store = gradebook(&Database::open(&path).unwrap(), Gradable::Anyone);
    block_on(store.set_column(&context(), &column())).unwrap();
    let start = |contender: &str| -> Child {
        Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "gradebooks::of_the_scores_of_two_processes_the_latest_stays",
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
    let mut created = 0;
    for contender in ["one", "two"] {
        let said = fs::read_to_string(path.with_extension(contender)).unwrap();
        created += said.parse::<i64>().unwrap();
    }
    assert_eq!(created, PERSONS, "one score of each person was the first");
    let slice = edu_http::Slice {
        after: None,
        limit: 100.try_into().unwrap(),
    };
    let page = block_on(store.scores(&context(), &id(), &slice)).unwrap();
    assert_eq!(page.items.len(), usize::try_from(PERSONS).unwrap());
    for kept in page.items {
        let points = kept.points.unwrap();
        assert_eq!(points.given(), &Decimal::from(2 * SCORES - 1));
    }
}

/// Sends every second score of every person as one of two processes, and writes down how many
/// were the first.
fn contend(path: &Path, contender: &str) {
    let store = gradebook(&Database::open(path).unwrap(), Gradable::Anyone);
    let odd = i64::from(contender == "two");
    let mut created = 0;
    for person in 0..PERSONS {
        wait_for_the_other(path, contender, person);
        for turn in 0..SCORES {
            // Each place once, in an order that goes up and down.
            let turned = turn.saturating_mul(17).rem_euclid(SCORES);
            let place = turned.saturating_mul(2).saturating_add(odd);
            let recorded = record(&store, &score(&format!("person-{person}"), place));
            let first = recorded == Recorded::Taken(ScoreOutcome::Created);
            created = i64::saturating_add(created, i64::from(first));
        }
    }
    fs::write(path.with_extension(contender), created.to_string()).unwrap();
}

fn wait_for_the_other(path: &Path, contender: &str, round: i64) {
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
