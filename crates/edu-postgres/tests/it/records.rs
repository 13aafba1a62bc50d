//! A record store in a database: what the kit asks of every store, and what several processes may expect.

use core::num::NonZeroUsize;
use core::time::Duration;
use std::collections::BTreeSet;

use edu_http::TenantId;
use edu_postgres::{Database, StoredRecords};
use edu_types::{LanguageMap, Timestamp, UuidText};
use tokio::task::JoinSet;
use xapi_lrs::{
    Access, Batch, FollowerId, Inserted, Key, NewStatement, RecordStore as _, Sender,
    StatementQuery, kit,
};
use xapi_model::{Activity, ActivityDefinition, Actor, Agent, Statement, Verb, Version};

use crate::bed::Bed;

/// Earlier than the database's clock, which then counts.
pub(crate) static NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

pub(crate) fn tenant(name: &str) -> TenantId {
    TenantId::new(name).unwrap()
}

pub(crate) fn id(number: u64) -> UuidText {
    let variant = (0x4000_u128 << 64) | (0x8_u128 << 60);
    UuidText::from_bytes((u128::from(number) | variant).to_be_bytes())
}

pub(crate) fn ada() -> Agent {
    let ada = Agent::account("https://campus.example/", "ada").unwrap();
    ada.named("Ada")
}

/// A statement of that number that everybody makes alike.
pub(crate) fn statement(number: u64) -> NewStatement {
    statement_with(number, "read")
}

pub(crate) fn statement_with(number: u64, verb: &str) -> NewStatement {
    let verb = Verb::identified(format!("https://campus.example/{verb}")).unwrap();
    let book = format!("https://campus.example/book/{}", number % 3);
    let mut definition = ActivityDefinition::new();
    definition.name = LanguageMap::from_pairs([("en", "Book")]).ok();
    let book = Activity::identified(book).unwrap().defined(definition);
    let built = Statement::builder(ada(), verb, book).id(id(number));
    let built = built.build(Version::V2_0).unwrap();
    let authority = Actor::Agent(ada());
    let sender = Sender {
        version: Version::V2_0,
        authority: &authority,
        labels: &[],
        defines: true,
    };
    NewStatement::new(built.value, id(0), &sender)
}

pub(crate) fn batch(numbers: impl IntoIterator<Item = u64>) -> Batch {
    Batch::new(numbers.into_iter().map(statement).collect(), Vec::new())
}

pub(crate) async fn records(database: &Database) -> StoredRecords {
    StoredRecords::new(database).await.unwrap()
}

/// Every statement of a tenant in its order: its position and its id.
pub(crate) async fn all(records: &StoredRecords, tenant: &TenantId) -> Vec<(u64, UuidText)> {
    let reader = FollowerId::new("reader of all").unwrap();
    let page = NonZeroUsize::new(1000).unwrap();
    let mut all = Vec::new();
    loop {
        let unseen = records.unseen(tenant, &reader, page).await.unwrap();
        let Some(last) = unseen.last() else {
            return all;
        };
        let position = last.statement.position;
        records.seen(tenant, &reader, position).await.unwrap();
        let page = unseen.iter();
        all.extend(page.map(|one| (one.statement.position.get(), one.id)));
    }
}

/// Each of these is there once, and the positions have no gap.
pub(crate) fn assert_each_once(all: &[(u64, UuidText)], numbers: impl IntoIterator<Item = u64>) {
    let positions: Vec<u64> = all.iter().map(|(position, _)| *position).collect();
    assert_eq!(positions, (1..).take(all.len()).collect::<Vec<_>>());
    let mut ids: Vec<UuidText> = all.iter().map(|(_, id)| *id).collect();
    ids.sort_unstable();
    let expected: BTreeSet<UuidText> = numbers.into_iter().map(id).collect();
    assert_eq!(ids, expected.into_iter().collect::<Vec<_>>());
}

async fn empty(database: &Database) {
    let empty = "TRUNCATE edu_xapi_tenant, edu_xapi_statement, edu_xapi_entry, edu_xapi_attachment,
        edu_xapi_definition, edu_xapi_name, edu_xapi_document, edu_xapi_follower RESTART IDENTITY";
    let emptied = database.call(async |transaction| transaction.batch_execute(empty).await);
    emptied.await.unwrap();
}

#[test]
fn every_promise_is_kept() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let report = bed.run(kit::records(async || {
        let records = records(&database).await;
        empty(&database).await;
        records
    }));
    assert!(report.is_valid(), "{report}");
}

#[test]
fn batches_of_the_same_ids_through_two_pools_leave_each_statement_once() {
    let Some(bed) = Bed::new() else { return };
    let pools = [bed.database(), bed.database()];
    bed.run(async {
        let mut writers = JoinSet::new();
        for (writer, pool) in (0_u64..8).zip(pools.iter().cycle()) {
            let records = records(pool).await;
            writers.spawn(async move {
                for round in 0..25_u64 {
                    // Eight windows that overlap, half of them backwards.
                    let first = round.saturating_mul(4).saturating_add(writer % 4);
                    let mut numbers: Vec<u64> = (first..).take(10).collect();
                    if writer % 2 == 0 {
                        numbers.reverse();
                    }
                    let inserted = records.insert(&tenant("t"), batch(numbers), &NOW).await;
                    assert_eq!(inserted, Ok(Inserted::Done));
                }
            });
        }
        while let Some(written) = writers.join_next().await {
            written.unwrap();
        }
        let records = records(&pools[0]).await;
        assert_each_once(&all(&records, &tenant("t")).await, 0..109);
        let agent = Key::agent(&ada().identifier);
        let names = records.names(&tenant("t"), agent).await.unwrap();
        assert_eq!(names, [Box::from("Ada")]);
    });
}

#[test]
fn conflict_of_one_batch_is_no_matter_of_those_that_share_its_transaction() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let records = records(&database).await;
        let first = records.insert(&tenant("t"), batch([7]), &NOW).await;
        assert_eq!(first, Ok(Inserted::Done));
        let mut writers = JoinSet::new();
        for number in 0..20_u64 {
            let records = records.clone();
            writers.spawn(async move {
                let other = number.saturating_add(100);
                let statements = vec![statement(other), statement_with(number, "burned")];
                let batch = Batch::new(statements, Vec::new());
                (number, records.insert(&tenant("t"), batch, &NOW).await)
            });
        }
        for (number, inserted) in writers.join_all().await {
            let expected = if number == 7 {
                Inserted::Conflict { at: 1 }
            } else {
                Inserted::Done
            };
            assert_eq!(inserted, Ok(expected), "{number}");
        }
        let kept = (0..20).chain((100..120).filter(|number| *number != 107));
        assert_each_once(&all(&records, &tenant("t")).await, kept);
    });
}

#[test]
fn batch_that_repeats_another_of_its_transaction_is_done_and_one_that_contradicts_is_not() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let records = records(&database).await;
        let tenant = tenant("t");
        // Who is first heard of waits for a number, and whoever comes next may overtake.
        let known = records.consistent_through(&tenant, &NOW).await;
        assert!(known.is_ok(), "{known:?}");
        let contradiction = Batch::new(vec![statement_with(1, "burned")], Vec::new());
        let (one, two, three) = tokio::join!(
            biased;
            records.insert(&tenant, batch([1, 2]), &NOW),
            records.insert(&tenant, batch([2, 3]), &NOW),
            records.insert(&tenant, contradiction, &NOW),
        );
        assert_eq!((one, two), (Ok(Inserted::Done), Ok(Inserted::Done)));
        assert_eq!(three, Ok(Inserted::Conflict { at: 0 }));
        assert_each_once(&all(&records, &tenant).await, 1..4);
    });
}

/// Holds what a writer of the tenant holds, for as long as `meanwhile` takes.
pub(crate) async fn while_written<T>(
    database: &Database,
    number: i64,
    meanwhile: impl Future<Output = T>,
) -> T {
    let hold = async |transaction: &deadpool_postgres::Transaction<'_>| {
        let lock = "SELECT pg_advisory_xact_lock(
            hashtextextended('edu_xapi in ' || current_schema(), $1))";
        transaction.execute(lock, &[&number]).await?;
        Ok(meanwhile.await)
    };
    database.call(hold).await.unwrap()
}

#[test]
fn reader_waits_for_no_writer_and_is_told_of_the_last_statement_alone() {
    let Some(bed) = Bed::new() else { return };
    let (database, other) = (bed.database(), bed.database());
    bed.run(async {
        let records = records(&database).await;
        let tenant = tenant("t");
        let inserted = records.insert(&tenant, batch([1]), &NOW).await;
        assert_eq!(inserted, Ok(Inserted::Done));
        let query = StatementQuery::new(Access::all(), NonZeroUsize::MIN);
        let read = async || {
            let seen = records.statements(&tenant, &query, &NOW).await.unwrap();
            (
                seen.value.iter().next().unwrap().stored.clone(),
                seen.consistent_through,
            )
        };
        tokio::time::sleep(Duration::from_millis(20)).await;
        let (stored, through) = while_written(&other, 1, read()).await;
        assert_eq!(through, stored);
        let (stored, through) = read().await;
        assert!(through > stored, "{through} {stored}");
        let inserted = records.insert(&tenant, batch([2]), &NOW).await;
        assert_eq!(inserted, Ok(Inserted::Done));
        let (stored, _) = read().await;
        assert!(stored > through, "{stored} {through}");
    });
}

#[test]
fn what_was_told_as_complete_stays_so_while_another_pool_writes() {
    let Some(bed) = Bed::new() else { return };
    let (writing, reading) = (bed.database(), bed.database());
    bed.run(async {
        let (writer, reader) = (records(&writing).await, records(&reading).await);
        let writer = tokio::spawn(async move {
            for number in 0..60 {
                let inserted = writer.insert(&tenant("t"), batch([number]), &NOW).await;
                assert_eq!(inserted, Ok(Inserted::Done));
                tokio::time::sleep(Duration::from_millis(number % 4)).await;
            }
        });
        let query = StatementQuery::new(Access::all(), NonZeroUsize::new(100).unwrap());
        let (tenant, mut told) = (tenant("t"), Vec::new());
        while !writer.is_finished() {
            let seen = reader.statements(&tenant, &query, &NOW).await.unwrap();
            told.push((seen.consistent_through, seen.value.len()));
        }
        writer.await.unwrap();
        let all = reader
            .statements(&tenant, &query, &NOW)
            .await
            .unwrap()
            .value;
        assert_eq!(all.len(), 60);
        for (through, seen) in told {
            let complete = all.iter().filter(|one| *one.stored <= through).count();
            assert!(
                complete <= seen,
                "{complete} up to {through}, {seen} were seen"
            );
        }
    });
}

#[test]
fn lost_connection_reaches_nobody_who_sends_statements() {
    let Some(bed) = Bed::new() else { return };
    let (database, operator) = (bed.database(), bed.database());
    bed.run(async {
        let records = records(&database).await;
        let mut writers = JoinSet::new();
        for writer in 0..4_u64 {
            let records = records.clone();
            writers.spawn(async move {
                for round in 0..30_u64 {
                    let first = writer.saturating_mul(1000).saturating_add(round * 5);
                    let batch = batch((first..).take(5));
                    let inserted = records.insert(&tenant("t"), batch, &NOW).await;
                    assert_eq!(inserted, Ok(Inserted::Done));
                }
            });
        }
        let kill = "SELECT pg_terminate_backend(pid) FROM pg_locks
            WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND pid <> pg_backend_pid()
            AND objid = (hashtextextended('edu_xapi in ' || current_schema(), 1)
                & 4294967295)::oid";
        for _ in 0..10 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let killed = operator.call(async |transaction| transaction.execute(kill, &[]).await);
            killed.await.unwrap();
        }
        while let Some(written) = writers.join_next().await {
            written.unwrap();
        }
        let numbers = (0..4).flat_map(|writer| (writer * 1000..).take(150));
        assert_each_once(&all(&records, &tenant("t")).await, numbers);
    });
}

#[test]
fn batch_with_every_character_is_kept() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let records = records(&database).await;
        let zero = Agent::account("https://campus.example/", "zero");
        let zero = zero.unwrap().named("\u{0}\u{10ffff}");
        let verb = Verb::identified("https://campus.example/read").unwrap();
        let book = Activity::identified("https://campus.example/book").unwrap();
        let built = Statement::builder(zero.clone(), verb, book).id(id(1));
        let authority = Actor::Agent(ada());
        let sender = Sender {
            version: Version::V2_0,
            authority: &authority,
            labels: &[],
            defines: true,
        };
        let new = NewStatement::new(built.build(Version::V2_0).unwrap().value, id(0), &sender);
        let tenant = tenant("t");
        let inserted = records.insert(&tenant, Batch::new(vec![new], Vec::new()), &NOW);
        assert_eq!(inserted.await, Ok(Inserted::Done));
        let names = records.names(&tenant, Key::agent(&zero.identifier)).await;
        assert_eq!(names.unwrap(), [Box::from("\u{0}\u{10ffff}")]);
    });
}
