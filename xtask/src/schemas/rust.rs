//! One crate with a module for each schema, made as users would: by a build script. It is strict about itself, and
//! answers requests as testees do.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use lonelypsp_schema::Direction;

use crate::workspace::{cargo, root};

use super::Made;
use super::place::write;

const TESTEE: &str = include_str!("../../schemas/testee.rs");

fn folder() -> PathBuf {
    root().join("target/schemas/rust")
}

/// Writes the crate.
pub(super) fn write_crate(made: &[Made]) -> Result<()> {
    let root = root().display().to_string();
    let manifest = format!(
        "[workspace]\n[package]\nname = \"schemas\"\nedition = \"2024\"\n\
         [dependencies]\nlonelypsp = {{ path = \"{root}/protocol\" }}\nserde_json = \"1\"\n\
         [build-dependencies]\nlonelypsp-build = {{ path = \"{root}/codegen/build\" }}\n\
         [profile.dev]\ndebug = false\n"
    );
    let folder = folder();
    write(&folder.join("Cargo.toml"), &manifest)?;
    // The versions that the workspace is tested with, and no look at a registry.
    fs::copy(format!("{root}/Cargo.lock"), folder.join("Cargo.lock")).context("cannot copy Cargo.lock")?;
    write(&folder.join("build.rs"), &build_script(made))?;
    write(&folder.join("src/lib.rs"), &library(made))?;
    write(&folder.join("src/main.rs"), TESTEE)?;
    write(&folder.join("src/table.rs"), &table(made))
}

fn build_script(made: &[Made]) -> String {
    let generate = made.iter().map(|made| {
        let (name, path) = (made.place.name(), made.place.schema().display().to_string());
        format!("    lonelypsp_build::Builder::new().schema({path:?}).file(\"{name}.rs\").generate();\n")
    });
    format!("//! Generates.\nfn main() {{\n{}}}\n", generate.collect::<String>())
}

fn library(made: &[Made]) -> String {
    let mut text = "//! Schemas.\n#![deny(warnings, missing_docs, rust_2018_idioms, unreachable_pub)]\n\
        #![deny(missing_debug_implementations)]\n#![forbid(unsafe_code)]\n"
        .to_owned();
    for made in made {
        let name = made.place.name();
        let file = format!("::core::concat!(::core::env!(\"OUT_DIR\"), \"/{name}.rs\")");
        // Writing to a String does not fail.
        let _ = write!(
            text,
            "/// Generated.\n#[no_implicit_prelude]\npub mod {name} {{\n    ::core::include!({file});\n}}\n"
        );
    }
    text
}

/// Every direction that has messages, of the schemas whose messages are compared.
fn table(made: &[Made]) -> String {
    let mut text = "&[\n".to_owned();
    for made in made.iter().filter(|made| made.has_prefixes()) {
        let name = made.place.name();
        for protocol in &made.schema.protocols {
            for direction in Direction::BOTH.into_iter().filter(|one| !protocol.messages_of(*one).is_empty())
            {
                let (protocol, direction) = (protocol.name.snake(), direction.as_str());
                let codec = format!("codec!(schemas::{name}::{protocol}::{direction})");
                let _ = writeln!(text, "    (\"{name}\", \"{protocol}\", \"{direction}\", {codec}),");
            }
        }
    }
    text + "]\n"
}

/// Cargo in the crate.
pub(super) fn cargo_with(arguments: &[&str]) -> Command {
    let mut command = cargo();
    let (command_, rest) = arguments.split_at(1);
    command.args(command_).args(["--offline", "--quiet"]).args(rest).current_dir(folder());
    command.env("RUSTDOCFLAGS", "-D warnings").env("CARGO_TARGET_DIR", folder().join("target"));
    command
}

/// The program of the crate, which answers for the schema of that name.
pub(super) fn testee(name: &str) -> Command {
    let mut command = Command::new(folder().join("target/debug/schemas"));
    command.arg(name);
    command
}
