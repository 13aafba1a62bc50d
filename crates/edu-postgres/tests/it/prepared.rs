//! What a connection keeps prepared.

use core::num::NonZeroUsize;

use edu_postgres::Database;
use edu_postgres::tokio_postgres::NoTls;
use xapi_lrs::{Access, Inserted, RecordStore as _, StatementQuery};

use crate::bed::Bed;
use crate::records::{NOW, batch, records, tenant};

/// How many statements the only connection keeps after something was stored and listed.
fn kept_statements(bed: &Bed, database: &Database) -> i64 {
    bed.run(async {
        let (records, school) = (records(database).await, tenant("school"));
        let done = records.insert(&school, batch(1..=2), &NOW).await;
        assert_eq!(done, Ok(Inserted::Done));
        let query = StatementQuery::new(Access::all(), NonZeroUsize::MIN);
        let listed = records.statements(&school, &query, &NOW).await.unwrap();
        assert_eq!(listed.value.len(), 2, "one more than asked for");
        let count = database.call(async |transaction| {
            let count = "SELECT count(*) FROM pg_prepared_statements";
            let rows = transaction.query_typed(count, &[]).await?;
            rows.first().unwrap().try_get(0)
        });
        count.await.unwrap()
    })
}

#[test]
fn connection_keeps_the_statements_that_are_run_often() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.run(Database::with_connections(bed.config(), NoTls, 1));
    assert!(kept_statements(&bed, &database.unwrap()) > 0);
}

#[test]
fn connection_keeps_nothing_where_the_host_says_so() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.run(Database::with_connections(bed.config(), NoTls, 1));
    let database = database.unwrap().without_prepared_statements();
    assert_eq!(kept_statements(&bed, &database), 0);
}
