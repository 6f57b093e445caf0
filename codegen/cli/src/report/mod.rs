//! What verbs find, written in the format that was asked for: the one place where findings become output.

mod github;
mod json;
mod place;
mod sarif;
mod text;

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use lonelypsp_findings::{Findings, Severity};

use crate::exit::{Failure, Found};
use crate::terminal::{Colors, say_with, write_with};
use crate::words::count;

pub(crate) use text::Which;

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people.
    Text,
    /// For programs: a list of objects.
    Json,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

/// The arguments of every verb that reports findings.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct ReportArgs {
    /// Prints all problems, not only the first hundred. Formats for programs have all of them anyway.
    #[arg(long)]
    pub(crate) all: bool,
    /// How to write the problems.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

impl ReportArgs {
    fn which(self) -> Which {
        if self.all { Which::All } else { Which::First }
    }
}

/// Writes findings to standard output. In formats for programs, none is written, too.
pub(crate) fn print_findings(findings: &Findings, args: ReportArgs, colors: Colors) -> Result<(), Failure> {
    write_with(|out| write(findings, args, colors.stdout, out))
}

/// Writes findings and says how many there are.
pub(crate) fn conclude(
    findings: &Findings,
    args: ReportArgs,
    colors: Colors,
    place: &str,
) -> Result<Found, Failure> {
    print_findings(findings, args, colors)?;
    if findings.list.is_empty() {
        return Ok(Found::Nothing);
    }
    let is_cut = args.format == ReportFormat::Text && !args.all && text::rest(findings).is_some();
    let hint = if is_cut { "; --all prints all of them" } else { "" };
    crate::terminal::say(&format!("{} {place}{hint}", in_words(findings)));
    Ok(Found::Something)
}

/// Writes findings to standard error as text, for a verb that cannot go on.
pub(crate) fn say_findings(findings: &Findings, colors: Colors) {
    say_with(|out| text::write(findings, Which::First, colors.stderr, out));
}

/// Writes problems of a schema that keep a verb from going on: as text to standard error, for programs to standard output.
pub(crate) fn report_unsound(
    findings: &Findings,
    format: ReportFormat,
    colors: Colors,
) -> Result<(), Failure> {
    if format == ReportFormat::Text {
        say_findings(findings, colors);
        return Ok(());
    }
    print_findings(findings, ReportArgs { all: true, format }, colors)
}

/// How many there are: `3 problems`, or `1 error, 2 warnings` where they are not all errors.
pub(crate) fn in_words(findings: &Findings) -> String {
    let than = if findings.has_more { "more than " } else { "" };
    let [errors, warnings, notes] =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| findings.count(severity));
    if warnings == 0 && notes == 0 {
        return format!("{than}{}", count(errors, "problem"));
    }
    let parts = [(errors, "error"), (warnings, "warning"), (notes, "note")];
    let parts = parts.iter().filter(|(number, _)| *number > 0).map(|(number, noun)| count(*number, noun));
    format!("{than}{}", parts.collect::<Vec<_>>().join(", "))
}

fn write(findings: &Findings, args: ReportArgs, colors: bool, out: &mut dyn Write) -> io::Result<()> {
    match args.format {
        ReportFormat::Text => text::write(findings, args.which(), colors, out),
        ReportFormat::Json => json::write(findings, out),
        ReportFormat::Sarif => sarif::write(findings, out),
        ReportFormat::Github => github::write(findings, out),
    }
}
