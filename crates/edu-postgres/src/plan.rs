//! How PostgreSQL would run a statement, for tests.

use crate::{Database, DatabaseError};

/// The plan for whatever values, whose tables are taken for large.
pub(crate) async fn of(database: &Database, statement: &str) -> Result<String, DatabaseError> {
    let count = (1..9).take_while(|index| statement.contains(&format!("${index}")));
    let values = vec!["NULL"; count.count()].join(", ");
    let explain = database.call(async |transaction| {
        let settings = "SET LOCAL plan_cache_mode = force_generic_plan;
            SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off";
        transaction.batch_execute(settings).await?;
        let prepare = format!("PREPARE planned AS {statement}");
        transaction.batch_execute(&prepare).await?;
        let explain = format!("EXPLAIN EXECUTE planned({values})");
        let lines = transaction.query(&explain, &[]).await?;
        transaction.batch_execute("DEALLOCATE planned").await?;
        lines.iter().map(|line| line.try_get(0)).collect()
    });
    let lines: Vec<String> = explain.await?;
    Ok(lines.join("\n"))
}
