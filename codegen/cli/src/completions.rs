//! `lonely completions`.

use clap::CommandFactory as _;

use crate::args::CompletionsArgs;
use crate::command::Cli;
use crate::exit::{Found, Outcome};
use crate::terminal::print_raw;

pub(crate) fn run(args: &CompletionsArgs) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "lonely", &mut script);
    print_raw(&script)?;
    Ok(Found::Nothing)
}
