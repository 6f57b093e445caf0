//! Packs every crate as for publishing, and checks each package by itself: whether the files are there that it needs, and whether
//! it asks for the features that it uses.
//!
//! Cargo would compile each package twice, to verify it and again as a dependency of the next. So the packages are unpacked into a
//! workspace of their own, where each stands for the crate of its name, and are checked there one by one. What the crates of others
//! were compiled to for the other checks is lent to that workspace, since it is the same: cargo tells by its fingerprints.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::Outcome;
use crate::workspace::{cargo, program, root, run_quietly};

/// What is for this repository alone.
const NOT_PUBLISHED: [&str; 4] = ["xtask", "example-*", "lonelypsp-bench", "lonelypsp-testee"];

pub(crate) fn run() -> Result<Outcome> {
    let folder = root().join("target/packages");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    run_quietly(
        cargo()
            .args(["package", "--workspace", "--allow-dirty", "--locked", "--no-verify"])
            .args(NOT_PUBLISHED.iter().flat_map(|name| ["--exclude", name]))
            .env("CARGO_TARGET_DIR", &folder),
    )?;
    let packages = unpack(&folder.join("package"))?;
    ensure!(!packages.is_empty(), "there is no package in {}", folder.display());
    fs::write(folder.join("package/Cargo.toml"), workspace_of(&packages))?;
    fs::copy(root().join("Cargo.lock"), folder.join("package/Cargo.lock"))?;
    let target = folder.join("target");
    lend(&root().join("target/debug"), &target.join("debug"))?;
    for name in &packages {
        run_quietly(
            cargo()
                // The versions that the workspace is tested with, and no look at a registry.
                .args(["check", "--offline", "--package", name])
                .current_dir(folder.join("package"))
                .env("CARGO_TARGET_DIR", &target),
        )?;
    }
    Ok(Outcome::Clean)
}

/// Unpacks what was packed, and gives the names of the crates. They all have the version of the workspace.
fn unpack(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for path in entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()? {
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".crate")) else {
            continue;
        };
        run_quietly(program("tar").arg("-xzf").arg(&path).arg("-C").arg(folder))?;
        let (name, _) = name.rsplit_once('-').with_context(|| format!("{name} has no version"))?;
        names.push(name.to_owned());
    }
    names.sort();
    Ok(names)
}

/// A workspace in which each of them stands for the crate of its name.
fn workspace_of(names: &[String]) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let members = names.iter().map(|name| format!("\"{name}-{version}\"")).collect::<Vec<_>>().join(", ");
    let patches = names.iter().map(|name| format!("{name} = {{ path = \"{name}-{version}\" }}"));
    let patches = patches.collect::<Vec<_>>().join("\n");
    // What others wrote is compiled as here, so that it can be lent.
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n[profile.dev]\ndebug = false\nincremental = false\n\n\
         [patch.crates-io]\n{patches}\n"
    )
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
