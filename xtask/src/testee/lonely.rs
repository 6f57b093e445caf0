//! The binary `lonely`, built in release.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace::{cannot_start, cargo};

const ARGUMENTS: [&str; 7] = [
    "build",
    "--quiet",
    "--release",
    "--package=lonelypsp-cli",
    "--bin=lonely",
    "--message-format=json-render-diagnostics",
    "--color=auto",
];

/// Builds it and says where it is. Cargo writes to standard error what is wrong, and nothing else.
pub(crate) fn build() -> Result<PathBuf> {
    let mut command = cargo();
    let output = command.args(ARGUMENTS).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| cannot_start(&command))?;
    if !output.status.success() {
        bail!("`lonely` does not build; see above, or repeat with `cargo build --release -p lonelypsp-cli`");
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    messages.lines().find_map(executable).context("cargo did not say where it put `lonely`")
}

/// What one of Cargo's messages says about it.
fn executable(line: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    let is_lonely = message.pointer("/target/name")? == "lonely";
    message.get("executable")?.as_str().filter(|_| is_lonely).map(PathBuf::from)
}
