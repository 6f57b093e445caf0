//! What the checks need besides Rust itself.

use anyhow::Result;

use crate::bindings::node_tools;
use crate::lint::sarif_tools;
use crate::tools::apt::{ensure_chromium, ensure_cxx, ensure_tshark, ensure_valgrind};
use crate::tools::node::{Node, documentation_tests, typescript_tests};
use crate::tools::{python, ruby};
use crate::workspace::{cargo, program, run_quietly, succeeds};

/// Installs what is missing; of Rust only, if that is all that is asked for.
pub(crate) fn run(only_rust: bool) -> Result<()> {
    ensure_components()?;
    if only_rust { Ok(()) } else { ensure_others() }
}

fn ensure_components() -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !succeeds(cargo().args([subcommand, "--version"])) {
            run_quietly(program("rustup").args(["component", "add", component]))?;
            println!("installed {component}");
        }
    }
    Ok(())
}

fn ensure_others() -> Result<()> {
    ensure_valgrind()?;
    ensure_cxx()?;
    ensure_chromium()?;
    ensure_tshark()?;
    ruby::ensure_checks()?;
    let node = Node::find()?;
    for folder in [typescript_tests(), documentation_tests(), node_tools(), sarif_tools()] {
        node.install(&folder)?;
        println!("{} has what it needs", folder.display());
    }
    for environment in [&python::REFERENCE, &python::REFERENCE_BEFORE, &python::CHECKS, &python::INTEROP] {
        println!("{} is set up", environment.python()?.display());
    }
    Ok(())
}

/// The targets without a standard library for which one can build here.
pub(crate) fn bare_targets() -> Vec<String> {
    let listed = program("rustup").args(["target", "list", "--installed"]).output();
    let listed =
        listed.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    listed.lines().filter(|target| target.contains("-none")).map(str::to_owned).collect()
}
