//! Set-up and checks of this repository: `cargo xtask --help`.
//!
//! Exit status: 0 clean, 1 could not run, 2 usage, 100 findings.

#[macro_use]
mod say;

mod bindings;
mod build_times;
mod child;
mod conformance;
mod corpus;
mod differential;
#[cfg(test)]
mod folders;
mod forms;
mod fuzz;
mod generate_times;
mod hex;
mod lint;
mod model;
mod mutations;
mod package;
mod pairs;
mod runtime;
mod rust_version;
mod schemas;
mod setup;
mod suite;
mod testee;
mod tools;
mod versions;
mod wire;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::testee::Which;

/// Set-up and checks of this repository.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs every check of the repository, in named steps, side by side, up to the first that fails
    Test(suite::Options),
    /// Installs what the checks need: rustfmt, clippy, valgrind, a C++ compiler, Chromium, Ruby, Node and Python, and
    /// what they need from PyPI and npm
    Setup {
        /// Only what belongs to Rust
        #[arg(long)]
        rust: bool,
    },
    /// Builds the workspace with its tests, once for all other commands
    Build,
    /// Puts the conformance corpus to an implementation
    Conformance {
        /// Which one
        which: Which,
    },
    /// Serves an implementation: conformance requests on standard input, answers on standard output
    Testee {
        /// Which one
        which: Which,
    },
    /// Writes the conformance corpus, protocol/vectors/*.jsonl
    Corpus {
        /// Writes nothing and lists what would change
        #[arg(long)]
        check: bool,
    },
    /// Lays out the runtime for `lonely generate --lang rust`, codegen/rust/runtime/*.rs
    Runtime {
        /// Writes nothing and lists what would change
        #[arg(long)]
        check: bool,
    },
    /// Compares the reference and all implementations here on random and damaged messages
    Differential(differential::Options),
    /// Checks the generated packages
    Bindings {
        /// What of them
        part: bindings::Part,
    },
    /// Looks whether the schemas of the repository are clean, and whether findings are written as SARIF says
    Lint,
    /// Has every message of the corpus written in each of the four languages and read in each
    Pairs,
    /// Puts the bytes of the older version to code of the newest in each of the four languages, and the other way round
    Versions,
    /// Makes random valid schemas, and compiles, checks and runs what is generated from them in all four languages
    Schemas(schemas::Options),
    /// Changes schemas at random, and sees whether `lonely breaking` finds what that breaks, with bytes that show it
    Mutations(mutations::Options),
    /// Looks for bytes that break the codecs, guided by coverage, for a bounded time
    Fuzz(fuzz::Options),
    /// Times clean builds of a user's crate with the derive, beside deku and prost-build
    BuildTimes(build_times::Options),
    /// Times `lonely generate` on a schema of many messages
    GenerateTimes(generate_times::Options),
    /// Compares the Rust that is claimed to suffice with what the dependencies declare that they need
    RustVersion,
    /// Packs every crate as for publishing, and builds each package on its own
    Package,
}

/// What a command found, if it could run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Clean,
    Findings,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(100),
        Err(problem) => {
            eprintln!("error: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<Outcome> {
    match command {
        Command::Test(options) => suite::run(&options),
        Command::Setup { rust } => setup::run(rust).map(|()| Outcome::Clean),
        Command::Build => testee::build_all().map(|()| Outcome::Clean),
        Command::Conformance { which } => conformance::run(which),
        Command::Testee { which } => testee::serve(which).map(|()| Outcome::Clean),
        Command::Corpus { check } => corpus::run(check),
        Command::Runtime { check } => runtime::run(check),
        Command::Differential(options) => differential::run(&options),
        Command::Bindings { part } => bindings::run(part),
        Command::Lint => lint::run(),
        Command::Pairs => pairs::run(),
        Command::Versions => versions::run(),
        Command::Schemas(options) => schemas::run(&options),
        Command::Mutations(options) => mutations::run(&options),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::BuildTimes(options) => build_times::run(&options).map(|()| Outcome::Clean),
        Command::GenerateTimes(options) => generate_times::run(&options).map(|()| Outcome::Clean),
        Command::RustVersion => rust_version::run(),
        Command::Package => package::run(),
    }
}
