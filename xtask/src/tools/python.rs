//! Python, and the environments that the checks make with it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::{program, root, run_quietly, succeeds};

use super::apt::ensure;

/// Interpreters to look for, the best first.
const NAMES: [&str; 7] =
    ["python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python3", "python"];

/// Succeeds in an interpreter that is new enough and can make an environment with pip in it.
const SUITS: &str = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";

/// A virtual environment in the folder of the workspace, made on demand.
pub(crate) struct Environment {
    folder: &'static str,
    /// The file that names what is installed in it.
    requirements: &'static str,
}

/// Where the reference is.
pub(crate) const REFERENCE: Environment = Environment::new(".venv", "xtask/reference/requirements.txt");

/// Where the reference of the older version is.
pub(crate) const REFERENCE_BEFORE: Environment =
    Environment::new(".venv-0.0.33", "xtask/reference/requirements-0.0.33.txt");

/// Where the checks of the Python package are: linter, formatter, type checker, and the reference to compare with.
pub(crate) const CHECKS: Environment =
    Environment::new(".venv-checks", "protocol/bindings/tests/python/requirements.txt");

/// Where the real server and client are, which have requirements of their own.
pub(crate) const INTEROP: Environment =
    Environment::new(".venv-interop", "protocol/bindings/tests/interop/requirements.txt");

impl Environment {
    /// An environment in that folder, with what that file names.
    pub(crate) const fn new(folder: &'static str, requirements: &'static str) -> Self {
        Self { folder, requirements }
    }

    /// Its interpreter, once all that the requirements name is installed.
    pub(crate) fn python(&self) -> Result<PathBuf> {
        let requirements = root().join(self.requirements);
        let wanted = fs::read_to_string(&requirements).with_context(|| cannot_read(&requirements))?;
        // One at a time: several checks may begin together. The lock goes when the file is closed.
        let file = File::open(&requirements).with_context(|| cannot_read(&requirements))?;
        file.lock().with_context(|| format!("cannot lock {}", requirements.display()))?;
        let (folder, python) = (root().join(self.folder), self.program("python"));
        let stamp = folder.join("requirements.stamp");
        let works = succeeds(Command::new(&python).arg("--version"));
        if !works || fs::read_to_string(&stamp).ok().as_deref() != Some(&wanted) {
            install(&folder, &python, &requirements)?;
            fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))?;
        }
        Ok(python)
    }

    /// Where it has a program.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        let place = if cfg!(windows) { format!("Scripts/{name}.exe") } else { format!("bin/{name}") };
        root().join(self.folder).join(place)
    }
}

fn install(folder: &Path, python: &Path, requirements: &Path) -> Result<()> {
    let base = find_base()?;
    run_quietly(program(base).args(["-m", "venv", "--clear"]).arg(folder))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    let installed = run_quietly(program(python).args(pip).arg(requirements));
    let what = requirements.display();
    installed.with_context(|| {
        format!("what {what} names cannot be installed; pip has to reach PyPI, or an index that has it, once")
    })
}

/// A Python to make the environment with.
fn find_base() -> Result<&'static str> {
    if let Some(name) = find_installed() {
        return Ok(name);
    }
    ensure("Python 3.10 or newer with venv and pip", &["python3", "python3-venv"], || {
        find_installed().is_some()
    })?;
    find_installed().context("the Python that was just found is gone")
}

fn find_installed() -> Option<&'static str> {
    NAMES.into_iter().find(|name| succeeds(program(name).args(["-c", SUITS])))
}

fn cannot_read(path: &Path) -> String {
    format!("cannot read {}", path.display())
}
