//! One step: a command line, and what has to be done before it.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::testee::{BUILT, built_folder};
use crate::workspace::{cannot_start, cargo, program, root};

/// One step of the check.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// Its name.
    pub(super) name: String,
    /// What it does, in a few words.
    pub(super) about: String,
    /// Variables to set.
    variables: Vec<(&'static str, &'static str)>,
    /// The program and its arguments.
    words: Vec<String>,
    /// The steps that have to be done before it.
    pub(super) after: Vec<&'static str>,
    /// Whether it has Cargo compile into the workspace's target folder, which only one can at a time.
    pub(super) compiles: bool,
    /// Whether it is one of those of the inner loop.
    pub(super) is_quick: bool,
}

impl Step {
    /// A command line, without quoting.
    pub(super) fn new(name: impl Into<String>, about: impl Into<String>, line: impl AsRef<str>) -> Self {
        let words = line.as_ref().split_whitespace().map(str::to_owned).collect();
        let (name, about) = (name.into(), about.into());
        Self {
            name,
            about,
            variables: Vec::new(),
            words,
            after: Vec::new(),
            compiles: false,
            is_quick: false,
        }
    }

    /// With a variable set.
    pub(super) fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.push((name, value));
        self
    }

    /// Not before these are done.
    pub(super) fn after(mut self, steps: &[&'static str]) -> Self {
        self.after.extend(steps);
        self
    }

    /// It compiles.
    pub(super) fn compiling(mut self) -> Self {
        self.compiles = true;
        self
    }

    /// It belongs to the inner loop.
    pub(super) fn quick(mut self) -> Self {
        self.is_quick = true;
        self
    }

    /// Whether Cargo itself is asked whether something is to be compiled.
    pub(super) fn asks_cargo(&self) -> bool {
        self.words.first().is_some_and(|word| word == "cargo")
            && self.words.get(1).is_some_and(|word| word != "xtask")
    }

    /// What to type in order to run it alone.
    pub(super) fn shown(&self) -> String {
        let variables = self.variables.iter().map(|(name, value)| format!("{name}='{value}'"));
        variables.chain(self.words.iter().cloned()).collect::<Vec<_>>().join(" ")
    }

    /// Where its output goes.
    pub(super) fn log(&self) -> PathBuf {
        logs().join(format!("{}.log", self.name))
    }

    /// Starts it. Its output goes to a file, since others run beside it.
    pub(super) fn start(&self, is_built: bool) -> Result<Child> {
        let path = self.log();
        let failed = || format!("cannot write {}", path.display());
        let mut log = File::create(&path).with_context(failed)?;
        writeln!(log, "==> {}: {}", self.name, self.shown()).with_context(failed)?;
        let mut command = self.command()?;
        if is_built {
            command.env(BUILT, built_folder());
        }
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        command.spawn().with_context(|| cannot_start(&command))
    }

    /// `cargo xtask` is this program: Cargo would wait for whatever it is compiling before it starts it.
    fn command(&self) -> Result<Command> {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let (mut command, arguments) = match &words[..] {
            ["cargo", "xtask", arguments @ ..] => (program(this_program()?), arguments),
            ["cargo", arguments @ ..] => (cargo(), arguments),
            [name, arguments @ ..] => (program(*name), arguments),
            [] => anyhow::bail!("the step `{}` has no command", self.name),
        };
        command.args(arguments).envs(self.variables.iter().copied());
        Ok(command)
    }
}

/// Linux says of a program that was built anew while it ran that it is deleted; the new one is as good.
fn this_program() -> Result<PathBuf> {
    let path = std::env::current_exe().context("the system does not say where this program is")?;
    let text = path.to_string_lossy();
    Ok(text.strip_suffix(" (deleted)").map_or_else(|| path.clone(), PathBuf::from))
}

/// The folder of all output.
pub(super) fn logs() -> PathBuf {
    root().join("target/checks/logs")
}

/// The path as one would type it in the folder of the workspace.
pub(super) fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_can_be_repeated() {
        let step =
            Step::new("docs", "documentation", "cargo doc --no-deps").with("RUSTDOCFLAGS", "-D warnings");
        assert_eq!(step.shown(), "RUSTDOCFLAGS='-D warnings' cargo doc --no-deps");
    }
}
