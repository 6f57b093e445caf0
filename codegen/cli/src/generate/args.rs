//! The arguments of `generate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use lonelypsp_codegen::{Output, output};
use serde::Deserialize;

use crate::report::ReportFormat;

#[derive(Args, Debug)]
pub(crate) struct GenerateArgs {
    /// The file that says which packages to generate and where to [default: `lonely.gen.yaml` here, if there is one].
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Only this language; can be given several times.
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) lang: Vec<Language>,
    /// The folder of the package, or the file of the Rust module, instead of what the configuration says.
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// Writes nothing, lists what is not as it would be written, and exits with 100 if there is anything.
    #[arg(long)]
    pub(crate) check: bool,
    /// Overwrites generated files even if they were edited by hand, and says which. What was never generated stays.
    #[arg(long, conflicts_with = "check")]
    pub(crate) force: bool,
    /// How to write what --check lists.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
    #[command(flatten)]
    pub(crate) said: Said,
}

/// How much is said of single files.
#[derive(Args, Debug)]
pub(crate) struct Said {
    /// Says nothing but what went wrong; with --check, only the exit status tells.
    #[arg(long, short, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Names every file that is written, removed or stale, not only the first few of each package.
    #[arg(long, short, visible_alias = "list")]
    pub(crate) verbose: bool,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Language {
    /// A static site that documents the schema.
    Docs,
    /// A Python package.
    Python,
    /// A Ruby gem.
    Ruby,
    /// One Rust module that needs no other file.
    Rust,
    /// A TypeScript package.
    #[value(name = "typescript")]
    TypeScript,
}

impl Language {
    /// All languages.
    pub(crate) const ALL: [Self; 4] = [Self::Rust, Self::TypeScript, Self::Python, Self::Ruby];

    /// Its name on the command line and in configurations.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Python => "python",
            Self::Ruby => "ruby",
            Self::Rust => "rust",
            Self::TypeScript => "typescript",
        }
    }

    /// What is generated in it; every one is registered.
    pub(crate) fn output(self) -> Option<&'static dyn Output> {
        output(self.as_str()).or_else(|| lonelypsp_docs::output(self.as_str()))
    }
}
