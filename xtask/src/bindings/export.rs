//! What other programs are given of a schema: that exports are as their JSON Schema says, and that the plug-in of the examples
//! makes of one what its README shows.

use std::fs;

use anyhow::{Context, Result};

use crate::testee::lonely;
use crate::tools::python::Environment;
use crate::workspace::{program, root};

use super::checks::Checks;

const VALIDATOR: Environment = Environment::new(".venv-export", "xtask/export/requirements.txt");

/// Those with something that others have not.
const SCHEMAS: [&str; 4] = [
    "schema/history/0.0.33/lonelypsp.yaml",
    "codegen/build/tests/torture/torture.yaml",
    "examples/own-protocol/schema/sensors.yaml",
    "schema/lonelypsp/lonelypsp.yaml",
];

pub(super) fn check(checks: &mut Checks) -> Result<()> {
    let command = lonely(&[])?;
    let mut validate = program(VALIDATOR.python()?);
    validate.arg(root().join("xtask/export/validate.py")).arg(command.get_program());
    validate.args(SCHEMAS.map(|schema| root().join(schema)));
    checks.run_saying("exports are as their JSON Schema says", "4 exports are", &mut validate)?;

    let (example, out) = (root().join("examples/plugin"), root().join("target/example/plugin"));
    let mut generate =
        lonely(&["generate", "--plugin", "./emit-codes", "--option", "file=sensors.csv", "--schema"])?;
    generate
        .arg(root().join("examples/own-protocol/schema/sensors.yaml"))
        .arg("--out")
        .arg(&out)
        .current_dir(&example);
    checks.run("the plug-in makes its table", &mut generate)?;
    let table = fs::read_to_string(out.join("sensors.csv")).context("the plug-in has made no table")?;
    let readme = fs::read_to_string(example.join("README.md")).context("the example has no README")?;
    let head: Vec<_> =
        table.lines().take(3).filter(|line| !readme.contains(line)).map(str::to_owned).collect();
    checks.found("the README shows its first lines", &head);
    Ok(())
}
