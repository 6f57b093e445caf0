//! Programs of the workspace, built in release.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace::{cannot_start, cargo};

/// A program of the workspace.
pub(crate) struct Binary {
    package: &'static str,
    name: &'static str,
}

/// The command line.
pub(super) const LONELY: Binary = Binary { package: "lonelypsp-cli", name: "lonely" };
/// The testee whose structs derive their codecs.
pub(super) const DERIVED: Binary =
    Binary { package: "lonelypsp-derive-testee", name: "lonelypsp-derive-testee" };

const ARGUMENTS: [&str; 5] =
    ["build", "--quiet", "--release", "--message-format=json-render-diagnostics", "--color=auto"];

impl Binary {
    /// Builds it and says where it is. Cargo writes to standard error what is wrong, and nothing else.
    pub(super) fn build(&self) -> Result<PathBuf> {
        let Self { package, name } = self;
        let mut command = cargo();
        command.args(ARGUMENTS).args(["--package", package, "--bin", name]);
        let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
        let output = output.with_context(|| cannot_start(&command))?;
        if !output.status.success() {
            bail!("`{name}` does not build; see above, or repeat with `cargo build --release -p {package}`");
        }
        let messages = String::from_utf8_lossy(&output.stdout);
        let found = messages.lines().find_map(|line| self.executable(line));
        found.with_context(|| format!("cargo did not say where it put `{name}`"))
    }

    /// What one of Cargo's messages says about it.
    fn executable(&self, line: &str) -> Option<PathBuf> {
        let message: Value = serde_json::from_str(line).ok()?;
        let is_it = message.pointer("/target/name")? == self.name;
        message.get("executable")?.as_str().filter(|_| is_it).map(PathBuf::from)
    }
}
