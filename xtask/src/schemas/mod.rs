//! `cargo xtask schemas`: a schema with sequences of every kind, and random valid schemas, whose code in all four languages has to compile without a warning and to
//! do what the interpreter does.
//!
//! What a schema can say, other checks have by heart; this one puts it together as nobody would.

mod agree;
mod answered;
mod compile;
#[cfg(test)]
mod format;
mod generate;
mod message;
mod place;
mod readme;
mod rust;
mod sequence;
mod settle;
mod texts;
mod values;
mod words;
mod yaml;

use std::thread;
use std::time::Instant;

use anyhow::Result;
use lonelypsp_schema::{Prefix, Schema};

use crate::Outcome;
use crate::testee::{interpreted_of, lonely};
use crate::tools::node::Node;
use crate::tools::python::CHECKS;
use crate::tools::ruby::ruby;
use crate::workspace::{program, run_quietly};

use agree::{Agreement, Testee, agree};
pub(crate) use answered::{Answered, ask_interpreter};
use compile::Found;
use place::Place;

/// How many problems of one kind are shown.
const SHOWN: usize = 5;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many schemas
    #[arg(long, default_value_t = 50)]
    count: u64,
    /// The seed of the first schema; each has that of the one before and 1. `random` takes any
    #[arg(long, default_value = "1", value_parser = parse_seed)]
    seed: u64,
    /// Lints and documentation of the Rust code, too, which take a while
    #[arg(long)]
    thorough: bool,
}

fn parse_seed(text: &str) -> Result<u64, String> {
    if text == "random" {
        return Ok(fastrand::u64(..u64::from(u32::MAX)));
    }
    text.parse().map_err(|_| "expected a number, or `random`".to_owned())
}

/// A schema that was made.
struct Made {
    seed: u64,
    schema: Schema,
    place: Place,
}

impl Made {
    /// Whether messages of it can be compared: bytes say what they are, so that no request has to.
    fn has_prefixes(&self) -> bool {
        self.schema.protocols.iter().all(|protocol| protocol.prefix != Prefix::None)
    }
}

/// Makes schemas and checks what becomes of them.
pub(crate) fn run(options: &Options) -> Result<Outcome> {
    let Options { count, seed, thorough } = *options;
    println!(
        "schemas: {} by hand, {count} from seed {seed}; to repeat: cargo xtask schemas --count {count} --seed {seed}",
        settle::WRITTEN.len()
    );
    let begun = Instant::now();
    let by_hand = || settle::WRITTEN.iter().map(|(seed, _)| *seed);
    place::clear()?;
    let random =
        (0..count).map(|index| seed.wrapping_add(index)).filter(|seed| !by_hand().any(|own| own == *seed));
    let made = by_hand().chain(random).map(make).collect::<Result<Vec<_>>>()?;
    emit(&made)?;
    readme::lay_out(&made)?;
    println!("{:>6} {:>6.1} s  made and emitted", "ok", begun.elapsed().as_secs_f64());
    let mut found = compile::compile(&made, thorough)?;
    // Where a language does not compile, it cannot run either, and that would be said for each schema.
    if found.is_empty() {
        found = compare(&made)?;
        found.extend(readme::run(&made)?);
    }
    found.iter().for_each(Found::show);
    println!("{} schemas, {} problems, {:.1} s", made.len(), found.len(), begun.elapsed().as_secs_f64());
    Ok(if found.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn make(seed: u64) -> Result<Made> {
    let (files, schema) = settle::settle(seed)?;
    let place = Place::of(seed);
    place.write(&files)?;
    Ok(Made { seed, schema, place })
}

/// Has `lonely` write the packages, and the build script's text for Rust.
fn emit(made: &[Made]) -> Result<()> {
    for one in made {
        run_quietly(lonely_once()?.arg("generate").current_dir(one.place.folder()))?;
    }
    rust::write_crate(made)
}

/// It is built once.
fn lonely_once() -> Result<std::process::Command> {
    static BUILT: std::sync::OnceLock<std::path::PathBuf> = std::sync::OnceLock::new();
    if let Some(path) = BUILT.get() {
        return Ok(program(path));
    }
    let command = lonely(&[])?;
    Ok(program(BUILT.get_or_init(|| command.get_program().into())))
}

/// Has every language write and read the same messages.
fn compare(made: &[Made]) -> Result<Vec<Found>> {
    let begun = Instant::now();
    let made: Vec<&Made> = made.iter().filter(|made| made.has_prefixes()).collect();
    let (first, second) = made.split_at(made.len() / 2);
    let all = thread::scope(|scope| {
        let lanes = [first, second].map(|half| {
            scope.spawn(|| half.iter().map(|made| compare_one(made)).collect::<Result<Vec<_>>>())
        });
        let joined = lanes.map(|lane| lane.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.into_iter().collect::<Result<Vec<_>>>()
    })?;
    let all: Vec<Agreement> = all.into_iter().flatten().collect();
    let compared: usize = all.iter().map(|one| one.compared).sum();
    let mut found = Vec::new();
    for (made, one) in made.iter().zip(all) {
        found.extend(
            one.problems
                .into_iter()
                .take(SHOWN)
                .map(|said| Found::of(made.seed, "the languages agree", said)),
        );
    }
    let result = if found.is_empty() { "ok" } else { "FAILED" };
    println!("{result:>6} {:>6.1} s  {compared} requests answered alike", begun.elapsed().as_secs_f64());
    Ok(found)
}

fn compare_one(made: &Made) -> Result<Agreement> {
    let name = made.place.name();
    let interpreted = interpreted_of(lonely_once()?, &made.place.schema());
    let mut python = program(CHECKS.python()?);
    python.args(["-W", "error", "-m", &format!("{name}.conformance")]);
    python.env("PYTHONPATH", made.place.package("python").join("src"));
    let mut typescript = Node::find()?.command();
    typescript.arg(made.place.package("typescript").join("dist/conformance-main.js"));
    let mut gem = ruby()?;
    gem.arg("-w").arg(made.place.package("ruby").join("exe").join(format!("{name}-testee")));
    let mut testees: [Testee; 5] = [
        ("interpreter", interpreted),
        ("rust", rust::testee(&name)),
        ("python", python),
        ("typescript", typescript),
        ("ruby", gem),
    ];
    agree(&made.schema, made.seed, &mut testees)
}
