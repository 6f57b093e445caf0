//! Findings for people: each with the lines that it is about.

use std::io::{self, Write};

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use lonelypsp_findings::{Finding, Findings, Place, Severity};
use lonelypsp_schema::Excerpt;

use crate::printable;

/// How many are shown to people who did not ask for all of them.
const SHOWN: usize = 100;

/// Which of them are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// So many as people read.
    First,
    All,
}

/// Writes one after another; then how many others there are.
pub(super) fn write(findings: &Findings, which: Which, colors: bool, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if colors { Renderer::styled() } else { Renderer::plain() };
    let shown = match which {
        Which::First => SHOWN,
        Which::All => usize::MAX,
    };
    for (index, finding) in findings.list.iter().take(shown).enumerate() {
        let separator = if index > 0 { "\n" } else { "" };
        let report = [view(finding, findings)];
        out.write_all(separator.as_bytes())?;
        // It takes most of what a terminal obeys out of what it quotes, but not all.
        let text = renderer.render(&report);
        let text = printable::colored(&text);
        for line in text.trim_end().lines().filter(|line| !is_bare_mark(line)) {
            writeln!(out, "{line}")?;
        }
        for line in finding.evidence.iter().flat_map(|evidence| evidence.lines()) {
            writeln!(out, "{}", format!("    {}", printable::line(line)).trim_end())?;
        }
    }
    match rest(findings) {
        Some(rest) if which == Which::First => writeln!(out, "\n{rest}"),
        _ => Ok(()),
    }
}

/// What is to be said behind those that are shown, if there are others: `and 12 more problems`.
pub(super) fn rest(findings: &Findings) -> Option<String> {
    let rest = findings.list.len().saturating_sub(SHOWN);
    let than = if findings.has_more { "more than " } else { "" };
    let noun = if rest == 1 { "problem" } else { "problems" };
    (rest > 0).then(|| format!("and {than}{rest} more {noun}"))
}

fn view<'a>(finding: &'a Finding, findings: &'a Findings) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(finding.message.as_str()).id(finding.rule.code);
    let mut group = title.elements(snippet(findings, &finding.place, AnnotationKind::Primary, None));
    for related in &finding.related {
        let remark = Some(related.remark.as_str());
        group = group.elements(snippet(findings, &related.place, AnnotationKind::Context, remark));
    }
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(printable::line(help))),
        None => group,
    }
}

/// The line that a place is about, or the part of it around the place. Only a line as a whole tells its columns, so that
/// of a part the place is said before it.
fn snippet<'a>(
    findings: &'a Findings,
    place: &'a Place,
    kind: AnnotationKind,
    remark: Option<&'a str>,
) -> Vec<Element<'a>> {
    let Some((sources, span)) = findings.look_up(place) else {
        return vec![match place {
            Place::File(path) => Origin::path(printable::line(path)).into(),
            Place::Line(path, line) => Origin::path(printable::line(path)).line(*line).into(),
            Place::Here(_) | Place::Before(_) => Origin::path("").into(),
        }];
    };
    let path = printable::line(&sources.file(span.file).path);
    let path = match (&findings.before, place) {
        (Some(before), Place::Before(_)) => format!("{path} ({})", printable::line(&before.label)).into(),
        _ => path,
    };
    let Excerpt { position, text, mark, is_part } = sources.excerpt(span);
    let annotation: Annotation<'a> = kind.span(mark).label(remark);
    let snippet = Snippet::source(text).line_start(position.line).annotation(annotation);
    if is_part {
        let origin = Origin::path(path).line(position.line).char_column(position.column);
        vec![origin.into(), snippet.into()]
    } else {
        vec![snippet.path(path).into()]
    }
}

/// Whether a line is the mark before a place without the place, which the renderer writes before lines of which it was
/// not told the file because [their place](snippet) stands before them already.
fn is_bare_mark(line: &str) -> bool {
    let mut pieces = line.split('\u{1b}');
    let first = pieces.next().unwrap_or_default();
    let behind_colours = pieces.map(|piece| piece.split_once('m').map_or("", |(_, text)| text));
    let visible: String = std::iter::once(first).chain(behind_colours).collect();
    visible.trim() == ":::"
}
