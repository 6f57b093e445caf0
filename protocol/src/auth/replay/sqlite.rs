//! A store in an SQLite database.

use core::fmt;
use core::time::Duration;
use std::path::Path;
use std::string::ToString as _;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

use super::{ReplayError, Seen, SyncReplayStore, last_second};

/// The tables. What is forgotten is deleted, and the second before which that was done is kept, so that a clock that
/// went back makes nothing allowed again.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS lonelypsp_replays (code BLOB PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS lonelypsp_replays_last ON lonelypsp_replays (last);
    CREATE TABLE IF NOT EXISTS lonelypsp_horizon (id INTEGER PRIMARY KEY CHECK (id = 0), second INTEGER NOT NULL);
";

const MOVE_HORIZON: &str =
    "INSERT INTO lonelypsp_horizon VALUES (0, ?1) ON CONFLICT (id) DO UPDATE SET second = ?1";

/// How long to wait for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// Remembers signatures in a database, which several processes can share and which outlives them. Needs the feature
/// `sqlite`.
///
/// Those that have expired are deleted, at most once a second. A question blocks the thread for one write: an
/// asynchronous program with much to do asks it where blocking is allowed.
///
/// ```
/// use lonelypsp::auth::replay::Seen;
/// use lonelypsp::auth::{SqliteReplayStore, SyncReplayStore};
/// use std::time::Duration;
///
/// let store = SqliteReplayStore::in_memory()?;
/// let (until, now) = (Duration::from_secs(220), Duration::from_secs(100));
/// assert_eq!(store.remember_now(&[0; 64], until, now)?, Seen::Never);
/// assert_eq!(store.remember_now(&[0; 64], until, now)?, Seen::Before);
/// # Ok::<(), lonelypsp::auth::replay::ReplayError>(())
/// ```
pub struct SqliteReplayStore {
    connection: Mutex<Connection>,
}

impl SqliteReplayStore {
    /// The store in a file, which is made if it is not there.
    ///
    /// # Errors
    /// If it cannot be opened or is no database.
    ///
    /// ```no_run
    /// # use lonelypsp::auth::SqliteReplayStore;
    /// let store = SqliteReplayStore::open("/var/lib/broadcaster/replays.sqlite")?;
    /// # Ok::<(), lonelypsp::auth::replay::ReplayError>(())
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self, ReplayError> {
        let connection = Connection::open(path).map_err(failed)?;
        // Other processes can read while one writes, and a write need not wait for the disk: what is lost if the machine
        // loses power is the last moment, and the database stays whole.
        connection.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
        connection.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
        Self::from_connection(connection)
    }

    /// A store that ends with the program, for tests.
    ///
    /// # Errors
    /// If SQLite has no memory.
    ///
    /// ```
    /// # use lonelypsp::auth::SqliteReplayStore;
    /// assert!(SqliteReplayStore::in_memory().is_ok());
    /// ```
    pub fn in_memory() -> Result<Self, ReplayError> {
        Self::from_connection(Connection::open_in_memory().map_err(failed)?)
    }

    fn from_connection(connection: Connection) -> Result<Self, ReplayError> {
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.execute_batch(TABLES).map_err(failed)?;
        Ok(Self { connection: Mutex::new(connection) })
    }
}

impl SyncReplayStore for SqliteReplayStore {
    fn remember_now(&self, code: &[u8; 64], until: Duration, now: Duration) -> Result<Seen, ReplayError> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        remember(&mut connection, code, integer(last_second(until)), integer(now.as_secs()))
    }
}

/// All in one transaction, which writes from its beginning, so that no other process is told the same.
fn remember(connection: &mut Connection, code: &[u8; 64], last: i64, now: i64) -> Result<Seen, ReplayError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let horizon: Option<i64> = transaction
        .query_row("SELECT second FROM lonelypsp_horizon WHERE id = 0", [], |row| row.get(0))
        .optional()
        .map_err(failed)?;
    let horizon = horizon.unwrap_or(0);
    if last < horizon.max(now) {
        return Err(ReplayError::ClockWentBack);
    }
    if horizon < now {
        transaction.execute("DELETE FROM lonelypsp_replays WHERE last < ?1", [now]).map_err(failed)?;
        transaction.execute(MOVE_HORIZON, [now]).map_err(failed)?;
    }
    let inserted = transaction
        .execute("INSERT OR IGNORE INTO lonelypsp_replays VALUES (?1, ?2)", params![code, last])
        .map_err(failed)?;
    transaction.commit().map_err(failed)?;
    Ok(if inserted == 0 { Seen::Before } else { Seen::Never })
}

/// As the database has it: signed.
fn integer(second: u64) -> i64 {
    i64::try_from(second).unwrap_or(i64::MAX)
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
fn failed(error: rusqlite::Error) -> ReplayError {
    ReplayError::Failed(error.to_string())
}

impl fmt::Debug for SqliteReplayStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SqliteReplayStore { .. }")
    }
}
