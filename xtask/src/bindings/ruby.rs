//! The Ruby gem: format, lints, signatures, documentation, tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::testee::lonely;
use crate::tools::python::INTEROP;
use crate::tools::ruby::{ensure_checks, ruby};
use crate::workspace::{program, root};

use super::checks::Checks;

/// A folder of tests.
const TESTS: &str = "protocol/bindings/tests/ruby";

/// Tests that only the gem for the protocol itself can have, and tests for any gem.
const OF_THE_PROTOCOL: [&str; 14] = [
    "agreement",
    "auth",
    "bodies",
    "corpus",
    "http",
    "http_request",
    "incremental",
    "json",
    "lying",
    "secrets",
    "signed",
    "trace_context",
    "user",
    "values",
];
const OF_ANY_GEM: [&str; 3] = ["package", "shapes", "strange"];

/// Runs rbs, which Ruby brings without a command of its own.
const RBS: [&str; 6] = ["-W0", "-e", "load Gem.bin_path('rbs', 'rbs')", "--", "-I", "sig"];

pub(super) fn check(checks: &mut Checks) -> Result<()> {
    ensure_checks()?;
    let gem = root().join("protocol/bindings/ruby");
    let runtime = root().join("codegen/runtime/ruby");
    checks.run("rubocop: runtime", program("rubocop").current_dir(&runtime))?;
    checks.run("rubocop: tests", program("rubocop").current_dir(root().join(TESTS)))?;
    for test in tests_in(&runtime.join("test"))? {
        let mut command = ruby()?;
        command.arg("-w").arg(test).current_dir(&runtime);
        checks.run_saying("runtime's tests", "0 skips", &mut command)?;
    }
    check_gem(checks, &gem, "Lonelypsp")?;
    for test in OF_THE_PROTOCOL {
        let mut command = test_of(&gem, test)?;
        // The command line, which they would have built otherwise.
        command.env("LONELY", lonely(&[])?.get_program());
        checks.run_saying(&format!("{test} tests"), "0 skips", &mut command)?;
    }
    Ok(())
}

/// The gem and the real server from PyPI, over HTTP.
pub(super) fn check_real_server(checks: &mut Checks) -> Result<()> {
    ensure_checks()?;
    let mut command = test_of(&root().join("protocol/bindings/ruby"), "real_server")?;
    command.env("LONELY_INTEROP_PYTHON", INTEROP.python()?);
    checks.run_saying("subscribed, notified and delivered: none, token, HMAC", "0 skips", &mut command)
}

/// What holds for any gem: also for one that is made of everything that could go wrong.
pub(super) fn check_gem(checks: &mut Checks, gem: &Path, module: &str) -> Result<()> {
    ensure_checks()?;
    checks.run("rubocop: gem", program("rubocop").current_dir(gem))?;
    checks.run("rbs validate", ruby()?.args(RBS).args(["validate", "--silent"]).current_dir(gem))?;
    let database = root().join("target/yard");
    checks.run_saying(
        "documentation",
        "100.00% documented",
        program("yard").args(["stats", "--list-undoc", "-b"]).arg(database).current_dir(gem),
    )?;
    for test in OF_ANY_GEM {
        checks.run_saying(&format!("{test} tests"), "0 skips", &mut test_of(gem, test)?)?;
    }
    checks.run_saying("signatures hold at run time", "0 skips", &mut signatures_of(gem, module)?)
}

fn test_of(gem: &Path, test: &str) -> Result<Command> {
    let mut command = ruby()?;
    command.arg("-w").arg(format!("{TESTS}/{test}_test.rb")).env("LONELY_GEM", gem);
    Ok(command)
}

/// The tests of the shapes once more, with every call compared with its signature. Those of strange values are left out,
/// since the comparison would find these before the gem does.
fn signatures_of(gem: &Path, module: &str) -> Result<Command> {
    let mut command = ruby()?;
    command.args(["-W0", "-r", "rbs/test/setup"]).arg(format!("{TESTS}/shapes_test.rb"));
    command.env("LONELY_GEM", gem).env("LONELY_ROUNDS", "6");
    command
        .env("RBS_TEST_OPT", format!("-I {}", gem.join("sig").display()))
        .env("RBS_TEST_LOGLEVEL", "error");
    command.env("RBS_TEST_TARGET", format!("{module},{module}::*"));
    Ok(command)
}

fn tests_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = folder.read_dir().with_context(|| format!("cannot read {}", folder.display()))?;
    let mut tests = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    tests.retain(|path| path.to_string_lossy().ends_with("_test.rb"));
    tests.sort();
    Ok(tests)
}
