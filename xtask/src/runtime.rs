//! `cargo xtask runtime`: lays out the runtime for `lonely generate --lang rust`, `codegen/rust/runtime/`, from that of the
//! crate `lonelypsp`.
//!
//! The emitter needs its text without the crate itself, and a published crate can hold no files of another. So there are
//! two of it, as there are of the runtimes in the packages of other languages; and here they are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::Outcome;
use crate::workspace::root;

/// Where it is laid out.
const FOLDER: &str = "codegen/rust/runtime";

/// Texts by the names of modules.
type Modules = BTreeMap<String, String>;

/// Writes what is to be there, or only says what would change.
pub(crate) fn run(check: bool) -> Result<Outcome> {
    let wanted = lay_out()?;
    let there = there()?;
    let mut outcome = Outcome::Clean;
    for name in wanted.keys().chain(there.keys()).collect::<BTreeSet<_>>() {
        let (is, is_to_be) = (there.get(name), wanted.get(name));
        if is == is_to_be {
            continue;
        }
        println!("{} {FOLDER}/{name}.rs", if check { "differs:" } else { "written:" });
        if check {
            outcome = Outcome::Findings;
        } else {
            write(&place(name), is_to_be)?;
        }
    }
    if outcome == Outcome::Findings {
        println!("run `cargo xtask runtime` to lay out the runtime anew");
    }
    Ok(outcome)
}

fn write(path: &Path, text: Option<&String>) -> Result<()> {
    match text {
        Some(text) => fs::write(path, text).with_context(|| format!("cannot write {}", path.display())),
        None => fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display())),
    }
}

fn place(name: &str) -> PathBuf {
    root().join(FOLDER).join(name).with_extension("rs")
}

fn there() -> Result<Modules> {
    let entries = fs::read_dir(root().join(FOLDER)).with_context(|| format!("cannot read {FOLDER}"))?;
    let read = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok((name, fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?))
    };
    entries.map(read).collect()
}

/// All that `mod.rs` declares without a feature, and itself.
fn lay_out() -> Result<Modules> {
    let source = |name: &str| {
        let path = root().join("protocol/src/runtime").join(name).with_extension("rs");
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let head = without_features(&source("mod")?);
    let mut modules = Modules::new();
    for name in declared(&head) {
        // What is copied has no unsafe code.
        let text = source(if name == "ascii" { "ascii_safe" } else { name })?;
        modules.insert(name.to_owned(), without_tests(&text));
    }
    modules.insert("mod".to_owned(), head);
    Ok(modules)
}

/// Without what features of the crate switch on.
fn without_features(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("#[cfg(feature") {
            // What it is about comes next.
            lines.next();
        } else if !line.starts_with("#[cfg_attr(feature") {
            out.extend([line, "\n"]);
        }
    }
    out
}

/// The names of the modules that are files.
fn declared(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
}

/// Neither unit tests, which come last, nor examples that name the crate.
fn without_tests(text: &str) -> String {
    let mut out = String::new();
    let mut in_example = false;
    for line in text.lines().take_while(|line| *line != "#[cfg(test)]") {
        let is_fence = ["/// ```", "//! ```"].contains(&line.trim_start());
        in_example ^= is_fence;
        out.extend([line, if is_fence && in_example { "text\n" } else { "\n" }]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_the_crate_alone_stays_there() {
        let head = "mod one;\n#[cfg(feature = \"serde\")]\nmod two;\n#[cfg_attr(feature = \"x\", path = \"y\")]\npub mod three;\n";
        let head = without_features(head);
        assert_eq!(head, "mod one;\npub mod three;\n");
        assert_eq!(declared(&head).collect::<Vec<_>>(), ["one", "three"]);
        let text = "/// ```\n/// one();\n/// ```\nfn one() {}\n\n#[cfg(test)]\nmod tests {}\n";
        assert_eq!(without_tests(text), "/// ```text\n/// one();\n/// ```\nfn one() {}\n\n");
    }
}
