//! The example whose messages are sequences: its server in Rust, and its client on a package generated for Python.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use anyhow::{Context, Result};

use crate::testee::{lonely, sensors_server};
use crate::tools::python::CHECKS;
use crate::workspace::{cannot_start, program, root};

use super::checks::Checks;

const FOLDER: &str = "examples/own-protocol";

pub(super) fn check(checks: &mut Checks) -> Result<()> {
    let (folder, package) = (root().join(FOLDER), root().join("target/example/python"));
    checks.run(
        "packages of the schema",
        lonely(&["generate", "--lang", "python", "--schema"])?
            .arg(folder.join("schema/sensors.yaml"))
            .arg("--out")
            .arg(&package),
    )?;
    let client = folder.join("sensors_client.py");
    let python = CHECKS.python()?;
    checks.run("ruff", program(CHECKS.program("ruff")).args(["check", "--isolated"]).arg(&client))?;
    let mut mypy = program(&python);
    mypy.args(["-m", "mypy", "--strict"]).arg(&client).env("MYPYPATH", package.join("src"));
    checks.run("mypy", &mut mypy)?;
    let readme = fs::read_to_string(folder.join("README.md")).context("the example has no README")?;
    let (server, address) = Server::start()?;
    let printed = readme.split("```text\n").nth(2).and_then(|rest| rest.split("```").next());
    checks.run_saying(
        "the client prints what the README says",
        printed.context("the README does not say what the client prints")?,
        program(python).arg(&client).arg(address).env("PYTHONPATH", package.join("src")),
    )?;
    drop(server);
    Ok(())
}

/// Ended with the check.
struct Server(Child);

impl Server {
    fn start() -> Result<(Self, String)> {
        let mut command = sensors_server()?;
        let mut process = command.stdout(Stdio::piped()).spawn().with_context(|| cannot_start(&command))?;
        let output = process.stdout.take().context("the server has no output")?;
        let server = Self(process);
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).context("the server says nothing")?;
        let address = line.trim_end().strip_prefix("listening on ").context("the server says no address")?;
        Ok((server, address.to_owned()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
