//! The example, as a process.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::complaints::Complaints;
use crate::kind::{Kind, TOPIC};

/// A limit for what takes ten seconds or two on a computer that has nothing else to do.
const PATIENCE: Duration = Duration::from_secs(120);

/// The program, subscribed; ended with the test.
pub(crate) struct Subscriber {
    process: Child,
    lines: Receiver<String>,
    complaints: Complaints,
    pub(crate) host: String,
}

impl Subscriber {
    /// The program with its arguments and secrets.
    pub(crate) fn command(server: &str, kind: Kind) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_example-http-subscriber"));
        command.args([server, "--topic", TOPIC, "--auth", kind.name()]);
        command.env("LONELY_TO_BROADCASTER", kind.secret()).env("LONELY_TO_SUBSCRIBER", kind.secret());
        command
    }

    pub(crate) fn start(server: &str, kind: Kind) -> Self {
        let mut process =
            Self::command(server, kind).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let complaints = Complaints::of(&mut process);
        let output = BufReader::new(process.stdout.take().unwrap());
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut subscriber = Self { process, lines, complaints, host: String::new() };
        let line = subscriber.line();
        line.strip_prefix("listening on ").unwrap().clone_into(&mut subscriber.host);
        assert_eq!(subscriber.line(), format!("subscribed to {TOPIC}"));
        subscriber
    }

    /// The next line that it prints.
    pub(crate) fn line(&mut self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("the program prints nothing more")
    }

    /// Ends it as people do. Gives the last line that it prints.
    pub(crate) fn interrupt(mut self) -> String {
        let kill = format!("kill -INT {}", self.process.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        assert!(self.process.wait().unwrap().success());
        self.lines.iter().last().unwrap()
    }
}

impl Drop for Subscriber {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        self.complaints.show();
    }
}
