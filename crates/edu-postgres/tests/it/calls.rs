//! A call happens wholly or not at all, whoever stops waiting for it.

use edu_postgres::{Database, DatabaseError, Schema};
use tokio::sync::oneshot;

use crate::bed::Bed;

const PAIRS: Schema = Schema::new(
    "pairs",
    &["CREATE TABLE pair (side TEXT NOT NULL UNIQUE, number BIGINT)"],
);

const LEFT: &str = "INSERT INTO pair VALUES ('left', 1)";

fn pairs() -> Option<(Bed, Database)> {
    let bed = Bed::new()?;
    let database = bed.database();
    bed.run(database.migrate(PAIRS)).unwrap();
    Some((bed, database))
}

async fn rows(database: &Database) -> i64 {
    let count = database.call(async |transaction| {
        let row = transaction.query_one("SELECT count(*) FROM pair", &[]);
        row.await?.try_get(0)
    });
    count.await.unwrap()
}

#[test]
fn call_that_ends_well_is_kept() {
    let Some((bed, database)) = pairs() else {
        return;
    };
    let both = "INSERT INTO pair VALUES ('left', 1), ('right', 2)";
    bed.run(async {
        // It may be handed to another thread.
        let writer = database.clone();
        let write = async move {
            let write = writer.call(async move |transaction| transaction.execute(both, &[]).await);
            write.await
        };
        assert_eq!(tokio::spawn(write).await.unwrap(), Ok(2));
        assert_eq!(rows(&database).await, 2);
    });
}

#[test]
fn call_that_fails_midway_leaves_nothing() {
    let Some((bed, database)) = pairs() else {
        return;
    };
    bed.run(async {
        let failed = database.call(async |transaction| {
            transaction.execute(LEFT, &[]).await?;
            transaction
                .execute("INSERT INTO pear VALUES (1)", &[])
                .await
        });
        assert_eq!(
            failed.await.unwrap_err().to_string(),
            "statement failed: relation \"pear\" does not exist, SQLSTATE 42P01"
        );
        assert_eq!(rows(&database).await, 0);
    });
}

#[test]
fn future_dropped_midway_leaves_nothing_and_holds_nobody_up() {
    let Some((bed, database)) = pairs() else {
        return;
    };
    bed.run(async {
        let (started, has_started) = oneshot::channel();
        let writer = database.clone();
        let call = tokio::spawn(async move {
            let call = writer.call(async move |transaction| {
                transaction.execute(LEFT, &[]).await?;
                started.send(()).unwrap();
                transaction.execute("SELECT pg_sleep(60)", &[]).await
            });
            call.await
        });
        has_started.await.unwrap();
        call.abort();
        assert!(call.await.unwrap_err().is_cancelled());
        // More calls than there are connections: none of them waits for the sleeper.
        for _ in 0..8 {
            assert_eq!(rows(&database).await, 0);
        }
    });
}

#[test]
fn panic_takes_its_transaction_back_and_the_database_goes_on() {
    let Some((bed, database)) = pairs() else {
        return;
    };
    bed.run(async {
        let writer = database.clone();
        let call = tokio::spawn(async move {
            let call = writer.call(async |transaction| {
                let inserted = transaction.execute(LEFT, &[]).await?;
                assert_eq!(inserted, 0, "a fault of the host");
                Ok(())
            });
            call.await
        });
        assert!(call.await.unwrap_err().is_panic());
        assert_eq!(rows(&database).await, 0);
    });
}

#[test]
fn error_names_the_fault_and_not_the_value() {
    let Some((bed, database)) = pairs() else {
        return;
    };
    let run = |sql: &'static str| {
        let call = database.call(async move |transaction| transaction.execute(sql, &[]).await);
        bed.run(call).unwrap_err()
    };
    bed.run(database.call(async |transaction| transaction.execute(LEFT, &[]).await))
        .unwrap();
    for (sql, text) in [
        (LEFT, "constraint pair_side_key is violated, SQLSTATE 23505"),
        (
            "INSERT INTO pair VALUES (NULL)",
            "table pair, SQLSTATE 23502",
        ),
        ("SELECT 'Ada'::TEXT::BIGINT", "SQLSTATE 22P02"),
        ("SELECT 1 / 0", "SQLSTATE 22012"),
    ] {
        let error = run(sql);
        assert!(matches!(
            error,
            DatabaseError::Statement { code: Some(_), .. }
        ));
        assert_eq!(error.to_string(), format!("statement failed: {text}"));
    }
}

#[test]
fn value_of_another_type_is_refused_without_being_told() {
    let Some((bed, database)) = pairs() else {
        return;
    };
    let write = database.call(async |transaction| {
        let insert = "INSERT INTO pair VALUES ($1, $2)";
        transaction.execute(insert, &[&"Ada", &"Grace"]).await
    });
    assert_eq!(
        bed.run(write).unwrap_err().to_string(),
        "statement failed: error serializing parameter 1"
    );
    let nul = database.call(async |transaction| {
        let insert = "INSERT INTO pair VALUES ($1, 1)";
        transaction.execute(insert, &[&"Ada\0"]).await
    });
    assert_eq!(
        bed.run(nul).unwrap_err().to_string(),
        "statement failed: SQLSTATE 22021"
    );
}
