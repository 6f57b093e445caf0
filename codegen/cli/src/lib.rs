//! `lonely`: checks a schema of the lonely pub-sub protocol, and reads, writes and explains its messages.
//!
//! The verbs are small: each reads its arguments, asks the schema compiler, the interpreter or the generated codecs, and
//! writes results to standard output and everything else to standard error.
//!
//! The crate is the command [`main`] and one thing besides: [`testee`], by which codecs that were made in another way
//! answer the conformance protocol as the command does.

mod args;
mod check;
mod completions;
mod conformance;
mod decode;
mod diagnostics;
mod encode;
mod exit;
mod explain;
mod generate;
mod help;
mod input;
mod inspect;
mod json;
mod schema;
mod terminal;

pub mod testee;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Conformance, Global, Verb};
use exit::{Failure, Outcome};

/// The command, with the arguments of the process.
pub fn main() -> ExitCode {
    let Cli { global, verb } = Cli::parse();
    let colors = terminal::Colors::of(global.color);
    exit::report(run(&global, verb, colors), colors)
}

fn run(global: &Global, verb: Verb, colors: terminal::Colors) -> Outcome {
    match verb {
        Verb::Check(args) => check::run(global, &args, colors),
        Verb::Decode(args) => decode::run(global, &args, colors),
        Verb::Encode(args) => encode::run(global, &args, colors),
        Verb::Inspect(args) => inspect::run(global, &args, colors),
        Verb::Generate(args) => generate::run(global, &args, colors),
        Verb::Conformance(Conformance::Serve(args)) => conformance::serve(global, &args, colors),
        Verb::Conformance(Conformance::Run(args)) => {
            no_schema(global).and_then(|()| conformance::run(&args, colors))
        }
        Verb::Completions(args) => no_schema(global).and_then(|()| completions::run(&args)),
    }
}

/// For verbs that have nothing to do with a schema.
fn no_schema(global: &Global) -> Result<(), Failure> {
    match &global.schema {
        None => Ok(()),
        Some(_) => Err(Failure::Usage("--schema has no meaning for this verb; leave it out".to_owned())),
    }
}
