//! Databases of the tests: `EDU_TEST_POSTGRES` says how a server is reached that may hold them.
//!
//! Shared by the tests of this crate and those that judge it from outside.

use core::sync::atomic::{AtomicU32, Ordering};
use std::{env, process, thread};

use tokio::runtime::Runtime;
use tokio_postgres::{Config, NoTls};

use crate::Database;

/// Schemas of this process.
static COUNT: AtomicU32 = AtomicU32::new(0);

/// A schema for one test, removed with it, and a run time to use it on.
pub(crate) struct Bed {
    server: String,
    schema: String,
    runtime: Runtime,
}

impl Bed {
    /// None, with a word about it, where the test is to be skipped.
    pub(crate) fn new() -> Option<Self> {
        let Ok(server) = env::var("EDU_TEST_POSTGRES") else {
            edu_testing::skip("postgres", "EDU_TEST_POSTGRES is not set");
            return None;
        };
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let bed = Self {
            server,
            schema: format!("edu_test_{}_{count}", process::id()),
            runtime: Runtime::new().unwrap(),
        };
        bed.administer(&format!("CREATE SCHEMA {}", bed.schema()))
            .unwrap();
        Some(bed)
    }

    /// The schema of another process's bed; that process removes it.
    pub(crate) fn config_of(schema: &str) -> Config {
        let mut config: Config = env::var("EDU_TEST_POSTGRES").unwrap().parse().unwrap();
        config.options(format!("-c search_path={schema}"));
        config
    }

    pub(crate) fn schema(&self) -> &str {
        &self.schema
    }

    pub(crate) fn config(&self) -> Config {
        Self::config_of(self.schema())
    }

    /// One more pool on this schema.
    pub(crate) fn database(&self) -> Database {
        let connect = Database::with_connections(self.config(), NoTls, 4);
        self.run(connect).unwrap()
    }

    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }

    fn administer(&self, statement: &str) -> Result<(), tokio_postgres::Error> {
        let config: Config = self.server.parse()?;
        self.run(async {
            let (client, connection) = config.connect(NoTls).await?;
            tokio::spawn(connection);
            client.batch_execute(statement).await
        })
    }
}

impl Drop for Bed {
    fn drop(&mut self) {
        let removed = self.administer(&format!("DROP SCHEMA {} CASCADE", self.schema()));
        // A test that has failed is to say why, and not that its schema is still in use.
        assert!(thread::panicking() || removed.is_ok(), "{removed:?}");
    }
}
