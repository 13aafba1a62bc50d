//! Tables of one component, by version.

use deadpool_postgres::Transaction;
use tokio_postgres::types::Type;

use crate::DatabaseError;

/// The tables of one component: each step brings them from one version to the next.
///
/// Steps that were ever released never change; what they got wrong, a further step repairs.
/// A step holds statements separated by semicolons, and none that cannot be part of a
/// transaction (`COMMIT`, `CREATE INDEX CONCURRENTLY`): all steps that are missing are one.
///
/// A role that may not make tables can use those that another has made: a component that is at
/// its version is only looked at.
///
/// The name of a component is its own for good. Those of this crate begin with `edu.`, and
/// their tables with `edu_`; a host calls its own as it likes otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    component: &'static str,
    steps: &'static [&'static str],
}

impl Schema {
    /// The tables of `component`, made by `steps`.
    pub const fn new(component: &'static str, steps: &'static [&'static str]) -> Self {
        Self { component, steps }
    }

    /// The component's name.
    pub const fn component(&self) -> &'static str {
        self.component
    }

    /// The version the last step leads to; 0 is a component without tables.
    pub fn version(&self) -> u32 {
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX)
    }

    /// Applies the steps that are missing; the caller's transaction makes that all or none.
    pub(crate) async fn apply(&self, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
        // The lock first: of two programs that start together, one waits and then finds the
        // work done.
        transaction.batch_execute(LOCK).await?;
        let found = self.found(transaction).await?;
        let known = self.version();
        if found > known {
            return Err(DatabaseError::Newer {
                component: self.component.to_owned(),
                found,
                known,
            });
        }
        if found == known {
            return Ok(());
        }
        let done = usize::try_from(found).unwrap_or(usize::MAX);
        for step in self.steps.iter().skip(done) {
            transaction.batch_execute(step).await?;
        }
        let version = i64::from(known);
        let values = [
            (&self.component as _, Type::TEXT),
            (&version as _, Type::INT8),
        ];
        transaction.query_typed(RECORD, &values).await?;
        Ok(())
    }

    /// The version the tables have, 0 where there are none.
    async fn found(&self, transaction: &Transaction<'_>) -> Result<u32, DatabaseError> {
        let exists = transaction.query_typed_one(EXISTS, &[]).await?;
        if !exists.try_get::<_, bool>(0)? {
            transaction.batch_execute(VERSIONS).await?;
        }
        // A type that is sent along need not be asked for, so that nothing stays prepared.
        let component = [(&self.component as _, Type::TEXT)];
        let Some(row) = transaction.query_typed_opt(FIND, &component).await? else {
            return Ok(0);
        };
        let version: i64 = row.try_get(0)?;
        Ok(u32::try_from(version).unwrap_or(u32::MAX))
    }
}

// Of one schema: components of another are migrated beside it.
const LOCK: &str = "SELECT pg_advisory_xact_lock(
    hashtextextended('edu_migration in ' || current_schema(), 0))";

// In this very schema: a table of that name further along the path speaks of other tables.
const EXISTS: &str = "SELECT to_regclass(quote_ident(current_schema()) || '.edu_migration')
    IS NOT NULL";

const VERSIONS: &str = "CREATE TABLE edu_migration (
    component TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL CHECK (version BETWEEN 0 AND 4294967295)
)";

const FIND: &str = "SELECT version FROM edu_migration WHERE component = $1";

const RECORD: &str = "INSERT INTO edu_migration (component, version) VALUES ($1, $2)
    ON CONFLICT (component) DO UPDATE SET version = excluded.version";
