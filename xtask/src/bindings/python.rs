//! The Python package: format, lints, types, tests, and whether it can be built.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::testee::lonely;
use crate::tools::node::Node;
use crate::tools::python::CHECKS;
use crate::workspace::{program, root};

use super::checks::Checks;

const RUNTIME: &str = "codegen/runtime/python";
const TESTS: &str = "protocol/bindings/tests/python";

pub(super) fn check(checks: &mut Checks) -> Result<()> {
    let package = root().join("protocol/bindings/python");
    for (what, folder) in [("runtime", RUNTIME), ("tests", TESTS)] {
        checks.run(&format!("ruff format: {what}"), tool("ruff")?.args(["format", "--check", folder]))?;
        checks.run(&format!("ruff: {what}"), tool("ruff")?.args(["check", folder]))?;
        checks.run(&format!("mypy: {what}"), tool("mypy")?.arg(".").current_dir(root().join(folder)))?;
    }
    checks.run("runtime's tests", python()?.args(UNITTEST).arg("tests").current_dir(root().join(RUNTIME)))?;
    check_package(checks, &package, "lonelypsp_bindings")?;
    check_user(checks, &package)?;
    // With skipped ones it would be `OK (skipped=…)`.
    let command = lonely(&[])?;
    let mut tests = python()?;
    tests.args(UNITTEST).arg(TESTS).env("LONELY", command.get_program());
    checks.run_saying("tests, none skipped", "\nOK\n", &mut tests)?;
    let wheels = root().join("target/wheels");
    let build = ["-m", "build", "--no-isolation", "--quiet", "--outdir"];
    checks.run("sdist and wheel", python()?.args(build).arg(wheels).arg(package))
}

/// A strict project that uses the package: whoever says anything about it says too much.
fn check_user(checks: &mut Checks, package: &Path) -> Result<()> {
    let user = root().join(TESTS).join("user");
    let mut types = tool("mypy")?;
    checks.run("mypy --strict: a user's project", types.arg("program.py").current_dir(&user))?;
    checks.run("pyright, strict: a user's project", pyright()?.args(["--warnings"]).current_dir(&user))?;
    let mut program = python()?;
    program.args(["-W", "error", "-X", "dev", "program.py"]).env("PYTHONPATH", package.join("src"));
    checks.run("a user's program, warnings are errors", program.current_dir(&user))
}

const UNITTEST: [&str; 5] = ["-W", "error", "-m", "unittest", "discover"];

/// What holds for any package: also for one that is made of everything that could go wrong.
pub(super) fn check_package(checks: &mut Checks, folder: &Path, module: &str) -> Result<()> {
    checks.run("ruff format: package", tool("ruff")?.args(["format", "--check"]).arg(folder))?;
    checks.run("ruff: package", tool("ruff")?.arg("check").arg(folder))?;
    checks.run("mypy --strict: package", tool("mypy")?.args(["--strict", "src"]).current_dir(folder))?;
    checks.run("pyright, strict: package", pyright()?.arg("src").current_dir(folder))?;
    let round_trips = Path::new(TESTS).join("roundtrip.py");
    checks.run("round trips", python()?.arg(round_trips).arg(folder).arg(module))
}

fn tool(name: &str) -> Result<Command> {
    CHECKS.python()?;
    Ok(program(CHECKS.program(name)))
}

fn python() -> Result<Command> {
    Ok(program(CHECKS.python()?))
}

/// It runs on Node, and looks for the modules of the environment.
fn pyright() -> Result<Command> {
    let (node, tests) = (Node::find()?, node_tools());
    node.install(&tests)?;
    let mut command = node.command();
    command.arg(tests.join("node_modules/pyright/index.js")).arg("--pythonpath").arg(CHECKS.python()?);
    Ok(command)
}

/// The checks that run on Node.
pub(crate) fn node_tools() -> PathBuf {
    root().join(TESTS)
}
