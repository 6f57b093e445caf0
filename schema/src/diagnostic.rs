//! Problems found in a schema: collected, never thrown one at a time.

use std::fmt;

use crate::code::Code;
use crate::source::{SourceMap, Span};

/// One problem, with its place and what would be right.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The stable code, such as `LS004`.
    pub code: Code,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The place that is wrong.
    pub span: Span,
    /// Other places that belong to it, each with a remark ("first defined here").
    pub related: Vec<(Span, String)>,
    /// What would be right, where that is known.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span, related: Vec::new(), help: None }
    }

    /// Adds what would be right.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what was probably meant, if anything near was found.
    #[must_use]
    pub fn help_near(self, near: Option<&str>) -> Self {
        match near {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Adds what would be right, if that is known.
    #[must_use]
    pub(crate) fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Adds another place that belongs to the problem.
    #[must_use]
    pub fn related(mut self, span: Span, remark: impl Into<String>) -> Self {
        self.related.push((span, remark.into()));
        self
    }
}

/// Collects problems while a pass goes on; a pass stops only when nothing sensible can follow.
#[derive(Debug, Default)]
pub(crate) struct Report {
    list: Vec<Diagnostic>,
}

impl Report {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Drops what follows from something else that was reported.
    pub(crate) fn retain(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// Everything found, in the order of the files and, within one, of the lines.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|problem| (problem.span, problem.code));
        self.list.dedup_by(|a, b| a.code == b.code && a.span == b.span && a.message == b.message);
        self.list
    }
}

/// Every problem of a schema, together with the text they point into.
///
/// `Display` renders them all as plain text: code, place, the line itself with a marker, help.
#[derive(Debug)]
pub struct Diagnostics {
    /// The problems, sorted by place. Never empty.
    pub list: Vec<Diagnostic>,
    /// The files they point into.
    pub sources: SourceMap,
}

impl std::error::Error for Diagnostics {}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.list.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            self.render(f, diagnostic)?;
        }
        Ok(())
    }
}

impl Diagnostics {
    fn render(&self, f: &mut fmt::Formatter<'_>, diagnostic: &Diagnostic) -> fmt::Result {
        writeln!(f, "error[{}]: {}", diagnostic.code, printable(&diagnostic.message))?;
        self.render_place(f, diagnostic.span, "")?;
        for (span, remark) in &diagnostic.related {
            self.render_place(f, *span, remark)?;
        }
        if let Some(help) = &diagnostic.help {
            writeln!(f, "  = help: {}", printable(help))?;
        }
        Ok(())
    }

    fn render_place(&self, f: &mut fmt::Formatter<'_>, span: Span, remark: &str) -> fmt::Result {
        let position = self.sources.position(span);
        let line = self.sources.line(span);
        let before: String = line.chars().take(position.column - 1).collect();
        let text = &self.sources.file(span.file).text;
        let length = text.get(span.start as usize..span.end as usize).map_or(1, |t| t.chars().count());
        let room = line.chars().count().saturating_sub(position.column - 1).max(1);
        writeln!(f, " --> {}", self.sources.locate(span))?;
        if before.len() > LONGEST_INDENT {
            return writeln!(f, "      | (a long line) {remark}");
        }
        writeln!(f, "{:>5} | {}", position.line, printable(line))?;
        let indent: String = before.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let marker = "^".repeat(length.clamp(1, room).min(LONGEST_TEXT));
        writeln!(f, "{}", format!("      | {indent}{marker} {remark}").trim_end())
    }
}

/// How much of a line or a message is shown; no text that people write is longer.
const LONGEST_TEXT: usize = 400;
/// How far right a mark can stand for its line to be worth showing.
const LONGEST_INDENT: usize = 300;

/// Text as a terminal can take it: on one line, without control characters, and not without end.
fn printable(text: &str) -> String {
    let shown = |c: char| if c.is_control() && c != '\t' { '\u{fffd}' } else { c };
    let mut out: String = text.chars().take(LONGEST_TEXT).map(shown).collect();
    if text.chars().nth(LONGEST_TEXT).is_some() {
        out.push('…');
    }
    out
}
