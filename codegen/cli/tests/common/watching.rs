//! A run with `--watch`, and what it says, in the order in which it says it.

use std::io::{BufRead as _, BufReader, pipe};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// Longer than anything here takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A schema of one file.
pub(crate) const ROOT: &str = "\
lonely: 1
name: chat
version: 0.1.0
doc: Lines of a chat.
protocols:
  chat: { prefix: none, doc: One line after the other. }
types:
  nick: { kind: text, max: 20, doc: Who is speaking. }
protocol: chat
messages:
  line: { from: subscriber, code: 1, doc: A line., sequence: [{ field: nick, type: nick, prefix: u8 }] }
";

/// The same with a mistake in it.
pub(crate) fn broken() -> String {
    ROOT.replace("type: nick,", "type: nikc,")
}

/// The same with another name, so that what is said of it is otherwise.
pub(crate) fn named(name: &str) -> String {
    ROOT.replace("name: chat\n", &format!("name: {name}\n"))
}

pub(crate) struct Watching {
    pub(crate) child: Child,
    lines: Receiver<String>,
}

impl Watching {
    /// Starts the command in a folder. Its streams are one, so that what it says is in order.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        let (reader, writer) = pipe().unwrap();
        let mut command = super::command();
        command.args(arguments).current_dir(folder).stdin(Stdio::null());
        command.stdout(writer.try_clone().unwrap()).stderr(writer);
        let child = command.spawn().unwrap();
        // It has the other end.
        drop(command);
        let (say, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(reader).lines() {
                let Ok(line) = line else { return };
                if say.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// What it says until it waits.
    #[track_caller]
    pub(crate) fn until_it_waits(&self) -> Vec<String> {
        self.until("; waiting for changes of ")
    }

    /// What it says up to the line with this text.
    #[track_caller]
    pub(crate) fn until(&self, text: &str) -> Vec<String> {
        let mut said = Vec::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => {
                    let is_last = line.contains(text);
                    said.push(line);
                    if is_last {
                        return said;
                    }
                }
                Err(error) => panic!("`{text}` does not come ({error}); it said {said:#?}"),
            }
        }
    }

    /// What it says to its end, and how it ends.
    #[track_caller]
    pub(crate) fn until_the_end(mut self) -> (Vec<String>, std::process::ExitStatus) {
        let mut said = Vec::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => said.push(line),
                Err(RecvTimeoutError::Disconnected) => return (said, self.child.wait().unwrap()),
                Err(RecvTimeoutError::Timeout) => panic!("it does not end; it said {said:#?}"),
            }
        }
    }

    /// Nobody reads any more what it says, once it says something.
    pub(crate) fn deafen(&mut self) {
        let (_, nothing) = channel();
        self.lines = nothing;
    }

    /// As Ctrl-C does.
    pub(crate) fn terminate(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", "TERM", &id]).status().unwrap().success());
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
