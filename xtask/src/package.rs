//! Packs every crate as for publishing, and builds each package on its own.
//!
//! Cargo holds that what has a name and a version never changes: the packages that it verifies are unpacked into its
//! registry and compiled once, and taken from there the next time, even if they have changed since. So what an earlier
//! run left in the registry is removed first, and so is what it compiled, in a folder of its own.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::Outcome;
use crate::workspace::{cargo, root, run_quietly};

/// What is for this repository alone.
const NOT_PUBLISHED: [&str; 4] = ["xtask", "example-*", "lonelypsp-bench", "lonelypsp-testee"];

pub(crate) fn run() -> Result<Outcome> {
    for folder in leftovers() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    let target = root().join("target/packages");
    if target.exists() {
        fs::remove_dir_all(&target).with_context(|| format!("cannot remove {}", target.display()))?;
    }
    run_quietly(
        cargo()
            .args(["package", "--workspace", "--allow-dirty", "--locked"])
            .args(NOT_PUBLISHED.iter().flat_map(|name| ["--exclude", name]))
            .env("CARGO_TARGET_DIR", target),
    )?;
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
