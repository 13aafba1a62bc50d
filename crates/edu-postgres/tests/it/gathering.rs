//! Batches that wait at the same time share a transaction, and nothing else. How long a line waits for more is told beside
//! it, by a clock of its own.

use core::time::Duration;
use std::collections::BTreeSet;

use edu_http::BackendError;
use edu_postgres::tokio_postgres::config::Host;
use edu_postgres::tokio_postgres::{Config, NoTls};
use edu_postgres::{Database, StoredRecords};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::task::{JoinHandle, JoinSet};
use xapi_lrs::{Batch, Inserted, RecordStore as _};

use crate::bed::Bed;
use crate::records::{NOW, all, assert_each_once, batch, id, records, statement_with, tenant};

type Answer = Result<Inserted, BackendError>;

/// Sends batches of one statement each at the same time.
fn crowd(records: &StoredRecords, numbers: impl Iterator<Item = u64>) -> JoinSet<(u64, Answer)> {
    let mut crowd = JoinSet::new();
    for number in numbers {
        let records = records.clone();
        crowd.spawn(async move {
            let batch = batch([number]);
            (number, records.insert(&tenant("t"), batch, &NOW).await)
        });
    }
    crowd
}

/// How many statements each transaction has stored that is in the table.
async fn transactions(database: &Database) -> Vec<i64> {
    let counts = database.call(async |transaction| {
        let counts = "SELECT count(*) FROM edu_xapi_statement GROUP BY xmin";
        let rows = transaction.query_typed(counts, &[]).await?;
        rows.iter().map(|row| row.try_get(0)).collect()
    });
    counts.await.unwrap()
}

/// How many wait for what a writer of the first tenant holds.
async fn waiting_for_the_lock(database: &Database) -> i64 {
    let count = database.call(async |transaction| {
        let count = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
            AND objid = (hashtextextended('edu_xapi in ' || current_schema(), 1) & 4294967295)::oid";
        let rows = transaction.query_typed(count, &[]).await?;
        rows.first().unwrap().try_get(0)
    });
    count.await.unwrap()
}

async fn execute(database: &Database, statement: &str) {
    let done = database.call(async |transaction| transaction.batch_execute(statement).await);
    done.await.unwrap();
}

#[test]
fn callers_that_come_back_with_the_next_statement_share_transactions() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let records = records(&database).await;
        let mut callers = JoinSet::new();
        for caller in 0..16_u64 {
            let records = records.clone();
            callers.spawn(async move {
                for round in 0..20_u64 {
                    let number = caller.saturating_mul(20).saturating_add(round);
                    let inserted = records.insert(&tenant("t"), batch([number]), &NOW).await;
                    assert_eq!(inserted, Ok(Inserted::Done));
                }
            });
        }
        while let Some(done) = callers.join_next().await {
            done.unwrap();
        }
        let stored = all(&records, &tenant("t")).await;
        assert_each_once(&stored, 0..320);
        let count = transactions(&database).await.len();
        assert!(count <= 160, "{count} transactions");
        // Of each caller in the order in which it sent them.
        for caller in 0..16_u64 {
            let own: Vec<_> = (caller * 20..).take(20).map(id).collect();
            let found = stored.iter().map(|(_, id)| *id);
            let found: Vec<_> = found.filter(|id| own.contains(id)).collect();
            assert_eq!(found, own, "{caller}");
        }
    });
}

#[test]
fn statements_of_a_lone_caller_have_a_transaction_each() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let records = records(&database).await;
        for number in 0..10 {
            let inserted = records.insert(&tenant("t"), batch([number]), &NOW).await;
            assert_eq!(inserted, Ok(Inserted::Done));
        }
        assert_eq!(transactions(&database).await, [1; 10]);
    });
}

#[test]
fn more_than_one_transaction_may_hold_are_taken_in_by_several() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let records = records(&database).await;
        let mut writers = JoinSet::new();
        for writer in 0..25_u64 {
            let records = records.clone();
            writers.spawn(async move {
                let batch = batch((writer * 100..).take(100));
                records.insert(&tenant("t"), batch, &NOW).await
            });
        }
        for inserted in writers.join_all().await {
            assert_eq!(inserted, Ok(Inserted::Done));
        }
        assert_each_once(&all(&records, &tenant("t")).await, 0..2500);
        let most = transactions(&database).await.into_iter().max();
        assert!(most.is_some_and(|most| most <= 1000), "{most:?}");
    });
}

#[test]
fn single_batch_above_the_limit_is_not_cut() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let records = records(&database).await;
        let mut others = crowd(&records, 2000..2008);
        let large = records.insert(&tenant("t"), batch(0..1200), &NOW).await;
        assert_eq!(large, Ok(Inserted::Done));
        while let Some(other) = others.join_next().await {
            assert_eq!(other.unwrap().1, Ok(Inserted::Done));
        }
        let all = all(&records, &tenant("t")).await;
        assert_each_once(&all, (0..1200).chain(2000..2008));
        let most = transactions(&database).await.into_iter().max();
        assert!(most >= Some(1200), "{most:?}");
    });
}

#[test]
fn statement_in_conflict_gets_its_answer_alone() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let records = records(&database).await;
        let first = records.insert(&tenant("t"), batch([50]), &NOW).await;
        assert_eq!(first, Ok(Inserted::Done));
        let contradiction = Batch::new(vec![statement_with(50, "burned")], Vec::new());
        let mut others = crowd(&records, 0..20);
        let refused = records.insert(&tenant("t"), contradiction, &NOW).await;
        assert_eq!(refused, Ok(Inserted::Conflict { at: 0 }));
        while let Some(other) = others.join_next().await {
            assert_eq!(other.unwrap().1, Ok(Inserted::Done));
        }
        let expected = (0..20).chain([50]);
        assert_each_once(&all(&records, &tenant("t")).await, expected);
    });
}

#[test]
fn statement_that_the_database_refuses_fails_alone() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let records = records(&database).await;
        let refuse = format!(
            "ALTER TABLE edu_xapi_statement ADD CONSTRAINT no_seven CHECK (id <> '{}')",
            id(7)
        );
        execute(&database, &refuse).await;
        for (number, inserted) in crowd(&records, 0..20).join_all().await {
            assert_eq!(inserted.is_err(), number == 7, "{number}: {inserted:?}");
        }
        let kept = (0..20).filter(|number| *number != 7);
        assert_each_once(&all(&records, &tenant("t")).await, kept);
    });
}

#[test]
fn tables_that_are_gone_are_told_to_everybody_who_waits() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let records = records(&database).await;
        let first = records.insert(&tenant("t"), batch([100]), &NOW).await;
        assert_eq!(first, Ok(Inserted::Done));
        execute(&database, "ALTER TABLE edu_xapi_entry RENAME TO gone").await;
        let told = crowd(&records, 0..20).join_all().await;
        assert!(told.iter().all(|(_, inserted)| inserted.is_err()));
        execute(&database, "ALTER TABLE gone RENAME TO edu_xapi_entry").await;
        let again = records.insert(&tenant("t"), batch([101]), &NOW).await;
        assert_eq!(again, Ok(Inserted::Done));
        assert_each_once(&all(&records, &tenant("t")).await, 100..102);
    });
}

/// A way to the server that can be cut.
async fn way_to(bed: &Bed) -> (Database, JoinHandle<()>) {
    let config = bed.config();
    let (host, port) = (config.get_hosts()[0].clone(), config.get_ports().first());
    let port = port.copied().unwrap_or(5432);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let near = listener.local_addr().unwrap();
    let way = tokio::spawn(async move {
        // Gone with this task, and what they carry with them.
        let mut carried = JoinSet::new();
        while let Ok((mut near, _)) = listener.accept().await {
            let host = host.clone();
            carried.spawn(async move {
                match host {
                    Host::Tcp(name) => {
                        let mut far = TcpStream::connect((name, port)).await.unwrap();
                        tokio::io::copy_bidirectional(&mut near, &mut far).await
                    }
                    Host::Unix(folder) => {
                        let socket = folder.join(format!(".s.PGSQL.{port}"));
                        let mut far = UnixStream::connect(socket).await.unwrap();
                        tokio::io::copy_bidirectional(&mut near, &mut far).await
                    }
                }
            });
        }
    });
    let mut over = Config::new();
    over.host("127.0.0.1").port(near.port());
    if let Some(user) = config.get_user() {
        over.user(user);
    }
    if let Some(name) = config.get_dbname() {
        over.dbname(name);
    }
    if let Some(options) = config.get_options() {
        over.options(options);
    }
    if let Some(password) = config.get_password() {
        over.password(password);
    }
    let database = Database::with_connections(over, NoTls, 4).await;
    (database.unwrap(), way)
}

#[test]
fn database_that_goes_away_answers_everybody_who_waits() {
    let Some(bed) = Bed::new() else { return };
    let near = bed.database();
    bed.run(async {
        let (far, way) = way_to(&bed).await;
        let records = records(&far).await;
        let first = records.insert(&tenant("t"), batch([1000]), &NOW).await;
        assert_eq!(first, Ok(Inserted::Done));
        let mut waiting = crowd(&records, 0..40);
        let one = waiting.join_next().await.unwrap().unwrap();
        assert_eq!(one.1, Ok(Inserted::Done));
        way.abort();
        let mut done = BTreeSet::from([one.0, 1000]);
        let answered = tokio::time::timeout(Duration::from_secs(60), waiting.join_all());
        for (number, inserted) in answered.await.unwrap() {
            if inserted.is_ok() {
                done.insert(number);
            }
        }
        let late = records.insert(&tenant("t"), batch([2000]), &NOW).await;
        assert!(late.is_err(), "{late:?}");
        let near = crate::records::records(&near).await;
        let all = all(&near, &tenant("t")).await;
        let kept: BTreeSet<_> = all.iter().map(|(_, id)| *id).collect();
        assert!(done.iter().all(|number| kept.contains(&id(*number))));
        assert_eq!(kept.len(), all.len(), "a statement is there twice");
    });
}

#[test]
fn caller_that_gives_up_takes_nobody_along() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let records = records(&database).await;
        let mut leaving = crowd(&records, 0..20);
        let mut staying = crowd(&records, 100..120);
        tokio::task::yield_now().await;
        leaving.abort_all();
        while leaving.join_next().await.is_some() {}
        while let Some(stayed) = staying.join_next().await {
            assert_eq!(stayed.unwrap().1, Ok(Inserted::Done));
        }
        let all = all(&records, &tenant("t")).await;
        let kept: BTreeSet<_> = all.iter().map(|(_, id)| *id).collect();
        assert!((100..120).all(|number| kept.contains(&id(number))));
        assert_eq!(kept.len(), all.len(), "a statement is there twice");
    });
}

#[test]
fn line_that_is_full_refuses_one_more_and_serves_those_in_it() {
    let Some(bed) = Bed::new() else { return };
    let (database, other, watching) = (bed.database(), bed.database(), bed.database());
    bed.run(async {
        let records = records(&database).await;
        let first = records.insert(&tenant("t"), batch([5000]), &NOW).await;
        assert_eq!(first, Ok(Inserted::Done));
        let line = crate::records::while_written(&other, 1, async {
            let mut line = crowd(&records, 0..1);
            while waiting_for_the_lock(&watching).await == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            for number in 1..=Database::QUEUE as u64 + 1 {
                let records = records.clone();
                line.spawn(async move {
                    let batch = batch([number]);
                    (number, records.insert(&tenant("t"), batch, &NOW).await)
                });
            }
            let (number, refused) = line.join_next().await.unwrap().unwrap();
            assert!(refused.is_err(), "{refused:?}");
            (number, line)
        });
        let (refused, line) = Box::pin(line).await;
        for (number, inserted) in line.join_all().await {
            assert_eq!(inserted, Ok(Inserted::Done), "{number}");
        }
        let sent = (0..=Database::QUEUE as u64 + 1).filter(|number| *number != refused);
        let expected = sent.chain([5000]);
        assert_each_once(&all(&records, &tenant("t")).await, expected);
    });
}
