//! What `generate --check` lists, as findings: for whoever wants them in a format for programs.

use lonelypsp_findings::{Finding, Findings, Place};
use lonelypsp_schema::SourceMap;

use crate::exit::{Failure, Found};
use crate::report::{ReportArgs, ReportFormat, conclude};
use crate::terminal::Colors;

use super::change::Change;
use super::output::Output;
use super::plan::Plan;

lonelypsp_findings::catalogue! {
    /// How a generated file can differ from what would be generated.
    pub(crate) enum Stale: "LG", "generate", "What is not as it would be generated." {
        Missing = "LG001", "file-missing", "GENERATED", Error: "a file is missing",
            "The file belongs to what is generated, and is not there.",
            "Run `lonely generate`.";
        Changed = "LG002", "file-changed", "GENERATED", Error: "a file is not as it would be generated now",
            "The schema, or the generator, has changed since the file was generated.",
            "Run `lonely generate`, and keep what it writes together with the schema.";
        Unfinished = "LG003", "list-unfinished", "GENERATED", Error: "a run was stopped before its end",
            "The list of files is that of a run that did not come to its end, so that some files are old and some new.",
            "Run `lonely generate`, which finishes the work.";
        Edited = "LG004", "file-edited", "GENERATED", Error: "a generated file was edited by hand",
            "The next change of the schema needs this file, and would lose the edit.",
            "Move the edit to where it belongs, and run `lonely generate --force`.";
        Foreign = "LG005", "file-foreign", "GENERATED", Error: "a file of somebody else's stands where one is to be generated",
            "Nothing shows that the file was generated, so that it is never overwritten.",
            "Remove it, or generate to another place.";
        Stray = "LG006", "file-stray", "GENERATED", Error: "a file is no longer generated",
            "The file was generated once, and nothing of the schema is in it any more.",
            "Run `lonely generate`, which removes it unless it was edited by hand.";
    }
}

/// The rule that a difference breaks.
const fn rule(change: Change) -> Stale {
    match change {
        Change::Missing => Stale::Missing,
        Change::LineEnds | Change::Changed => Stale::Changed,
        Change::Unfinished => Stale::Unfinished,
        Change::Edited => Stale::Edited,
        Change::Foreign => Stale::Foreign,
        Change::Stray | Change::Kept => Stale::Stray,
    }
}

/// Compares, and writes all that is different.
pub(super) fn report(outputs: &[Output], format: ReportFormat, colors: Colors) -> Result<Found, Failure> {
    let mut findings = Vec::new();
    for output in outputs {
        let plan = Plan::make(output, false)?;
        findings.extend(plan.changes.iter().map(|(path, change)| {
            let rule = rule(*change).rule();
            let message = format!("{}{}", rule.title, change.remark());
            Finding::new(rule, Place::File(plan.shown(path)), message)
                .help("run the same command without --check")
        }));
    }
    let args = ReportArgs { all: true, format };
    conclude(&Findings::new(findings, SourceMap::default()), args, colors, "in what is generated")
}
