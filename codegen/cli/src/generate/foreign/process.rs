//! A program that is given something to read and answers once.
//!
//! Its input is written, and its output and complaints read, on threads of their own, so that neither side waits for the
//! other for ever. It is ended if it takes too long or says too much.

use std::io::{BufRead as _, BufReader, ErrorKind, Read, Write as _, copy, sink};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::input::shown;
use crate::printable;
use crate::terminal::say;
use crate::words::size;

/// How much of what it says on standard error is passed on.
const MOST_SAID: u64 = 1 << 20;
/// The longest line of that.
const LONGEST_LINE: usize = 2000;
/// How long somebody whom it has started may hold its output, once it has ended; and how long its last words take.
const GRACE: Duration = Duration::from_secs(1);
/// How often is looked whether it has ended.
const TICK: Duration = Duration::from_millis(20);

/// How a program ended.
pub(super) struct Ended {
    pub(super) status: ExitStatus,
    /// What it wrote to its standard output.
    pub(super) answer: Vec<u8>,
}

/// Runs a program to its end, if it answers with at most so many bytes. If it cannot be, the text goes on behind its name.
pub(super) fn run(program: &Path, input: Vec<u8>, timeout: Duration, largest: u64) -> Result<Ended, String> {
    let mut command = Command::new(program);
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = Running(spawned.map_err(|error| cannot_start(program, &error))?);
    let (Some(mut stdin), Some(stdout), Some(stderr)) =
        (child.0.stdin.take(), child.0.stdout.take(), child.0.stderr.take())
    else {
        return Err("has no standard streams".to_owned());
    };
    // Who reads nothing, or ends before, is known by its answer.
    thread::spawn(move || drop(stdin.write_all(&input)));
    let (answered, answer) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.take(largest.saturating_add(1)).read_to_end(&mut bytes);
        let _ = answered.send(read.map(|_| bytes));
    });
    let (silent, silence) = channel();
    let name = shown(program);
    thread::spawn(move || {
        pass_on(stderr, &name);
        let _ = silent.send(());
    });
    let ended = wait(&mut child.0, &answer, timeout, largest);
    drop(child);
    // What it said last may still be on its way.
    let _ = silence.recv_timeout(GRACE);
    ended
}

/// Ended when it is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn wait(
    child: &mut Child,
    answer: &Receiver<std::io::Result<Vec<u8>>>,
    timeout: Duration,
    largest: u64,
) -> Result<Ended, String> {
    let mut until = Instant::now() + timeout;
    let (mut status, mut answered) = (None, None);
    loop {
        if answered.is_none() {
            match answer.recv_timeout(TICK) {
                Ok(Ok(bytes)) if bytes.len() as u64 > largest => {
                    return Err(format!("answered with more than {}, and was ended", size(largest)));
                }
                Ok(Ok(bytes)) => answered = Some(bytes),
                Ok(Err(error)) => return Err(format!("cannot be read: {error}")),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err("cannot be read".to_owned()),
            }
        } else {
            thread::sleep(TICK / 4);
        }
        if status.is_none() {
            status = child.try_wait().map_err(|error| format!("cannot be waited for: {error}"))?;
            until = if status.is_some() { until.min(Instant::now() + GRACE) } else { until };
        }
        match (status, answered.take()) {
            (Some(status), Some(answer)) => return Ok(Ended { status, answer }),
            (_, kept) => answered = kept,
        }
        if Instant::now() >= until {
            let seconds = timeout.as_secs_f64();
            return Err(match (status, answered) {
                (Some(_), _) => "ended, but something that it has started holds its output open".to_owned(),
                (None, Some(_)) => format!("answered, but did not end in {seconds} s, and was ended"),
                (None, None) => {
                    format!("did not answer in {seconds} s, and was ended; --timeout waits longer")
                }
            });
        }
    }
}

/// Says what it says on standard error, line by line, behind its name.
fn pass_on(mut stderr: impl Read, name: &str) {
    let mut lines = BufReader::new((&mut stderr).take(MOST_SAID));
    let mut line = Vec::new();
    while let Ok(1..) = lines.read_until(b'\n', &mut line) {
        let text = String::from_utf8_lossy(&line);
        say(&format!("{name}: {}", printable::clipped(text.trim_end_matches(['\r', '\n']), LONGEST_LINE)));
        line.clear();
    }
    if lines.get_ref().limit() == 0 {
        say(&format!("{name} says more, which is left out"));
    }
    let _ = copy(&mut stderr, &mut sink());
}

fn cannot_start(program: &Path, error: &std::io::Error) -> String {
    let help = match error.kind() {
        ErrorKind::PermissionDenied => "; is it executable? `chmod +x` makes it so",
        ErrorKind::NotFound if program.components().nth(1).is_none() && program.is_file() => {
            "; a program here has `./` before its name, others are looked for on the PATH"
        }
        ErrorKind::NotFound if program.is_file() => "; is the interpreter there that its first line names?",
        ErrorKind::NotFound => "; it is the path of a program, or the name of one on the PATH",
        _ => "",
    };
    format!("cannot be started: {error}{help}")
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// What becomes of a program that is this script.
    fn ran(script: &str, input: &[u8], timeout: f64, largest: u64) -> Result<(Option<i32>, String), String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("it");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        let ended = run(&path, input.to_vec(), Duration::from_secs_f64(timeout), largest)?;
        Ok((ended.status.code(), String::from_utf8(ended.answer).unwrap()))
    }

    #[test]
    fn a_program_reads_what_it_likes_and_answers_once() {
        let large = vec![b'x'; 1 << 20];
        assert_eq!(ran("cat", b"abc", 60.0, 100), Ok((Some(0), "abc".to_owned())));
        assert_eq!(ran("wc -c | tr -d ' '", &large, 60.0, 100), Ok((Some(0), "1048576\n".to_owned())));
        // It ends without having read anything.
        assert_eq!(ran("echo x; exit 3", &large, 60.0, 100), Ok((Some(3), "x\n".to_owned())));
        assert_eq!(ran("exec >&-; exit 4", b"", 60.0, 100), Ok((Some(4), String::new())));
    }

    #[test]
    fn nothing_is_waited_for_for_ever_or_held_without_a_limit() {
        let begun = Instant::now();
        for (script, said) in [
            ("cat > /dev/null; exec sleep 600", "did not answer in 0.5 s"),
            ("exec >&-; exec sleep 600", "answered, but did not end in 0.5 s"),
            ("sleep 600 & exit 0", "something that it has started holds its output open"),
            ("cat /dev/zero", "answered with more than 100 bytes"),
        ] {
            let why = ran(script, b"x", 0.5, 100).unwrap_err();
            assert!(why.contains(said), "{script}: {why}");
        }
        let noisy = "yes complaint | head -c 3000000 >&2; echo done";
        assert_eq!(ran(noisy, b"", 60.0, 100), Ok((Some(0), "done\n".to_owned())));
        assert!(begun.elapsed() < Duration::from_secs(60));
    }
}
