//! The files of the corpus: protocol/vectors/*.jsonl, and those of the older version.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::Outcome;
use crate::workspace::root;

/// Names of files, and their lines.
type Files = [(String, Vec<String>)];

/// A folder, and the files that belong in it.
pub(super) type Corpus = (PathBuf, Vec<(String, Vec<String>)>);

/// Where the corpus is.
pub(crate) fn folder() -> PathBuf {
    root().join("protocol/vectors")
}

/// Writes them, and takes away what is not one of them any more.
pub(crate) fn write(folder: &Path, files: &Files) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut total = 0;
    for (name, lines) in files {
        let path = folder.join(name);
        fs::write(&path, text(lines)).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{:>6} cases  {:>8} bytes  {name}", lines.len(), text(lines).len());
        total += lines.len();
    }
    for name in strays(folder, files)? {
        fs::remove_file(folder.join(&name)).with_context(|| format!("cannot remove {name}"))?;
        println!("removed {name}");
    }
    println!("{total:>6} cases");
    Ok(())
}

/// Lists what [`write()`] would change.
pub(crate) fn check(corpora: &[Corpus]) -> Result<Outcome> {
    let mut outcome = Outcome::Clean;
    for (folder, files) in corpora {
        let changed = files.iter().filter_map(|(name, lines)| difference(folder, name, lines));
        let mut findings: Vec<_> = changed.collect();
        findings.extend(strays(folder, files)?.into_iter().map(|name| format!("stray    {name}")));
        if findings.is_empty() {
            let total: usize = files.iter().map(|(_, lines)| lines.len()).sum();
            println!("{total} cases in {} are what the schema and the reference say", folder.display());
            continue;
        }
        println!("{}", findings.join("\n"));
        eprintln!("the corpus in {} is stale: run `cargo xtask corpus`", folder.display());
        outcome = Outcome::Findings;
    }
    Ok(outcome)
}

fn text(lines: &[String]) -> String {
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// How a file differs from what it should be.
fn difference(folder: &Path, name: &str, lines: &[String]) -> Option<String> {
    let Ok(found) = fs::read_to_string(folder.join(name)) else { return Some(format!("missing  {name}")) };
    if found == text(lines) {
        return None;
    }
    let (found, wanted): (BTreeSet<&str>, BTreeSet<&str>) =
        (found.lines().collect(), lines.iter().map(String::as_str).collect());
    let (gone, new) = (found.difference(&wanted).count(), wanted.difference(&found).count());
    Some(format!("changed  {name}: {new} lines to add, {gone} to take away"))
}

/// Files that are there but should not be.
fn strays(folder: &Path, files: &Files) -> Result<Vec<String>> {
    Ok(listed(folder)?.into_iter().filter(|name| !files.iter().any(|(known, _)| known == name)).collect())
}

/// The files that are there.
fn listed(folder: &Path) -> Result<Vec<String>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names = names.collect::<Result<Vec<_>>>()?;
    names.retain(|name| Path::new(name).extension().is_some_and(|extension| extension == "jsonl"));
    names.sort();
    Ok(names)
}
