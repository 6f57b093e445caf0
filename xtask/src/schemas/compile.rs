//! The compilers, type checkers and linters of all languages, each over all schemas at once.

use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::tools::node::{Node, typescript_tests};
use crate::tools::python::CHECKS;
use crate::tools::ruby::ruby;
use crate::workspace::{cannot_start, program};

use super::place::{Place, made as folder, seeds_in};
use super::{Made, rust};

/// How much of what a compiler says is shown.
const LINES: usize = 60;

/// How many of the schemas that it is about are named.
const SEEDS: usize = 5;

/// Something that is wrong.
pub(super) struct Found {
    what: String,
    said: String,
    /// The schemas that it is about.
    seeds: Vec<u64>,
}

impl Found {
    pub(super) fn of(seed: u64, what: &str, said: String) -> Self {
        Self { what: what.to_owned(), said, seeds: vec![seed] }
    }

    /// Says what is wrong, where, and how to see it again.
    pub(super) fn show(&self) {
        println!("\n{}:", self.what);
        for line in self.said.trim().lines().take(LINES) {
            println!("  {}", line.chars().take(2000).collect::<String>());
        }
        for seed in self.seeds.iter().take(SEEDS) {
            println!("  schema: {}", Place::of(*seed).schema().display());
            println!("  to repeat: cargo xtask schemas --count 1 --seed {seed}");
        }
    }
}

/// A command that is to succeed.
struct Check {
    what: &'static str,
    command: Command,
    /// What it prints if all is well.
    wanted: &'static str,
}

impl Check {
    fn new(what: &'static str, command: Command) -> Self {
        Self { what, command, wanted: "" }
    }

    fn run(mut self) -> Result<Option<Found>> {
        let begun = Instant::now();
        let output =
            self.command.stdin(Stdio::null()).output().with_context(|| cannot_start(&self.command))?;
        let said = String::from_utf8_lossy(&[output.stderr, output.stdout].concat()).into_owned();
        let succeeded = output.status.success() && said.contains(self.wanted);
        let result = if succeeded { "ok" } else { "FAILED" };
        println!("{result:>6} {:>6.1} s  {}", begun.elapsed().as_secs_f64(), self.what);
        let seeds = seeds_in(&said);
        Ok((!succeeded).then(|| Found { what: self.what.to_owned(), said, seeds }))
    }
}

/// Runs all of them, those of Rust beside those of the others.
pub(super) fn compile(made: &[Made], thorough: bool) -> Result<Vec<Found>> {
    let mut others = vec![typescript(made)?];
    others.extend(python(made)?);
    others.push(gems(made)?);
    let run = |checks: Vec<Check>| checks.into_iter().map(Check::run).collect::<Result<Vec<_>>>();
    let rust = crate_(thorough);
    let found = thread::scope(|scope| {
        let rust = scope.spawn(move || run(rust));
        let others = run(others);
        [rust.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), others]
    });
    let found = found.into_iter().collect::<Result<Vec<_>>>()?;
    Ok(found.into_iter().flatten().flatten().collect())
}

fn crate_(thorough: bool) -> Vec<Check> {
    let mut checks = vec![Check::new("rust: cargo build, no warnings", rust::cargo_with(&["build"]))];
    if thorough {
        let pedantic = ["clippy", "--lib", "--", "-D", "warnings", "-W", "clippy::pedantic"];
        checks.push(Check::new("rust: clippy, pedantic", rust::cargo_with(&pedantic)));
        checks.push(Check::new("rust: cargo doc", rust::cargo_with(&["doc", "--no-deps", "--lib"])));
        let tests = Check::new("rust: no text becomes a test", rust::cargo_with(&["test", "--doc"]));
        checks.push(Check { wanted: "running 0 tests", ..tests });
    }
    checks
}

fn typescript(made: &[Made]) -> Result<Check> {
    let node = Node::find()?;
    node.install(&typescript_tests())?;
    let mut command = node.command();
    command.arg(typescript_tests().join("compile.js"));
    command.args(made.iter().map(|made| made.place.package("typescript")));
    Ok(Check::new("typescript: tsc, strict", command))
}

fn python(made: &[Made]) -> Result<Vec<Check>> {
    CHECKS.python()?;
    let packages = || made.iter().map(|made| made.place.package("python"));
    let mut mypy = program(CHECKS.program("mypy"));
    mypy.args(["--strict", "--python-version", "3.10"]).current_dir(folder());
    mypy.env("MYPYPATH", std::env::join_paths(packages().map(|package| package.join("src")))?);
    for made in made {
        mypy.args(["-p".to_owned(), made.place.name()]);
    }
    let mut ruff = program(CHECKS.program("ruff"));
    ruff.args(["check", "--output-format", "concise"]).args(packages());
    Ok(vec![Check::new("python: ruff", ruff), Check::new("python: mypy, strict", mypy)])
}

/// That each file loads without a warning is seen when it runs.
fn gems(made: &[Made]) -> Result<Check> {
    let mut rbs = ruby()?;
    rbs.args(["-W0", "-e", "load Gem.bin_path('rbs', 'rbs')", "--"]).current_dir(folder());
    for made in made {
        rbs.arg("-I").arg(made.place.package("ruby").join("sig"));
    }
    rbs.args(["validate", "--silent"]);
    Ok(Check::new("ruby: rbs validate", rbs))
}
