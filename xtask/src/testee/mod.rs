//! The implementations behind the conformance protocol, as programs to start.

mod binary;

pub(crate) use binary::{BUILT, build_all, built_folder};

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::tools::node::{Node, typescript_package};
use crate::tools::python::{Environment, REFERENCE, REFERENCE_BEFORE};
use crate::tools::ruby::ruby;
use crate::workspace::{cannot_start, program, root, run_quietly};

/// An implementation of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Which {
    /// The Rust code that is generated from the schema
    Rust,
    /// Structs that derive their codecs from the schema
    Derived,
    /// The interpreter of the schema
    Interpreted,
    /// The generated Python package
    Python,
    /// The generated TypeScript package
    #[value(name = "typescript")]
    TypeScript,
    /// The generated Ruby gem
    Ruby,
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
            Self::Python => "python",
            Self::TypeScript => "typescript",
            Self::Ruby => "ruby",
            Self::Reference => "reference",
        }
    }

    /// The command that serves it, built and installed first where necessary.
    pub(crate) fn command(self) -> Result<Command> {
        let mut command = match self {
            Self::Rust => Command::new(binary::RUST.build()?),
            Self::Derived => Command::new(binary::DERIVED.build()?),
            Self::Interpreted => lonely(&["conformance", "serve"])?,
            Self::Python => python(&root().join("protocol/bindings/python"))?,
            Self::TypeScript => typescript(&typescript_package())?,
            Self::Ruby => ruby_gem(&root().join("protocol/bindings/ruby"))?,
            Self::Reference => reference(&REFERENCE)?,
        };
        command.current_dir(root());
        Ok(command)
    }

    /// The command that serves the older version of it; the packages were generated for that version into folders in this
    /// one, each named after its language.
    pub(crate) fn command_before(self, version: &str, packages: &Path) -> Result<Command> {
        let package = packages.join(self.as_str());
        let mut command = match self {
            Self::Rust => Command::new(binary::BEFORE.build()?),
            Self::Derived => bail!("nobody has written structs for {version}"),
            Self::Interpreted => lonely(&["conformance", "serve", "--protocol-version", version])?,
            Self::Python => python(&package)?,
            Self::TypeScript => typescript(&package)?,
            Self::Ruby => ruby_gem(&package)?,
            Self::Reference => reference(&REFERENCE_BEFORE)?,
        };
        command.current_dir(root());
        Ok(command)
    }
}

/// The command `lonely` as people would install it, for whoever measures how long it takes.
pub(crate) fn lonely_released(arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(binary::LONELY.build_released()?);
    command.args(arguments);
    Ok(command)
}

/// The command `lonely`, built first.
pub(crate) fn lonely(arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(binary::LONELY.build()?);
    command.args(arguments);
    Ok(command)
}

/// The server of the example whose messages are sequences, built first.
pub(crate) fn sensors_server() -> Result<Command> {
    Ok(Command::new(binary::SENSORS.build()?))
}

/// The interpreter of any schema; `lonely` is the command as [`lonely`] gives it.
pub(crate) fn interpreted_of(mut lonely: Command, schema: &Path) -> Command {
    lonely.args(["conformance", "serve", "--schema"]).arg(schema);
    lonely
}

/// The reference, of either version: its testee is the same program.
fn reference(environment: &Environment) -> Result<Command> {
    let mut command = program(environment.python()?);
    command.arg("xtask/reference/testee.py");
    Ok(command)
}

/// The package needs nothing but Python; the reference's environment has one.
fn python(package: &Path) -> Result<Command> {
    let mut command = program(REFERENCE.python()?);
    command.args(["-m", "lonelypsp_bindings.conformance"]);
    command.env("PYTHONPATH", package.join("src"));
    Ok(command)
}

/// What Node runs is built from the sources first.
fn typescript(package: &Path) -> Result<Command> {
    let node = Node::find()?;
    run_quietly(&mut node.compile(package)?)?;
    let mut command = node.command();
    command.arg(package.join("dist/conformance-main.js"));
    Ok(command)
}

fn ruby_gem(package: &Path) -> Result<Command> {
    let mut command = ruby()?;
    command.arg("-I").args([package.join("lib"), package.join("exe/lonelypsp-testee")]);
    Ok(command)
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
