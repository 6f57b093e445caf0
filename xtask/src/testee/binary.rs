//! Programs of the workspace, built as its tests are, so that nothing is compiled twice.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace::{cannot_start, cargo, root, shown};

/// A program of the workspace.
#[derive(Clone, Copy)]
pub(crate) struct Binary {
    name: &'static str,
}

/// The command line.
pub(super) const LONELY: Binary = Binary { name: "lonely" };
/// The testee whose codecs are generated.
pub(super) const RUST: Binary = Binary { name: "lonelypsp-testee-rust" };
/// The same of the older version.
pub(super) const BEFORE: Binary = Binary { name: "lonelypsp-testee-before" };
/// The testee whose structs derive their codecs.
pub(super) const DERIVED: Binary = Binary { name: "lonelypsp-testee-derived" };
/// The server of the example whose messages are sequences.
pub(super) const SENSORS: Binary = Binary { name: "sensors-server" };

/// Where the programs are that were built already, if somebody says so. Cargo waits for whatever else it compiles at
/// the moment even if nothing is to be built, so steps that run beside others must not ask it.
pub(crate) const BUILT: &str = "LONELY_XTASK_BUILT";

/// With the features that the whole workspace with its tests asks for: others would be compiled beside them.
const AS_TESTED: [&str; 4] = ["build", "--workspace", "--bins", "--tests"];
const RELEASED: [&str; 2] = ["build", "--release"];

impl Binary {
    /// Where it is, once it is built.
    pub(super) fn build(self) -> Result<PathBuf> {
        match env::var_os(BUILT) {
            Some(folder) => Ok(Path::new(&folder).join(self.file())),
            None => self.built_by(&AS_TESTED),
        }
    }

    /// The same as people would install it.
    pub(super) fn build_released(self) -> Result<PathBuf> {
        self.built_by(&[&RELEASED[..], &["--bin", self.name]].concat())
    }

    /// Builds it and says where it is. Cargo writes to standard error what is wrong, and nothing else.
    fn built_by(self, arguments: &[&str]) -> Result<PathBuf> {
        let mut command = cargo();
        command.args(arguments).args(["--quiet", "--locked"]);
        let to_type = shown(&command);
        command.args(["--message-format=json-render-diagnostics", "--color=auto"]);
        let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
        let output = output.with_context(|| cannot_start(&command))?;
        if !output.status.success() {
            bail!("`{}` does not build; see above, or repeat with `{to_type}`", self.name);
        }
        let messages = String::from_utf8_lossy(&output.stdout);
        let found = messages.lines().find_map(|line| self.executable(line));
        found.with_context(|| format!("cargo did not say where it put `{}`", self.name))
    }

    /// What one of Cargo's messages says about it. Its tests have the same name.
    fn executable(self, line: &str) -> Option<PathBuf> {
        let message: Value = serde_json::from_str(line).ok()?;
        let is_it =
            message.pointer("/target/name")? == self.name && message.pointer("/profile/test")? == false;
        message.get("executable")?.as_str().filter(|_| is_it).map(PathBuf::from)
    }

    fn file(self) -> String {
        format!("{}{}", self.name, env::consts::EXE_SUFFIX)
    }
}

/// Where the suite keeps programs: whatever Cargo builds meanwhile, they stay as they are.
pub(crate) fn built_folder() -> PathBuf {
    root().join("target/checks/bin")
}

/// Builds the workspace with its tests, and puts what the other steps start where they find it.
pub(crate) fn build_all() -> Result<()> {
    let folder = built_folder();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for binary in [LONELY, RUST, BEFORE, DERIVED, SENSORS] {
        let (from, to) = (binary.built_by(&AS_TESTED)?, folder.join(binary.file()));
        copy(&from, &to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
        println!("{}", to.display());
    }
    Ok(())
}

/// A new file, since the old one may be running.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_file(to)?;
    }
    fs::copy(from, to)?;
    Ok(())
}
