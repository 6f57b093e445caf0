//! What programs write to standard error: shown with the test that fails, and with no other.

use std::io::Read as _;
use std::mem;
use std::process::Child;
use std::thread::{self, JoinHandle};

/// Read while the program runs, so that it never has to wait.
pub(crate) struct Complaints(Option<JoinHandle<String>>);

impl Complaints {
    /// Those of a program whose standard error is a pipe.
    pub(crate) fn of(process: &mut Child) -> Self {
        let mut pipe = process.stderr.take().unwrap();
        Self(Some(thread::spawn(move || {
            let mut all = Vec::new();
            let _ = pipe.read_to_end(&mut all);
            String::from_utf8_lossy(&all).into_owned()
        })))
    }

    /// All of them, once the program has ended.
    pub(crate) fn all(mut self) -> String {
        mem::take(&mut self.0).and_then(|thread| thread.join().ok()).unwrap_or_default()
    }

    /// Shows them, once the program has ended.
    pub(crate) fn show(&mut self) {
        eprint!("{}", Self(mem::take(&mut self.0)).all());
    }
}
