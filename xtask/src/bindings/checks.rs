//! Commands one after the other, all of them, with their output where they fail.

use std::panic::resume_unwind;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::Outcome;
use crate::workspace::{cannot_start, shown};

/// How many lines of what a check prints are shown if it succeeds: its figures.
const FIGURES: usize = 3;

/// What was checked so far.
#[derive(Default)]
pub(super) struct Checks {
    failed: Vec<String>,
    count: usize,
}

impl Checks {
    /// Runs a command that is to succeed.
    pub(super) fn run(&mut self, what: &str, command: &mut Command) -> Result<()> {
        self.run_saying(what, "", command)
    }

    /// Runs a command that is to succeed and to print this.
    pub(super) fn run_saying(&mut self, what: &str, wanted: &str, command: &mut Command) -> Result<()> {
        let ran = Ran::of(command)?;
        self.judge(what, wanted, command, &ran);
        Ok(())
    }

    /// Runs commands that mostly wait, at the same time.
    pub(super) fn run_together<const N: usize>(&mut self, mut all: [(&str, Command); N]) -> Result<()> {
        let ran = thread::scope(|scope| {
            let running = all.each_mut().map(|(_, command)| scope.spawn(|| Ran::of(command)));
            running.map(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        for ((what, command), ran) in all.iter().zip(ran) {
            self.judge(what, "", command, &ran?);
        }
        Ok(())
    }

    fn judge(&mut self, what: &str, wanted: &str, command: &Command, ran: &Ran) {
        let Ran { status, said, seconds } = ran;
        let succeeded = status.success() && said.contains(wanted);
        if succeeded {
            println!("{:>6} {seconds:>6.1} s  {what}", "ok");
            for line in last(said) {
                println!("                   {line}");
            }
        } else {
            println!("{:>6} {seconds:>6.1} s  {what}: `{}`, {}", "FAILED", shown(command), status);
            println!("{}", said.trim_end());
            if !said.contains(wanted) {
                println!("this should have been in it: {wanted}");
            }
        }
        self.note(what, succeeded);
    }

    /// Notes what was found in another way.
    pub(super) fn found(&mut self, what: &str, problems: &[String]) {
        println!("{:>6} {:>8}  {what}", if problems.is_empty() { "ok" } else { "FAILED" }, "");
        for problem in problems {
            println!("                   {problem}");
        }
        self.note(what, problems.is_empty());
    }

    fn note(&mut self, what: &str, succeeded: bool) {
        self.count += 1;
        if !succeeded {
            self.failed.push(what.to_owned());
        }
    }

    /// Whether all is well.
    pub(super) fn outcome(self) -> Outcome {
        println!("{} checks, {} failed {}", self.count, self.failed.len(), self.failed.join(", "));
        if self.failed.is_empty() && self.count > 0 { Outcome::Clean } else { Outcome::Findings }
    }
}

/// How a command ended.
struct Ran {
    status: ExitStatus,
    said: String,
    seconds: f64,
}

impl Ran {
    fn of(command: &mut Command) -> Result<Self> {
        let begun = Instant::now();
        let output = command.stdin(Stdio::null()).output().with_context(|| cannot_start(command))?;
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        Ok(Self { status: output.status, said, seconds: begun.elapsed().as_secs_f64() })
    }
}

/// The last lines that say something.
fn last(said: &str) -> impl Iterator<Item = &str> {
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let skip = lines.len().saturating_sub(FIGURES);
    lines.into_iter().skip(skip)
}
