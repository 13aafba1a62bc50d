//! Tables of one component, by version.

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

use crate::DatabaseError;

/// The tables of one component: each step brings them from one version to the next.
///
/// Steps that were ever released never change; what they got wrong, a further step repairs.
/// A step holds statements separated by semicolons, and no `BEGIN` or `COMMIT`: all steps that
/// are missing are one transaction.
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

    /// Applies the steps that are missing, all or none.
    pub(crate) fn apply(
        &self,
        connection: &mut Connection,
    ) -> rusqlite::Result<Result<(), DatabaseError>> {
        // The write lock first: of two programs that start together, one waits and then finds
        // the work done.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(VERSIONS)?;
        let found: u32 = transaction
            .query_row(FIND, [self.component], |row| row.get(0))
            .optional()?
            .unwrap_or(0);
        let known = self.version();
        if found > known {
            return Ok(Err(DatabaseError::Newer {
                component: self.component.to_owned(),
                found,
                known,
            }));
        }
        let done = usize::try_from(found).unwrap_or(usize::MAX);
        for step in self.steps.iter().skip(done) {
            transaction.execute_batch(step)?;
        }
        transaction.execute(RECORD, params![self.component, known])?;
        transaction.commit().map(Ok)
    }
}

const VERSIONS: &str = "CREATE TABLE IF NOT EXISTS edu_migration (
    component TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL CHECK (version BETWEEN 0 AND 4294967295)
) STRICT, WITHOUT ROWID";

const FIND: &str = "SELECT version FROM edu_migration WHERE component = ?1";

const RECORD: &str = "INSERT INTO edu_migration (component, version) VALUES (?1, ?2)
    ON CONFLICT (component) DO UPDATE SET version = excluded.version";
