//! How long something may take, and how much memory.
//!
//! Templates have fuel, which nearly all that they can do is charged for; but not the lists that one puts together from
//! others. So they are watched as well. What does too much cannot be interrupted, only ended, and the whole command with it; nothing is
//! written by then.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::memory;
use crate::terminal::say;

/// How much more memory than now it may take.
const MOST: usize = 2 << 30;
/// How often is looked.
const TICK: Duration = Duration::from_millis(10);

/// Does some work; ends the command if it takes too long or too much memory. `what` does it.
pub(super) fn within<T>(timeout: Duration, what: &str, work: impl FnOnce() -> T) -> T {
    watched(timeout, MOST, work, |why| {
        say(&format!("error: {what} {why}"));
        std::process::exit(1)
    })
}

fn watched<T>(
    timeout: Duration,
    most: usize,
    work: impl FnOnce() -> T,
    ended: impl Fn(&str) + Send + Sync,
) -> T {
    let (done, watch) = channel::<()>();
    let (begun, before) = (Instant::now(), memory::taken());
    thread::scope(|scope| {
        let ended = &ended;
        scope.spawn(move || {
            while let Err(RecvTimeoutError::Timeout) = watch.recv_timeout(TICK) {
                if memory::taken().saturating_sub(before) > most {
                    return ended(&format!(
                        "take more than {} MiB of memory; do they make a list ever longer?",
                        most >> 20
                    ));
                }
                if begun.elapsed() > timeout {
                    let seconds = timeout.as_secs_f64();
                    return ended(&format!(
                        "take longer than {seconds} s; do they come to an end? --timeout waits longer"
                    ));
                }
            }
        });
        let result = work();
        drop(done);
        result
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    fn ended(timeout: Duration, most: usize, work: impl FnOnce()) -> Vec<String> {
        let said = Mutex::new(Vec::new());
        watched(timeout, most, work, |why| said.lock().unwrap().push(why.to_owned()));
        said.into_inner().unwrap()
    }

    #[test]
    fn what_takes_too_long_or_too_much_is_ended() {
        let (long, much) = (Duration::from_secs(3600), usize::MAX);
        assert!(ended(long, much, || {}).is_empty());
        let slow = ended(Duration::from_millis(1), much, || thread::sleep(Duration::from_millis(200)));
        assert!(slow[0].contains("take longer than 0.001 s"), "{slow:?}");
        let large = ended(long, 64 << 20, || {
            let held = vec![1_u8; 128 << 20];
            thread::sleep(Duration::from_millis(200));
            drop(held);
        });
        assert!(large[0].contains("more than 64 MiB"), "{large:?}");
    }
}
