//! Grades are kept as the kit asks, and the latest score stays whatever machine it comes from.

use core::time::Duration;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use std::{env, fs};

use edu_postgres::tokio_postgres::NoTls;
use edu_postgres::{Database, StoredGradebook};
use edu_types::{Decimal, PositiveDecimal, Timestamp};
use lti_core::ags::{
    Column, CourseGradebook as _, Gradable, Gradebook as _, Label, LineItem, LineItemId, Points,
    Recorded, Score, ScoreOutcome,
};
use lti_core::{ClientId, ContextId, DeploymentId, ServiceContext, Subject, kit};
use tokio::runtime::Runtime;

use crate::bed::Bed;
use crate::logins::{NOW, run, tenant};

const SCHEMA: &str = "EDU_POSTGRES_GRADES_SCHEMA";
const NAME: &str = "EDU_POSTGRES_GRADES_NAME";

async fn gradebook(database: &Database, gradable: Gradable) -> StoredGradebook {
    let store = StoredGradebook::new(database, tenant("t"), gradable).await;
    store.unwrap()
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

async fn record(store: &StoredGradebook, sent: &Score) -> Recorded {
    let recorded = store.record_score(&context(), &id(), sent, &NOW).await;
    recorded.unwrap()
}

#[test]
fn database_keeps_every_promise_about_grades() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let report = bed.run(kit::gradebook(async || {
        let store = gradebook(&database, Gradable::Enrolled).await;
        let empty = run(
            &database,
            "TRUNCATE edu_lti_book, edu_lti_enrolment CASCADE",
        );
        empty.await.unwrap();
        store
    }));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn tenants_of_one_database_share_no_grades() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let one = gradebook(&database, Gradable::Enrolled).await;
        let other = one.for_tenant(tenant("u"));
        let report = kit::gradebook_of_tenants((one, other)).await;
        assert!(report.is_empty(), "{report}");
    });
}

#[test]
fn host_without_a_list_of_persons_grades_anyone() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let store = gradebook(&database, Gradable::Anyone).await;
        store.set_column(&context(), &column()).await.unwrap();
        let recorded = record(&store, &score("anyone", 0)).await;
        assert_eq!(recorded, Recorded::Taken(ScoreOutcome::Created));
        let again = record(&store, &score("anyone", 0)).await;
        assert_eq!(again, Recorded::Taken(ScoreOutcome::Unchanged));
    });
}

#[test]
fn ids_of_any_length_are_kept() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let tenant = edu_http::TenantId::new("é".repeat(255)).unwrap();
        let store = StoredGradebook::new(&database, tenant, Gradable::Anyone).await;
        let store = store.unwrap();
        let context = ServiceContext {
            client_id: ClientId::new("é".repeat(255)).unwrap(),
            deployment_id: DeploymentId::new("d".repeat(255)).unwrap(),
            context_id: ContextId::new("é".repeat(2048)).unwrap(),
        };
        let mut long = column();
        long.id = LineItemId::new("i".repeat(255)).unwrap();
        let link = lti_core::ResourceLinkId::new("é".repeat(2048)).unwrap();
        long.line_item.resource_link_id = Some(link);
        store.set_column(&context, &long).await.unwrap();
        let user = "u".repeat(255);
        let recorded = store
            .record_score(&context, &long.id, &score(&user, 1), &NOW)
            .await;
        assert_eq!(recorded, Ok(Recorded::Taken(ScoreOutcome::Created)));
        let tools = store.tools_in(&context.context_id, None, 9).await.unwrap();
        assert_eq!(tools, [context]);
    });
}

const PERSONS: i64 = 20;
const SCORES: i64 = 50;

#[test]
fn of_the_scores_of_two_processes_the_latest_stays() {
    // The contenders are processes of this very test.
    if let (Ok(schema), Ok(contender)) = (env::var(SCHEMA), env::var(NAME)) {
        return contend(&schema, &contender);
    }
    let Some(bed) = Bed::new() else { return };
    let results = results(bed.schema());
    fs::create_dir_all(&results).unwrap();
    let database = bed.database();
    let store = bed.run(gradebook(&database, Gradable::Anyone));
    bed.run(store.set_column(&context(), &column())).unwrap();
    let start = |contender: &str| -> Child {
        Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "gradebooks::of_the_scores_of_two_processes_the_latest_stays",
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
    let mut created = 0;
    for contender in ["one", "two"] {
        let said = fs::read_to_string(results.join(contender)).unwrap();
        created += said.parse::<i64>().unwrap();
    }
    fs::remove_dir_all(results).unwrap();
    assert_eq!(created, PERSONS, "one score of each person was the first");
    let slice = edu_http::Slice {
        after: None,
        limit: 100.try_into().unwrap(),
    };
    let page = bed.run(store.scores(&context(), &id(), &slice)).unwrap();
    assert_eq!(page.items.len(), usize::try_from(PERSONS).unwrap());
    for kept in page.items {
        let points = kept.points.unwrap();
        assert_eq!(points.given(), &Decimal::from(2 * SCORES - 1));
    }
}

/// Where the contenders of a schema say what they got.
fn results(schema: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("edu-postgres-grades-{schema}"))
}

/// Sends every second score of every person as one of two processes, and writes down how many
/// were the first.
fn contend(schema: &str, contender: &str) {
    let results = results(schema);
    let odd = i64::from(contender == "two");
    let created = Runtime::new().unwrap().block_on(async {
        let connect = Database::connect(Bed::config_of(schema), NoTls);
        let store = gradebook(&connect.await.unwrap(), Gradable::Anyone).await;
        let mut created = 0;
        for person in 0..PERSONS {
            wait_for_the_other(&results, contender, person).await;
            for turn in 0..SCORES {
                // Each place once, in an order that goes up and down.
                let turned = turn.saturating_mul(17).rem_euclid(SCORES);
                let place = turned.saturating_mul(2).saturating_add(odd);
                let recorded = record(&store, &score(&format!("person-{person}"), place)).await;
                let first = recorded == Recorded::Taken(ScoreOutcome::Created);
                created = i64::saturating_add(created, i64::from(first));
            }
        }
        created
    });
    fs::write(results.join(contender), created.to_string()).unwrap();
}

async fn wait_for_the_other(results: &Path, contender: &str, round: i64) {
    let ready = |name: &str| results.join(format!("{name}.{round}"));
    fs::write(ready(contender), "").unwrap();
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
