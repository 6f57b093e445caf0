//! The verbs for those who write a schema, change it and explain it to others. A build of the command without the feature
//! `authoring` does without them, and without the crates that they bring.

mod breaking;
mod docs;
mod fmt;
mod init;
mod lint;
mod lsp;
mod new;

use clap::Subcommand;

use crate::args::Global;
use crate::exit::Outcome;
use crate::help;
use crate::terminal::Colors;

#[derive(Debug, Subcommand)]
pub(crate) enum Authoring {
    /// Starts a project with a protocol of its own: a schema, tests, and what checks them.
    #[command(after_long_help = help::INIT)]
    Init(init::InitArgs),
    /// Adds something to a schema.
    #[command(subcommand, after_long_help = help::NEW)]
    New(new::New),
    /// Finds what could be better about a sound schema, and mends it where the cure is certain.
    #[command(after_long_help = help::LINT)]
    Lint(lint::LintArgs),
    /// Lays out schemas in the one style.
    #[command(after_long_help = help::FMT)]
    Fmt(fmt::FmtArgs),
    /// Compares the schema with another one, or with itself in git, and shows what breaks with bytes that do.
    #[command(after_long_help = help::BREAKING)]
    Breaking(breaking::BreakingArgs),
    /// Helps while a schema is written: a language server for editors, on standard input and output.
    #[command(after_long_help = help::LSP)]
    Lsp(lsp::LspArgs),
    /// Writes documentation with pictures of the bytes: a static site.
    #[command(after_long_help = help::DOCS)]
    Docs(docs::DocsArgs),
}

pub(crate) fn run(global: &Global, verb: Authoring, colors: Colors) -> Outcome {
    match verb {
        Authoring::Lint(args) => lint::run(global, &args, colors),
        Authoring::Fmt(args) => fmt::run(global, &args, colors),
        Authoring::Breaking(args) => breaking::run(global, &args, colors),
        Authoring::Lsp(args) => args.no_schema.expect().and_then(|()| lsp::run()),
        Authoring::Docs(args) => docs::run(global, &args, colors),
        Authoring::Init(args) => init::run(&args, colors),
        Authoring::New(new) => new::run(global, &new, colors),
    }
}
