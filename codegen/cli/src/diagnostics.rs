//! The schema's problems, for people and for programs.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use lonelypsp_schema::{Diagnostic, Diagnostics, SourceMap, Span};
use serde_json::{Value as Json, json};

use crate::printable;

/// All problems as text, each with the lines it is about.
pub(crate) fn render(problems: &Diagnostics, colors: bool) -> String {
    let renderer = if colors { Renderer::styled() } else { Renderer::plain() };
    let texts = problems.list.iter().map(|diagnostic| {
        let report = [view(diagnostic, &problems.sources)];
        // It takes most of what a terminal obeys out of what it quotes, but not all.
        format!("{}\n", printable::colored(renderer.render(&report).trim_end()))
    });
    texts.collect::<Vec<_>>().join("\n")
}

fn view<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Group<'a> {
    let title = Level::ERROR.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let mut group = title.element(snippet(sources, diagnostic.span, AnnotationKind::Primary, None));
    for (span, remark) in &diagnostic.related {
        group = group.element(snippet(sources, *span, AnnotationKind::Context, Some(remark)));
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(printable::line(help))),
        None => group,
    }
}

fn snippet<'a>(
    sources: &'a SourceMap,
    span: Span,
    kind: AnnotationKind,
    remark: Option<&'a str>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let file = sources.file(span.file);
    let annotation = kind.span(within(&file.text, span)).label(remark);
    Snippet::source(file.text.as_str()).path(printable::line(&file.path)).annotation(annotation)
}

/// A range that lies in the text and cuts no character. Of a range over several lines, the first line.
fn within(text: &str, span: Span) -> Range<usize> {
    let mut start = (span.start as usize).min(text.len());
    let mut end = (span.end as usize).clamp(start, text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let line = text[start..end].find(['\r', '\n']).map_or(end, |length| start + length);
    start..line
}

/// All problems as a list of objects.
pub(crate) fn to_json(problems: &Diagnostics) -> Json {
    problems.list.iter().map(|diagnostic| one_to_json(diagnostic, &problems.sources)).collect()
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
