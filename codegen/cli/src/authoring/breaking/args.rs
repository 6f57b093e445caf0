//! The arguments of `lonely breaking`.

use clap::{Args, ValueEnum};

use crate::report::ReportArgs;

#[derive(Args, Debug)]
pub(crate) struct BreakingArgs {
    /// What to compare with: a schema's root file, its folder, a git reference, or a repository with one, as in
    /// `.git#tag=v1,path=schema/mine.yaml`.
    #[arg(long, value_name = "PATH|REF", required_unless_present = "against_version")]
    pub(crate) against: Option<String>,
    /// The version to compare with, of those that the other schema describes [default: its newest; without --against, the
    /// schema itself is the other].
    #[arg(long, value_name = "VERSION")]
    pub(crate) against_version: Option<String>,
    /// Tries all messages, right ones and damaged ones, not only those that a finding is about.
    #[arg(long)]
    pub(crate) prove: bool,
    /// What random damage is made from.
    #[arg(long, value_name = "NUMBER", default_value_t = 0, requires = "prove")]
    pub(crate) seed: u64,
    /// Reports this category only; may be given several times.
    #[arg(long, value_name = "CATEGORY")]
    pub(crate) category: Vec<Category>,
    /// Of the category WIRE, reports only what programs of this schema make of what those of the other have sent.
    #[arg(long, value_name = "READER")]
    pub(crate) reader: Option<Reader>,
    /// Of the category SOURCE, reports only what is seen in this language; may be given several times.
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) lang: Vec<Lang>,
    /// Reports this rule only, by code or name; may be given several times.
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Vec<String>,
    /// Leaves out this rule; may be given several times.
    #[arg(long, value_name = "RULE", conflicts_with = "rule")]
    pub(crate) except: Vec<String>,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Category {
    /// Other bytes, or other bytes that are accepted.
    Wire,
    /// The same bytes are refused with another error.
    Errors,
    /// Names and types in generated code.
    Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reader {
    /// Programs of the other schema, when those of this one write.
    Old,
    /// Programs of this schema, when those of the other one write.
    New,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    Rust,
    #[value(name = "typescript")]
    TypeScript,
    Python,
    Ruby,
}
