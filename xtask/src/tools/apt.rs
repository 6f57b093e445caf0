//! Programs that the checks need and the system may lack.

use anyhow::{Context as _, Result, bail};

use crate::workspace::{program, run_quietly, succeeds};

/// Makes sure that a program is there, and installs Debian's packages for it if it is not.
pub(crate) fn ensure(what: &str, packages: &[&str], is_there: impl Fn() -> bool) -> Result<()> {
    if is_there() {
        return Ok(());
    }
    if !succeeds(program("sh").args(["-c", "test \"$(id -u)\" = 0 && command -v apt-get"])) {
        bail!("no {what} found; install one (Debian: {})", packages.join(" "));
    }
    run_quietly(program("apt-get").arg("update"))?;
    let install = ["install", "--yes", "--no-install-recommends"];
    run_quietly(program("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(install).args(packages))?;
    if !is_there() {
        bail!("apt-get has installed {}, but that is no {what}", packages.join(" "));
    }
    println!("installed {}", packages.join(" "));
    Ok(())
}

/// Whether a program runs at all.
pub(crate) fn has(name: &str) -> bool {
    succeeds(program(name).arg("--version"))
}

/// Makes sure of valgrind, which counts instructions.
pub(crate) fn ensure_valgrind() -> Result<()> {
    ensure("valgrind", &["valgrind"], || has("valgrind")).context("the benchmarks count instructions with it")
}

/// Makes sure of a C++ compiler, with which libFuzzer is built.
pub(crate) fn ensure_cxx() -> Result<()> {
    ensure("C++ compiler", &["g++"], || has("c++")).context("libFuzzer is built with it")
}

/// Makes sure of tshark, which reads captures with the dissector.
pub(crate) fn ensure_tshark() -> Result<()> {
    ensure("tshark", &["tshark"], || has("tshark")).context("the dissector is run in it")
}

/// Makes sure of a browser without a window.
pub(crate) fn ensure_chromium() -> Result<()> {
    ensure("Chromium", &["chromium"], || has("chromium")).context("the TypeScript package is tested in it")
}
