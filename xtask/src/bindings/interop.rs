//! The real server and client from PyPI, with the Python package in the place of the reference's messages.

use anyhow::Result;

use crate::tools::python::{CHECKS, INTEROP};
use crate::workspace::program;

use super::checks::Checks;

const FOLDER: &str = "protocol/bindings/tests/interop";

pub(super) fn check(checks: &mut Checks) -> Result<()> {
    CHECKS.python()?;
    let ruff = || program(CHECKS.program("ruff"));
    checks.run("ruff format", ruff().args(["format", "--check", FOLDER]))?;
    checks.run("ruff", ruff().args(["check", FOLDER]))?;
    let run = |file: &str| -> Result<_> {
        let mut command = program(INTEROP.python()?);
        command.arg(format!("{FOLDER}/{file}.py"));
        Ok(command)
    };
    checks.run_together([
        ("server and client on the package", run("run")?),
        ("a session of theirs, message by message", run("replay")?),
        ("the package by itself and the server, over HTTP", run("direct")?),
    ])
}
