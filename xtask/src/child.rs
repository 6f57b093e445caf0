//! Talking to a testee: JSON Lines over pipes.

use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::testee::Which;
use crate::workspace::cannot_start;

/// The most bytes that an answer can have.
const LONGEST: u64 = 128 << 20;

/// A running testee.
pub(crate) struct Peer {
    /// Which one.
    pub(crate) which: Which,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Peer {
    /// Builds and starts it.
    pub(crate) fn start(which: Which) -> Result<Self> {
        Self::start_as(which, which.command()?)
    }

    /// Starts this command, which is another version of it.
    pub(crate) fn start_as(which: Which, mut command: Command) -> Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| cannot_start(&command))?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (input, output) = input.zip(output).context("the testee has no pipes")?;
        Ok(Self { which, child, input, output: BufReader::new(output) })
    }

    /// Sends requests and reads as many answers, at the same time, so that no pipe can fill up for good.
    pub(crate) fn ask(&mut self, requests: &[String]) -> Result<Vec<String>> {
        let Self { which, child, input, output } = self;
        thread::scope(|scope| {
            scope.spawn(|| send(input, requests));
            let mut answers = Vec::with_capacity(requests.len());
            for request in requests {
                let mut answer = String::new();
                output.by_ref().take(LONGEST).read_line(&mut answer)?;
                if !answer.ends_with('\n') {
                    let request: String = request.chars().take(300).collect();
                    let how = if answer.len() as u64 == LONGEST {
                        child.kill()?;
                        format!("answered with a line of more than {LONGEST} bytes")
                    } else {
                        format!("ended ({}) instead of answering", child.wait()?)
                    };
                    bail!("the testee `{}` {how}: {request}", which.as_str());
                }
                answers.push(answer);
            }
            Ok(answers)
        })
    }

    /// Asks one thing.
    pub(crate) fn ask_one(&mut self, request: &Value) -> Result<Value> {
        let answers = self.ask(&[request.to_string()])?;
        parse(self.which, answers.first().map_or("", String::as_str))
    }

    /// Ends it; a testee goes without a complaint when its input ends.
    pub(crate) fn finish(self) -> Result<()> {
        let Self { which, mut child, input, output } = self;
        drop((input, output));
        let status = child.wait()?;
        ensure!(status.success(), "the testee `{}` ended with {status}", which.as_str());
        Ok(())
    }
}

/// If the testee is gone, whoever reads its answers notices that too, and can say it better.
fn send(input: &mut ChildStdin, requests: &[String]) {
    let mut input = BufWriter::new(input);
    let _ = requests.iter().try_for_each(|request| writeln!(input, "{request}")).and_then(|()| input.flush());
}

/// Reads an answer.
pub(crate) fn parse(which: Which, answer: &str) -> Result<Value> {
    let problem = || {
        let answer: String = answer.chars().take(2000).collect();
        format!("the testee `{}` answered what is not JSON: {answer:?}", which.as_str())
    };
    serde_json::from_str(answer).with_context(problem)
}
