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

/// The file there that lists the others, by its name.
const LIST: &str = "modules";

/// Texts by the names of modules, those of one in a folder with the folder before it: `forms/float`.
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
    let Some(text) = text else {
        return fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()));
    };
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn place(name: &str) -> PathBuf {
    root().join(FOLDER).join(name).with_extension("rs")
}

fn there() -> Result<Modules> {
    let mut found = Modules::new();
    read_folder("", &mut found)?;
    Ok(found)
}

/// Reads the files of a folder within [`FOLDER`], whose path ends with a slash if it is another.
fn read_folder(folder: &str, found: &mut Modules) -> Result<()> {
    let path = root().join(FOLDER).join(folder);
    let entries = fs::read_dir(&path).with_context(|| format!("cannot read {}", path.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = format!("{folder}{}", path.file_stem().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            read_folder(&format!("{name}/"), found)?;
        } else {
            let text =
                fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            found.insert(name, text);
        }
    }
    Ok(())
}

/// All that `mod.rs` declares without a feature, itself, and the list of all others.
fn lay_out() -> Result<Modules> {
    let head = without_features(&source("mod")?);
    let mut modules = Modules::new();
    add_declared(&head, "", &mut modules)?;
    modules.insert(LIST.to_owned(), list(&modules));
    modules.insert("mod".to_owned(), head);
    Ok(modules)
}

/// Adds what the text of a module declares, which lies in that folder, and whatever that declares.
fn add_declared(text: &str, folder: &str, modules: &mut Modules) -> Result<()> {
    for name in declared(text) {
        let path = format!("{folder}{name}");
        // What is copied has no unsafe code.
        let text = without_tests(&source(if path == "ascii" { "ascii_safe" } else { &path })?);
        add_declared(&text, &format!("{path}/"), modules)?;
        modules.insert(path, text);
    }
    Ok(())
}

fn source(name: &str) -> Result<String> {
    let path = root().join("protocol/src/runtime").join(name).with_extension("rs");
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// An expression of Rust: the modules by their names, each with its text, for `codegen/rust/src/runtime.rs`.
fn list(modules: &Modules) -> String {
    let lines = modules.keys().map(|name| format!("    ({name:?}, include_str!(\"{name}.rs\")),\n"));
    format!("// Written by `cargo xtask runtime`.\n&[\n{}]\n", lines.collect::<String>())
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
