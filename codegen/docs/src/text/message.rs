//! The page of a message.

use std::fmt::Write as _;

use lonelypsp_schema::{Message, Protocol, Schema};

use crate::bytes::Bytes;
use crate::checks::checks;
use crate::code::{Of, snippets};
use crate::example::{Example, examples};
use crate::exchange::Exchange;
use crate::fields::{Field, fields};
use crate::links::{Here, capitals};
use crate::phrases::{code, listed};
use crate::place;
use crate::vectors::Vectors;

use super::cell;

/// What a page is about.
pub(super) struct Page<'a, 's> {
    pub(super) schema: &'s Schema,
    pub(super) protocol: &'s Protocol,
    pub(super) message: &'s Message,
    pub(super) here: Here<'a, 's>,
    pub(super) vectors: &'a Vectors,
    pub(super) pictures: &'a [Bytes],
}

/// What the picture with that number is called.
pub(super) fn picture_file(message: &Message, index: usize) -> String {
    if index == 0 { format!("{}.svg", message.name) } else { format!("{}-{index}.svg", message.name) }
}

pub(super) fn emit_message(page: &Page<'_, '_>, exchange: Option<&Exchange<'_>>) -> String {
    let Page { protocol, message, here, .. } = page;
    let sent = message.direction;
    let mut out = format!(
        "# {}\n\nA message of [{}]({}), from the {} to the {}, with the code {}.\n\n{}\n",
        capitals(message),
        protocol.name,
        here.to_protocol(protocol),
        sent.sender(),
        sent.receiver(),
        message.code,
        here.source(&message.doc)
    );
    facts(&mut out, page, exchange);
    for shape in &message.layout.shapes {
        if let Some(variant) = &shape.variant {
            let _ = write!(out, "\nVariant `{variant}`: {}\n", here.source(&shape.doc));
        }
    }
    out.push_str("\n## Bytes\n");
    for (index, bytes) in page.pictures.iter().enumerate() {
        let (caption, file) = (&bytes.caption, picture_file(message, index));
        let _ = write!(out, "\n{caption}:\n\n![{}]({file})\n", cell(&bytes.picture.title));
    }
    out.push_str("\n## Fields\n");
    for of in fields(protocol, message) {
        field(&mut out, *here, &of);
    }
    checks_table(&mut out, page);
    let examples = examples(protocol, message, page.vectors);
    for of in &examples {
        example(&mut out, of);
    }
    if let Some(first) = examples.first() {
        programs(&mut out, page, &first.bytes);
    }
    out
}

fn facts(out: &mut String, page: &Page<'_, '_>, exchange: Option<&Exchange<'_>>) {
    let Page { message, here, .. } = page;
    let names = |messages: &[&Message]| {
        here.source(&listed(messages.iter().map(|message| code(&capitals(message))).collect(), "or"))
    };
    let mut lines: Vec<String> = Vec::new();
    if let Some(Exchange { answers, answered_by, are_answered }) = exchange {
        lines.extend((!answers.is_empty()).then(|| format!("It answers {}.", names(answers))));
        lines.extend((!answered_by.is_empty()).then(|| format!("It is answered by {}.", names(answered_by))));
        lines.extend((answered_by.is_empty() && *are_answered).then(|| "Nothing answers it.".to_owned()));
    }
    let mut documents: Vec<String> = message
        .signatures
        .iter()
        .map(|one| here.source(&code(&format!("{}.{}", one.protocol, one.document))))
        .collect();
    documents.dedup();
    if !documents.is_empty() {
        lines.push(format!("It is signed by {}.", listed(documents, "or")));
    }
    if let Some(http) = &message.http {
        lines.push(format!("It is the body of {}.", code(&format!("{} {}", http.method, http.path))));
    }
    let deprecated = message.availability.deprecated.as_ref();
    lines.extend(deprecated.map(|it| format!("Deprecated: {}", here.source(&it.line()))));
    if !lines.is_empty() {
        out.push('\n');
    }
    for line in lines {
        let _ = writeln!(out, "- {}", cell(&line));
    }
}

fn field(out: &mut String, here: Here<'_, '_>, field: &Field) {
    let secret = if field.is_secret { ", secret" } else { "" };
    let ty = field.type_name.as_ref().map(|name| {
        format!(" of the type [{}]({}#{})", code(name), here.to("types.md"), place::anchor(name))
    });
    let limits: Vec<String> = field.limits.iter().map(|limit| here.source(limit)).collect();
    let _ = write!(
        out,
        "\n### {}\n\n{}{}{secret}: {}.\n",
        code(&field.at),
        field.form,
        ty.unwrap_or_default(),
        limits.join("; ")
    );
    for of in &field.uses {
        let variants = of.variants.as_ref().map(|names| format!("In {names}: ")).unwrap_or_default();
        let name = of.field.as_ref().map(|name| format!("field {}, from ", code(name))).unwrap_or_default();
        let _ = write!(out, "\n{variants}{name}{}.\n\n{}\n", here.source(&of.who), here.source(&of.doc));
    }
}

fn checks_table(out: &mut String, page: &Page<'_, '_>) {
    out.push_str(
        "\n## Checks\n\nThe first that fails is the error.\n\n| # | what must hold | error | at | offset |\n| --- | --- | --- | --- | \
         --- |\n",
    );
    for row in checks(page.protocol, page.message) {
        let number = row.number.map(|number| number.to_string()).unwrap_or_default();
        let indent = "&emsp;".repeat(row.depth.min(5));
        let what = cell(&page.here.source(&row.what));
        let (kind, at, offset) = row.error.map_or_else(Default::default, |error| {
            let kind = page.here.source(&code(error.kind.as_str()));
            (kind, error.at.map(|at| cell(&code(&at))).unwrap_or_default(), error.offset)
        });
        let _ = writeln!(out, "| {number} | {indent}{what} | {kind} | {at} | {offset} |");
    }
}

fn example(out: &mut String, example: &Example) {
    let variant = example.variant.as_ref().map(|name| format!(": {name}")).unwrap_or_default();
    let _ = write!(out, "\n## Example{variant}\n\n");
    if let Some(case) = &example.case {
        let _ = write!(out, "The case {} of the conformance corpus.\n\n", code(case));
    }
    out.push_str("| bytes | hex | part | meaning |\n| --- | --- | --- | --- |\n");
    for row in &example.rows {
        let part = if row.part.is_empty() { String::new() } else { code(&row.part) };
        let (start, end) = (row.start, row.end);
        let meaning = cell(&code(&row.meaning));
        let _ = writeln!(out, "| {start}..{end} | {} | {} | {meaning} |", row.hex, cell(&part));
    }
}

fn programs(out: &mut String, page: &Page<'_, '_>, bytes: &[u8]) {
    let Page { schema, protocol, message, .. } = page;
    out.push_str("\n## Code\n");
    for snippet in snippets(&Of { schema, protocol, message, bytes }) {
        let _ = write!(out, "\n{}:\n\n```{}\n{}```\n", snippet.language, snippet.id, snippet.text);
    }
}
