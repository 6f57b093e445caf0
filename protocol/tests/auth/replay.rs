//! What is remembered, for how long, and how much of it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use lonelypsp::auth::replay::{ReplayError, Seen};
use lonelypsp::auth::{AuthResult, Hmac, MemoryReplayStore, Refusal, SyncReplayStore, hmac};

use crate::vectors::{TIME, VECTORS, key};

const LIFETIME: Duration = Duration::from_secs(120);

fn second(second: u64) -> Duration {
    Duration::from_secs(second)
}

/// A code that belongs to a number.
fn code(number: u64) -> [u8; 64] {
    let mut code = [0; 64];
    code[..8].copy_from_slice(&number.to_be_bytes());
    code
}

/// Every store there is, empty.
fn stores() -> Vec<Box<dyn SyncReplayStore>> {
    vec![
        Box::new(MemoryReplayStore::new()),
        #[cfg(feature = "sqlite")]
        Box::new(lonelypsp::auth::SqliteReplayStore::in_memory().unwrap()),
    ]
}

#[test]
fn a_code_is_new_once() {
    for store in stores() {
        let ask = |number, now| store.remember_now(&code(number), second(220), second(now));
        assert_eq!(ask(1, 100), Ok(Seen::Never));
        assert_eq!(ask(2, 100), Ok(Seen::Never));
        for now in [100, 150, 220] {
            assert_eq!(ask(1, now), Ok(Seen::Before));
            assert_eq!(ask(2, now), Ok(Seen::Before));
        }
    }
}

/// From the earliest moment at which a signature is right to the latest: there is none at which it is right twice.
#[test]
fn retention_covers_the_lifetime_on_both_sides() {
    for store in stores() {
        let strategy = Hmac::new(key(), key(), store).with_lifetime(LIFETIME);
        let document = VECTORS[0].raw();
        let text = hmac::sign(&document, TIME, "n", &key()).unwrap();
        let check = |now| strategy.check_at(&document, Some(&text), now);
        let signed = second(TIME);
        let (first, last, nano) =
            (signed.saturating_sub(LIFETIME), signed + LIFETIME, Duration::from_nanos(1));
        assert!(matches!(check(first.saturating_sub(nano)), Err(Refusal::TooNew { .. })));
        assert_eq!(check(first), Ok(()));
        for now in [first, signed, last.saturating_sub(nano), last] {
            assert_eq!(check(now), Err(Refusal::Replayed));
        }
        assert!(matches!(check(last + nano), Err(Refusal::TooOld { .. })));
    }
}

#[test]
fn a_lifetime_with_a_fraction_is_covered_too() {
    for store in stores() {
        let lifetime = Duration::from_millis(1500);
        let strategy = Hmac::new(key(), key(), store).with_lifetime(lifetime);
        let document = VECTORS[0].raw();
        let text = hmac::sign(&document, TIME, "n", &key()).unwrap();
        let check = |now| strategy.check_at(&document, Some(&text), now);
        assert_eq!(check(second(TIME)), Ok(()));
        assert_eq!(check(second(TIME) + lifetime), Err(Refusal::Replayed));
    }
}

#[test]
fn spelling_the_code_otherwise_does_not_make_it_new() {
    for store in stores() {
        let strategy = Hmac::new(key(), key(), store);
        let document = VECTORS[0].raw();
        let text = VECTORS[0].authorization();
        assert_eq!(strategy.check_at(&document, Some(&text), second(TIME)), Ok(()));
        let unpadded = text.trim_end_matches('=');
        assert_eq!(strategy.check_at(&document, Some(unpadded), second(TIME)), Err(Refusal::Replayed));
    }
}

#[test]
fn what_is_wrong_is_not_remembered() {
    let strategy = Hmac::new(key(), key(), MemoryReplayStore::new());
    let text = VECTORS[0].authorization();
    let check = |vector: usize| strategy.check_at(&VECTORS[vector].raw(), Some(&text), second(TIME));
    assert_eq!(check(1), Err(Refusal::Mismatch));
    assert!(strategy.store().is_empty());
    assert_eq!(check(0), Ok(()));
    assert_eq!(strategy.store().len(), 1);
}

#[test]
fn a_clock_that_goes_back_makes_nothing_new() {
    for store in stores() {
        let ask = |number, until, now| store.remember_now(&code(number), second(until), second(now));
        assert_eq!(ask(1, 220, 100), Ok(Seen::Never));
        assert_eq!(ask(2, 341, 221), Ok(Seen::Never));
        assert_eq!(ask(1, 220, 100), Err(ReplayError::ClockWentBack));
        assert_eq!(ask(2, 341, 100), Ok(Seen::Before));
    }
    assert_eq!(Refusal::Replay(ReplayError::ClockWentBack).result(), AuthResult::Unavailable);
}

#[test]
fn a_full_memory_refuses_and_forgets_nothing_that_could_be_used_again() {
    let store = MemoryReplayStore::with_capacity(3);
    let ask = |number, until, now| store.remember_now(&code(number), second(until), second(now));
    for number in 0..3 {
        assert_eq!(ask(number, 200 + number, 100), Ok(Seen::Never));
    }
    let full = Err(ReplayError::Full { capacity: 3 });
    assert_eq!(ask(3, 220, 100), full);
    assert_eq!(ask(3, 320, 200), full);
    assert_eq!(ask(0, 200, 200), Ok(Seen::Before));
    // The first has expired, and makes room for one.
    assert_eq!(ask(3, 321, 201), Ok(Seen::Never));
    assert_eq!(ask(4, 321, 201), full);
    assert_eq!(ask(1, 201, 201), Ok(Seen::Before));
    assert_eq!(store.len(), 3);
}

#[test]
fn a_full_memory_makes_messages_unavailable() {
    let strategy = Hmac::new(key(), key(), MemoryReplayStore::with_capacity(0));
    let text = VECTORS[0].authorization();
    let refusal = strategy.check_at(&VECTORS[0].raw(), Some(&text), second(TIME)).unwrap_err();
    assert_eq!(refusal, Refusal::Replay(ReplayError::Full { capacity: 0 }));
    assert_eq!(refusal.result(), AuthResult::Unavailable);
}

/// An hour of ten messages a second: no more is kept than belongs to the last lifetimes.
#[test]
fn memory_is_bounded_by_what_can_still_be_used() {
    let store = MemoryReplayStore::new();
    for number in 0..36_000 {
        let now = second(number / 10);
        assert_eq!(store.remember_now(&code(number), now + LIFETIME, now), Ok(Seen::Never));
        assert!(store.len() <= 1_210);
    }
    assert_eq!(store.len(), 1_210);
}

/// What the documentation says a full memory takes: a million codes, 70 MB.
#[test]
fn a_code_takes_no_more_than_seventy_bytes() {
    let count = 100_000;
    let store = MemoryReplayStore::new();
    let used = allocation_counter::measure(|| {
        for number in 0..count {
            let now = second(number / 500);
            assert_eq!(store.remember_now(&code(number), now + second(240), now), Ok(Seen::Never));
        }
    });
    assert_eq!(u64::try_from(store.len()), Ok(count));
    assert!(used.bytes_max <= 70 * count, "{} bytes for each", used.bytes_max / count);
    println!("{} bytes for each", used.bytes_max / count);
}

#[test]
fn the_ends_of_time_do_not_overflow() {
    for store in stores() {
        assert_eq!(store.remember_now(&code(1), Duration::MAX, Duration::ZERO), Ok(Seen::Never));
        assert_eq!(store.remember_now(&code(1), Duration::MAX, second(1 << 40)), Ok(Seen::Before));
    }
}

#[test]
fn of_many_that_ask_at_once_one_is_first() {
    for store in stores() {
        let first = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for number in 0..200 {
                        let seen = store.remember_now(&code(number), second(220), second(100)).unwrap();
                        first.fetch_add(usize::from(seen == Seen::Never), Ordering::Relaxed);
                    }
                });
            }
        });
        assert_eq!(first.into_inner(), 200);
    }
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use super::*;
    use lonelypsp::auth::SqliteReplayStore;
    use std::fs;

    #[test]
    fn a_file_is_shared_and_outlives_the_program() {
        let folder = std::env::temp_dir().join(format!("lonelypsp-replays-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("replays.sqlite");
        let ask = |store: &SqliteReplayStore, number, until, now| {
            store.remember_now(&code(number), second(until), second(now))
        };
        {
            let (one, two) =
                (SqliteReplayStore::open(&path).unwrap(), SqliteReplayStore::open(&path).unwrap());
            assert_eq!(ask(&one, 1, 220, 100), Ok(Seen::Never));
            assert_eq!(ask(&two, 1, 220, 100), Ok(Seen::Before));
            assert_eq!(ask(&two, 2, 341, 221), Ok(Seen::Never));
            assert_eq!(ask(&one, 1, 220, 100), Err(ReplayError::ClockWentBack));
        }
        let again = SqliteReplayStore::open(&path).unwrap();
        assert_eq!(ask(&again, 2, 341, 221), Ok(Seen::Before));
        assert_eq!(ask(&again, 1, 220, 100), Err(ReplayError::ClockWentBack));
        let count = |path| {
            let database = rusqlite::Connection::open(path).unwrap();
            database
                .query_row("SELECT count(*) FROM lonelypsp_replays", [], |row| row.get::<_, i64>(0))
                .unwrap()
        };
        assert_eq!(count(&path), 1);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_is_no_database_is_an_error() {
        let error = SqliteReplayStore::open("/nowhere/at/all/replays.sqlite").unwrap_err();
        assert!(matches!(error, ReplayError::Failed(_)));
    }
}
