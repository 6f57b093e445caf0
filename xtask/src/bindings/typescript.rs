//! The TypeScript package: format, lints, types, packaging, and its tests in Node and in Chromium.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::tools::apt::ensure_chromium;
use crate::tools::node::{Node, typescript_package, typescript_tests};
use crate::workspace::root;

use super::checks::Checks;

const WIDTH: [&str; 2] = ["--print-width", "100"];

pub(super) fn check(checks: &mut Checks) -> Result<()> {
    ensure_chromium()?;
    let runtime = root().join("codegen/runtime/typescript");
    checks.run("prettier: runtime", tool("prettier/bin/prettier.cjs")?.args(WIDTH).arg("--check").arg(runtime))?;
    let tests = tool("prettier/bin/prettier.cjs")?.args(WIDTH).args(["--check", "."]).current_dir(typescript_tests());
    checks.run("prettier: tests", tests)?;
    check_package(checks, &typescript_package())?;
    let mut tests = Node::find()?.command();
    checks.run("tests", tests.args(["--test", "test/"]).current_dir(typescript_tests()))
}

/// What holds for any package: also for one that is made of everything that could go wrong.
pub(super) fn check_package(checks: &mut Checks, folder: &Path) -> Result<()> {
    checks.run("tsc: package", &mut Node::find()?.compile(folder)?)?;
    let files = ["src", "package.json", "tsconfig.json", "README.md"];
    let mut prettier = tool("prettier/bin/prettier.cjs")?;
    checks.run("prettier: package", prettier.args(WIDTH).arg("--check").args(files).current_dir(folder))?;
    let mut eslint = tool("eslint/bin/eslint.js")?;
    eslint.arg("--config").arg(typescript_tests().join("eslint.config.js"));
    checks.run("eslint: package", eslint.arg("src").current_dir(folder))
}

/// A program of those that the tests have installed.
fn tool(path: &str) -> Result<Command> {
    let node = Node::find()?;
    node.install(&typescript_tests())?;
    let mut command = node.command();
    command.arg(typescript_tests().join("node_modules").join(path));
    Ok(command)
}
