//! The real server and client from PyPI, with Rust on the other side, over HTTP.

use anyhow::Result;

use crate::tools::python::INTEROP;
use crate::workspace::cargo;

use super::checks::Checks;

/// All of the workspace is named, so that its crates are built with the same features as everywhere else; only the
/// example has such a test.
const TESTS: [&str; 8] =
    ["test", "--quiet", "--workspace", "--test", "subscriber", "--locked", "--", "--include-ignored"];

pub(super) fn check(checks: &mut Checks) -> Result<()> {
    let mut command = cargo();
    command.args(TESTS).env("LONELY_INTEROP_PYTHON", INTEROP.python()?);
    checks.run_saying("requests, deliveries, notifications: none, token, HMAC", " 0 ignored", &mut command)
}
