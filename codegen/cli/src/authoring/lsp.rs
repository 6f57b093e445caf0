//! `lonely lsp`: what editors ask while somebody writes a schema.

use std::path::Path;

use clap::Args;
use lonelypsp_lint::Selection;
use lonelypsp_lsp::{Environment, Settings, serve};

use crate::args::NoSchema;
use crate::config::Config;
use crate::exit::{Failure, Found, Outcome};
use crate::families::families;

#[derive(Args, Debug)]
pub(crate) struct LspArgs {
    /// Speaks on standard input and output. It always does; many editors say so.
    #[arg(long)]
    stdio: bool,
    #[command(flatten)]
    pub(super) no_schema: NoSchema,
}

pub(crate) fn run() -> Outcome {
    let environment = Environment { families: families(), settings, example: lonelypsp_docs::example };
    serve(environment)
        .map_err(|problem| Failure::new(format!("the editor cannot be understood: {problem}")))?;
    Ok(Found::Nothing)
}

/// What a configuration says; nothing while it is wrong.
fn settings(path: &Path) -> Option<Settings> {
    let config = Config::find(Some(path)).ok()??;
    let lint = config.lint();
    Some(Settings {
        schema: config.schema(),
        selection: Selection::new(&lint.r#use, &lint.except).unwrap_or_default(),
        allowed: config.allowed().collect(),
    })
}
