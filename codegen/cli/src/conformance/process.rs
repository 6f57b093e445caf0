//! A testee: another program that answers requests, one line each.
//!
//! Requests are written, and answers and complaints read, on threads of their own, and only so many requests are under
//! way at a time; so neither side can wait for the other for ever, whatever the pipes hold. Nothing is waited for longer
//! than it is said to be, and nothing is waited for long without a word.

use std::ffi::OsString;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::pipes::{Answer, LONGEST, read_answers, read_complaints, write_requests};
use crate::exit::Failure;
use crate::printable;
use crate::terminal::say;

/// The most requests under way.
pub(super) const WINDOW: usize = 256;

/// How long is waited for an answer, if nothing else is said.
const USUAL: Duration = Duration::from_secs(30);
/// The same for the first one: the command may have to be built.
const FIRST: Duration = Duration::from_secs(120);
/// After how long is said what is waited for.
const QUIET: Duration = Duration::from_secs(3);
/// How long somebody else may still answer for a testee that has ended, as a program that was started by a script.
const GRACE: Duration = Duration::from_secs(1);
/// How long a testee may take to end that has closed its output.
const CLOSED: Duration = Duration::from_secs(5);
/// How often is looked whether it has ended.
const TICK: Duration = Duration::from_millis(20);

/// A testee that is running. It is ended when this is dropped.
pub(super) struct Process {
    name: String,
    child: Child,
    requests: Option<SyncSender<String>>,
    answers: Receiver<Answer>,
    complaints: Arc<Mutex<Vec<u8>>>,
    first: Duration,
    usual: Duration,
    /// How often was said that something is waited for.
    notices: u32,
}

/// What happens while something is waited for.
enum Event {
    Answer(Answer),
    /// It ended, and no further answer comes.
    Ended(ExitStatus),
    /// It runs, but no further answer comes.
    Closed,
    /// Nothing in all that time.
    Silence,
}

impl Process {
    /// Starts the command.
    pub(super) fn start(command: &[OsString], timeout: Option<Duration>) -> Result<Self, Failure> {
        let (program, arguments) = command
            .split_first()
            .ok_or_else(|| Failure::Usage("a command is needed behind `--`".to_owned()))?;
        let name = printable::clipped(&program.to_string_lossy(), 200);
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| Failure::new(format!("the testee `{name}` cannot be started: {error}")))?;
        let (requests, to_write) = sync_channel(WINDOW + 1);
        // One answer is read while another is looked at; there is no telling how long they are.
        let (read, answers) = sync_channel(1);
        let complaints = Arc::new(Mutex::new(Vec::new()));
        if let (Some(stdin), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        {
            let kept = Arc::clone(&complaints);
            thread::spawn(move || write_requests(stdin, &to_write));
            thread::spawn(move || read_answers(stdout, &read));
            thread::spawn(move || read_complaints(stderr, &kept));
        }
        let (first, usual) = (timeout.unwrap_or(FIRST), timeout.unwrap_or(USUAL));
        Ok(Self { name, child, requests: Some(requests), answers, complaints, first, usual, notices: 0 })
    }

    /// Sends a request. There must be fewer than [`WINDOW`] under way.
    pub(super) fn send(&self, line: String) {
        // If the testee is gone, waiting for the answer will tell.
        if let Some(requests) = &self.requests {
            let _ = requests.send(line);
        }
    }

    /// Waits for the first answer, which a command that builds itself may take long for.
    pub(super) fn receive_first(&mut self, to: &str) -> Result<Vec<u8>, Failure> {
        self.receive_within(self.first, to)
    }

    /// Waits for the next answer; `to` says to what, in case there is none.
    pub(super) fn receive(&mut self, to: &str) -> Result<Vec<u8>, Failure> {
        self.receive_within(self.usual, to)
    }

    fn receive_within(&mut self, timeout: Duration, to: &str) -> Result<Vec<u8>, Failure> {
        let to = printable::clipped(to, 200);
        let what = match self.wait_for(timeout, &format!("to answer {to}")) {
            Event::Answer(Answer::Line(line)) => return Ok(line),
            Event::Answer(Answer::TooLong) => {
                format!("answers {to} with a line of more than {LONGEST} bytes, the most that is read")
            }
            Event::Ended(status) => format!("ended ({status}) without answering {to}"),
            Event::Closed => format!("closed its standard output without answering {to}"),
            Event::Silence => {
                format!("has not answered {to} for {} s; --timeout waits longer", timeout.as_secs_f64())
            }
        };
        Err(self.failure(&what))
    }

    /// Closes its input and sees it end as it should.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        self.requests = None;
        let what = match self.wait_for(self.usual, "to end, since its input has") {
            Event::Ended(status) if status.success() => return Ok(()),
            Event::Ended(status) => format!("ended with {status} at the end of its input, instead of 0"),
            Event::Answer(Answer::Line(line)) => {
                let line = printable::clipped(String::from_utf8_lossy(&line).trim_end(), 200);
                format!("wrote a line that nobody asked for: {line}")
            }
            Event::Answer(Answer::TooLong) => "wrote a long line that nobody asked for".to_owned(),
            Event::Closed | Event::Silence => {
                "does not end at the end of its input; it was stopped".to_owned()
            }
        };
        Err(self.failure(&what))
    }

    /// Waits for whatever happens next, at most for that long; `what` says what should.
    fn wait_for(&mut self, timeout: Duration, what: &str) -> Event {
        let begun = Instant::now();
        let mut until = begun + timeout;
        let (mut ended, mut is_closed, mut is_said) = (None, false, false);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.answers.recv_timeout(left.min(TICK)) {
                Ok(answer) => return Event::Answer(answer),
                Err(RecvTimeoutError::Disconnected) if !is_closed => {
                    is_closed = true;
                    until = until.min(Instant::now() + CLOSED);
                }
                // The channel no longer waits.
                Err(RecvTimeoutError::Disconnected) => thread::sleep(left.min(TICK)),
                Err(RecvTimeoutError::Timeout) => {}
            }
            match (ended, is_closed) {
                (Some(status), true) => return Event::Ended(status),
                (Some(status), false) if left.is_zero() => return Event::Ended(status),
                (None, true) if left.is_zero() => return Event::Closed,
                (None, false) if left.is_zero() => return Event::Silence,
                _ => {}
            }
            if ended.is_none() {
                ended = self.child.try_wait().ok().flatten();
                // Its output may stay open for ever: whoever it has started may hold it.
                until = if ended.is_some() { until.min(Instant::now() + GRACE) } else { until };
            }
            if !is_said && begun.elapsed() >= QUIET {
                is_said = true;
                self.notice(timeout, what);
            }
        }
    }

    /// Says what is waited for; not over and over again, if each answer takes its time.
    fn notice(&mut self, timeout: Duration, what: &str) {
        const MOST: u32 = 3;
        self.notices += 1;
        if self.notices <= MOST {
            let (name, longest) = (&self.name, timeout.as_secs_f64());
            say(&format!("waiting for the testee `{name}` {what}, {longest} s at most (--timeout)"));
        }
    }

    fn failure(&mut self, what: &str) -> Failure {
        // What it said last may still be on its way.
        let _ = self.child.kill();
        thread::sleep(Duration::from_millis(50));
        let said = self.complaints.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let said = match String::from_utf8_lossy(&said) {
            nothing if nothing.is_empty() => "nothing to standard error".to_owned(),
            said => format!("to standard error:\n{}", printable::block(&said)),
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
