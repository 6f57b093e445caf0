//! The TypeScript package: format, lints, types, packaging, and its tests in Node and in Chromium.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::testee::lonely;
use crate::tools::apt::ensure_chromium;
use crate::tools::node::{Node, typescript_package, typescript_tests};
use crate::tools::python::INTEROP;
use crate::workspace::root;

use super::checks::Checks;

pub(super) fn check(checks: &mut Checks) -> Result<()> {
    ensure_chromium()?;
    let runtime = root().join("codegen/runtime/typescript");
    for (what, folder) in [("runtime", runtime), ("tests", typescript_tests())] {
        checks.run(&format!("prettier: {what}"), prettier()?.arg(".").current_dir(folder))?;
    }
    check_package(checks, &typescript_package())?;
    check_new_project(checks)?;
    let mut tests = Node::find()?.command();
    tests.args(["--test", "test/"]).current_dir(typescript_tests());
    // The command line, which they would have built otherwise.
    tests.env("LONELY", lonely(&[])?.get_program());
    checks.run_saying("tests, none skipped", "# skipped 0", &mut tests)
}

/// What `lonely init` writes works as it stands. Its own build asks npm's registry for the compiler, which is here already.
fn check_new_project(checks: &mut Checks) -> Result<()> {
    let folder = root().join("target/new-project");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    checks.run("init", lonely(&["init", "--lang", "typescript"])?.arg(&folder))?;
    let (node, project) = (Node::find()?, folder.join("typescript"));
    checks.run("tsc: package of a new project", &mut node.compile(&project.join("generated"))?)?;
    let mut tests = node.command();
    // As `npm test` does there.
    tests.arg("--test").current_dir(project);
    checks.run_saying("test of a new project", "# pass 1", &mut tests)
}

/// The package and the real server from PyPI, over HTTP.
pub(super) fn check_real_server(checks: &mut Checks) -> Result<()> {
    let node = Node::find()?;
    node.install(&typescript_tests())?;
    checks.run("tsc: package", &mut node.compile(&typescript_package())?)?;
    let mut tests = node.command();
    tests.args(["--test", "real-server/"]).current_dir(typescript_tests());
    tests.env("LONELY_INTEROP_PYTHON", INTEROP.python()?);
    checks.run_saying("subscribed, notified and delivered: none, token, HMAC", "# skipped 0", &mut tests)
}

/// What holds for any package: also for one that is made of everything that could go wrong.
pub(super) fn check_package(checks: &mut Checks, folder: &Path) -> Result<()> {
    checks.run("tsc: package", &mut Node::find()?.compile(folder)?)?;
    let files = ["src", "package.json", "tsconfig.json", "README.md"];
    checks.run("prettier: package", prettier()?.args(files).current_dir(folder))?;
    let mut eslint = tool("eslint/bin/eslint.js")?;
    eslint.arg("--config").arg(typescript_tests().join("eslint.config.js"));
    checks.run("eslint: package", eslint.arg("src").current_dir(folder))
}

fn prettier() -> Result<Command> {
    let mut command = tool("prettier/bin/prettier.cjs")?;
    command.args(["--print-width", "100", "--check"]);
    Ok(command)
}

/// A program of those that the tests have installed.
fn tool(path: &str) -> Result<Command> {
    let node = Node::find()?;
    node.install(&typescript_tests())?;
    let mut command = node.command();
    command.arg(typescript_tests().join("node_modules").join(path));
    Ok(command)
}
