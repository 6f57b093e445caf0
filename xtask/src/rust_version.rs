//! `cargo xtask rust-version`: the oldest Rust that this repository claims to build with, against what its dependencies
//! declare that they need.
//!
//! Nothing is built: that takes the older toolchain itself, and CONTRIBUTING says how it is done where there is one. What
//! the code here takes from the standard library is clippy's to see (`incompatible_msrv`, which reads the same claim).

use std::cmp::Reverse;
use std::fs;
use std::process::Stdio;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use crate::Outcome;
use crate::workspace::{cannot_start, cargo, root};

/// Major, minor, patch.
type Version = (u32, u32, u32);

/// A package of the locked dependencies, and the Rust that it says it needs.
#[derive(Debug, PartialEq, Eq)]
struct Needs {
    package: String,
    version: Option<Version>,
}

/// Compares the claim with the dependencies and with what the README says.
pub(crate) fn run() -> Result<Outcome> {
    let metadata = metadata()?;
    let (claimed, dependencies) = (claim(&metadata)?, dependencies(&metadata)?);
    let silent = dependencies.iter().filter(|needs| needs.version.is_none()).count();
    let needed = newest(&dependencies);
    println!("claimed: Rust {}, by `rust-version` in Cargo.toml", shown(claimed));
    println!("{} locked dependencies, of which {silent} do not say what they need", dependencies.len());
    for Needs { package, version } in &needed {
        println!("needed:  Rust {}, by {package}", version.map_or_else(String::new, shown));
    }
    let least = needed.first().and_then(|needs| needs.version).context("no dependency says what it needs")?;
    let mut problems = Vec::new();
    if claimed < least {
        problems
            .push(format!("write `rust-version = \"{}\"` in Cargo.toml, or lock older ones", shown(least)));
    }
    let sentence = format!("Rust {} or newer", shown(claimed));
    let readme = fs::read_to_string(root().join("README.md")).context("README.md cannot be read")?;
    if !readme.contains(&sentence) {
        problems.push(format!("README.md does not say \"{sentence}\""));
    }
    for problem in &problems {
        println!("error: {problem}");
    }
    Ok(if problems.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

/// What Cargo says of the workspace and of everything it depends on, on every platform and with every feature.
fn metadata() -> Result<Value> {
    let mut command = cargo();
    command.args(["metadata", "--locked", "--all-features", "--format-version", "1"]);
    let output = command.stdin(Stdio::null()).output().with_context(|| cannot_start(&command))?;
    if !output.status.success() {
        bail!("`cargo metadata` failed:\n{}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    serde_json::from_slice(&output.stdout).context("what `cargo metadata` prints is not JSON")
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten()
}

/// The one version that all packages of the workspace claim.
fn claim(metadata: &Value) -> Result<Version> {
    let ours = packages(metadata).filter(|package| package["source"].is_null());
    let mut claims: Vec<_> = ours.map(|package| parse(&package["rust_version"])).collect::<Result<_>>()?;
    claims.dedup();
    match claims[..] {
        [Some(only)] => Ok(only),
        _ => bail!("the packages of the workspace do not all take `rust-version` from it"),
    }
}

fn dependencies(metadata: &Value) -> Result<Vec<Needs>> {
    let foreign = packages(metadata).filter(|package| !package["source"].is_null());
    let needs = foreign.map(|package| {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let version = parse(&package["rust_version"]).with_context(|| text("name").to_owned())?;
        Ok(Needs { package: format!("{} {}", text("name"), text("version")), version })
    });
    let needs: Vec<_> = needs.collect::<Result<_>>()?;
    ensure!(!needs.is_empty(), "`cargo metadata` names no dependencies");
    Ok(needs)
}

/// Those that need the newest.
fn newest(all: &[Needs]) -> Vec<&Needs> {
    let mut sorted: Vec<_> = all.iter().filter(|needs| needs.version.is_some()).collect();
    sorted.sort_by_key(|needs| (Reverse(needs.version), &needs.package));
    let first = sorted.first().and_then(|needs| needs.version);
    sorted.retain(|needs| needs.version == first);
    sorted
}

/// `1.89` or `1.89.0`; nothing is said by `null`.
fn parse(value: &Value) -> Result<Option<Version>> {
    let Some(text) = value.as_str() else { return Ok(None) };
    let parts: Vec<u32> = text
        .split('.')
        .map(|part| part.parse().with_context(|| format!("`{text}` is no version of Rust")))
        .collect::<Result<_>>()?;
    match parts[..] {
        [major, minor] => Ok(Some((major, minor, 0))),
        [major, minor, patch] => Ok(Some((major, minor, patch))),
        [major] => Ok(Some((major, 0, 0))),
        _ => bail!("`{text}` is no version of Rust"),
    }
}

/// Without a patch of 0, as people say it.
fn shown((major, minor, patch): Version) -> String {
    match patch {
        0 => format!("{major}.{minor}"),
        _ => format!("{major}.{minor}.{patch}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metadata(claim: &str, needs: &[(&str, Value)]) -> Value {
        let own = json!({ "name": "own", "version": "0.1.0", "source": null, "rust_version": claim });
        let foreign = needs.iter().map(|(name, version)| {
            json!({ "name": name, "version": "2.0.0", "source": "registry", "rust_version": version })
        });
        json!({ "packages": std::iter::once(own).chain(foreign).collect::<Vec<_>>() })
    }

    #[test]
    fn the_newest_that_a_dependency_declares_is_what_is_needed() {
        let needs = [("old", json!("1.9")), ("new", json!("1.89.0")), ("silent", Value::Null)];
        let metadata = metadata("1.88", &needs);
        let dependencies = dependencies(&metadata).unwrap();
        let newest: Vec<_> = newest(&dependencies).iter().map(|needs| needs.package.as_str()).collect();
        assert_eq!(newest, ["new 2.0.0"]);
        assert_eq!(claim(&metadata).unwrap(), (1, 88, 0));
    }

    #[test]
    fn a_package_that_claims_another_version_is_noticed() {
        let mut metadata = metadata("1.88", &[("new", json!("1.70"))]);
        metadata["packages"].as_array_mut().unwrap().push(json!({ "source": null, "rust_version": "1.90" }));
        assert!(claim(&metadata).is_err());
    }

    #[test]
    fn what_is_no_version_is_refused() {
        assert!(parse(&json!("1.x")).is_err());
        assert!(parse(&json!("1.2.3.4")).is_err());
        assert_eq!(parse(&Value::Null).unwrap(), None);
    }
}
