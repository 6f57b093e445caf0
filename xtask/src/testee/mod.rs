//! The implementations behind the conformance protocol, as programs to start.

mod binary;
pub(crate) mod venv;

use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::{cannot_start, program, root};

/// An implementation of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Which {
    /// The Rust code that is generated from the schema
    Rust,
    /// Structs that derive their codecs from the schema
    Derived,
    /// The interpreter of the schema
    Interpreted,
    /// The reference: the Python package lonelypsp
    Reference,
}

impl Which {
    /// Its name on the command line.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Derived => "derived",
            Self::Interpreted => "interpreted",
            Self::Reference => "reference",
        }
    }

    /// The command that serves it, built and installed first where necessary.
    pub(crate) fn command(self) -> Result<Command> {
        let (mut command, arguments): (_, &[&str]) = match self {
            Self::Rust => (Command::new(binary::LONELY.build()?), &["conformance", "serve"]),
            Self::Derived => (Command::new(binary::DERIVED.build()?), &[]),
            Self::Interpreted => {
                (Command::new(binary::LONELY.build()?), &["conformance", "serve", "--interpret"])
            }
            Self::Reference => (program(venv::python()?), &["xtask/reference/testee.py"]),
        };
        command.args(arguments).current_dir(root());
        Ok(command)
    }
}

/// Becomes the testee.
pub(crate) fn serve(which: Which) -> Result<()> {
    let mut command = which.command()?;
    become_program(&mut command).with_context(|| cannot_start(&command))
}

#[cfg(unix)]
fn become_program(command: &mut Command) -> std::io::Result<()> {
    Err(std::os::unix::process::CommandExt::exec(command))
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> std::io::Result<()> {
    std::process::exit(command.status()?.code().unwrap_or(1))
}
