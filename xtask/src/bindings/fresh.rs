//! Whether the packages in the repository are what the schema gives: generated anew elsewhere, twice, and compared.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::testee::lonely;
use crate::workspace::{program, root, run_quietly};

use super::checks::Checks;

const LANGUAGES: [&str; 3] = ["python", "ruby", "typescript"];

/// What builds and tests make.
const MADE: [&str; 6] =
    ["dist", "node_modules", "package-lock.json", "__pycache__", ".ruff_cache", ".mypy_cache"];

pub(super) fn check(checks: &mut Checks) -> Result<()> {
    checks.run("lonely generate --check", lonely(&["generate", "--check"])?.current_dir(root()))?;
    for language in LANGUAGES {
        let (once, twice) = (generate(language, "once")?, generate(language, "twice")?);
        let kept = tree(&root().join("protocol/bindings").join(language))?;
        checks.found(&format!("{language}, generated into an empty folder"), &differences(&kept, &once));
        checks.found(&format!("{language}, generated once more"), &differences(&once, &twice));
    }
    let mut git = program("git");
    git.args(["status", "--porcelain", "--ignored=no", "--untracked-files=all", "protocol/bindings"]);
    let output = git.output().context("cannot run `git status`")?;
    let untracked = String::from_utf8_lossy(&output.stdout);
    let untracked = untracked.lines().filter(|line| line.starts_with("??")).map(str::to_owned);
    checks.found("nothing that git does not know", &untracked.collect::<Vec<_>>());
    Ok(())
}

/// Files by path.
type Tree = BTreeMap<PathBuf, Vec<u8>>;

fn generate(language: &str, time: &str) -> Result<Tree> {
    let folder = root().join("target/fresh").join(time).join(language);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    let mut command = lonely(&["generate", "--lang", language, "--out"])?;
    run_quietly(command.arg(&folder).current_dir(root()))?;
    tree(&folder)
}

fn tree(folder: &Path) -> Result<Tree> {
    let mut files = Tree::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("cannot read {}", next.display()))? {
            let path = entry?.path();
            if MADE.iter().any(|made| path.ends_with(made)) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder)?.to_owned();
                files.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

fn differences(one: &Tree, other: &Tree) -> Vec<String> {
    let names: std::collections::BTreeSet<_> = one.keys().chain(other.keys()).collect();
    let differing = names.into_iter().filter(|name| one.get(*name) != other.get(*name));
    differing.map(|name| format!("differs: {}", name.display())).collect()
}
