//! A message as the schema's text says it.

use lonelypsp_schema::{Sample, Schema};

/// Where it stands: file and line.
pub(super) fn place(schema: &Schema, sample: Sample<'_>) -> String {
    let span = sample.message.name.span;
    format!("{}:{}", schema.sources.file(span.file).path, schema.sources.position(span).line)
}

/// The lines from its name to the last that is indented below it.
pub(super) fn lines(schema: &Schema, sample: Sample<'_>) -> String {
    let span = sample.message.name.span;
    let text = &schema.sources.file(span.file).text;
    let mut lines = text.lines().skip(schema.sources.position(span).line - 1);
    let first = lines.next().unwrap_or_default();
    let own = indent(first);
    let below = lines.take_while(|line| line.trim().is_empty() || indent(line) > own);
    let all: Vec<String> = std::iter::once(first).chain(below).map(|line| shifted(line, own)).collect();
    all.join("\n").trim_end().to_owned() + "\n"
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// A line three columns in.
fn shifted(line: &str, by: usize) -> String {
    format!("   {}", line.get(by..).unwrap_or_default()).trim_end().to_owned()
}
