//! Coverage-guided fuzzing, for a bounded time, on the stable toolchain.
//!
//! The targets are those of `cargo fuzz`, and with a nightly toolchain `cargo fuzz run decode_s2b` works on them too.
//! What that tool adds, sanitizers, finds nothing in code without `unsafe`; what it needs nightly for. The
//! instrumentation itself is LLVM's and can be asked for on stable.

mod seeds;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use clap::Args;

use crate::Outcome;
use crate::tools::apt::ensure_cxx;
use crate::workspace::{cargo, program, root, run_quietly};

/// Each target, and what it starts from.
const TARGETS: [(&str, Seeds); 5] = [
    ("decode_s2b", seeds::s2b),
    ("decode_b2s", seeds::b2s),
    ("sequences", seeds::sequences),
    ("pieces", seeds::pieces),
    ("authorization", seeds::headers),
];

/// Makes inputs of the conformance corpus.
type Seeds = fn(&seeds::Corpus) -> Vec<Vec<u8>>;

/// What `cargo fuzz` passes for a build without sanitizer.
const INSTRUMENTATION: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Cdebug-assertions -Ccodegen-units=1";

/// How long, and from where.
#[derive(Args)]
pub(crate) struct Options {
    /// Only these targets
    targets: Vec<String>,
    /// How long each target runs
    #[arg(long, default_value_t = 15)]
    seconds: u32,
    /// The seed of the run; chosen and printed by libFuzzer if absent
    #[arg(long)]
    seed: Option<u32>,
}

/// Runs every target; a crash is a finding, and its input is kept.
pub(crate) fn run(options: &Options) -> Result<Outcome> {
    ensure_cxx()?;
    let folder = root().join("protocol/fuzz");
    let target_dir = root().join("target/fuzz");
    run_quietly(
        cargo()
            .args(["build", "--release", "--manifest-path"])
            .arg(folder.join("Cargo.toml"))
            .args(["--target", &host()?])
            .env("CARGO_TARGET_DIR", &target_dir)
            .env("RUSTFLAGS", INSTRUMENTATION),
    )?;
    for target in &options.targets {
        ensure!(
            TARGETS.iter().any(|(known, _)| known == target),
            "there is no target `{target}`; they are {}",
            names()
        );
    }
    let corpus = seeds::Corpus::read()?;
    let is_wanted =
        |target: &str| options.targets.is_empty() || options.targets.iter().any(|one| one == target);
    for (target, seeds) in TARGETS.into_iter().filter(|(target, _)| is_wanted(target)) {
        let seeds = plant(&folder.join("corpus").join(target), &seeds(&corpus))?;
        let fuzzer = target_dir.join(host()?).join("release").join(target);
        println!("{target}: {} seconds from {seeds} inputs of the corpus", options.seconds);
        if !fuzz(&fuzzer, &folder, target, options)? {
            println!("the input is in {}", folder.join("artifacts").display());
            return Ok(Outcome::Findings);
        }
    }
    Ok(Outcome::Clean)
}

fn fuzz(fuzzer: &Path, folder: &Path, target: &str, options: &Options) -> Result<bool> {
    let artifacts = folder.join("artifacts").join(target);
    fs::create_dir_all(&artifacts)?;
    let mut command = program(fuzzer);
    command
        .arg(folder.join("corpus").join(target))
        .arg(format!("-max_total_time={}", options.seconds))
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .args(["-max_len=4096", "-timeout=5", "-rss_limit_mb=1024", "-print_final_stats=1", "-verbosity=0"]);
    if let Some(seed) = options.seed {
        command.arg(format!("-seed={seed}"));
    }
    let output = command.output().with_context(|| format!("{} cannot be started", fuzzer.display()))?;
    let log = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        println!("{log}");
        return Ok(false);
    }
    let executed = stat(&log, "stat::number_of_executed_units:");
    let (Some(executed), Some(memory)) = (executed, stat(&log, "stat::peak_rss_mb:")) else {
        bail!("{target} says nothing about what it did:\n{log}");
    };
    println!("{target}: {executed} inputs, no problem, {memory} MB at most");
    Ok(true)
}

fn stat<'a>(log: &'a str, name: &str) -> Option<&'a str> {
    log.lines().find_map(|line| line.strip_prefix(name)).map(str::trim)
}

/// Each input in a file of its own, as libFuzzer wants them.
fn plant(folder: &Path, seeds: &[Vec<u8>]) -> Result<usize> {
    fs::create_dir_all(folder)?;
    for (index, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(format!("corpus-{index}")), seed)?;
    }
    Ok(seeds.len())
}

fn names() -> String {
    TARGETS.map(|(target, _)| target).join(", ")
}

fn host() -> Result<String> {
    let output = program("rustc").arg("-vV").output().context("rustc cannot be started")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say what machine it builds for")
}
