//! A pool of connections to one PostgreSQL database.

use core::fmt;
use core::time::Duration;

use deadpool_postgres::{
    Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime, TimeoutType,
    Timeouts, Transaction,
};
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_postgres::{Config, IsolationLevel, Socket};

use crate::{DatabaseError, Schema, wire};

/// A pool of connections to one PostgreSQL database; copies share it.
///
/// Any number of processes and machines may work on the same database. Nothing here relaxes its
/// settings: with `synchronous_commit` and `fsync` on, as they are unless an operator turned them
/// off, what a call commits survives the loss of power.
///
/// Tables lie in the first schema of the connection's `search_path`, so the host says where by
/// its role (`ALTER ROLE campus SET search_path = campus`), its database or its `options`. Nobody
/// else should be allowed to make tables in a schema on that path.
///
/// No call waits for long: [`Database::PATIENCE`] for a connection and as long for each answer to
/// a statement of a store; with [`Database::QUEUE`] calls waiting, a further one is refused at
/// once. It runs on tokio, with its clock and its network switched on.
#[derive(Clone)]
pub struct Database {
    pool: Pool,
    keeps_statements: bool,
}

impl Database {
    /// How long a call waits for a connection, and a store for an answer.
    pub const PATIENCE: Duration = Duration::from_secs(5);

    /// Calls that may wait for a connection; a further one is refused with
    /// [`DatabaseError::Busy`].
    pub const QUEUE: usize = 1024;

    /// Connections of one process: few, because the server has a process for each.
    pub const CONNECTIONS: usize = 16;

    /// Opens connections with a host's settings and its choice of encryption.
    ///
    /// `tls` is what encrypts, such as `tokio_postgres_rustls::MakeRustlsConnect`, or
    /// [`NoTls`](tokio_postgres::NoTls) for a socket file or a server on this machine. A server
    /// elsewhere is refused unless the settings say `sslmode=require`: else the far end, or
    /// whoever stands between, could turn encryption off. A host that means otherwise brings its
    /// own pool: [`Database::from_pool`].
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Unencrypted`] as said; [`DatabaseError::Unreachable`] where no connection
    /// can be made.
    ///
    /// ```no_run
    /// # async fn open() -> Result<(), Box<dyn std::error::Error>> {
    /// use edu_postgres::Database;
    /// use edu_postgres::tokio_postgres::NoTls;
    ///
    /// let database = Database::connect("host=/run/postgresql dbname=campus".parse()?, NoTls).await?;
    ///
    /// let far = "host=db.example dbname=campus".parse()?;
    /// let refused = Database::connect(far, NoTls).await.unwrap_err();
    /// assert_eq!(
    ///     refused.to_string(),
    ///     "connection to db.example need not be encrypted: sslmode=require is missing"
    /// );
    /// # Ok(())
    /// # }
    /// ```
    pub async fn connect<T>(config: Config, tls: T) -> Result<Self, DatabaseError>
    where
        T: MakeTlsConnect<Socket> + Clone + Sync + Send + 'static,
        T::Stream: Sync + Send,
        T::TlsConnect: Sync + Send,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        Self::with_connections(config, tls, Self::CONNECTIONS).await
    }

    /// Like [`Database::connect`], with so many connections at most, and one at least.
    ///
    /// # Errors
    ///
    /// As [`Database::connect`].
    pub async fn with_connections<T>(
        config: Config,
        tls: T,
        connections: usize,
    ) -> Result<Self, DatabaseError>
    where
        T: MakeTlsConnect<Socket> + Clone + Sync + Send + 'static,
        T::Stream: Sync + Send,
        T::TlsConnect: Sync + Send,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        let config = wire::checked(config)?;
        // A connection that broke is noticed without asking the server before each call.
        let recycling_method = RecyclingMethod::Fast;
        let manager = Manager::from_config(config, tls, ManagerConfig { recycling_method });
        let pool = Pool::builder(manager)
            .max_size(connections.max(1))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| DatabaseError::unreachable(&error))?;
        let database = Self::from_pool(pool);
        drop(database.connection().await?);
        Ok(database)
    }

    /// Shares a pool that the host has already; how it is reached, encrypted and bounded is then
    /// the host's choice. It must have been given its run time, for the time limits of this crate.
    pub const fn from_pool(pool: Pool) -> Self {
        Self {
            pool,
            keeps_statements: true,
        }
    }

    /// Leaves no prepared statement on a connection.
    ///
    /// Else those by which a record store takes in statements are prepared once on each. A proxy that
    /// gives each transaction another connection to the server must then know of prepared statements, as
    /// `PgBouncer` does from 1.21 on unless `max_prepared_statements` is 0; before one that does not, this
    /// is needed. Taking in costs more time then.
    #[must_use]
    pub fn without_prepared_statements(self) -> Self {
        Self {
            keeps_statements: false,
            ..self
        }
    }

    /// Whether statements may stay prepared on a connection.
    #[cfg(feature = "xapi")]
    pub(crate) const fn keeps_statements(&self) -> bool {
        self.keeps_statements
    }

    /// Brings the tables of a component to the version this program knows.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has been here, another
    /// where a step failed; in both cases nothing has changed.
    pub async fn migrate(&self, schema: Schema) -> Result<(), DatabaseError> {
        // Whoever waited for another's migration must see what it did.
        let level = Some(IsolationLevel::ReadCommitted);
        let apply = async move |transaction: &Transaction<'_>| schema.apply(transaction).await;
        self.transact(level, apply).await
    }

    /// Runs statements in one transaction: the host's own, beside those of the stores.
    ///
    /// What `work` did is committed where it returns `Ok`, and taken back where it returns an
    /// error, panics, or is dropped before its end; a future dropped midway costs its
    /// connection. Dropped while it commits, it may have happened. Nothing is tried again: two
    /// calls that wait for each other end with a deadlock (`40P01`) for one of them. How long
    /// its statements may take is for the host to say (`statement_timeout`).
    ///
    /// Tables whose names begin with `edu_` belong to this crate.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Statement`] for what `work` returned, or why it did not run.
    ///
    /// ```no_run
    /// # async fn open(database: edu_postgres::Database) -> Result<(), edu_postgres::DatabaseError> {
    /// use edu_postgres::Schema;
    ///
    /// const COURSES: Schema = Schema::new("campus", &["CREATE TABLE course (title TEXT NOT NULL)"]);
    ///
    /// database.migrate(COURSES).await?;
    /// let courses: i64 = database
    ///     .call(async |transaction| {
    ///         let insert = transaction.prepare_cached("INSERT INTO course VALUES ($1)").await?;
    ///         transaction.execute(&insert, &[&"Algebra"]).await?;
    ///         transaction.query_one("SELECT count(*) FROM course", &[]).await?.try_get(0)
    ///     })
    ///     .await?;
    /// assert_eq!(courses, 1);
    ///
    /// let misspelt = database.call(async |transaction| transaction.execute("DELETE FROM curse", &[]).await);
    /// assert_eq!(
    ///     misspelt.await.unwrap_err().to_string(),
    ///     "statement failed: relation \"curse\" does not exist, SQLSTATE 42P01"
    /// );
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call<T, F>(&self, work: F) -> Result<T, DatabaseError>
    where
        F: AsyncFnOnce(&Transaction<'_>) -> Result<T, tokio_postgres::Error>,
    {
        let work = async move |transaction: &Transaction<'_>| Ok(work(transaction).await?);
        self.transact(None, work).await
    }

    async fn transact<T, F>(
        &self,
        level: Option<IsolationLevel>,
        work: F,
    ) -> Result<T, DatabaseError>
    where
        F: AsyncFnOnce(&Transaction<'_>) -> Result<T, DatabaseError>,
    {
        let mut lease = Lease::new(self.connection().await?);
        let mut builder = lease.connection()?.build_transaction();
        if let Some(level) = level {
            builder = builder.isolation_level(level);
        }
        let transaction = builder.start().await?;
        match work(&transaction).await {
            Ok(outcome) => {
                transaction.commit().await?;
                lease.give_back();
                Ok(outcome)
            }
            Err(error) => {
                // Where even this fails, the first error says more.
                if transaction.rollback().await.is_ok() {
                    lease.give_back();
                }
                Err(error)
            }
        }
    }

    pub(crate) async fn connection(&self) -> Result<Object, DatabaseError> {
        if self.pool.status().waiting >= Self::QUEUE {
            return Err(DatabaseError::Busy { limit: Self::QUEUE });
        }
        let patience = Some(Self::PATIENCE);
        let timeouts = Timeouts {
            wait: patience,
            create: patience,
            recycle: patience,
        };
        self.pool
            .timeout_get(&timeouts)
            .await
            .map_err(|error| match error {
                PoolError::Timeout(TimeoutType::Wait) => DatabaseError::NoneFree,
                PoolError::Backend(error) => DatabaseError::unreachable(&error),
                other @ (PoolError::Timeout(_)
                | PoolError::Closed
                | PoolError::NoRuntimeSpecified
                | PoolError::PostCreateHook(_)) => DatabaseError::unreachable(&other),
            })
    }
}

/// A connection that goes back to its pool only when its transaction has ended, and is closed
/// otherwise: the next call shall not wait for what a host began and dropped.
pub(crate) struct Lease(Option<Object>);

impl Lease {
    pub(crate) const fn new(connection: Object) -> Self {
        Self(Some(connection))
    }

    pub(crate) fn connection(&mut self) -> Result<&mut Object, DatabaseError> {
        self.0.as_mut().ok_or(DatabaseError::NoneFree)
    }

    pub(crate) fn give_back(mut self) {
        drop(self.0.take());
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(Object::take(connection));
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The pool would show the host's settings.
        f.debug_struct("Database")
            .field("pool", &self.pool.status())
            .field("keeps_statements", &self.keeps_statements)
            .finish()
    }
}
