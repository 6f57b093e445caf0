//! Where the schemas and what is made of them lie: `target/schemas/made/schema_SEED`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace::root;

use super::generate::{Files, ROOT};

/// The languages that have packages.
pub(super) const PACKAGES: [&str; 3] = ["typescript", "python", "ruby"];

/// What the folders of all schemas begin with.
const PREFIX: &str = "schema_";

/// The folder of one schema.
pub(super) struct Place {
    seed: u64,
}

impl Place {
    pub(super) const fn of(seed: u64) -> Self {
        Self { seed }
    }

    /// The name of its folder and of its packages.
    pub(super) fn name(&self) -> String {
        format!("{PREFIX}{}", self.seed)
    }

    pub(super) fn folder(&self) -> PathBuf {
        made().join(self.name())
    }

    pub(super) fn schema(&self) -> PathBuf {
        self.folder().join(ROOT)
    }

    /// The package of a language.
    pub(super) fn package(&self, language: &str) -> PathBuf {
        self.folder().join(language)
    }

    /// Writes the schema, and what `lonely generate` is to make of it.
    pub(super) fn write(&self, files: &Files) -> Result<()> {
        for (path, text) in files {
            write(&self.folder().join(path), text)?;
        }
        let name = self.name();
        let entry = |language| format!("  - {{ lang: {language}, out: {language}, name: {name} }}\n");
        let config = format!("lonely: 1\nschema: {ROOT}\ngenerate:\n{}", PACKAGES.map(entry).concat());
        write(&self.folder().join("lonely.gen.yaml"), &config)
    }
}

/// The folder of all of them.
pub(super) fn made() -> PathBuf {
    root().join("target/schemas/made")
}

/// Removes what an earlier run made.
pub(super) fn clear() -> Result<()> {
    let folder = made();
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

/// The seeds of the schemas that a text names.
pub(super) fn seeds_in(text: &str) -> Vec<u64> {
    let mut seeds: Vec<u64> = text
        .split(PREFIX)
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
        .collect();
    seeds.sort_unstable();
    seeds.dedup();
    seeds
}

pub(super) fn write(path: &Path, text: &str) -> Result<()> {
    let failed = || format!("cannot write {}", path.display());
    fs::create_dir_all(path.parent().unwrap_or(path)).with_context(failed)?;
    // What is as it was is not touched: that would be built again.
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    fs::write(path, text).with_context(failed)
}
