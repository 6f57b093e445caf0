//! What is said of steps while they run, and at the end: what passed, how many cases there were, where the time went.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::Outcome;

use super::step::{Step, relative};
use super::steps;

/// After how long without a word one says what is running.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// How many lines of a step that succeeded are shown: its figures.
const FIGURES: usize = 3;
/// How many lines of a step that failed are shown; all of them are in its log.
const SHOWN: usize = 400;

/// A step that has ended.
pub(super) struct Done<'s> {
    pub(super) step: &'s Step,
    pub(super) succeeded: bool,
    /// When it began, after the first.
    from: Duration,
    took: Duration,
    /// How many cases it says that there were.
    cases: Option<usize>,
    /// What it says that the end of the check must not leave unsaid.
    notes: Vec<String>,
}

impl<'s> Done<'s> {
    /// Says how it ended, with its figures, or with what went wrong.
    pub(super) fn of(step: &'s Step, succeeded: bool, from: Duration, took: Duration) -> Result<Self> {
        let log = step.log();
        let said = fs::read(&log).with_context(|| format!("cannot read {}", log.display()))?;
        let said = String::from_utf8_lossy(&said);
        let result = if succeeded { "ok" } else { "FAILED" };
        println!("{result:>6} {:>7.1} s  {}", took.as_secs_f64(), step.name);
        let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
        let shown = if succeeded { FIGURES } else { SHOWN };
        for line in lines.iter().skip(1).skip(lines.len().saturating_sub(shown + 1)) {
            println!("                  {line}");
        }
        let cases = said.lines().rev().find_map(count);
        let notes = said.lines().filter(|line| line.starts_with("note: the expected texts"));
        Ok(Self { step, succeeded, from, took, cases, notes: notes.map(str::to_owned).collect() })
    }
}

/// Says that a step begins.
pub(super) fn started(step: &Step) {
    println!("   ...            {}: {}", step.name, step.about);
}

/// Says what is running, to somebody who may wonder.
pub(super) fn still_running<'s>(running: impl Iterator<Item = (&'s Step, Duration)>) {
    let running = running.map(|(step, since)| {
        format!("{} for {:.0} s ({})", step.name, since.as_secs_f64(), relative(&step.log()))
    });
    println!("   ...            still running: {}", running.collect::<Vec<_>>().join(", "));
}

/// The end: every step in the order of the list, with when it began and how long it took.
pub(super) fn summarize(steps: &[Step], done: &[Done<'_>], took: Duration) -> Outcome {
    println!("\n{:>6} {:>9} {:>9}", "", "from", "for");
    for step in steps {
        let Some(done) = done.iter().find(|done| done.step.name == step.name) else {
            println!("{:>6} {:>9} {:>9}    {}", "-", "", "", step.name);
            continue;
        };
        let result = if done.succeeded { "ok" } else { "FAILED" };
        let cases = done.cases.map(|cases| format!("  {cases} cases")).unwrap_or_default();
        let (from, took) = (done.from.as_secs_f64(), done.took.as_secs_f64());
        println!("{result:>6} {from:>7.1} s {took:>7.1} s  {}{cases}", step.name);
    }
    let cases = |prefix: &str| -> usize {
        done.iter().filter(|done| done.step.name.starts_with(prefix)).filter_map(|done| done.cases).sum()
    };
    println!(
        "{} conformance cases and {} differential cases ran",
        cases("conformance"),
        cases("differential")
    );
    let computed = cpu_time().map(|cpu| format!(", {:.0} s of computing", cpu.as_secs_f64()));
    println!("{:.0} s in all{}", took.as_secs_f64(), computed.unwrap_or_default());
    let notes = done.iter().flat_map(|done| done.notes.iter().map(String::as_str));
    let untried = steps::remark().filter(|_| done.iter().any(|done| done.step.name == "no-std"));
    for note in notes.chain(untried) {
        println!("note: {}", note.trim_start_matches("note: "));
    }
    let failed: Vec<_> = done.iter().filter(|done| !done.succeeded).collect();
    for Done { step, .. } in &failed {
        println!("`{}` failed: {}; to repeat it:\n  {}", step.name, relative(&step.log()), step.shown());
    }
    if done.len() < steps.len() {
        println!("{} steps were left out because of that", steps.len() - done.len());
    }
    println!("{} passed, {} failed", done.len() - failed.len(), failed.len());
    if failed.is_empty() { Outcome::Clean } else { Outcome::Findings }
}

/// What all steps together computed, where the system says it: Linux does, in hundredths of a second (proc(5)).
fn cpu_time() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name, which may hold anything, stand the fields from the third on; children are the 16th and 17th.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field - 3)?.parse::<u64>().ok();
    Some(Duration::from_millis(10 * (ticks(16)? + ticks(17)?)))
}

/// The number in `14570 cases, 0 differences`.
fn count(line: &str) -> Option<usize> {
    let (number, rest) = line.split_once(" cases, ")?;
    rest.contains(" differences").then(|| number.trim().parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_found() {
        assert_eq!(count("14570 cases, 0 differences"), Some(14570));
        assert_eq!(count("200000 cases, 0 differences, 50.2 s"), Some(200_000));
        assert_eq!(count("differential: 200000 cases; to repeat: --cases 200000 --seed 7"), None);
    }
}
