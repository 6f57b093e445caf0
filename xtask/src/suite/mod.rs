//! `cargo xtask test`: every check of the repository, side by side, up to the first that fails.

mod report;
mod schedule;
mod step;
mod steps;

use std::fs;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

use crate::Outcome;

use step::{Step, logs, relative};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only these steps, by name, without those that they wait for otherwise
    steps: Vec<String>,
    /// Only the steps of the inner loop: format, lints, tests, the packages' freshness and the corpus in every language
    #[arg(long, conflicts_with = "steps")]
    quick: bool,
    /// Lists the steps and runs none
    #[arg(long)]
    list: bool,
}

/// Runs the steps that are asked for.
pub(crate) fn run(options: &Options) -> Result<Outcome> {
    let steps = chosen(options)?;
    if options.list {
        for step in &steps {
            println!("{:24} {}\n{:24} {}", step.name, step.about, "", step.shown());
        }
        return Ok(Outcome::Clean);
    }
    let logs = logs();
    fs::create_dir_all(&logs).with_context(|| format!("cannot make {}", logs.display()))?;
    println!("{} steps, side by side; what they print is in {}", steps.len(), relative(&logs));
    let begun = Instant::now();
    let done = schedule::run(&steps)?;
    Ok(report::summarize(&steps, &done, begun.elapsed()))
}

fn chosen(options: &Options) -> Result<Vec<Step>> {
    let mut steps = steps::all();
    for name in &options.steps {
        ensure!(
            steps.iter().any(|step| step.name == *name),
            "there is no step `{name}`; `cargo xtask test --list` lists them"
        );
    }
    steps.retain(|step| match &options.steps[..] {
        [] => step.is_quick || !options.quick,
        names => names.contains(&step.name),
    });
    Ok(steps)
}
