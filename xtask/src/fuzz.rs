//! Coverage-guided fuzzing of both directions, for a bounded time, on the stable toolchain.
//!
//! The targets are those of `cargo fuzz`, and with a nightly toolchain `cargo fuzz run decode_s2b` works on them too.
//! What that tool adds, sanitizers, finds nothing in code without `unsafe`; what it needs nightly for. The
//! instrumentation itself is LLVM's and can be asked for on stable.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde_json::Value;

use crate::Outcome;
use crate::tools::apt::ensure_cxx;
use crate::workspace::{cargo, program, root, run_quietly};

const TARGETS: [(&str, &str); 2] = [("decode_s2b", "s2b"), ("decode_b2s", "b2s")];

/// What `cargo fuzz` passes for a build without sanitizer.
const INSTRUMENTATION: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Cdebug-assertions -Ccodegen-units=1";

/// How long, and from where.
#[derive(Args)]
pub(crate) struct Options {
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
    for (target, direction) in TARGETS {
        let seeds = seed_corpus(&folder.join("corpus").join(target), direction)?;
        let fuzzer = target_dir.join(host()?).join("release").join(target);
        println!("{target}: {} seconds from {seeds} messages of the corpus", options.seconds);
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

/// Starts from the messages of the conformance corpus, each in a file of its own, as libFuzzer wants them.
fn seed_corpus(folder: &Path, direction: &str) -> Result<usize> {
    fs::create_dir_all(folder)?;
    let mut count = 0;
    for name in ["published", "valid", "headers"] {
        let path = root().join(format!("protocol/vectors/{name}.jsonl"));
        let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        for case in text.lines() {
            let case: Value = serde_json::from_str(case)?;
            let request = &case["request"];
            if let (true, Some(hex)) = (request["direction"] == direction, request["hex"].as_str()) {
                fs::write(folder.join(format!("{name}-{count}")), unhex(hex)?)?;
                count += 1;
            }
        }
    }
    Ok(count)
}

fn unhex(hex: &str) -> Result<Vec<u8>> {
    let pair = |at| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    (0..hex.len()).step_by(2).map(pair).collect::<Option<_>>().with_context(|| format!("`{hex}` is not hex"))
}

fn host() -> Result<String> {
    let output = program("rustc").arg("-vV").output().context("rustc cannot be started")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say what machine it builds for")
}
