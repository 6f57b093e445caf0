//! The Python environment of the reference: `.venv` in the folder of the workspace, made on demand.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::apt::ensure;
use crate::workspace::{program, root, run_quietly, succeeds};

/// Interpreters to look for, the best first.
const NAMES: [&str; 7] =
    ["python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python3", "python"];

/// Succeeds in an interpreter that is new enough and can make an environment with pip in it.
const SUITS: &str = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";

/// The interpreter of the environment, in which what `requirements.txt` names is installed.
pub(crate) fn python() -> Result<PathBuf> {
    let requirements = root().join("xtask/reference/requirements.txt");
    let wanted = fs::read_to_string(&requirements).with_context(|| cannot_read(&requirements))?;
    // One at a time: several checks may begin together. The lock goes when the file is closed.
    let file = File::open(&requirements).with_context(|| cannot_read(&requirements))?;
    file.lock().with_context(|| format!("cannot lock {}", requirements.display()))?;
    let (folder, python) = (root().join(".venv"), interpreter());
    let stamp = folder.join("requirements.stamp");
    let works = succeeds(Command::new(&python).arg("--version"));
    if !works || fs::read_to_string(&stamp).ok().as_deref() != Some(&wanted) {
        install(&folder, &requirements)?;
        fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))?;
    }
    Ok(python)
}

/// Where an environment has its interpreter.
fn interpreter() -> PathBuf {
    root().join(if cfg!(windows) { ".venv/Scripts/python.exe" } else { ".venv/bin/python" })
}

fn install(folder: &Path, requirements: &Path) -> Result<()> {
    let base = find_base()?;
    run_quietly(program(base).args(["-m", "venv", "--clear"]).arg(folder))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    let installed = run_quietly(program(interpreter()).args(pip).arg(requirements));
    installed
        .context("the reference cannot be installed; pip has to reach PyPI, or an index that has it, once")
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
