//! Packs every crate as for publishing, and builds each package on its own.
//!
//! Cargo holds that what has a name and a version never changes: the packages that it verifies are unpacked into its
//! registry and compiled once, and taken from there the next time, even if they have changed since. So what an earlier
//! run left in the registry is removed first, and so is what it compiled, in a folder of its own. What the crates of others
//! were compiled to for the other checks is lent to that folder, since it is the same: cargo tells by its fingerprints.

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
    lend(&root().join("target/debug"), &target.join("debug"))?;
    run_quietly(
        cargo()
            .args(["package", "--workspace", "--allow-dirty", "--locked"])
            .args(NOT_PUBLISHED.iter().flat_map(|name| ["--exclude", name]))
            // A package has not the profiles of the workspace; like this its dependencies are compiled alike.
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TARGET_DIR", target),
    )?;
    Ok(Outcome::Clean)
}

/// Links what is in one build folder of the crates of others into another one: cargo writes what it makes anew beside it, and
/// never into it.
fn lend(from: &Path, to: &Path) -> Result<()> {
    for folder in ["deps", "build", ".fingerprint"] {
        link_all(&from.join(folder), &to.join(folder), true)?;
    }
    Ok(())
}

fn link_all(from: &Path, to: &Path, choose: bool) -> Result<()> {
    let Ok(entries) = fs::read_dir(from) else { return Ok(()) };
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        let is_ours = ["lonely", "example", "xtask"].iter().any(|ours| name.contains(ours));
        if choose && is_ours {
            continue;
        }
        let copy = to.join(&*name);
        if path.is_dir() {
            link_all(&path, &copy, false)?;
        } else if !choose || is_library(&path) {
            // Not every file system has links.
            let lent = fs::hard_link(&path, &copy).or_else(|_| fs::copy(&path, &copy).map(drop));
            lent.with_context(|| format!("cannot link {}", copy.display()))?;
        }
    }
    Ok(())
}

/// Whether others can be compiled with it; programs and tests are not lent.
fn is_library(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("rlib" | "rmeta" | "so" | "dylib" | "dll" | "d"))
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
