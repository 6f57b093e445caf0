//! Runs the command as a user does.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub(crate) mod project;
pub(crate) mod watching;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How a run ended and what it wrote.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Checks the exit status; the rest is shown if it is another one.
    #[track_caller]
    pub(crate) fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "{self:#?}");
        self
    }
}

/// The command, in the root of the repository, with no colours asked for.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lonely"));
    command.env_remove("NO_COLOR").current_dir(root());
    command
}

/// Runs with arguments and nothing on standard input.
pub(crate) fn lonely(args: &[&str]) -> Ran {
    lonely_with(args, b"")
}

/// Runs with arguments and standard input.
pub(crate) fn lonely_with(args: &[&str], input: &[u8]) -> Ran {
    let mut child = command()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // It may end without reading everything.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        status: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The published vectors: direction, whether minimal, hex.
pub(crate) fn vectors() -> Vec<(String, bool, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../xtask/reference/published.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| {
            let vector: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| vector[key].as_str().unwrap().to_owned();
            (text("direction"), vector["minimal_headers"].as_bool().unwrap(), text("hex"))
        })
        .collect()
}

/// The sender in a direction.
pub(crate) fn sender(direction: &str) -> &'static str {
    if direction == "s2b" { "subscriber" } else { "broadcaster" }
}
