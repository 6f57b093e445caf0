//! One step: a command line.

use std::io::{BufRead, BufReader};
use std::process::{ChildStdout, Command, Stdio};

use anyhow::{Context, Result};

use crate::workspace::{cannot_start, cargo, program};

/// One step of the check.
pub(super) struct Step {
    /// Its name.
    pub(super) name: String,
    /// Variables to set.
    variables: Vec<(&'static str, &'static str)>,
    /// The program and its arguments.
    words: Vec<String>,
    /// Whether it says at the end how many cases there were.
    counts: bool,
}

/// What became of a step.
#[derive(Clone, Copy)]
pub(super) struct Ran {
    pub(super) succeeded: bool,
    /// How many cases it says that there were.
    pub(super) cases: Option<usize>,
}

impl Step {
    /// A command line, without quoting.
    pub(super) fn new(name: impl Into<String>, line: impl AsRef<str>) -> Self {
        let words = line.as_ref().split_whitespace().map(str::to_owned).collect();
        Self { name: name.into(), variables: Vec::new(), words, counts: false }
    }

    /// With a variable set.
    pub(super) fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.push((name, value));
        self
    }

    /// It says how many cases there were.
    pub(super) fn counting(mut self) -> Self {
        self.counts = true;
        self
    }

    /// What to type in order to run it alone.
    pub(super) fn shown(&self) -> String {
        let variables = self.variables.iter().map(|(name, value)| format!("{name}='{value}'"));
        variables.chain(self.words.iter().cloned()).collect::<Vec<_>>().join(" ")
    }

    /// Runs it, with its output passed on as it comes.
    pub(super) fn run(&self) -> Result<Ran> {
        let mut command = self.command();
        command.stdin(Stdio::null());
        if self.counts {
            command.stdout(Stdio::piped());
        }
        let mut child = command.spawn().with_context(|| cannot_start(&command))?;
        let cases = child.stdout.take().and_then(pass_on);
        let succeeded = child.wait().with_context(|| cannot_start(&command))?.success();
        Ok(Ran { succeeded, cases })
    }

    fn command(&self) -> Command {
        let name = self.words.first().map_or("", String::as_str);
        let mut command = if name == "cargo" { cargo() } else { program(name) };
        command.args(self.words.iter().skip(1)).envs(self.variables.iter().copied());
        command
    }
}

/// Prints lines, and finds the last that says how many cases there were.
fn pass_on(output: ChildStdout) -> Option<usize> {
    let lines = BufReader::new(output).lines().map_while(Result::ok);
    lines.inspect(|line| println!("{line}")).filter_map(|line| count(&line)).last()
}

/// The number in `14570 cases, 0 differences`.
fn count(line: &str) -> Option<usize> {
    let (number, rest) = line.split_once(" cases, ")?;
    rest.contains(" differences").then(|| number.trim().parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_found() {
        assert_eq!(count("14570 cases, 0 differences"), Some(14570));
        assert_eq!(count("200000 cases, 0 differences, 50.2 s"), Some(200_000));
        assert_eq!(count("differential: 200000 cases; to repeat: --cases 200000 --seed 7"), None);
    }

    #[test]
    fn a_step_can_be_repeated() {
        let step = Step::new("docs", "cargo doc --no-deps").with("RUSTDOCFLAGS", "-D warnings");
        assert_eq!(step.shown(), "RUSTDOCFLAGS='-D warnings' cargo doc --no-deps");
    }
}
