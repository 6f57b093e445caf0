//! Steps side by side: each as soon as what it waits for is done, two at a time, and one more that has Cargo compile.

use std::collections::BTreeSet;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::workspace::cannot_wait;

use super::report::{self, Done};
use super::step::Step;

/// How many run at the same time that do not compile: most of them have one thread, or wait for somebody.
const LANES: usize = 2;
/// How long what compiles waits for another step that asks Cargo only at its beginning, or that one would wait for it.
const HEAD_START: Duration = Duration::from_secs(3);
/// How often one looks whether a step has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// A step that is running.
struct Running<'s> {
    step: &'s Step,
    child: Child,
    since: Instant,
}

/// Runs the steps, up to the first that fails: what is running then is waited for, and nothing else begins.
pub(super) fn run(steps: &[Step]) -> Result<Vec<Done<'_>>> {
    let begun = Instant::now();
    let chosen: BTreeSet<&str> = steps.iter().map(|step| step.name.as_str()).collect();
    let is_built = chosen.contains("build");
    let (mut waiting, mut running): (Vec<&Step>, Vec<Running<'_>>) = (steps.iter().collect(), Vec::new());
    let mut done: Vec<Done<'_>> = Vec::new();
    let mut said = Instant::now();
    loop {
        let has_failed = done.iter().any(|done| !done.succeeded);
        while let Some(at) = next(&waiting, &running, &done, &chosen).filter(|_| !has_failed) {
            let step = waiting.remove(at);
            report::started(step);
            running.push(Running { step, child: step.start(is_built)?, since: Instant::now() });
        }
        if running.is_empty() {
            return Ok(done);
        }
        for mut ended in take_ended(&mut running)? {
            let status = ended.child.wait().with_context(|| cannot_wait(&ended.step.name))?;
            let from = ended.since.duration_since(begun);
            done.push(Done::of(ended.step, status.success(), from, ended.since.elapsed())?);
            said = Instant::now();
        }
        if said.elapsed() > report::PATIENCE {
            report::still_running(running.iter().map(|running| (running.step, running.since.elapsed())));
            said = Instant::now();
        }
        thread::sleep(PAUSE);
    }
}

/// The first that can begin. A step that was not chosen is not waited for.
fn next(
    waiting: &[&Step],
    running: &[Running<'_>],
    done: &[Done<'_>],
    chosen: &BTreeSet<&str>,
) -> Option<usize> {
    let is_done = |name: &str| !chosen.contains(name) || done.iter().any(|done| done.step.name == name);
    let has_cargo = |running: &&Running<'_>| {
        running.step.compiles || (running.step.asks_cargo() && running.since.elapsed() < HEAD_START)
    };
    let is_cargo_free = !running.iter().any(|running| has_cargo(&running));
    let is_lane_free = running.iter().filter(|running| !running.step.compiles).count() < LANES;
    let can_begin = |step: &&Step| {
        let is_free = if step.compiles { is_cargo_free } else { is_lane_free };
        is_free && step.after.iter().all(|name| is_done(name))
    };
    waiting.iter().position(can_begin)
}

fn take_ended<'s>(running: &mut Vec<Running<'s>>) -> Result<Vec<Running<'s>>> {
    let (mut ended, mut others) = (Vec::new(), Vec::new());
    for mut one in running.drain(..) {
        let status = one.child.try_wait().with_context(|| cannot_wait(&one.step.name))?;
        if status.is_some() { ended.push(one) } else { others.push(one) }
    }
    *running = others;
    Ok(ended)
}
