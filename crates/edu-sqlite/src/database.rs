//! One SQLite file, opened for service.

use core::time::Duration;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode};

use crate::error::reason;
use crate::worker::Worker;
use crate::{DatabaseError, Schema};

/// One SQLite file, opened for service; copies share the connection.
///
/// What a call commits survives the loss of power (`synchronous = FULL`, write-ahead log).
/// Any number of processes of one machine may open the same file; a network file system will
/// not do. A call waits up to [`Database::PATIENCE`] for the write lock of another.
///
/// Deleted and overwritten content is zeroed in the file. The write-ahead log beside it holds
/// old pages until it is used again: keep the folder as private as the content.
///
/// Calls of one `Database` run one after the other; for long reads take
/// [`Database::another`].
#[derive(Clone, Debug)]
pub struct Database {
    worker: Arc<Worker>,
    /// The file; none where the database is in memory.
    path: Option<Arc<PathBuf>>,
}

impl Database {
    /// How long a call waits for the write lock of another process.
    pub const PATIENCE: Duration = Duration::from_secs(5);

    /// Calls that may wait for this connection; a further one is refused with
    /// [`DatabaseError::Busy`].
    pub const QUEUE: usize = Worker::QUEUE;

    /// Opens a file, or makes it. Blocks for a moment: call it while the program starts.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Open`] where the file cannot be opened, is no database, or lies where
    /// no write-ahead log is possible.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, DatabaseError> {
        let path = path.as_ref();
        let connection = connect(path)?;
        // As it is now, should the program go to another folder.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        Self::start(connection, Some(Arc::new(path)))
    }

    /// Another connection to the same file, with a thread of its own: calls of the two do not
    /// wait for each other, save those that write. A database in memory has only one, which is
    /// shared. Blocks for a moment: call it while the program starts.
    ///
    /// # Errors
    ///
    /// As [`Database::open`].
    pub fn another(&self) -> Result<Self, DatabaseError> {
        self.path
            .as_ref()
            .map_or_else(|| Ok(self.clone()), |path| Self::open(path.as_path()))
    }

    /// A database of this process alone, gone with its last copy: for tests.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`] where there is no memory or no thread left.
    pub fn in_memory() -> Result<Self, DatabaseError> {
        let connection = Connection::open_in_memory()?;
        prepare(&connection)?;
        Self::start(connection, None)
    }

    /// Brings the tables of a component to the version this program knows.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has been here, another
    /// where a step failed; in both cases nothing has changed.
    pub async fn migrate(&self, schema: Schema) -> Result<(), DatabaseError> {
        self.call(move |connection| schema.apply(connection))
            .await?
    }

    /// Runs statements on the connection: the host's own, beside those of the stores.
    ///
    /// What is to happen wholly or not at all belongs into one transaction; one that writes
    /// should begin as `Immediate`, so that it waits for the write lock rather than fail
    /// halfway. Tables whose names begin with `edu_` belong to this crate.
    ///
    /// Once begun, `work` runs to its end even if the future is dropped; if the future is
    /// dropped before, it never begins. It must not wait for another call of this database.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Statement`] for what `work` returned, or why it did not run.
    ///
    /// ```
    /// # pollster::block_on(async {
    /// use edu_sqlite::{Database, DatabaseError, Schema};
    ///
    /// const COURSES: Schema = Schema::new("campus", &["CREATE TABLE course (title TEXT NOT NULL) STRICT"]);
    ///
    /// let database = Database::in_memory()?;
    /// database.migrate(COURSES).await?;
    /// let courses: i64 = database
    ///     .call(|connection| {
    ///         connection.execute("INSERT INTO course VALUES (?1)", ["Algebra"])?;
    ///         connection.query_row("SELECT count(*) FROM course", [], |row| row.get(0))
    ///     })
    ///     .await?;
    /// assert_eq!(courses, 1);
    ///
    /// let misspelt = database.call(|connection| connection.execute("DELETE FROM curse", [])).await;
    /// assert_eq!(
    ///     misspelt.unwrap_err().to_string(),
    ///     "statement failed: no such table: curse"
    /// );
    /// # Ok::<(), DatabaseError>(())
    /// # }).unwrap();
    /// ```
    pub async fn call<T, F>(&self, work: F) -> Result<T, DatabaseError>
    where
        F: FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
        T: Send + 'static,
    {
        self.worker.call(work).await
    }

    /// Another connection to the same file, without a thread; none where the database is in memory.
    #[cfg(feature = "xapi")]
    pub(crate) fn another_connection(&self) -> Result<Option<Connection>, DatabaseError> {
        self.path.as_ref().map(|path| connect(path)).transpose()
    }

    /// Whether it is of this process alone, with no file.
    #[cfg(feature = "xapi")]
    pub(crate) fn is_in_memory(&self) -> bool {
        self.path.is_none()
    }

    fn start(connection: Connection, path: Option<Arc<PathBuf>>) -> Result<Self, DatabaseError> {
        let worker = Arc::new(Worker::start(connection)?);
        Ok(Self { worker, path })
    }
}

fn connect(path: &Path) -> Result<Connection, DatabaseError> {
    let refused = |reason: String| DatabaseError::Open {
        path: path.to_owned(),
        reason,
    };
    let connection = Connection::open(path).map_err(|error| refused(reason(&error)))?;
    prepare(&connection).map_err(|error| refused(reason(&error)))?;
    let mode = write_ahead(&connection).map_err(|error| refused(reason(&error)))?;
    if mode != "wal" {
        return Err(refused("no write-ahead log is possible there".to_owned()));
    }
    Ok(connection)
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Database::PATIENCE)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Otherwise some statements, all with a bound `LIMIT`, are prepared anew whenever they are given
    // other values, which takes longer than many of them run.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // `secure_delete` answers with its new value.
    connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    // A file that came from elsewhere must not run functions out of its own schema.
    connection.pragma_update(None, "trusted_schema", false)
}

/// Switches to the write-ahead log, which a new file needs once, and says which mode holds.
fn write_ahead(connection: &Connection) -> rusqlite::Result<String> {
    let deadline = Instant::now().checked_add(Database::PATIENCE);
    loop {
        let mode = connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0));
        // Two programs that make the file together get in each other's way here, and SQLite
        // does not wait for this lock by itself.
        let busy = mode
            .as_ref()
            .is_err_and(|error| error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy));
        if !busy || deadline.is_none_or(|deadline| Instant::now() >= deadline) {
            return mode;
        }
        thread::sleep(Duration::from_millis(10));
    }
}
