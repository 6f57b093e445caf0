//! `lonely`: checks a schema of the lonely pub-sub protocol, and reads, writes and explains its messages.
//!
//! The verbs are small: each reads its arguments, asks the schema compiler or the interpreter, and writes
//! results to standard output and everything else to standard error.
//!
//! Four features, all on if nothing else is said, bring heavy crates: `authoring`, `captures`, `templates`, `watch`. The tour of
//! the README is built without them, so that the first minute is not spent on compiling.

// What only verbs of a feature use; a build with all of them says what is dead.
#![cfg_attr(
    not(all(feature = "authoring", feature = "captures", feature = "templates", feature = "watch")),
    allow(unused)
)]

mod args;
#[cfg(feature = "authoring")]
mod authoring;
mod authorization;
mod check;
mod command;
mod completions;
mod config;
mod conformance;
mod decode;
mod encode;
mod ending;
mod exit;
mod explain;
mod export;
mod families;
mod generate;
mod help;
mod hex;
mod hint;
mod input;
mod inputs;
mod inspect;
#[cfg(feature = "templates")]
mod memory;
mod notation;
mod printable;
mod replace;
mod report;
mod schema;
mod secrets;
mod terminal;
mod tour;
mod versions;
mod watch;
mod words;

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use args::{Color, Global};
use command::{Cli, Conformance, Verb};
use exit::{Found, Outcome};

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(Cli { global, verb }) => {
            let colors = terminal::Colors::of(global.color);
            ending::conclude(run(&global, verb, colors), colors)
        }
        Err(mut message) => {
            point_to_options(&mut message);
            point_to_features(&mut message);
            answer(&message)
        }
    }
}

/// Where somebody gives what an option takes without the option, that is said.
fn point_to_options(message: &mut clap::Error) {
    let Some(ContextValue::String(given)) = message.get(ContextKind::InvalidArg) else { return };
    if message.kind() != ErrorKind::UnknownArgument || given.starts_with('-') {
        return;
    }
    let mut arguments = std::env::args_os().filter_map(|argument| argument.into_string().ok());
    let tip = match arguments.find(|argument| VERBS_WITHOUT_ARGUMENTS.contains(&argument.as_str())).as_deref()
    {
        Some("decode" | "inspect") => "hex digits stand behind `--hex`, the path of a file behind `--file`",
        Some("generate") => {
            "a language stands behind `--lang`, a path behind `--out`, a schema behind `--schema`"
        }
        Some("check" | "lint" | "tour") => "the path of a schema stands behind `--schema`",
        Some("breaking") => {
            "what to compare with stands behind `--against`, the schema itself behind `--schema`"
        }
        _ => return,
    };
    message.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
}

/// A verb that this build leaves out is told to be that, and not to be unknown.
fn point_to_features(message: &mut clap::Error) {
    let Some(ContextValue::String(given)) = message.get(ContextKind::InvalidSubcommand) else { return };
    if cfg!(feature = "authoring") || !AUTHORING.contains(&given.as_str()) {
        return;
    }
    let tip =
        format!("`{given}` is in builds with the feature `authoring`, which is on if nothing else is said");
    message.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
}

/// The verbs of the feature `authoring`.
const AUTHORING: [&str; 7] = ["lint", "fmt", "breaking", "lsp", "docs", "init", "new"];

/// Verbs whose words are all behind options.
const VERBS_WITHOUT_ARGUMENTS: [&str; 7] =
    ["decode", "inspect", "generate", "check", "lint", "tour", "breaking"];

/// Prints what was asked for, help or the version, or says what is wrong with the arguments.
fn answer(message: &clap::Error) -> ExitCode {
    let colors = terminal::Colors::of(Color::Auto);
    let text = message.render();
    // Arguments are quoted in it. Those that a terminal would obey are told from its colours only where it has none.
    let quotes_no_hazard = std::env::args_os().all(|arg| printable::is_printable(&arg.to_string_lossy()));
    let styled = |colors: bool| {
        if colors && quotes_no_hazard {
            text.ansi().to_string()
        } else {
            printable::block(&text.to_string()).into_owned()
        }
    };
    if message.use_stderr() {
        terminal::say_styled(&styled(colors.stderr));
        ExitCode::from(exit::USAGE)
    } else {
        ending::conclude(terminal::print_styled(&styled(colors.stdout)).map(|()| Found::Nothing), colors)
    }
}

fn run(global: &Global, verb: Verb, colors: terminal::Colors) -> Outcome {
    match verb {
        Verb::Explain(args) => args.no_schema.expect().and_then(|()| explain::run(&args)),
        #[cfg(feature = "authoring")]
        Verb::Authoring(verb) => authoring::run(global, verb, colors),
        Verb::Check(args) => check::run(global, &args, colors),
        Verb::Decode(args) => decode::run(global, &args, colors),
        Verb::Encode(args) => encode::run(global, &args, colors),
        Verb::Inspect(args) => inspect::run(global, &args, colors),
        Verb::Generate(args) => generate::run(global, &args, colors),
        Verb::Export(args) => export::run(global, &args, colors),
        Verb::Dissector(args) => generate::run(global, &args.into(), colors),
        Verb::Sign(args) => authorization::sign(global, &args, colors),
        Verb::Verify(args) => authorization::verify(global, &args, colors),
        Verb::Etag(args) => authorization::etag(global, &args, colors),
        Verb::Tour(args) => tour::run(global, &args, colors),
        Verb::Conformance(Conformance::Serve) => conformance::serve(global, colors),
        Verb::Conformance(Conformance::Run(args)) => {
            args.no_schema.expect().and_then(|()| conformance::run(&args, colors))
        }
        Verb::Completions(args) => args.no_schema.expect().and_then(|()| completions::run(&args)),
    }
}
