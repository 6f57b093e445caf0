//! A testee: another program that answers requests, one line each.
//!
//! Requests are written, and answers and complaints read, on threads of their own, and only so many requests are under
//! way at a time; so neither side can wait for the other for ever, whatever the pipes hold.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::exit::Failure;

/// The most requests under way.
pub(super) const WINDOW: usize = 256;
/// How much of what it says on standard error is kept.
const KEPT: usize = 16 * 1024;

/// A testee that is running. It is ended when this is dropped.
pub(super) struct Process {
    name: String,
    child: Child,
    requests: Option<SyncSender<String>>,
    answers: Receiver<Vec<u8>>,
    complaints: Arc<Mutex<Vec<u8>>>,
    timeout: Duration,
}

/// How many times as long as for others is waited for the first answer.
const FIRST_TAKES: u32 = 20;

impl Process {
    /// Starts the command.
    pub(super) fn start(command: &[OsString], timeout: Duration) -> Result<Self, Failure> {
        let (program, arguments) = command
            .split_first()
            .ok_or_else(|| Failure::Usage("a command is needed behind `--`".to_owned()))?;
        let name = program.to_string_lossy().into_owned();
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| Failure::new(format!("the testee `{name}` cannot be started: {error}")))?;
        let (requests, to_write) = sync_channel(WINDOW + 1);
        let (read, answers) = sync_channel(WINDOW + 1);
        let complaints = Arc::new(Mutex::new(Vec::new()));
        if let (Some(stdin), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        {
            let kept = Arc::clone(&complaints);
            thread::spawn(move || write_requests(stdin, &to_write));
            thread::spawn(move || read_answers(stdout, &read));
            thread::spawn(move || read_complaints(stderr, &kept));
        }
        Ok(Self { name, child, requests: Some(requests), answers, complaints, timeout })
    }

    /// Sends a request. There must be fewer than [`WINDOW`] under way.
    pub(super) fn send(&self, line: String) {
        // If the testee is gone, waiting for the answer will tell.
        if let Some(requests) = &self.requests {
            let _ = requests.send(line);
        }
    }

    /// Waits for the first answer, which takes as much longer as a command needs that builds itself first.
    pub(super) fn receive_first(&mut self, to: &str) -> Result<Vec<u8>, Failure> {
        self.receive_within(self.timeout.saturating_mul(FIRST_TAKES), to)
    }

    /// Waits for the next answer; `to` says to what, in case there is none.
    pub(super) fn receive(&mut self, to: &str) -> Result<Vec<u8>, Failure> {
        self.receive_within(self.timeout, to)
    }

    fn receive_within(&mut self, timeout: Duration, to: &str) -> Result<Vec<u8>, Failure> {
        match self.answers.recv_timeout(timeout) {
            Ok(line) => Ok(line),
            Err(RecvTimeoutError::Timeout) => {
                let waited =
                    format!("has not answered {to} for {} s; --timeout waits longer", timeout.as_secs_f64());
                Err(self.failure(&waited))
            }
            Err(RecvTimeoutError::Disconnected) => {
                let how = match self.wait() {
                    Some(status) => format!("ended ({status}) without answering {to}"),
                    None => format!("closed its standard output without answering {to}"),
                };
                Err(self.failure(&how))
            }
        }
    }

    /// Closes its input and sees it end as it should.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        self.requests = None;
        match self.answers.recv_timeout(self.timeout) {
            Ok(line) => {
                let line = String::from_utf8_lossy(&line).into_owned();
                return Err(self.failure(&format!("wrote a line that nobody asked for: {line}")));
            }
            Err(RecvTimeoutError::Timeout) => {
                return Err(self.failure("does not end at the end of its input"));
            }
            Err(RecvTimeoutError::Disconnected) => {}
        }
        match self.wait() {
            Some(status) if status.success() => Ok(()),
            Some(status) => {
                Err(self.failure(&format!("ended with {status} at the end of its input, instead of 0")))
            }
            None => Err(self.failure("does not end at the end of its input")),
        }
    }

    fn wait(&mut self) -> Option<ExitStatus> {
        let until = Instant::now() + self.timeout.min(Duration::from_secs(5));
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) if Instant::now() < until => thread::sleep(Duration::from_millis(5)),
                _ => return None,
            }
        }
    }

    fn failure(&mut self, what: &str) -> Failure {
        // What it said last may still be on its way.
        let _ = self.child.kill();
        thread::sleep(Duration::from_millis(50));
        let said = self.complaints.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let said = match String::from_utf8_lossy(&said) {
            nothing if nothing.is_empty() => "nothing to standard error".to_owned(),
            said => format!("to standard error:\n{said}"),
        };
        Failure::CouldNotRun(format!("the testee `{}` {what}; it wrote {said}", self.name))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes lines as they come, and flushes when none is waiting.
fn write_requests(stdin: ChildStdin, lines: &Receiver<String>) {
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

fn read_answers(stdout: ChildStdout, answers: &SyncSender<Vec<u8>>) {
    let mut stdout = BufReader::with_capacity(1 << 16, stdout);
    loop {
        let mut line = Vec::new();
        match stdout.read_until(b'\n', &mut line) {
            Ok(1..) if answers.send(line).is_ok() => {}
            _ => return,
        }
    }
}

/// Reads everything, so that the testee never waits, and keeps the end of it.
fn read_complaints(mut stderr: ChildStderr, kept: &Mutex<Vec<u8>>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = stderr.read(&mut buffer) {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(buffer.get(..count).unwrap_or_default());
        let excess = kept.len().saturating_sub(KEPT);
        kept.drain(..excess);
    }
}
