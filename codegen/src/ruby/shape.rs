//! What a class has that messages can be made of: constants, fields, a constructor, how it is written.

use askama::Template;
use lonelypsp_schema::{Layout, Message, Protocol, Shape};

use super::comment::{comment, padded};
use super::constants::{format_of, list, pairs, symbols};
use super::lines::Lines;
use super::literal;
use super::types::{BYTES, Type, type_of};
use super::write::{Writing, write_lines};
use crate::discriminator::discriminators;
use crate::doc::summary;

/// What a class has that messages can be made of.
#[derive(Template)]
#[template(path = "ruby/shape.rb", whitespace = "preserve")]
pub(super) struct ShapeView {
    /// What stands before every line.
    pad: String,
    variant: String,
    kinds: String,
    fixed: String,
    secrets: String,
    minimal_format: String,
    expanded_format: String,
    pub(super) fields: Vec<FieldView>,
    discriminators: Vec<DiscriminatorView>,
    parameters: String,
    initial: String,
    filled: String,
    /// The name of the parameter with the message, if it is used.
    pub(super) message: &'static str,
    pub(super) write: String,
    /// Whether it is a variant's, which has nothing else to define on the class itself.
    is_variant: bool,
    pub(super) signatures: String,
}

/// One field.
pub(super) struct FieldView {
    doc: String,
    parameter: String,
    pub(super) name: String,
    pub(super) ty: Type,
    secret: bool,
}

struct DiscriminatorView {
    doc: String,
    name: String,
    value: String,
}

pub(super) fn view_shape(
    protocol: &Protocol,
    message: &Message,
    layout: &Layout,
    index: usize,
    column: usize,
) -> ShapeView {
    let shape = &layout.shapes[index];
    let fields = fields(layout, shape, column);
    let variant = shape.variant.as_ref().map_or("nil".to_owned(), |variant| format!(":{variant}"));
    let Writing { lines: write, count } =
        write_lines(protocol.minimal_flag(), message, layout, index, column + 4);
    let end = if shape.body.is_some() { "a*" } else { "" };
    ShapeView {
        pad: " ".repeat(column),
        variant,
        is_variant: shape.variant.is_some(),
        kinds: pairs(column, "FIELD_KINDS", fields.iter().map(|field| (&*field.name, field.ty.kind))),
        fixed: fixed(layout, shape, column),
        secrets: symbols(column, fields.iter().filter(|field| field.secret).map(|field| &*field.name)),
        minimal_format: format_of("n2", "na*", count, end),
        expanded_format: format_of("n3", "a*na*", count, end),
        discriminators: view_discriminators(layout, shape, column),
        parameters: parameters(&fields, column),
        initial: initial(&fields, column + 2),
        filled: list(
            column,
            "def fill!(",
            &fields.iter().map(|field| field.name.clone()).collect::<Vec<_>>(),
            ")",
        ),
        signatures: signatures(&fields, column),
        message: if fields.is_empty() { "_message" } else { "message" },
        fields,
        write,
    }
}

fn fields(layout: &Layout, shape: &Shape, column: usize) -> Vec<FieldView> {
    let headers = shape.slots.iter().filter_map(|shape_header| {
        let header = &layout.slots[shape_header.header];
        let (name, ty) = (shape_header.field()?.snake(), type_of(header.kind));
        Some(view_field(name, &shape_header.doc, ty, header.secret, column))
    });
    let body = shape.body.as_ref().map(|body| view_field(body.name.snake(), &body.doc, BYTES, false, column));
    headers.chain(body).collect()
}

fn view_field(name: &str, doc: &str, ty: Type, secret: bool, column: usize) -> FieldView {
    FieldView {
        doc: padded(doc, column),
        parameter: parameter(name, doc, ty, column),
        name: name.to_owned(),
        ty,
        secret,
    }
}

/// What a constructor's documentation says of a field.
fn parameter(name: &str, doc: &str, ty: Type, column: usize) -> String {
    let text = format!("{name} [{}] {}", ty.documented, summary(doc));
    let lines = comment(&text, column + 2);
    let pad = " ".repeat(column);
    let lines = lines.iter().enumerate().map(|(index, line)| match index {
        0 => line.replacen("# ", &format!("{pad}# @param "), 1),
        _ => line.replacen("# ", &format!("{pad}#   "), 1),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn view_discriminators(layout: &Layout, shape: &Shape, column: usize) -> Vec<DiscriminatorView> {
    discriminators(layout, shape)
        .map(|found| {
            let value = literal::integer(found.value);
            let header = &layout.slots[found.header];
            let doc = shape.header(found.header).map_or(&header.doc, |header| &header.doc);
            DiscriminatorView { doc: padded(doc, column), name: found.name.snake().to_owned(), value }
        })
        .collect()
}

fn fixed(layout: &Layout, shape: &Shape, column: usize) -> String {
    let values: Vec<_> = discriminators(layout, shape)
        .map(|found| (found.name.snake().to_owned(), literal::integer(found.value)))
        .collect();
    if values.is_empty() {
        return String::new();
    }
    pairs(column, "FIXED_VALUES", values.iter().map(|(name, value)| (&**name, &**value)))
}

/// Those that have a default last, as callers expect.
fn parameters(fields: &[FieldView], column: usize) -> String {
    let required = fields.iter().filter(|field| field.ty.default.is_none());
    let required = required.map(|field| format!("{}:", field.name));
    let optional = fields.iter().filter_map(|field| Some(format!("{}: {}", field.name, field.ty.default?)));
    list(column, "def initialize(", &required.chain(optional).collect::<Vec<_>>(), ")")
}

fn initial(fields: &[FieldView], column: usize) -> String {
    let kept = fields.iter().map(|field| match field.ty.kept_by {
        Some(function) => format!("{function}({})", field.name),
        None => field.name.clone(),
    });
    list(column, "fill!(", &kept.collect::<Vec<_>>(), ")")
}

/// What a class promises of its fields.
fn signatures(fields: &[FieldView], column: usize) -> String {
    let mut lines = Lines::at(column);
    let required = fields.iter().filter(|field| field.ty.default.is_none());
    let optional = || fields.iter().filter(|field| field.ty.default.is_some());
    let typed = |field: &FieldView| format!("{}: {}", field.name, field.ty.signature);
    let maybe = |field: &FieldView| format!("?{}: {}", field.name, field.ty.signature);
    lines.line("VARIANT_NAME: ::Symbol?");
    lines.line("FIELD_KINDS: ::Hash[::Symbol, ::Symbol]");
    lines.line("");
    for field in fields {
        lines.line(format!("attr_reader {}", typed(field)));
    }
    let given: Vec<String> = required.map(typed).chain(optional().map(maybe)).collect();
    lines.list("def initialize: (", &given, ") -> void");
    let changed: Vec<String> = fields.iter().map(maybe).collect();
    lines.list("def with: (", &changed, ") -> instance");
    if !fields.is_empty() {
        let all: Vec<String> = fields.iter().map(typed).collect();
        lines.list("def to_h: () -> { ", &all, " }");
    }
    lines.text()
}
