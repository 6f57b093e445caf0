//! Signatures that were used, so that none is used twice.
//!
//! A signature lives for its lifetime before and after it is made, and has to be remembered as long as it could be used
//! once more: until the time in it plus its lifetime, whenever it arrived. Afterwards it is refused for its age.
//!
//! Two stores are here: [`MemoryReplayStore`], and with the feature `sqlite` `SqliteReplayStore`, which several processes
//! can share and which outlives them. A program's own implements [`ReplayStore`] if it has to wait for an answer, or
//! [`SyncReplayStore`].

mod memory;
#[cfg(feature = "sqlite")]
mod sqlite;

use core::fmt;
use core::future::{Future, ready};
use core::time::Duration;
use std::string::String;

pub use memory::MemoryReplayStore;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteReplayStore;

/// Whether a signature was used before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seen {
    /// It was not.
    Never,
    /// It was.
    Before,
}

/// Remembers signatures that were used. It is asked only about those that are right otherwise, so that nobody without
/// a key can fill it.
///
/// ```
/// use lonelypsp::auth::ReplayStore;
/// use lonelypsp::auth::replay::{ReplayError, Seen};
/// use std::time::Duration;
///
/// /// Asks a server that several broadcasters share.
/// struct Remote;
///
/// async fn set_if_absent(key: &[u8], keep_for: Duration) -> std::io::Result<bool> {
///     Ok(true)
/// }
///
/// impl ReplayStore for Remote {
///     async fn remember(&self, code: &[u8; 64], until: Duration, now: Duration) -> Result<Seen, ReplayError> {
///         match set_if_absent(code, until.saturating_sub(now)).await {
///             Ok(true) => Ok(Seen::Never),
///             Ok(false) => Ok(Seen::Before),
///             Err(error) => Err(ReplayError::Failed(error.to_string())),
///         }
///     }
/// }
/// ```
pub trait ReplayStore: Send + Sync {
    /// Remembers a code up to and including the time `until`, and says whether it had been remembered. Both in one
    /// step: of two that ask at once, only one is told [`Seen::Never`]. Times are since 1970.
    ///
    /// # Errors
    /// If it cannot be told or not be remembered. The message is then refused, and may be sent again.
    fn remember(
        &self,
        code: &[u8; 64],
        until: Duration,
        now: Duration,
    ) -> impl Future<Output = Result<Seen, ReplayError>> + Send;
}

/// A store that answers at once. It is a [`ReplayStore`] as well.
///
/// ```
/// use lonelypsp::auth::replay::Seen;
/// use lonelypsp::auth::{MemoryReplayStore, SyncReplayStore};
/// use std::time::Duration;
///
/// let store: &dyn SyncReplayStore = &MemoryReplayStore::new();
/// let (until, now) = (Duration::from_secs(220), Duration::from_secs(100));
/// assert_eq!(store.remember_now(&[0; 64], until, now), Ok(Seen::Never));
/// assert_eq!(store.remember_now(&[0; 64], until, now), Ok(Seen::Before));
/// ```
pub trait SyncReplayStore: Send + Sync {
    /// As [`ReplayStore::remember`].
    ///
    /// # Errors
    /// If it cannot be told or not be remembered.
    fn remember_now(&self, code: &[u8; 64], until: Duration, now: Duration) -> Result<Seen, ReplayError>;
}

impl<S: SyncReplayStore + ?Sized> ReplayStore for S {
    fn remember(
        &self,
        code: &[u8; 64],
        until: Duration,
        now: Duration,
    ) -> impl Future<Output = Result<Seen, ReplayError>> + Send {
        ready(self.remember_now(code, until, now))
    }
}

/// Remembers nothing: within its lifetime a signature can be used as often as one likes. For tools, and for messages
/// that do no harm when they come twice.
///
/// ```
/// use lonelypsp::auth::replay::Seen;
/// use lonelypsp::auth::{NoReplayStore, SyncReplayStore};
/// use std::time::Duration;
///
/// for _ in 0..2 {
///     assert_eq!(NoReplayStore.remember_now(&[0; 64], Duration::ZERO, Duration::ZERO), Ok(Seen::Never));
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoReplayStore;

impl SyncReplayStore for NoReplayStore {
    fn remember_now(&self, _: &[u8; 64], _: Duration, _: Duration) -> Result<Seen, ReplayError> {
        Ok(Seen::Never)
    }
}

macro_rules! pass_on {
    ($($pointer:ty),*) => {$(
        impl<S: SyncReplayStore + ?Sized> SyncReplayStore for $pointer {
            fn remember_now(&self, code: &[u8; 64], until: Duration, now: Duration) -> Result<Seen, ReplayError> {
                (**self).remember_now(code, until, now)
            }
        }
    )*};
}

pass_on!(&S, std::boxed::Box<S>, std::sync::Arc<S>);

/// Why it cannot be told whether a signature was used.
///
/// ```
/// use lonelypsp::auth::replay::ReplayError;
///
/// assert_eq!(ReplayError::Full { capacity: 2 }.to_string(), "2 signatures are remembered, and there is no room for more");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplayError {
    /// As many are remembered as may be, and all of them could still be used again.
    Full {
        /// How many that is.
        capacity: usize,
    },
    /// The clock went back: signatures of that time were forgotten already.
    ClockWentBack,
    /// The store does not work.
    Failed(String),
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full { capacity } => {
                write!(f, "{capacity} signatures are remembered, and there is no room for more")
            }
            Self::ClockWentBack => {
                f.write_str("the clock went back, to a time whose signatures have been forgotten")
            }
            Self::Failed(reason) => write!(f, "the store of signatures does not work: {reason}"),
        }
    }
}

impl core::error::Error for ReplayError {}

/// The last second in which a signature could be used again.
fn last_second(until: Duration) -> u64 {
    until.as_secs().saturating_add(u64::from(until.subsec_nanos() > 0))
}
