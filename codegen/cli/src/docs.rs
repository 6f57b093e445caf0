//! `lonely docs`: the documentation of the schema, as a site or as Markdown.

use std::path::PathBuf;

use clap::Args;

use crate::args::Global;
use crate::exit::Outcome;
use crate::generate::{self, Language, Said};
use crate::schema;
use crate::terminal::Colors;

#[derive(Args, Debug)]
pub(crate) struct DocsArgs {
    /// The folder that it is written to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Writes nothing, lists what is not as it would be written, and exits with 100 if there is anything.
    #[arg(long)]
    check: bool,
    /// Overwrites generated files even if they were edited by hand, and says which. What was never generated stays.
    #[arg(long, conflicts_with = "check")]
    force: bool,
    #[command(flatten)]
    said: Said,
}

pub(crate) fn run(global: &Global, args: &DocsArgs, colors: Colors) -> Outcome {
    let schema = schema::load(global, colors)?;
    generate::one(
        &schema,
        Language::Docs,
        &args.out,
        generate::How { check: args.check, force: args.force, said: &args.said },
    )
}
