//! The programs in the READMEs of packages, which people copy first: they run as they stand.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::tools::node::Node;
use crate::tools::python::CHECKS;
use crate::tools::ruby::ruby;
use crate::workspace::{cannot_start, program};

use super::Made;
use super::compile::Found;

/// Puts the programs for TypeScript among the sources of their packages, so that they are compiled with them.
pub(super) fn lay_out(made: &[Made]) -> Result<()> {
    for made in made {
        for (index, program) in programs(made, "typescript", "ts")?.iter().enumerate() {
            let path = made.place.package("typescript").join(format!("src/readme-{index}.ts"));
            fs::write(&path, program).with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(())
}

/// Runs all of them. In Python and Ruby each goes on where the one before ends.
pub(super) fn run(made: &[Made]) -> Result<Vec<Found>> {
    let begun = Instant::now();
    let (first, second) = made.split_at(made.len() / 2);
    let ran = thread::scope(|scope| {
        let lanes =
            [first, second].map(|half| scope.spawn(|| half.iter().map(run_one).collect::<Result<Vec<_>>>()));
        let joined = lanes.map(|lane| lane.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.into_iter().collect::<Result<Vec<_>>>()
    })?;
    let ran: Vec<(usize, Vec<Found>)> = ran.into_iter().flatten().collect();
    let count: usize = ran.iter().map(|(count, _)| count).sum();
    let found: Vec<Found> = ran.into_iter().flat_map(|(_, found)| found).collect();
    let result = if found.is_empty() { "ok" } else { "FAILED" };
    println!("{result:>6} {:>6.1} s  {count} programs of READMEs run", begun.elapsed().as_secs_f64());
    Ok(found)
}

fn run_one(made: &Made) -> Result<(usize, Vec<Found>)> {
    let mut commands = Vec::new();
    let python_programs = programs(made, "python", "python")?;
    let mut python = program(CHECKS.python()?);
    python.args(["-W", "error", "-c", &python_programs.concat()]);
    python.env("PYTHONPATH", made.place.package("python").join("src"));
    commands.push(("python", python_programs.len(), python));
    let ruby_programs = programs(made, "ruby", "ruby")?;
    let mut gem = ruby()?;
    gem.arg("-w").arg("-I").arg(made.place.package("ruby").join("lib")).args(["-e", &ruby_programs.concat()]);
    commands.push(("ruby", ruby_programs.len(), gem));
    let node = Node::find()?;
    for index in 0..programs(made, "typescript", "ts")?.len() {
        let mut command = node.command();
        command.arg(made.place.package("typescript").join(format!("dist/readme-{index}.js")));
        commands.push(("typescript", 1, command));
    }
    let mut found = Vec::new();
    let mut count = 0;
    for (language, programs, command) in commands {
        count += programs;
        let said = if programs == 0 { Some("it has none".to_owned()) } else { wrong(command)? };
        let what = format!("{language}: the programs of the README run");
        found.extend(said.map(|said| Found::of(made.seed, &what, said)));
    }
    Ok((count, found))
}

/// What a program says that does not end well, or warns.
fn wrong(mut command: Command) -> Result<Option<String>> {
    let output = command.output().with_context(|| cannot_start(&command))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let is_well = output.status.success() && said.is_empty();
    Ok((!is_well).then(|| format!("{}\n{said}", output.status)))
}

/// The blocks of code of that language.
fn programs(made: &Made, package: &str, language: &str) -> Result<Vec<String>> {
    let path: PathBuf = made.place.package(package).join("README.md");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut programs: Vec<String> = Vec::new();
    let mut is_within = false;
    for line in text.lines() {
        if line == format!("```{language}") {
            is_within = true;
            programs.push(String::new());
        } else if line == "```" {
            is_within = false;
        } else if let Some(program) = programs.last_mut().filter(|_| is_within) {
            program.push_str(line);
            program.push('\n');
        }
    }
    Ok(programs)
}
