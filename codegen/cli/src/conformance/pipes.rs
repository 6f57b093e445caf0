//! The pipes of a testee, each on a thread of its own. However much comes out of them, little is held.

use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::process::{ChildStderr, ChildStdin, ChildStdout};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError};
use std::sync::{Mutex, PoisonError};

use lonelypsp_conformance::lines::{Line, read_line};

/// The most bytes that an answer can have: those of the longest request several times, since what it asks about may be
/// answered in three spellings.
pub(super) const LONGEST: usize = 128 << 20;
/// How much of what it says on standard error is kept.
const KEPT: usize = 8 * 1024;

/// What came instead of the next answer, or it.
pub(super) enum Answer {
    Line(Vec<u8>),
    /// A line that goes on after [`LONGEST`] bytes. Nothing is read behind it.
    TooLong,
}

/// Writes lines as they come, and flushes when none is waiting.
pub(super) fn write_requests(stdin: ChildStdin, lines: &Receiver<String>) {
    let mut stdin = BufWriter::with_capacity(1 << 16, stdin);
    loop {
        let line = match lines.try_recv() {
            Ok(line) => line,
            Err(TryRecvError::Disconnected) => return,
            Err(TryRecvError::Empty) => match stdin.flush().ok().and_then(|()| lines.recv().ok()) {
                Some(line) => line,
                None => return,
            },
        };
        if stdin.write_all(line.as_bytes()).and_then(|()| stdin.write_all(b"\n")).is_err() {
            return;
        }
    }
}

pub(super) fn read_answers(stdout: ChildStdout, answers: &SyncSender<Answer>) {
    let mut stdout = BufReader::with_capacity(1 << 16, stdout);
    loop {
        let mut line = Vec::new();
        match read_line(&mut stdout, &mut line, LONGEST) {
            Ok(Line::Whole) if answers.send(Answer::Line(line)).is_ok() => {}
            Ok(Line::TooLong) => {
                let _ = answers.send(Answer::TooLong);
                // The pipe stays open, so that the testee is stopped by its end and not by that of the pipe.
                let _ = stdout.skip_until(b'\n');
                return;
            }
            _ => return,
        }
    }
}

/// Reads everything, so that the testee never waits, and keeps the end of it.
pub(super) fn read_complaints(mut stderr: ChildStderr, kept: &Mutex<Vec<u8>>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = stderr.read(&mut buffer) {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(buffer.get(..count).unwrap_or_default());
        let excess = kept.len().saturating_sub(KEPT);
        kept.drain(..excess);
    }
}
