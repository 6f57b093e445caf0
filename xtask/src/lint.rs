//! `cargo xtask lint`: the schemas of the repository are clean, and what is written about one that is not is what the standards
//! say.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::Outcome;
use crate::testee::lonely;
use crate::tools::node::Node;
use crate::workspace::{cannot_start, root};

/// The schemas that people read; those of tests have faults on purpose.
const SCHEMAS: [&str; 4] = [
    "schema/lonelypsp/lonelypsp.yaml",
    "schema/history/0.0.33/lonelypsp.yaml",
    "examples/own-protocol/schema/jobs.yaml",
    "examples/own-protocol/schema/sensors.yaml",
];

/// A schema with so many faults that lint finds.
const FAULTS: (&str, usize) = ("codegen/cli/tests/faults/schema.yaml", 30);

/// One that is no schema, and whose problems have related places.
const UNSOUND: &str = "schema/tests/invalid/ls015-duplicate-code.yaml";

pub(crate) fn run() -> Result<Outcome> {
    let mut outcome = Outcome::Clean;
    for schema in SCHEMAS {
        let status = lonely(&["lint", "--schema", schema])?.current_dir(root()).status()?;
        match status.code() {
            Some(0) => {}
            Some(100) => outcome = Outcome::Findings,
            _ => anyhow::bail!("`lonely lint --schema {schema}` failed, {status}"),
        }
    }
    let node = Node::find()?;
    node.install(&sarif_tools())?;
    let (faults, count) = FAULTS;
    let results = [
        (&["lint", "--schema", faults, "--format", "sarif"][..], count),
        (&["lint", "--schema", SCHEMAS[0], "--format", "sarif"], 0),
        (&["check", "--schema", UNSOUND, "--format", "sarif"], 1),
    ];
    for (arguments, count) in results {
        let found = validate(&node, &lonely(arguments)?.current_dir(root()).output()?.stdout)?;
        ensure!(found == count, "`lonely {}`: {found} results, and {count} expected", arguments.join(" "));
        println!("`lonely {}`: {found} results in valid SARIF", arguments.join(" "));
    }
    Ok(outcome)
}

/// Where the JSON schema of SARIF is installed.
pub(crate) fn sarif_tools() -> PathBuf {
    root().join("xtask/tools/sarif")
}

/// How many results a log has.
///
/// # Errors
/// If it is not one.
fn validate(node: &Node, log: &[u8]) -> Result<usize> {
    let mut command: Command = node.command();
    command.arg(sarif_tools().join("validate.mjs")).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().with_context(|| cannot_start(&command))?;
    // It reads all of it before it writes.
    child.stdin.take().context("its standard input is a pipe")?.write_all(log)?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "what `lonely` wrote is no SARIF, see above");
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    said.parse().with_context(|| format!("`{said}` is no number of results"))
}
