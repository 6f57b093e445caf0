//! Packs every crate as for publishing, and builds each package on its own.
//!
//! Cargo unpacks the packages that it verifies into its registry, by name and version, and takes what lies there the next
//! time, even if the package has changed since. So what an earlier run left is removed first.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::Outcome;
use crate::workspace::{cargo, run_quietly};

pub(crate) fn run() -> Result<Outcome> {
    for folder in leftovers() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    run_quietly(cargo().args(["package", "--workspace", "--exclude", "xtask", "--allow-dirty", "--locked"]))?;
    Ok(Outcome::Clean)
}

/// Unpacked packages of ours, in registries that have no name: those that cargo makes up for verifying.
fn leftovers() -> Vec<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    let registries = entries(&home.join("registry/src"), "-");
    registries.iter().flat_map(|registry| entries(registry, "lonelypsp-")).collect()
}

fn entries(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix));
    ours.map(|entry| entry.path()).collect()
}
