//! A store in memory.

use core::fmt;
use core::time::Duration;
use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, PoisonError};

use super::{ReplayError, Seen, SyncReplayStore, last_second};

/// As much of a code as is kept. Two of them agree in so many bits by chance as often as somebody guesses a key of 128
/// bits; it would be refused, not accepted, by mistake.
const KEPT: usize = 16;

/// Remembers signatures in memory, as many as it has room for.
///
/// Those that have expired are forgotten whenever it is asked. One that has not is never forgotten: when there is no
/// room for another, the message is refused as unavailable. A million of them, which is the default, take at most 70 MB;
/// with a lifetime of 120 seconds that is more than 4000 messages a second, for as long as one likes.
///
/// It forgets everything when the program ends. A signature from before can then be used again for the rest of its
/// life; where that matters, use a store that lasts, or wait that long before the first message.
///
/// ```
/// use lonelypsp::auth::replay::{ReplayError, Seen};
/// use lonelypsp::auth::{MemoryReplayStore, SyncReplayStore};
/// use std::time::Duration;
///
/// let store = MemoryReplayStore::with_capacity(1);
/// let second = Duration::from_secs;
/// assert_eq!(store.remember_now(&[1; 64], second(220), second(100)), Ok(Seen::Never));
/// assert_eq!(store.remember_now(&[2; 64], second(220), second(100)), Err(ReplayError::Full { capacity: 1 }));
/// assert_eq!(store.remember_now(&[2; 64], second(341), second(221)), Ok(Seen::Never));
/// assert_eq!(store.len(), 1);
/// ```
pub struct MemoryReplayStore {
    capacity: usize,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    /// By the last second in which they could be used again.
    codes: BTreeMap<u64, HashSet<[u8; KEPT]>>,
    count: usize,
    /// All that ended before this second has been forgotten.
    horizon: u64,
}

impl MemoryReplayStore {
    /// How many signatures are remembered where nothing else is said.
    pub const DEFAULT_CAPACITY: usize = 1 << 20;

    /// With room for 1,048,576 signatures. Memory is taken as they come.
    ///
    /// ```
    /// # use lonelypsp::auth::MemoryReplayStore;
    /// assert!(MemoryReplayStore::new().is_empty());
    /// ```
    pub fn new() -> Self {
        Self::with_capacity(Self::DEFAULT_CAPACITY)
    }

    /// With room for so many signatures. There are at most as many at a time as arrive within twice the lifetime.
    ///
    /// ```
    /// # use lonelypsp::auth::MemoryReplayStore;
    /// let store = MemoryReplayStore::with_capacity(1000);
    /// ```
    pub fn with_capacity(capacity: usize) -> Self {
        Self { capacity, memory: Mutex::default() }
    }

    /// How many are remembered. Those that expired since it was last asked are among them.
    ///
    /// ```
    /// # use lonelypsp::auth::MemoryReplayStore;
    /// assert_eq!(MemoryReplayStore::new().len(), 0);
    /// ```
    pub fn len(&self) -> usize {
        self.with(|memory| memory.count)
    }

    /// Whether none is remembered.
    ///
    /// ```
    /// # use lonelypsp::auth::MemoryReplayStore;
    /// assert!(MemoryReplayStore::new().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A thread that panicked has left nothing half done: what is between two statements is whole.
    fn with<T>(&self, work: impl FnOnce(&mut Memory) -> T) -> T {
        work(&mut self.memory.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Memory {
    fn forget_before(&mut self, second: u64) {
        self.horizon = self.horizon.max(second);
        while let Some(first) = self.codes.first_entry().filter(|first| *first.key() < self.horizon) {
            self.count = self.count.saturating_sub(first.remove().len());
        }
    }

    fn remember(&mut self, code: [u8; KEPT], last: u64, capacity: usize) -> Result<Seen, ReplayError> {
        if last < self.horizon {
            return Err(ReplayError::ClockWentBack);
        }
        if self.codes.get(&last).is_some_and(|codes| codes.contains(&code)) {
            return Ok(Seen::Before);
        }
        if self.count >= capacity {
            return Err(ReplayError::Full { capacity });
        }
        self.codes.entry(last).or_default().insert(code);
        self.count = self.count.saturating_add(1);
        Ok(Seen::Never)
    }
}

/// The same code always has the same end, because the time is part of what is signed, and the lifetime is that of one
/// strategy. Give each [`Hmac`](crate::auth::Hmac) a store of its own if their lifetimes differ.
impl SyncReplayStore for MemoryReplayStore {
    fn remember_now(&self, code: &[u8; 64], until: Duration, now: Duration) -> Result<Seen, ReplayError> {
        let mut kept = [0; KEPT];
        kept.iter_mut().zip(code).for_each(|(to, from)| *to = *from);
        self.with(|memory| {
            memory.forget_before(now.as_secs());
            memory.remember(kept, last_second(until), self.capacity)
        })
    }
}

impl Default for MemoryReplayStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryReplayStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryReplayStore")
            .field("len", &self.len())
            .field("capacity", &self.capacity)
            .finish_non_exhaustive()
    }
}
