//! Connections are few, are lost, and come back.

use core::time::Duration;

use edu_postgres::deadpool_postgres::{Manager, Pool, Runtime};
use edu_postgres::tokio_postgres::NoTls;
use edu_postgres::{Database, DatabaseError};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::bed::Bed;

async fn answers(database: &Database) -> Result<i32, DatabaseError> {
    let one = database.call(async |transaction| {
        let row = transaction.query_one("SELECT 1", &[]).await?;
        row.try_get(0)
    });
    one.await
}

/// Ends the server's side of the connection that runs a statement with this schema's name in it,
/// as an operator may.
async fn kill(bed: &Bed) {
    let kill = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE state = 'active' AND query LIKE '%/* {} */%' AND pid <> pg_backend_pid()",
        bed.schema()
    );
    let operator = Database::connect(bed.config(), NoTls).await.unwrap();
    loop {
        let kill = operator.call(async |transaction| transaction.execute(&kill, &[]).await);
        if kill.await.unwrap() > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[test]
fn connection_killed_midway_is_told_and_replaced() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let sleep = format!("SELECT /* {} */ pg_sleep(60)", bed.schema());
        let sleeper = database.call(async |transaction| transaction.execute(&sleep, &[]).await);
        let (slept, ()) = tokio::join!(sleeper, kill(&bed));
        assert_eq!(
            slept.unwrap_err().to_string(),
            "connection to the database was lost: terminating connection due to administrator \
             command, SQLSTATE 57P01"
        );
        for _ in 0..8 {
            assert_eq!(answers(&database).await, Ok(1));
        }
    });
}

#[test]
fn call_that_gets_no_connection_says_so_in_time() {
    let Some(bed) = Bed::new() else { return };
    bed.run(async {
        let one = Database::with_connections(bed.config(), NoTls, 0).await;
        let database = one.unwrap();
        let (started, has_started) = oneshot::channel();
        let holder = database.clone();
        let holder = tokio::spawn(async move {
            let call = holder.call(async move |transaction| {
                started.send(()).unwrap();
                transaction.execute("SELECT pg_sleep(60)", &[]).await
            });
            call.await
        });
        has_started.await.unwrap();
        let error = answers(&database).await.unwrap_err();
        assert_eq!(error, DatabaseError::NoneFree);
        assert_eq!(
            error.to_string(),
            "no connection to the database was free within 5 s"
        );
        holder.abort();
    });
}

#[test]
fn line_of_waiting_calls_is_bounded_and_says_so() {
    let Some(bed) = Bed::new() else { return };
    bed.run(async {
        let one = Database::with_connections(bed.config(), NoTls, 1).await;
        let database = one.unwrap();
        let (go_on, may_go_on) = oneshot::channel::<()>();
        let (started, has_started) = oneshot::channel();
        let holder = database.clone();
        let holder = tokio::spawn(async move {
            let call = holder.call(async move |_| {
                started.send(()).unwrap();
                may_go_on.await.unwrap();
                Ok(())
            });
            call.await
        });
        has_started.await.unwrap();
        let mut line = JoinSet::new();
        for _ in 0..=Database::QUEUE {
            let database = database.clone();
            line.spawn(async move { answers(&database).await });
        }
        // One too many, which alone has its answer while the connection is held.
        let refused = line.join_next().await.unwrap().unwrap();
        let limit = Database::QUEUE;
        assert_eq!(refused, Err(DatabaseError::Busy { limit }));
        go_on.send(()).unwrap();
        holder.await.unwrap().unwrap();
        for waited in line.join_all().await {
            assert_eq!(waited, Ok(1));
        }
    });
}

#[test]
fn server_that_is_not_there_is_told_at_once() {
    let Some(bed) = Bed::new() else { return };
    let refused = |settings: &str| {
        let connect = Database::connect(settings.parse().unwrap(), NoTls);
        bed.run(connect).unwrap_err().to_string()
    };
    let text = refused("host=/nowhere user=edu");
    assert!(
        text.starts_with("database cannot be reached: error connecting"),
        "{text}"
    );
    assert!(text.contains("No such file"), "{text}");
    assert_eq!(
        refused("host=db.example user=edu"),
        "connection to db.example need not be encrypted: sslmode=require is missing"
    );
}

#[test]
fn database_that_is_not_there_is_told_in_the_servers_words() {
    let Some(bed) = Bed::new() else { return };
    let mut config = bed.config();
    config.dbname("no_such_database").password("secret-word");
    let error = bed.run(Database::connect(config, NoTls)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "database cannot be reached: db error: database \"no_such_database\" does not exist, \
         SQLSTATE 3D000"
    );
}

#[test]
fn required_encryption_is_not_given_up() {
    let Some(bed) = Bed::new() else { return };
    let far = "host=db.example hostaddr=127.0.0.1 port=1 user=edu sslmode=require";
    let connect = Database::connect(far.parse().unwrap(), NoTls);
    assert!(matches!(
        bed.run(connect),
        Err(DatabaseError::Unreachable { .. })
    ));
}

#[test]
fn pool_of_the_host_is_shared() {
    let Some(bed) = Bed::new() else { return };
    let pool = |builder: fn(Manager) -> Pool| builder(Manager::new(bed.config(), NoTls));
    let theirs = pool(|manager| {
        let pool = Pool::builder(manager).max_size(2).runtime(Runtime::Tokio1);
        pool.build().unwrap()
    });
    let database = Database::from_pool(theirs.clone());
    assert_eq!(bed.run(answers(&database)), Ok(1));
    assert_eq!(theirs.status().size, 1);
    let timeless = pool(|manager| Pool::builder(manager).build().unwrap());
    let refused = bed
        .run(answers(&Database::from_pool(timeless)))
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "database cannot be reached: No runtime specified"
    );
}

#[test]
fn settings_of_the_host_are_not_shown() {
    let Some(bed) = Bed::new() else { return };
    let shown = format!("{:?}", bed.database());
    assert!(shown.starts_with("Database { pool: Status"), "{shown}");
    assert!(!shown.contains(bed.schema()), "{shown}");
}
