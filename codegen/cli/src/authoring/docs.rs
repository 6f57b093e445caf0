//! `lonely docs`: the documentation of the schema, as a site or as Markdown.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::args::Global;
use crate::config::Language;
use crate::exit::Outcome;
use crate::generate::{self, Said};
use crate::inputs::Inputs;
use crate::schema;
use crate::terminal::Colors;
use crate::watch;

#[derive(Args, Debug)]
pub(crate) struct DocsArgs {
    /// The folder that it is written to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// How it is written.
    #[arg(long, value_name = "FORMAT", default_value = "html")]
    format: DocsFormat,
    /// Writes nothing, lists what is not as it would be written, and exits with 100 if there is anything.
    #[arg(long)]
    check: bool,
    /// Overwrites generated files even if they were edited by hand, and says which. What was never generated stays.
    #[arg(long, conflicts_with = "check")]
    force: bool,
    /// Writes again after each change of the schema, until Ctrl-C.
    #[arg(long, conflicts_with_all = ["check", "force"])]
    watch: bool,
    #[command(flatten)]
    said: Said,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DocsFormat {
    /// A site.
    Html,
    /// Pages in Markdown with pictures as files, for forges.
    Markdown,
}

pub(crate) fn run(global: &Global, args: &DocsArgs, colors: Colors) -> Outcome {
    if !args.watch {
        return docs(global, args, &Inputs::default(), colors);
    }
    watch::expect_schema(global)?;
    watch::watch(colors, args.said.quiet, |inputs| docs(global, args, inputs, colors))
}

/// Writes, or compares, once.
fn docs(global: &Global, args: &DocsArgs, inputs: &Inputs, colors: Colors) -> Outcome {
    let schema = schema::load_noting(global, inputs, colors)?;
    let lang = match args.format {
        DocsFormat::Html => Language::Docs,
        DocsFormat::Markdown => Language::DocsMarkdown,
    };
    generate::one(
        &schema,
        lang,
        &args.out,
        generate::How { check: args.check, force: args.force, said: &args.said },
    )
}
