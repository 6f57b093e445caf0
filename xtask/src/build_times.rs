//! How long a clean debug build of a user's crate takes that derives a message, beside one that derives with deku and one
//! that generates with prost-build: what somebody waits for who has just added the dependency.

mod crates;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::workspace::{cargo, root, run_quietly};
use crates::{CRATES, UserCrate};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How often each is built
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

/// Builds them in turns, so that what else the machine does meets all alike, and prints the medians.
pub(crate) fn run(options: &Options) -> Result<()> {
    let folder = root().join("target/build-times");
    let folders: Vec<PathBuf> = CRATES.iter().map(|user| user.write(&folder)).collect::<Result<_>>()?;
    let mut seconds: Vec<Vec<f64>> = CRATES.iter().map(|_| Vec::new()).collect();
    for round in 1..=options.rounds.max(1) {
        for ((user, folder), seconds) in CRATES.iter().zip(&folders).zip(&mut seconds) {
            let took = build(folder)?;
            println!("round {round}: {:<12} {took:.1} s", user.name);
            seconds.push(took);
        }
    }
    println!("\n{:<12}{:>9}{:>10}", "crate", "median", "to derive");
    let medians: Vec<f64> = seconds.into_iter().map(median).collect();
    for (user, seconds) in CRATES.iter().zip(&medians) {
        println!("{:<12}{seconds:>7.1} s{:>10.2}", user.name, seconds / medians[0]);
    }
    Ok(())
}

/// The time of a build from nothing, in seconds. What has to be downloaded is there already.
fn build(folder: &Path) -> Result<f64> {
    let target = folder.join("target");
    if target.exists() {
        fs::remove_dir_all(&target).with_context(|| format!("cannot remove {}", target.display()))?;
    }
    let mut command = cargo();
    command.args(["build", "--quiet", "--offline"]).current_dir(folder);
    // What this process was told by Cargo is not for that build. Crates of a registry are never compiled incrementally, and
    // ours is as if it came from one.
    command.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS").env("CARGO_INCREMENTAL", "0");
    let begun = Instant::now();
    run_quietly(&mut command)?;
    Ok(begun.elapsed().as_secs_f64())
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() / 2).copied().unwrap_or_default()
}

impl UserCrate {
    /// Writes the crate and fetches what it depends on.
    fn write(&self, folder: &Path) -> Result<PathBuf> {
        let folder = folder.join(self.name);
        for (path, text) in self.files {
            let path = folder.join(path);
            let parent = path.parent().unwrap_or(&folder);
            fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
            let text = text.replace("{root}", &root().display().to_string());
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
        run_quietly(cargo().args(["fetch", "--quiet"]).current_dir(&folder))?;
        Ok(folder)
    }
}
