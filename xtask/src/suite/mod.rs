//! `cargo xtask test`: every check of the repository, one after the other, up to the first that fails.

mod step;
mod steps;

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::Outcome;

use step::{Ran, Step};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only these steps, by name
    steps: Vec<String>,
    /// Lists the steps and runs none
    #[arg(long)]
    list: bool,
}

/// Runs the steps that are asked for.
pub(crate) fn run(options: &Options) -> Result<Outcome> {
    let steps = chosen(&options.steps)?;
    if options.list {
        for step in &steps {
            println!("{:14} {}", step.name, step.shown());
        }
        return Ok(Outcome::Clean);
    }
    let mut done = Vec::new();
    for step in &steps {
        println!("\n==> {}: {}", step.name, step.shown());
        let begun = Instant::now();
        let ran = step.run()?;
        done.push((step, ran, begun.elapsed()));
        if !ran.succeeded {
            break;
        }
    }
    Ok(summarize(&done, steps.len()))
}

fn chosen(names: &[String]) -> Result<Vec<Step>> {
    let mut steps = steps::all();
    for name in names {
        ensure!(
            steps.iter().any(|step| step.name == *name),
            "there is no step `{name}`; `cargo xtask test --list` lists them"
        );
    }
    steps.retain(|step| names.is_empty() || names.contains(&step.name));
    Ok(steps)
}

fn summarize(done: &[(&Step, Ran, Duration)], all: usize) -> Outcome {
    println!();
    for (step, ran, took) in done {
        let result = if ran.succeeded { "ok" } else { "FAILED" };
        let cases = ran.cases.map(|cases| format!("  {cases} cases")).unwrap_or_default();
        println!("{result:>6} {:>7.1} s  {}{cases}", took.as_secs_f64(), step.name);
    }
    let cases = |prefix: &str| -> usize {
        done.iter()
            .filter(|(step, ..)| step.name.starts_with(prefix))
            .filter_map(|(_, ran, _)| ran.cases)
            .sum()
    };
    println!(
        "{} conformance cases and {} differential cases ran",
        cases("conformance"),
        cases("differential")
    );
    if let Some(remark) = steps::remark().filter(|_| done.iter().any(|(step, ..)| step.name == "no-std")) {
        println!("note: {remark}");
    }
    let failed: Vec<_> = done.iter().filter(|(_, ran, _)| !ran.succeeded).map(|(step, ..)| step).collect();
    for step in &failed {
        println!("`{}` failed, and {} steps were left out; to repeat it:", step.name, all - done.len());
        println!("  {}", step.shown());
    }
    println!("{} passed, {} failed", done.len() - failed.len(), failed.len());
    if failed.is_empty() { Outcome::Clean } else { Outcome::Findings }
}
