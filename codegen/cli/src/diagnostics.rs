//! The schema's problems, for people and for programs.

use std::io::{self, Write};

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use lonelypsp_schema::{Diagnostic, Diagnostics, Excerpt, SourceMap, Span};
use serde::Serializer as _;
use serde_json::{Value as Json, json};

use crate::printable::{self, JsonWriter};

/// Which problems are written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// So many as people read.
    First,
    All,
}

/// Writes problems as text, one after another, each with the lines it is about; then how many others there are.
pub(crate) fn write_text(
    problems: &Diagnostics,
    which: Which,
    colors: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if colors { Renderer::styled() } else { Renderer::plain() };
    let list = match which {
        Which::First => problems.shown(),
        Which::All => &problems.list,
    };
    for (index, diagnostic) in list.iter().enumerate() {
        let separator = if index > 0 { "\n" } else { "" };
        let report = [view(diagnostic, &problems.sources)];
        out.write_all(separator.as_bytes())?;
        // It takes most of what a terminal obeys out of what it quotes, but not all.
        let text = renderer.render(&report);
        let text = printable::colored(&text);
        for line in text.trim_end().lines().filter(|line| !is_bare_mark(line)) {
            writeln!(out, "{line}")?;
        }
    }
    match problems.rest() {
        Some(rest) if which == Which::First => writeln!(out, "\n{rest}"),
        _ => Ok(()),
    }
}

fn view<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Group<'a> {
    let title = Level::ERROR.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let mut group = title.elements(snippet(sources, diagnostic.span, AnnotationKind::Primary, None));
    for (span, remark) in &diagnostic.related {
        group = group.elements(snippet(sources, *span, AnnotationKind::Context, Some(remark)));
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(printable::line(help))),
        None => group,
    }
}

/// The line that a span is about, or the part of it around the span. Only a line as a whole tells its columns, so that
/// of a part the place is said before it.
fn snippet<'a>(
    sources: &'a SourceMap,
    span: Span,
    kind: AnnotationKind,
    remark: Option<&'a str>,
) -> Vec<Element<'a>> {
    let path = printable::line(&sources.file(span.file).path);
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

/// Writes all problems as a list of objects.
pub(crate) fn write_json(problems: &Diagnostics, out: &mut dyn Write) -> io::Result<()> {
    let objects = problems.list.iter().map(|diagnostic| one_to_json(diagnostic, &problems.sources));
    serde_json::Serializer::pretty(JsonWriter(&mut *out)).collect_seq(objects)?;
    writeln!(out)
}

fn one_to_json(diagnostic: &Diagnostic, sources: &SourceMap) -> Json {
    let (mut object, place) = (json!({}), place_to_json(diagnostic.span, sources));
    object["code"] = json!(diagnostic.code.as_str());
    object["message"] = json!(diagnostic.message);
    for key in ["file", "line", "column"] {
        object[key] = place[key].clone();
    }
    object["help"] = json!(diagnostic.help);
    let related = diagnostic.related.iter().map(|(span, remark)| {
        let mut place = place_to_json(*span, sources);
        place["message"] = json!(remark);
        place
    });
    object["related"] = related.collect();
    object
}

fn place_to_json(span: Span, sources: &SourceMap) -> Json {
    let position = sources.position(span);
    json!({ "file": sources.file(span.file).path, "line": position.line, "column": position.column })
}
