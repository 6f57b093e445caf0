//! The reference's programs, as processes.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::complaints::Complaints;
use crate::kind::Kind;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../protocol/bindings/tests/interop");

fn program(file: &str, kind: Kind) -> Command {
    let python = env::var_os("LONELY_INTEROP_PYTHON");
    let mut command = Command::new(python.expect("LONELY_INTEROP_PYTHON has to name a Python"));
    command.arg(format!("{FOLDER}/{file}.py")).arg(kind.name());
    command
}

/// The real server, ended with the test.
pub(crate) struct RealServer {
    process: Child,
    /// It serves until this is closed.
    input: Option<ChildStdin>,
    complaints: Complaints,
    pub(crate) url: String,
}

impl RealServer {
    pub(crate) fn start(kind: Kind) -> Self {
        let mut command = program("serve", kind);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let complaints = Complaints::of(&mut process);
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Some(address) = line.trim_end().strip_prefix("listening on ") else {
            panic!("the server does not start: {}", complaints.all());
        };
        let url = format!("http://{address}");
        Self { input: process.stdin.take(), process, complaints, url }
    }
}

impl Drop for RealServer {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.process.wait();
        self.complaints.show();
    }
}

/// Notifies with the real client. Gives what it printed; if it failed, that is an error, with what it complained about.
pub(crate) fn notify_with_the_real_client(
    kind: Kind,
    address: &str,
    topic: &str,
    message: &str,
) -> Result<String, String> {
    let output = program("notify", kind).args([address, topic, message]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    if output.status.success() { Ok(said) } else { Err(said + &String::from_utf8_lossy(&output.stderr)) }
}
