//! One message as its file shows it: a class, and a class in it for each variant.

use askama::Template;
use lonelypsp_schema::{HeaderLayout, Message, Protocol, Shape};

use super::comment::comment;
use super::exact::exact_lines;
use super::lines::Lines;
use super::literal;
use super::names::direction_module;
use super::quick::quick_lines;
use super::types::{BYTES, Type, type_of};
use super::write::{Writing, write_lines};
use crate::discriminator::discriminators;
use crate::spelling::pascal;

/// A message's class.
#[derive(Template)]
#[template(path = "ruby/message.rb", whitespace = "preserve")]
pub(super) struct MessageView {
    pub(super) doc: String,
    pub(super) class: String,
    pub(super) snake: String,
    pub(super) code: String,
    sender: &'static str,
    direction: &'static str,
    names: String,
    pub(super) shape: Option<ShapeView>,
    pub(super) variants: Vec<VariantView>,
    quick: String,
    exact: String,
}

/// A variant's class.
pub(super) struct VariantView {
    doc: String,
    pub(super) class: String,
    pub(super) shape: ShapeView,
}

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
    message: &'static str,
    write: String,
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

/// The column of a message's class.
const COLUMN: usize = 6;

pub(super) fn view_message(protocol: &Protocol, message: &Message, layout: &HeaderLayout) -> MessageView {
    let view_shape = |index: usize, column| view_shape(protocol, message, layout, index, column);
    let numbered = || layout.shapes.iter().enumerate();
    let variants = numbered().filter_map(|(index, shape)| {
        let class = pascal(shape.variant.as_ref()?);
        Some(VariantView { doc: padded(&shape.doc, COLUMN + 2), class, shape: view_shape(index, COLUMN + 4) })
    });
    let only = numbered().find(|(_, shape)| shape.variant.is_none());
    MessageView {
        doc: padded(&message.doc, COLUMN),
        class: pascal(&message.name),
        snake: message.name.snake().to_owned(),
        code: literal::integer(message.code.into()),
        sender: message.direction.sender(),
        direction: direction_module(message.direction),
        names: words(COLUMN + 2, "HEADER_NAMES", layout.headers.iter().map(|header| header.wire.as_str())),
        variants: variants.collect(),
        shape: only.map(|(index, _)| view_shape(index, COLUMN + 2)),
        quick: quick_lines(layout, COLUMN + 6),
        exact: exact_lines(layout, COLUMN + 6),
    }
}

fn view_shape(
    protocol: &Protocol,
    message: &Message,
    layout: &HeaderLayout,
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
        filled: list(column, "def fill!(", fields.iter().map(|field| field.name.clone()).collect(), ")"),
        signatures: signatures(&fields, column),
        message: if fields.is_empty() { "_message" } else { "message" },
        fields,
        write,
    }
}

fn fields(layout: &HeaderLayout, shape: &Shape, column: usize) -> Vec<FieldView> {
    let headers = shape.headers.iter().filter_map(|shape_header| {
        let header = &layout.headers[shape_header.header];
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
    let text = format!("{name} [{}] {}", ty.documented, crate::doc::summary(doc));
    let lines = comment(&text, column + 2);
    let pad = " ".repeat(column);
    let lines = lines.iter().enumerate().map(|(index, line)| match index {
        0 => line.replacen("# ", &format!("{pad}# @param "), 1),
        _ => line.replacen("# ", &format!("{pad}#   "), 1),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Values that are fields in other variants and have one value in this one. A field of the same name goes before.
fn shown_discriminators<'s>(
    layout: &'s HeaderLayout,
    shape: &'s Shape,
) -> impl Iterator<Item = crate::discriminator::Discriminator<'s>> {
    let is_free = |name: &str| shape.field_names().all(|field| field.snake() != name);
    discriminators(layout, shape).filter(move |found| is_free(found.name.snake()))
}

fn view_discriminators(layout: &HeaderLayout, shape: &Shape, column: usize) -> Vec<DiscriminatorView> {
    shown_discriminators(layout, shape)
        .map(|found| {
            let value = literal::integer(found.value);
            let header = &layout.headers[found.header];
            let doc = shape.header(found.header).map_or(&header.doc, |header| &header.doc);
            DiscriminatorView { doc: padded(doc, column), name: found.name.snake().to_owned(), value }
        })
        .collect()
}

fn fixed(layout: &HeaderLayout, shape: &Shape, column: usize) -> String {
    let values: Vec<_> = shown_discriminators(layout, shape)
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
    list(column, "def initialize(", required.chain(optional).collect(), ")")
}

fn initial(fields: &[FieldView], column: usize) -> String {
    let kept = fields.iter().map(|field| match field.ty.kept_by {
        Some(function) => format!("{function}({})", field.name),
        None => field.name.clone(),
    });
    list(column, "fill!(", kept.collect(), ")")
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
    fields.iter().for_each(|field| lines.line(format!("attr_reader {}", typed(field))));
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

/// A list in brackets, without brackets if it is empty.
fn list(column: usize, open: &str, items: Vec<String>, close: &str) -> String {
    let mut lines = Lines::at(column);
    match items.is_empty() {
        true => lines.line(open.trim_end_matches('(')),
        false => lines.list(open, &items, close),
    }
    lines.text()
}

/// A hash as a constant, or nothing if it is empty.
fn pairs<'p>(column: usize, constant: &str, pairs: impl Iterator<Item = (&'p str, &'p str)>) -> String {
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}: {value}")).collect();
    let mut lines = Lines::at(column);
    let one = format!("{constant} = {{ {} }}.freeze", pairs.join(", "));
    if pairs.is_empty() {
        lines.line(format!("{constant} = {{}}.freeze"));
    } else if column + one.len() <= super::lines::WIDTH {
        lines.line(one);
    } else {
        lines.line(format!("{constant} = {{"));
        lines.nested(|lines| lines.separated(pairs.into_iter()));
        lines.line("}.freeze");
    }
    lines.text()
}

fn words<'w>(column: usize, constant: &str, words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<&str> = words.collect();
    let mut lines = Lines::at(column);
    let one = format!("{constant} = %w[{}].freeze", words.join(" "));
    match words.as_slice() {
        [] => lines.line(format!("{constant} = [].freeze")),
        [only] => lines.line(format!("{constant} = ['{only}'].freeze")),
        _ if column + one.len() <= super::lines::WIDTH => lines.line(one),
        _ => {
            lines.line(format!("{constant} = %w["));
            lines.nested(|lines| words.iter().for_each(|word| lines.line(word)));
            lines.line("].freeze");
        }
    }
    lines.text()
}

fn symbols<'n>(column: usize, names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    let mut lines = Lines::at(column);
    match names.as_slice() {
        [] => {}
        [only] => lines.line(format!("SECRET_NAMES = [:{only}].freeze")),
        _ => lines.line(format!("SECRET_NAMES = %i[{}].freeze", names.join(" "))),
    }
    lines.text()
}

/// How the bytes are packed.
fn format_of(start: &str, header: &str, count: usize, end: &str) -> String {
    match count {
        0..=3 => format!("'{start}{}{end}'", header.repeat(count)),
        _ => format!("\"{start}#{{'{header}' * {count}}}{end}\".freeze"),
    }
}

/// A comment whose lines all stand at that column.
pub(super) fn padded(text: &str, column: usize) -> String {
    let pad = " ".repeat(column);
    comment(text, column).iter().map(|line| format!("{pad}{line}")).collect::<Vec<_>>().join("\n")
}
