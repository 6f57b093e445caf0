//! `cargo xtask bindings`: the generated packages, checked as those who depend on them would, and more.

mod checks;
mod dissector;
mod example;
mod export;
mod fresh;
mod interop;
mod python;
mod real_programs;
mod ruby;
mod site;
mod torture;
mod typescript;

use anyhow::Result;

use crate::Outcome;

use checks::Checks;
pub(crate) use python::node_tools;

/// What can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// That the packages in the repository are what the schema gives
    Fresh,
    /// The Python package: format, lints, types, tests
    Python,
    /// The TypeScript package: format, lints, types, packaging, tests in Node and in Chromium
    #[value(name = "typescript")]
    TypeScript,
    /// The Ruby gem: format, lints, signatures, tests
    Ruby,
    /// Packages of a schema made of everything that could go wrong, in all three languages
    Torture,
    /// The dissector in tshark: the corpus, what carries messages, random bytes, other schemas, a session of the real programs
    Dissector,
    /// The real server and client from PyPI on the Python package
    Interop,
    /// The real server from PyPI and the Ruby gem over HTTP: notifying it, and receiving from it
    RealServerRuby,
    /// The real server from PyPI and the TypeScript package over HTTP: notifying it, and receiving from it
    #[value(name = "real-server-typescript")]
    RealServerTypeScript,
    /// The real server and client from PyPI and Rust over HTTP: notifying, receiving, and being notified
    RealProgramsRust,
    /// The example whose messages are sequences: its server in Rust with its client in Python
    Example,
    /// What other programs are given of a schema, held to its JSON Schema, and the plug-in of the examples
    Export,
    /// The documentation of the schema, in Chromium, and its programs in TypeScript, Python and Ruby
    Site,
}

/// Runs the checks of one part.
pub(crate) fn run(part: Part) -> Result<Outcome> {
    let mut checks = Checks::default();
    match part {
        Part::Fresh => fresh::check(&mut checks)?,
        Part::Python => python::check(&mut checks)?,
        Part::TypeScript => typescript::check(&mut checks)?,
        Part::Ruby => ruby::check(&mut checks)?,
        Part::Torture => torture::check(&mut checks)?,
        Part::Dissector => dissector::check(&mut checks)?,
        Part::Interop => interop::check(&mut checks)?,
        Part::RealServerRuby => ruby::check_real_server(&mut checks)?,
        Part::RealServerTypeScript => typescript::check_real_server(&mut checks)?,
        Part::RealProgramsRust => real_programs::check(&mut checks)?,
        Part::Example => example::check(&mut checks)?,
        Part::Export => export::check(&mut checks)?,
        Part::Site => site::check(&mut checks)?,
    }
    Ok(checks.outcome())
}
